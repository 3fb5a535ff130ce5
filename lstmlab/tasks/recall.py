"""Recall: the first symbol of a sequence is the answer at its end; everything in between is noise.

It is the sentence whose first word decides its last, without the words. A window net sees the answer only if its window
reaches back to the first symbol.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, check_dtype, check_generator, check_int, check_no_nan


def batch(
    rng: np.random.Generator, n: int, length: int, n_symbols: int, dtype: Any = np.float64
) -> tuple[Array, Array]:
    """n sequences of random symbols, each with its first symbol as the label.

    Rule: every symbol, the first and the distractors after it, is drawn from 0 .. n_symbols - 1 with equal chance and
    independently. label = first symbol. Whatever does not see the first symbol knows nothing about the label.

    Args:
        rng: decides the symbols.
        n: sequences, N.
        length: symbols in each, T.
        n_symbols: size of the alphabet, D.
        dtype: of xs.

    Returns:
        xs (T, N, D), one-hot, time first, and labels (N,), integers.

    Raises:
        ValueError: n or length below 1, or n_symbols below 2; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n, length=length)
    check_int(2, n_symbols=n_symbols)
    symbols = rng.integers(0, n_symbols, size=(length, n))
    return np.eye(n_symbols, dtype=dtype)[symbols], symbols[0]


def window(xs: Array, width: int) -> Array:
    """What a feed-forward net with a window of `width` symbols sees when it has to answer: the last `width` symbols.

    Args:
        xs: (T, N, D).
        width: symbols in the window; with width = T it reaches the first one.

    Returns:
        x (N, width * D), the symbols side by side, oldest first.

    Raises:
        ValueError: width below 1 or above T; TypeError: not an integer.
    """
    sizes = bind(xs=(xs, "T N D"))
    check_no_nan(xs=xs)
    check_int(1, width=width)
    if width > sizes["T"]:
        raise ValueError(f"width: expected at most T = {sizes['T']} symbols, got {width}")
    return xs[-width:].transpose(1, 0, 2).reshape(sizes["N"], width * sizes["D"])


def solver(xs: Array) -> Array:
    """The right answers, from the sequences alone: labels (N,).

    Raises:
        ValueError: xs is not (T, N, D) or has no steps; TypeError: not an array.
    """
    if bind(xs=(xs, "T N D"))["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    check_no_nan(xs=xs)
    labels: Array = xs[0].argmax(axis=-1)
    return labels


def chance(n_symbols: int) -> float:
    """The share of answers that a guess gets right: 1 / n_symbols.

    Raises:
        ValueError: n_symbols below 2; TypeError: not an integer.
    """
    check_int(2, n_symbols=n_symbols)
    return 1 / n_symbols
