"""Inputs for the exercises that go back through time: a forward pass by the package, and gradients of its losses."""

import numpy as np

from lstmlab import unroll
from lstmlab.cells import elman
from lstmlab.exercises.draw import numbers


def draw(rng, t, n, d, h, dtype=np.float64, size=1):
    """dhs, xs, hs, h0, W_x, W_h of T steps, N sequences, D inputs and H units; dhs are `size` times as large."""
    shapes = {"xs": (t, n, d), "h0": (n, h), "W_x": (d, h), "W_h": (h, h), "b": (h,)}
    drawn = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    params = elman.Params(drawn["W_x"], drawn["W_h"], drawn["b"])
    trace = unroll.forward(elman, params, drawn["xs"], elman.State(drawn["h0"]))
    found = {**drawn, "hs": trace.hs, "dhs": size * numbers(rng, t, n, h, dtype=dtype)}
    return {name: found[name] for name in ("dhs", "xs", "hs", "h0", "W_x", "W_h")}


def trace(xs, hs, h0):
    """The package's record of a forward pass with these states."""
    before = np.concatenate([h0[None], hs[:-1]])
    caches = tuple(elman.Cache(x, h_prev, h) for x, h_prev, h in zip(xs, before, hs, strict=True))
    return unroll.Trace(hs, elman.State(hs[-1]), caches)


def params(W_x, W_h):
    """An Elman cell with these weights. The bias takes no part in the gradients."""
    return elman.Params(W_x, W_h, np.zeros(len(W_h), W_h.dtype))
