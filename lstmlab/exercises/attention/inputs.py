"""What the two exercises on attention are given."""

import numpy as np

from lstmlab.exercises.draw import numbers


def drawn(rng, s, n, h, v, lengths=None, dtype=np.float64, size=1.0, values=1.0):
    """query (N, H), keys (S, N, H), values (S, N, V), mask (S, N): True for the first symbols of each sequence."""
    query, keys = 2 * numbers(rng, n, h), 2 * size * numbers(rng, s, n, h)
    mask = np.arange(s)[:, None] < np.array([s] * n if lengths is None else lengths)
    arrays = {"query": query, "keys": keys, "values": 2 * values * numbers(rng, s, n, v)}
    return {name: array.astype(dtype) for name, array in arrays.items()} | {"mask": mask}
