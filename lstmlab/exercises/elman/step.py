"""Exercise elman.step: the new state from the input and the old state."""

import numpy as np

from lstmlab.cells import elman
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def step(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    return np.tanh(a)


def reference(x, h_prev, W_x, W_h, b):
    state, _ = elman.step(elman.Params(W_x, W_h, b), x, elman.State(h_prev))
    return state.h


def case(rng, label, n, d, h, dtype=np.float64, size=1):
    shapes = {"x": (n, d), "h_prev": (n, h), "W_x": (d, h), "W_h": (h, h), "b": (h,)}
    drawn = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    return Case(drawn | {name: size * drawn[name] for name in ("x", "h_prev", "b")}, label)


def cases(rng):
    yield case(rng, "random numbers", 3, 2, 4)
    yield case(rng, "float32 numbers", 2, 5, 3, np.float32)
    yield case(rng, "a single sequence", 1, 3, 5)
    yield case(rng, "one input and one hidden unit", 4, 1, 1)
    yield case(rng, "large numbers", 3, 2, 4, size=20)
    yield case(rng, "small numbers", 3, 2, 4, size=1e-6)


EXERCISE = Exercise(
    name="elman.step",
    title="One step of an Elman network",
    chapter=2,
    points=2,
    section=("one-step", "One step"),
    arguments={"x": "N D", "h_prev": "N H", "W_x": "D H", "W_h": "H H", "b": "H"},
    returns="N H",
    cases=cases,
    worked=step,
    reference=reference,
    isolate=("x", "h_prev", "b"),
    tested="random weights and old states that are not zero, in float64 and float32, a single sequence, a single unit, "
    "and numbers that are large and small",
    mistakes=load("elman.step", shared=("elman",)),
)
