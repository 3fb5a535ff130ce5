"""Exercise elman.readout: answers from hidden states, one a step or one at the end."""

import numpy as np

from lstmlab import readout as package_readout
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def readout(hs, W_y, b_y, mode):
    if mode == "many-to-one":
        hs = hs[-1]
    return hs @ W_y + b_y


def reference(hs, W_y, b_y, mode):
    return package_readout.forward(package_readout.Params(W_y, b_y), hs, mode)


def case(rng, label, mode, t, n, h, k, dtype=np.float64, size=1):
    shapes = {"hs": (t, n, h), "W_y": (h, k), "b_y": (k,)}
    drawn = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    scaled = {name: size * drawn[name] for name in ("hs", "b_y")}
    return Case({**drawn, **scaled, "mode": mode}, f"{label} ({mode})")


def cases(rng):
    for mode in ("many-to-many", "many-to-one"):
        yield case(rng, "random numbers", mode, 6, 3, 4, 2)
        yield case(rng, "float32 numbers", mode, 4, 2, 3, 5, np.float32)
        yield case(rng, "a single step", mode, 1, 4, 3, 2)
        yield case(rng, "single units", mode, 3, 1, 1, 1)
        yield case(rng, "large numbers", mode, 4, 3, 2, 5, size=100)
        yield case(rng, "small numbers", mode, 4, 3, 2, 5, size=1e-6)


EXERCISE = Exercise(
    name="elman.readout",
    title="Read the answer out of the hidden states",
    chapter=2,
    points=2,
    section=("readout", "Reading the answer out"),
    arguments={"hs": "T N H", "W_y": "H K", "b_y": "K", "mode": None},
    returns="T N K or N K",
    cases=cases,
    worked=readout,
    reference=reference,
    isolate=("hs", "b_y"),
    tested="both modes, in float64 and float32, a sequence of one step, a single sequence with single units, and "
    "numbers that are large and small",
    mistakes=load("elman.readout"),
)
