"""Which term of a sum is wrong, and which gate: inputs and packed blocks are set to zero one at a time."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from lstmlab.checking.calling.limit import OutOfTime
from lstmlab.checking.calling.run import call
from lstmlab.checking.diagnosis import letters
from lstmlab.checking.diagnosis.compare import EXACT, LOOSE, array, close, is_loose
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.templates import Sentence
from lstmlab.checking.text import listed
from lstmlab.exercises import Exercise

# Smaller numbers are as good as zero here, where numbers are compared with room for some of 1e-9.
TINY = 1e-6

_ORDINALS = ("word.first", "word.second", "word.third", "word.fourth")


def isolate(exercise: Exercise, function: Callable[..., Any], inputs: dict[str, Any]) -> list[Sentence]:
    """A sentence or two about the term and the gate that are wrong, or none where setting inputs to zero does not tell.

    Args:
        inputs: a case whose numbers the function gets wrong.
    """
    names = [name for name in exercise.isolate if np.any(inputs[name])]
    if not names:
        return []
    cured = [name for name in names if _right(exercise, function, _without(inputs, [name]))]
    said = []
    if cured:
        said.append(say("term.cured", names=listed([f"`{name}`" for name in cured], "or")))
    said += _gate(exercise, function, inputs)
    if said or len(names) < 2:
        return said
    alone = {
        name: _right(exercise, function, _without(inputs, [other for other in names if other != name]))
        for name in names
    }
    right = [f"`{name}`" for name in names if alone[name]]
    wrong = [f"`{name}`" for name in names if alone[name] is False]
    if not right or not wrong:
        return []
    return [say("term.alone", right=listed(right), wrong=listed(wrong))]


def _gate(exercise: Exercise, function: Callable[..., Any], inputs: dict[str, Any]) -> list[Sentence]:
    """The sentence about the gate that is wrong, or none where setting the blocks of one gate to zero does not tell."""
    counts = {name: letters.blocks(letters.axes(axes)[-1])[0] for name, axes in exercise.arguments.items() if axes}
    packed = [name for name, count in counts.items() if count > 1]
    n_gates = max(counts.values(), default=1)
    if any(counts[name] != n_gates for name in packed):
        return []
    cured = []
    for gate in range(n_gates if packed else 0):
        given = dict(inputs)
        for name in packed:
            parts = np.split(inputs[name], n_gates, axis=-1)
            parts[gate] = np.zeros_like(parts[gate])
            given[name] = np.concatenate(parts, axis=-1)
        if _right(exercise, function, given):
            cured.append(say(_ORDINALS[gate]))
    if not cured or len(cured) == n_gates:
        return []
    names = listed([f"`{name}`" for name in packed])
    return [say("gate.cured", gates=listed(cured, "or"), n=n_gates, names=names)]


def _without(inputs: dict[str, Any], zero: Iterable[str]) -> dict[str, Any]:
    return {**inputs, **{name: np.zeros_like(inputs[name]) for name in zero}}


def _right(exercise: Exercise, function: Callable[..., Any], given: dict[str, Any]) -> bool | None:
    """Whether the function is right on these inputs; None where that does not tell.

    Where only zeros are expected, many wrong functions give them.
    """
    expected, got = call(exercise.judge, given), call(function, given)
    if expected.error is not None or not _anything(expected.value) or isinstance(got.error, OutOfTime):
        return None
    if got.error is not None:
        return False
    value = got.value._asdict() if hasattr(got.value, "_asdict") else got.value
    return close(value, expected.value, LOOSE if is_loose(given, value) else EXACT)


def _anything(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_anything, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(_anything, value))
    found = array(value)
    return found is None or bool((np.abs(found) > TINY).any())
