"""Grades are given on: to nbgrader's gradebook, to spreadsheets, Canvas and Moodle; nobody is dropped on the way."""

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from traitlets.config import Config

from lstmlab import exercises
from lstmlab.grading import cli, gradebook, records
from lstmlab.grading.course import CourseError, Late, load
from lstmlab.grading.judge import Grade
from lstmlab.grading.late import CourseRule
from lstmlab.grading.records import Store
from lstmlab.grading.roster import Learner, Roster, RosterError, read
from lstmlab.grading.rubric import JUDGED, MEASURED
from tools.source.chapters import ROOT

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

PARTS = [one for one in exercises.registry().values() if one.chapter == 2]
ROSTER = "id,name,email\nada,Ada Lovelace,ada@example.org\nbob,=1+1,bob@example.org\neve,Eve Adams,\n"
EVIL = '<script>alert("x")</script>'


def notebook(*more):
    cells = [{"cell_type": "markdown", "metadata": {}, "source": f"# Mine {EVIL} [x](JavaScript:alert(1))"}]
    for part in PARTS[:2]:
        for end in ("answer", "check"):
            cells.append({
                "cell_type": "code", "metadata": {"nbgrader": {"grade_id": f"{part.name.replace('.', '-')}-{end}"}},
                "source": [f"# {end}\n", "pass"], "execution_count": 1,
                "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"text/html": EVIL}}],
            })  # fmt: skip
    return json.dumps({"cells": [*cells, *more], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


class Class:
    """A folder with submissions and their results, as the judge would leave them."""

    def __init__(self, root, name="week3"):
        self.root, self.name = root, name
        self.store = Store(root / "grades" / name, 1)
        (root / "roster.csv").write_text(ROSTER)

    def hand_in(self, path, passed=(), *, parts=PARTS, mistakes=(), when=None, reason=""):
        file = self.root / "in" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(notebook())
        if when is not None:
            os.utime(file, (when.timestamp(),) * 2)
        grades = [
            Grade(one.name, "passed", one.points, one.points)
            if one.name in passed
            else Grade(one.name, "failed", 0, one.points, tuple(mistakes), "it differs")
            for one in parts
        ]
        record = records.broken(str(file), "", reason) if reason else records.of(str(file), "", grades, 1.0, "none")
        self.store.save(str(file), record)
        return file

    def export(self, *given):
        return cli.main(["export", "--into", str(self.root / "grades" / self.name), *given])

    def settings(self, text):
        (self.root / "course.toml").write_text(f'roster = "roster.csv"\ngradebook = "book.db"\n{text}')
        return "--course", str(self.root / "course.toml")

    def dump(self):
        """All that the gradebook says, row by row."""
        with sqlite3.connect(self.root / "book.db") as base:
            return list(base.iterdump())


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A gradebook with nothing in it: a new one takes nbgrader seconds."""
    with gradebook.opened(tmp_path_factory.mktemp("empty") / "book.db") as book:
        return Path(book.engine.url.database)


@pytest.fixture
def group(tmp_path, request):
    """A class; with the empty gradebook where the test asks for it."""
    if "empty" in request.fixturenames:
        shutil.copy(request.getfixturevalue("empty"), tmp_path / "book.db")
    return Class(tmp_path)


def table(data):
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_every_learner_has_a_row_and_everybody_else_too(group, capsysbinary):
    group.hand_in("ada/02-elman.ipynb", ["elman.step", "elman.forward"])
    group.hand_in("bob.ipynb")
    group.hand_in("zoe/02-elman.ipynb", ["elman.step"])
    roster = str(group.root / "roster.csv")
    assert group.export("--roster", roster, "--learners", "-") == 1
    said = capsysbinary.readouterr()
    assert b"zoe is not on the roster" in said.err
    rows = {row["id"]: row for row in table(said.out)}
    assert list(rows) == ["ada", "bob", "eve", "zoe"]
    assert (rows["ada"]["points"], rows["ada"]["max_points"]) == ("4", str(sum(one.points for one in PARTS)))
    assert (rows["zoe"]["on the roster"], rows["zoe"]["points"]) == ("no", "2")
    assert (rows["eve"]["handed in"], rows["eve"]["points"]) == ("", "0")
    assert rows["bob"]["name"] == "'=1+1"  # no formula


def test_a_row_an_exercise(group, capsysbinary):
    group.hand_in("ada.ipynb", ["elman.step"], mistakes=["no-tanh"])
    assert group.export("--roster", str(group.root / "roster.csv"), "--exercises", "-") == 0
    rows = table(capsysbinary.readouterr().out)
    assert len(rows) == 3 * len(PARTS)
    assert {row["status"] for row in rows if row["id"] == "eve"} == {"not handed in"}
    assert {(row["exercise"], row["status"], row["mistakes"]) for row in rows if row["id"] == "ada"} >= {
        ("elman.step", "passed", ""), ("elman.forward", "failed", "no-tanh"),
    }  # fmt: skip


def test_canvas_and_moodle_find_the_columns_that_they_name(group):
    group.hand_in("ada.ipynb", ["elman.step"])
    group.hand_in("zoe.ipynb", ["elman.step"])
    files = [str(group.root / name) for name in ("-canvas.csv", "moodle.csv")]
    assert group.export("--roster", str(group.root / "roster.csv"), f"--canvas={files[0]}", "--moodle", files[1]) == 1
    canvas = list(csv.reader(io.StringIO(Path(files[0]).read_text("utf-8"))))
    assert canvas[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "week3"]
    assert canvas[1][0].strip() == "Points Possible"
    assert [row[3] for row in canvas[2:]] == ["ada", "bob", "eve"]  # no zoe: Canvas does not know her
    assert [row[5] for row in canvas[2:]] == ["2", "", ""]  # a zero is the instructor's to give
    moodle = table(Path(files[1]).read_bytes())
    assert list(moodle[0]) == ["First name", "Last name", "ID number", "Email address", "week3", "Feedback"]
    assert (moodle[0]["First name"], moodle[0]["Last name"], moodle[0]["ID number"]) == ("Ada", "Lovelace", "ada")
    assert moodle[0]["Feedback"].startswith("Not passed: elman.forward")
    assert [row["week3"] for row in moodle] == ["2", "-", "-"]  # in a cell of its own, Moodle's word for no grade
    with pytest.raises(SystemExit) as refused:
        group.export("--canvas", files[0])
    assert refused.value.code == 2  # grades are not overwritten
    assert group.export("--roster", str(group.root / "roster.csv"), "--canvas", files[0], "--overwrite") == 1


def test_the_table_that_canvas_exports_is_a_roster_and_comes_back_as_it_was(group):
    (group.root / "roster.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Old (17)\n    Points Possible,,,,,10\n"
        '"Lovelace, Ada",77,S9,ada,A,3\n'
    )
    group.hand_in("ada.ipynb", ["elman.step"])
    file = group.root / "c.csv"
    assert group.export("--roster", str(group.root / "roster.csv"), "--canvas", str(file)) == 0
    assert list(csv.reader(file.open()))[2] == ["Lovelace, Ada", "77", "S9", "ada", "A", "2"]


def test_the_other_forms_of_canvas_tables_are_read_and_what_would_be_lost_is_told(group, capsys):
    """With two columns for the name, with a line of what is posted by hand, without the column of SIS ids."""
    (group.root / "roster.csv").write_text(
        "LastName,FirstName,ID,SIS Login ID,Section,Old (17)\n,,,,,Manual Posting\n    Points Possible,,,,,10\n"
        "Lovelace,Ada,77,ada,A,3\n"
    )
    group.hand_in("ada.ipynb", ["elman.step"])
    file, moodle = group.root / "c.csv", group.root / "m.csv"
    given = ["--roster", str(group.root / "roster.csv"), "--assignment", "My Final Score", "--canvas", str(file)]
    assert group.export(*given, "--moodle", str(moodle)) == 1
    assert list(csv.reader(file.open()))[2] == ["Ada Lovelace", "77", "", "ada", "A", "2"]
    said = capsys.readouterr().err
    assert "Canvas passes over a column called 'My Final Score'" in said
    assert 'without an e-mail address: ada; so tell Moodle to map by "ID number"' in said


def test_what_does_not_count_is_told(group, capsys):
    early, late = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 2, tzinfo=UTC)
    group.hand_in("ada/first.ipynb", ["elman.step"], when=early)
    group.hand_in("ada/second.ipynb", when=late)
    other = [one for one in exercises.registry().values() if one.chapter == 1]
    group.hand_in("bob.ipynb", [one.name for one in other], parts=other)
    group.hand_in("eve.ipynb", reason="The file is a folder.")
    group.hand_in("cy/02-elman.ipynb", ["elman.step"])
    group.hand_in("gone.ipynb", ["elman.step"]).unlink()
    file = group.root / "l.csv"
    assert group.export("--roster", str(group.root / "roster.csv"), "--learners", str(file)) == 1
    said = capsys.readouterr().err
    assert "first.ipynb was handed in again later, so it does not count" in said
    assert "bob.ipynb is of chapter 1, which this assignment does not ask for" in said
    assert "eve.ipynb could not be graded: The file is a folder." in said
    assert "no longer there: " in said
    assert "gone.ipynb" in said
    points = {row["id"]: row["points"] for row in table(file.read_bytes())}
    assert points == {"ada": "0", "bob": "0", "eve": "0", "cy": "2"}  # the later one counts, also where it is worse


def graded_by_hand(group, learner, cell, points, extra=None):
    with sqlite3.connect(group.root / "book.db") as base:
        (row,) = base.execute(
            "select grade.id from grade join base_cell on grade.cell_id = base_cell.id "
            "join submitted_notebook on grade.notebook_id = submitted_notebook.id "
            "join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id "
            "where base_cell.name = ? and submitted_assignment.student_id = ?", (cell, learner),
        ).fetchall()  # fmt: skip
        base.execute(
            "update grade set manual_score = ?, extra_credit = ?, needs_manual_grade = 0 where id = ?",
            (points, extra, row[0]),
        )


def test_filling_a_gradebook_twice_changes_nothing_and_what_a_person_gave_is_kept(empty, group, capsys):
    course = group.settings("")
    group.hand_in("ada.ipynb", ["elman.step"])
    bob = group.hand_in("bob.ipynb", ["elman.step"])
    assert group.export(*course) == 0
    once = group.dump()
    assert group.export(*course) == 0
    assert group.dump() == once
    graded_by_hand(group, "ada", "elman-forward-check", 1.5, 1)
    by_hand = group.dump()
    assert group.export(*course) == 0
    assert group.dump() == by_hand
    file = group.root / "l.csv"
    group.hand_in("bob.ipynb", ["elman.step", "elman.forward"])  # graded again
    group.hand_in("ada.ipynb", ["elman.step", "elman.forward"])
    capsys.readouterr()
    assert group.export(*course, "--learners", str(file)) == 1
    said = capsys.readouterr().err
    assert "ada: elman.forward now has 2 points of the judge, and the manual grade 1.5, which is kept" in said
    rows = {row["id"]: row for row in table(file.read_bytes())}
    assert (rows["ada"]["automatic"], rows["ada"]["manual"], rows["ada"]["points"]) == ("4", "0.5", "4.5")
    assert rows["bob"]["points"] == "4"
    assert bob.is_file()


def test_a_gradebook_that_cannot_be_used_is_told_and_left_as_it_is(empty, group, capsys):
    course = group.settings("")
    group.hand_in("ada.ipynb", ["elman.step"])
    before = group.dump()
    with sqlite3.connect(group.root / "book.db", isolation_level=None) as grader:
        grader.execute("begin immediate")  # somebody else writes
        assert group.export(*course) == 2
        grader.execute("rollback")
    assert "the gradebook cannot be used now" in capsys.readouterr().err
    assert group.dump() == before
    (group.root / "book.db").write_text("not a gradebook at all, but a text")
    assert group.export(*course) == 2
    assert "this is no gradebook" in capsys.readouterr().err


def test_late_work_costs_what_the_rule_says_once(empty, group):
    course = group.settings(
        'late = "10 % a day, at most 50 %"\n[due]\nweek3 = 2026-10-01T00:00:00Z\n'
        "[extensions.week3]\neve = 2026-10-05T00:00:00Z\n"
    )
    late = datetime(2026, 10, 2, 1, tzinfo=UTC)  # on the second day
    group.hand_in("ada.ipynb", ["elman.step"], when=late)
    group.hand_in("eve.ipynb", ["elman.step"], when=late)
    file = group.root / "l.csv"
    for _ in range(2):
        assert group.export(*course, "--learners", str(file), "--overwrite") == 0
        rows = {row["id"]: row for row in table(file.read_bytes())}
        assert (rows["ada"]["late penalty"], rows["ada"]["points"]) == ("0.4", "1.6")
        assert (rows["eve"]["late penalty"], rows["eve"]["points"]) == ("0", "2")
    # Where nbgrader grades by itself, its plugin takes off the same.
    config = Config()
    config.CourseDirectory.root = str(group.root)
    taken = [CourseRule(config=config).late_submission_penalty("ada", 2.0, seconds) for seconds in (0, 90_000)]
    assert taken == [None, 0.4]
    with pytest.raises(CourseError, match="cannot be read"):
        CourseRule(config=Config()).late_submission_penalty("ada", 2.0, 1)  # no course.toml in this folder
    rule = Late.of("10 % a day, at most 50 %, 15 minutes free")
    assert [rule.penalty(10, seconds) for seconds in (900, 901, 86_400, 86_401, 9e6)] == [0, 1, 1, 2, 5]
    with pytest.raises(CourseError, match="cannot read 'a lot'"):
        Late.of("a lot")


def test_nbgrader_takes_the_gradebook_as_its_own(empty, group):
    """Its formgrader shows the notebooks, its exporter and its feedback say what the gradebook says."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    course = group.settings("")
    group.hand_in("ada.ipynb", ["elman.step"])
    assert group.export(*course) == 0
    c = Config()
    c.CourseDirectory.root = str(group.root)
    c.CourseDirectory.db_url = f"sqlite:///{group.root}/book.db"
    api = NbGraderAPI(CourseDirectory(config=c), config=c)
    assert [one["name"] for one in api.get_assignments()] == ["week3"]  # what its first page lists
    (shown,) = api.get_notebook_submissions("week3", "02-elman")
    assert (shown["student"], shown["score"], shown["needs_manual_grade"]) == ("ada", 2, False)
    done = api.generate_feedback("week3", "ada")
    assert done["success"], done["log"]
    page = (group.root / "feedback" / "ada" / "week3" / "02-elman.html").read_text("utf-8")
    assert EVIL not in page
    assert 'href="javascript:' not in page.lower()
    assert "its check cell is not in the notebook" in page  # of the exercises that were deleted from it
    with api.gradebook as book:
        assert book.find_grade("elman-step-check", "02-elman", "week3", "ada").auto_score == 2


def test_the_capstone_waits_for_a_grader_with_its_rubric(empty, group, capsys):
    course = group.settings('capstone = ["project"]\nanonymous = true\n')
    project = Class(group.root, "project")
    project.hand_in("ada/mine.ipynb", reason="The file checks no exercise of this course.")
    assert project.export(*course) == 1
    assert "learners with cells that wait for a grader: 1" in capsys.readouterr().err
    (copy,) = group.root.glob("autograded/*/project/capstone.ipynb")
    name = copy.parts[-3]
    assert name.startswith("learner-")
    assert "Lovelace" not in "".join(group.dump())  # who is who is in the key alone
    assert not any("'ada'" in row or "ada@" in row for row in group.dump())
    assert (group.root / "book.db.key").stat().st_mode & 0o077 == 0
    lines = [*MEASURED, *JUDGED]
    for line in lines:
        graded_by_hand(project, name, f"capstone-{line.name}", line.points)
    file = group.root / "p.csv"
    assert project.export(*course, "--learners", str(file)) == 0
    row = table(file.read_bytes())[0]
    assert (row["id"], row["points"], row["max_points"], row["automatic"]) == ("ada", "20", "20", "0")


def test_the_rubric_is_that_of_the_chapter():
    text = (ROOT / "book" / "chapters" / "14-where-next.md").read_text("utf-8")
    for line in (*MEASURED, *JUDGED):
        assert f"| {line.text} | {line.points} |" in text
    assert [sum(line.points for line in half) for half in (MEASURED, JUDGED)] == [10, 10]


def test_without_nbgrader_there_is_a_clear_word(group):
    group.hand_in("ada.ipynb", ["elman.step"])
    code = (
        "import sys; sys.modules['nbgrader'] = None; from lstmlab.grading import cli; sys.exit(cli.main(sys.argv[1:]))"
    )
    into = ["export", "--into", str(group.root / "grades" / "week3")]
    done = subprocess.run(
        [sys.executable, "-c", code, *into, "--learners", "-"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    done = subprocess.run(
        [sys.executable, "-c", code, *into, "--gradebook", str(group.root / "b.db")], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert 'python -m pip install "lstmlab[grading]"' in done.stderr


@pytest.mark.parametrize(
    "text, said",
    [
        ("name\nAda\n", "expected a column `id`"),
        ("id\nada\nADA\n", "line 3: the learner ADA is there twice"),
        ("id\n../../x\n", "cannot be an id"),
        ("id\n=cmd\n", "cannot be an id"),
    ],
)
def test_a_roster_that_cannot_be_read_says_why(tmp_path, text, said):
    (tmp_path / "r.csv").write_text(text)
    with pytest.raises(RosterError, match=said):
        read(tmp_path / "r.csv")


@pytest.mark.parametrize(
    "path, pattern, learner, known",
    [
        ("in/ada/02-elman.ipynb", "", "ada", True),
        ("in/ADA/week3/02-elman.ipynb", "", "ada", True),
        ("in/ada_2026-10-01_02-elman.ipynb", "", "ada", True),
        ("in/Ada Lovelace_1234_assignsubmission_file_/02-elman.ipynb", "", "ada", True),  # Moodle's folders
        ("in/x/02-elman-ada.ipynb", "02-elman-{id}.ipynb", "ada", True),
        ("in/ada/x/n.ipynb", "{id}/*/*.ipynb", "ada", True),
        ("in/who/02-elman.ipynb", "", "who", False),
        ("in/=cmd.ipynb", "", "_cmd", False),
        ("../\udcff.ipynb", "", "_", False),
        (".ipynb", "{id}/*.ipynb", "unknown", False),
    ],
)
def test_whose_a_submission_is(path, pattern, learner, known):
    found = Roster([Learner("ada", "Ada Lovelace")], pattern).of(path)
    assert (found.id, found.known) == (learner, known)


def test_a_course_file_that_cannot_be_understood_says_why(tmp_path):
    file = tmp_path / "course.toml"
    for text, said in (
        ("rooster = 1", "no setting 'rooster'"),
        ("late = 'much'", "cannot read 'much'"),
        ("[due]\na = 3", "expected a time such as"),
        ("[chapters]\na = [99]", "no chapter 99"),
        ("learner = '*.ipynb'", "expected {id} once"),
        ("[", "cannot be read"),
    ):
        file.write_text(text)
        with pytest.raises((CourseError, RosterError), match=said):
            load(file)
