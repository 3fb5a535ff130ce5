"""`check`: the one line that a learner writes."""

from dataclasses import replace
from typing import Any

from lstmlab import exercises
from lstmlab.checking.calling import newest
from lstmlab.checking.diagnosis import diagnose, puzzles
from lstmlab.checking.diagnosis.diagnosis import Diagnosis
from lstmlab.checking.diagnosis.trial import SEED
from lstmlab.checking.display import progress, wording
from lstmlab.checking.display.card import Card
from lstmlab.checking.display.result import CheckResult
from lstmlab.checking.display.sentences import say
from lstmlab.checking.text import shorten, value, written
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
        return _unusable(answer, say("call.exchanged", name=answer, function=_called(name)))
    try:
        exercise = exercises.get(name)
    except ValueError as problem:
        if name is _Missing or not isinstance(name, str):
            return _unusable("", say("call.no-name"))
        return _unusable(name, str(problem)[:1].upper() + str(problem)[1:])
    if answer is _Missing:
        what = "figure" if isinstance(exercise, Puzzle) else _short(exercise)
        return _unusable(exercise.name, say("call.no-answer", name=exercise.name, answer=what))
    try:
        before = newest.stopped(answer)
        if before is not None:
            return _unusable(exercise.name, _of_before(answer.__name__, before))
        result = examine(exercise, answer, SEED)
    except Exception as problem:
        # Never a traceback of ours in a learner's notebook. What happened is said, so that it can be reported.
        return _unusable(exercise.name, say("call.our-fault", error=written(problem)))
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
    return wording.result(exercise, found)


def _no_function(exercise: Exercise, answer: Any) -> Diagnosis:
    asked: dict[str, Any] = {"name": exercise.name, "answer": _short(exercise)}
    if answer is None or answer is Ellipsis:
        return Diagnosis("not attempted", (say("call.write", **asked),))
    if hasattr(answer, "controls"):
        what: str = say("call.figure")
    elif hasattr(answer, "shape"):
        what = say("call.array", shape=answer.shape)
    else:
        what = shorten(value(answer), 40)
    hints = (say("call.called"), say("call.by-name", **asked))
    return Diagnosis("failed", (say("call.no-function", value=what),), hints=hints)


def _of_before(name: str, why: newest.Stopped) -> str:
    """That the newest cell of an answer has not become a function, and where it stopped."""
    if not why.error:
        return say("call.stopped", name=name)
    if not why.line:
        return say("call.unread", name=name, error=why.error)
    return say("call.unread-line", name=name, error=why.error, number=why.number, line=shorten(why.line, 60))


def _short(exercise: Exercise) -> str:
    """What the function is called in the chapter."""
    return exercise.name.split(".")[-1]


def _unusable(name: str, text: str) -> CheckResult:
    """The answer to a call that cannot be understood: no exercise, no points, one sentence."""
    card = Card("failed", say("call.title"), name, say("status.nothing-checked"), paragraphs=(text,))
    return CheckResult(name, "failed", 0, 0, card=card)


def _called(function: Any) -> str:
    name = getattr(function, "__name__", "")
    return name if name.isidentifier() else "your_function"
