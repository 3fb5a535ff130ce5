"""Keep, copy, keep: one GRU unit keeps a value, takes a new one in a single step, and keeps that. Its gates are held.

    n_t = tanh(w_x x_t + w_h (r_t h_{t-1}))
    h_t = (1 - z_t) h_{t-1} + z_t n_t

The reader sets z and r for three stretches of time: before the new value, at the step that brings it, and after. Two
runs see the same inputs and begin with opposite values. While the old value is kept they stay apart; once it is
replaced by a copy of the new one, nothing of the old may be left, so they have to meet.
"""

from typing import Any

import numpy as np

from lstmlab.cells import gru
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Number, Whole
from lstmlab.figures.runtime.words import shape

# The unit, and what it reads. The new value comes at step NEW; all other inputs are disturbances. Handed to the page.
W_X, W_H = 1.5, 1.5
START = 0.7
XS = (0.6, -0.4, 0.8, 0.3, -0.7, 0.5, -0.2, 0.7, -0.5, 0.4, 0.3, -0.6, -0.3, 0.8, -0.7, 0.4, -0.8, 0.6, -0.5, 0.7)
N_STEPS = len(XS)
NEW = 11

# How far h may be from what it should be: the puzzle gru.copy_puzzle.
NEAR = 0.1

# The net input of a gate that is fully open or fully shut: there the sigmoid is 1 or 0 to the last digit.
SHUT = 80.0


def compute(
    z_before: float, r_before: float, z_at: float, r_at: float, z_after: float, r_after: float, step: int = NEW
) -> dict[str, Any]:
    """Both runs, and how far they stray from what has to be kept.

    Args:
        z_before, r_before: update and reset gate in steps 1 to 10.
        z_at, r_at: in step 11, which brings the new value.
        z_after, r_after: in steps 12 to 20.
        step: the step whose numbers are shown; changes no number here.

    Returns:
        z, r: the gates at steps 1 ... 20.
        plus, minus: h_0 ... h_20 of the run that begins with +0.7 and of the one that begins with -0.7.
        n_plus, n_minus: the candidates n_1 ... n_20.
        wanted: h after step 11 if the new input alone decides, tanh(w_x x_11).
        stray_before, stray_at, stray_after: the largest distance of both runs from h_0 in steps 1 to 10, from `wanted`
        in step 11, and from `wanted` in steps 12 to 20.
    """
    zs = [_stretch(t, z_before, z_at, z_after) for t in range(1, N_STEPS + 1)]
    rs = [_stretch(t, r_before, r_at, r_after) for t in range(1, N_STEPS + 1)]
    state = gru.State(np.array([[START], [-START]]))
    hs, ns = [state.h[:, 0]], []
    for x, z, r in zip(XS, zs, rs, strict=True):
        state, cache = gru.step(held(r, z), np.full((2, 1), x), state)
        hs.append(state.h[:, 0])
        ns.append(cache.n[:, 0])
    wanted = float(np.tanh(W_X * XS[NEW - 1]))
    h = np.array(hs)
    kept, copied, held_on = (
        bool(np.abs(part).max() <= NEAR) for part in (h[1:NEW] - h[0], h[NEW] - wanted, h[NEW + 1 :] - wanted)
    )
    return {
        "z": zs,
        "r": rs,
        "plus": h[:, 0].tolist(),
        "minus": h[:, 1].tolist(),
        "n_plus": [float(n[0]) for n in ns],
        "n_minus": [float(n[1]) for n in ns],
        "wanted": wanted,
        "stray_before": float(np.abs(h[1:NEW] - h[0]).max()),
        "stray_at": float(np.abs(h[NEW] - wanted).max()),
        "stray_after": float(np.abs(h[NEW + 1 :] - wanted).max()),
        "apart": abs(float(h[NEW, 0] - h[NEW, 1])),
        "kept": kept,
        "copied": copied,
        "held_on": held_on,
        "unmet": [name for name, good in (("before", kept), ("at", copied), ("after", held_on)) if not good],
    }


def held(r: float, z: float) -> gru.Params:
    """A GRU of one unit whose gates do not listen: their biases hold them at r and z, their weights are zero."""
    biases = [np.log(gate) - np.log1p(-gate) if 0 < gate < 1 else SHUT * (2 * gate - 1) for gate in (r, z)]
    return gru.Params(np.array([[0, 0, W_X]]), np.array([[0, 0, W_H]]), np.array([*biases, 0.0]))


def _stretch(t: int, before: float, at: float, after: float) -> float:
    return before if t < NEW else at if t == NEW else after


STRETCHES = {
    "before": f"steps 1 to {NEW - 1}",
    "at": f"step {NEW}",
    "after": f"steps {NEW + 1} to {N_STEPS}",
}


WORDS = {
    "alt": "One GRU unit with its gates held by hand: "
    + "; ".join(f"z = {{z_{name}:2}} and r = {{r_{name}:2}} in {stretch}" for name, stretch in STRETCHES.items())
    + f". Two runs begin with {shape(START, '2')} and {shape(-START, '2')}. At step {{step}} the input is "
    f"{{xs[step-1]:1}} and h "
    "goes from {plus[step-1]:2} to {plus[step]:2} and from {minus[step-1]:2} to {minus[step]:2}. {result}",
    "result": f"Steps 1 to {NEW - 1}: {{before[kept]}}. Step {NEW}: {{at[copied]}}. Steps {NEW + 1} to {N_STEPS}: "
    "{after[held_on]}.",
    "before": {"true": "kept", "false": "not kept, h strays by {stray_before:2}"},
    "at": {"true": "the new value is copied", "false": "no clean copy, the two runs are {apart:2} apart"},
    "after": {"true": "the copy is kept", "false": "h is up to {stray_after:2} away from a clean copy"},
    "unmet": {
        "before": f"In steps 1 to {NEW - 1} the old value is not kept: h strays by up to {{stray_before:2}} from where "
        f"it began, and {NEAR:g} is allowed.",
        "at": f"At step {NEW} h is {{plus[new]:2}} in one run and {{minus[new]:2}} in the other. A copy of the new "
        f"value is {{wanted:2}}; both have to be within {NEAR:g} of it.",
        "after": f"In steps {NEW + 1} to {N_STEPS} h strays by up to {{stray_after:2}} from {{wanted:2}}, the copy of "
        f"the new value, and {NEAR:g} is allowed.",
    },
}


class GruCopy(Figure):
    """One GRU unit, its gates held by hand: keep a value, replace it by a new one in a single step, keep that one."""

    title = "Keep, copy, keep"

    z_before = Number(0.3, f"z in {STRETCHES['before']}", low=0, high=1, step=0.05)
    r_before = Number(0.5, f"r in {STRETCHES['before']}", low=0, high=1, step=0.05)
    z_at = Number(0.3, f"z in {STRETCHES['at']}", low=0, high=1, step=0.05)
    r_at = Number(0.5, f"r in {STRETCHES['at']}", low=0, high=1, step=0.05)
    z_after = Number(0.3, f"z in {STRETCHES['after']}", low=0, high=1, step=0.05)
    r_after = Number(0.5, f"r in {STRETCHES['after']}", low=0, high=1, step=0.05)
    step = Whole(NEW, "Step in the formula", low=1, high=N_STEPS)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "xs": list(XS),
            "new": NEW,
            "start": START,
            "near": NEAR,
            "w_x": W_X,
            "w_h": W_H,
            "stretches": STRETCHES,
        }
