"""GRU beside LSTM: one unit of each reads the same input, with the same candidate and gates that the reader sets.

    r_t = sigmoid(w x_t + b_r)                         i_t = sigmoid(w x_t + b_i)
    z_t = sigmoid(w x_t + b_z)                         f_t = sigmoid(-w x_t + b_f)
    n_t = tanh(w_x x_t + w_h (r_t h_{t-1}) + b_n)      g_t = tanh(w_x x_t + w_h h_{t-1} + b_g),   b_g = b_n
    h_t = (1 - z_t) h_{t-1} + z_t n_t                  c_t = f_t c_{t-1} + i_t g_t
                                                       o_t = sigmoid(w x_t + b_o),   h_t = o_t tanh(c_t)

The forget gate has the input with a minus sign: what opens the door for the new closes it for the old, as 1 - z does.

Two switches change a line of the GRU each. In the other convention of z the last line is (1 - z_t) n_t + z_t h_{t-1};
with the signs of w and b_z turned as well it is the same function again. With r after the product the candidate is
tanh(w_x x_t + r_t (w_h h_{t-1} + b_n)). In a single unit that matters for the bias alone, for r h w is one product;
with more units it is another function also without a bias, because r comes after W_hn has mixed them.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab import unroll
from lstmlab.cells import gru, gru_reset_after, lstm
from lstmlab.cells.protocol import StepCell
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Switch, Whole

# The weights of the candidate, the same in both cells, and the inputs. Handed to the page from here.
W_X, W_H = 1.5, 1.2
N_STEPS = 40
NOISE = "0.4 -1.1 0.3 0.9 -0.2 -0.6 1.3 0.1 -0.8 -1.4 0.6 0.2 -0.3 1.0 -0.5 0.7 -1.2 0.0 0.5 -0.9"
NOISE += " 1.5 -0.1 -0.7 0.8 0.3 -1.0 -0.4 1.1 0.6 -1.6 0.2 0.9 -0.3 -0.6 0.4 1.2 -0.8 0.1 -1.3 0.5"
SIGNALS = {
    "pulse": [float(t == 5) for t in range(1, N_STEPS + 1)],
    "pulses": [float(t in (5, 15, 25)) for t in range(1, N_STEPS + 1)],
    "step": [float(5 <= t <= 22) for t in range(1, N_STEPS + 1)],
    "noise": [float(value) for value in NOISE.split()],
}
NAMES = {"pulse": "one pulse", "pulses": "three pulses", "step": "a step", "noise": "noise"}


class Unit(NamedTuple):
    """What the reader sets in the two units.

    w: weight of the input in every gate. b_n: bias of both candidates. b_r, b_z: of the GRU's gates. b_i, b_f, b_o: of
    the LSTM's gates.
    """

    w: float
    b_n: float
    b_r: float
    b_z: float
    b_i: float
    b_f: float
    b_o: float


def compute(
    signal: str,
    z_weighs: str,
    turned: bool,
    placement: str,
    n_in: int,
    n_hidden: int,
    step: int = 1,
    **unit: float,
) -> dict[str, Any]:
    """Both cells over 40 steps, and how many weights each has in a layer of the reader's size.

    Args:
        signal: "pulse", "pulses", "step" or "noise".
        z_weighs: "candidate" or "previous": what is multiplied by z.
        turned: whether z has its weight and its bias with the opposite sign.
        placement: "before" or "after": r acts before or after the product with w_h.
        n_in, n_hidden: D and H of the layers that are counted.
        step: the step whose numbers are shown; changes no number here.
        unit: the values of `Unit`, by name.

    Returns:
        x: the input. gru: r, z, n, h; lstm: i, f, g, o, c, h; 40 numbers each.
        gap_h: the largest difference of the two h. gap_c: of the GRU's h and the LSTM's c.
        gru_parameters, lstm_parameters: weights of layers with D inputs and H units.
    """
    xs, weights = np.array(SIGNALS[signal]), Unit(**unit)
    cell, gru_params = _gru(weights, placement, -1.0 if turned else 1.0)
    ours = _run(cell.variant(z_weighs), gru_params, xs, "rzn")
    theirs = _run(lstm, _lstm(weights), xs, "ifgoc")
    return {
        "x": xs.tolist(),
        "gru": {name: row.tolist() for name, row in ours.items()},
        "lstm": {name: row.tolist() for name, row in theirs.items()},
        "gap_h": float(np.abs(ours["h"] - theirs["h"]).max()),
        "gap_c": float(np.abs(ours["h"] - theirs["c"]).max()),
        "gru_parameters": cell.count_parameters(n_in, n_hidden),
        "lstm_parameters": lstm.count_parameters(n_in, n_hidden),
    }


def _gru(unit: Unit, placement: str, sign: float) -> tuple[Any, Any]:
    W_x, W_h = np.array([[unit.w, sign * unit.w, W_X]]), np.array([[0, 0, W_H]])
    b = np.array([unit.b_r, sign * unit.b_z, unit.b_n])
    if placement == "before":
        return gru, gru.Params(W_x, W_h, b)
    of_gates = np.array([1.0, 1.0, 0.0])  # the candidate's bias stands inside the brackets that r multiplies
    return gru_reset_after, gru_reset_after.Params(W_x, W_h, b * of_gates, b * (1 - of_gates))


def _lstm(unit: Unit) -> lstm.Params:
    w = unit.w
    b = np.array([unit.b_i, unit.b_f, unit.b_n, unit.b_o])
    return lstm.Params(np.array([[w, -w, W_X, w]]), np.array([[0, 0, W_H, 0]]), b)


def _run(cell: StepCell, params: Any, xs: np.ndarray, names: str) -> dict[str, np.ndarray]:
    trace = unroll.forward(cell, params, xs[:, None, None], unroll.zero_state(cell, params, 1))
    rows = {name: np.array([getattr(cache, name)[0, 0] for cache in trace.caches]) for name in names}
    return {**rows, "h": trace.hs[:, 0, 0]}


WORDS = {
    "alt": "A GRU and an LSTM of one unit each read {names[signal]}. In the GRU z weighs the "
    "{weighed[z_weighs]}{signs[turned]}, and r acts {placement} the product. At step {step} of {x.length} the input is "
    "{x[step-1]:1}; GRU: {ours}; LSTM: {theirs}. {result} {sizes}",
    "weighed": {"candidate": "candidate", "else": "previous state"},
    "signs": {"true": ", the signs of its weights turned", "false": ""},
    "ours": {"each": "gru", "say": "{key} = {item[step-1]:2}"},
    "theirs": {"each": "lstm", "say": "{key} = {item[step-1]:2}"},
    "result": "Over all steps the two h differ by up to {gap_h:2}, and the GRU's h and the LSTM's c by up to "
    "{gap_c:2}.",
    "sizes": "With D = {n_in} and H = {n_hidden}, the GRU has {gru_parameters:,} parameters and the LSTM "
    "{lstm_parameters:,}.",
}


class GruBesideLstm(Figure):
    """A GRU and an LSTM of one unit each on the same input: gates, candidates and states over time, and their sizes."""

    title = "GRU beside LSTM"

    signal = Choice("pulses", "Input", options=NAMES)
    w = Number(4, "Input weight w of all gates", low=0, high=6, step=0.25)
    b_n = Number(0, "Candidate bias b_n = b_g", low=-2, high=2, step=0.25)
    b_r = Number(0, "Reset bias b_r", low=-6, high=6, step=0.25)
    b_z = Number(-3, "Update bias b_z", low=-6, high=6, step=0.25)
    b_i = Number(-3, "Input bias b_i", low=-6, high=6, step=0.25)
    b_f = Number(4, "Forget bias b_f", low=-6, high=6, step=0.25)
    b_o = Number(0, "Output bias b_o", low=-6, high=6, step=0.25)
    z_weighs = Choice("candidate", "z multiplies", options={"candidate": "the candidate", "previous": "the old state"})
    turned = Switch(False, "Turn the signs of z's weights")
    placement = Choice("before", "r acts", options={"before": "before the product", "after": "after it"})
    n_in = Whole(10, "Inputs D", low=1, high=512)
    n_hidden = Whole(20, "Hidden units H", low=1, high=512)
    step = Whole(6, "Step in the formulas", low=1, high=N_STEPS)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"w_x": W_X, "w_h": W_H, "signals": SIGNALS, "names": NAMES}
