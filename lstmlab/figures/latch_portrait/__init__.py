"""The latch portrait: one tanh unit that sees +1 or -1 once and is then alone with its past.

    h_t = tanh(w_x x_t + w_h h_{t-1} + b),    h_0 = 0,    x_1 = +1 or -1,    x_2 = x_3 = ... = 0

From the second step on the unit follows the map h -> tanh(w_h h + b). Where the map crosses the diagonal the unit
rests (a fixed point); it returns there after a small push if the slope w_h (1 - h^2) lies between -1 and 1.

Source: Y. Bengio, P. Simard and P. Frasconi, "Learning Long-Term Dependencies with Gradient Descent Is Difficult", IEEE
Trans. Neural Networks 5 (1994), 157-166, section III.
"""

from typing import Any

from lstmlab.cells import tanh_unit
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Number

# How long the unit has to remember, and how clearly: the puzzle elman.latch_puzzle. Handed to the page from here.
N_STEPS = 20
THRESHOLD = 0.5

# Two ends closer than this are called the same value.
SAME = 0.01

# What a fixed point is called, by its slope.
KINDS = {"stable": "stable", "unstable": "unstable", "edge": "on the edge"}


def compute(w_x: float, w_h: float, b: float) -> dict[str, Any]:
    """The two runs and the fixed points.

    Args:
        w_x, w_h, b: the unit's weights.

    Returns:
        plus, minus: h_0 ... h_20 after a first input of +1 and of -1.
        points: the fixed points, ascending, as {"h", "slope", "kind"} with kind "stable", "unstable" or "edge".
        remembers_plus, remembers_minus: whether the last h has the sign of the first input and is larger than 0.5.
    """
    plus, minus = (tanh_unit.run(first, w_x, w_h, b, N_STEPS) for first in (1.0, -1.0))
    points = tanh_unit.fixed_points(w_h, b)
    up, down = plus[-1] > THRESHOLD, minus[-1] < -THRESHOLD
    same = abs(plus[-1] - minus[-1]) < SAME
    return {
        "plus": plus,
        "minus": minus,
        "points": [{"h": h, "slope": slope, "kind": kind} for h, slope, kind in points],
        "remembers_plus": up,
        "remembers_minus": down,
        "fate": "remembers" if up and down else "forgets" if same else "unclear",
        "restless": all(point.kind == "unstable" for point in points),
        "unmet": [name for name, good in (("plus", up), ("minus", down)) if not good],
    }


WORDS = {
    "alt": "One unit with w_x = {w_x:2}, w_h = {w_h:2}, b = {b:2}. Fixed points of the map: {resting}. At step "
    "{n_steps}, h is {plus[-1]:3} after a first input of +1 and {minus[-1]:3} after −1. {result}",
    "resting": {"each": "points", "say": "{item.h:3}, {kinds[kind]}", "between": "; "},
    "result": "{verdict[fate]}{jumps[restless]}",
    "verdict": {
        "remembers": "The unit remembers its first input.",
        "forgets": "Both runs end at the same value: the unit has forgotten its first input.",
        "unclear": "The two runs still differ, but the sign and size of h do not tell the first input clearly.",
    },
    "jumps": {"true": " It has no place to rest: h jumps from side to side at every step.", "false": ""},
    "unmet": {
        "plus": "After a first input of +1, h at step {n_steps} is {plus[-1]:3}; it has to be above {threshold}.",
        "minus": "After a first input of −1, h at step {n_steps} is {minus[-1]:3}; it has to be below −{threshold}.",
    },
}


class LatchPortrait(Figure):
    """One tanh unit as a memory: its map with the fixed points, and its value over 20 steps after +1 and after −1."""

    title = "A unit that remembers, or forgets"

    w_x = Number(0.5, "Input w_x", low=-3, high=3, step=0.05)
    w_h = Number(0.8, "Recurrent w_h", low=-3, high=3, step=0.05)
    b = Number(0.3, "Bias b", low=-2, high=2, step=0.05)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"n_steps": N_STEPS, "threshold": THRESHOLD, "same": SAME, "kinds": KINDS}
