"""The gate explorer: one cell whose gates are held still for 100 steps.

    c_t = f c_{t-1} + i g        h_t = o tanh(c_t)

The same step again and again brings c to the place where it rests, c* = i g / (1 - f), and what is left of the way to
it shrinks by f at every step. Half of it is gone after the half-life:

    c_t - c* = f^t (c_0 - c*)        f^t = 1/2    at    t = ln 2 / -ln f

With f = 1 nothing is lost: c keeps its value, and grows by i g at every step.
"""

import math
from typing import Any

from lstmlab.figures.runtime.base import Figure, fixed
from lstmlab.figures.runtime.controls import Number

N_STEPS = 100

# Closer to its resting place than this, c does not move any more.
STILL = 1e-9


def compute(i: float, f: float, g: float, o: float, start: float) -> dict[str, Any]:
    """The cell over 100 steps, and its half-life in two ways.

    Args:
        i, f, o: gates, from 0 to 1.
        g: the candidate, from -1 to 1.
        start: c_0.

    Returns:
        c, h: c_0 ... c_100 and h_0 ... h_100.
        written: i g, what every step adds.
        rest: where c comes to rest, or None where f = 1.
        predicted: ln 2 / -ln f, or None where f = 1.
        measured: the first step of the curve with half of the way or less left, or None where there is none.
    """
    written = i * g
    c = [start]
    for _ in range(N_STEPS):
        c.append(f * c[-1] + written)
    rest = None if f == 1 else written / (1 - f)
    measured = None
    if rest is not None and abs(start - rest) > STILL:
        # f = 1/2 leaves exactly half: a rounding error must not cost a whole step.
        half = abs(start - rest) / 2 * (1 + STILL)
        measured = next((t for t, value in enumerate(c) if abs(value - rest) <= half), None)
    return {
        "c": c,
        "h": [o * math.tanh(value) for value in c],
        "written": written,
        "rest": rest,
        "predicted": None if f == 1 else 0.0 if f == 0 else math.log(2) / -math.log(f),
        "measured": measured,
    }


def describe(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """The text alternative: the gates, where c begins and ends, and its half-life."""
    gates = ", ".join(f"{name} = {_number(controls[name], 3 if name == 'f' else 2)}" for name in ("i", "f", "g", "o"))
    ends = f"from {_number(controls['start'])} to {_number(values['c'][-1])}"
    return (
        f"One cell with {gates} at every step. Over {N_STEPS} steps c goes {ends}; h = o tanh(c) is "
        f"{_number(values['h'][-1])} at the end. {verdict(controls, values)}"
    )


def verdict(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """What becomes of c, in a sentence or two."""
    rest, predicted, measured = values["rest"], values["predicted"], values["measured"]
    if rest is None:
        if values["written"] == 0:
            return "With f = 1 and nothing written, c keeps its value: it has no half-life."
        return f"With f = 1 nothing is lost, and every step adds {_number(values['written'])}: c grows without end."
    if abs(controls["start"] - rest) <= STILL:
        return f"c is already where it rests, at {_number(rest)}: nothing fades."
    seen = f"no sooner than after step {N_STEPS}" if measured is None else f"at step {measured}"
    return (
        f"c comes to rest at {_number(rest)}. Half of the way is gone after {_number(predicted, 2)} steps by the "
        f"formula, and {seen} on the curve."
    )


def _number(value: float, digits: int = 3) -> str:
    return fixed(value, digits).replace("-", "−")


class GateExplorer(Figure):
    """One LSTM cell with its gates held still: c over 100 steps, and the half-life predicted and measured.

    Args:
        i, f, o: input, forget and output gate, from 0 to 1.
        g: the candidate, from -1 to 1.
        start: the cell before the first step, from -2 to 2.
    """

    title = "Gate explorer"

    i = Number(0, "Input gate i", low=0, high=1, step=0.05)
    f = Number(0.95, "Forget gate f", low=0, high=1, step=0.005, digits=3)
    g = Number(0.5, "Candidate g", low=-1, high=1, step=0.05)
    o = Number(1, "Output gate o", low=0, high=1, step=0.05)
    start = Number(1, "Cell at the start", low=-2, high=2, step=0.1)

    compute = staticmethod(compute)
    describe = staticmethod(describe)

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"n_steps": N_STEPS, "still": STILL}
