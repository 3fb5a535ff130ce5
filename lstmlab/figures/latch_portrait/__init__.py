"""The latch portrait: one tanh unit that sees +1 or -1 once and is then alone with its past.

    h_t = tanh(w_x x_t + w_h h_{t-1} + b),    h_0 = 0,    x_1 = +1 or -1,    x_2 = x_3 = ... = 0

From the second step on the unit follows the map h -> tanh(w_h h + b). Where the map crosses the diagonal the unit
rests (a fixed point); it returns there after a small push if the slope w_h (1 - h^2) lies between -1 and 1.

Source: Y. Bengio, P. Simard and P. Frasconi, "Learning Long-Term Dependencies with Gradient Descent Is Difficult", IEEE
Trans. Neural Networks 5 (1994), 157-166, section III.
"""

from typing import Any

from lstmlab.cells import tanh_unit
from lstmlab.figures.runtime.base import Figure, fixed
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
    return {
        "plus": plus,
        "minus": minus,
        "points": [point._asdict() for point in tanh_unit.fixed_points(w_h, b)],
        "remembers_plus": plus[-1] > THRESHOLD,
        "remembers_minus": minus[-1] < -THRESHOLD,
    }


def unmet(w_x: float, w_h: float, b: float) -> list[str]:
    """What still keeps the unit from remembering its first input, a sentence each; empty when it remembers."""
    values = compute(w_x, w_h, b)
    found = []
    if not values["remembers_plus"]:
        found.append(
            f"After a first input of +1, h at step {N_STEPS} is {_number(values['plus'][-1])}; "
            f"it has to be above {THRESHOLD:g}."
        )
    if not values["remembers_minus"]:
        found.append(
            f"After a first input of −1, h at step {N_STEPS} is {_number(values['minus'][-1])}; "
            f"it has to be below −{THRESHOLD:g}."
        )
    return found


def describe(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """The text alternative: weights, fixed points, both ends, and whether the unit remembers."""
    weights = ", ".join(f"{name} = {_number(controls[name], 2)}" for name in ("w_x", "w_h", "b"))
    points = "; ".join(f"{_number(point['h'])}, {KINDS[point['kind']]}" for point in values["points"])
    ends = f"{_number(values['plus'][-1])} after a first input of +1 and {_number(values['minus'][-1])} after −1"
    return f"One unit with {weights}. Fixed points of the map: {points}. At step {N_STEPS}, h is {ends}. " + verdict(
        values
    )


def verdict(values: dict[str, Any]) -> str:
    """What the two runs come to, in a sentence or two."""
    restless = all(point["kind"] == "unstable" for point in values["points"])
    return _end(values) + (" It has no place to rest: h jumps from side to side at every step." if restless else "")


def _end(values: dict[str, Any]) -> str:
    if values["remembers_plus"] and values["remembers_minus"]:
        return "The unit remembers its first input."
    if abs(values["plus"][-1] - values["minus"][-1]) < SAME:
        return "Both runs end at the same value: the unit has forgotten its first input."
    return "The two runs still differ, but the sign and size of h do not tell the first input clearly."


def _number(value: float, digits: int = 3) -> str:
    return fixed(value, digits).replace("-", "−")


class LatchPortrait(Figure):
    """One tanh unit as a memory: its map with the fixed points, and its value over 20 steps after +1 and after −1."""

    title = "A unit that remembers, or forgets"

    w_x = Number(0.5, "Input w_x", low=-3, high=3, step=0.05)
    w_h = Number(0.8, "Recurrent w_h", low=-3, high=3, step=0.05)
    b = Number(0.3, "Bias b", low=-2, high=2, step=0.05)

    compute = staticmethod(compute)
    describe = staticmethod(describe)
    unmet = staticmethod(unmet)

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"n_steps": N_STEPS, "threshold": THRESHOLD, "same": SAME, "kinds": KINDS}
