"""Small help with words and numbers that are shown to the learner."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from lstmlab.checking.calling.elsewhere import told_of


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` characters."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`listed(["a", "b", "c"])` is "a, b and c"."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def alike(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The one of `known` that `name` was most likely meant to be, or an empty text."""
    import difflib  # only here: the first card of a page would wait for it

    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)), "")


def number(value: Any, digits: int = 4) -> str:
    """A number in few digits; whole numbers as they are."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value)) if abs(int(value)) < 10**16 else f"about 1e{int(math.log10(abs(int(value))))}"
    if isinstance(value, (complex, np.complexfloating)):
        return f"{complex(value):.{digits}g}"
    value = float(value)
    if math.isfinite(value) and value == round(value) and abs(value) < 1e6:
        return f"{value:.1f}"
    return f"{value:.{digits}g}"


def digits_that_differ(one: float, other: float) -> int:
    """How many digits two numbers need so that they look different: at least 4, at most 17."""
    for digits in range(4, 17):
        if number(one, digits) != number(other, digits):
            return digits
    return 17


def written(thing: Any) -> str:
    """How Python writes a value, in at most 60 characters; an object of the learner's may fail even at that."""
    try:
        return shorten(repr(thing), 60)
    except Exception:
        return f"an object of type {type(thing).__name__}"


def message(error: BaseException) -> str:
    """An error's message; the error class may be the learner's own, and broken."""
    told = told_of(error)
    if told is not None:
        return told.text
    try:
        return str(error)
    except Exception:
        return ""


def keys(thing: dict[Any, Any]) -> dict[Any, str]:
    """How the keys of a dict are shown: names as they are, other text as Python writes it."""
    plain = all(str(key).isidentifier() for key in thing)
    return {key: str(key) if plain else written(key) for key in thing}


def value(thing: Any, digits: int = 4, level: int = 0) -> str:
    """A value in one line: arrays as nested lists of short numbers, dicts by name, the rest as Python writes it."""
    if isinstance(thing, (list, tuple)) or (isinstance(thing, np.ndarray) and thing.ndim):
        inside = "..." if level > 5 else ", ".join(value(one, digits, level + 1) for one in thing)
        if isinstance(thing, tuple):
            return f"({inside}{',' * (len(thing) == 1)})"
        return f"[{inside}]"
    if isinstance(thing, dict):
        names = keys(thing)
        return "{" + ", ".join(f"{names[key]}: {value(one, digits, level + 1)}" for key, one in thing.items()) + "}"
    if isinstance(thing, np.random.Generator):
        return "a random generator"
    if isinstance(thing, np.ndarray):
        thing = thing[()]
    if isinstance(thing, (int, float, complex, np.number, np.bool_)):
        return number(thing, digits)
    return written(thing)
