"""vanish.steps_until: answers that are right, answers that are wrong, mutants that change nothing."""

import math
from itertools import count

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("vanish.steps_until")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def steps_with_powers(factor, threshold):
    n = 0
    if factor > 1:
        while factor**n < threshold:
            n += 1
    else:
        while factor**n > threshold:
            n += 1
    return n


@right
def steps_by_logarithms(factor, threshold):
    return math.ceil(math.log(threshold) / math.log(factor))


@right
def steps_by_logarithms_in_numpy(factor, threshold):
    return np.ceil(np.log(threshold) / np.log(factor)).astype(int)


@right
def steps_by_counting(factor, threshold):
    for n in count():
        reached = factor**n >= threshold if factor > 1 else factor**n <= threshold
        if reached:
            return n


@right
def steps_of_the_inverse(factor, threshold):
    if factor > 1:
        factor, threshold = 1 / factor, 1 / threshold
    value, steps = 1, 0
    while not value <= threshold:
        value *= factor
        steps += 1
    return np.int64(steps)


@right
def steps_from_a_table(factor, threshold):
    powers = np.cumprod(np.full(20_000, factor)) if factor < 1 else factor ** np.arange(1.0, 500.0)
    hit = powers <= threshold if factor < 1 else powers >= threshold
    return int(np.argmax(hit)) + 1


@wrong("growth-left-out")
def _(factor, threshold):
    n = 0
    while factor**n > threshold:
        n += 1
    return n


@wrong("decay-left-out")
def _(factor, threshold):
    n, value = 0, 1
    while value < threshold:
        value *= factor
        n += 1
    return n


@wrong("met-exactly-is-not-enough")
def _(factor, threshold):
    n = 0
    if factor < 1:
        while factor**n >= threshold:
            n += 1
    else:
        while factor**n <= threshold:
            n += 1
    return n


@wrong("one-too-many")
def _(factor, threshold):
    n = 1
    value = factor
    while (value > threshold) if factor < 1 else (value < threshold):
        n += 1
        value *= factor
    return n + 1


@wrong("one-too-few")
def _(factor, threshold):
    value = factor
    n = 0
    while (value > threshold) if factor < 1 else (value < threshold):
        n += 1
        value *= factor
    return n


@wrong("not-rounded", says="whole number")
def _(factor, threshold):
    return np.log(threshold) / np.log(factor)


@wrong("rounded-down")
def _(factor, threshold):
    return int(np.log(threshold) / np.log(factor))


@wrong("rounded-to-the-nearest")
def _(factor, threshold):
    return int(np.round(np.log(threshold) / np.log(factor)))


@wrong("float-returned", says="whole number")
def _(factor, threshold):
    return np.ceil(np.log(threshold) / np.log(factor))


@wrong(says="ValueError")
def _(factor, threshold):
    # The logarithm of a difference: a number below zero for a factor below 1.
    return math.ceil(math.log(threshold) / math.log(factor - 1))


@wrong(says="Right in")
def _(factor, threshold):
    if factor > 1:
        return math.ceil(math.log(threshold) / math.log(factor))
    return 0


@wrong("rounded-down", "growth-left-out")
def _(factor, threshold):
    return math.floor(math.log(threshold) / math.log(factor))


@wrong("factor-squared")
def _(factor, threshold):
    n, value = 0, 1.0
    while (value < threshold) if factor > 1 else (value > threshold):
        value *= factor
        value *= factor
        n += 1
    return n


@wrong("factor-squared")
def _(factor, threshold):
    return math.ceil(math.log(threshold) / math.log(factor**2))


@wrong("divided-once")
def _(factor, threshold):
    return int(np.ceil(threshold / factor))


@wrong("logarithms-subtracted")
def _(factor, threshold):
    return int(np.ceil(np.log(threshold / factor)))


@wrong("logarithms-multiplied")
def _(factor, threshold):
    return int(np.ceil(np.log(threshold) * np.log(factor)))


ANSWERS.equivalent = {
    "`while value < threshold if factor > 1 else value > threshold:` -> `while value < threshold if factor >= "
    "1 else value > threshold:`": ("no number of steps gets anywhere with a factor of exactly 1"),
    "`while value < threshold if factor > 1 else value > threshold:` -> `while value < threshold if threshold "
    "> 1 else value > threshold:`": ("a threshold above 1 goes with a factor above 1"),
}
