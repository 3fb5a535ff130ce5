"""One result beside the judge's: every problem it has, in the order in which problems are told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lstmlab.checking.calling import limit
from lstmlab.checking.calling.limit import OutOfTime
from lstmlab.checking.calling.place import place
from lstmlab.checking.calling.run import Outcome
from lstmlab.checking.calling.source import computes_something, line_that_changes
from lstmlab.checking.diagnosis import raised
from lstmlab.checking.diagnosis.compare import close, wrong
from lstmlab.checking.diagnosis.error_hints import Meaning
from lstmlab.checking.diagnosis.form import Part, read
from lstmlab.checking.diagnosis.problem import Problem, problem
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.diagnosis.trial import Trial
from lstmlab.checking.text import listed, shorten


@dataclass
class Judgement:
    """What is wrong with one result (nothing: `problems` is empty), and its parts by themselves.

    Attributes:
        problems: in the order in which they are told.
        right, off: parts whose numbers are right, and parts whose numbers are not.
        tolerance: how far a number may be off.
    """

    problems: list[Problem] = field(default_factory=list)
    right: list[Part] = field(default_factory=list)
    off: list[Part] = field(default_factory=list)
    tolerance: float = 0.0


def is_nothing(function: Callable[..., Any], outcome: Outcome) -> bool:
    """Whether a call shows that the exercise was not attempted.

    A function that computes something and returns None was attempted: its `return` is missing.
    """
    if outcome.error is not None:
        return isinstance(outcome.error, NotImplementedError)
    if outcome.value is None:
        return not computes_something(function)
    return outcome.value is Ellipsis or outcome.value is NotImplemented


def judge(trial: Trial, k: int, function: Callable[..., Any], outcome: Outcome) -> Judgement:
    """Compare the outcome of a function on case k with the judge's."""
    expected = trial.expected[k]
    found = Judgement(tolerance=trial.tolerance(k, outcome.value))
    if expected.error is not None:
        found.problems = _should_raise(trial, k, function, outcome)
    elif outcome.error is not None:
        found.problems = [_raises(trial, k, function, outcome)]
    else:
        _compare(trial, k, outcome, found)
    if outcome.changed:
        found.problems.append(_changed(outcome.changed, function))
    return found


def _compare(trial: Trial, k: int, outcome: Outcome, found: Judgement) -> None:
    form = read(trial.exercise, outcome.value, trial.expected[k].value, trial.sizes(k))
    found.problems += form.problems
    parts = form.parts
    drawn = trial.cases[k].statistics is not None and not form.problems
    if drawn:
        parts = _statistics(trial.compared(k, outcome.value), trial.compared(k, trial.expected[k].value))
    for part in parts:
        right = close(part.got, part.expected, found.tolerance)
        # Several draws cost as many times as much, and are seldom needed.
        if right or (drawn and close(part.got, trial.typical(k)[part.name], found.tolerance)):
            found.right.append(part)
            continue
        found.off.append(part)
        arrays = isinstance(part.got, np.ndarray) and isinstance(part.expected, np.ndarray)
        if arrays and part.got.dtype.kind == "f":
            bad = ~np.isfinite(part.got) & wrong(part.got, part.expected, found.tolerance)
            if bad.any():
                found.problems.append(_not_finite(part, part.got[bad], bool(bad.all()), outcome))
                continue
        # What is drawn at random has no example that could be computed by hand: it has hints of its own.
        id = "numbers.drawn" if trial.cases[k].statistics is not None else "numbers"
        found.problems.append(problem("numbers", id, part.name, text=say("numbers.part", **part.titles)))


def _statistics(got: Any, expected: dict[str, float]) -> list[Part]:
    """The statistics as parts; NaN for those that cannot be made of what the function returned."""
    found = got if isinstance(got, dict) else {}
    return [Part(name, "", np.asarray(found.get(name, np.nan)), np.asarray(expected[name])) for name in expected]


def _raises(trial: Trial, k: int, function: Callable[..., Any], outcome: Outcome) -> Problem:
    assert outcome.error is not None
    if isinstance(outcome.error, NotImplementedError):
        return problem("raises", "raises.unwritten")
    if isinstance(outcome.error, OutOfTime):
        return endless(outcome.error, function)
    said, usual = _described(trial, k, function, outcome)
    return Problem(
        "raises", "\n".join([*said, *filter(None, [usual.usual])]), usual.question, usual.pointer, id="raises"
    )


def endless(error: BaseException, function: Callable[..., Any]) -> Problem:
    """The problem that the function did not come to an end, with the line where it was stopped."""
    where, seconds = place(error, function), f"{limit.SECONDS:g}"
    if where is None:
        return problem("endless", "endless", text=say("endless.somewhere", seconds=seconds))
    if not where.text:
        return problem("endless", "endless", text=say("endless.line", seconds=seconds, line=where.line))
    text = say("endless.line-with-text", seconds=seconds, line=where.line, text=shorten(where.text, 120))
    return problem("endless", "endless", text=text)


def _described(trial: Trial, k: int, function: Callable[..., Any], outcome: Outcome) -> tuple[list[str], Meaning]:
    assert outcome.error is not None
    return raised.describe(outcome.error, function, trial.cases[k].inputs, trial.sizes(k), outcome.warned)


def _should_raise(trial: Trial, k: int, function: Callable[..., Any], outcome: Outcome) -> list[Problem]:
    """The judge raises ValueError on this case: so has the answer."""
    if isinstance(outcome.error, ValueError):
        return []
    if isinstance(outcome.error, OutOfTime):
        return [endless(outcome.error, function)]
    label = trial.cases[k].label
    if outcome.error is None:
        return [problem("raises", "raises.nothing-instead", label=label)]
    said, _ = _described(trial, k, function, outcome)
    return [problem("raises", "raises.another-instead", label=label, said=said[0])]


def _not_finite(part: Part, bad: np.ndarray, everywhere: bool, outcome: Outcome) -> Problem:
    kinds = [name for name, there in (("NaN", np.isnan(bad).any()), ("infinity", np.isinf(bad).any())) if there]
    where, what = "everywhere" if everywhere else "some", kinds[0] if len(kinds) == 1 else "both"
    said = [say(f"nan.{where}.{what}", **part.titles)]
    warned = " ".join(outcome.warned)
    if warned:
        said.append(say("nan.warned", warnings="; ".join(outcome.warned[:3])))
    fitting = (id for words, id in _WARNED if all(word in warned for word in words))
    return problem("nan", next(fitting, "nan.unknown"), part.name, text=" ".join(said))


# Words in NumPy's warnings, and the hints that go with them; the first that fits.
_WARNED = (
    (("overflow",), "nan.overflow"),
    (("divide by zero", "log"), "nan.log"),
    (("empty slice",), "nan.empty"),
    (("in sqrt",), "nan.root"),
    (("divide",), "nan.divided"),
    (("invalid value",), "nan.divided"),
)


def _changed(names: tuple[str, ...], function: Callable[..., Any]) -> Problem:
    shown, line = listed([f"`{name}`" for name in names]), line_that_changes(function, names)
    said = [say("changed.text", count=len(names), names=shown)]
    if line:
        said.append(say("changed.line", line=line))
    return problem("changed", "changed", text=" ".join(said), names=shown, first=names[0])
