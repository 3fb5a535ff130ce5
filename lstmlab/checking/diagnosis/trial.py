"""An exercise made ready: its cases drawn from a seed, the judge's results, and what each known mistake gives.

Everything is computed when it is first needed and kept, so that the second check of an exercise costs only the
learner's own calls.
"""

import functools
import warnings
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np

from lstmlab.checking.calling.keep import kept
from lstmlab.checking.calling.limit import SECONDS, OutOfTime
from lstmlab.checking.calling.place import place
from lstmlab.checking.calling.run import Outcome, call
from lstmlab.checking.diagnosis import letters
from lstmlab.checking.diagnosis.compare import DRAWN, EXACT, LOOSE, array, close, is_loose, of_one_length
from lstmlab.checking.diagnosis.edits import combined, mistaken
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.text import message
from lstmlab.exercises import Case, Exercise, Property

# The seed of the check in the notebook. The grader of a class takes another one.
SEED = 20
JUDGE_DRAWS = 9
# Draws whose statistics are kept: those of every known mistake, and the learner's last ones.
DRAWS_KEPT = 128

_trials: dict[tuple[int, int], "Trial"] = {}


def trial(exercise: Exercise, seed: int = SEED) -> "Trial":
    """The trial of this exercise and seed, made once."""
    key = (id(exercise), seed)
    if key not in _trials:
        _trials[key] = Trial(exercise, seed)
    return _trials[key]


class Run:
    """A function on the cases of a trial, one after the other, as far as somebody asks.

    One more call follows the last case: the first case again. A function that keeps something between calls is
    found out by it.
    """

    def __init__(self, function: Callable[..., Any], cases: tuple[Case, ...]) -> None:
        self._function = function
        self._cases = (*cases, cases[0])
        self._outcomes: list[Outcome] = []

    def __getitem__(self, k: int) -> Outcome:
        # A call that is interrupted is made again the next time.
        while len(self._outcomes) <= k:
            case = self._cases[len(self._outcomes)]
            self._outcomes.append(call(self._function, case.inputs))
        return self._outcomes[k]


class Trial:
    """The cases of one exercise from one seed, and what is known about them."""

    def __init__(self, exercise: Exercise, seed: int) -> None:
        self.exercise = exercise
        self.seed = seed
        self.cases = tuple(exercise.cases(np.random.default_rng(seed)))
        self.expected = tuple(call(exercise.judge, case.inputs) for case in self.cases)
        for case, outcome in zip(self.cases, self.expected, strict=True):
            if outcome.error is not None and not isinstance(outcome.error, ValueError):
                raise RuntimeError(f"{exercise.name}: the reference fails on {case.label!r}") from outcome.error
        # A mistake that can be made in several ways stands here once for each.
        self.known = tuple(way for one in exercise.mistakes for way in one.ways())
        self._runs: dict[tuple[int, ...], Run] = {}
        self._failed: dict[tuple[int, ...], tuple[Callable[..., Any], list[bool]]] = {}
        self._typicals: dict[int, dict[str, float]] = {}
        self._drawn: dict[tuple[int, int], tuple[Any, Any]] = {}

    def tolerance(self, k: int, *results: Any) -> float:
        """How far a result of case k may be off."""
        if self.cases[k].statistics is not None:
            return DRAWN
        return LOOSE if is_loose(self.cases[k].inputs, *results) else EXACT

    def compared(self, k: int, result: Any) -> Any:
        """What of a result of case k is compared: all of it, or its statistics where it is drawn at random.

        A result of which no statistics can be made stands for itself.
        """
        if self.cases[k].statistics is None:
            return result
        # By the identity of the result, which is kept beside them: one draw is compared with that of every mistake.
        key = (k, id(result))
        if key not in self._drawn:
            try:
                found: Any = self._statistics(k, result)
            except Exception:  # whatever the learner's result makes of it; its form is told before
                found = result
            while len(self._drawn) >= DRAWS_KEPT:
                del self._drawn[next(iter(self._drawn))]
            self._drawn[key] = (result, found)
        return self._drawn[key][1]

    def _statistics(self, k: int, result: Any) -> dict[str, float]:
        case = self.cases[k]
        assert case.statistics is not None
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return {name: float(value) for name, value in case.statistics(case.inputs, result).items()}

    def typical(self, k: int) -> dict[str, float]:
        """The mean statistics of several draws of the judge: a single one has as much chance in it as the learner's.

        A result is right if it is near to either: a single draw may be the very same as the learner's.
        """
        if k not in self._typicals:
            results = [self.expected[k].value]
            for seed in range(1, JUDGE_DRAWS):
                others = {
                    name: np.random.default_rng(seed) if isinstance(one, np.random.Generator) else one
                    for name, one in self.cases[k].inputs.items()
                }
                results.append(call(self.exercise.judge, others).value)
            found = [self._statistics(k, result) for result in results]
            self._typicals[k] = {name: float(np.mean([one[name] for one in found])) for name in found[0]}
        return self._typicals[k]

    def same(self, k: int, one: Any, other: Any) -> bool:
        """Whether two results of case k count as the same."""
        one = self.exercise.fit(one, other)
        drawn_at_random = self.cases[k].statistics is not None
        if not of_one_length(one, other) or (drawn_at_random and _shapes(one) != _shapes(other)):
            return False
        found, wanted, tolerance = self.compared(k, one), self.compared(k, other), self.tolerance(k, one, other)
        if close(found, wanted, tolerance):
            return True
        # Two draws may lie further from each other than either lies from the rule that both keep.
        return drawn_at_random and all(self._keeps_the_rule(k, each, tolerance) for each in (found, wanted))

    def _keeps_the_rule(self, k: int, found: Any, tolerance: float) -> bool:
        """Whether statistics of case k are near to those of the judge."""
        near = close(found, self.compared(k, self.expected[k].value), tolerance)
        return near or close(found, self.typical(k), tolerance)

    def sizes(self, k: int) -> dict[str, int]:
        """The size of every letter in case k."""
        return letters.sizes(self.exercise, self.cases[k].inputs)

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Every two mistakes that are looked for at once: both are edits, of different text, and not met `alone`."""
        known = self.known
        return [
            (i, j)
            for i, j in combinations([k for k, one in enumerate(known) if one.edits and not one.alone], 2)
            if combined(self.exercise, (known[i], known[j])) is not None
        ]

    def mistaken(self, which: tuple[int, ...]) -> Run:
        """The run of a known mistake, or of two at once, by their places in `known`."""
        if which not in self._runs:
            function = mistaken(self.exercise, [self.known[k] for k in which])
            self._runs[which] = Run(function, self.cases)
        return self._runs[which]

    def failed_properties(self, which: tuple[int, ...]) -> Iterator[str]:
        """Names of the properties that a known mistake, or two at once, does not have, as far as somebody asks."""
        if which not in self._failed:  # one function for all: it may remember what came before
            self._failed[which] = (mistaken(self.exercise, [self.known[place] for place in which]), [])
        function, failed = self._failed[which]
        for k, one in enumerate(self.exercise.properties):
            if k == len(failed):
                failed.append(complaint(one, function, self.seed) is not None)
            if failed[k]:
                yield one.name


def _shapes(result: Any) -> Any:
    """The shapes of all arrays of a result."""
    if isinstance(result, dict):
        return {name: _shapes(one) for name, one in result.items()}
    found = array(result)
    if isinstance(result, (tuple, list)) and (found is None or isinstance(result, tuple)):
        return [_shapes(one) for one in result]
    return None if found is None else found.shape


def unheld(exercise: Exercise, function: Callable[..., Any], seed: int) -> Iterator[tuple[str, str]]:
    """Name and complaint of each property that a function does not have."""
    for one in exercise.properties:
        found = complaint(one, function, seed)
        if found is not None:
            yield one.name, found


def complaint(one: Property, function: Callable[..., Any], seed: int) -> str | None:
    """What a property says of a function that does not have it; None if it has."""

    @functools.wraps(function, assigned=(), updated=())
    def plain(*given: Any) -> Any:
        """The function, whose results are in plain types: what is as good in the cases is as good here."""
        return kept(function(*given))

    outcome = call(one.test, {"function": plain, "rng": np.random.default_rng(seed)})
    if isinstance(outcome.error, OutOfTime):
        return say("endless.property", seconds=f"{SECONDS:g}")
    if outcome.error is not None:
        # What fails may be the test itself, which expected another form of the result.
        id = "property.unusable" if place(outcome.error, function) is None else "property.error"
        return say(id, error=f"{type(outcome.error).__name__}: {message(outcome.error)}")
    return None if outcome.value is None else str(outcome.value)
