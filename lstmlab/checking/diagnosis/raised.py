"""Errors in the learner's function: where, what Python says, and what that usually means in a network."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lstmlab.checking.calling.place import Place, place
from lstmlab.checking.diagnosis import letters
from lstmlab.checking.diagnosis.error_hints import Meaning, meaning
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.text import listed, message, number, shorten


def describe(
    error: BaseException,
    function: Callable[..., Any],
    inputs: dict[str, Any],
    known: dict[str, int],
    warned: Sequence[str] = (),
) -> tuple[list[str], Meaning]:
    """The paragraphs that say what was raised, and what it means.

    Args:
        error: what the function raised.
        function: the learner's function.
        inputs: the arguments it was given, by name.
        known: the size of every letter.
        warned: what NumPy warned of before: an overflow is most often the reason.
    """
    where = place(error, function)
    said = [_said(error, where), *_shapes(where, known)]
    if warned and not (where is not None and where.raised):
        said.append(say("raises.warned", warnings="; ".join(warned[:3])))
    return said, meaning(error, where, inputs)


def _said(error: BaseException, where: Place | None) -> str:
    # NumPy's own notation for the shapes of a product helps nobody here: the shapes are told below in letters.
    words = shorten(
        re.sub(r", with gufunc signature \S+|, gufunc core with signature \S+ requires \d+", "", message(error)), 300
    )
    said = f"{type(error).__name__}: {words}" if words else type(error).__name__
    if where is None:
        return say("raises.bare", error=said)
    if where.text:
        return say("raises.line", line=where.line, text=shorten(where.text, 120), error=said)
    if where.function == "<lambda>":
        return say("raises.line-without-text", line=where.line, error=said)
    return say("raises.line-of-function", line=where.line, function=where.function, error=said)


def _shapes(where: Place | None, known: dict[str, int]) -> list[str]:
    """What met in the failing operation: shapes of arrays, lengths of lists, whole numbers."""
    if where is None:
        return []
    met = [
        said
        for text, value in dict(where.operands()).items()
        for said in [_met_value(text, value, known)]
        if said and not text.lstrip("-").isdigit()
    ]
    return [say("raises.met", met=listed(met))] if met else []


def _met_value(text: str, value: Any, known: dict[str, int]) -> str:
    if isinstance(value, np.ndarray):
        return say("met.array", text=text, shape=letters.spelled(value.shape, known))
    if isinstance(value, (list, tuple)):
        return say("met.list", count=len(value), text=text)
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return say("met.number", text=text, number=number(value))
    return ""


def alike(one: BaseException, first: Callable[..., Any], other: BaseException, second: Callable[..., Any]) -> bool:
    """Whether two functions fail in the same way: by type, message and the shapes that met there."""
    if type(one) is not type(other) or message(one) != message(other):
        return False
    met = [_met(place(one, first)), _met(place(other, second))]
    return not all(met) or met[0] == met[1]


def _met(where: Place | None) -> list[tuple[int, ...]]:
    return [value.shape for _, value in where.operands() if isinstance(value, np.ndarray)] if where else []
