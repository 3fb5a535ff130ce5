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
from lstmlab.figures.runtime.base import Figure, fixed
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
NO_FORGET = "no forget gate: the old cell is kept whole"
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
        kept: f c_prev, or c_prev in 1997. written: i g. squashed: tanh(c).
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
    }


def describe(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """The text alternative: what goes in, the formula of now with its numbers, and where it stands in both drawings."""
    old = "without a forget gate (1997)" if controls["cell"] == "1997" else "with a forget gate"
    return (
        f"One step of an LSTM cell {old}, drawn twice: with the cell as a belt along the top, and with the gates "
        f"around the cell. x = {_number(controls['x'])}, h_prev = {_number(controls['h_prev'])}, "
        f"c_prev = {_number(controls['c_prev'])}. {verdict(controls, values)} {formula(controls, values)} "
        f"{places(controls)}"
    )


def verdict(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """Which formula is looked at, and what it is for."""
    part = list(PARTS)[controls["step"] - 1]
    name = NO_FORGET if part == "f" and controls["cell"] == "1997" else PARTS[part]
    return f"Formula {controls['step']} of {len(PARTS)}, {name}."


def formula(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """The formula of now with its numbers."""
    part = list(PARTS)[controls["step"] - 1]
    if part == "h":
        result = _number(values["h"])
        return f"h = o tanh(c) = {_number(values['o'])} × tanh({_number(values['c'])}) = {result}."
    if part == "c" or values[part] is None:
        kept = "c_prev" if values["f"] is None else "f c_prev"
        factor = "" if values["f"] is None else f"{_number(values['f'])} × "
        terms = f"{factor}{_wrapped(controls['c_prev'])} + {_number(values['i'])} × {_wrapped(values['g'])}"
        return f"c = {kept} + i g" + (f" = {terms} = {_number(values['c'])}." if part == "c" else ".")
    w_x, w_h, b = (_wrapped(weight, 1) for weight in WEIGHTS[part])
    squash = "tanh" if part == "g" else "sigmoid"
    terms = f"{w_x} × {_wrapped(controls['x'])} + {w_h} × {_wrapped(controls['h_prev'])} + {b}"
    return f"{part} = {squash}({terms}) = {squash}({_number(values['a'][part])}) = {_number(values[part])}."


def places(controls: dict[str, Any]) -> str:
    """Where both drawings are lit."""
    part = list(PARTS)[controls["step"] - 1]
    if part == "f" and controls["cell"] == "1997":
        return "Lit: the belt from the old cell on; and the loop, on which no gate stands."
    return {
        "i": "Lit: the box i below the belt; and the gate below the way into the cell.",
        "f": "Lit: the box f, the first below the belt; and the gate on the loop of the cell.",
        "g": "Lit: the box g below the belt; and the box where the way into the cell begins.",
        "o": "Lit: the box o, the last below the belt; and the gate below the way out of the cell.",
        "c": "Lit: the belt with its product and its sum; and the cell with its loop and its way in.",
        "h": "Lit: the branch from the belt to the output; and the way out of the cell.",
    }[part]


def _number(value: float, digits: int = 3) -> str:
    return fixed(value, digits).replace("-", "−")


def _wrapped(value: float, digits: int = 3) -> str:
    text = _number(value, digits)
    return f"({text})" if text.startswith("−") else text


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
    describe = staticmethod(describe)

    @staticmethod
    def constants() -> dict[str, Any]:
        weights = {gate: list(values) for gate, values in WEIGHTS.items()}
        lit = {part: places({"cell": "2000", "step": k}) for k, part in enumerate(PARTS, start=1)}
        lit["none"] = places({"cell": "1997", "step": 2})
        return {"weights": weights, "parts": PARTS, "none": NO_FORGET, "largest": LARGEST, "lit": lit}
