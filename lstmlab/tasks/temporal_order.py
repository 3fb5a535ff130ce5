"""Temporal order: two marked symbols far apart in noise; the answer is which came in which order.

Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), 1735-1780, section 5.6,
task 6a: sequences of 100 to 110 symbols, the marked ones at steps 10 to 20 and 50 to 60. Here T is the same for all
sequences of a batch, and the places grow with it.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, whole

SYMBOLS = "EBXYabcd"


def batch(rng: np.random.Generator, n: int, length: int, dtype: Any = np.float64) -> tuple[Array, Array]:
    """n sequences, each with the class of its two marked symbols.

    Rule: the first symbol is E, the last one B. Two symbols are X or Y with equal chance: one at a step drawn from
    T // 10, ..., T // 5, the other from T // 2, ..., 3 T // 5. All others are drawn from a, b, c, d. The label counts
    the orders: 0 for X, X; 1 for X, Y; 2 for Y, X; 3 for Y, Y.

    Args:
        rng: decides the symbols.
        n: sequences, N.
        length: symbols in each, T.
        dtype: of xs.

    Returns:
        xs (T, N, 8), one-hot in the order of `SYMBOLS`, time first, and labels (N,), 0 to 3.

    Raises:
        ValueError: n below 1, or length below 10; TypeError: not whole numbers.
    """
    whole(1, n=n)
    whole(10, length=length)
    symbols = rng.integers(4, 8, size=(length, n))
    symbols[0], symbols[-1] = 0, 1
    early = rng.integers(length // 10, length // 5 + 1, size=n)
    late = rng.integers(length // 2, 3 * length // 5 + 1, size=n)
    marked = rng.integers(0, 2, size=(2, n))
    each = np.arange(n)
    symbols[early, each], symbols[late, each] = 2 + marked[0], 2 + marked[1]
    return np.eye(8, dtype=dtype)[symbols], 2 * marked[0] + marked[1]


def solver(xs: Array) -> Array:
    """The right answers, from the sequences alone: labels (N,).

    Raises:
        ValueError: xs is not (T, N, D), or a sequence has not two marked symbols; TypeError: not an array.
    """
    bind(xs=(xs, "T N D"))
    symbols = xs.argmax(axis=-1)
    marked = (symbols == 2) | (symbols == 3)
    if (marked.sum(axis=0) != 2).any():
        raise ValueError("xs: expected two of X and Y in every sequence")
    first, second = (symbols.T[marked.T] - 2).reshape(-1, 2).T
    return 2 * first + second


def chance() -> float:
    """The share of answers that a guess gets right: 1/4."""
    return 0.25
