"""The LSTM stepper: one step of a cell, formula by formula, in both usual drawings at once.

One drawing lets the cell run along the top like a belt and hangs the gates below it. The other puts the cell in the
middle, with a loop that brings its own value back, and the gates around it. Both say the same six formulas:

    i, f, o = sigmoid(w_x x + w_h h_prev + b)        g = tanh(w_x x + w_h h_prev + b)        each with its own weights
    c = f c_prev + i g                               h = o tanh(c)

The cell of 1997 has no forget gate: c = c_prev + i g.

Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), 1735-1780; the forget
gate: F. A. Gers, J. Schmidhuber and F. Cummins, "Learning to Forget: Continual Prediction with LSTM", Neural
Computation 12 (2000), 2451-2471.
"""

from typing import Any

import numpy as np

from lstmlab.cells import lstm, lstm1997
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Whole

# One input, one unit: w_x, w_h and b of each. The page has them from here.
WEIGHTS = {"i": (1.2, 0.4, -0.2), "f": (-0.6, 0.5, 1.0), "g": (1.5, -0.7, 0.1), "o": (0.8, 0.9, 0.3)}
PARTS = {
    "i": "the input gate: how much of the candidate is written",
    "f": "the forget gate: how much of the old cell is kept",
    "g": "the candidate: what could be written",
    "o": "the output gate: how much of the cell is shown",
    "c": "the cell: what is kept, and what is written",
    "h": "the output: what is shown of the cell",
}
LARGEST = 4


def compute(cell: str, x: float, h_prev: float, c_prev: float, step: int = 1) -> dict[str, Any]:
    """Every number of one step.

    Args:
        cell: "1997", without a forget gate, or "2000", with it.
        x: the input.
        h_prev, c_prev: output and cell of the step before.
        step: the formula that is looked at, from 1; changes no number.

    Returns:
        a: net inputs of i, f, g, o by name. i, f, g, o, c, h: the six results; f and its net input are None in 1997.
        kept: f c_prev, or c_prev in 1997. written: i g. squashed: tanh(c). part: which of the six is looked at, "none"
        where that is the forget gate of 1997.
    """
    old = cell == "1997"
    model = lstm1997 if old else lstm
    packed = np.array([WEIGHTS[gate] for gate in model.GATES]).T
    state = model.State(np.array([[h_prev]]), np.array([[c_prev]]))
    params = model.Params(packed[:1], packed[1:2], packed[2])
    state, cache = model.step(params, np.array([[x]]), state)
    a = dict(zip(model.GATES, (np.array([x, h_prev, 1]) @ packed).tolist(), strict=True))
    gates = {gate: float(getattr(cache, gate)[0, 0]) for gate in model.GATES}
    c = float(state.c[0, 0])
    return {
        "a": {gate: a.get(gate) for gate in WEIGHTS},
        **{gate: gates.get(gate) for gate in WEIGHTS},
        "c": c,
        "h": float(state.h[0, 0]),
        "kept": c_prev if old else gates["f"] * c_prev,
        "written": gates["i"] * gates["g"],
        "squashed": float(np.tanh(c)),
        "part": "none" if old and step == 2 else list(PARTS)[step - 1],
    }


def _gate_formula(part: str) -> str:
    squash = "tanh" if part == "g" else "sigmoid"
    w_x, w_h, b = (f"{{weights.{part}[{k}]:w1}}" for k in range(3))
    terms = f"{w_x} × {{x:w3}} + {w_h} × {{h_prev:w3}} + {b}"
    return f"{part} = {squash}({terms}) = {squash}({{a.{part}:3}}) = {{{part}:3}}."


WORDS = {
    "alt": "One step of an LSTM cell {kind[cell]}, drawn twice: with the cell as a belt along the top, and with the "
    "gates around the cell. x = {x:3}, h_prev = {h_prev:3}, c_prev = {c_prev:3}. {formula_now} {formula[part]} "
    "{lit[part]}",
    "kind": {"1997": "without a forget gate (1997)", "else": "with a forget gate"},
    "formula_now": f"Formula {{step}} of {len(PARTS)}, {{what[part]}}.",
    "what": {**PARTS, "none": "no forget gate: the old cell is kept whole"},
    "formula": {
        **{part: _gate_formula(part) for part in WEIGHTS},
        "none": "c = c_prev + i g.",
        "c": "{cell_formula[cell]} + {i:3} × {g:w3} = {c:3}.",
        "h": "h = o tanh(c) = {o:3} × tanh({c:3}) = {h:3}.",
    },
    "cell_formula": {
        "1997": "c = c_prev + i g = {c_prev:w3}",
        "else": "c = f c_prev + i g = {f:3} × {c_prev:w3}",
    },
    "lit": {
        "i": "Lit: the box i below the belt; and the gate below the way into the cell.",
        "f": "Lit: the box f, the first below the belt; and the gate on the loop of the cell.",
        "g": "Lit: the box g below the belt; and the box where the way into the cell begins.",
        "o": "Lit: the box o, the last below the belt; and the gate below the way out of the cell.",
        "c": "Lit: the belt with its product and its sum; and the cell with its loop and its way in.",
        "h": "Lit: the branch from the belt to the output; and the way out of the cell.",
        "none": "Lit: the belt from the old cell on; and the loop, on which no gate stands.",
    },
    "result": "{formula_now}{here[part]}",
    "here": {"none": ""} | {part: f" Here it is {{{part}:3}}." for part in PARTS},
}


class LstmStepper(Figure):
    """One step of an LSTM cell, formula by formula, in both usual drawings.

    Args:
        cell: "1997", without a forget gate, or "2000", with it.
        step: the formula that is looked at, from 1: i, f, g, o, c, h.
        x: the input, from -1 to 1.
        h_prev, c_prev: output and cell of the step before.
    """

    title = "LSTM stepper"

    cell = Choice("2000", "Cell", options={"1997": "1997", "2000": "with forget gate"})
    step = Whole(1, "Formula", low=1, high=len(PARTS))
    x = Number(0.6, "Input x", low=-1, high=1, step=0.05)
    h_prev = Number(-0.3, "Output before, hₜ₋₁", low=-1, high=1, step=0.05)
    c_prev = Number(0.8, "Cell before, cₜ₋₁", low=-LARGEST, high=LARGEST, step=0.05)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        weights = {gate: list(values) for gate, values in WEIGHTS.items()}
        return {"weights": weights, "largest": LARGEST}
