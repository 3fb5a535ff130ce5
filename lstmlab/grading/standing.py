"""Where a class stands in one assignment: of each learner, what was handed in, what of it counts, and what is odd.

Nothing is dropped. A submission that does not count is told beside the others, with the reason: of another chapter, not
readable, or handed in again later. A learner of the roster without a submission has a row, and so has somebody who
handed in and is not on the roster.
"""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from lstmlab import exercises
from lstmlab.exercises import Exercise, Puzzle
from lstmlab.grading.course import Course
from lstmlab.grading.judge import Grade
from lstmlab.grading.records import Record
from lstmlab.grading.roster import Learner


@dataclass(frozen=True)
class Handed:
    """A submission. when: it was handed in, or None where nothing says so."""

    record: Record
    learner: Learner
    when: datetime | None

    @property
    def chapters(self) -> set[int]:
        return chapters(self.record)


@dataclass(frozen=True)
class Standing:
    """What a learner reached in an assignment.

    Attributes:
        grades: of its exercises, in the order of the book, each with the submission that it comes from.
        when: the last one that counts was handed in. late: seconds.
        files: all that was handed in. beside: those that do not count, and why.
    """

    learner: Learner
    grades: dict[str, tuple[Grade, Handed]]
    when: datetime | None = None
    late: float = 0.0
    files: tuple[Handed, ...] = ()
    beside: tuple[tuple[Handed, str], ...] = ()

    @property
    def points(self) -> int:
        return sum(grade.points for grade, _ in self.grades.values())


@dataclass(frozen=True)
class Assignment:
    """A class in one assignment. exercises: that it consists of. removed: results whose files are no longer there."""

    name: str
    chapters: tuple[int, ...]
    exercises: tuple[Exercise | Puzzle, ...]
    standings: tuple[Standing, ...]
    removed: tuple[Record, ...]

    @property
    def max_points(self) -> int:
        return sum(one.points for one in self.exercises)

    def told(self) -> list[str]:
        """What somebody has to look at, a sentence each."""
        lines = [f"{one.learner.id} is not on the roster" for one in self.standings if not one.learner.known]
        for one in self.standings:
            lines += [f"{one.learner.id}: {handed.record.submission} {why}" for handed, why in one.beside]
            lines += [
                f"{one.learner.id}: {each.record.submission} {said}"
                for each in one.files
                for said in each.record.remarks
            ]
        if self.removed:
            names = ", ".join(one.submission for one in self.removed[:5])
            more = f" and {len(self.removed) - 5} more" if len(self.removed) > 5 else ""
            lines.append(f"left out, because the files are no longer there: {names}{more}")
        return lines


def there(found: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """The results whose submissions are there, and those whose were removed."""
    left = [one for one in found if os.path.lexists(one.file)]
    return left, [one for one in found if not os.path.lexists(one.file)]


_registry = cache(exercises.registry)


def chapters(record: Record) -> set[int]:
    """The chapters that a submission is of."""
    known = _registry()
    return {known[one.exercise].chapter for one in record.grades if one.exercise in known}


def most_frequent(sets: Sequence[set[int]]) -> tuple[int, ...]:
    """The chapters that at least half of the learners handed in; sets: of each one who handed in a chapter."""
    counts = Counter(chapter for one in sets for chapter in one)
    return tuple(sorted(chapter for chapter, count in counts.items() if 2 * count >= len(sets)))


def when(record: Record) -> datetime | None:
    """When it was handed in: as nbgrader's timestamp.txt beside it says, else when the file was last changed."""
    try:
        said = (Path(record.file).parent / "timestamp.txt").read_text("utf-8")[:100].strip()
        found = datetime.fromisoformat(said.removesuffix(" UTC").strip())
        return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    except (OSError, ValueError):
        pass
    try:
        return datetime.fromtimestamp(os.stat(record.file, follow_symlinks=False).st_mtime, UTC)
    except (OSError, ValueError):
        return None


def of(found: Sequence[Record], course: Course, name: str) -> Assignment:
    """The class in the assignment of this name."""
    left, removed = there(found)
    handed = [Handed(one, course.roster.of(one.submission), when(one)) for one in left]
    by_learner: dict[str, list[Handed]] = {one.id: [] for one in course.roster.learners}
    for one in handed:
        by_learner.setdefault(one.learner.id, []).append(one)
    sets = [set().union(*(one.chapters for one in some)) for some in by_learner.values()]
    asked = course.chapters.get(name) or most_frequent([one for one in sets if one])
    parts = tuple(one for one in exercises.registry().values() if one.chapter in asked)
    learners = {one.learner.id: one.learner for one in handed} | {one.id: one for one in course.roster.learners}
    standings = [_standing(learners[id], some, parts, course, name) for id, some in by_learner.items()]
    standings.sort(key=lambda one: not one.learner.known)
    return Assignment(name, asked, parts, tuple(standings), tuple(removed))


def _standing(
    learner: Learner, some: list[Handed], parts: Sequence[Exercise | Puzzle], course: Course, name: str
) -> Standing:
    asked = {one.chapter for one in parts}
    names = {one.name for one in parts}
    latest = sorted(some, key=lambda one: (one.when or datetime.min.replace(tzinfo=UTC), one.record.submission))[::-1]
    grades: dict[str, tuple[Grade, Handed]] = {}
    counted, beside = [], []
    for handed in latest:
        fits = {one.exercise: one for one in handed.record.grades if one.exercise in names}
        new = [exercise for exercise in fits if exercise not in grades]
        if handed.record.reason:
            capstone = name in course.capstone and "no exercise" in handed.record.reason
            if capstone:
                counted.append(handed)
            else:
                beside.append((handed, f"could not be graded: {handed.record.reason}"))
        elif not fits:
            of_chapters = " and ".join(f"chapter {one}" for one in sorted(handed.chapters - asked)) or "no chapter"
            beside.append((handed, f"is of {of_chapters}, which this assignment does not ask for"))
        elif not new:
            beside.append((handed, "was handed in again later, so it does not count"))
        else:
            counted.append(handed)
            grades |= {exercise: (fits[exercise], handed) for exercise in new}
    times = [one.when for one in counted if one.when is not None]
    last = max(times, default=None)
    due = course.due_for(name, learner.id)
    late = max((last - due).total_seconds(), 0.0) if last is not None and due is not None else 0.0
    in_order = {part.name: grades[part.name] for part in parts if part.name in grades}
    return Standing(learner, in_order, last, late, tuple(latest), tuple(beside))
