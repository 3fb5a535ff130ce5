"""One result beside the judge's: every problem it has, in the order in which problems are told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lstmlab.checking.calling.run import Outcome
from lstmlab.checking.calling.source import computes_something, line_that_changes
from lstmlab.checking.diagnosis import raised
from lstmlab.checking.diagnosis.compare import close, wrong
from lstmlab.checking.diagnosis.form import Part, Problem, read
from lstmlab.checking.diagnosis.trial import Trial
from lstmlab.checking.text import listed

# What is drawn at random has no example that could be computed by hand.
_HISTOGRAM = (
    "Draw many thousands of numbers with your function. Where do they lie, and how often?",
    "Print the smallest, the largest and the mean of them, and compare each with what the text asks for.",
)


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
    parts, typical = form.parts, {}
    if trial.cases[k].statistics is not None and not form.problems:
        typical = trial.typical(k)
        parts = _statistics(trial.compared(k, outcome.value), trial.compared(k, trial.expected[k].value))
    for part in parts:
        near = [part.expected, *([typical[part.name]] if part.name in typical else [])]
        if any(close(part.got, one, found.tolerance) for one in near):
            found.right.append(part)
            continue
        found.off.append(part)
        text = f"{part.title if part.name else 'The result'} is not right."
        arrays = isinstance(part.got, np.ndarray) and isinstance(part.expected, np.ndarray)
        if arrays and part.got.dtype.kind == "f":
            bad = ~np.isfinite(part.got) & wrong(part.got, part.expected, found.tolerance)
            if bad.any():
                found.problems.append(_not_finite(part, part.got[bad], bool(bad.all()), outcome))
                continue
        question, pointer = _HISTOGRAM if trial.cases[k].statistics is not None else ("", "")
        found.problems.append(Problem("numbers", text, question, pointer, part.name))


def _statistics(got: dict[str, float], expected: dict[str, float]) -> list[Part]:
    return [Part(name, "", np.asarray(got[name]), np.asarray(expected[name])) for name in expected]


def _raises(trial: Trial, k: int, function: Callable[..., Any], outcome: Outcome) -> Problem:
    assert outcome.error is not None
    if isinstance(outcome.error, NotImplementedError):
        return Problem(
            "raises",
            "This case is not written yet: your function raises NotImplementedError.",
            "Which part of the exercise have you left for later?",
            "The inputs below lead to the line that raises it.",
        )
    said, usual = raised.describe(outcome.error, function, trial.cases[k].inputs, trial.sizes(k))
    return Problem("raises", "\n".join([*said, *filter(None, [usual.usual])]), usual.question, usual.pointer)


def _should_raise(trial: Trial, k: int, function: Callable[..., Any], outcome: Outcome) -> list[Problem]:
    """The judge raises ValueError on this case: so has the answer."""
    if isinstance(outcome.error, ValueError):
        return []
    label = trial.cases[k].label
    question = f"What should somebody be told who calls your function with {label}?"
    pointer = "Test the arguments first, and `raise ValueError(...)` with a sentence that names what is wrong."
    if outcome.error is None:
        text = (
            f"A ValueError is asked for here ({label}), because no answer makes sense; your function returns something."
        )
        return [Problem("raises", text, question, pointer)]
    said, _ = raised.describe(outcome.error, function, trial.cases[k].inputs, trial.sizes(k))
    text = f"A ValueError is asked for here ({label}), and another error comes. {said[0]}"
    return [Problem("raises", text, question, pointer)]


def _not_finite(part: Part, bad: np.ndarray, everywhere: bool, outcome: Outcome) -> Problem:
    kinds = [name for name, there in (("NaN", np.isnan(bad).any()), ("infinity", np.isinf(bad).any())) if there]
    text = f"There is {listed(kinds)} in {part.title}" + (", in every place." if everywhere else ".")
    warned = " ".join(outcome.warned)
    if warned:
        text += f" NumPy warned: {'; '.join(outcome.warned[:3])}."
    if "overflow" in warned:
        hints = (
            "How large is exp(1000)? And what is infinity divided by infinity?",
            "Bring the numbers down before `exp`: the largest of a row may be subtracted from the whole row first.",
        )
    elif "divide by zero" in warned and "log" in warned:
        hints = (
            "What is the logarithm of a probability that was rounded to 0?",
            "Do not take the logarithm of a finished softmax: simplify log(exp(z) / sum) on paper first.",
        )
    elif "empty slice" in warned:
        hints = (
            "Of how many numbers is the mean taken in that place?",
            "A slice that holds nothing has no mean. Print where your slices begin and end.",
        )
    elif "in sqrt" in warned:
        hints = (
            "Can what stands under your root be negative?",
            "The root of a negative number is NaN. Print what goes into `sqrt`: is a bracket missing, or a square?",
        )
    elif "divide" in warned or "invalid value" in warned:
        hints = (
            "What is divided here, and when is the number below the fraction bar zero?",
            "0 / 0 gives NaN, and any other number divided by 0 infinity. Print what stands under the fraction bar.",
        )
    else:
        hints = (
            "In which line does the first NaN or infinity appear?",
            "Test each value with `np.isfinite(...).all()`, from the top. `np.empty` leaves whatever was in memory.",
        )
    return Problem("nan", text, *hints, part=part.name)


def _changed(names: tuple[str, ...], function: Callable[..., Any]) -> Problem:
    shown = listed([f"`{name}`" for name in names])
    many = len(names) > 1
    inputs = "inputs" if many else "input"
    text = f"Your function changes its {inputs} {shown} in place: what the caller handed over is overwritten."
    line = line_that_changes(function, names)
    if line:
        text += f" It may be this line: `{line}`"
    return Problem(
        "changed",
        text,
        f"Which line writes into {shown} instead of making a new array?",
        f"`{names[0]} -= 1` and `{names[0]}[...] = 0` write into the caller's array; `{names[0]} = {names[0]} - 1` "
        f"makes a new one, and so does `{names[0]}.copy()`.",
    )
