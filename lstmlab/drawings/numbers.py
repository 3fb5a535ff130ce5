"""A step of the LSTM with numbers: one input, one unit, two steps, every number from x, h, c and the weights."""

from typing import Any

import numpy as np

from lstmlab.cells import lstm
from lstmlab.drawings.cell import GROUND, belt
from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import number as plain
from lstmlab.drawings.pen import words

# w_x, w_h and b of each gate. An input of 1 opens i and shuts f and o; without input the cell keeps and shows.
WEIGHTS = {"i": (4.0, 1.0, -2.0), "f": (-4.0, 1.0, 2.0), "g": (2.0, 0.5, 0.0), "o": (-2.0, 1.0, 1.0)}
INPUTS = (1.0, 0.0)
H, C = 0.4, 0.5
LINE = 19


def steps(
    weights: dict[str, tuple[float, float, float]] = WEIGHTS, xs: tuple[float, ...] = INPUTS, h: float = H, c: float = C
) -> list[dict[str, Any]]:
    """Every number of the steps, one dict a step.

    Args:
        weights: w_x, w_h and b of i, f, g, o by name.
        xs: the inputs, one a step.
        h, c: output and cell before the first step.

    Returns:
        x, h_prev, c_prev; a: the sums of i, f, g, o by name; i, f, g, o; kept = f c_prev, written = i g, c,
        squashed = tanh(c), h.
    """
    packed = np.array([weights[gate] for gate in lstm.GATES]).T
    params = lstm.Params(packed[:1], packed[1:2], packed[2])
    found = []
    for x in xs:
        state, cache = lstm.step(params, np.array([[x]]), lstm.State(np.array([[h]]), np.array([[c]])))
        gates = {gate: float(getattr(cache, gate)[0, 0]) for gate in lstm.GATES}
        new_c, new_h = float(state.c[0, 0]), float(state.h[0, 0])
        found.append(
            gates
            | {"x": x, "h_prev": h, "c_prev": c, "c": new_c, "h": new_h, "squashed": float(np.tanh(new_c))}
            | {"kept": gates["f"] * c, "written": gates["i"] * gates["g"]}
            | {"a": {gate: float(w_x * x + w_h * h + b) for gate, (w_x, w_h, b) in weights.items()}}
        )
        h, c = new_h, new_c
    return found


def step_with_numbers() -> Drawing:
    """Two steps of one LSTM cell with every number, and the sums that the numbers come from."""
    panels, alt = [], []
    for t, step in enumerate(steps(), start=1):
        lines = sums(step)
        marks = belt("iof", step, str(t))
        marks += "".join(words(2, GROUND + 34 + LINE * k, line, small=True) for k, line in enumerate(lines))
        panels.append(Panel(f"step {t}", marks, GROUND + 30 + LINE * len(lines)))
        alt.append(
            f"Step {t} with x = {plain(step['x'])}, h before = {plain(step['h_prev'])}, c before = "
            f"{plain(step['c_prev'])}. " + " ".join(f"{line}." for line in lines)
        )
    return Drawing(
        panels,
        alt,
    )


def sums(step: dict[str, Any]) -> list[str]:
    """The six formulas of a step with their numbers, to three digits."""
    x, h = plain(step["x"]), plain(step["h_prev"])
    lines = []
    for gate, (w_x, w_h, b) in WEIGHTS.items():
        squash = "tanh" if gate == "g" else "σ"
        bias = f" {'+' if b > 0 else '−'} {abs(b):g}" if b else ""
        inside = f"{plain(w_x)} × {x} + {plain(w_h)} × {h}{bias}"
        lines.append(f"{gate} = {squash}({inside}) = {squash}({plain(step['a'][gate])}) = {plain(step[gate])}")
    kept = f"{plain(step['f'])} × {plain(step['c_prev'])} + {plain(step['i'])} × {plain(step['g'])}"
    lines.append(f"c = {kept} = {plain(step['c'])}")
    lines.append(f"h = {plain(step['o'])} × tanh({plain(step['c'])}) = {plain(step['h'])}")
    return lines
