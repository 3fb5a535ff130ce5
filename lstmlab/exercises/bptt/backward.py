"""Exercise bptt.backward: backpropagation through time over a whole sequence."""

import numpy as np

from lstmlab import unroll
from lstmlab.cells import elman
from lstmlab.exercises.bptt import inputs
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def backward(dhs, xs, hs, h0, W_x, W_h):
    T = len(xs)
    dxs = np.zeros(xs.shape)
    dW_x, dW_h, db = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(len(W_h))
    dh_next = np.zeros_like(h0)
    for t in reversed(range(T)):
        h_prev = hs[t - 1] if t > 0 else h0
        dh = dhs[t] + dh_next
        da = dh * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
        dh_next = da @ W_h.T
    return {"xs": dxs, "h0": dh_next, "W_x": dW_x, "W_h": dW_h, "b": db}


def reference(dhs, xs, hs, h0, W_x, W_h):
    params, trace = inputs.params(W_x, W_h), inputs.trace(xs, hs, h0)
    dxs, before, grads = unroll.backward(elman, params, trace, dhs)
    return {"xs": dxs, "h0": before.h, **grads._asdict()}


def cases(rng):
    yield Case(inputs.draw(rng, 6, 3, 2, 4), "random numbers")
    yield Case(inputs.draw(rng, 4, 2, 5, 3, np.float32), "float32 numbers")
    yield Case(inputs.draw(rng, 1, 3, 2, 4), "a sequence of one step")
    yield Case(inputs.draw(rng, 6, 1, 1, 1), "a single sequence of single units")
    yield Case(inputs.draw(rng, 5, 3, 2, 4, size=1e3), "gradients a thousand times as large")
    yield Case(inputs.draw(rng, 5, 3, 2, 4, size=1e-6), "gradients a million times as small")


EXERCISE = Exercise(
    name="bptt.backward",
    title="Backpropagation through time",
    chapter=3,
    points=4,
    section=("through-time", "Back through time"),
    arguments={"dhs": "T N H", "xs": "T N D", "hs": "T N H", "h0": "N H", "W_x": "D H", "W_h": "H H"},
    returns={"xs": "T N D", "h0": "N H", "W_x": "D H", "W_h": "H H", "b": "H"},
    cases=cases,
    worked=backward,
    reference=reference,
    isolate=("xs", "h0", "W_h"),
    tested="hs from the package's own forward pass, a loss at every step, a start state that is not zero, float32, a "
    "sequence of one step, a single unit, and gradients that are large and small",
    mistakes=load("bptt.backward", shared=("bptt",)),
)
