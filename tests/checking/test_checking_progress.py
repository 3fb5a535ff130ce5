"""Progress and score: a small file beside the notebook that loses nothing and overwrites nothing."""

import json
import os
import threading

import pytest

from lstmlab import check, score
from lstmlab.checking.display import progress


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder as working directory, with no progress from elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LSTMLAB_PROGRESS", raising=False)
    monkeypatch.setattr(progress, "_session", {})
    return tmp_path


def solve():
    return check("hello.scale", lambda x, factor: x * factor)


def fail():
    return check("hello.scale", lambda x, factor: x + factor)


def stored(folder, name=progress.NAME):
    return json.loads((folder / name).read_text())["results"]


def row(name="hello.scale"):
    return next(row for chapter in score().chapters for row in chapter.rows if row.name == name)


def test_a_result_is_kept_beside_the_notebook_and_counted(folder):
    assert row().status == ""
    solve()
    assert stored(folder) == {"hello.scale": {"status": "passed", "points": 1}}
    assert (row().status, row().points) == ("passed", 1)
    assert score().points == 1
    assert "Chapter 0: 1 of 1 point" in repr(score())
    assert os.listdir(folder) == [progress.NAME]


def test_the_best_result_is_kept(folder):
    fail()
    assert row().status == "failed"
    solve()
    fail()
    assert row().status == "passed"


def test_what_was_not_attempted_leaves_no_file(folder):
    check("hello.scale", lambda x, factor: None)
    score()
    assert os.listdir(folder) == []


def test_the_results_of_another_notebook_are_merged(folder):
    solve()
    content = json.loads((folder / progress.NAME).read_text())
    content["results"]["elman.step"] = {"status": "passed", "points": 2}
    content["results"]["later.exercise"] = {"status": "passed", "points": 9}
    (folder / progress.NAME).write_text(json.dumps(content))
    check("elman.latch_puzzle", {"w_x": 2.0, "w_h": 2.0, "b": 0.0})
    assert set(stored(folder)) == {"hello.scale", "elman.step", "elman.latch_puzzle", "later.exercise"}
    assert score().points == 4  # an exercise that this version does not know is kept and not counted


def test_two_notebooks_at_the_same_moment_lose_nothing(folder):
    names = [f"toy.{k}" for k in range(8)]
    results = [progress.CheckResult(name, "passed", 1, 1) for name in names]
    threads = [threading.Thread(target=progress.record, args=(result,)) for result in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.loads((folder / progress.NAME).read_text())  # whole at any time
    for result in results:
        progress.record(result)
    assert set(stored(folder)) == set(names)
    assert os.listdir(folder) == [progress.NAME]


BROKEN = {
    "no JSON": b"{",
    "not text": b"\xff\xfe\x00",
    "empty": b"",
    "a list": b"[]",
    "something else": b'{"a": 1}',
    "no results": b'{"form": 1}',
    "wrong entries": b'{"form": 1, "results": {"hello.scale": 3}}',
    "wrong status": b'{"form": 1, "results": {"hello.scale": {"status": "superb", "points": 1}}}',
    "status of a wrong type": b'{"form": 1, "results": {"hello.scale": {"status": [], "points": 1}}}',
    "negative points": b'{"form": 1, "results": {"hello.scale": {"status": "passed", "points": -1}}}',
    "from the future": b'{"form": 2, "results": {}}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("act", [solve, score])
def test_a_broken_file_is_set_aside_and_said_so(folder, kind, act):
    (folder / progress.NAME).write_bytes(BROKEN[kind])
    said = " ".join(repr(act()).split())
    assert "lstmlab-progress.set-aside-1.json" in said
    assert (folder / "lstmlab-progress.set-aside-1.json").read_bytes() == BROKEN[kind]
    solve()
    assert stored(folder) == {"hello.scale": {"status": "passed", "points": 1}}


def test_a_file_that_was_set_aside_earlier_is_not_overwritten(folder):
    for text in ("first", "second", "third"):
        (folder / progress.NAME).write_text(text)
        fail()
    kept = [(folder / f"lstmlab-progress.set-aside-{k}.json").read_text() for k in (1, 2, 3)]
    assert kept == ["first", "second", "third"]


def test_another_place_can_be_named(folder, monkeypatch):
    monkeypatch.setenv("LSTMLAB_PROGRESS", str(folder / "mine.json"))
    solve()
    assert stored(folder, "mine.json")
    assert os.listdir(folder) == ["mine.json"]


def test_off_keeps_no_file_and_the_score_counts_this_session(folder, monkeypatch):
    monkeypatch.setenv("LSTMLAB_PROGRESS", "off")
    solve()
    assert os.listdir(folder) == []
    assert row().status == "passed"
    assert "Nothing is written to a file" in " ".join(repr(score()).split())


def test_nbgrader_leaves_no_file(folder, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    solve()
    assert os.listdir(folder) == []


@pytest.mark.parametrize("place", ["missing/folder/p.json", "."])
def test_a_place_that_cannot_be_written_is_said_and_costs_nothing(folder, monkeypatch, place):
    monkeypatch.setenv("LSTMLAB_PROGRESS", str(folder / place))
    result = solve()
    assert result.status == "passed"
    assert "cannot be kept" in " ".join(result.message.split())
    if place == ".":
        assert row().status == "passed"
        assert "cannot be kept" in " ".join(repr(score()).split())


def test_a_read_only_file_system(folder, monkeypatch):
    def refuse(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(progress, "_write", refuse)
    result = solve()
    assert result.status == "passed"
    assert "Read-only file system" in " ".join(result.message.split())


def test_writing_that_fails_half_way_leaves_the_old_file(folder, monkeypatch):
    fail()
    before = (folder / progress.NAME).read_bytes()

    def breaks(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", breaks)
    assert "No space left" in " ".join(solve().message.split())
    assert (folder / progress.NAME).read_bytes() == before
    assert os.listdir(folder) == [progress.NAME]
