"""Latch: keep one bit, told in the first step, over many steps of noise.

The smallest task in which something has to be kept: one number in, one bit out. Unlike in `lstmlab.tasks.recall`, the
noise does not look like what is to be kept: it is smaller. A unit that latches needs no gate for it, only two stable
states.

Source: Y. Bengio, P. Simard and P. Frasconi, "Learning Long-Term Dependencies with Gradient Descent is Difficult", IEEE
Transactions on Neural Networks 5 (1994), 157-166. There the first L steps are free inputs that are learnt for each
class; here the bit is given by the sign of the first input.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, check_dtype, check_generator, check_int, check_no_nan, check_not_negative


def batch(
    rng: np.random.Generator, n: int, length: int, noise: float = 0.2, dtype: Any = np.float64
) -> tuple[Array, Array]:
    """n sequences of one input: a bit, then noise.

    Rule: label = 0 or 1 with equal chance; x_0 = 2 label - 1, that is -1 or 1; x_t for t = 1, ..., T - 1 is drawn from
    the normal distribution with mean 0 and standard deviation `noise`, independently.

    Args:
        rng: decides bits and noise.
        n: sequences, N.
        length: steps in each, T.
        noise: standard deviation; 0 makes the steps after the first silent.
        dtype: of xs.

    Returns:
        xs (T, N, 1), time first, and labels (N,), 0 or 1.

    Raises:
        ValueError: n or length below 1, or noise below 0; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n, length=length)
    check_not_negative(noise=noise)
    labels = rng.integers(0, 2, size=n)
    xs = noise * rng.normal(size=(length, n, 1))
    xs[0, :, 0] = 2 * labels - 1
    return xs.astype(dtype), labels


def solver(xs: Array) -> Array:
    """The right answers, from the sequences alone: labels (N,).

    Raises:
        ValueError: xs is not (T, N, D) or has no steps; TypeError: not an array.
    """
    if bind(xs=(xs, "T N D"))["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    check_no_nan(xs=xs)
    return (xs[0, :, 0] > 0).astype(int)


def chance() -> float:
    """The share of answers that a guess gets right: 1/2."""
    return 0.5
