"""Puzzles: whether the controls of a figure stand where the task wants them."""

from typing import Any

from lstmlab.checking.diagnosis.diagnosis import Diagnosis
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.templates import Sentence
from lstmlab.checking.text import alike, listed, shorten
from lstmlab.exercises import Puzzle
from lstmlab.puzzles import as_code


def diagnose(puzzle: Puzzle, answer: Any) -> Diagnosis:
    """Compare the controls of a figure, or a dict of them, with what the puzzle asks for."""
    controls = dict(answer) if isinstance(answer, dict) else getattr(answer, "controls", None)
    asked: dict[str, Any] = {"name": puzzle.name, "figure": puzzle.figure}
    if answer is None:
        return _said("puzzle.nothing", **asked)
    if not isinstance(controls, dict):
        return _said("puzzle.no-figure", kind=type(answer).__name__, **asked)
    name = getattr(answer, "figure_name", type(answer).__name__)
    if not isinstance(answer, dict) and name != puzzle.figure:
        return _said("puzzle.other-figure", other=name, **asked)
    unknown = [one for one in controls if one not in puzzle.start] if isinstance(answer, dict) else []
    if unknown:
        near = alike(str(unknown[0]), puzzle.start) or listed(list(puzzle.start))
        return _said("puzzle.no-control", control=unknown[0], near=near)
    if all(_same(controls.get(one, value), value) for one, value in puzzle.start.items()):
        return Diagnosis("not attempted", (Sentence(puzzle.task), say("puzzle.at-start")))
    try:
        unmet = puzzle.unmet(**{**puzzle.start, **controls})
    except Exception as problem:
        return _said("puzzle.unreadable", error=shorten(str(problem), 200))
    if unmet:
        return Diagnosis("failed", (Sentence(puzzle.task),), findings=tuple(map(Sentence, unmet)), hints=puzzle.hints)
    set_to = {one: controls.get(one, value) for one, value in puzzle.start.items()}
    shown = listed([f"`{one} = {value}`" for one, value in set_to.items()])
    said = [say("puzzle.solved", controls=shown)]
    if not isinstance(answer, dict):  # values that were handed over are kept by whoever did it
        plain = as_code(puzzle.figure, puzzle.name, {})
        said.append(say("puzzle.keep", start=plain, code=as_code(puzzle.figure, puzzle.name, set_to)))
    return Diagnosis("passed", tuple(said), controls=set_to)


def _said(id: str, **values: Any) -> Diagnosis:
    return Diagnosis("failed", (say(id, **values),))


def _same(one: Any, other: Any) -> bool:
    if isinstance(other, (list, tuple)):
        return isinstance(one, (list, tuple)) and list(one) == list(other)
    return bool(one == other)
