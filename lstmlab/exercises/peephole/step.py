"""Exercise peephole.step: one step of an LSTM whose gates see the cell."""

import numpy as np

from lstmlab.cells import peephole
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise
from lstmlab.gates import sigmoid


def step(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    a = x @ W_x + h_prev @ W_h + b
    a_i, a_f, a_g, a_o = np.split(a, 4, axis=1)
    i = sigmoid(a_i + p_i * c_prev)
    f = sigmoid(a_f + p_f * c_prev)
    g = np.tanh(a_g)
    c = f * c_prev + i * g
    o = sigmoid(a_o + p_o * c)
    h = o * np.tanh(c)
    return h, c


def reference(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    params = peephole.Params(W_x, W_h, b, p_i, p_f, p_o)
    state, _ = peephole.step(params, x, peephole.State(h_prev, c_prev))
    return tuple(state)


def cases(rng):
    def case(label, n, d, h, dtype=np.float64, size=1):
        shapes = {"x": (n, d), "h_prev": (n, h), "c_prev": (n, h), "W_x": (d, 4 * h), "W_h": (h, 4 * h), "b": (4 * h,)}
        shapes |= {"p_i": (h,), "p_f": (h,), "p_o": (h,)}
        inputs = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
        # A cell may hold more than 1: only then does it show whether a gate sees the cell, or the cell squashed.
        inputs["c_prev"] *= 3
        for name in ("x", "h_prev", "c_prev", "b"):
            inputs[name] *= size
        return Case(inputs, label)

    yield case("random numbers", 3, 2, 4)
    yield case("float32 numbers", 2, 5, 3, np.float32)
    yield case("a single sequence", 1, 3, 5)
    # A single unit alone would prove little: a peephole and a full matrix are then the same number.
    yield case("one input and one hidden unit", 4, 1, 1)
    yield case("large numbers", 3, 2, 4, size=1000)
    yield case("small numbers", 3, 2, 4, size=2e-8)


EXERCISE = Exercise(
    name="peephole.step",
    title="One step of an LSTM with peepholes",
    chapter=7,
    points=3,
    section=("seeing-the-cell", "Seeing the cell"),
    arguments={
        **{"x": "N D", "h_prev": "N H", "c_prev": "N H", "W_x": "D 4H", "W_h": "H 4H", "b": "4H"},
        **{"p_i": "H", "p_f": "H", "p_o": "H"},
    },
    returns=(("h", "N H"), ("c", "N H")),
    cases=cases,
    worked=step,
    reference=reference,
    isolate=("x", "h_prev", "c_prev", "b", "p_i", "p_f", "p_o"),
    tested="random weights and peepholes, old states and cells that are not zero, in float64 and float32, a single "
    "sequence, a single unit, and numbers that are large and small",
    mistakes=load(
        "peephole.step",
        shared=("lstm",),
        insert={
            "orders": gate_orders.lstm(
                gate_orders.TAKES,
                gate_orders.places("a_{}, a_{}, a_{}, a_{} ="),
                alone=gate_orders.rare,
            )
        },
    ),
)
