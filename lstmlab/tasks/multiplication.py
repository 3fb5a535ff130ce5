"""The multiplication problem: two of many numbers are marked, and their product is asked for at the end.

It looks like `lstmlab.tasks.adding` and is marked in the same way. A sum could be gathered on the way, by adding what
is marked. Of a product the first factor has to be kept by itself until the second one comes.

Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), 1735-1780, section 5.5.
There the length varies between T and 1.1 T from sequence to sequence; here all sequences of a batch are equally long.
"""

import math
from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, check_dtype, check_generator, check_int, check_no_nan
from lstmlab.tasks import adding

# As for sums: `lstmlab.tasks.adding`.
TOLERANCE = adding.TOLERANCE
right = adding.right


def batch(rng: np.random.Generator, n: int, length: int, dtype: Any = np.float64) -> tuple[Array, Array]:
    """n sequences of pairs (value, marker), with one target each.

    Rule: values are drawn from [0, 1], uniformly and independently. The markers are those of
    `lstmlab.tasks.adding.batch`. With the marked values X_1 and X_2

        target = X_1 X_2

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
    values = rng.uniform(0, 1, size=(length, n))
    markers, marked = adding.mark(rng, n, length)
    targets = np.take_along_axis(values, marked, axis=0).prod(axis=0)
    return np.stack([values, markers], axis=-1).astype(dtype), targets[:, None].astype(dtype)


def solver(xs: Array) -> Array:
    """The right answers, from the sequences alone: targets (N, 1).

    Raises:
        ValueError: xs is not (T, N, D) or has no steps; TypeError: not an array.
    """
    if bind(xs=(xs, "T N D"))["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    check_no_nan(xs=xs)
    values, markers = xs[..., 0], xs[..., 1]
    targets: Array = np.where(markers == 1, values, 1).prod(axis=0)[:, None].astype(xs.dtype)
    return targets


def chance() -> float:
    """The share of answers that are right for who always says 0.04, the best constant.

    Small products are the most frequent: the density of X_1 X_2 at z is -ln z. The answer 0.04 is right wherever the
    product is below 0.08, which has the probability 0.08 (1 - ln 0.08).
    """
    most = 2 * TOLERANCE
    return most * (1 - math.log(most))
