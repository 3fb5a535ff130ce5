"""One assignment in nbgrader's gradebook: its cells, and what each learner has. What a person entered stays."""

from datetime import UTC, datetime
from typing import Any

from lstmlab import exercises, links
from lstmlab.exercises import Exercise
from lstmlab.grading import copies
from lstmlab.grading.course import Course
from lstmlab.grading.judge import Grade
from lstmlab.grading.roster import Learner
from lstmlab.grading.rubric import RUBRIC
from lstmlab.grading.standing import Assignment, Standing

CAPSTONE = "capstone"


class Book:
    """An assignment in a gradebook that is open; nothing is written before the whole is there."""

    def __init__(self, gradebook: Any, name: str, course: Course) -> None:
        from nbgrader import api

        self._api, self._db, self._name, self._course = api, gradebook.db, name, course
        self._id = gradebook.course_id
        self._cells: dict[str, Any] = {}
        self._books: dict[str, Any] = {}
        self._rows: dict[tuple[Any, ...], Any] = {}

    def _read(self) -> None:
        """All rows of the assignment at once: asked for one by one, they take a minute for a large class."""
        api, db = self._api, self._db
        handed_in = {"assignment_id": self._entry.id}
        for kind, names, rows in (
            (api.Student, ("id",), db.query(api.Student)),
            (
                api.SubmittedAssignment,
                ("assignment_id", "student_id"),
                db.query(api.SubmittedAssignment).filter_by(**handed_in),
            ),
            (
                api.SubmittedNotebook,
                ("notebook_id", "assignment_id"),
                db.query(api.SubmittedNotebook).join(api.SubmittedNotebook.assignment).filter_by(**handed_in),
            ),
            *(
                (
                    kind,
                    ("cell_id", "notebook_id"),
                    db.query(kind)
                    .join(api.SubmittedNotebook, kind.notebook_id == api.SubmittedNotebook.id)
                    .join(api.SubmittedNotebook.assignment)
                    .filter_by(**handed_in),
                )
                for kind in (api.Grade, api.Comment)
            ),
        ):
            self._rows |= {(kind, *(getattr(row, name) for name in names)): row for row in rows}

    def _own(self, kind: Any, found: dict[str, Any], **more: Any) -> Any:
        """The same for what a learner has, of which all rows are known."""
        key = kind, *found.values()
        if key not in self._rows:
            given = found if "id" in found else {"id": self._api.new_uuid(), **found}
            self._rows[key] = kind(**given)
            self._db.add(self._rows[key])
        return _set(self._rows[key], more)

    def _one(self, kind: Any, found: dict[str, Any], **more: Any) -> Any:
        """The row of these values; made where there is none. The rest is set where it is not so yet."""
        row = self._db.query(kind).filter_by(**found).one_or_none()
        if row is None:
            row = kind(**found, **more)
            self._db.add(row)
            self._db.flush()
        return _set(row, more)

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
        self._read()

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
        self._own(self._api.Student, {"id": id}, first_name=first, last_name=last, email=email)
        hands = _books(standing, self._name in self._course.capstone)
        if not hands:
            return []
        submission = self._own(
            self._api.SubmittedAssignment,
            {"assignment_id": self._entry.id, "student_id": id},
            timestamp=_utc(standing.when) if standing.when else None,
            extension=self._extension(standing),
        )
        told = []
        for name in hands:
            book = self._books[name]
            handed = self._own(self._api.SubmittedNotebook, {"notebook_id": book.id, "assignment_id": submission.id})
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
            row = self._own(self._api.Grade, {"cell_id": self._cells[check].id, "notebook_id": handed.id})
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
                self._own(
                    self._api.Comment,
                    {"cell_id": self._cells[answer].id, "notebook_id": handed.id},
                    auto_comment=_comment(grade),
                )
        return told

    def _waiting(self, handed: Any) -> None:
        for line in RUBRIC:
            cell = self._cells[f"capstone-{line.name}"]
            self._own(self._api.Grade, {"cell_id": cell.id, "notebook_id": handed.id})
            self._own(self._api.Comment, {"cell_id": cell.id, "notebook_id": handed.id})

    def _late(self, handed: Any, standing: Standing) -> None:
        keys = ((self._api.Grade, cell.id, handed.id) for cell in self._cells.values())
        rows = [self._rows[key] for key in keys if key in self._rows]
        points = sum((row.auto_score if row.manual_score is None else row.manual_score) or 0.0 for row in rows) + sum(
            row.extra_credit or 0.0 for row in rows
        )
        penalty = self._course.late.penalty(points, standing.late) or None
        if (handed.late_submission_penalty or None) != penalty:
            handed.late_submission_penalty = penalty


def _set(row: Any, more: dict[str, Any]) -> Any:
    for name, value in more.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    return row


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
