"""Exercise elman.forward: the step repeated over a whole sequence."""

import numpy as np

from lstmlab import unroll
from lstmlab.cells import elman
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def forward(xs, h0, W_x, W_h, b):
    T = len(xs)
    hs = np.zeros((T, *h0.shape))
    h = h0
    for t in range(T):
        h = np.tanh(xs[t] @ W_x + h @ W_h + b)
        hs[t] = h
    return hs


_kept = None


def state_kept_between_calls(xs, h0, W_x, W_h, b):
    global _kept
    h = h0 if _kept is None else _kept
    hs = []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    _kept = h
    return np.array(hs)


def state_kept_where_it_fits(xs, h0, W_x, W_h, b):
    global _kept
    if _kept is None or _kept.shape != h0.shape:
        _kept = h0
    hs = []
    for x in xs:
        _kept = np.tanh(x @ W_x + _kept @ W_h + b)
        hs.append(_kept)
    return np.array(hs)


def reference(xs, h0, W_x, W_h, b):
    return unroll.forward(elman, elman.Params(W_x, W_h, b), xs, elman.State(h0)).hs


def case(rng, label, t, n, d, h, dtype=np.float64, size=1):
    shapes = {"xs": (t, n, d), "h0": (n, h), "W_x": (d, h), "W_h": (h, h), "b": (h,)}
    drawn = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    return Case(drawn | {name: size * drawn[name] for name in ("xs", "h0", "b")}, label)


def cases(rng):
    yield case(rng, "random numbers", 6, 3, 2, 4)
    yield case(rng, "a second batch of the same size", 6, 3, 2, 4)
    yield case(rng, "float32 numbers", 4, 2, 5, 3, np.float32)
    yield case(rng, "a sequence of one step", 1, 3, 2, 4)
    yield case(rng, "a single sequence of single units", 6, 1, 1, 1)
    yield case(rng, "large numbers", 5, 3, 2, 4, size=20)
    yield case(rng, "small numbers", 5, 3, 2, 4, size=1e-6)


EXERCISE = Exercise(
    name="elman.forward",
    title="An Elman network over a whole sequence",
    chapter=2,
    points=2,
    section=("forward-through-time", "Forward through time"),
    arguments={"xs": "T N D", "h0": "N H", "W_x": "D H", "W_h": "H H", "b": "H"},
    returns="T N H",
    cases=cases,
    worked=forward,
    reference=reference,
    isolate=("xs", "h0", "b"),
    tested="several batches one after the other, start states that are not zero, float32, sequences of one step, a "
    "single unit, and numbers that are large and small",
    mistakes=load("elman.forward", shared=("elman",), functions=(state_kept_between_calls, state_kept_where_it_fits)),
)
