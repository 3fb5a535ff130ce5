"""Exercise elman.count_parameters: the cell and its linear readout."""

import numpy as np

from lstmlab.cells import elman
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def count_parameters(n_in, n_hidden, n_out):
    cell = n_in * n_hidden + n_hidden * n_hidden + n_hidden
    readout = n_hidden * n_out + n_out
    return cell + readout


def reference(n_in, n_hidden, n_out):
    return elman.count_parameters(n_in, n_hidden) + n_out * (n_hidden + 1)


def cases(rng):
    yield Case({"n_in": 2, "n_hidden": 4, "n_out": 3}, "a small network")
    yield Case({"n_in": 6, "n_hidden": 20, "n_out": 5}, "a larger network")
    yield Case({"n_in": 1, "n_hidden": 1, "n_out": 1}, "one of each")
    yield Case({"n_in": 300, "n_hidden": 900, "n_out": 2}, "a million parameters")
    n_in, n_hidden, n_out = (int(n) for n in rng.choice(np.arange(3, 60), size=3, replace=False))
    yield Case({"n_in": n_in, "n_hidden": n_hidden, "n_out": n_out}, "random sizes")


EXERCISE = Exercise(
    name="elman.count_parameters",
    title="Count the parameters of an Elman network",
    chapter=2,
    points=1,
    section=("elman-parameters", "Counting parameters again"),
    arguments={"n_in": None, "n_hidden": None, "n_out": None},
    returns="",
    integers=("",),
    cases=cases,
    worked=count_parameters,
    reference=reference,
    tested="small, middling and random sizes, a network with one unit of each kind, and a million parameters",
    mistakes=load("elman.count_parameters"),
)
