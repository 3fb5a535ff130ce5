"""Exercise bptt.truncated: backpropagation through time in chunks of k steps."""

import numpy as np

from lstmlab import unroll
from lstmlab.cells import elman
from lstmlab.exercises.bptt import inputs
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def truncated(dhs, xs, hs, h0, W_x, W_h, k):
    T = len(xs)
    dW_x, dW_h, db = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(len(W_h))
    dh_next = np.zeros_like(h0)
    for t in reversed(range(T)):
        h_prev = hs[t - 1] if t > 0 else h0
        dh = dhs[t] + dh_next
        da = dh * (1 - hs[t] ** 2)
        dW_x += xs[t].T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
        dh_next = da @ W_h.T
        if t % k == 0:
            dh_next = np.zeros_like(h0)
    return {"W_x": dW_x, "W_h": dW_h, "b": db}


def reference(dhs, xs, hs, h0, W_x, W_h, k):
    params, trace = inputs.params(W_x, W_h), inputs.trace(xs, hs, h0)
    _, _, grads = unroll.truncated_backward(elman, params, trace, dhs, k)
    return grads._asdict()


def case(rng, label, k, *sizes, dtype=np.float64, size=1):
    return Case({**inputs.draw(rng, *sizes, dtype, size), "k": k}, label)


def cases(rng):
    yield case(rng, "chunks of 3 in 7 steps: the last chunk is shorter", 3, 7, 3, 2, 4)
    yield case(rng, "chunks of 2 in 6 steps", 2, 6, 3, 2, 4)
    yield case(rng, "chunks of 4 in 5 steps, float32 numbers", 4, 5, 2, 3, 4, dtype=np.float32)
    yield case(rng, "chunks of a single step", 1, 4, 2, 5, 3)
    yield case(rng, "k = T", 5, 5, 2, 4, 3)
    yield case(rng, "k larger than T", 9, 5, 3, 2, 4)
    yield case(rng, "a single sequence of single units", 3, 8, 1, 1, 1)
    yield case(rng, "gradients a thousand times as large", 3, 7, 3, 2, 4, size=1e3)
    yield case(rng, "gradients a million times as small", 3, 7, 3, 2, 4, size=1e-6)


EXERCISE = Exercise(
    name="bptt.truncated",
    title="Truncated backpropagation through time",
    chapter=3,
    points=3,
    section=("truncated", "Truncated backpropagation"),
    arguments={"dhs": "T N H", "xs": "T N D", "hs": "T N H", "h0": "N H", "W_x": "D H", "W_h": "H H", "k": None},
    returns={"W_x": "D H", "W_h": "H H", "b": "H"},
    cases=cases,
    worked=truncated,
    reference=reference,
    isolate=("xs", "h0", "W_h"),
    tested="chunks that fill the sequence exactly and chunks that do not, chunks of one step, k equal to T and larger "
    "than T, float32, a single unit, and gradients that are large and small",
    mistakes=load("bptt.truncated", shared=("bptt",)),
)
