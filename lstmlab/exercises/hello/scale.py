"""Exercise hello.scale: a minute, and one sees what a check says."""

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def scale(x, factor):
    return x * factor


def cases(rng):
    yield Case({"x": rng.normal(size=(3, 4)), "factor": 2.5})
    yield Case({"x": rng.normal(size=5).astype(np.float32), "factor": -0.75}, "float32 numbers")
    yield Case({"x": rng.normal(size=(2, 1)), "factor": 0.0}, "a factor of zero")
    yield Case({"x": 1e5 * rng.normal(size=4), "factor": 30.0}, "large numbers")
    yield Case({"x": 1e-3 * rng.normal(size=4), "factor": 1e-3}, "small numbers")


EXERCISE = Exercise(
    name="hello.scale",
    title="Multiply an array by a number",
    chapter=0,
    points=1,
    section=("a-first-exercise", "A first exercise"),
    arguments={"x": None, "factor": ""},
    returns=None,
    cases=cases,
    worked=scale,
    tested="three arrays, one of them float32, factors that are positive, negative and zero, and numbers that are "
    "large and small",
    mistakes=load("hello.scale"),
)
