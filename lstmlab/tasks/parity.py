"""Parity: is the number of ones so far even or odd? The least that a net can be asked to keep track of.

One bit of memory is enough, but each 1 has to turn it round: what becomes of the state depends on the state and on the
input together. A state that an input can only keep, fade or replace, as in a recurrence h = a h + b with a from 0 to 1
that the input alone decides, does not do that.

Source: W. Merrill, J. Petty and A. Sabharwal, "The Illusion of State in State-Space Models", ICML 2024; R. Grazzi, J.
Siems, J. Franke, A. Zela, F. Hutter and M. Pontil, "Unlocking State-Tracking in Linear RNNs Through Negative
Eigenvalues", ICLR 2025, who name parity as the task that coefficients without a minus sign do not solve.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, check_dtype, check_generator, check_int, check_no_nan


def batch(rng: np.random.Generator, n: int, length: int, dtype: Any = np.float64) -> tuple[Array, Array]:
    """n rows of bits, and the parity after each.

    Rule: the bits are 0 or 1 with equal chance. The label at step t is the sum of the bits up to t, modulo 2.

    Args:
        rng: decides the bits.
        n: sequences, N.
        length: bits in each, T.
        dtype: of xs.

    Returns:
        xs (T, N, 2), one-hot, time first, and labels (T, N), 0 or 1.

    Raises:
        ValueError: n or length below 1; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n, length=length)
    bits = rng.integers(0, 2, size=(length, n))
    return np.eye(2, dtype=dtype)[bits], bits.cumsum(axis=0) % 2


def solver(xs: Array) -> Array:
    """The right answers, from the bits alone: labels (T, N).

    Raises:
        ValueError: xs is not (T, N, 2), or has no steps; TypeError: not an array.
    """
    if bind(xs=(xs, "T N 2"))["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    check_no_nan(xs=xs)
    labels: Array = xs.argmax(axis=-1).cumsum(axis=0) % 2
    return labels


def chance() -> float:
    """The share of answers that a guess gets right: one half."""
    return 0.5
