"""Grades one submission: it asks the jail, and says what each exercise is worth. It runs no line of it.

A cell that takes too long or ends the program is left out and the rest is run again, so that one endless loop costs its
own exercise only. Of several checks of one exercise the last one in a cell tagged `check` counts, or one that passed. A
puzzle that was solved by hand is read from the result that the notebook holds, and checked again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lstmlab import exercises
from lstmlab.checking import examine
from lstmlab.checking.display.card import Card
from lstmlab.exercises import Exercise, Puzzle
from lstmlab.grading.jail import Jail, Limits
from lstmlab.grading.notebook import BrokenNotebook, Cell, cells, named
from lstmlab.grading.session import Session, Stopped, Verdict, plain_controls


@dataclass(frozen=True)
class Grade:
    """What one exercise of one submission is worth.

    Attributes:
        status: "passed", "failed" or "not attempted".
        mistakes: names of the known mistakes. note: what has to be said beside the card, such as why a cell stopped.
        card: what the check says; None where nothing was checked.
    """

    exercise: str
    status: str
    points: int
    max_points: int
    mistakes: tuple[str, ...] = ()
    note: str = ""
    card: Card | None = None


def grade(data: bytes, seed: int, kind: str, limits: Limits) -> list[Grade]:
    """Grade the contents of one notebook: a grade for each exercise of its chapters, in the order of the book.

    Args:
        seed: of the cases, which the submission must not know.
        kind: of the jail.

    Raises:
        BrokenNotebook: it is none, or of another course.
        jail.NoJail: the jail did not lock itself.
    """
    found = cells(data)
    known = _known(found)
    if not known:
        others = ", ".join(dict.fromkeys(name for cell in found for name in named(cell.code)))
        raise BrokenNotebook(f"checks no exercise of this course{f', but {others[:200]}' if others else ''}")
    session = Session(seed, kind, limits, Jail)
    verdicts, stopped = session.run(found, _functions(known))
    chapters = {exercises.get(name).chapter for name in [*verdicts, *known]}
    return [
        _grade(exercise, verdicts.get(exercise.name, []), found, stopped, seed)
        for exercise in exercises.registry().values()
        if exercise.chapter in chapters
    ]


def _known(found: Sequence[Cell]) -> list[str]:
    """The exercises that the cells check, or stand for by nbgrader's name."""
    registry = exercises.registry()
    by_id = {name.replace(".", "-"): name for name in registry}
    names = [name for cell in found for name in named(cell.code)]
    names += [by_id.get(re.sub(r"-(answer|check)$", "", cell.grade_id), "") for cell in found]
    return [name for name in dict.fromkeys(names) if name in registry]


def _functions(known: Sequence[str]) -> dict[str, list[str]]:
    """Of the chapters' exercises, the names that their function may have."""
    chapters = {exercises.get(name).chapter for name in known}
    return {
        one.name: list(dict.fromkeys([one.worked.__name__, one.name.split(".")[-1]]))
        for one in exercises.registry().values()
        if isinstance(one, Exercise) and one.chapter in chapters
    }


def _grade(
    exercise: Exercise | Puzzle,
    verdicts: Sequence[Verdict],
    found: Sequence[Cell],
    stopped: Sequence[Stopped],
    seed: int,
) -> Grade:
    name, full = exercise.name, exercise.points
    tags = {cell.number: cell.tags for cell in found}
    tagged = [one for one in verdicts if not one.cell or "check" in tags.get(one.cell, ())] or list(verdicts)
    best = next((one for one in tagged if one.status == "passed"), tagged[-1] if tagged else None)
    if best is None or best.status != "passed":
        for one in stopped:
            if name in one.exercises:
                return Grade(name, "failed", 0, full, note=one.reason, card=best.card if best else None)
        if isinstance(exercise, Puzzle):
            controls = stored_controls(found, name)
            result = examine(exercise, controls, seed) if controls else None
            if result is not None and result.status == "passed":
                return Grade(name, "passed", full, full, note="solved by hand on the figure", card=result.card)
    if best is None:
        return Grade(name, "not attempted", 0, full, note="not in the notebook")
    points = full if best.status == "passed" else 0
    return Grade(name, best.status, points, full, best.mistakes, best.note, best.card)


def stored_controls(found: Sequence[Cell], puzzle: str) -> dict[str, Any]:
    """The control values with which a puzzle was solved, as the results in the notebook say; empty if they do not.

    A figure is solved by hand, so its values stand nowhere else. They are checked again like any other answer.
    """
    for result in (one for cell in found for one in cell.results):
        controls = result.get("controls")
        if (result.get("exercise"), result.get("status")) == (puzzle, "passed") and isinstance(controls, dict):
            return plain_controls(controls)
    return {}
