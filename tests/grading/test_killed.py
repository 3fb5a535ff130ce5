"""A gradebook is filled whole or not at all, whenever whoever fills it is ended; and the same command goes on."""

import contextlib
import csv
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from lstmlab import exercises
from lstmlab.grading import cli, records
from lstmlab.grading.anonymous import Anonymous
from lstmlab.grading.records import Store
from tests.grading.test_abuses import HONEST, notebook
from tests.grading.test_export import PARTS, Class, empty, graded_by_hand  # noqa: F401

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own


def ended_at(step, command):
    """Run a command in a child that ends itself in the hardest way at its n-th step; how many steps it was at."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            _count(write, step)
            sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
            cli.main(command)
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as steps:
        done = len(steps.read())
    os.waitpid(child, 0)
    return done


def _count(out, step):
    """A step is what changes a file or the gradebook: a statement, a commit, a file that is put into its place."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    done = [0]

    def count(*_given):
        os.write(out, b".")
        done[0] += 1
        if done[0] == step:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, count)
    for name in ("replace", "link"):
        plain = getattr(os, name)
        setattr(os, name, lambda *given, plain=plain: (count(), plain(*given))[1])


def rows(file):
    """What the gradebook says of each learner and cell; its inner ids are made up anew each time."""
    with contextlib.closing(sqlite3.connect(file)) as base:
        assert base.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert base.execute("select count(*) from alembic_version").fetchall() == [(1,)]
        return sorted(
            base.execute(
                "select submitted_assignment.student_id, base_cell.name, auto_score, manual_score, extra_credit, "
                "grade.needs_manual_grade from grade join base_cell on grade.cell_id = base_cell.id "
                "join submitted_notebook on grade.notebook_id = submitted_notebook.id "
                "join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id"
            )
        )


def left(folder):
    return [path.name for path in folder.rglob("*") if re.fullmatch(r"\.[0-9a-f]{12}\.tmp.*", path.name)]


def test_whoever_fills_a_gradebook_can_be_ended_at_any_step(empty, tmp_path, monkeypatch):  # noqa: F811
    (tmp_path / "book.db").write_bytes(empty.read_bytes())
    group = Class(tmp_path)
    command = ["export", "--into", str(tmp_path / "grades" / "week3"), *group.settings("anonymous = false\n")]
    for name in ("ada", "bob", "eve"):
        group.hand_in(f"{name}.ipynb", ["elman.step"])
    steps = ended_at(0, command)
    assert steps > 20
    whole = rows(tmp_path / "book.db")
    assert len(whole) == 3 * len(PARTS)
    graded_by_hand(group, "ada", "elman-forward-check", 1.5)
    before = rows(tmp_path / "book.db")
    for name in ("ada", "bob", "eve"):
        group.hand_in(f"{name}.ipynb", ["elman.step", "elman.readout"])
    after = None
    moments = random.Random(5).sample(range(1, steps), 6)
    for step in (*moments, steps, 10_000):
        ended_at(step, command)
        now = rows(tmp_path / "book.db")
        if now != before:
            after = after or now
            assert now == after  # all of it
    assert [(row[0], row[3]) for row in after if row[3] is not None] == [("ada", 1.5)]
    assert {row[0]: row[2] for row in after if row[1] == "elman-readout-check"} == dict.fromkeys(
        ("ada", "bob", "eve"), 2
    )
    monkeypatch.setattr(records, "_OLD", -1.0)
    assert cli.main([*command, "--learners", str(tmp_path / "l.csv")]) in (0, 1)
    assert rows(tmp_path / "book.db") == after
    assert left(tmp_path) == []
    found = {row["id"]: row["points"] for row in csv.DictReader((tmp_path / "l.csv").open(newline=""))}
    assert found == {"ada": "5.5", "bob": "4", "eve": "4"}


def test_a_gradebook_that_was_half_made_is_not_taken_for_one(tmp_path):
    """nbgrader makes its tables first and notes their version last; ended in between, nothing is there."""
    group = Class(tmp_path)
    group.hand_in("ada.ipynb", ["elman.step"])
    command = ["export", "--into", str(tmp_path / "grades" / "week3"), *group.settings("")]
    ended_at(12, command)
    assert not (tmp_path / "book.db").exists()
    assert left(tmp_path)


def test_a_secret_is_there_whole_or_not_at_all(tmp_path):
    """An empty key would show who is who, and an empty seed would end every run from then on."""
    (tmp_path / "book.db.key").touch()
    assert Anonymous(tmp_path / "book.db", True).of("ada").startswith("learner-")
    (tmp_path / "grades").mkdir()
    (tmp_path / "grades" / "seed").touch()
    seed = Store(tmp_path / "grades").seed
    assert Store(tmp_path / "grades").seed == seed > 0
    assert (tmp_path / "grades" / "seed").stat().st_mode & 0o777 == 0o600
    assert records.secret(tmp_path / "other", "first") == records.secret(tmp_path / "other", "second") == "first"


@pytest.mark.night
@pytest.mark.jail
def test_grader_and_gradebook_are_killed_twenty_times_on_a_class_of_a_hundred(tmp_path):
    folder, into, book = tmp_path / "handed in", tmp_path / "grades" / "week3", tmp_path / "book.db"
    folder.mkdir()
    for k in range(100):
        (folder / f"learner{k:03}.ipynb").write_bytes(notebook(HONEST, f"learner = {k}"))
    (tmp_path / "roster.csv").write_text("id\n" + "".join(f"learner{k:03}\n" for k in range(100)))
    course = ["--roster", str(tmp_path / "roster.csv"), "--gradebook", str(book)]
    grade = ["grade", str(folder), "--into", str(into), "--processes", "2"]
    export = ["export", "--into", str(into), *course]
    chance, seen = random.Random(20), {}
    killed, takes = {"grade": 0, "export": 0}, 0.0
    parts = sum(one.chapter == exercises.get("hello.scale").chapter for one in exercises.registry().values())

    def results():
        return len(list(into.glob("results/*.json")))

    while min(killed.values()) < 10:
        had, command = results(), export if killed["export"] < killed["grade"] else grade
        if command is export and not takes:  # how long it takes, on this machine and today
            began = time.monotonic()
            other = [str(tmp_path / "other" / "book.db") if one == str(book) else one for one in export]
            subprocess.run([sys.executable, "-m", "lstmlab.grading", *other], stderr=subprocess.DEVNULL, check=False)
            takes = time.monotonic() - began
        with subprocess.Popen([sys.executable, "-m", "lstmlab.grading", *command], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:  # fmt: skip
            while command is grade and results() == had and process.poll() is None:
                time.sleep(0.01)
            assert command is export or results() > had, f"it graded nothing more and ended with {process.poll()}"
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.0, takes if command is export else 1.0))
            killed[command[0]] += process.poll() is None
            process.kill()
        done = {path.name: path.stat().st_mtime_ns for path in (into / "results").glob("*.json")}
        assert {name: done.get(name) for name in seen} == seen  # nothing is lost, nothing graded twice
        seen = done
        if book.exists():
            in_book = rows(book)
            assert len({row[0] for row in in_book}) * parts == len(in_book)  # each learner whole
    subprocess.run([sys.executable, "-m", "lstmlab.grading", *grade], stdout=subprocess.DEVNULL, check=True)
    done = {path.name: path.stat().st_mtime_ns for path in (into / "results").glob("*.json")}
    assert {name: done.get(name) for name in seen} == seen
    assert len(done) == 100
    assert cli.main(export) == 0
    totals = {}
    for row in rows(book):
        totals[row[0]] = totals.get(row[0], 0) + row[2]
    assert totals == {f"learner{k:03}": 1 for k in range(100)}
    once = rows(book)
    assert cli.main(export) == 0
    assert rows(book) == once
