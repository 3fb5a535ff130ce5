"""What is the same all term: `course.toml`, written once and read by every command that exports.

    roster = "roster.csv"                    # id, name, email
    learner = "{id}/*.ipynb"                 # where the id stands in a path; without it: a name of the roster in it
    gradebook = "gradebook.db"
    late = "10 % a day, at most 50 %"        # of the points reached
    anonymous = false                        # whether the gradebook hides who is who
    capstone = ["project"]                   # assignments that are graded by hand, with the rubric of chapter 14

    [due]
    week3 = 2026-10-19T23:59:00+02:00

    [extensions.week3]
    ada = 2026-10-22T23:59:00+02:00

    [chapters]
    week3 = [2]                              # without it: what at least half of the learners handed in

An assignment is called like the folder that its results are kept in.
"""

import math
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from lstmlab import links
from lstmlab.grading.roster import Roster, RosterError, read


class CourseError(ValueError):
    """A course file that cannot be understood; the message says what was expected."""


@dataclass(frozen=True)
class Late:
    """The rule for what comes late: a share of the points reached, for each day or hour that has begun.

    Attributes:
        share: from 0 to 1. unit: in seconds. most: the largest share. grace: seconds that cost nothing.
    """

    share: float = 0.0
    unit: float = 86_400.0
    most: float = 1.0
    grace: float = 0.0

    @classmethod
    def of(cls, rule: str) -> "Late":
        """The rule that a sentence says, such as "10 % a day, at most 50 %, 15 minutes free". Raises CourseError."""
        made: dict[str, float] = {}
        for piece in (one.strip() for one in rule.lower().split(",")):
            if piece == "none":
                made["share"] = 0.0
            elif found := re.fullmatch(r"(\d+(?:\.\d+)?) ?% (?:a|an|per|each) (day|hour)", piece):
                made |= {"share": float(found[1]) / 100, "unit": 86_400.0 if found[2] == "day" else 3_600.0}
            elif found := re.fullmatch(r"at most (\d+(?:\.\d+)?) ?%", piece):
                made["most"] = min(float(found[1]) / 100, 1.0)
            elif found := re.fullmatch(r"(\d+) minutes? free", piece):
                made["grace"] = 60.0 * float(found[1])
            else:
                wanted = '"10 % a day, at most 50 %, 15 minutes free" or "none"'
                raise CourseError(f"late: cannot read {piece!r}; expected such as {wanted}")
        return cls(**made)

    def penalty(self, points: float, seconds: float) -> float:
        """What is taken off: points. seconds: by how much it was late."""
        if seconds <= self.grace:
            return 0.0
        share = min(self.share * math.ceil(seconds / self.unit), self.most, 1.0)
        return round(max(points, 0.0) * share, 2)


@dataclass(frozen=True)
class Course:
    """The settings of a course; see above."""

    roster: Roster = field(default_factory=Roster)
    gradebook: Path | None = None
    late: Late = Late()
    anonymous: bool = False
    capstone: tuple[str, ...] = ()
    due: dict[str, datetime] = field(default_factory=dict)
    extensions: dict[str, dict[str, datetime]] = field(default_factory=dict)
    chapters: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def due_for(self, assignment: str, learner: str) -> datetime | None:
        """When a learner has to hand in; None where nothing is due."""
        return self.extensions.get(assignment, {}).get(learner) or self.due.get(assignment)


_KEYS = ("roster", "learner", "gradebook", "late", "anonymous", "capstone", "due", "extensions", "chapters")


def load(file: Path | None, roster: Path | None = None, learner: str = "", gradebook: Path | None = None) -> Course:
    """The course of a file. What is given beside it takes the place of what stands there.

    Raises:
        CourseError: the file cannot be understood. RosterError: its roster cannot.
    """
    found = {} if file is None else _toml(file)
    beside = Path() if file is None else file.parent
    for key in found:
        if key not in _KEYS:
            raise CourseError(f"{file}: there is no setting {key!r}; expected one of {', '.join(_KEYS)}")
    try:
        roster = roster or (beside / found["roster"] if "roster" in found else None)
        gradebook = gradebook or (beside / found["gradebook"] if "gradebook" in found else None)
        due = {str(name): _moment(value) for name, value in found.get("due", {}).items()}
        extensions = {
            str(name): {str(one): _moment(value) for one, value in table.items()}
            for name, table in found.get("extensions", {}).items()
        }
        chapters = {str(name): tuple(map(_chapter, some)) for name, some in found.get("chapters", {}).items()}
        return Course(
            Roster(read(roster) if roster else (), learner or found.get("learner", "")),
            gradebook,
            Late.of(found.get("late", "none")),
            bool(found.get("anonymous", False)),
            tuple(map(str, found.get("capstone", ()))),
            due,
            extensions,
            chapters,
        )
    except (AttributeError, TypeError) as problem:
        raise CourseError(f"{file}: a setting has the wrong form ({problem})") from None
    except RosterError:
        raise
    except CourseError as problem:
        raise CourseError(f"{file}: {problem}") from None


def rule(file: Path) -> Late:
    """The rule for late work of a course file alone. Raises CourseError."""
    return Late.of(str(_toml(file).get("late", "none")))


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except (OSError, ValueError) as problem:
        raise CourseError(f"{file}: cannot be read ({problem})") from None


def _moment(value: Any) -> datetime:
    """A time with its zone: that of this machine where none is given. A day alone lasts until its end."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(23, 59, 59))
    if not isinstance(value, datetime):
        raise CourseError(f"expected a time such as 2026-10-19T23:59:00+02:00, found {value!r}")
    return value.astimezone()


def _chapter(value: Any) -> int:
    if value not in links.CHAPTERS:
        raise CourseError(f"chapters: there is no chapter {value!r}")
    return int(value)
