"""Gradient flow: how long the gradient is, lag steps before the end, in a small net whose recurrent weights are scaled.

    linear      h_t = x_t w_x + h_{t-1} (s W_h)
    tanh        h_t = tanh(x_t w_x + h_{t-1} (s W_h))
    lstm        c_t = f c_{t-1} + i_t g_t,   h_t = o_t tanh(c_t),   the forget gate held at f

The loss reaches the last state alone, with a gradient of norm 1. Beside the measured norm of the gradient of h_t
(for the LSTM, of h_t and c_t together) stand two lines. With J_t the Jacobian of one step,

    |dL/dh_{T-l}| <= sigma^l |dL/dh_T|,    sigma the largest singular value of s W_h

holds for linear and tanh units, because tanh' <= 1. rho^l, with rho the spectral radius, is no bound, but it is the
rate of the linear net in the long run. For the LSTM the line is f^l, what the cell state alone carries.
"""

from typing import Any

import numpy as np

from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number
from lstmlab.figures.runtime.even import even_tanh
from lstmlab.shapes import Array

N_STEPS = 50
W_H = ((0.31, 0.52, -0.75, -0.04), (0.3, 0.4, 0.19, 0.44), (0.09, 0.16, 0.05, -0.32), (-0.25, 0.11, -0.17, 0.37))
W_X = (0.3, -0.24, 0.18, 0.36)
_TENTHS = (
    "9 -3 6 2 -4 8 7 -3 9 -6 6 4 -1 -9 8 1 -2 -3 3 -3 0 -3 -9 -5 7 6 3 -1 9 7 -5 1 9 6 -3 -1 0 8 4 -2 -1 -8 0 -5 -8"
)
X = tuple(int(tenth) / 10 for tenth in f"{_TENTHS} -8 -6 4 -6 1".split())
LAST = (0.5, 0.5, 0.5, 0.5)  # dL/dh_T, of length 1
RADIUS = float(np.abs(np.linalg.eigvals(np.array(W_H))).max())
SINGULAR = float(np.linalg.svd(np.array(W_H), compute_uv=False)[0])

# After 50 steps, a gradient below the first has vanished, and one above the second has exploded.
BAND = (0.1, 10.0)

CELLS = {"tanh": "tanh units", "linear": "linear units", "lstm": "LSTM"}


def compute(cell: str, scale: float, forget: float) -> dict[str, Any]:
    """The gradient norm by lag, and the lines beside it.

    Args:
        cell: "tanh", "linear" or "lstm".
        scale: s, the number that W_h is multiplied by.
        forget: f, the forget gate of the LSTM; the others have none.

    Returns:
        norms: (51,), the gradient norm 0 to 50 steps before the end.
        bound, long_run: (51,), sigma^l and rho^l; for the LSTM both are f^l.
        radius, singular: rho and sigma of s W_h. rate: the factor of one step that gives norms[50] after 50.
        fate: "vanishes", "stays" or "explodes".
    """
    w_h = scale * np.array(W_H)
    norms = _lstm(w_h, forget) if cell == "lstm" else _elman(w_h, cell)
    radius, singular = scale * RADIUS, scale * SINGULAR
    factors = (forget, forget) if cell == "lstm" else (singular, radius)
    low, high = BAND
    fate = "vanishes" if norms[-1] < low else "explodes" if norms[-1] > high else "stays"
    return {
        "norms": norms,
        "bound": _powers_of(factors[0]),
        "long_run": _powers_of(factors[1]),
        "radius": radius,
        "singular": singular,
        "rate": float(norms[-1] ** (1 / N_STEPS)),
        "fate": fate,
        "unmet": ["lstm"] if cell == "lstm" else [] if fate == "stays" else [fate],
    }


def _powers_of(factor: float) -> list[float]:
    found = [1.0]
    for _ in range(N_STEPS):
        found.append(found[-1] * factor)
    return found


# Term after term, as the browser does it: with large weights the tanh net doubles every rounding error many times over.
def _product(row: Array, matrix: Array) -> Array:
    total: Array = row[0] * matrix[0]
    for k in range(1, len(row)):
        total = total + row[k] * matrix[k]
    return total


def _length(*parts: Array) -> float:
    total = 0.0
    for value in np.concatenate(parts):
        total += float(value) * float(value)
    return float(np.sqrt(total))


def _sigmoid(a: Array) -> Array:
    return 0.5 * even_tanh(0.5 * a) + 0.5


def _elman(w_h: Array, cell: str) -> list[float]:
    h, slopes = np.zeros(len(W_X)), []
    for x in X:
        a = x * np.array(W_X) + _product(h, w_h)
        h = even_tanh(a) if cell == "tanh" else a
        slopes.append(1 - h * h if cell == "tanh" else np.ones_like(h))
    dh = np.array(LAST)
    norms = [_length(dh)]
    for slope in reversed(slopes):
        dh = _product(dh * slope, w_h.T)
        norms.append(_length(dh))
    return norms


def _lstm(w_h: Array, f: float) -> list[float]:
    # i and o see the state through W_h transposed and its opposite; f is held, so it sees nothing.
    w_i, w_o = w_h.T, -w_h.T
    h = c = np.zeros(len(W_X))
    steps = []
    for x in X:
        into = x * np.array(W_X)
        i, g, o = (
            _sigmoid(into + _product(h, w_i)),
            even_tanh(into + _product(h, w_h)),
            _sigmoid(_product(h, w_o) - into),
        )
        c = f * c + i * g
        squashed = even_tanh(c)
        h = o * squashed
        steps.append((i, g, o, squashed))
    dh, dc = np.array(LAST), np.zeros(len(W_X))
    norms = [_length(dh, dc)]
    for i, g, o, squashed in reversed(steps):
        dc = dc + dh * o * (1 - squashed * squashed)
        da_i, da_g, da_o = dc * g * i * (1 - i), dc * i * (1 - g * g), dh * squashed * o * (1 - o)
        dh = _product(da_i, w_i.T) + _product(da_g, w_h.T) + _product(da_o, w_o.T)
        dc = dc * f
        norms.append(_length(dh, dc))
    return norms


WORDS = {
    "alt": "Gradient norm by lag, on a logarithmic axis, in {net[cell]}. It begins with 1 and is "
    "{norms[10]:p} at lag 10, {norms[25]:p} at lag 25, {norms[-1]:p} at lag {xs.length}. {beside[cell]} {result}",
    "net": {
        "lstm": "an LSTM with its forget gate held at {forget:2} and recurrent scale {scale:2}",
        "else": "a net of four {cells[cell]} with recurrent scale {scale:2}",
    },
    "beside": {
        "lstm": "The forget gate alone would leave {bound[-1]:p}.",
        "else": "The largest singular value, {singular:2}, allows {bound[-1]:p}; the spectral radius is {radius:2}.",
    },
    "result": "{end[fate]}: after {xs.length} steps its length is {norms[-1]:p}, a factor of {rate:p3} a step.",
    "end": {
        "vanishes": "The gradient vanishes",
        "explodes": "The gradient explodes",
        "stays": "The gradient neither vanishes nor explodes",
    },
    "unmet": {
        "lstm": "The puzzle is about recurrent weights alone: choose tanh or linear units.",
        "vanishes": "After {xs.length} steps the gradient norm is {norms[-1]:p}; it has to be above {band[0]}.",
        "explodes": "After {xs.length} steps the gradient norm is {norms[-1]:p}; it has to be below {band[1]}.",
    },
}


class GradientFlow(Figure):
    """The gradient norm by lag on a logarithmic axis, for three kinds of units and any recurrent scale."""

    title = "Gradient flow by lag"

    cell = Choice("tanh", "Cell", options=CELLS)
    scale = Number(1.0, "Recurrent scale s", low=0.2, high=3.0, step=0.05)
    forget = Number(0.97, "Forget gate f", low=0.5, high=1.0, step=0.01)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "W_h": [list(row) for row in W_H],
            "w_x": list(W_X),
            "xs": list(X),
            "last": list(LAST),
            "base_radius": RADIUS,
            "base_singular": SINGULAR,
            "band": list(BAND),
            "cells": CELLS,
        }
