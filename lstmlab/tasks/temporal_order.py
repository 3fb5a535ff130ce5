"""Temporal order: two or three marked symbols far apart in noise; the answer is which came in which order.

Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), 1735-1780, section 5.6:
sequences of 100 to 110 symbols. In task 6a two are marked, at steps 10 to 20 and 50 to 60, in task 6b three, at steps
10 to 20, 33 to 43 and 66 to 76. Here T is the same for all sequences of a batch, and the places grow with it.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, check_dtype, check_generator, check_int, check_no_nan

SYMBOLS = "EBXYabcd"
# The first and the last step, in hundredths of T, at which each of the marked symbols may stand.
PLACES = {2: ((10, 20), (50, 60)), 3: ((10, 20), (33, 43), (66, 76))}


def batch(
    rng: np.random.Generator, n: int, length: int, dtype: Any = np.float64, marked: int = 2
) -> tuple[Array, Array]:
    """n sequences, each with the class of its marked symbols.

    Rule: the first symbol is E, the last one B. The marked symbols are X or Y with equal chance. Each stands at a step
    drawn from its places: of two, T // 10, ..., T // 5 and T // 2, ..., 3 T // 5; of three, 10 to 20, 33 to 43 and 66
    to 76 hundredths of T, rounded down. All others are drawn from a, b, c, d. The label is the binary number that the
    marked symbols write with X = 0 and Y = 1: 0 for X, X; 1 for X, Y; 2 for Y, X; 3 for Y, Y.

    Args:
        rng: decides the symbols.
        n: sequences, N.
        length: symbols in each, T.
        dtype: of xs.
        marked: how many symbols are marked, 2 or 3.

    Returns:
        xs (T, N, 8), one-hot in the order of `SYMBOLS`, time first, and labels (N,), 0 to 3, or 0 to 7 for three.

    Raises:
        ValueError: n below 1, length below 10, or marked neither 2 nor 3; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n)
    check_int(10, length=length)
    _known(marked)
    symbols = rng.integers(4, 8, size=(length, n))
    symbols[0], symbols[-1] = 0, 1
    places = [rng.integers(low * length // 100, high * length // 100 + 1, size=n) for low, high in PLACES[marked]]
    bits = rng.integers(0, 2, size=(marked, n))
    symbols[places, np.arange(n)] = 2 + bits
    return np.eye(8, dtype=dtype)[symbols], _number(bits)


def solver(xs: Array) -> Array:
    """The right answers, from the sequences alone: labels (N,).

    Raises:
        ValueError: xs is not (T, N, D), or its sequences have not two marked symbols each, or three; TypeError: not an
            array.
    """
    bind(xs=(xs, "T N D"))
    check_no_nan(xs=xs)
    symbols = xs.argmax(axis=-1)
    found = (symbols == 2) | (symbols == 3)
    counts = found.sum(axis=0)
    if not any((counts == marked).all() for marked in PLACES):
        raise ValueError("xs: expected two of X and Y in every sequence, or three in every one")
    return _number((symbols.T[found.T] - 2).reshape(len(counts), -1).T)


def chance(marked: int = 2) -> float:
    """The share of answers that a guess gets right: 1/4 for two marked symbols, 1/8 for three.

    Raises:
        ValueError: marked is neither 2 nor 3.
    """
    _known(marked)
    return 0.5**marked


def _number(bits: Array) -> Array:
    """Bits (marked, N), the first one the largest, as integers (N,)."""
    labels: Array = (bits * 2 ** np.arange(len(bits))[::-1, None]).sum(axis=0)
    return labels


def _known(marked: int) -> None:
    if marked not in PLACES:
        raise ValueError(f"marked: expected 2 or 3, got {marked!r}")
