"""Intervals: how far a result from a few seeds can be trusted."""

from typing import NamedTuple

import numpy as np

from lstmlab.shapes import Array, as_numbers, check_int

# The 97.5 % point of the normal distribution: 95 % of it lie within so many standard deviations.
_Z = 1.959963984540054


class Interval(NamedTuple):
    """A value with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(successes: int, n: int) -> Interval:
    """A rate of success k / n with its Wilson interval, which also holds for 0 of n and n of n.

        centre = (k/n + z^2/(2n)) / (1 + z^2/n)
        half   = z sqrt(k/n (1 - k/n)/n + z^2/(4n^2)) / (1 + z^2/n),    z = 1.96

    Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the
    American Statistical Association 22 (1927), 209-212.

    Args:
        successes: k, from 0 to n.
        n: trials, such as seeds.

    Raises:
        ValueError: no trials, or k outside 0 to n; TypeError: not an integer.
    """
    check_int(1, n=n)
    check_int(0, successes=successes)
    if successes > n:
        raise ValueError(f"successes: expected a number from 0 to n = {n}, got {successes}")
    rate, z2 = successes / n, _Z * _Z
    centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * np.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # At the ends the formula gives 0 and 1 up to rounding.
    low, high = 0.0 if successes == 0 else centre - half, 1.0 if successes == n else centre + half
    return Interval(rate, float(low), float(high))


def bootstrap(values: Array, n_resamples: int = 2000, seed: int = 0) -> Interval:
    """The mean of a few results with its 95 % bootstrap interval: the middle of the means of samples drawn from them.

    The same values give the same interval, because the draws have a seed of their own.

    Source: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", Chapman & Hall (1993), chapter 13
    (percentile interval).

    Args:
        values: (n,), one a seed.
        n_resamples: samples drawn.
        seed: of the draws.

    Raises:
        ValueError: no values, more than one axis, or values that are not finite.
    """
    values = as_numbers(values=values)
    check_int(1, n_resamples=n_resamples)
    check_int(0, seed=seed)
    if values.ndim != 1 or values.size == 0:
        raise ValueError(f"values: expected (n,) with at least one value, got shape {values.shape}")
    if not np.isfinite(values).all():
        raise ValueError(f"values: expected finite numbers, got {values[~np.isfinite(values)][0]}")
    rng = np.random.default_rng(seed)
    means = values[rng.integers(0, values.size, size=(n_resamples, values.size))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(values.mean()), float(low), float(high))
