"""A latch by hand: one LSTM cell stores a value, keeps it for 15 steps among noise, and shows it once.

    c_t = f_t c_{t-1} + i_t g_t        h_t = o_t tanh(c_t)

The reader holds the three gates: at the step that brings the value, at the step that asks for it, and at all others.
The candidate g_t = tanh(x_t) is noise at every step but one, and the cell begins with what an earlier string has left.
"""

import math
from typing import Any

import numpy as np

from lstmlab.cells import lstm
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Number, Whole

# What the cell reads. The value comes at step WRITE and is asked for at step READ, with 15 steps between; all other
# inputs are noise. START is what an earlier string has left in the cell. The page has them from here.
BEFORE, VALUE, REQUEST, AFTER = (0.5, -1.0, 0.7), 1.1, -0.8, (0.7, -1.1)
NOISE = (-0.9, 0.6, -1.2, -0.4, 0.8, -1.1, -0.7, 0.3, -1.3, 0.5, -0.8, -1.0, 0.9, -0.6, -1.2)
XS = (*BEFORE, VALUE, *NOISE, REQUEST, *AFTER)
N_STEPS = len(XS)
WRITE, READ = 4, 20
START = -0.9

# How far a number may be from what it should be: the puzzle lstm.latch_puzzle.
NEAR = 0.05

# The net input of a gate that is fully open or fully shut: there the sigmoid is 1 or 0 to the last digit.
SHUT = 80.0

PHASES = {"write": f"at step {WRITE}", "keep": "at all other steps", "read": f"at step {READ}"}
GATES = ("i", "f", "o")


def compute(step: int = WRITE, **gates: float) -> dict[str, Any]:
    """The cell over all steps, and how well it stores, keeps and shows.

    Args:
        step: the step whose numbers are shown; changes no number here.
        gates: i_write, f_write, o_write at step 4; i_read, f_read, o_read at step 20; i_keep, f_keep, o_keep elsewhere.

    Returns:
        i, f, g, o, h: (T,) at steps 1 ... 22; c: (T + 1,) from c_0 on.
        value: g at step 4. stored: c after step 4.
        stray: the largest distance of c from `stored` in steps 5 to 19.
        wanted: tanh(value). read: h at step 20.
        leak, leak_step: the h that is largest in size at any other step, and its step.
    """
    phases = [_phase(t) for t in range(1, N_STEPS + 1)]
    rows = {name: [gates[f"{name}_{phase}"] for phase in phases] for name in GATES}
    state = lstm.State(np.zeros((1, 1)), np.full((1, 1), START))
    g, c, h = [], [START], []
    for t, x in enumerate(XS):
        state, cache = lstm.step(held(*(rows[name][t] for name in GATES)), np.full((1, 1), x), state)
        g.append(float(cache.g[0, 0]))
        c.append(float(state.c[0, 0]))
        h.append(float(state.h[0, 0]))
    leak_step = max((t for t in range(1, N_STEPS + 1) if t != READ), key=lambda t: abs(h[t - 1]))
    stored, stray = c[WRITE], max(abs(each - c[WRITE]) for each in c[WRITE + 1 : READ])
    value, wanted, leak = g[WRITE - 1], math.tanh(g[WRITE - 1]), h[leak_step - 1]
    off = {"stored": stored - value, "kept": stray, "shown": h[READ - 1] - wanted, "quiet": leak}
    return {
        **rows,
        "g": g,
        "c": c,
        "h": h,
        "value": value,
        "stored": stored,
        "stray": stray,
        "wanted": wanted,
        "read": h[READ - 1],
        "leak": leak,
        "leak_size": abs(leak),
        "leak_step": leak_step,
        "unmet": [name for name, size in off.items() if abs(size) > NEAR],
    }


def held(i: float, f: float, o: float) -> lstm.Params:
    """An LSTM of one unit whose gates do not listen: their biases hold them, and the candidate is tanh(x)."""
    b_i, b_f, b_o = (math.log(gate / (1 - gate)) if 0 < gate < 1 else SHUT * (2 * gate - 1) for gate in (i, f, o))
    return lstm.Params(np.array([[0.0, 0.0, 1.0, 0.0]]), np.zeros((1, 4)), np.array([b_i, b_f, 0.0, b_o]))


def _phase(t: int) -> str:
    return {WRITE: "write", READ: "read"}.get(t, "keep")


def _gate(letter: str, name: str, phase: str) -> Number:
    return Number(0.5, f"{name} gate {letter} {PHASES[phase]}", low=0, high=1, step=0.05)


WORDS = {
    "alt": "One LSTM cell with its gates held by hand: "
    + "; ".join(", ".join(f"{g} = {{{g}_{phase}:2}}" for g in GATES) + f" {when}" for phase, when in PHASES.items())
    + ". At step {step} c goes from {c[step-1]:3} to {c[step]:3}. {result}",
    "result": f"Stored at step {WRITE}: {{stored:3}} of {{value:3}}. In the 15 steps after it c moves by up to "
    f"{{stray:3}}. Shown at step {READ}: {{read:3}} of {{wanted:3}}; at the other steps h has a size of up to "
    f"{{leak_size:3}}.",
    "unmet": {
        "stored": f"After step {WRITE} the cell holds {{stored:3}}; asked is {{value:3}} ± {NEAR:g}.",
        "kept": f"In steps {WRITE + 1} to {READ - 1} c does not stay: it moves by up to {{stray:3}}; asked is {NEAR:g} "
        "at most.",
        "shown": f"At step {READ} h is {{read:3}}; asked is tanh({{value:3}}) = {{wanted:3}} ± {NEAR:g}.",
        "quiet": f"At step {{leak_step}} h is {{leak:3}}: the cell is to be shown at step {READ} alone; elsewhere "
        f"{NEAR:g} at most.",
    },
}


class LatchByHand(Figure):
    """One LSTM cell whose gates the reader holds: store a value, keep it 15 steps, show it once.

    Args:
        i_write, f_write, o_write: the gates at step 4, which brings the value.
        i_keep, f_keep, o_keep: the gates at all other steps.
        i_read, f_read, o_read: the gates at step 20, which asks for it.
        step: the step whose numbers are shown.
    """

    title = "A latch, its gates held by hand"

    i_write = _gate("i", "Input", "write")
    f_write = _gate("f", "Forget", "write")
    o_write = _gate("o", "Output", "write")
    i_keep = _gate("i", "Input", "keep")
    f_keep = _gate("f", "Forget", "keep")
    o_keep = _gate("o", "Output", "keep")
    i_read = _gate("i", "Input", "read")
    f_read = _gate("f", "Forget", "read")
    o_read = _gate("o", "Output", "read")
    step = Whole(WRITE, "Look at step", low=1, high=N_STEPS)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"xs": list(XS), "write": WRITE, "read": READ, "start": START, "near": NEAR, "phases": PHASES}
