"""Which known mistake a function equals, or which two at once."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from lstmlab.checking import raised
from lstmlab.checking.compare import EXACT, LOOSE, array, close, is_loose
from lstmlab.checking.edits import mistaken
from lstmlab.checking.run import Outcome
from lstmlab.checking.trial import Trial
from lstmlab.exercises import Mistake


class Recognised(NamedTuple):
    """Known mistakes that a function equals.

    Either those that equal it one by one (more than one only where the cases do not tell them apart), most specific
    first; or, `at_once`, two whose edits were made together.
    """

    mistakes: tuple[Mistake, ...] = ()
    at_once: bool = False


def recognise(
    trial: Trial, function: Callable, outcomes: Sequence[Outcome], unheld: tuple[str, ...] | None
) -> Recognised:
    """The known mistakes that a wrong function equals.

    Args:
        function: the learner's function.
        outcomes: what it did on the cases, in their order, and on the first case again; may end early.
        unheld: names of the properties it does not have, or None if they were not tested.
    """
    known = trial.exercise.mistakes
    for strict in (True, False):
        found = [k for k in range(len(known)) if _equals(trial, (k,), function, outcomes, unheld, strict)]
        if found:
            return Recognised(tuple(known[k] for k in found))
        for pair in trial.pairs:
            if _equals(trial, pair, function, outcomes, unheld, strict):
                return Recognised(tuple(known[k] for k in pair), at_once=True)
    return Recognised()


def _equals(
    trial: Trial,
    which: tuple[int, ...],
    function: Callable,
    outcomes: Sequence[Outcome],
    unheld: tuple[str, ...] | None,
    strict: bool,
) -> bool:
    """Whether the function did the same as this mistake wherever it ran.

    Strictly: the same inputs changed, and whole numbers where the mistake has them. Otherwise a function with a named
    mistake that also changes an input is not recognised; only mistakes that give wrong numbers are looked at then.
    """
    run = trial.mistaken(which)
    for k, outcome in enumerate(outcomes):
        if not _alike(trial, k % len(trial.cases), function, outcome, which, run[k], strict):
            return False
    if unheld is not None and trial.failed_properties(which) != unheld:
        return False
    return strict or _wrong_numbers(trial, which)


def _alike(
    trial: Trial, k: int, function: Callable, one: Outcome, which: tuple[int, ...], other: Outcome, strict: bool
) -> bool:
    if strict and one.changed != other.changed:
        return False
    if one.error is not None or other.error is not None:
        if one.error is None or other.error is None:
            return False
        if trial.expected[k].error is not None and isinstance(one.error, ValueError):
            return isinstance(other.error, ValueError)
        wrong = mistaken(trial.exercise, [trial.exercise.mistakes[place] for place in which])
        return raised.alike(one.error, function, other.error, wrong)
    got, known = _plain(one.value), _plain(other.value)
    tolerance = LOOSE if is_loose(trial.cases[k].inputs, got, known) else EXACT
    if not close(got, known, tolerance):
        return False
    return not (strict and trial.exercise.integers) or _whole(got) == _whole(known)


def _wrong_numbers(trial: Trial, which: tuple[int, ...]) -> bool:
    """Whether a mistake gives other numbers than the judge in some case, or raises."""
    run = trial.mistaken(which)
    for k, expected in enumerate(trial.expected):
        if run[k].error is not None or expected.error is not None:
            if type(run[k].error) is not type(expected.error):
                return True
        elif not close(_plain(run[k].value), _plain(expected.value), trial.tolerance(k)):
            return True
    return False


def _plain(value: Any) -> Any:
    return value._asdict() if hasattr(value, "_asdict") else value


def _whole(value: Any) -> Any:
    """For each array of a result, whether it holds whole numbers."""
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_whole(one) for one in value]
    found = array(value)
    return found is not None and np.issubdtype(found.dtype, np.integer)
