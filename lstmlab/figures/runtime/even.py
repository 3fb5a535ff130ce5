"""Arithmetic that gives the same bits in Python and in the browser: sums, products and quotients, one at a time.

NumPy's tanh and the browser's may differ in the last bit. Where a figure shows rounding errors, or amplifies them a
million times, the two languages would then show different pictures. A continued fraction needs no tanh:

    tanh x = x / (1 + x^2 / (3 + x^2 / (5 + ...)))
"""

import numpy as np

from lstmlab.shapes import Array

DEPTH = 30  # enough for all digits up to |x| = 20, where tanh is 1


def even_tanh(x: Array) -> Array:
    """tanh of an array, in the precision of the array, by its continued fraction.

    Args:
        x: any shape, float32 or float64.
    """
    x = np.asarray(x)
    one = x.dtype.type
    square = np.minimum(x * x, one(400))
    below = np.full_like(x, 2 * DEPTH + 1)
    for k in reversed(range(DEPTH)):
        below = one(2 * k + 1) + square / below
    squashed: Array = np.where(np.abs(x) > 20, np.sign(x), x / below)
    return squashed


def even_tan(x: Array) -> Array:
    """tan of an array, in its precision, by the same fraction with minus signs; for |x| below 1.

    The complex step needs it: with t = tanh a and u = tan b,

        tanh(a + ib) = (t + iu) / (1 + itu)

    Args:
        x: any shape, float32 or float64.
    """
    x = np.asarray(x)
    one = x.dtype.type
    square = x * x
    below = np.full_like(x, 2 * DEPTH + 1)
    for k in reversed(range(DEPTH)):
        below = one(2 * k + 1) - square / below
    squashed: Array = x / below
    return squashed


def even_tanh_of(x: float) -> float:
    """`even_tanh` of one number: the same bits, faster where there is only one."""
    if abs(x) > 20:
        return 1.0 if x > 0 else -1.0
    square = x * x
    below = float(2 * DEPTH + 1)
    for k in range(DEPTH - 1, -1, -1):
        below = 2 * k + 1 + square / below
    return x / below
