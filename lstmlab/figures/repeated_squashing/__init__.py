"""Repeated squashing: a sigmoid or tanh with a weight, applied to its own result again and again.

    y_0 = x,    y_n = f(w y_{n-1}),    dy_n/dx = product over k = 1 ... n of w f'(w y_{k-1})

This is a recurrent network of one unit without inputs, and its slope is the factor that a gradient over n steps meets.
f' is at most 1/4 for the sigmoid and at most 1 for tanh.
"""

from typing import Any

import numpy as np

from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Whole
from lstmlab.figures.runtime.even import even_tanh
from lstmlab.shapes import Array

MOST = 20
FAR = 4  # x runs from -4 to 4
GRID = tuple((k - 40) / 10 for k in range(81))


def compute(squash: str, times: int, weight: float, x: float) -> dict[str, Any]:
    """The composed function, and its value and slope at x.

    Args:
        squash: "sigmoid" or "tanh".
        times: n, how often it is applied.
        weight: w.
        x: where the slope is taken.

    Returns:
        curves: n lists (81,), y_1 to y_n at x = -4, -3.9, ... 4. lowest, highest: ends of the last one.
        values, slopes: (21,), y_k and dy_k/dx at x for k = 0 to 20. factors: (20,), w f' of each application.
        value, slope: those of k = n. steepest: the largest slope of y_n on the grid.
    """
    y, slope, curves = np.array(GRID), np.ones(len(GRID)), []
    for _ in range(times):
        y, factor = _apply(squash, weight, y)
        slope = slope * factor
        curves.append(y.tolist())
    values, slopes, factors = [x], [1.0], []
    for _ in range(MOST):
        at, factor = _apply(squash, weight, np.array(values[-1]))
        values.append(float(at))
        factors.append(float(factor))
        slopes.append(slopes[-1] * factors[-1])
    return {
        "curves": curves,
        "lowest": curves[-1][0],
        "highest": curves[-1][-1],
        "span": curves[-1][-1] - curves[-1][0],
        "values": values,
        "slopes": slopes,
        "factors": factors,
        "value": values[times],
        "slope": slopes[times],
        "steepest": float(slope.max()),
    }


def _apply(squash: str, weight: float, y: Array) -> tuple[Array, Array]:
    """f(w y) and its derivative with respect to y."""
    if squash == "tanh":
        t = even_tanh(weight * y)
        return t, weight * (1 - t * t)
    s = 0.5 * even_tanh(0.5 * (weight * y)) + 0.5
    return s, weight * (s * (1 - s))


WORDS = {
    "alt": "The curve of {function[squash]} with weight {weight:2}, applied {times:once|# times}, for x from −{far} to "
    "{far}: it rises from {lowest:3} to {highest:3}, and its largest slope is {steepest:p}. A second chart shows the "
    "slope at x on a logarithmic axis over the number of applications: {slopes[1]:p} after one, {slopes[-1]:p} after "
    "{most}. {result}",
    "function": {"sigmoid": "the sigmoid", "else": "tanh"},
    "result": "Applied {times:once|# times}, x = {x:2} becomes {value:3}, and the slope there is {slope:p}. The ends, "
    "−{far} and {far}, come out {span:p} apart.",
}


class RepeatedSquashing(Figure):
    """A squashing function applied again and again: the curve flattens, and its slope by number of applications."""

    title = "Squashed again and again"

    squash = Choice("sigmoid", "Function", options={"sigmoid": "sigmoid", "tanh": "tanh"})
    times = Whole(4, "Applied n times", low=1, high=MOST)
    weight = Number(1.0, "Weight w", low=0.1, high=4, step=0.05)
    x = Number(1.0, "Slope at x", low=-FAR, high=FAR, step=0.1)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"most": MOST, "far": FAR, "points": list(GRID)}
