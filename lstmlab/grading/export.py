"""The grades of an assignment as tables: for a spreadsheet, for Canvas and for Moodle."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lstmlab.grading.course import Course
from lstmlab.grading.gradebook import Score
from lstmlab.grading.roster import Learner
from lstmlab.grading.standing import Assignment, Standing
from lstmlab.grading.tables import defused

LEARNERS = (
    "id", "name", "email", "on the roster", "handed in", "automatic", "manual", "late penalty", "points", "max_points",
    "waiting for a grader", "note",
)  # fmt: skip
EXERCISES = (
    "id", "name", "assignment", "exercise", "status", "points", "max_points", "mistakes", "submission", "note",
)  # fmt: skip
# https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807: the file begins
# with these columns, as the one that the gradebook exports; below them stands a row with the points that are possible.
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# https://docs.moodle.org/en/Grade_import: as in the file that Moodle exports. A learner is known by "ID number" or
# "Email address", whichever is chosen at the import; grade and feedback go together, or the grades are lost.
MOODLE = ("First name", "Last name", "ID number", "Email address")


@dataclass(frozen=True)
class Row:
    """A learner with what goes into the tables."""

    standing: Standing
    score: Score

    @property
    def learner(self) -> Learner:
        return self.standing.learner


def rows(assignment: Assignment, course: Course, scores: dict[str, Score] | None = None) -> list[Row]:
    """A row for each learner. scores: of a gradebook; without it, what the judge and the rule for late ones say."""
    made = []
    for standing in assignment.standings:
        penalty = course.late.penalty(standing.points, standing.late)
        score = Score(standing.points, 0.0, penalty, assignment.max_points, 0)
        made.append(Row(standing, (scores or {}).get(standing.learner.id, score)))
    return made


def learners(found: Sequence[Row]) -> bytes:
    """A row a learner."""
    return _csv([LEARNERS, *(_learner(one) for one in found)])


def _learner(one: Row) -> list[str | float]:
    standing, score, who = one.standing, one.score, one.learner
    handed_in = standing.when.isoformat(timespec="seconds") if standing.when else ""
    notes = "; ".join(f"{handed.record.submission} {why}" for handed, why in standing.beside)
    return [
        who.id, who.name, who.email, "yes" if who.known else "no", handed_in, _number(score.automatic),
        _number(score.manual), _number(score.penalty), _number(score.total), _number(score.max_points), score.waiting,
        notes,
    ]  # fmt: skip


def exercises(found: Sequence[Row], assignment: Assignment) -> bytes:
    """A row an exercise of each learner."""
    made: list[Sequence[str | float]] = [EXERCISES]
    for one in found:
        who = one.learner
        for part in assignment.exercises:
            begin = [who.id, who.name, assignment.name, part.name]
            if part.name not in one.standing.grades:
                made.append([*begin, "not handed in", 0, part.points, "", "", ""])
                continue
            grade, handed = one.standing.grades[part.name]
            made.append([
                *begin, grade.status, grade.points, part.points, " ".join(grade.mistakes), handed.record.submission,
                grade.note,
            ])  # fmt: skip
    return _csv(made)


def canvas(found: Sequence[Row], assignment: Assignment) -> bytes:
    """What the gradebook of Canvas imports. Those who are not on the roster are not known there either."""
    made: list[Sequence[str | float]] = [[*CANVAS, assignment.name]]
    most = max((one.score.max_points for one in found), default=assignment.max_points)
    made.append(["    Points Possible", "", "", "", "", _number(most)])
    for one in (one for one in found if one.learner.known):
        who = one.learner
        more = {name.strip().lower(): value for name, value in who.more.items()}
        made.append([
            who.name or who.id, more.get("id", "") if "student" in more else "", more.get("sis user id", ""),
            more.get("sis login id", who.id), more.get("section", ""), _given(one),
        ])  # fmt: skip
    return _csv(made)


def moodle(found: Sequence[Row], assignment: Assignment) -> bytes:
    """What the grade import of Moodle reads. Those who are not on the roster are not known there either."""
    made: list[Sequence[str | float]] = [[*MOODLE, assignment.name, "Feedback"]]
    for one in (one for one in found if one.learner.known):
        who = one.learner
        more = {name.strip().lower(): value for name, value in who.more.items()}
        first, _, last = who.name.rpartition(" ")
        made.append([
            more.get("first name", first), more.get("last name", more.get("surname", last)), who.id, who.email,
            _given(one), _feedback(one),
        ])  # fmt: skip
    return _csv(made)


def _given(one: Row) -> str | float:
    """Nothing where nothing was handed in that could be graded: a zero is the instructor's to give."""
    return _number(one.score.total) if one.standing.when is not None or one.standing.grades else ""


def _feedback(one: Row) -> str:
    """A sentence: which exercises are not passed yet, and what was taken off."""
    failed = [name for name, (grade, _) in one.standing.grades.items() if grade.status == "failed"]
    left = [name for name, (grade, _) in one.standing.grades.items() if grade.status == "not attempted"]
    said = [f"Not passed: {', '.join(failed)}."] if failed else []
    said += [f"Not attempted: {', '.join(left)}."] if left else []
    said += [f"Late: {one.score.penalty:g} points taken off."] if one.score.penalty else []
    return " ".join(said)


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else round(value, 2)


def _csv(made: Iterable[Sequence[str | float]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_cell(one) for one in row] for row in made)
    return out.getvalue().encode("utf-8")


def _cell(value: str | float) -> str | int | float:
    # The one cell that begins with spaces is Canvas's own.
    if isinstance(value, float) or value == "    Points Possible":
        return value
    return defused(value)
