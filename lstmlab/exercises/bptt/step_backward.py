"""Exercise bptt.step_backward: the gradients of one step of an Elman network."""

import numpy as np

from lstmlab.cells import elman
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def step_backward(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    dx = da @ W_x.T
    dh_prev = da @ W_h.T
    dW_x = x.T @ da
    dW_h = h_prev.T @ da
    db = da.sum(axis=0)
    return {"x": dx, "h_prev": dh_prev, "W_x": dW_x, "W_h": dW_h, "b": db}


def reference(dh, x, h_prev, h, W_x, W_h):
    # The bias takes no part in the gradients.
    params = elman.Params(W_x, W_h, np.zeros(len(W_h), W_h.dtype))
    dx, before, grads = elman.step_backward(params, elman.Cache(x, h_prev, h), elman.State(dh))
    return {"x": dx, "h_prev": before.h, **grads._asdict()}


def case(rng, label, n, d, h, dtype=np.float64, size=1):
    shapes = {"x": (n, d), "h_prev": (n, h), "W_x": (d, h), "W_h": (h, h), "b": (h,)}
    drawn = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    params = elman.Params(drawn["W_x"], drawn["W_h"], drawn["b"])
    state, _ = elman.step(params, drawn["x"], elman.State(drawn["h_prev"]))
    dh = size * numbers(rng, n, h, dtype=dtype)
    names = ("x", "h_prev", "h", "W_x", "W_h")
    return Case({"dh": dh, **{name: {**drawn, "h": state.h}[name] for name in names}}, label)


def cases(rng):
    yield case(rng, "random numbers", 3, 2, 4)
    yield case(rng, "float32 numbers", 2, 5, 3, np.float32)
    yield case(rng, "a single sequence", 1, 3, 5)
    yield case(rng, "one input and one hidden unit", 4, 1, 1)
    yield case(rng, "a gradient a thousand times as large", 3, 2, 4, size=1e3)
    yield case(rng, "a gradient a million times as small", 3, 2, 4, size=1e-6)


EXERCISE = Exercise(
    name="bptt.step_backward",
    title="One step of an Elman network, backward",
    chapter=3,
    points=3,
    section=("one-step-back", "One step back"),
    arguments={"dh": "N H", "x": "N D", "h_prev": "N H", "h": "N H", "W_x": "D H", "W_h": "H H"},
    returns={"x": "N D", "h_prev": "N H", "W_x": "D H", "W_h": "H H", "b": "H"},
    cases=cases,
    worked=step_backward,
    reference=reference,
    isolate=("x", "h_prev", "h"),
    tested="h from the package's own forward step, in float64 and float32, a single sequence, a single unit, and "
    "gradients that are large and small",
    mistakes=load("bptt.step_backward", shared=("bptt",)),
)
