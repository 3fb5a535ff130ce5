"""The peephole timer: one cell counts the steps after a start pulse, and fires when its count reaches a threshold.

    c_t = f c_{t-1} + i g                 after the pulse nothing comes in: i, f and g are set by their biases alone
    o_t = sigmoid(b_o + p_o c_t)          with the peephole p_o, the output gate sees the count
    h_t = o_t tanh(c_t)

The pulse at step 0 shuts the gates for that one step, so that what was left of an earlier count is cleared. Beside it
runs a cell without a peephole whose output gate has the same weight on what it may see, its own last output:

    o_t = sigmoid(b_o + p_o h_{t-1})

Source: F. A. Gers, N. N. Schraudolph and J. Schmidhuber, "Learning Precise Timing with LSTM Recurrent Networks",
Journal of Machine Learning Research 3 (2002), 115-143.
"""

from typing import Any

import numpy as np

from lstmlab import unroll
from lstmlab.cells import lstm, peephole
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Number, Whole

N_STEPS = 50

# The bias of the candidate, what an earlier count has left in the cell, and how hard the pulse shuts the gates. Handed
# to the page from here, with what the puzzle peephole.timer_puzzle asks for.
B_G = 0.5
LEFT = 1.0
PULSE = -20.0

# The cell fires when h is above FIRES for the first time. The puzzle: at step GOAL, and below QUIET up to QUIET_UNTIL.
FIRES = 0.5
GOAL = 25
QUIET, QUIET_UNTIL = 0.1, 20


def compute(b_i: float, b_f: float, p_o: float, b_o: float, step: int = GOAL) -> dict[str, Any]:
    """Both cells over 50 steps after the pulse.

    Args:
        b_i, b_f: biases of the input gate and of the forget gate: how much is written a step, and how much is kept.
        p_o, b_o: peephole and bias of the output gate.
        step: the step whose numbers are shown; changes no number here.

    Returns:
        i, f, g: gates and candidate after the pulse. written: i g.
        c: c_0 ... c_50, the same in both cells, because nothing but the output gate differs.
        o, h: 51 numbers each, with the peephole. plain_o, plain_h: without it.
        opens: the count at which the output gate is half open, -b_o / p_o; None if p_o is 0.
        fires, plain_fires: the first step with h above 0.5, or None.
        loudest: the largest h in steps 1 to 20. highest: in steps 1 to 50.
    """
    W_x = np.array([[PULSE, PULSE, 0.0, PULSE]])
    b = np.array([b_i, b_f, B_G, b_o])
    nothing, seen = np.zeros((1, 4)), np.array([[0.0, 0.0, 0.0, p_o]])
    xs = np.zeros((N_STEPS + 1, 1, 1))
    xs[0] = 1
    start = {"h": np.zeros((1, 1)), "c": np.full((1, 1), LEFT)}
    looking = peephole.Params(W_x, nothing, b, np.zeros(1), np.zeros(1), np.array([p_o]))
    counter = unroll.forward(peephole, looking, xs, peephole.State(**start))
    plain = unroll.forward(lstm, lstm.Params(W_x, seen, b), xs, lstm.State(**start))
    last = counter.caches[-1]
    i, f, g = (float(gate[0, 0]) for gate in (last.i, last.f, last.g))
    h, plain_h = counter.hs[:, 0, 0].tolist(), plain.hs[:, 0, 0].tolist()
    loudest = max(h[1 : QUIET_UNTIL + 1])
    return {
        "i": i,
        "f": f,
        "g": g,
        "written": i * g,
        "c": [float(cache.c[0, 0]) for cache in counter.caches],
        "o": [float(cache.o[0, 0]) for cache in counter.caches],
        "h": h,
        "plain_o": [float(cache.o[0, 0]) for cache in plain.caches],
        "plain_h": plain_h,
        "opens": -b_o / p_o if p_o else None,
        "fires": _first(h),
        "plain_fires": _first(plain_h),
        "loudest": loudest,
        "highest": max(h[1:]),
        "unmet": _unmet(_first(h), loudest),
    }


def _unmet(fires: int | None, loudest: float) -> list[str]:
    """What still keeps the cell from being a timer of 25 steps; empty when it is one."""
    found = [] if fires == GOAL else ["silent" if fires is None else "late"]
    return [*found, "loud"] if loudest >= QUIET else found


def _first(h: list[float]) -> int | None:
    return next((t for t in range(1, len(h)) if h[t] > FIRES), None)


WORDS = {
    "alt": "A memory cell after a start pulse, with b_i = {b_i:2}, b_f = {b_f:2}, p_o = {p_o:1} and b_o = {b_o:2}. "
    "Each step it keeps {f:4} of c and writes {written:3}; c is {counted[step]}. The output gate sees "
    "c{half_open[opens]}; at step {step} h is {h[step]:2}. {result}",
    "counted": {
        str(N_STEPS): "{c[-1]:2} at step {n_steps}",
        "else": "{c[step]:2} at step {step} and {c[-1]:2} at step {n_steps}",
    },
    "half_open": {"none": "", "else": ", half open at c = {opens:2}"},
    "result": "With the peephole the cell {with_it[fires]}. Without it, the gate sees the last h alone, and the cell "
    "{without[plain_fires]}.",
    "with_it": {"none": "does not fire", "else": "fires at step {fires}"},
    "without": {"none": "does not fire", "else": "fires at step {plain_fires}"},
    "unmet": {
        "silent": "The cell does not fire: in {n_steps} steps h never gets above {threshold}; the most is {highest:2}.",
        "late": "The cell fires at step {fires}; it has to fire at step {goal}.",
        "loud": "The cell is not quiet before: h gets up to {loudest:2} in steps 1 to {quiet_until}, and has to stay "
        "below {quiet}.",
    },
}


class PeepholeTimer(Figure):
    """One peephole cell as a timer: it counts after a pulse and fires at a threshold; beside it the plain cell."""

    title = "A cell that counts and fires"

    b_i = Number(-1, "Input bias b_i", low=-6, high=2, step=0.1, digits=1)
    b_f = Number(1, "Forget bias b_f", low=-2, high=8, step=0.25)
    p_o = Number(2, "Output peephole p_o", low=0, high=40, step=1, digits=0)
    b_o = Number(-1, "Output bias b_o", low=-40, high=2, step=0.25)
    step = Whole(GOAL, "Step in the formula", low=1, high=N_STEPS)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        cell = {"n_steps": N_STEPS, "b_g": B_G, "left": LEFT, "pulse": PULSE}
        return {**cell, "threshold": FIRES, "goal": GOAL, "quiet": QUIET, "quiet_until": QUIET_UNTIL}
