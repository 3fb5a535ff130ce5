"""Exercise lstm.step_backward: one step of the LSTM, backward."""

import numpy as np

from lstmlab.cells import lstm
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def step_backward(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    tanh_c = np.tanh(c)
    do = dh * tanh_c
    dc = dc + dh * o * (1 - tanh_c**2)
    di = dc * g
    df = dc * c_prev
    dg = dc * i
    da_i = di * i * (1 - i)
    da_f = df * f * (1 - f)
    da_g = dg * (1 - g**2)
    da_o = do * o * (1 - o)
    da = np.concatenate([da_i, da_f, da_g, da_o], axis=1)
    return {
        "x": da @ W_x.T,
        "h_prev": da @ W_h.T,
        "c_prev": dc * f,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
    }


def reference(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    # The bias takes no part in the gradients.
    params = lstm.Params(W_x, W_h, np.zeros(W_h.shape[1], W_h.dtype))
    cache = lstm.Cache(x, h_prev, c_prev, i, f, g, o, c, None)
    dx, dstate, grads = lstm.step_backward(params, cache, lstm.State(dh, dc))
    return {"x": dx, "h_prev": dstate.h, "c_prev": dstate.c, **grads._asdict()}


def cases(rng):
    def case(label, n, d, h, dtype=np.float64, size=1):
        def draw(*shape):
            return numbers(rng, *shape, dtype=dtype)

        params = lstm.Params(draw(d, 4 * h), draw(h, 4 * h), draw(4 * h))
        # Large enough for tanh(c) to bend, and for the gates to be far from one half.
        x, state = 3 * draw(n, d), lstm.State(draw(n, h), 3 * draw(n, h))
        _, cache = lstm.step(params, x, state)
        values = {name: value for name, value in cache._asdict().items() if name != "drop"}
        grads = {"dh": size * draw(n, h), "dc": size * draw(n, h)}
        return Case({**grads, **values, "W_x": params.W_x, "W_h": params.W_h}, label)

    yield case("random numbers", 3, 2, 5)
    yield case("float32 numbers", 2, 5, 3, np.float32)
    yield case("a single sequence", 1, 3, 4)
    yield case("one input and one hidden unit", 4, 1, 1)
    yield case("gradients a thousand times as large", 3, 2, 4, size=1e3)
    yield case("gradients many million times as small", 3, 2, 4, size=2e-8)


STATES = dict.fromkeys(["dh", "dc"], "N H") | {"x": "N D"}
VALUES = dict.fromkeys(["h_prev", "c_prev", "i", "f", "g", "o", "c"], "N H")

EXERCISE = Exercise(
    name="lstm.step_backward",
    title="One step of an LSTM, backward",
    chapter=6,
    points=4,
    section=("step-backward", "One step backward"),
    arguments={**STATES, **VALUES, "W_x": "D 4H", "W_h": "H 4H"},
    returns={"x": "N D", "h_prev": "N H", "c_prev": "N H", "W_x": "D 4H", "W_h": "H 4H", "b": "4H"},
    cases=cases,
    worked=step_backward,
    reference=reference,
    isolate=("dh", "dc", "x", "h_prev", "c_prev"),
    tested="gates and cells from the package's own forward step, gradients from both sides that are not zero, "
    "float32, a single sequence, a single unit, and gradients that are large and small",
    mistakes=load(
        "lstm.step_backward",
        shared=("lstm", "bptt"),
        insert={
            "orders": gate_orders.lstm(
                "one that packs the gradients of the gates in the order {order} instead of {right}",
                gate_orders.places("da_{}, da_{}, da_{}, da_{}]"),
            )
        },
    ),
)
