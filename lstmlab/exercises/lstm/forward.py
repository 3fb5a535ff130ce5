"""Exercise lstm.forward: the step repeated over a whole sequence."""

import numpy as np

from lstmlab import unroll
from lstmlab.cells import lstm
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise
from lstmlab.gates import sigmoid


def forward(xs, h0, c0, W_x, W_h, b):
    T = len(xs)
    hs = np.zeros((T, *h0.shape))
    cs = np.zeros((T, *c0.shape))
    h, c = h0, c0
    for t in range(T):
        a = xs[t] @ W_x + h @ W_h + b
        a_i, a_f, a_g, a_o = np.split(a, 4, axis=1)
        i = sigmoid(a_i)
        f = sigmoid(a_f)
        g = np.tanh(a_g)
        o = sigmoid(a_o)
        c = f * c + i * g
        h = o * np.tanh(c)
        hs[t] = h
        cs[t] = c
    return hs, cs


def reference(xs, h0, c0, W_x, W_h, b):
    trace = unroll.forward(lstm, lstm.Params(W_x, W_h, b), xs, lstm.State(h0, c0))
    return trace.hs, np.stack([cache.c for cache in trace.caches])


def cases(rng):
    def case(label, t, n, d, h, dtype=np.float64, scale=1, size=1, kept=0):
        shapes = {"xs": (t, n, d), "h0": (n, h), "c0": (n, h), "W_x": (d, 4 * h), "W_h": (h, 4 * h), "b": (4 * h,)}
        inputs = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
        inputs["c0"] *= 3
        inputs["W_x"] *= scale
        inputs["b"][h : 2 * h] += kept
        for name in ("xs", "h0", "c0", "b"):
            inputs[name] *= size
        return Case(inputs, label)

    yield case("random numbers", 4, 3, 2, 5)
    yield case("a second batch of the same size", 4, 3, 2, 5)
    yield case("float32 numbers", 6, 2, 5, 3, np.float32)
    yield case("a sequence of one step", 1, 3, 2, 4)
    yield case("a single sequence of single units", 6, 1, 1, 1)
    yield case("weights so large that the gates are fully open or shut", 3, 5, 4, 2, scale=4000)
    yield case("large numbers", 3, 4, 2, 5, size=1000)
    yield case("small numbers", 3, 4, 2, 5, size=2e-8)
    yield case("a long sequence, of which the cell keeps the start", 40, 2, 1, 3, kept=5)


# What is kept between calls cannot be said by an edit of `forward`.
kept = None


def state_kept_between_calls(xs, h0, c0, W_x, W_h, b):
    global kept
    hs, cs = forward(xs, *(kept or (h0, c0)), W_x, W_h, b)
    kept = hs[-1], cs[-1]
    return hs, cs


def state_kept_where_it_fits(xs, h0, c0, W_x, W_h, b):
    global kept
    if kept is None or kept[0].shape != h0.shape:
        kept = h0, c0
    hs, cs = forward(xs, *kept, W_x, W_h, b)
    kept = hs[-1], cs[-1]
    return hs, cs


EXERCISE = Exercise(
    name="lstm.forward",
    title="An LSTM over a whole sequence",
    chapter=5,
    points=2,
    section=("lstm-through-time", "Forward through time"),
    arguments={"xs": "T N D", "h0": "N H", "c0": "N H", "W_x": "D 4H", "W_h": "H 4H", "b": "4H"},
    returns=(("hs", "T N H"), ("cs", "T N H")),
    cases=cases,
    worked=forward,
    reference=reference,
    isolate=("xs", "h0", "c0", "b"),
    tested="several batches one after the other, start states that are not zero, float32, sequences of one step and of "
    "many, a single unit, weights so large that the gates are fully open or shut, and numbers that are large and small",
    mistakes=load(
        "lstm.forward",
        shared=("lstm",),
        functions=(state_kept_between_calls, state_kept_where_it_fits),
        insert={"orders": gate_orders.lstm(gate_orders.TAKES, gate_orders.places("a_{}, a_{}, a_{}, a_{} ="))},
    ),
)
