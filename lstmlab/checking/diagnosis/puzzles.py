"""Puzzles: whether the controls of a figure stand where the task wants them."""

import difflib
from typing import Any

from lstmlab.checking.diagnosis.diagnosis import Diagnosis
from lstmlab.checking.text import listed, shorten
from lstmlab.exercises import Puzzle


def diagnose(puzzle: Puzzle, answer: Any) -> Diagnosis:
    """Compare the controls of a figure, or a dict of them, with what the puzzle asks for."""
    controls = dict(answer) if isinstance(answer, dict) else getattr(answer, "controls", None)
    if not isinstance(controls, dict):
        return _said(
            f"This puzzle is solved with a figure, and {_kind(answer)} came instead.",
            f'Write `check("{puzzle.name}", figure)` with the {puzzle.figure} of the cell above.',
        )
    name = getattr(answer, "figure_name", type(answer).__name__)
    if not isinstance(answer, dict) and name != puzzle.figure:
        return _said(
            f"This puzzle belongs to the figure {puzzle.figure}, and a {name} came instead.",
            f'Write `check("{puzzle.name}", figure)` with the {puzzle.figure} of the cell above.',
        )
    unknown = [one for one in controls if one not in puzzle.start] if isinstance(answer, dict) else []
    if unknown:
        near = difflib.get_close_matches(str(unknown[0]), puzzle.start, n=1) or [listed(list(puzzle.start))]
        return _said(f"The figure has no control `{unknown[0]}`.", f"Did you mean `{near[0]}`?")
    if all(_same(controls.get(one, value), value) for one, value in puzzle.start.items()):
        return Diagnosis("not attempted", (puzzle.task, "The controls still stand where they stood at the start."))
    try:
        unmet = puzzle.unmet(**{**puzzle.start, **controls})
    except Exception as problem:
        return _said(f"The controls cannot be read: {shorten(str(problem), 200)}", "Look at their values.")
    if unmet:
        return Diagnosis("failed", (puzzle.task,), findings=tuple(unmet), hints=puzzle.hints)
    values = listed([f"`{one} = {controls.get(one, value)}`" for one, value in puzzle.start.items()])
    return Diagnosis("passed", (f"Solved with {values}.",))


def _said(problem: str, pointer: str) -> Diagnosis:
    return Diagnosis("failed", (f"{problem} {pointer}",))


def _same(one: Any, other: Any) -> bool:
    if isinstance(other, (list, tuple)):
        return isinstance(one, (list, tuple)) and list(one) == list(other)
    return bool(one == other)


def _kind(answer: Any) -> str:
    return "nothing (None)" if answer is None else f"something of type {type(answer).__name__}"
