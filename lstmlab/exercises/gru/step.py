"""Exercise gru.step: one step of a gated recurrent unit, the reset gate before the product."""

import numpy as np

from lstmlab.cells import gru
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise
from lstmlab.gates import sigmoid


def step(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    W_hr, W_hz, W_hn = np.split(W_h, 3, axis=1)
    r = sigmoid(x_r + h_prev @ W_hr)
    z = sigmoid(x_z + h_prev @ W_hz)
    n = np.tanh(x_n + (r * h_prev) @ W_hn)
    h = (1 - z) * h_prev + z * n
    return h


def reference(x, h_prev, W_x, W_h, b):
    state, _ = gru.step(gru.Params(W_x, W_h, b), x, gru.State(h_prev))
    return state.h


def case(rng, label, n, d, h, dtype=np.float64, size=1):
    shapes = {"x": (n, d), "h_prev": (n, h), "W_x": (d, 3 * h), "W_h": (h, 3 * h), "b": (3 * h,)}
    drawn = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    return Case(drawn | {name: size * drawn[name] for name in ("x", "h_prev", "b")}, label)


def cases(rng):
    yield case(rng, "random numbers", 3, 2, 4)
    yield case(rng, "float32 numbers", 2, 5, 3, np.float32)
    yield case(rng, "a single sequence", 1, 3, 5)
    # A single unit alone would prove little: r h W and r (h W) are then the same number.
    yield case(rng, "one input and one hidden unit", 4, 1, 1)
    yield case(rng, "large numbers", 3, 2, 4, size=20)
    yield case(rng, "small numbers", 3, 2, 4, size=1e-6)


EXERCISE = Exercise(
    name="gru.step",
    title="One step of a GRU",
    chapter=8,
    points=3,
    section=("gru-one-step", "One step"),
    arguments={"x": "N D", "h_prev": "N H", "W_x": "D 3H", "W_h": "H 3H", "b": "3H"},
    returns="N H",
    cases=cases,
    worked=step,
    reference=reference,
    isolate=("x", "h_prev", "b"),
    tested="random weights and old states that are not zero, in float64 and float32, a single sequence, a single unit, "
    "and numbers that are large and small",
    mistakes=load(
        "gru.step",
        shared=("gru",),
        insert={
            "orders": gate_orders.gru(
                "takes", gate_orders.places("x_{}, x_{}, x_{} =", "W_h{}, W_h{}, W_h{} =", right=gate_orders.GRU)
            )
        },
    ),
)
