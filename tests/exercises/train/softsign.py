"""train.softsign: answers that are right, answers that are wrong, mutants that change nothing."""

import math

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("train.softsign")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def softsign_with_where(x):
    positive = np.where(x < 0, -x, x)
    return x / (1 + positive), 1 / (1 + positive) ** 2


@right
def softsign_from_its_value(x):
    y = x / (1 + abs(x))
    return y, (1 - abs(y)) ** 2


@right
def softsign_by_a_power(x):
    return x * (1 + np.abs(x)) ** -1, (1 + np.abs(x)) ** -2


@right
def softsign_with_a_sign(x):
    size = 1 + x * np.sign(x)
    return np.divide(x, size), 1 / (size * size)


@right
def softsign_by_loops(x):
    y, slope = np.zeros(x.shape), np.zeros(x.shape)
    for k in np.ndindex(x.shape):
        y[k] = x[k] / (1 + math.fabs(x[k]))
        slope[k] = 1 / (1 + math.fabs(x[k])) ** 2
    return y, slope


@right
def softsign_as_lists(x):
    size = np.hypot(x, 0) + 1
    return [(x / size).tolist(), (size**-2.0).tolist()]


@wrong("size-left-out")
def _(x):
    return x / (1 + x), 1 / (1 + x) ** 2


@wrong("slope-of-tanh")
def _(x):
    y = x / (1 + np.abs(x))
    return y, 1 - y**2


@wrong("slope-not-squared")
def _(x):
    y = x / (1 + np.abs(x))
    return y, 1 - np.abs(y)


@wrong("slope-with-sign")
def _(x):
    y = x / (1 + np.abs(x))
    return y, np.sign(x) * (1 - np.abs(y)) ** 2


@wrong("zero-divided-by-zero", says="nan")
def _(x):
    y = x / (1 + np.abs(x))
    return y, y * y / (x * x)


@wrong("slope-first")
def _(x):
    return (1 + np.abs(x)) ** -2.0, x / (1 + np.abs(x))


@wrong(says="truth value")
def _(x):
    if x > 0:
        return x / (1 + x), 1 / (1 + x) ** 2
    return x / (1 - x), 1 / (1 - x) ** 2


@wrong("softplus")
def _(x):
    return np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0), 1 / (1 + np.exp(-x))


@wrong(says="2 values are asked for")
def _(x):
    return x / (1 + np.abs(x))


@wrong("slope-without-size")
def _(x):
    return x / (1 + np.abs(x)), 1 / (1 + x) ** 2


@wrong("brackets-left-out")
def _(x):
    return x / 1 + np.abs(x), 1 / (1 + np.abs(x)) ** 2


@wrong("slope-for-positive-x")
def _(x):
    y = x / (1 + abs(x))
    return y, (1 - y) ** 2


@wrong("slope-brackets-left-out")
def _(x):
    y = x / (1 + abs(x))
    return y, 1 / 1 + abs(x) ** 2
