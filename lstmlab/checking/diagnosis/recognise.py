"""Which known mistake a function equals, or which two at once."""

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np

from lstmlab.checking.calling.run import Outcome, same
from lstmlab.checking.calling.source import unread
from lstmlab.checking.diagnosis import raised
from lstmlab.checking.diagnosis.compare import array, finite
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.checking.diagnosis.trial import Trial
from lstmlab.exercises import Mistake


class Recognised(NamedTuple):
    """Known mistakes that a function equals.

    Either those that equal it one by one (more than one only where the cases do not tell them apart), most specific
    first; or, `at_once`, two whose edits were made together. `exactly` is False where the function fails in the same
    cases and is the same in all others, but does not fail with the same words.
    """

    mistakes: tuple[Mistake, ...] = ()
    at_once: bool = False
    exactly: bool = True


NOTHING_KNOWN = Recognised()


class _Level(Enum):
    """How much two functions must share."""

    EVERYTHING = 1  # numbers, errors, the inputs changed, whole numbers
    NUMBERS = 2  # numbers and errors; for a function with a named mistake that changes an input as well
    FAILURES = 3  # numbers, and in which cases it fails


def recognise(
    trial: Trial, function: Callable[..., Any], outcomes: Sequence[Outcome], unheld: tuple[str, ...] | None
) -> Recognised:
    """The known mistakes that a wrong function equals.

    Args:
        function: the learner's function.
        outcomes: what it did on the cases, in their order, and on the first case again; may end early.
        unheld: names of the properties it does not have, or None if they were not tested.
    """
    known = trial.known
    pairs: list[tuple[int, int]] | None = None
    for level in _Level:
        found = [
            k
            for k, one in enumerate(known)
            if not one.unread and _equals(trial, (k,), function, outcomes, unheld, level)
        ]
        if found:
            named = {known[k].name: known[k] for k in reversed(found)}
            return Recognised(tuple(reversed(named.values())), exactly=level is not _Level.FAILURES)
        if level is _Level.FAILURES:
            break
        if pairs is None:  # there are hundreds of them, and the first case rules out nearly all
            pairs = [pair for pair in trial.pairs if _begins_alike(trial, pair, function, outcomes)]
        for pair in pairs:
            if _equals(trial, pair, function, outcomes, unheld, level) and _both_show(trial, pair):
                return Recognised(tuple(known[k] for k in pair), at_once=True)
    left_aside = unread(function) if any(one.unread for one in known) else []
    # It draws from nothing else either: the last call was the first one again.
    steady = len(outcomes) == len(trial.cases) + 1 and same(outcomes[0].value, outcomes[-1].value)
    return Recognised(tuple(one for one in known if one.unread in left_aside)[:1] if steady else ())


def _both_show(trial: Trial, pair: tuple[int, int]) -> bool:
    """Whether each of two mistakes shows: it spoils a case by itself, and that case is where it changes the other one.

    Where one of them is made in a way that leaves untrue what it says (a guard that comes too late for it), the two
    give the numbers of the answer, and yet only one of them was made.
    """
    return all(_shows(trial, one, other, pair) for one, other in (pair, pair[::-1]))


def _shows(trial: Trial, one: int, other: int, pair: tuple[int, int]) -> bool:
    alone, without, both = trial.mistaken((one,)), trial.mistaken((other,)), trial.mistaken(pair)
    n_cases = len(trial.cases)
    for k in range(n_cases + 1):
        case = k % n_cases
        spoils = _differ(trial, case, alone[k], trial.expected[case])
        if spoils and _differ(trial, case, both[k], without[k]):
            return True
    properties = [tuple(trial.failed_properties(which)) for which in ((one,), (other,), pair)]
    return bool(properties[0]) and properties[1] != properties[2]


def _differ(trial: Trial, k: int, one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes of case k are not the same: errors, inputs that were changed, results."""
    if type(one.error) is not type(other.error) or one.changed != other.changed:
        return True
    return one.error is None and not trial.same(k, _plain(one.value), _plain(other.value))


def _begins_alike(
    trial: Trial, which: tuple[int, ...], function: Callable[..., Any], outcomes: Sequence[Outcome]
) -> bool:
    """Whether the function and two mistakes at once have the same numbers, or the same error, in the first case."""
    return all(
        _alike(trial, 0, function, outcome, which, trial.mistaken(which)[0], _Level.NUMBERS) for outcome in outcomes[:1]
    )


def _equals(
    trial: Trial,
    which: tuple[int, ...],
    function: Callable[..., Any],
    outcomes: Sequence[Outcome],
    unheld: tuple[str, ...] | None,
    level: _Level,
) -> bool:
    """Whether the function did the same as this mistake, or two at once, wherever it ran."""
    run = trial.mistaken(which)
    healthy = False
    for k, outcome in enumerate(outcomes):
        if not _alike(trial, k % len(trial.cases), function, outcome, which, run[k], level):
            return False
        healthy = healthy or not (_sick(run[k]) or _sick(outcome))
    # Properties may take thousands of draws: the first one that differs is enough.
    if unheld is not None and any(name != other for name, other in zip_longest(unheld, trial.failed_properties(which))):
        return False
    if level is _Level.FAILURES and not healthy:
        return False
    return level is _Level.EVERYTHING or _wrong_numbers(trial, which)


def _alike(
    trial: Trial,
    k: int,
    function: Callable[..., Any],
    one: Outcome,
    which: tuple[int, ...],
    other: Outcome,
    level: _Level,
) -> bool:
    everything = level is _Level.EVERYTHING
    if everything and one.changed != other.changed:
        return False
    if trial.expected[k].error is not None:
        if level is _Level.FAILURES:
            return (one.error is None) == (other.error is None)
        if isinstance(one.error, ValueError):
            return isinstance(other.error, ValueError)
    if one.error is not None or other.error is not None:
        if one.error is None or other.error is None:
            return False
        if level is _Level.FAILURES:
            return type(one.error) is type(other.error)
        wrong = mistaken(trial.exercise, [trial.known[place] for place in which])
        return raised.alike(one.error, function, other.error, wrong)
    if level is _Level.FAILURES and _sick(other) and _sick(one):
        return True
    got, known = _plain(one.value), _plain(other.value)
    if not trial.same(k, got, known):
        return False
    return not (everything and trial.exercise.integers) or _whole(got) == _whole(known)


def _sick(outcome: Outcome) -> bool:
    """Whether a call failed or gave NaN or infinity."""
    return outcome.error is not None or not finite(outcome.value)


def _wrong_numbers(trial: Trial, which: tuple[int, ...]) -> bool:
    """Whether a mistake gives other numbers than the judge in some case, or raises."""
    run = trial.mistaken(which)
    for k, expected in enumerate(trial.expected):
        if run[k].error is not None or expected.error is not None:
            if type(run[k].error) is not type(expected.error):
                return True
        elif not trial.same(k, _plain(run[k].value), _plain(expected.value)):
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
