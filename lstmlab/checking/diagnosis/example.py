"""The smallest example that shows what is wrong: the inputs, what is expected and what was received, a few numbers."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from lstmlab.checking.calling.keep import Strange
from lstmlab.checking.calling.limit import OutOfTime
from lstmlab.checking.calling.place import lines
from lstmlab.checking.calling.run import Outcome, call
from lstmlab.checking.calling.run import same as unchanged
from lstmlab.checking.diagnosis import letters
from lstmlab.checking.diagnosis.compare import EXACT, LOOSE, array, close, finite, is_loose, wrong
from lstmlab.checking.diagnosis.form import read
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.text import digits_that_differ, keys, number, shorten, value, written
from lstmlab.exercises import Exercise

# Arrays with more numbers are shown by their shape; of a result that is larger, one wrong number is shown.
MOST_NUMBERS = 12


@dataclass(frozen=True)
class Example:
    """A heading and lines (name, value) for the inputs, what is expected, and what was received."""

    heading: str
    inputs: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str], ...]

    def lines(self) -> list[str]:
        """The example as lines of text, in columns."""
        rows = [*self.inputs, *self.results]
        width = max(len(name) for name, _ in rows)
        return [f"{name:<{width}}  {shown}" for name, shown in rows]


def smallest(
    exercise: Exercise,
    function: Callable[..., Any],
    inputs: dict[str, Any],
    same: Callable[[Outcome, Outcome], bool],
    until: float,
) -> dict[str, Any]:
    """Inputs with as few and as short numbers as still show the same problem.

    Args:
        inputs: a case that shows it.
        same: (what the judge did, what the function did) -> whether the problem is still there.
        until: time (of `time.perf_counter`) after which the best so far is returned.
    """
    best = inputs
    for change in _changes(exercise, inputs):
        if time.perf_counter() > until:
            break
        try:
            tried = change(best)
        except (IndexError, ValueError, TypeError):
            continue
        expected = call(exercise.judge, tried)
        if expected.error is None and finite(expected.value) and same(expected, call(function, tried)):
            best = tried
    return best


def _changes(exercise: Exercise, inputs: dict[str, Any]) -> Iterator[Callable[[dict[str, Any]], dict[str, Any]]]:
    """Ways to make inputs simpler, the boldest of each kind first."""
    for letter, size in [*letters.sizes(exercise, inputs).items(), ("", 3)]:
        for length in (1, 2, 3):
            if length < size:
                yield partial(_cut, exercise, letter, length)
    yield _rounded_all


def _cut(exercise: Exercise, letter: str, length: int, inputs: dict[str, Any]) -> dict[str, Any]:
    """The first few entries along every axis of this letter; without a letter, along every axis that has none.

    An axis of packed gates, such as 4H, is cut block by block.
    """
    cut = dict(inputs)
    for name, axes in exercise.arguments.items():
        thing = inputs[name]
        if isinstance(thing, np.ndarray):
            named = letters.axes(letters.fitting(axes, thing.ndim)) or [""] * thing.ndim
            for axis, (count, one) in enumerate(map(letters.blocks, named)):
                if one == letter:
                    size = thing.shape[axis] // count
                    kept = [block * size + k for block in range(count) for k in range(min(length, size))]
                    thing = np.take(thing, kept, axis=axis)
            cut[name] = thing.copy()
        elif isinstance(thing, dict) and not letter:
            cut[name] = {key: one[(slice(length),) * np.ndim(one)] for key, one in thing.items()}
    if _shapes(cut) == _shapes(inputs):
        raise ValueError("nothing to cut")
    return cut


def _shapes(inputs: dict[str, Any]) -> list[tuple[int, ...]]:
    found = [inner for one in inputs.values() for inner in (one.values() if isinstance(one, dict) else [one])]
    return [one.shape for one in found if isinstance(one, np.ndarray)]


def _rounded_all(inputs: dict[str, Any]) -> dict[str, Any]:
    rounded = {name: _rounded(one, 1) for name, one in inputs.items()}
    if all(map(unchanged, inputs.values(), rounded.values())):
        raise ValueError("nothing to round")
    return rounded


def _rounded(thing: Any, digits: int) -> Any:
    if isinstance(thing, np.ndarray) and thing.dtype.kind == "f":
        return np.round(thing, digits) + 0.0  # no -0.0
    if isinstance(thing, dict):
        return {key: _rounded(one, digits) for key, one in thing.items()}
    return thing


def wrong_numbers(exercise: Exercise, parts: set[str]) -> Callable[[Outcome, Outcome], bool]:
    """The problem "these parts have wrong numbers": a judgement for `smallest`."""

    def same(expected: Outcome, got: Outcome) -> bool:
        if got.error is not None:
            return False
        form = read(exercise, got.value, expected.value, {})
        tolerance = LOOSE if is_loose(got.value) else EXACT
        off = {part.name for part in form.parts if not close(part.got, part.expected, tolerance)}
        return not form.problems and parts <= off

    return same


def raises(error: BaseException) -> Callable[[Outcome, Outcome], bool]:
    """The problem "it raises this in that line": a judgement for `smallest`."""
    return lambda expected, got: type(got.error) is type(error) and _lines(got.error) == _lines(error)


def _lines(error: BaseException | None) -> list[int]:
    return [] if error is None else lines(error)


def shown(
    exercise: Exercise, function: Callable[..., Any], inputs: dict[str, Any], heading: str, shapes: bool = False
) -> Example | None:
    """Run one example and lay it out; with `shapes`, arrays by their shapes alone. None where time is over."""
    expected, got = call(exercise.judge, inputs), call(function, inputs)
    if isinstance(got.error, OutOfTime):
        return None
    rows = tuple(
        (name, _argument(one, exercise.arguments.get(name), letters.sizes(exercise, inputs), shapes))
        for name, one in inputs.items()
    )
    return Example(heading, rows, tuple(_results(exercise, expected, got, inputs, shapes)))


def _argument(thing: Any, axes: str | None, known: dict[str, int], shapes: bool) -> str:
    found = array(thing) if isinstance(thing, (np.ndarray, list, tuple)) else None
    if found is not None and shapes and isinstance(thing, np.ndarray) and found.ndim > 1:
        return letters.expected(axes, found.shape)
    if found is not None and found.size > MOST_NUMBERS:
        if isinstance(thing, np.ndarray):
            shape = letters.expected(axes, found.shape)
            return say("example.large-array", shape=shape, number=number(found.flat[0], 3))
        return written(thing)
    return shorten(value(thing, 3), 110) if isinstance(thing, dict) else value(thing, 3)


def _error(error: BaseException) -> str:
    name = type(error).__name__
    return say("example.error", article="an" if name[0] in "AEIOU" else "a", type=name)


def _results(
    exercise: Exercise, expected: Outcome, got: Outcome, inputs: dict[str, Any], shapes: bool
) -> Iterator[tuple[str, str]]:
    if expected.error is not None:
        yield say("example.expected"), _error(expected.error)
    if got.error is not None:
        if expected.error is None:
            yield say("example.expected"), _whole(expected.value)
        yield say("example.got"), _error(got.error)  # its message stands above
        return
    if expected.error is not None:
        yield say("example.got"), _whole(got.value)
        return
    form = read(exercise, got.value, expected.value, letters.sizes(exercise, inputs))
    if form.problems:
        yield say("example.expected"), _whole(expected.value, shapes)
        yield say("example.got"), _whole(got.value, shapes)
        return
    tolerance = LOOSE if is_loose(inputs, got.value) else EXACT
    for part in form.parts:
        if not close(part.got, part.expected, tolerance):
            yield from _part(part.name, part.got, part.expected, tolerance)
            return


def _part(name: str, got: Any, expected: Any, tolerance: float) -> Iterator[tuple[str, str]]:
    expects, receives = say("example.expected"), say("example.got")
    label = f" {name}" if name else ""
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray):
        yield f"{expects}{label}", shorten(value(expected), 100)
        yield f"{receives}{label}", shorten(value(got), 100)
        return
    places = np.argwhere(wrong(got, expected, tolerance))
    first = tuple(int(k) for k in places[0])
    digits = digits_that_differ(float(got[first]), float(expected[first]))
    if got.size <= MOST_NUMBERS:
        yield f"{expects}{label}", value(expected, digits)
        yield f"{receives}{label}", value(got, digits)
        return
    at = f"{label}[{', '.join(map(str, first))}]" if label else f" at [{', '.join(map(str, first))}]"
    yield f"{expects}{at}", number(expected[first], digits)
    yield f"{receives}{at}", number(got[first], digits)


def _whole(thing: Any, shapes: bool = False) -> str:
    if isinstance(thing, dict):
        names = keys(thing)
        inside = ", ".join(f"{names[name]}: {_whole(one, shapes)}" for name, one in thing.items())
        return shorten(f"{{{inside}}}", 110)
    if isinstance(thing, tuple) and any(np.ndim(one) > 0 for one in map(array, thing) if one is not None):
        return shorten("(" + ", ".join(_whole(one, shapes) for one in thing) + ")", 110)
    found = array(thing)
    if found is not None and (found.size > MOST_NUMBERS or (shapes and found.ndim > 1)):
        return say("example.shape", shape=letters.numbers(found.shape))
    if isinstance(thing, Strange):
        return thing.kind
    if isinstance(thing, tuple) and found is None:
        return shorten("(" + ", ".join(_whole(one, shapes) for one in thing) + ")", 110)
    return shorten(value(thing), 110)
