"""Exercise lstm.pack: four gates side by side in one array."""

import numpy as np

from lstmlab import gates
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def pack(W_i, W_f, W_g, W_o):
    return np.concatenate([W_i, W_f, W_g, W_o], axis=-1)


def cases(rng):
    def four(*shape, dtype=np.float64, size=1):
        return {f"W_{gate}": size * numbers(rng, *shape, dtype=dtype) for gate in gate_orders.LSTM}

    yield Case(four(3, 5), "random numbers")
    yield Case(four(2, 4, dtype=np.float32), "float32 numbers")
    yield Case(four(5), "biases")
    yield Case(four(4, 4), "square weights")
    yield Case(four(1, 1), "one input and one hidden unit")
    yield Case(four(1), "the biases of a single unit")
    yield Case(four(20, 30, size=1e6), "large weights of a large cell")
    yield Case(four(2, 3, size=1e-8), "small weights")


EXERCISE = Exercise(
    name="lstm.pack",
    title="Pack the weights of four gates",
    chapter=5,
    points=1,
    section=("three-forms", "One step in three forms"),
    arguments={f"W_{gate}": "D H or H" for gate in gate_orders.LSTM},
    returns="D 4H or 4H",
    cases=cases,
    worked=pack,
    reference=gates.pack,
    tested="weights, large and small ones, square weights and biases, float32, and a single unit",
    mistakes=load(
        "lstm.pack",
        shared=("lstm",),
        insert={
            "orders": gate_orders.lstm(
                "one that packs the gates in the order {order} instead of {right}",
                gate_orders.places("W_{}, W_{}, W_{}, W_{}]"),
            )
        },
    ),
)
