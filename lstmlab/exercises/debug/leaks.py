"""Exercise debug.leaks: outputs that heard of an input which they must not know."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def leaks(before, after, n, t):
    changed = (after != before).any(axis=-1)
    changed[t:, n] = False
    return changed.sum()


def outputs(rng, shape, *places, dtype=np.float64):
    """Outputs of two runs that differ in one number at each of these places."""
    before = numbers(rng, *shape, dtype=dtype)
    after = before.copy()
    for place in places:
        after[place] += 0.25
    return {"before": before, "after": after}


def cases(rng):
    own = [(2, 1, 0), (3, 1, 2), (4, 1, 1)]
    yield Case(outputs(rng, (5, 4, 3), *own) | {"n": 1, "t": 2}, "a net without a leak")
    others = [(0, 0, 1), (3, 3, 0), (3, 2, 2)]
    yield Case(outputs(rng, (5, 4, 3), *own, *others) | {"n": 1, "t": 2}, "other sequences that heard of it")
    earlier = [(0, 1, 1), (1, 1, 2)]
    yield Case(outputs(rng, (5, 4, 3), *own, *earlier) | {"n": 1, "t": 2}, "outputs of earlier steps that changed")
    many = [(t, 0, k) for t in range(6) for k in range(3)] + [(1, 2, 0)]
    yield Case(outputs(rng, (6, 3, 3), *many) | {"n": 0, "t": 4}, "outputs of which several numbers changed")
    yield Case(
        outputs(rng, (4, 5, 2), (0, 4, 0), (3, 4, 1), (1, 0, 1), dtype=np.float32) | {"n": 4, "t": 1}, "float32 numbers"
    )
    yield Case(
        outputs(rng, (4, 3, 2), (0, 0, 0), (2, 2, 1), (3, 2, 1)) | {"n": 0, "t": 0}, "a change at the first step"
    )
    yield Case(outputs(rng, (3, 2, 1)) | {"n": 0, "t": 1}, "nothing that changed")
    small = outputs(rng, (4, 3, 2), (1, 0, 0))
    small["after"][2, 2, 1] += 1e-9
    small["after"][3, 1, 0] -= 1e-9
    yield Case(small | {"n": 0, "t": 1}, "tiny changes")
    down = outputs(rng, (4, 3, 2), (1, 0, 0), (2, 1, 1))
    down["after"][[0, 3], [2, 2]] -= 5
    yield Case(down | {"n": 0, "t": 1}, "numbers that have become smaller")
    yield Case(outputs(rng, (60, 50, 2), *((k, k, 0) for k in range(50))) | {"n": 30, "t": 20}, "many sequences")


EXERCISE = Exercise(
    name="debug.leaks",
    title="Count the outputs that heard what they must not",
    chapter=15,
    points=2,
    section=("debug-shapes", "Step 3: shapes that fit by accident"),
    arguments={"before": "T N K", "after": "T N K", "n": None, "t": None},
    returns="",
    integers=("",),
    cases=cases,
    worked=leaks,
    tested="outputs that may change, of other sequences, of earlier steps, with one number changed and with several, "
    "tiny changes and downward ones, in float64 and float32",
    mistakes=load("debug.leaks"),
)
