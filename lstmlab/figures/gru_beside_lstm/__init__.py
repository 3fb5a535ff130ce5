"""GRU beside LSTM: how long does each keep what it took in? One unit of each reads the same input.

    z_t = sigmoid(4 x_t + b_z)                         i_t = sigmoid(4 x_t + b_i)
    r_t = sigmoid(4 x_t + 6), as good as open          f_t = sigmoid(-4 x_t + b_f)
    n_t = tanh(w_x x_t + w_h (r_t h_{t-1}))            g_t = tanh(w_x x_t + w_h h_{t-1})
    h_t = (1 - z_t) h_{t-1} + z_t n_t                  c_t = f_t c_{t-1} + i_t g_t
                                                       o_t = sigmoid(4 x_t + b_o),   h_t = o_t tanh(c_t)

The forget gate has the input with a minus sign: what opens the door for the new closes it for the old, as 1 - z does.
How the same GRU is written otherwise is the question of gru_forms, how large each is that of gru_sizes.
"""

from typing import Any

import numpy as np

from lstmlab import unroll
from lstmlab.cells import gru, lstm
from lstmlab.cells.protocol import StepCell
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Whole

# The weights of the candidate, the same in both cells, that of the input in every gate, and the bias of a gate that is
# as good as open. Handed to the page from here.
W_X, W_H, W, OPEN = 1.5, 1.2, 4.0, 6.0
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


def compute(signal: str, b_z: float, b_i: float, b_f: float, b_o: float, step: int = 1) -> dict[str, Any]:
    """Both cells over 40 steps, and what is left at the end.

    Args:
        signal: "pulse", "pulses", "step" or "noise".
        b_z: bias of the GRU's update gate. b_i, b_f, b_o: of the LSTM's gates.
        step: the step whose numbers are shown; changes no number here.

    Returns:
        x: the input. gru: r, z, n, h; lstm: i, f, g, o, c, h; 40 numbers each.
        kept_h, kept_c: the size at the last step beside the largest one, of the GRU's h and of the LSTM's c.
        most_h, most_c: these largest sizes; most_shown: that of the LSTM's h.
        gap_c: the largest difference of the GRU's h and the LSTM's c.
    """
    xs = np.array(SIGNALS[signal])
    ours = gru.Params(np.array([[W, W, W_X]]), np.array([[0, 0, W_H]]), np.array([OPEN, b_z, 0]))
    theirs = lstm.Params(np.array([[W, -W, W_X, W]]), np.array([[0, 0, W_H, 0]]), np.array([b_i, b_f, 0, b_o]))
    rows, cells = run(gru, ours, xs, "rzn"), run(lstm, theirs, xs, "ifgoc")
    h, c = np.abs(rows["h"]), np.abs(cells["c"])
    return {
        "x": xs.tolist(),
        "gru": {name: row.tolist() for name, row in rows.items()},
        "lstm": {name: row.tolist() for name, row in cells.items()},
        "kept_h": float(h[-1] / h.max()),
        "kept_c": float(c[-1] / c.max()),
        "most_h": float(h.max()),
        "most_c": float(c.max()),
        "most_shown": float(np.abs(cells["h"]).max()),
        "gap_c": float(np.abs(rows["h"] - cells["c"]).max()),
    }


def run(cell: StepCell, params: Any, xs: np.ndarray, names: str) -> dict[str, np.ndarray]:
    """The rows of one unit over the inputs: what the caches hold under these names, and h."""
    trace = unroll.forward(cell, params, xs[:, None, None], unroll.zero_state(cell, params, 1))
    rows = {name: np.array([getattr(cache, name)[0, 0] for cache in trace.caches]) for name in names}
    return {**rows, "h": trace.hs[:, 0, 0]}


WORDS = {
    "alt": "A GRU and an LSTM of one unit each read {names[signal]}. At step {step} of {x.length} the input is "
    "{x[step-1]:1}; GRU: {ours}; LSTM: {theirs}. {result}",
    "ours": {"each": "gru", "say": "{key} = {item[step-1]:2}"},
    "theirs": {"each": "lstm", "say": "{key} = {item[step-1]:2}"},
    "result": "At the last step the GRU has {kept_h:%0} of the most that it held ({most_h:2}), and the LSTM's cell "
    "{kept_c:%0} ({most_c:2}). Of it the LSTM showed at most {most_shown:2}; a GRU shows all.",
}


class GruBesideLstm(Figure):
    """A GRU and an LSTM of one unit each on the same input: how long each keeps what it took in.

    Args:
        signal: the input: "pulse", "pulses", "step" or "noise".
        b_z: bias of the GRU's update gate.
        b_i, b_f, b_o: biases of the LSTM's gates.
        step: the step whose numbers are shown.
    """

    title = "GRU beside LSTM"

    signal = Choice("pulses", "Input", options=NAMES)
    b_z = Number(-3, "Update bias b_z", low=-6, high=6, step=0.25)
    b_i = Number(-3, "Input bias b_i", low=-6, high=6, step=0.25)
    b_f = Number(4, "Forget bias b_f", low=-6, high=6, step=0.25)
    b_o = Number(0, "Output bias b_o", low=-6, high=6, step=0.25)
    step = Whole(6, "Step in the formulas", low=1, high=N_STEPS)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"w_x": W_X, "w_h": W_H, "w": W, "open": OPEN, "signals": SIGNALS, "names": NAMES}
