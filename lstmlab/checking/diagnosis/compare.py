"""When two results count as the same numbers.

float64 results agree to 1e-9, float32 results (or results for float32 inputs) to 1e-4, both relative to the largest
number of the array. Statistics of what is drawn at random agree to 3 percent. Lists count as arrays, and a dict may
hold more than what is asked for.
"""

from typing import Any

import numpy as np

from lstmlab.checking.calling.keep import Iterated

EXACT = 1e-9
LOOSE = 1e-4
# Of statistics of what is drawn at random. Relative to the larger of 1 and their size, and both sides have it.
DRAWN = 0.015


def array(value: Any) -> np.ndarray | None:
    """The value as an array of real numbers, or None where it is not one."""
    if isinstance(value, (str, bytes, dict, set, type(None), Iterated)) or callable(value):
        return None
    if isinstance(value, (list, tuple)) and any(isinstance(one, Iterated) for one in value):
        return None
    try:
        found = np.asarray(value)
    except Exception:  # ragged lists, and whatever a foreign array type raises
        return None
    return found if found.dtype.kind in "fiub" else None


def finite(value: Any) -> bool:
    """Whether a value holds neither NaN nor infinity, however deep."""
    if isinstance(value, dict):
        return all(map(finite, value.values()))
    found = array(list(value) if isinstance(value, Iterated) else value)  # thousands of numbers at once
    if found is not None:
        return bool(np.isfinite(found).all())
    return all(map(finite, value)) if isinstance(value, (list, tuple)) else True


# Thousands of numbers in a list, as an answer without end has them, are looked at by their types alone.
_PLAIN = frozenset((int, float, complex, bool, str, bytes, type(None)))


def is_loose(*values: Any) -> bool:
    """True if a float32 array is among the values, however deep. A shorter type loses digits that are asked for."""
    for value in values:
        if isinstance(value, (np.ndarray, np.generic)):
            if value.dtype.kind == "f" and value.dtype.itemsize == 4:
                return True
        elif isinstance(value, dict):
            if is_loose(*value.values()):
                return True
        elif isinstance(value, (list, tuple)) and not _PLAIN.issuperset(map(type, value)) and is_loose(*value):
            return True
    return False


def of_one_length(got: Any, expected: Any) -> bool:
    """False for two rows of different lengths: they are not the same, and nobody has to look at what is in them."""
    return not (_is_row(got) and _is_row(expected)) or len(got) == len(expected)


def close(got: Any, expected: Any, tolerance: float) -> bool:
    """Whether two values are the same numbers in the same form."""
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(
            name in got and close(got[name], value, tolerance) for name, value in expected.items()
        )
    one, other = array(got), array(expected)
    if one is not None and other is not None:
        return near(one, other, tolerance)
    if isinstance(expected, str) and isinstance(got, str):
        return got == expected
    if isinstance(expected, np.ndarray) and expected.dtype.kind in "US":
        expected = expected.tolist()
    if isinstance(expected, (list, tuple, str)) and _is_row(got):
        return len(got) == len(expected) and all(close(a, b, tolerance) for a, b in zip(got, expected, strict=True))
    if one is not None or other is not None:
        return False
    if _is_complex(got) and _is_complex(expected):
        return _near_complex(np.asarray(got), np.asarray(expected), tolerance)
    try:
        return bool(got == expected)
    except Exception:
        return False


def _is_complex(value: Any) -> bool:
    return isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind == "c"


def _near_complex(got: np.ndarray, expected: np.ndarray, tolerance: float) -> bool:
    """The same for complex numbers: no exercise asks for them, and two mistakes that return them may be the same."""
    return near(got.real, expected.real, tolerance) and near(got.imag, expected.imag, tolerance)


def _is_row(value: Any) -> bool:
    return isinstance(value, (list, tuple, str)) or (isinstance(value, np.ndarray) and value.ndim > 0)


def near(got: np.ndarray, expected: np.ndarray, tolerance: float) -> bool:
    """Whether two arrays have one shape and the same numbers; NaN equals NaN, whole numbers must be equal."""
    return got.shape == expected.shape and not wrong(got, expected, tolerance).any()


def wrong(got: np.ndarray, expected: np.ndarray, tolerance: float) -> np.ndarray:
    """Where two arrays of one shape differ."""
    if got.dtype.kind in "iub" and expected.dtype.kind in "iub":
        differs: np.ndarray = got != expected
        return differs
    one, other = got.astype(np.float64), expected.astype(np.float64)
    with np.errstate(all="ignore"):
        size = np.abs(other)
        largest = float(np.max(size, initial=1.0, where=np.isfinite(size)))
        room = tolerance * (largest + size)
        # An infinite number has no room; it is right only where it is met exactly.
        fits = (np.abs(one - other) <= room) & np.isfinite(room)
        return np.asarray(~(fits | (one == other) | (np.isnan(one) & np.isnan(other))))
