"""Two time scales in one signal: a fast component that changes at every step, a slow one that is set now and then.

The fast answer is a bit from two steps ago: kept for two steps, then of no use. The slow answer is the sign of the last
mark, which may have come long ago.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.shapes import Array, bind, check_dtype, check_generator, check_int, check_no_nan


class Signal(NamedTuple):
    """xs (T, N, 1), the signal; targets (T, N, 2), fast and slow answer; known (T, N, 2), where there is one."""

    xs: Array
    targets: Array
    known: Array


# The size of a bit and that of a mark, which stand in the same signal: a value over the middle of both is a mark.
BIT, MARK = 0.5, 1.5
DELAY = 2


def batch(rng: np.random.Generator, n: int, length: int, pause: int, dtype: Any = np.float64) -> Signal:
    """n signals of one number a step.

    Rule: at each step the signal is a mark with the chance 1 / pause, otherwise a bit. A bit is -0.5 or 0.5, a mark is
    -1.5 or 1.5, with equal chances. The fast target is the sign of the signal two steps ago, a mark's too. The slow
    target is the sign of the last mark, that of this step included. Both are -1 or 1. Before step 2 there is no fast
    answer, and before the first mark no slow one: `known` is False there, and the target 0.

    Args:
        rng: decides the signal.
        n: signals, N.
        length: steps in each, T.
        pause: steps from mark to mark, on average.
        dtype: of xs and targets.

    Returns:
        `Signal`.

    Raises:
        ValueError: n, length or pause below 1; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n, length=length, pause=pause)
    signs = rng.choice((-1.0, 1.0), size=(length, n))
    marks = rng.random((length, n)) < 1 / pause
    xs = np.where(marks, MARK, BIT) * signs
    targets = solver(xs[..., None])
    return Signal(xs[..., None].astype(dtype), targets.astype(dtype), targets != 0)


def solver(xs: Array) -> Array:
    """What can be known, from the signal alone: targets (T, N, 2); the answers at a step use nothing after it.

    Raises:
        ValueError: xs is not (T, N, D) or has no steps; TypeError: not an array.
    """
    if bind(xs=(xs, "T N D"))["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    check_no_nan(xs=xs)
    signal = xs[..., 0]
    fast = np.zeros_like(signal)
    fast[DELAY:] = np.sign(signal[:-DELAY])
    marks = np.abs(signal) > (BIT + MARK) / 2
    last = np.maximum.accumulate(np.where(marks, np.arange(len(signal))[:, None], -1), axis=0)
    slow = np.where(last >= 0, np.take_along_axis(np.sign(signal), np.maximum(last, 0), axis=0), 0)
    return np.stack([fast, slow], axis=-1)


def chance() -> float:
    """The share of signs that a guess gets right, fast or slow: 1/2. Its mean squared error is 1, that of saying 0."""
    return 0.5
