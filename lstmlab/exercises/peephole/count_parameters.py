"""Exercise peephole.count_parameters: the LSTM's weights, and three peepholes a unit."""

import numpy as np

from lstmlab.cells import peephole
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def count_parameters(n_in, n_hidden):
    per_block = n_in * n_hidden + n_hidden * n_hidden + n_hidden
    peepholes = 3 * n_hidden
    return 4 * per_block + peepholes


def cases(rng):
    yield Case({"n_in": 2, "n_hidden": 4}, "a small cell")
    yield Case({"n_in": 6, "n_hidden": 20}, "a larger cell")
    yield Case({"n_in": 7, "n_hidden": 3}, "more inputs than hidden units")
    yield Case({"n_in": 1, "n_hidden": 1}, "one of each")
    # Who makes the arrays and adds up their sizes is right too: these still fit into memory.
    yield Case({"n_in": 1_000, "n_hidden": 2_000}, "millions of parameters")
    n_in, n_hidden = (int(n) for n in rng.choice(np.arange(5, 60), size=2, replace=False))
    yield Case({"n_in": n_in, "n_hidden": n_hidden}, "random sizes")


EXERCISE = Exercise(
    name="peephole.count_parameters",
    title="Count the parameters of an LSTM with peepholes",
    chapter=7,
    points=1,
    section=("peephole-counting", "Counting parameters"),
    arguments={"n_in": None, "n_hidden": None},
    returns="",
    integers=("",),
    cases=cases,
    worked=count_parameters,
    reference=peephole.count_parameters,
    tested="small, middling, very large and random sizes, and a cell with one unit",
    mistakes=load("peephole.count_parameters"),
)
