"""Exercise gru.count_parameters: three blocks instead of the LSTM's four."""

import numpy as np

from lstmlab.cells import gru
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def count_parameters(n_in, n_hidden):
    per_block = n_in * n_hidden + n_hidden * n_hidden + n_hidden
    return 3 * per_block


def cases(rng):
    yield Case({"n_in": 2, "n_hidden": 4}, "a small cell")
    yield Case({"n_in": 6, "n_hidden": 20}, "a larger cell")
    yield Case({"n_in": 7, "n_hidden": 3}, "more inputs than hidden units")
    yield Case({"n_in": 1, "n_hidden": 1}, "one of each")
    yield Case({"n_in": 100, "n_hidden": 600}, "a million parameters")
    n_in, n_hidden = (int(n) for n in rng.choice(np.arange(3, 60), size=2, replace=False))
    yield Case({"n_in": n_in, "n_hidden": n_hidden}, "random sizes")


EXERCISE = Exercise(
    name="gru.count_parameters",
    title="Count the parameters of a GRU",
    chapter=8,
    points=1,
    section=("gru-counting", "Counting parameters"),
    arguments={"n_in": None, "n_hidden": None},
    returns="",
    integers=("",),
    cases=cases,
    worked=count_parameters,
    reference=gru.count_parameters,
    tested="small, middling and random sizes, a cell with one unit, and one with a million parameters",
    mistakes=load("gru.count_parameters"),
)
