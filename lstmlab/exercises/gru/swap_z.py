"""Exercise gru.swap_z: the same function under the other convention of z."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def swap_z(W_x, W_h, b):
    def swapped(packed):
        r, z, n = np.split(packed, 3, axis=-1)
        return np.concatenate([r, -z, n], axis=-1)

    return swapped(W_x), swapped(W_h), swapped(b)


def case(rng, label, d, h, dtype=np.float64, size=1):
    shapes = {"W_x": (d, 3 * h), "W_h": (h, 3 * h), "b": (3 * h,)}
    return Case({name: size * numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}, label)


def cases(rng):
    yield case(rng, "random numbers", 2, 4)
    yield case(rng, "float32 numbers", 5, 3, np.float32)
    yield case(rng, "more inputs than hidden units", 7, 2)
    yield case(rng, "one input and one hidden unit", 1, 1)
    yield case(rng, "large numbers", 2, 4, size=1e3)
    yield case(rng, "small numbers", 2, 4, size=1e-6)


EXERCISE = Exercise(
    name="gru.swap_z",
    title="From one convention of z to the other",
    chapter=8,
    points=1,
    section=("conventions", "Two conventions"),
    arguments={"W_x": "D 3H", "W_h": "H 3H", "b": "3H"},
    returns=(("W_x", "D 3H"), ("W_h", "H 3H"), ("b", "3H")),
    cases=cases,
    worked=swap_z,
    tested="random weights of unequal sizes, large and small, in float64 and float32, and a single unit",
    mistakes=load("gru.swap_z"),
)
