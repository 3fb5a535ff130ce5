"""`check`: the one line that a learner writes."""

from dataclasses import replace
from typing import Any

from lstmlab import exercises, links
from lstmlab.checking.diagnosis import diagnose, puzzles
from lstmlab.checking.diagnosis.diagnosis import Diagnosis
from lstmlab.checking.diagnosis.trial import SEED
from lstmlab.checking.display import progress
from lstmlab.checking.display.card import Card
from lstmlab.checking.display.result import CheckResult
from lstmlab.checking.text import points, shorten, value, written
from lstmlab.exercises import Exercise, Puzzle


class _Missing:
    """Stands for an argument that was left out."""


def check(name: Any = _Missing, answer: Any = _Missing) -> CheckResult:
    """Check an answer and say what is true of it; a learner's bug never raises here.

    Args:
        name: the exercise, such as "elman.step".
        answer: the learner's function itself (without brackets), or for a puzzle the figure.

    Returns:
        The result, which shows itself as a card. It is kept for `score()`.
    """
    if callable(name) and name is not _Missing and isinstance(answer, str):
        return _unusable(answer, f'The two are in each other\'s place: write `check("{answer}", {_called(name)})`.')
    try:
        exercise = exercises.get(name)
    except ValueError as problem:
        if name is _Missing or not isinstance(name, str):
            return _unusable("", 'Name the exercise first, in quotes: `check("elman.step", step)`.')
        return _unusable(name, str(problem)[:1].upper() + str(problem)[1:])
    if answer is _Missing:
        what = "figure" if isinstance(exercise, Puzzle) else _short(exercise)
        return _unusable(exercise.name, f'What is to be checked? Write `check("{exercise.name}", {what})`.')
    try:
        result = examine(exercise, answer, SEED)
    except Exception as problem:
        # Never a traceback of ours in a learner's notebook. What happened is said, so that it can be reported.
        return _unusable(
            exercise.name, f"The check itself failed on this answer, with {written(problem)}. Please report it."
        )
    notes = progress.record(result)
    return replace(result, card=replace(result.card, notes=(*result.card.notes, *notes))) if notes else result


def examine(exercise: Exercise | Puzzle, answer: Any, seed: int) -> CheckResult:
    """Check an answer with cases from any seed, and keep nothing. The grader of a class calls this too."""
    if isinstance(exercise, Puzzle):
        found = puzzles.diagnose(exercise, answer)
    elif callable(answer):
        found = diagnose.diagnose(exercise, answer, seed)
    else:
        found = _no_function(exercise, answer)
    return _result(exercise, found)


def _no_function(exercise: Exercise, answer: Any) -> Diagnosis:
    if answer is None or answer is Ellipsis:
        return Diagnosis(
            "not attempted", (f'Write your function, then `check("{exercise.name}", {_short(exercise)})`.',)
        )
    if hasattr(answer, "controls"):
        what = "a figure"
    elif hasattr(answer, "shape"):
        what = f"an array of shape {answer.shape}"
    else:
        what = shorten(value(answer), 40)
    return Diagnosis(
        "failed",
        (f"A function is asked for, and {what} came instead.",),
        hints=(
            "Is your function called in the line with `check`?",
            f'Give the function itself, its name without brackets: `check("{exercise.name}", {_short(exercise)})`.',
        ),
    )


def _short(exercise: Exercise) -> str:
    """What the function is called in the chapter."""
    return exercise.name.split(".")[-1]


def _result(exercise: Exercise | Puzzle, found: Diagnosis) -> CheckResult:
    reached = exercise.points if found.status == "passed" else 0
    gained = points(reached, exercise.points)
    said = {"passed": f"passed, {gained}", "failed": f"not yet, {gained}", "not attempted": "not attempted yet"}
    card = Card(
        kind=found.status,
        title=exercise.title,
        name=exercise.name,
        status=said[found.status],
        paragraphs=found.paragraphs,
        findings=found.findings,
        example=(found.example.heading, tuple(found.example.lines())) if found.example else ("", ()),
        hints=found.hints,
        section=_section(exercise) if found.status == "failed" else None,
        notes=found.notes,
    )
    return CheckResult(exercise.name, found.status, reached, exercise.points, found.mistakes, found.findings, card)


def _section(exercise: Exercise | Puzzle) -> tuple[str, str]:
    anchor, heading = exercise.section
    try:
        address = links.section(exercise.chapter, anchor)
    except (LookupError, ValueError):  # not installed, or a chapter without a page
        address = ""
    return f"“{heading}” in chapter {exercise.chapter}", address


def _unusable(name: str, text: str) -> CheckResult:
    """The answer to a call that cannot be understood: no exercise, no points, one sentence."""
    card = Card("failed", "This check cannot be run", name, "nothing was checked", paragraphs=(text,))
    return CheckResult(name, "failed", 0, 0, card=card)


def _called(function: Any) -> str:
    name = getattr(function, "__name__", "")
    return name if name.isidentifier() else "your_function"
