"""Inputs of the exercises about other libraries: the weights of one LSTM, the four gates side by side."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case


def packed_cases(rng, *names):
    """Cases whose weights for the input, weights for the state and bias bear these three names."""
    for label, d, h, dtype in (
        ("random numbers", 3, 5, np.float64),
        ("float32 numbers", 5, 2, np.float32),
        ("more inputs than hidden units", 7, 2, np.float64),
        ("as many inputs as hidden units", 4, 4, np.float64),
        ("as many inputs as columns", 8, 2, np.float64),
        ("one input and one hidden unit", 1, 1, np.float64),
    ):
        shapes = ((d, 4 * h), (h, 4 * h), (4 * h,))
        yield Case({name: numbers(rng, *shape, dtype=dtype) for name, shape in zip(names, shapes, strict=True)}, label)
    for size, label in ((1e6, "weights of millions"), (1e-5, "tiny weights")):
        shapes = ((3, 8), (2, 8), (8,))
        yield Case({name: size * numbers(rng, *shape) for name, shape in zip(names, shapes, strict=True)}, label)


def reordered(*names):
    """What makes a function that brings the gates of these arrays into another order: an edit of its `return`."""
    arrays = ", ".join(names)

    def way(order):
        lines = f"""import numpy as np

    def ordered(one):
        i, f, g, o = np.split(one, 4, axis=-1)
        return np.concatenate([{", ".join(order)}], axis=-1)

    {arrays} = (ordered(one) for one in ({arrays}))
    return """
        return (("return ", lines),)

    return way
