"""Exercise scan.compose: two affine maps, one after the other, are one."""

import numpy as np

from lstmlab import scan
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.scan.inputs import maps
from lstmlab.exercises.specification import Case, Exercise


def compose(first, second):
    a_1, b_1 = first
    a_2, b_2 = second
    return a_2 * a_1, a_2 * b_1 + b_2


def reference(first, second):
    return tuple(scan.compose(first, second))


def cases(rng):
    def case(label, *shape, dtype=np.float64, size=1.0):
        first, second = (maps(rng, *shape, dtype=dtype, size=size) for _ in range(2))
        return Case({"first": first, "second": second}, label)

    yield case("maps of one step", 3, 2)
    yield case("maps of several steps", 4, 3, 3)
    yield case("float32 numbers", 2, 5, dtype=np.float32)
    yield case("a single number", 1)
    yield case("large numbers", 3, 2, size=1e5)
    yield case("small numbers", 3, 2, size=1e-6)
    keeps = (np.ones((2, 3)), np.zeros((2, 3)))
    yield Case({"first": keeps, "second": maps(rng, 2, 3)}, "the first map changes nothing")
    yield Case({"first": maps(rng, 2, 3), "second": (np.zeros((2, 3)), maps(rng, 2, 3)[1])}, "the second forgets all")


EXERCISE = Exercise(
    name="scan.compose",
    title="Two steps as one",
    chapter=13,
    points=1,
    section=("two-steps-as-one", "Two steps as one"),
    arguments={"first": None, "second": None},
    returns=(("a", None), ("b", None)),
    cases=cases,
    worked=compose,
    reference=reference,
    tested="maps of one step and of several, one that changes nothing, one that forgets all, large and small numbers",
    mistakes=load("scan.compose"),
)
