"""Exercise vanish.jacobian: how every new state depends on every old one, in one step."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def jacobian(h, W_h):
    slope = 1 - h**2
    J = slope[:, None] * W_h.T
    return J


def case(rng, label, h, dtype=np.float64, size=1):
    return Case({"h": np.tanh(2 * numbers(rng, h, dtype=dtype)), "W_h": size * numbers(rng, h, h, dtype=dtype)}, label)


def cases(rng):
    yield case(rng, "random numbers", 4)
    yield case(rng, "float32 numbers", 3, np.float32)
    yield case(rng, "a single unit", 1)
    yield case(rng, "large weights", 4, size=1e3)
    yield case(rng, "small weights", 4, size=1e-6)
    yield Case({"h": np.array([0.0, 0.999, -0.99]), "W_h": numbers(rng, 3, 3)}, "units at 0, near 1 and near -1")


EXERCISE = Exercise(
    name="vanish.jacobian",
    title="The Jacobian of one step",
    chapter=4,
    points=2,
    section=("jacobian", "The Jacobian of one step"),
    arguments={"h": "H", "W_h": "H H"},
    returns="H H",
    cases=cases,
    worked=jacobian,
    isolate=("h",),
    tested="random states and weights, large and small ones, in float64 and float32, a single unit, and units that are "
    "saturated",
    mistakes=load("vanish.jacobian", shared=("bptt",)),
)
