"""Everything of the corpus, as a class that is graded: each scored right, nobody harmed, no batch lost."""

import contextlib
import hashlib
import os
import socket
import threading
from pathlib import Path

import pytest

import lstmlab
from lstmlab.grading import batch, cli, jail, judge
from lstmlab.grading.notebook import BrokenNotebook
from lstmlab.grading.records import Store
from tests.grading import corpus

pytestmark = pytest.mark.jail

LIMITS = jail.Limits(cell=12.0, notebook=30.0, memory=1_500_000_000)
KINDS = [
    kind for kind, works in (("bubblewrap", jail._bubblewrap_works), ("landlock", jail._landlock_works)) if works()
]
# What stands for the real things where nothing is outside.
NOWHERE = {"folder": "/none", "results": "/none", "secret": "/none", "port": 9, "socket": "/none", "judge": 1}


def points(data, kind):
    try:
        return sum(one.points for one in judge.grade(data, 4_711, kind, LIMITS))
    except BrokenNotebook:
        return None


# By day those that show a kind quickly, each read by another part of the grader; at night all.
BY_DAY = (
    "honest: UTF-16, as an editor of Windows saves it", "honest: lines without their ends", "honest: metadata of Colab",
    "honest: the answer below its check", "honest: arguments by name", "honest: a library that is not there",
    "lost: a page of GitHub", "attempt: the program's parts from memory", "attempt: the package changed",
)  # fmt: skip


@pytest.mark.parametrize("name", BY_DAY)
def test_a_case_is_scored_right(name):
    one = corpus.cases(NOWHERE)[name]
    assert points(one.data, jail.best()) == one.points


def test_there_are_enough_cases():
    assert len(corpus.cases(NOWHERE)) >= 150
    assert set(BY_DAY) <= set(corpus.cases(NOWHERE))


@contextlib.contextmanager
def listening(address, family):
    """A listener; what it hears."""
    heard = []
    with socket.socket(family) as end:
        end.bind(address)
        end.listen()
        end.settimeout(0.2)
        over = threading.Event()

        def listen():
            while not over.is_set():
                with contextlib.suppress(TimeoutError):
                    heard.append(end.accept())

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield end.getsockname(), heard
        finally:
            over.set()
            thread.join()


def package():
    """A word for all files of the package and beside it, as they are now."""
    found = hashlib.sha256()
    for file in sorted(Path(lstmlab.__file__).parent.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            found.update(str(file).encode() + file.read_bytes())
    return found.hexdigest()


def sleepers():
    """Processes that a submission could have left."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            line = (place / "cmdline").read_bytes()
            if line == b"sleep\x001000\x00":
                found.add(place.name)
    return found


@pytest.mark.night
@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_corpus_as_a_class(kind, tmp_path, monkeypatch):
    folder, into, secret = tmp_path / "handed in", tmp_path / "into", tmp_path / "secret"
    folder.mkdir()
    secret.write_text("nothing")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(jail.tempfile, "tempdir", None)
    monkeypatch.setenv("LSTMLAB_TEST_SECRET", "here")
    before, asleep, path = package(), sleepers(), str(tmp_path / "socket")
    with listening(("127.0.0.1", 0), socket.AF_INET) as ((_, port), heard), \
            listening(path, socket.AF_UNIX) as (_, heard_too):  # fmt: skip
        values = {"folder": str(folder), "results": str(into / "results"), "secret": str(secret), "port": port,
                  "socket": path, "judge": os.getpid()}  # fmt: skip
        all_cases = corpus.cases(values)
        expected = {}
        for k, (name, one) in enumerate(all_cases.items()):
            (folder / f"{k:03}.ipynb").write_bytes(one.data)
            expected[f"{k:03}.ipynb"] = (name, one.points)
        for k in range(3):  # neighbours: the first, the last and one between
            (folder / f"{('honest-0', '080-honest', 'z-honest')[k]}.ipynb").write_bytes(corpus.PLAIN)
        handed_in = {file.name: file.read_bytes() for file in folder.iterdir()}
        command = ["grade", str(folder), "--into", str(into), "--jail", kind, "--processes", "2", "--memory", "1500",
                   "--seconds", f"{LIMITS.cell}", "--notebook-seconds", f"{LIMITS.notebook}"]  # fmt: skip
        assert cli.main(command) == 1
        assert (heard, heard_too) == ([], [])
    store = Store(into)
    found = {name: store.load(str(folder / name)) for name in handed_in}
    scored = {name: None if one.reason else one.points for name, one in found.items()}
    wrong = {name: scored[file] for file, (name, worth) in expected.items() if scored[file] != worth}
    assert wrong == {}
    assert all(one.points == 1 for name, one in found.items() if "honest" in name)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == handed_in
    assert secret.read_text() == "nothing"
    assert package() == before
    assert sleepers() == asleep
    assert list((tmp_path / "temporary").iterdir()) == []
    assert batch.todo([str(folder / name) for name, one in found.items() if not one.reason], store) == []
