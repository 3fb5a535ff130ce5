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
# Read in Canvas's own program (instructure/canvas-lms, lib/gradebook_importer.rb and gradebook_exporter.rb), not tried
# in a Canvas: the columns before the assignments, in this order, the last of them "Section". A learner is looked for by
# "ID", then by the two SIS columns, then by the name. An assignment is one of this name, or a new one; the row "Points
# Possible" says what it is worth.
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# A column whose name holds one of these is none of an assignment to Canvas, and is passed over without a word.
CANVAS_KEEPS = tuple(
    f"{what} {kind}" for what in ("Current", "Final", "Override") for kind in ("Score", "Points", "Grade", "Status")
)
# Read in Moodle's documentation (docs.moodle.org/311/en/Grade_import) and in its own program (moodle/moodle,
# grade/import/csv/classes/load_data.php), not tried in a Moodle: who imports says which column tells who is who, and
# which holds what. One row whose learner is not known ends the whole import; where that cell is empty, the row goes to
# the learner before. "-" is no grade. Grade and feedback have to go together, or the grades are lost.
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
            who.name or who.id, more.get("id", "") if "sis login id" in more else "", more.get("sis user id", ""),
            more.get("sis login id", who.id), more.get("section", ""), _given(one),
        ])  # fmt: skip
    return _csv(made)


def told(found: Sequence[Row], assignment: Assignment, wanted: Iterable[str]) -> list[str]:
    """What somebody has to know who imports these tables, a sentence each."""
    lines = []
    if "canvas" in wanted and any(one.lower() in assignment.name.lower() for one in CANVAS_KEEPS):
        lines.append(f"Canvas passes over a column called {assignment.name!r}: give another name with --assignment")
    without = [one.learner.id for one in found if one.learner.known and not one.learner.email]
    if "moodle" in wanted and without:
        lines.append(
            f"without an e-mail address: {', '.join(without[:5])}{' and more' * (len(without) > 5)}; so tell Moodle to "
            'map by "ID number": an empty address would give the row to the learner before'
        )
    return lines


def moodle(found: Sequence[Row], assignment: Assignment) -> bytes:
    """What the grade import of Moodle reads. Those who are not on the roster are not known there either."""
    made: list[Sequence[str | float]] = [[*MOODLE, assignment.name, "Feedback"]]
    for one in (one for one in found if one.learner.known):
        who = one.learner
        more = {name.strip().lower(): value for name, value in who.more.items()}
        first, _, last = who.name.rpartition(" ")
        made.append([
            more.get("first name", first), more.get("last name", more.get("surname", last)), who.id, who.email,
            "-" if _given(one) == "" else _given(one), _feedback(one),
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
    # The one cell that begins with spaces is Canvas's own, and the one of a dash is Moodle's: no grade.
    if isinstance(value, float) or value in ("    Points Possible", "-"):
        return value
    return defused(value)
