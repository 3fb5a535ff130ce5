"""Exercise lstm.unpack: the four gates that stand side by side in one array, apart again."""

import numpy as np

from lstmlab import gates
from lstmlab.exercises import gate_orders
from lstmlab.exercises.lstm import pack
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def unpack(W):
    W_i, W_f, W_g, W_o = np.split(W, 4, axis=-1)
    return W_i, W_f, W_g, W_o


def reference(W):
    return tuple(gates.split(W, 4))


def cases(rng):
    for case in pack.cases(rng):
        yield Case({"W": gates.pack(*case.inputs.values())}, case.label)


EXERCISE = Exercise(
    name="lstm.unpack",
    title="Unpack the weights of four gates",
    chapter=5,
    points=1,
    section=("three-forms", "One step in three forms"),
    arguments={"W": "D 4H or 4H"},
    returns=tuple((f"W_{gate}", "D H or H") for gate in gate_orders.LSTM),
    cases=cases,
    worked=unpack,
    reference=reference,
    tested="weights, large and small ones, square weights and biases, float32, and a single unit",
    mistakes=load(
        "lstm.unpack",
        shared=("lstm",),
        insert={
            "orders": gate_orders.lstm(
                "one that takes the packed blocks for {order} instead of {right}",
                gate_orders.places("W_{}, W_{}, W_{}, W_{} ="),
            )
        },
    ),
)
