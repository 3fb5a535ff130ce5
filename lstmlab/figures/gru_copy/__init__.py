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
from lstmlab.figures.runtime.base import Figure, fixed
from lstmlab.figures.runtime.controls import Number, Whole

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
    }


def held(r: float, z: float) -> gru.Params:
    """A GRU of one unit whose gates do not listen: their biases hold them at r and z, their weights are zero."""
    biases = [np.log(gate) - np.log1p(-gate) if 0 < gate < 1 else SHUT * (2 * gate - 1) for gate in (r, z)]
    return gru.Params(np.array([[0, 0, W_X]]), np.array([[0, 0, W_H]]), np.array([*biases, 0.0]))


def _stretch(t: int, before: float, at: float, after: float) -> float:
    return before if t < NEW else at if t == NEW else after


def unmet(**controls: Any) -> list[str]:
    """What still keeps the unit from keeping, copying and keeping again, a sentence each; empty when it does."""
    values = compute(**controls)
    wanted = _number(values["wanted"])
    found = []
    if values["stray_before"] > NEAR:
        found.append(
            f"In steps 1 to {NEW - 1} the old value is not kept: h strays by up to {_number(values['stray_before'])} "
            f"from where it began, and {NEAR:g} is allowed."
        )
    if values["stray_at"] > NEAR:
        found.append(
            f"At step {NEW} h is {_number(values['plus'][NEW])} in one run and {_number(values['minus'][NEW])} in the "
            f"other. A copy of the new value is {wanted}; both have to be within {NEAR:g} of it."
        )
    if values["stray_after"] > NEAR:
        found.append(
            f"In steps {NEW + 1} to {N_STEPS} h strays by up to {_number(values['stray_after'])} from {wanted}, the "
            f"copy of the new value, and {NEAR:g} is allowed."
        )
    return found


def describe(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """The text alternative: the gates in each stretch, the numbers of the chosen step, and what became of the value."""
    gates = "; ".join(
        f"z = {_number(controls[f'z_{name}'])} and r = {_number(controls[f'r_{name}'])} in {stretch}"
        for name, stretch in STRETCHES.items()
    )
    t = controls["step"]
    runs = " and ".join(f"from {_number(values[run][t - 1])} to {_number(values[run][t])}" for run in ("plus", "minus"))
    return (
        f"One GRU unit with its gates held by hand: {gates}. Two runs begin with {_number(START)} and "
        f"{_number(-START)}. At step {t} the input is {_number(XS[t - 1], 1)} and h goes {runs}. {verdict(values)}"
    )


def verdict(values: dict[str, Any]) -> str:
    """What became of the old value and of the new one, stretch by stretch."""
    kept = values["stray_before"] <= NEAR
    copied = values["stray_at"] <= NEAR
    held_on = values["stray_after"] <= NEAR
    before = "kept" if kept else f"not kept, h strays by {_number(values['stray_before'])}"
    apart = abs(values["plus"][NEW] - values["minus"][NEW])
    at = "the new value is copied" if copied else f"no clean copy, the two runs are {_number(apart)} apart"
    after = "the copy is kept" if held_on else f"h is up to {_number(values['stray_after'])} away from a clean copy"
    return f"Steps 1 to {NEW - 1}: {before}. Step {NEW}: {at}. Steps {NEW + 1} to {N_STEPS}: {after}."


STRETCHES = {
    "before": f"steps 1 to {NEW - 1}",
    "at": f"step {NEW}",
    "after": f"steps {NEW + 1} to {N_STEPS}",
}


def _number(value: float, digits: int = 2) -> str:
    return fixed(value, digits).replace("-", "−")


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
    describe = staticmethod(describe)
    unmet = staticmethod(unmet)

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
