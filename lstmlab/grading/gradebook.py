"""nbgrader's gradebook, filled with what the judge says: its formgrader, manual grades and exporters then serve.

What a person entered there is kept: a manual grade, extra credit, a comment. Filling again changes the automatic points
and nothing else, and where they are the same, nothing at all. All is written in one step.
"""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstmlab import links
from lstmlab.exercises import Exercise, Puzzle
from lstmlab.grading import copies
from lstmlab.grading.anonymous import Anonymous
from lstmlab.grading.book import CAPSTONE, Book
from lstmlab.grading.course import Course
from lstmlab.grading.notebook import BrokenNotebook, content
from lstmlab.grading.records import place, sweep, write
from lstmlab.grading.standing import Assignment, Handed, Standing


class NoGradebook(RuntimeError):
    """nbgrader is not installed, or its file cannot be written; the message says what to do."""


@dataclass(frozen=True)
class Score:
    """What the gradebook says of a learner in an assignment.

    Attributes:
        automatic: points of the judge; manual: what people changed of them, and added; penalty: taken off.
        waiting: cells that wait for a person.
    """

    automatic: float
    manual: float
    penalty: float
    max_points: float
    waiting: int

    @property
    def total(self) -> float:
        return max(self.automatic + self.manual - self.penalty, 0.0)


@contextmanager
def opened(file: Path) -> Iterator[Any]:
    """nbgrader's gradebook in a file, made where there is none. Raises NoGradebook."""
    try:
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import DatabaseError
    except ImportError:
        raise NoGradebook(
            'the gradebook is nbgrader\'s, which is not installed here: python -m pip install "lstmlab[grading]"'
        ) from None
    file.parent.mkdir(parents=True, exist_ok=True)
    sweep(file.parent)
    try:
        if not file.exists() or not file.stat().st_size:
            _new(file)
        gradebook = Gradebook(f"sqlite:///{file.resolve()}")
    except DatabaseError as problem:
        raise NoGradebook(f"{file}: this is no gradebook ({problem.args[0]})") from None
    try:
        yield gradebook
    except DatabaseError as problem:  # nothing of it is written
        raise NoGradebook(f"{file}: the gradebook cannot be used now ({problem.args[0]})") from None
    finally:
        gradebook.close()


def _new(file: Path) -> None:
    """Make a gradebook elsewhere, and put it into its place when it is whole.

    nbgrader makes its tables one after the other and then notes their version. Ended in between, it would take the file
    for a gradebook ever after, and miss the rest.
    """
    from nbgrader.api import Gradebook

    # nbgrader starts alembic by its name, which is there where this Python is.
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), path])
    made = file.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        Gradebook(f"sqlite:///{made.resolve()}").close()
    finally:
        os.environ["PATH"] = path
    if file.exists():  # empty: nothing is in it that could be lost
        file.unlink()
    place(made, file)


def fill(file: Path, assignment: Assignment, course: Course) -> list[str]:
    """Put an assignment into a gradebook, and the notebooks to look at beside it. Returns what has to be looked at.

    Raises:
        NoGradebook: there is none, or somebody else writes to it.
    """
    names = Anonymous(file, course.anonymous)
    told = []
    with opened(file) as gradebook:
        book = Book(gradebook, assignment.name, course)
        with gradebook.db.no_autoflush:
            book.notebooks(assignment)
            for standing in assignment.standings:
                told += book.learner(standing, names.of(standing.learner.id), course.anonymous)
        gradebook.db.commit()
    # nbgrader's formgrader lists what has a folder here, and nothing else, whatever stands in the gradebook.
    (file.parent / "source" / assignment.name).mkdir(parents=True, exist_ok=True)
    for standing in assignment.standings:
        _copy(file.parent, assignment, course, standing, names.of(standing.learner.id))
    return told


def scores(file: Path, assignment: Assignment, course: Course) -> dict[str, Score]:
    """What a gradebook says of the learners, by their own ids. Raises NoGradebook."""
    from_book = {Anonymous(file, course.anonymous).of(one.learner.id): one.learner.id for one in assignment.standings}
    found = {}
    with opened(file) as gradebook:
        from nbgrader.api import MissingEntry

        with suppress(MissingEntry):
            entry = gradebook.find_assignment(assignment.name)
            for submission in entry.submissions:
                if submission.student_id in from_book:
                    found[from_book[submission.student_id]] = _score(submission, float(entry.max_score))
    return found


def _score(submission: Any, most: float) -> Score:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    automatic = sum(grade.auto_score or 0.0 for grade in grades)
    total = sum(grade.score or 0.0 for grade in grades)
    penalty = sum(notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks)
    waiting = sum(bool(grade.needs_manual_grade) for grade in grades)
    return Score(automatic, total - automatic, penalty, most, waiting)


def _copy(root: Path, assignment: Assignment, course: Course, standing: Standing, id: str) -> None:
    """The notebooks that the formgrader shows; those that are so already are left alone."""
    folder = root / "autograded" / id / assignment.name
    for chapter in assignment.chapters:
        parts: list[Exercise | Puzzle] = [one for one in assignment.exercises if one.chapter == chapter]
        found = [standing.grades[one.name] for one in parts if one.name in standing.grades]
        if found:
            grades = {grade.exercise: grade for grade, _ in found}
            _put(folder / f"{links.CHAPTERS[chapter]}.ipynb", found[0][1], lambda data: copies.of(data, parts, grades))  # noqa: B023
    if assignment.name in course.capstone and standing.files:
        _put(folder / f"{CAPSTONE}.ipynb", standing.files[0], copies.capstone)


def _put(file: Path, handed: Handed, made: Any) -> None:
    try:
        data = made(content(handed.record.file))
    except BrokenNotebook:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    sweep(file.parent)
    with suppress(OSError):
        if file.read_bytes() == data:
            return
    write(file, data)
