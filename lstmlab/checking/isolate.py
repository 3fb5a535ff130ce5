"""Which term of a sum is wrong: inputs are set to zero one at a time."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from lstmlab.checking.compare import EXACT, LOOSE, close, is_loose
from lstmlab.checking.run import call
from lstmlab.checking.text import listed
from lstmlab.exercises import Exercise


def isolate(exercise: Exercise, function: Callable, inputs: dict[str, Any]) -> str:
    """One sentence about the term that is wrong, or "" where setting inputs to zero does not tell.

    Args:
        inputs: a case whose numbers the function gets wrong.
    """
    names = [name for name in exercise.isolate if np.any(inputs[name])]
    if not names:
        return ""
    cured = [name for name in names if _right(exercise, function, inputs, [name])]
    if cured:
        shown = [f"`{name}`" for name in cured]
        return f"It is right when {listed(shown, 'or')} is zero, so the term with {listed(shown, 'or')} is wrong."
    if len(names) < 2:
        return ""
    alone = {name: _right(exercise, function, inputs, [other for other in names if other != name]) for name in names}
    right = [f"`{name}`" for name in names if alone[name]]
    wrong = [f"`{name}`" for name in names if not alone[name]]
    if not right or not wrong:
        return ""
    return (
        f"With everything else zero, it is right for {listed(right)} alone and wrong for {listed(wrong)} alone: "
        f"look at the term with {listed(wrong)}."
    )


def _right(exercise: Exercise, function: Callable, inputs: dict[str, Any], zero: Iterable[str]) -> bool:
    """Whether the function is right, and not only trivially so, once these inputs are zero."""
    given = {**inputs, **{name: np.zeros_like(inputs[name]) for name in zero}}
    expected, got = call(exercise.judge, given), call(function, given)
    if expected.error is not None or got.error is not None or not _anything(expected.value):
        return False
    value = got.value._asdict() if hasattr(got.value, "_asdict") else got.value
    return close(value, expected.value, LOOSE if is_loose(given, value) else EXACT)


def _anything(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_anything, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(_anything, value))
    return bool(np.any(value))
