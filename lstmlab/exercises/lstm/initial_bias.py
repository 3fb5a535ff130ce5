"""Exercise lstm.initial_bias: zeros, and a forget gate that begins open."""

import numpy as np

from lstmlab import init
from lstmlab.cells import lstm
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def initial_bias(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    b[n_hidden : 2 * n_hidden] = forget_bias
    return b


def reference(n_hidden, forget_bias):
    return init.cell(np.random.default_rng(0), lstm, 1, n_hidden, forget_bias=forget_bias).b


def cases(rng):
    yield Case({"n_hidden": 3, "forget_bias": 0.7}, "three hidden units, a forget bias of 0.7")
    yield Case({"n_hidden": 5, "forget_bias": 1.0}, "five hidden units, a forget bias of 1")
    yield Case({"n_hidden": 1, "forget_bias": 2.5}, "a single hidden unit, a forget bias of 2.5")
    yield Case({"n_hidden": 2, "forget_bias": -1.5}, "a negative forget bias")
    yield Case({"n_hidden": 64, "forget_bias": 1234567.25}, "many hidden units, a very large forget bias")
    yield Case({"n_hidden": 2, "forget_bias": 5e-9}, "a very small forget bias")
    n_hidden, forget_bias = int(rng.integers(6, 20)), float(rng.uniform(3, 6))
    yield Case({"n_hidden": n_hidden, "forget_bias": forget_bias}, "random sizes")


EXERCISE = Exercise(
    name="lstm.initial_bias",
    title="A forget gate that begins open",
    chapter=6,
    points=1,
    section=("forget-bias", "The first value of the forget bias"),
    arguments={"n_hidden": None, "forget_bias": None},
    returns="4H",
    cases=cases,
    worked=initial_bias,
    reference=reference,
    tested="small and large sizes, a single unit, and forget biases that are whole, broken, large, small and negative",
    mistakes=load("lstm.initial_bias"),
)
