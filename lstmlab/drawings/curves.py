"""Curves that a course on recurrent nets needs before anything else: the squashing functions and their derivatives."""

import math
from collections.abc import Callable

from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import number as plain
from lstmlab.drawings.pen import path, points, words
from lstmlab.gates import sigmoid

ZERO, SCALE, UNIT = 118, 70, 36  # height of the axis, units of a height of 1 and of a width of 1
MIDDLE, LARGEST = 166, 4.2
Curve = Callable[[float], float]


def _sigmoid(a: float) -> float:
    return float(sigmoid(a))


def _slope_of_tanh(a: float) -> float:
    return 1 - math.tanh(a) ** 2


def _slope_of_sigmoid(a: float) -> float:
    return _sigmoid(a) * _sigmoid(-a)


EACH: dict[str, Curve] = {"tanh": math.tanh, "sigmoid": _sigmoid}
SLOPE: dict[str, Curve] = {"tanh": _slope_of_tanh, "sigmoid": _slope_of_sigmoid}


def squashing_functions() -> Drawing:
    """tanh and the sigmoid, each with its derivative."""
    panels, alt = [], []
    for name, function in EACH.items():
        low, high, top = (plain(each) for each in (round(function(-40)), round(function(40)), SLOPE[name](0)))
        panels.append(Panel(name, _plane(name, low, high, top), 204))
        alt.append(
            f"{name}: a curve that rises from {low} on the left through {plain(function(0))} at 0 to {high} on the "
            f"right. Its derivative, dashed, is a hill of height {top} at 0, and nearly 0 at both ends."
        )
    return Drawing(
        panels,
        alt,
    )


def _plane(name: str, low: str, high: str, top: str) -> str:
    axes = path(f"M4,{ZERO}H334M{MIDDLE},34V200", "quiet", 1)
    a = [k / 10 for k in range(-42, 43)]
    marks = [
        axes,
        path(
            points((MIDDLE + UNIT * x, ZERO - SCALE * y) for x, y in _course(SLOPE[name], a)),
            "gradient",
            2,
            dashed=True,
        ),
        path(points((MIDDLE + UNIT * x, ZERO - SCALE * y) for x, y in _course(EACH[name], a)), "h", 2.5),
        words(334, ZERO - SCALE * EACH[name](LARGEST) - 7, high, "end", small=True),
        words(4, ZERO - SCALE * EACH[name](-LARGEST) - 7, low, small=True),
        words(MIDDLE - 6, ZERO - SCALE * SLOPE[name](0) + 14, top, "end", small=True),
        words(334, ZERO + 16, "a", "end", small=True),
    ]
    return "".join(marks)


def _course(function: Curve, a: list[float]) -> list[tuple[float, float]]:
    return [(x, function(x)) for x in a]
