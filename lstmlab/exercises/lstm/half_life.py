"""Exercise lstm.half_life: how long a constant forget gate takes to halve the cell."""

import math

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def half_life(f):
    return math.log(0.5) / math.log(f)


def cases(rng):
    yield Case({"f": 0.9}, "f = 0.9")
    yield Case({"f": 0.5}, "f = 0.5, which halves in one step")
    yield Case({"f": 0.999}, "f = 0.999")
    yield Case({"f": 0.25}, "f = 0.25, which halves in less than a step")
    yield Case({"f": np.float32(0.8)}, "a float32 number")
    yield Case({"f": 0.99999}, "f = 0.99999, which keeps the cell very long")
    yield Case({"f": 1e-10}, "f = 1e-10")
    yield Case({"f": 1e-7}, "f = 1e-7, which keeps nearly nothing")
    yield Case({"f": float(rng.uniform(0.6, 0.98))}, "a random gate")


EXERCISE = Exercise(
    name="lstm.half_life",
    title="The half-life of a cell",
    chapter=5,
    points=1,
    section=("half-life", "The half-life of a cell"),
    arguments={"f": None},
    returns="",
    cases=cases,
    worked=half_life,
    tested="gates near 1, very near 1 and very near 0, a gate of 0.5, a gate that halves in less than a step, and a "
    "float32 number",
    mistakes=load("lstm.half_life"),
)
