"""Long time lags without noise: two strings that differ in their first and last symbol alone.

With p + 1 symbols a_1, ..., a_{p-1}, x, y there are two strings:

    x a_1 a_2 ... a_{p-1} x          y a_1 a_2 ... a_{p-1} y

The task is to predict the next symbol at every step. All but the last follow from the symbol before. The last one needs
the first, p steps earlier.

Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), 1735-1780, section 5.2,
task 2a.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, check_dtype, check_generator, check_int, check_no_nan


def batch(rng: np.random.Generator, n: int, p: int, dtype: Any = np.float64) -> tuple[Array, Array]:
    """n strings, each one of the two with equal chance.

    Rule: symbols are numbered a_1 = 0, ..., a_{p-1} = p - 2, x = p - 1, y = p. A string has p + 1 symbols: its first is
    x or y, then a_1 to a_{p-1} in order, then its first again. The inputs are all symbols but the last, the labels all
    but the first: labels[t] is the symbol at t + 1.

    Args:
        rng: decides between the two.
        n: strings, N.
        p: the lag between the two symbols that are equal.
        dtype: of xs.

    Returns:
        xs (p, N, p + 1), one-hot, time first, and labels (p, N), integers.

    Raises:
        ValueError: n below 1, or p below 2; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n)
    check_int(2, p=p)
    first = rng.integers(p - 1, p + 1, size=(1, n))
    between = np.repeat(np.arange(p - 1)[:, None], n, axis=1)
    symbols = np.concatenate([first, between, first])
    return np.eye(p + 1, dtype=dtype)[symbols[:-1]], symbols[1:]


def solver(xs: Array) -> Array:
    """The right answers, from the inputs alone: labels (p, N). The one at step t uses nothing after step t.

    Raises:
        ValueError: xs is not (T, N, D) or has no steps; TypeError: not an array.
    """
    if bind(xs=(xs, "T N D"))["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    check_no_nan(xs=xs)
    p = xs.shape[2] - 1
    symbols = xs.argmax(axis=-1)
    labels = np.where(symbols >= p - 1, 0, symbols + 1)
    labels[symbols == p - 2] = np.broadcast_to(symbols[0], symbols.shape)[symbols == p - 2]
    return labels


def chance() -> float:
    """The share of last symbols that a guess between x and y gets right: 1/2."""
    return 0.5
