"""One tanh unit that sees a single input and is then alone with its past: its run, and where it can rest.

    h_t = tanh(w_x x_t + w_h h_{t-1} + b),    h_0 = 0,    x_1 given,    x_2 = x_3 = ... = 0

Source: Y. Bengio, P. Simard and P. Frasconi, "Learning Long-Term Dependencies with Gradient Descent Is Difficult", IEEE
Trans. Neural Networks 5 (1994), 157-166, section III.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lstmlab.shapes import check_finite, check_int

# Enough to halve an interval of length 2 down to neighbouring numbers.
_HALVINGS = 64

# A derivative this close to 1 or -1 is called neither stable nor unstable.
_EDGE = 1e-9


class FixedPoint(NamedTuple):
    """A value h that the map h -> tanh(w_h h + b) leaves as it is.

    derivative: of the map there, w_h (1 - h^2). kind: "stable" where |derivative| < 1, so that the unit returns after a
    small push, "unstable" where |derivative| > 1, "edge" between them.
    """

    h: float
    derivative: float
    kind: str


def run(first: float, w_x: float, w_h: float, b: float, n_steps: int) -> list[float]:
    """h_0 to h_T after a first input, T = n_steps; n_steps + 1 values.

    Args:
        first: x_1.
        w_x, w_h, b: weight of the input, weight of the unit's own past, bias.
        n_steps: T.

    Raises:
        ValueError: a number that is not finite, n_steps below 0; TypeError: no numbers.
    """
    check_finite(first=first, w_x=w_x, w_h=w_h, b=b)
    check_int(0, n_steps=n_steps)
    hs = [0.0]
    for t in range(n_steps):
        hs.append(float(np.tanh(w_x * (first if t == 0 else 0.0) + w_h * hs[-1] + b)))
    return hs


def fixed_points(w_h: float, b: float) -> list[FixedPoint]:
    """All h with tanh(w_h h + b) = h, ascending.

    The difference g(h) = tanh(w_h h + b) - h turns at most twice, where its derivative w_h (1 - tanh^2) - 1 is zero.
    Between the turning points it only rises or only falls, so that each piece holds at most one crossing.

    Raises:
        ValueError: a number that is not finite; TypeError: no numbers.
    """
    check_finite(w_h=w_h, b=b)

    def g(h: float) -> float:
        return float(np.tanh(w_h * h + b)) - h

    edges = [-1.0, 1.0]
    if w_h > 1:
        turn = float(np.arctanh(np.sqrt(1 - 1 / w_h)))
        inner = [(-turn - b) / w_h, (turn - b) / w_h]
        edges = [-1.0, *(h for h in inner if -1 < h < 1), 1.0]
    found: list[float] = []
    for low, high in pairwise(edges):
        h = _bisect(g, low, high)
        if h is not None and h not in found:
            found.append(h)
    return [_fixed_point(h, w_h) for h in found]


def _fixed_point(h: float, w_h: float) -> FixedPoint:
    derivative = w_h * (1 - h * h)
    excess = abs(derivative) - 1
    kind = "edge" if abs(excess) < _EDGE else "stable" if excess < 0 else "unstable"
    return FixedPoint(h, derivative, kind)


def _bisect(g: Callable[[float], float], low: float, high: float) -> float | None:
    """The zero of g between low and high, or None where g has one sign there. g rises or falls all the way."""
    at_low, at_high = g(low), g(high)
    if at_low == 0 or at_high == 0:
        return low if at_low == 0 else high
    if (at_low > 0) == (at_high > 0):
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        value = g(middle)
        if value == 0:
            return middle
        if (value > 0) == (at_low > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2
