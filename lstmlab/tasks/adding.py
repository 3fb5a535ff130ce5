"""The adding problem: two of many numbers are marked, and their sum is asked for at the end.

A task with real values that have to be kept exactly, while unmarked ones pass by and must not disturb them.

Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), 1735-1780, section 5.4.
There the length varies between T and 1.1 T from sequence to sequence; here all sequences of a batch are equally long.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, check_dtype, check_generator, check_int, check_no_nan

# An answer is right if it is nearer than this to the target: that of the source.
TOLERANCE = 0.04


def batch(rng: np.random.Generator, n: int, length: int, dtype: Any = np.float64) -> tuple[Array, Array]:
    """n sequences of pairs (value, marker), with one target each.

    Rule: values are drawn from [-1, 1], uniformly and independently. The marker is 1 at two steps, -1 at the first and
    the last step, and 0 elsewhere. The first marked step is drawn from 0, ..., min(10, T // 2) - 1; the second from 0,
    ..., T // 2 - 1 without the first. Where step 0 is one of the two, its marker is 1 and its value counts; otherwise
    no value of an unmarked step matters. With the marked values X_1 and X_2

        target = 0.5 + (X_1 + X_2) / 4

    Args:
        rng: decides values and markers.
        n: sequences, N.
        length: pairs in each, T.
        dtype: of xs and targets.

    Returns:
        xs (T, N, 2), value and marker, time first, and targets (N, 1), between 0 and 1.

    Raises:
        ValueError: n below 1, or length below 4; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n)
    check_int(4, length=length)
    values = rng.uniform(-1, 1, size=(length, n))
    markers, marked = mark(rng, n, length)
    targets = 0.5 + np.take_along_axis(values, marked, axis=0).sum(axis=0) / 4
    return np.stack([values, markers], axis=-1).astype(dtype), targets[:, None].astype(dtype)


def mark(rng: np.random.Generator, n: int, length: int) -> tuple[Array, Array]:
    """The markers of `batch`, for tasks that are marked in the same way.

    Args:
        rng: decides which steps are marked.
        n: sequences, N.
        length: steps in each, T.

    Returns:
        markers (T, N), and the marked steps (2, N) of each sequence.

    Raises:
        ValueError, TypeError: as in `batch`.
    """
    check_generator(rng=rng)
    check_int(1, n=n)
    check_int(4, length=length)
    half = length // 2
    first = rng.integers(0, min(10, half), size=n)
    second = rng.integers(0, half - 1, size=n)
    second += second >= first  # every step but the first marked one, with equal chance
    each = np.arange(n)
    markers = np.zeros((length, n))
    markers[0] = markers[-1] = -1
    markers[first, each] = markers[second, each] = 1
    return markers, np.stack([first, second])


def right(outputs: Array, targets: Array) -> Array:
    """Which outputs (N, 1) are nearer than `TOLERANCE` to their targets: (N, 1) of True and False.

    Raises:
        ValueError: shapes that differ (they are never broadcast); TypeError: not arrays.
    """
    bind(outputs=(outputs, "N 1"), targets=(targets, "N 1"))
    right: Array = np.abs(outputs - targets) < TOLERANCE
    return right


def solver(xs: Array) -> Array:
    """The right answers, from the sequences alone: targets (N, 1).

    Raises:
        ValueError: xs is not (T, N, D) or has no steps; TypeError: not an array.
    """
    if bind(xs=(xs, "T N D"))["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    check_no_nan(xs=xs)
    values, markers = xs[..., 0], xs[..., 1]
    targets: Array = (0.5 + np.where(markers == 1, values, 0).sum(axis=0) / 4)[:, None].astype(xs.dtype)
    return targets


def chance() -> float:
    """The share of answers that are right for who always says 0.5, the best constant.

    X_1 + X_2 is distributed as a triangle over [-2, 2]; |X_1 + X_2| < 0.16 has the probability 1 - (1 - 0.08)^2.
    """
    return 1 - (1 - 2 * TOLERANCE) ** 2
