"""nbgrader's gradebook, filled with what the judge says: its formgrader, manual grades and exporters then serve.

What a person entered there is kept: a manual grade, extra credit, a comment. Filling again changes the automatic points
and nothing else, and where they are the same, nothing at all. All is written in one step.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lstmlab import exercises, links
from lstmlab.exercises import Exercise, Puzzle
from lstmlab.grading import copies
from lstmlab.grading.anonymous import Anonymous
from lstmlab.grading.course import Course
from lstmlab.grading.judge import Grade
from lstmlab.grading.notebook import BrokenNotebook, content
from lstmlab.grading.records import write
from lstmlab.grading.roster import Learner
from lstmlab.grading.rubric import RUBRIC
from lstmlab.grading.standing import Assignment, Handed, Standing

CAPSTONE = "capstone"


class NoNbgrader(RuntimeError):
    """nbgrader is not installed; the message says how to get it."""


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
    """nbgrader's gradebook in a file, made where there is none. Raises NoNbgrader."""
    try:
        from nbgrader.api import Gradebook
    except ImportError:
        raise NoNbgrader(
            'the gradebook is nbgrader\'s, which is not installed here: python -m pip install "lstmlab[grading]"'
        ) from None
    file.parent.mkdir(parents=True, exist_ok=True)
    # For a new file nbgrader starts alembic by its name, which is there where this Python is.
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), path])
    try:
        gradebook = Gradebook(f"sqlite:///{file.resolve()}")
    finally:
        os.environ["PATH"] = path
    try:
        yield gradebook
    finally:
        gradebook.close()


def fill(file: Path, assignment: Assignment, course: Course) -> list[str]:
    """Put an assignment into a gradebook, and the notebooks to look at beside it. Returns what has to be looked at.

    Raises:
        NoNbgrader: it is not installed.
    """
    names = Anonymous(file, course.anonymous)
    told = []
    with opened(file) as gradebook:
        book = _Book(gradebook, assignment.name, course)
        book.notebooks(assignment)
        for standing in assignment.standings:
            told += book.learner(standing, names.of(standing.learner.id), course.anonymous)
        gradebook.db.commit()
    for standing in assignment.standings:
        _copy(file.parent, assignment, course, standing, names.of(standing.learner.id))
    return told


def scores(file: Path, assignment: Assignment, course: Course) -> dict[str, Score]:
    """What a gradebook says of the learners, by their own ids. Raises NoNbgrader."""
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


class _Book:
    """An assignment in a gradebook that is open; nothing is written before the whole is there."""

    def __init__(self, gradebook: Any, name: str, course: Course) -> None:
        from nbgrader import api

        self._api, self._db, self._name, self._course = api, gradebook.db, name, course
        self._id = gradebook.course_id
        self._cells: dict[str, Any] = {}
        self._books: dict[str, Any] = {}

    def _one(self, kind: Any, found: dict[str, Any], **more: Any) -> Any:
        """The row of these values; made where there is none. The rest is set where it is not so yet."""
        row = self._db.query(kind).filter_by(**found).one_or_none()
        if row is None:
            row = kind(**found, **more)
            self._db.add(row)
            self._db.flush()
        for name, value in more.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        return row

    def notebooks(self, assignment: Assignment) -> None:
        """The assignment itself: its notebooks, and the cells that carry points."""
        api, due = self._api, self._course.due.get(self._name)
        self._entry = self._one(
            api.Assignment, {"name": self._name}, duedate=_utc(due) if due else None, course_id=self._id
        )
        for chapter in assignment.chapters:
            parts = [one for one in assignment.exercises if one.chapter == chapter]
            book = self._notebook(links.CHAPTERS[chapter])
            for part in parts:
                self._cell(api.GradeCell, copies.check_id(part.name), book, part.points, "code")
                if isinstance(part, Exercise):
                    self._cell(api.SolutionCell, copies.answer_id(part.name), book)
        if self._name in self._course.capstone:
            book = self._notebook(CAPSTONE)
            for line in RUBRIC:
                self._cell(api.TaskCell, f"capstone-{line.name}", book, line.points, "markdown")

    def _notebook(self, name: str) -> Any:
        self._books[name] = self._one(self._api.Notebook, {"name": name, "assignment_id": self._entry.id})
        return self._books[name]

    def _cell(self, kind: Any, name: str, book: Any, points: int | None = None, cell_type: str = "") -> None:
        more = {} if points is None else {"max_score": float(points), "cell_type": cell_type}
        self._cells[name] = self._one(kind, {"name": name, "notebook_id": book.id}, **more)

    def learner(self, standing: Standing, id: str, hidden: bool) -> list[str]:
        """A learner, and what was handed in. Returns what has to be looked at."""
        one = standing.learner
        first, last = ("", "") if hidden else _names(one)
        email = "" if hidden else one.email
        self._one(self._api.Student, {"id": id}, first_name=first, last_name=last, email=email)
        hands = _books(standing, self._name in self._course.capstone)
        if not hands:
            return []
        submission = self._one(
            self._api.SubmittedAssignment,
            {"assignment_id": self._entry.id, "student_id": id},
            timestamp=_utc(standing.when) if standing.when else None,
            extension=self._extension(standing),
        )
        told = []
        for name in hands:
            book = self._books[name]
            handed = self._one(self._api.SubmittedNotebook, {"notebook_id": book.id, "assignment_id": submission.id})
            if name == CAPSTONE:
                self._waiting(handed)
            else:
                told += self._graded(handed, name, standing)
            self._late(handed, standing)
        return told

    def _extension(self, standing: Standing) -> Any:
        due, own = self._course.due.get(self._name), self._course.due_for(self._name, standing.learner.id)
        return own - due if due and own and own != due else None

    def _graded(self, handed: Any, name: str, standing: Standing) -> list[str]:
        told = []
        for exercise, (grade, _) in standing.grades.items():
            check, answer = copies.check_id(exercise), copies.answer_id(exercise)
            if check not in self._cells or self._cells[check].notebook_id != handed.notebook_id:
                continue
            row = self._one(self._api.Grade, {"cell_id": self._cells[check].id, "notebook_id": handed.id})
            if row.auto_score != float(grade.points):
                if row.manual_score is not None:
                    told.append(
                        f"{standing.learner.id}: {exercise} now has {grade.points} points of the judge, and the manual "
                        f"grade {row.manual_score:g}, which is kept"
                    )
                    row.needs_manual_grade = True
                row.auto_score = float(grade.points)
            if row.manual_score is None and row.needs_manual_grade is not False:
                row.needs_manual_grade = False
            if answer in self._cells:
                self._one(
                    self._api.Comment,
                    {"cell_id": self._cells[answer].id, "notebook_id": handed.id},
                    auto_comment=_comment(grade),
                )
        return told

    def _waiting(self, handed: Any) -> None:
        for line in RUBRIC:
            cell = self._cells[f"capstone-{line.name}"]
            self._one(self._api.Grade, {"cell_id": cell.id, "notebook_id": handed.id})
            self._one(self._api.Comment, {"cell_id": cell.id, "notebook_id": handed.id})

    def _late(self, handed: Any, standing: Standing) -> None:
        self._db.flush()
        rows = self._db.query(self._api.Grade).filter_by(notebook_id=handed.id)
        self._db.flush()
        points = sum((row.auto_score if row.manual_score is None else row.manual_score) or 0.0 for row in rows) + sum(
            row.extra_credit or 0.0 for row in rows
        )
        penalty = self._course.late.penalty(points, standing.late) or None
        if (handed.late_submission_penalty or None) != penalty:
            handed.late_submission_penalty = penalty


def _books(standing: Standing, by_hand: bool) -> list[str]:
    """The names of the notebooks that a learner handed in."""
    parts = {exercises.get(exercise).chapter for exercise in standing.grades}
    names = [links.CHAPTERS[one] for one in sorted(parts)]
    return [*names, CAPSTONE] if by_hand and standing.files else names


def _comment(grade: Grade) -> str | None:
    if grade.status == "not attempted":
        return "No response."
    said = [f"Known mistakes: {', '.join(grade.mistakes)}."] if grade.mistakes else []
    return " ".join([*said, grade.note]).strip() or None


def _names(learner: Learner) -> tuple[str, str]:
    """First and last name, as nbgrader has them."""
    if not learner.known:
        return "", "(not on the roster)"
    if "," in learner.name:
        last, _, first = learner.name.partition(",")
        return first.strip(), last.strip()
    first, _, last = learner.name.rpartition(" ")
    return first, last


def _utc(moment: datetime) -> datetime:
    """As nbgrader keeps it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


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
    with suppress(OSError):
        if file.read_bytes() == data:
            return
    write(file, data)
