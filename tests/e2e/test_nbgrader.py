"""A class with nbgrader: it takes a learner's notebook as it is, and its grades are what the checks say.

The commands, and the one line of configuration that a course needs, are those of the page for instructors: nbgrader's
own stubs would replace ours, which name the arguments.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from lstmlab import exercises
from lstmlab.puzzles import as_code
from tools.source.chapters import ROOT, read

pytestmark = [pytest.mark.e2e, pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")]  # nbgrader's own

STEM = "02-elman"
PAGE = (ROOT / "book" / "appendices" / "instructors.md").read_text("utf-8")
CONFIGURATION = "".join(re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
RELEASE, GRADE, FEEDBACK, DUE = re.findall(r"^nbgrader (.*)$", PAGE, re.MULTILINE)
WEEK = "week3"

WRONG = """
def forward(xs, h0, W_x, W_h, b):
    return np.stack([np.tanh(x @ W_x + h0 @ W_h + b) for x in xs])
"""


def run(root, line):
    """Give a command of nbgrader's, in the folder of the course."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *shlex.split(line)], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with the notebook as an assignment, released."""
    root = tmp_path_factory.mktemp("class")
    # nbgrader starts alembic by its name; the tests may run in an environment that is not activated.
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{CONFIGURATION}")
    (root / "course.toml").write_text('late = "10 % a day, at most 50 %"\n')
    source = root / "source" / WEEK
    source.mkdir(parents=True)
    nbformat.write(nbformat.read(ROOT / "notebooks" / f"{STEM}.ipynb", as_version=4), source / f"{STEM}.ipynb")
    run(root, RELEASE)
    run(root, DUE)
    c = Config()
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.db_url = f"sqlite:///{root}/gradebook.db"
    api = NbGraderAPI(CourseDirectory(config=c), config=c)
    yield api, root
    monkeypatch.undo()


def cells(notebook, tag):
    return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if tag in cell.metadata.get("tags", ())}


def test_the_assignment_keeps_our_stubs(course):
    _, root = course
    ours = nbformat.read(ROOT / "notebooks" / f"{STEM}.ipynb", as_version=4)
    released = nbformat.read(root / "release" / WEEK / f"{STEM}.ipynb", as_version=4)
    for tag in ("exercise", "check"):
        assert {name: cell.source for name, cell in cells(released, tag).items()} == {
            name: cell.source for name, cell in cells(ours, tag).items()
        }


def test_the_grades_are_what_the_checks_say(course):
    api, root = course
    notebook = nbformat.read(root / "release" / WEEK / f"{STEM}.ipynb", as_version=4)
    solutions = [
        cell.source for cell in read(ROOT / "book" / "chapters" / f"{STEM}.md").cells if cell.kind == "solution"
    ]
    cells(notebook, "exercise")["elman-step-answer"].source = next(one for one in solutions if "def step(" in one)
    cells(notebook, "exercise")["elman-forward-answer"].source = WRONG
    puzzle = exercises.get("elman.latch_puzzle")
    start, code = (as_code(puzzle.figure, puzzle.name, controls) for controls in ({}, puzzle.solution))
    (figure,) = [cell for cell in notebook.cells if start in cell.source]
    figure.source = figure.source.replace(start, code)  # as its solved card says; by hand alone it would start afresh
    # The experiments take most of the time and nothing of the grade; other tests run them.
    notebook.cells = [cell for cell in notebook.cells if "experiment" not in cell.metadata.get("tags", ())]
    handed_in = root / "submitted" / "ada" / WEEK
    handed_in.mkdir(parents=True)
    nbformat.write(notebook, handed_in / f"{STEM}.ipynb")
    (handed_in / "timestamp.txt").write_text("2026-10-21 12:00:00 UTC")  # on the second day after it was due
    run(root, GRADE)
    with api.gradebook as gradebook:
        in_book = gradebook.find_submission_notebook(STEM, WEEK, "ada")
        found = {one.name: (one.auto_score, one.max_score) for one in in_book.grades}
        assert (in_book.score, in_book.late_submission_penalty) == (3, 0.6)
    earned = {"elman.step": 2, "elman.latch_puzzle": 1}
    expected = {
        f"{name}-check".replace(".", "-"): (earned.get(name, 0), one.points)
        for name, one in exercises.registry().items()
        if one.chapter == 2
    }
    assert found == expected
    run(root, FEEDBACK)
    page = (root / "feedback" / "ada" / WEEK / f"{STEM}.html").read_text("utf-8")
    assert "elman.forward" in page
