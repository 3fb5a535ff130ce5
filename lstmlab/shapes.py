"""Shapes in letters: T steps, N sequences, D inputs, H hidden units, K outputs.

Every public function says which letters it expects. `bind` compares them with the arrays received, and its message
speaks in the same letters as the docstrings: "W_h: expected (H, H) = (4, 4), got (3, 4)". `check_int`, `check_positive`
and `check_one_of` do the same for counts, rates and options.
"""

import functools
import math
import operator
import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

Array = np.ndarray

# The largest int64.
_MOST = 2**63 - 1

# A letter, a number, or a number of packed gates: "H", "1", "4H".
_GATES = re.compile(r"(\d+)([A-Z])")


def describe(letters: str, sizes: dict[str, int]) -> str:
    """Letters and, where they are known, their sizes: `describe("N H", {"N": 3, "H": 4})` is "(N, H) = (3, 4)"."""
    text = _tuple(letters.split())
    known = [gates * sizes.get(letter, 1) for gates, letter in _axes(letters) if not letter or letter in sizes]
    if known and len(known) == len(_axes(letters)):
        text += " = " + _tuple(known)
    return text


def bind(sizes: dict[str, int] | None = None, /, **arguments: tuple[Any, str]) -> dict[str, int]:
    """Compare each argument's shape with its letters and return the size of every letter.

    Args:
        sizes: letters that are already known.
        arguments: name=(array, letters), such as `x=(x, "N D")`. A number instead of a letter is a fixed size; a
            number and a letter are gates packed side by side: "H 4H" is the W_h of an LSTM.

    Returns:
        The size of each letter seen.

    Raises:
        TypeError: an argument is not an array of floating-point (or complex) numbers, or float32 and float64 are mixed:
            integers would be promoted too, in a precision that nobody chose.
        ValueError: a shape does not fit; the message names the argument, the value received and what was expected.
    """
    return _bind(sizes, arguments, "fc")


def bind_any(sizes: dict[str, int] | None = None, /, **arguments: tuple[Any, str]) -> dict[str, int]:
    """The same where integers and True and False are welcome: labels, codes of symbols, masks."""
    return _bind(sizes, arguments, "fciub")


def _bind(sizes: dict[str, int] | None, arguments: dict[str, tuple[Any, str]], kinds: str) -> dict[str, int]:
    sizes = dict(sizes or {})
    precisions: dict[Any, str] = {}
    for name, (value, letters) in arguments.items():
        dtype = getattr(value, "dtype", None)
        if dtype is None or dtype.kind not in kinds:
            shape = _tuple(letters.split())
            if dtype is not None and dtype.kind in "iub":
                advice = "convert it with .astype(np.float64)"
                raise TypeError(f"{name}: expected floating-point numbers {shape}, got dtype {dtype}; {advice}")
            raise TypeError(f"{name}: expected a NumPy array of numbers with shape {shape}, got {_kind(value)}")
        if dtype.kind == "f":
            precisions.setdefault(dtype, name)
        axes = _axes(letters)
        shape = value.shape
        fits = len(shape) == len(axes)
        if fits:
            for (gates, letter), size in zip(axes, shape, strict=True):
                if not letter:
                    fits = fits and size == gates
                elif letter in sizes:
                    fits = fits and size == gates * sizes[letter]
                elif size % gates == 0:
                    sizes[letter] = size // gates
                else:
                    fits = False
        if not fits:
            raise ValueError(
                f"{name}: expected {describe(letters, sizes)}, got {_tuple(shape)}{_gate_count(letters, shape, sizes)}"
            )
    if len(precisions) > 1:
        (one, first), (other, second) = list(precisions.items())[:2]
        raise TypeError(f"{second}: expected {one} like {first}, got {other}; convert one of them with .astype()")
    return sizes


def check_int(minimum: int, **counts: Any) -> None:
    """Say so if a count is not an integer of at least `minimum`: `check_int(1, n_hidden=n_hidden)`.

    Raises:
        TypeError: not an integer (True and 2.0 are none); ValueError: too small, or more than an array can count.
    """
    for name, value in counts.items():
        try:
            count = operator.index(value)
        except TypeError:
            raise TypeError(f"{name}: expected an integer, got {value!r}") from None
        if isinstance(value, (bool, np.bool_)):
            raise TypeError(f"{name}: expected an integer, got {value!r}")
        if count < minimum:
            raise ValueError(f"{name}: expected at least {minimum}, got {count}")
        if count > _MOST:
            raise ValueError(f"{name}: expected at most {_MOST}, got {count}")


def check_positive(**numbers: Any) -> None:
    """Say so if a number is not finite and above zero: `check_positive(learning_rate=0.1)`.

    Raises:
        TypeError: not a real number; ValueError: zero, negative, NaN or infinite.
    """
    _numbers(numbers, "a number above 0", lambda value: value > 0 and math.isfinite(value))


def check_not_negative(**numbers: Any) -> None:
    """Say so if a number is below zero or not finite: `check_not_negative(l2=1e-4)`. Errors as in `check_positive`."""
    _numbers(numbers, "a number from 0 on", lambda value: value >= 0 and math.isfinite(value))


def check_fraction(**numbers: Any) -> None:
    """Say so if a number is not from 0 to below 1: `check_fraction(momentum=0.9)`. Errors: as in `check_positive`."""
    _numbers(numbers, "a number from 0 to below 1", lambda value: 0 <= value < 1)


def check_finite(**numbers: Any) -> None:
    """Say so if a number is NaN or infinite: `check_finite(w_h=2.0)`. Errors as in `check_positive`."""
    _numbers(numbers, "a finite number", math.isfinite)


def check_text(**texts: Any) -> None:
    """Say so if a text is none: `check_text(symbols="BTXSE")`.

    Raises:
        TypeError: not a string.
    """
    for name, value in texts.items():
        if not isinstance(value, str):
            raise TypeError(f"{name}: expected a string, got {_kind(value)}")


def check_function(**functions: Any) -> None:
    """Say so if a function is none: `check_function(loss=losses.mse)`.

    Raises:
        TypeError: nothing that can be called.
    """
    for name, value in functions.items():
        if not callable(value):
            raise TypeError(f"{name}: expected a function, got {_kind(value)}")


def check_dtype(**dtypes: Any) -> None:
    """Say so if a precision is neither float64 nor float32: `check_dtype(dtype=np.float32)`.

    Raises:
        ValueError: another one, or none that NumPy knows.
    """
    for name, value in dtypes.items():
        try:
            dtype = np.dtype(value)
        except TypeError:
            raise ValueError(f"{name}: expected float64 or float32, got {value!r}") from None
        if dtype not in (np.dtype(np.float64), np.dtype(np.float32)):
            raise ValueError(f"{name}: expected float64 or float32, got {dtype}")


def check_any_dtype(**dtypes: Any) -> None:
    """Say so if something is no type of NumPy's: for what is as good in integers. Errors: a ValueError."""
    for name, value in dtypes.items():
        try:
            np.dtype(value)
        except TypeError:
            raise ValueError(f"{name}: expected one of NumPy's types, such as float64, got {value!r}") from None


def check_no_nan(**arrays: Any) -> None:
    """Say so if there is NaN in an array: where a comparison or a largest one would hide it.

    Raises:
        ValueError: the message says where.
    """
    for name, value in arrays.items():
        if value.dtype.kind == "f" and np.isnan(value).any():
            place = tuple(int(k) for k in np.argwhere(np.isnan(value))[0])
            raise ValueError(f"{name}: expected numbers, got NaN at {_tuple(place)}")


def as_codes(**codes: Any) -> Array:
    """One row of whole numbers, such as codes of symbols, as an array (T,).

    Raises:
        TypeError: other than integers; ValueError: more axes than one, or none.
    """
    ((name, value),) = codes.items()
    found = np.asarray(value)
    if found.dtype.kind not in "iu" and not (found.size == 0 and found.ndim == 1 and not hasattr(value, "dtype")):
        raise TypeError(f"{name}: expected integers, got {_kind(value)}")
    if found.ndim != 1:
        raise ValueError(f"{name}: expected (T,), a row of integers, got shape {found.shape}")
    return found


def as_numbers(**values: Any) -> Array:
    """Real numbers, in a list or an array of any shape, as an array of float64.

    Raises:
        TypeError: something among them is no number.
    """
    ((name, value),) = values.items()
    try:
        found = np.asarray(value)
        if found.dtype.kind not in "fiubO" or any(one is None or isinstance(one, (str, bytes)) for one in found.flat):
            raise ValueError
        return found.astype(np.float64)
    except (ValueError, TypeError):
        raise TypeError(f"{name}: expected numbers, got {_kind(value)}") from None


def check_generator(**generators: Any) -> None:
    """Say so if what decides random numbers is no generator: `check_generator(rng=rng)`.

    Raises:
        TypeError: a seed, None, or the module np.random itself.
    """
    for name, value in generators.items():
        if not isinstance(value, np.random.Generator):
            kind = type(value).__name__
            raise TypeError(f"{name}: expected a generator from np.random.default_rng(seed), got {kind}")


def check_one_of(options: Iterable[str], **choices: Any) -> None:
    """Say so if a choice is none of the options: `check_one_of(("sum", "mean"), reduction=reduction)`.

    Raises:
        ValueError: the message names the value received and all that is possible.
    """
    expected = [repr(option) for option in options]
    for name, value in choices.items():
        if repr(value) not in expected:
            raise ValueError(f"{name}: expected {' or '.join(expected)}, got {value!r}")


def check_fields(expected: Any, /, **values: Any) -> None:
    """Say so if a NamedTuple has other parts than expected: `check_fields(State, state=state)`, a GRU's for an LSTM.

    Raises:
        TypeError: the message names the parts received and those that were expected.
    """
    for name, value in values.items():
        if getattr(value, "_fields", None) != expected._fields:
            kind = f"{type(value).__name__}{_tuple(value._fields)}" if hasattr(value, "_fields") else _kind(value)
            raise TypeError(f"{name}: expected {expected.__name__}{_tuple(expected._fields)}, got {kind}")


def _numbers(numbers: dict[str, Any], expected: str, fits: Callable[[Any], bool]) -> None:
    for name, value in numbers.items():
        if not isinstance(value, (int, float, np.integer, np.floating)) or isinstance(value, bool):
            raise TypeError(f"{name}: expected {expected}, got {value!r}")
        if not fits(value):
            raise ValueError(f"{name}: expected {expected}, got {value}")


@functools.cache
def _axes(letters: str) -> list[tuple[int, str]]:
    """Each axis as a number of gates and a letter: "N 4H 1" is [(1, "N"), (4, "H"), (1, "")]."""
    axes = []
    for axis in letters.split():
        gates = _GATES.fullmatch(axis)
        axes.append((int(gates[1]), gates[2]) if gates else (int(axis), "") if axis.isdigit() else (1, axis))
    return axes


def _gate_count(letters: str, shape: tuple[Any, ...], sizes: dict[str, int]) -> str:
    """Where the last axis holds another number of gates than expected: how many."""
    axes = _axes(letters)
    gates, letter = axes[-1] if axes and len(axes) == len(shape) else (1, "")
    n_hidden = sizes.get(letter, 0)
    if gates == 1 or n_hidden == 0 or shape[-1] % n_hidden or shape[-1] == gates * n_hidden:
        return ""
    return f": {shape[-1] // n_hidden} gates of H = {n_hidden} where this cell has {gates}"


def _kind(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of dtype {value.dtype}"
    return f"{type(value).__name__}"


def _tuple(items: Any) -> str:
    items = [str(item) for item in items]
    return f"({items[0]},)" if len(items) == 1 else "(" + ", ".join(items) + ")"
