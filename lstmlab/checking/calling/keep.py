"""A copy of what a function returned, in plain types only.

What a learner returns may be anything, also objects that fail when they are compared, copied or printed. Everything
after this point deals with numbers, text, plain arrays, lists, tuples and dicts, and with `Strange` for the rest.
"""

import inspect
import itertools
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstmlab.checking.calling.limit import OutOfTime

# A generator that never ends must not hang the check, nor a list inside a list inside a list; no exercise has as much.
MOST_ITEMS = 10_000
MOST_LEVELS = 8


@dataclass(frozen=True)
class Strange:
    """Stands for an object that no exercise asks for. kind: "object of type Foo", "array of dtype object"."""

    kind: str

    def __repr__(self) -> str:
        return self.kind


ENDLESS = Strange(f"generator that goes on after {MOST_ITEMS:,} values")


class Iterated(list[Any]):
    """What a generator, `zip`, `map` or another iterator yielded: it can be gone through, and it is no array."""


class Named(tuple[Any, ...]):
    """A tuple whose values have names, like the NamedTuple that it was copied from."""

    names: tuple[str, ...] = ()

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self.names, self, strict=True))


def kept(value: Any, level: int = 0) -> Any:
    """A copy of a value in plain types; see the module.

    What an iterator raises comes through: its body is the learner's function.
    """
    if value is None or value is Ellipsis or value is NotImplemented:
        return value
    if type(value) in (bool, int, float, complex, str, bytes) or isinstance(value, np.generic):
        return value
    if _yields(value) and level <= 1:
        # All first, as `list` takes them: arrays that are yielded again and again hold their last numbers by then.
        items = list(itertools.islice(value, MOST_ITEMS))
        if len(items) == MOST_ITEMS:
            return ENDLESS
        return Iterated(kept(one, level + 1) for one in items)
    try:
        return _copied(value, level)
    except (KeyboardInterrupt, OutOfTime):
        raise
    except BaseException:
        return Strange(f"object of type {type(value).__name__}")


def _yields(value: Any) -> bool:
    """Whether a value can be gone through, once or more often, and is nothing that we know better."""
    if isinstance(value, (str, bytes, list, tuple, range, Mapping, Set, np.ndarray, type)):
        return False
    return isinstance(value, Iterable) and not hasattr(value, "__array__")


def _copied(value: Any, level: int) -> Any:
    if level > MOST_LEVELS:
        return Strange("list inside more lists than can be looked at")
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, Mapping):
        return {
            name if isinstance(name, str) else f"{type(name).__name__}": kept(one, level + 1)
            for name, one in itertools.islice(value.items(), MOST_ITEMS)
        }
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        named = Named(kept(one, level + 1) for one in value)
        named.names = tuple(map(str, value._fields))
        return named
    if isinstance(value, (list, tuple, range)):
        items = [kept(one, level + 1) for one in itertools.islice(value, MOST_ITEMS)]
        return tuple(items) if isinstance(value, tuple) else items
    if isinstance(value, (bool, int, float, str)):  # a subclass of one of them
        return next(kind for kind in (bool, int, float, str) if isinstance(value, kind))(value)
    if inspect.iscoroutine(value):
        value.close()  # never awaited, and Python would say so
        return Strange("coroutine, because of `async`")
    if hasattr(value, "__array__") and not isinstance(value, type):
        return _array(np.asarray(value))  # another library's array
    return Strange(f"object of type {type(value).__name__}")


def _array(value: np.ndarray) -> Any:
    if np.ma.is_masked(value):
        return Strange("masked array with hidden numbers")
    if value.dtype.kind not in "fiubcUS":
        return Strange(f"array of dtype {value.dtype}")
    return np.array(value, copy=True, subok=False)
