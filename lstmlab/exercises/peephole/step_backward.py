"""Exercise peephole.step_backward: one step of an LSTM with peepholes backward, with the exact gradient."""

import numpy as np

from lstmlab.cells import peephole
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def step_backward(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    tanh_c = np.tanh(c)
    do = dh * tanh_c
    da_o = do * o * (1 - o)
    dc = dc + dh * o * (1 - tanh_c**2) + da_o * p_o
    di, df, dg = dc * g, dc * c_prev, dc * i
    da_i = di * i * (1 - i)
    da_f = df * f * (1 - f)
    da_g = dg * (1 - g**2)
    da = np.concatenate([da_i, da_f, da_g, da_o], axis=1)
    return {
        "x": da @ W_x.T,
        "h_prev": da @ W_h.T,
        "c_prev": dc * f + da_i * p_i + da_f * p_f,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
        "p_i": (da_i * c_prev).sum(axis=0),
        "p_f": (da_f * c_prev).sum(axis=0),
        "p_o": (da_o * c).sum(axis=0),
    }


def reference(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    # b takes no part in the gradients.
    params = peephole.Params(W_x, W_h, np.zeros(W_h.shape[1], W_h.dtype), p_i, p_f, p_o)
    cache = peephole.Cache(x, h_prev, c_prev, i, f, g, o, c, None)
    dx, before, grads = peephole.step_backward(params, cache, peephole.State(dh, dc))
    return {"x": dx, "h_prev": before.h, "c_prev": before.c, **grads._asdict()}


def cases(rng):
    def case(label, n, d, h, dtype=np.float64, size=1):
        shapes = {"W_x": (d, 4 * h), "W_h": (h, 4 * h), "b": (4 * h,), "p_i": (h,), "p_f": (h,), "p_o": (h,)}
        params = peephole.Params(**{name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()})
        x, h_prev = 2 * numbers(rng, n, d, dtype=dtype), numbers(rng, n, h, dtype=dtype)
        # A cell may hold more than 1: only then do c and tanh(c) differ enough to be told apart everywhere.
        c_prev = 3 * numbers(rng, n, h, dtype=dtype)
        _, cache = peephole.step(params, x, peephole.State(h_prev, c_prev))
        inputs = {name: size * numbers(rng, n, h, dtype=dtype) for name in ("dh", "dc")}
        inputs |= {name: array for name, array in cache._asdict().items() if name != "drop"}
        return Case(inputs | {name: array for name, array in params._asdict().items() if name != "b"}, label)

    yield case("random numbers", 3, 2, 4)
    yield case("float32 numbers", 2, 5, 3, np.float32)
    yield case("a single sequence", 1, 3, 5)
    yield case("one input and one hidden unit", 4, 1, 1)
    yield case("gradients a thousand times as large", 3, 2, 4, size=1e3)
    yield case("gradients many million times as small", 3, 2, 4, size=2e-8)


STATES = ("dh", "dc", "x", "h_prev", "c_prev", "i", "f", "g", "o", "c")


EXERCISE = Exercise(
    name="peephole.step_backward",
    title="One step backward, through the peepholes",
    chapter=7,
    points=4,
    section=("peephole-backward", "Backward"),
    arguments={
        **{name: "N D" if name == "x" else "N H" for name in STATES},
        **{"W_x": "D 4H", "W_h": "H 4H", "p_i": "H", "p_f": "H", "p_o": "H"},
    },
    returns={
        **{"x": "N D", "h_prev": "N H", "c_prev": "N H", "W_x": "D 4H", "W_h": "H 4H", "b": "4H"},
        **{"p_i": "H", "p_f": "H", "p_o": "H"},
    },
    cases=cases,
    worked=step_backward,
    reference=reference,
    isolate=("dh", "dc", "c_prev", "p_i", "p_f", "p_o"),
    tested="gates and cells from the package's own step, gradients dh and dc that are not zero, in float64 and "
    "float32, a single sequence, a single unit, and gradients that are large and small",
    mistakes=load(
        "peephole.step_backward",
        shared=("lstm", "bptt"),
        insert={
            "orders": gate_orders.lstm(
                "one that packs the gradients of the sums in the order {order} instead of {right}",
                gate_orders.places("da_{}, da_{}, da_{}, da_{}]"),
                alone=lambda order: True,
            )
        },
    ),
)
