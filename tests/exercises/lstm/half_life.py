"""lstm.half_life: answers that are right, answers that are wrong, mutants that change nothing."""

import math

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("lstm.half_life")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def half_life_base_2(f):
    return -1 / np.log2(f)


@right
def half_life_base_10(f):
    return np.log10(0.5) / np.log10(f)


@right
def half_life_positive(f):
    return np.log(2) / np.log(1 / f)


@right
def half_life_log1p(f):
    return -math.log(2) / math.log1p(float(f) - 1)


@right
def half_life_to_that_base(f):
    return math.log(0.5, f)


@right
def half_life_as_an_array(f):
    return np.array(np.log(0.5) / np.log(f))


@right
def half_life_found_by_halving(f):
    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if float(f) ** middle > 0.5 else (low, middle)
    return low


@wrong("negative")
def _(f):
    return np.log(2) / np.log(f)


@wrong("upside-down")
def _(f):
    return math.log(f, 0.5)


@wrong("rounded-up")
def _(f):
    steps, c = 0, 1.0
    while c > 0.5:
        c, steps = c * f, steps + 1
    return steps


@wrong("rounded-up")
def _(f):
    return int(np.ceil(np.log(0.5) / np.log(f)))


@wrong("time-constant")
def _(f):
    return -1 / np.log(f)


@wrong("mean-memory")
def _(f):
    return 1 / (1 - f)


@wrong("straight-line")
def _(f):
    return 0.5 / (1 - f)


@wrong("bases-mixed")
def _(f):
    return np.log(0.5) / np.log10(f)


@wrong(says="return")
def _(f):
    print(np.log(0.5) / np.log(f))


@wrong("gate-squashed-again")
def _(f):
    gate = 1 / (1 + np.exp(-f))
    return np.log(0.5) / np.log(gate)


@wrong("logarithms-subtracted")
def _(f):
    return np.log(0.5) - np.log(f)
