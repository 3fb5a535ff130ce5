"""What the exercises on scans are given."""

import numpy as np

from lstmlab.exercises.draw import numbers


def maps(rng, *shape, dtype=np.float64, size=1.0):
    """The a and b of affine maps. An a is from 0.2 to 1, and may be negative: none is so small that it hides b."""
    a = rng.uniform(0.2, 1, size=shape) * rng.choice([-1.0, 1.0, 1.0], size=shape)
    return a.astype(dtype), (2 * size * numbers(rng, *shape)).astype(dtype)
