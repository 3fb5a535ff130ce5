"""Numbers for cases: about 0.5 in size, because smaller weights shrink some wrong answers to nothing."""

import numpy as np

from lstmlab.shapes import Array


def numbers(rng: np.random.Generator, *shape: int, dtype: type = np.float64) -> Array:
    """Normal random numbers with a standard deviation of 0.5."""
    return (0.5 * rng.normal(size=shape)).astype(dtype)
