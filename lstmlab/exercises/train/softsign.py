"""Exercise train.softsign: a squashing function without an exponential, and its slope."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def softsign(x):
    size = 1 + np.abs(x)
    return x / size, 1 / size**2


def cases(rng):
    yield Case({"x": 4 * numbers(rng, 4, 3)}, "random numbers")
    yield Case({"x": 2 * numbers(rng, 5, 2, dtype=np.float32)}, "float32 numbers")
    yield Case({"x": np.array([0.0, 1.0, -1.0, 3.0])}, "zero, and numbers that can be done by hand")
    yield Case({"x": np.array([1000.0, -1000.0, 1e-9])}, "very large and very small numbers")
    yield Case({"x": np.array([2e6, -3e7, 1e-5, -2e-5])}, "millions and millionths")
    yield Case({"x": 3 * numbers(rng, 2, 3, 4)}, "three axes")


EXERCISE = Exercise(
    name="train.softsign",
    title="Softsign and its slope",
    chapter=9,
    points=1,
    section=("training-softsign", "Softsign beside tanh"),
    arguments={"x": None},
    returns=(("y", None), ("dydx", None)),
    cases=cases,
    worked=softsign,
    tested="positive and negative numbers, zero, very large ones, one to three axes, float64 and float32",
    mistakes=load("train.softsign", shared=("train",)),
)
