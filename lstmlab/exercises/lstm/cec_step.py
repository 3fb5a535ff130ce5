"""Exercise lstm.cec_step: one step of the cell of 1997, which has no forget gate."""

import numpy as np

from lstmlab.cells import lstm1997
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise
from lstmlab.gates import sigmoid


def cec_step(x, h_prev, c_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    a_i, a_g, a_o = np.split(a, 3, axis=1)
    i = sigmoid(a_i)
    g = np.tanh(a_g)
    o = sigmoid(a_o)
    c = c_prev + i * g
    h = o * np.tanh(c)
    return h, c


def reference(x, h_prev, c_prev, W_x, W_h, b):
    state, _ = lstm1997.step(lstm1997.Params(W_x, W_h, b), x, lstm1997.State(h_prev, c_prev))
    return tuple(state)


def cases(rng):
    def case(label, n, d, h, dtype=np.float64, scale=1, size=1):
        shapes = {"x": (n, d), "h_prev": (n, h), "c_prev": (n, h), "W_x": (d, 3 * h), "W_h": (h, 3 * h), "b": (3 * h,)}
        inputs = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
        inputs["c_prev"] *= 3
        inputs["W_x"] *= scale
        for name in ("x", "h_prev", "c_prev", "b"):
            inputs[name] *= size
        return Case(inputs, label)

    yield case("random numbers", 4, 2, 3)
    yield case("float32 numbers", 2, 5, 4, np.float32)
    yield case("a single sequence", 1, 3, 5)
    yield case("one input and one hidden unit", 4, 1, 1)
    yield case("weights so large that the gates are fully open or shut", 5, 3, 2, scale=4000)
    yield case("large numbers", 3, 2, 4, size=1000)
    yield case("small numbers", 3, 2, 4, size=2e-8)


EXERCISE = Exercise(
    name="lstm.cec_step",
    title="One step of the cell of 1997",
    chapter=5,
    points=2,
    section=("carousel", "The constant error carousel"),
    arguments={"x": "N D", "h_prev": "N H", "c_prev": "N H", "W_x": "D 3H", "W_h": "H 3H", "b": "3H"},
    returns=(("h", "N H"), ("c", "N H")),
    cases=cases,
    worked=cec_step,
    reference=reference,
    isolate=("x", "h_prev", "c_prev", "b"),
    tested="random weights and old states that are not zero, cells that hold more than 1, float32, a single sequence, "
    "a single unit, weights so large that the gates are fully open or shut, and numbers that are large and small",
    mistakes=load(
        "lstm.cec_step",
        shared=("lstm",),
        insert={
            "orders": gate_orders.lstm(
                gate_orders.TAKES,
                gate_orders.places("a_{}, a_{}, a_{} =", right=gate_orders.CEC),
                right=gate_orders.CEC,
            )
        },
    ),
)
