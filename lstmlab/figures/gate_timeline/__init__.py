"""The gate timeline: which gates of a cell are open when, what the cell holds, and what gradient comes back through it.

An LSTM of one unit reads three inputs: a value, a signal to write and a signal to read. Set by hand:

    i_t = sigmoid(8 write_t - 4)    f_t = f    g_t = tanh(value_t)    o_t = sigmoid(8 read_t - 4)
    c_t = f c_{t-1} + i_t g_t       h_t = o_t tanh(c_t)

The loss is the last output, L = h_T. Backward, the same gates stand on the same way:

    dL/dc_T = o_T (1 - tanh(c_T)^2)    dL/dc_t = f dL/dc_{t+1}    dL/dvalue_t = dL/dc_t i_t (1 - g_t^2)

An open gate is not quite 1 and a shut one not quite 0: sigmoid(4) = 0.98 and sigmoid(-4) = 0.02.

Trained (train.py): the same unit with all its weights free, among them those from h, so that a gradient also comes back
through the gates; it was shown what to say, and never what a gate is for. dL/dc_t counts both ways.

Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), 1735-1780, section 4.
"""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab.cells import lstm
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Whole

# The values that are read, and what a signal does to its gate. The page has them from here.
INPUTS = (-0.5, 0.8, 1.2, -0.9, 0.4, -1.1, 0.7, -0.3, 1.0, -0.8, 0.6, -0.6)
N_STEPS = len(INPUTS)
SIGNAL, BIAS = 8.0, -4.0
MOMENTS = 2 * N_STEPS  # forward through the steps, and back
SHUT = 80.0  # a net input at which the sigmoid is 0 or 1 to the last digit
NET = json.loads(Path(__file__).with_name("net.json").read_text("utf-8"))
CELLS = {"hand": "set by hand", "trained": "trained"}


def compute(cell: str, write: int, f: float, read: int, moment: int = MOMENTS) -> dict[str, Any]:
    """Forward through the cell, and backward from the last output.

    Args:
        cell: "hand" or "trained".
        write: the step with the signal to write.
        f: the forget gate at every step of the cell that is set by hand.
        read: the step with the signal to read.
        moment: how far the drawing has come: 1 to 12 forward, 13 to 24 back, from step 12 to step 1. Changes `phase`,
            `here` and `forward` alone.

    Returns:
        phase: "forward", "back", or "all" at the last moment. here: the step of this moment. forward: how many steps
        are read.
        i, keep, g, o, h: (T,) at steps 1 ... 12, keep being the forget gate; c: (T + 1,), from c_0 = 0 on.
        dc: (T,), dL/dc_t. dvalue: (T,), dL/dvalue_t.
        written: i g at the step `write`. left: the product of the forget gates after it.
        share: dL/dc there beside dL/dc at the last step.
    """
    xs = np.zeros((N_STEPS, 1, 3))
    xs[:, 0, 0] = INPUTS
    xs[write - 1, 0, 1] = 1
    xs[read - 1, 0, 2] = 1
    params = weights(f) if cell == "hand" else lstm.Params(*(np.array(NET[name]) for name in lstm.Params._fields))
    state, caches = lstm.State(np.zeros((1, 1)), np.zeros((1, 1))), []
    hs = []
    for x in xs:
        state, cache = lstm.step(params, x, state)
        hs.append(float(state.h[0, 0]))
        caches.append(cache)
    dc: list[float] = []
    dvalue: list[float] = []
    dstate = lstm.State(np.ones((1, 1)), np.zeros((1, 1)))
    for cache in reversed(caches):
        shown = dstate.h * cache.o * (1 - np.tanh(cache.c) ** 2)
        dc.insert(0, float((dstate.c + shown)[0, 0]))
        dx, dstate, _ = lstm.step_backward(params, cache, dstate)
        dvalue.insert(0, float(dx[0, 0]))
    return {
        "phase": "all" if moment == MOMENTS else "forward" if moment <= N_STEPS else "back",
        "here": moment if moment <= N_STEPS else MOMENTS + 1 - moment,
        "forward": min(moment, N_STEPS),
        **{name: [float(getattr(cache, name)[0, 0]) for cache in caches] for name in ("i", "g", "o")},
        "keep": [float(cache.f[0, 0]) for cache in caches],
        "c": [0.0, *(float(cache.c[0, 0]) for cache in caches)],
        "h": hs,
        "dc": dc,
        "dvalue": dvalue,
        "written": float(caches[write - 1].i[0, 0] * caches[write - 1].g[0, 0]),
        "left": math.prod(float(cache.f[0, 0]) for cache in caches[write:]),
        "share": dc[write - 1] / dc[-1],
    }


def weights(f: float) -> lstm.Params:
    """The cell: inputs (value, write, read), one unit, no recurrent weights."""
    forget = math.log(f / (1 - f)) if 0 < f < 1 else SHUT * (2 * f - 1)
    W_x = np.array([[0, 0, 1, 0], [SIGNAL, 0, 0, 0], [0, 0, 0, SIGNAL]], dtype=float)
    return lstm.Params(W_x, np.zeros((1, 4)), np.array([BIAS, forget, 0, BIAS]))


WORDS = {
    "alt": "One LSTM cell over {inputs.length} steps, {kind[cell]} The input gate is {i[write-1]:2} at step {write}, "
    "with the signal to write. {seen[phase]} {result}",
    "kind": {
        "hand": "set by hand: gates open at their signals and are shut elsewhere, the forget gate is {f:2} throughout.",
        "trained": "trained. Its forget gate is {keep[write-1]:2} at step {write}; those after it leave {left:2} of c.",
    },
    "seen": {
        "forward": "Drawn so far: steps 1 to {forward}, and no gradient.",
        "back": "Drawn so far: all steps, and the gradient back to step {here}.",
        "all": "h is {h[read-1]:3} at step {read}, with the signal to read, where the output gate is "
        "{o[read-1]:2}{end[read]}.",
    },
    "end": {str(N_STEPS): "", "else": ", and {h[-1]:3} at step {inputs.length}, where it is {o[-1]:2}"},
    "result": "{told[phase]}",
    "told": {
        "forward": "After step {here} of {inputs.length} the cell holds {c[here]:3}, and h is {h[here-1]:3}.",
        "back": "Back at step {here} the gradient of c is {dc[here-1]:p}; the value read there receives "
        "{dvalue[here-1]:p}.",
        "all": "The cell takes {written:3} at step {write} and holds {c[-1]:3} at step {inputs.length}. Back from the "
        "last output, the gradient of c is {dc[-1]:p} at step {inputs.length} and {dc[write-1]:p} at step {write}; the "
        "value read there receives {dvalue[write-1]:p}.",
    },
}


class GateTimeline(Figure):
    """One LSTM cell over 12 steps: gates open and shut, the value held, the gradient that survives.

    Args:
        cell: "hand" for the cell whose weights are set by hand, "trained" for one that learnt to store and show.
        write: the step with the signal to write, where the input gate opens.
        f: the forget gate at every step of the cell set by hand, from 0 to 1.
        read: the step with the signal to read, where the output gate opens.
        moment: how far the drawing has come: 1 to 12 forward, 13 to 24 back.
    """

    title = "Gate timeline"

    cell = Choice("hand", "The cell", options=CELLS)
    write = Whole(3, "Input gate opens at step", low=1, high=N_STEPS)
    f = Number(0.95, "Forget gate f at every step", low=0, high=1, step=0.05)
    read = Whole(N_STEPS, "Output gate opens at step", low=1, high=N_STEPS)
    moment = Whole(MOMENTS, "Forward, then back", low=1, high=MOMENTS)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"inputs": list(INPUTS), "signal": SIGNAL, "bias": BIAS, "shut": SHUT} | {
            "net": {name: NET[name] for name in lstm.Params._fields}
        }
