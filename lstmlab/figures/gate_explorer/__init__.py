"""The gate explorer: one cell whose gates are held still for 100 steps.

    c_t = f c_{t-1} + i g        h_t = o tanh(c_t)

The same step again and again brings c to the place where it rests, c* = i g / (1 - f), and what is left of the way to
it shrinks by f at every step. Half of it is gone after the half-life:

    c_t - c* = f^t (c_0 - c*)        f^t = 1/2    at    t = ln 2 / -ln f

With f = 1 nothing is lost: c keeps its value, and grows by i g at every step.
"""

import math
from typing import Any

from lstmlab.figures.runtime.base import Figure
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
        fate: what becomes of c: "kept", "grows", "rests" or "fades".
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
    if rest is None:
        fate = "grows" if written else "kept"
    else:
        fate = "fades" if abs(start - rest) > STILL else "rests"
    return {
        "c": c,
        "h": [o * math.tanh(value) for value in c],
        "written": written,
        "rest": rest,
        "predicted": None if f == 1 else 0.0 if f == 0 else math.log(2) / -math.log(f),
        "measured": measured,
        "fate": fate,
    }


WORDS = {
    "alt": "One cell with i = {i:2}, f = {f:3}, g = {g:2}, o = {o:2} at every step. Over {n_steps} steps c goes from "
    "{start:3} to {c[-1]:3}; h = o tanh(c) is {h[-1]:3} at the end. {result}",
    "result": "{verdict[fate]}",
    "verdict": {
        "kept": "With f = 1 and nothing written, c keeps its value: it has no half-life.",
        "grows": "With f = 1 nothing is lost, and every step adds {written:3}: c grows without end.",
        "rests": "c is already where it rests, at {rest:3}: nothing fades.",
        "fades": "c comes to rest at {rest:3}. Half of the way is gone after {predicted:2} steps by the formula, and "
        "{seen[measured]} on the curve.",
    },
    "seen": {"none": "no sooner than after step {n_steps}", "else": "at step {measured}"},
}


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
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"n_steps": N_STEPS, "still": STILL}
