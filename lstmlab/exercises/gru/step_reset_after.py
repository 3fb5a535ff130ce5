"""Exercise gru.step_reset_after: the step in PyTorch's form, the reset gate after the product."""

import numpy as np

from lstmlab.cells import gru_reset_after
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise
from lstmlab.gates import sigmoid


def step_reset_after(x, h_prev, W_x, W_h, b_x, b_h):
    x_r, x_z, x_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_h, 3, axis=1)
    r = sigmoid(x_r + h_r)
    z = sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * h_n)
    h = (1 - z) * n + z * h_prev
    return h


def reference(x, h_prev, W_x, W_h, b_x, b_h):
    params = gru_reset_after.Params(W_x, W_h, b_x, b_h)
    state, _ = gru_reset_after.step(params, x, gru_reset_after.State(h_prev))
    return state.h


def case(rng, label, n, d, h, dtype=np.float64, size=1):
    shapes = {"x": (n, d), "h_prev": (n, h), "W_x": (d, 3 * h), "W_h": (h, 3 * h), "b_x": (3 * h,), "b_h": (3 * h,)}
    drawn = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    return Case(drawn | {name: size * drawn[name] for name in ("x", "h_prev", "b_x", "b_h")}, label)


def cases(rng):
    yield case(rng, "random numbers", 3, 2, 4)
    yield case(rng, "float32 numbers", 2, 5, 3, np.float32)
    yield case(rng, "a single sequence", 1, 3, 5)
    yield case(rng, "one input and one hidden unit", 4, 1, 1)
    yield case(rng, "large numbers", 3, 2, 4, size=20)
    yield case(rng, "small numbers", 3, 2, 4, size=1e-6)


EXERCISE = Exercise(
    name="gru.step_reset_after",
    title="One step of a GRU in PyTorch's form",
    chapter=8,
    points=2,
    section=("reset-after", "The reset after the product"),
    arguments={"x": "N D", "h_prev": "N H", "W_x": "D 3H", "W_h": "H 3H", "b_x": "3H", "b_h": "3H"},
    returns="N H",
    cases=cases,
    worked=step_reset_after,
    reference=reference,
    isolate=("x", "h_prev", "b_x", "b_h"),
    tested="random weights, two biases that are not zero, old states that are not zero, in float64 and float32, a "
    "single sequence, a single unit, and numbers that are large and small",
    mistakes=load(
        "gru.step_reset_after",
        shared=("gru",),
        insert={
            "orders": gate_orders.gru(
                "takes", gate_orders.places("x_{}, x_{}, x_{} =", "h_{}, h_{}, h_{} =", right=gate_orders.GRU)
            )
        },
    ),
)
