"""The forms of a GRU: which way of writing it changes the function? One unit, as written here and as others write it.

    r_t = sigmoid(4 x_t)      z_t = sigmoid(4 x_t + b_z)      n_t = tanh(w_x x_t + w_h (r_t h_{t-1}) + b_n)
    h_t = (1 - z_t) h_{t-1} + z_t n_t

Three switches change a line each. In the other convention of z the last line is (1 - z_t) n_t + z_t h_{t-1}; with the
signs of w and b_z turned as well it is the same function again. With r after the product the candidate is
tanh(w_x x_t + r_t (w_h h_{t-1} + b_n)). In a single unit that matters for the bias alone, for r h w is one product;
with more units it is another function also without a bias, because r comes after W_hn has mixed them.
"""

from typing import Any

import numpy as np

from lstmlab.cells import gru, gru_reset_after
from lstmlab.figures.gru_beside_lstm import NAMES, SIGNALS, W_H, W_X, W, run
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Switch

SAME = 1e-9  # two runs are of the same function where no step differs by more


def compute(signal: str, z_weighs: str, turned: bool, placement: str, b_z: float, b_n: float) -> dict[str, Any]:
    """The GRU as it is written here, and as the switches write it.

    Args:
        signal: "pulse", "pulses", "step" or "noise".
        z_weighs: "candidate" or "previous": what is multiplied by z.
        turned: whether z has its weight and its bias with the opposite sign.
        placement: "before" or "after": r acts before or after the product with w_h.
        b_z, b_n: biases of the update gate and of the candidate.

    Returns:
        x: the input. ours, other: z and h of the two, 40 numbers each.
        gap: the largest difference of the two h. same: whether they are the same function here.
    """
    xs = np.array(SIGNALS[signal])
    ours = run(gru, _weights("before", 1.0, b_z, b_n), xs, "z")
    cell = gru if placement == "before" else gru_reset_after
    other = run(cell.variant(z_weighs), _weights(placement, -1.0 if turned else 1.0, b_z, b_n), xs, "z")
    apart = np.abs(ours["h"] - other["h"])
    return {
        "x": xs.tolist(),
        "ours": {name: row.tolist() for name, row in ours.items()},
        "other": {name: row.tolist() for name, row in other.items()},
        "gap": float(apart.max()),
        "same": bool(apart.max() < SAME),
    }


def _weights(placement: str, sign: float, b_z: float, b_n: float) -> Any:
    W_x, W_h, b = np.array([[W, sign * W, W_X]]), np.array([[0, 0, W_H]]), np.array([0, sign * b_z, b_n])
    if placement == "before":
        return gru.Params(W_x, W_h, b)
    of_gates = np.array([1.0, 1.0, 0.0])  # the candidate's bias stands inside the brackets that r multiplies
    return gru_reset_after.Params(W_x, W_h, b * of_gates, b * (1 - of_gates))


WORDS = {
    "alt": "A GRU of one unit reads {names[signal]}, with b_z = {b_z:2} and b_n = {b_n:2}, as this course writes it "
    "and in another form: z weighs the {weighed[z_weighs]}{signs[turned]}, and r acts {placement} the product. "
    "{result}",
    "weighed": {"candidate": "candidate", "else": "previous state"},
    "signs": {"true": ", the signs of its weights turned", "false": ""},
    "result": "{verdict[same]}",
    "verdict": {
        "true": "The same function: at all {x.length} steps the two states are equal. At the end h = {ours.h[-1]:2}.",
        "false": "Another function: the two states differ by up to {gap:3}. At the end h is {ours.h[-1]:2} and "
        "{other.h[-1]:2}.",
    },
}


class GruForms(Figure):
    """A GRU of one unit in the forms that texts and libraries write: which of them is another function?

    Args:
        signal: the input: "pulse", "pulses", "step" or "noise".
        z_weighs: what z multiplies: "candidate" or "previous".
        turned: whether the weights of z have the opposite signs.
        placement: whether r acts "before" or "after" the product.
        b_z, b_n: biases of the update gate and of the candidate.
    """

    title = "The forms of a GRU"

    z_weighs = Choice("previous", "z multiplies", options={"candidate": "the candidate", "previous": "the old state"})
    turned = Switch(False, "Turn the signs of z's weights")
    placement = Choice("before", "r acts", options={"before": "before the product", "after": "after it"})
    signal = Choice("pulses", "Input", options=NAMES)
    b_z = Number(-3, "Update bias b_z", low=-6, high=6, step=0.25)
    b_n = Number(0, "Candidate bias b_n", low=-2, high=2, step=0.25)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"w_x": W_X, "w_h": W_H, "w": W, "signals": SIGNALS, "names": NAMES, "near": SAME}
