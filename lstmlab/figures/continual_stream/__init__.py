"""The continual stream: strings joined to one long sequence, and no one who sets the state back between them.

    without forget gate (1997)    c_t = c_{t-1} + i_t g_t
    with forget gate (2000)       c_t = f_t c_{t-1} + i_t g_t

A small LSTM of three cells, its weights set by hand, reads a mark at the start of every string and one number a step.
Without a forget gate nothing ever leaves a cell. What it holds of all strings so far adds up; the larger it is, the
flatter tanh is at that place, and the less of the present string reaches the output. The forget gate reads the mark:
there it shuts as far as the reader wants; inside a string it stays open.

Two trained nets of the same size (train.py) stand beside: they learnt to say a tenth of the sum of the string's numbers
so far, and have found out by themselves what to do where a string begins.

Source: F. A. Gers, J. Schmidhuber and F. Cummins, "Learning to Forget: Continual Prediction with LSTM", Neural
Computation 12 (2000), 2451-2471.
"""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab import unroll
from lstmlab.cells import lstm, lstm1997
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Switch, Whole

N_STEPS = 200
N_CELLS = 3

# What the number of each step does to i, g and o of each cell, and what the outputs before do. The page has them from
# here.
W_VALUE = {"i": (0.6, -0.5, 0.4), "g": (1.2, -0.9, 0.6), "o": (0.5, 0.4, -0.6)}
W_H = {
    "i": ((0.3, -0.2, 0.1), (-0.1, 0.2, 0.2), (0.2, 0.1, -0.3)),
    "g": ((-0.2, 0.3, 0.1), (0.2, -0.3, 0.1), (0.1, 0.2, -0.2)),
    "o": ((0.2, 0.1, -0.1), (-0.3, 0.2, 0.2), (0.1, -0.2, 0.3)),
}
INSIDE = 0.99  # the forget gate inside a string
SHUT = 40.0  # a net input at which the sigmoid is 0 or 1 to the last digit

# The first and the last so many steps are compared; a size that became so many times as large is said to have grown.
AVERAGED = 50
GROWN = 2.0

NETS = json.loads(Path(__file__).with_name("nets.json").read_text("utf-8"))
CELLS = {"hand": "set by hand", "trained": "trained"}


def compute(cells: str, forget: bool, f_start: float, length: int, drift: float) -> dict[str, Any]:
    """The cells over the whole stream.

    Args:
        cells: "hand" or "trained".
        forget: whether there is a forget gate.
        f_start: its value at the start of a string, where the cells are set by hand.
        length: steps of a string.
        drift: the mean of the numbers that are read.

    Returns:
        c: (T + 1, H), from c_0 = 0 on. size: (T,), the largest |c| of each step.
        slope: (T,), the mean of 1 - tanh(c)^2, what is left of a small change of c behind tanh.
        size_first, size_last: the mean of `size` over the first and over the last 50 steps.
        slope_first, slope_last: the mean of `slope` over them.
        at_start, inside_string: the mean forget gate where a string begins, and elsewhere; 1 without one.
        error_first, error_last: how far the trained net's answer is from what it learnt to say, on average over them; 0
        by hand.
    """
    xs = np.zeros((N_STEPS, 1, 2))
    xs[::length, 0, 0] = 1
    xs[:, 0, 1] = drift + np.array(noise())
    model = lstm if forget else lstm1997
    state = model.State(np.zeros((1, N_CELLS)), np.zeros((1, N_CELLS)))
    net = NETS["with" if forget else "without"]
    trained = model.Params(*(np.array(net[name]) for name in model.Params._fields))
    trace = unroll.forward(model, weights(forget, f_start) if cells == "hand" else trained, xs, state)
    c = np.array([np.zeros(N_CELLS), *(cache.c[0] for cache in trace.caches)])
    size = np.abs(c[1:]).max(axis=1)
    slope = (1 - np.tanh(c[1:]) ** 2).mean(axis=1)
    f = np.array([cache.f[0].mean() if forget else 1.0 for cache in trace.caches])
    begins = np.arange(N_STEPS) % length == 0
    off = np.zeros(N_STEPS)
    if cells == "trained":
        sums = [xs[t - t % length : t + 1, 0, 1].sum() for t in range(N_STEPS)]
        said = trace.hs[:, 0] @ np.array(net["W_y"]) + np.array(net["b_y"])
        off = np.abs(said[:, 0] - NETS["part"] * np.array(sums))
    first, last = float(size[:AVERAGED].mean()), float(size[-AVERAGED:].mean())
    return {
        "c": c.tolist(),
        "size": size.tolist(),
        "slope": slope.tolist(),
        "size_first": first,
        "size_last": last,
        "grows": last > GROWN * first,
        "slope_first": float(slope[:AVERAGED].mean()),
        "slope_last": float(slope[-AVERAGED:].mean()),
        "at_start": float(f[begins].mean()),
        "inside_string": float(f[~begins].mean()),
        "error_first": float(off[:AVERAGED].mean()),
        "error_last": float(off[-AVERAGED:].mean()),
    }


def weights(forget: bool, f_start: float) -> lstm.Params | lstm1997.Params:
    """The network: inputs (mark, number), three cells. The forget gate hears the mark alone."""
    blocks = {
        name: (np.array([[0.0] * N_CELLS, W_VALUE[name]]), np.array(W_H[name]), np.zeros(N_CELLS)) for name in W_H
    }
    if forget:
        inside = logit(INSIDE)
        mark = np.array([[logit(f_start) - inside] * N_CELLS, [0.0] * N_CELLS])
        blocks["f"] = (mark, np.zeros((N_CELLS, N_CELLS)), np.full(N_CELLS, inside))
    model = lstm if forget else lstm1997
    packed = [np.concatenate(parts, axis=-1) for parts in zip(*(blocks[gate] for gate in model.GATES), strict=True)]
    params: lstm.Params | lstm1997.Params = model.Params(*packed)
    return params


def logit(gate: float) -> float:
    """The net input for which the sigmoid is `gate`; 40 in size where it is 0 or 1."""
    return math.log(gate / (1 - gate)) if 0 < gate < 1 else SHUT * (2 * gate - 1)


def noise() -> list[float]:
    """Numbers from -1 to 1 that look random and are the same on every machine: x -> 1103515245 x + 12345 mod 2^31."""
    found, state = [], 2000
    for _ in range(N_STEPS):
        state = (1103515245 * state + 12345) % 2**31
        found.append(round(2 * (state >> 8) / 2**23 - 1, 2))
    return found


WORDS = {
    "alt": "Three LSTM cells, {kind[cells]}, with {gate[forget]}, read a stream of {noise.length} steps: strings of "
    "{length} steps, joined without a reset, of numbers with a mean of about {drift:2}. {result}",
    "kind": CELLS,
    "gate": {
        "true": "a forget gate, {at_start:2} at the start of a string and {inside_string:2} inside",
        "false": "no forget gate",
    },
    "result": "The largest |c| {change[grows]}: {size_first:2} on average in the first {averaged} steps, {size_last:2} "
    "in the last {averaged}. A small change of c passes tanh with a factor of {slope_first:3} at first and "
    "{slope_last:3} at last.{answer[cells]}",
    "answer": {
        "hand": "",
        "trained": " It is off by {error_first:2} on average at first, and by {error_last:2} at last.",
    },
    "change": {"true": "grows", "false": "does not grow much"},
}


class ContinualStream(Figure):
    """Three LSTM cells over a stream of joined strings, with and without a forget gate: the size of c.

    Args:
        cells: "hand" for cells whose weights are set by hand, "trained" for cells that learnt sums of strings.
        forget: whether there is a forget gate.
        f_start: its value at the start of a string, from 0 to 1; the trained gate has its own.
        length: steps of a string.
        drift: the mean of the numbers that are read.
    """

    title = "A continual stream"

    cells = Choice("hand", "The cells", options=CELLS)
    forget = Switch(False, "Forget gate")
    f_start = Number(0.05, "f where a string begins", low=0, high=1, step=0.05)
    length = Whole(20, "Steps of a string", low=5, high=50)
    drift = Number(0, "Mean of the numbers", low=-1, high=1, step=0.1, digits=1)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "noise": noise(),
            "w_value": {name: list(row) for name, row in W_VALUE.items()},
            "w_h": {name: [list(row) for row in rows] for name, rows in W_H.items()},
            "inside": INSIDE,
            "shut": SHUT,
            "averaged": AVERAGED,
            "grown": GROWN,
            "nets": {name: NETS[name] for name in ("without", "with")},
            "part": NETS["part"],
        }
