"""forecast.mae: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("forecast.mae")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def mae_with_numpy_mean(y, yhat):
    return float(np.mean(np.absolute(yhat - y)))


@right
def mae_with_a_sum(y, yhat):
    return np.sum(np.abs(np.subtract(y, yhat))) / y.size


@right
def mae_with_a_loop(y, yhat):
    pairs = list(zip(y.ravel(), yhat.ravel(), strict=True))
    return sum(abs(float(a) - float(b)) for a, b in pairs) / len(pairs)


@right
def mae_with_a_norm(y, yhat):
    return np.linalg.norm((y - yhat).ravel(), 1) / np.prod(y.shape)


@right
def mae_with_roots(y, yhat):
    return np.sqrt((y - yhat) ** 2).mean()


@right
def mae_in_float32(y, yhat):
    return np.float32(np.average(np.where(y > yhat, y - yhat, yhat - y)))


@wrong("signed")
def _(y, yhat):
    return np.mean(y - yhat)


@wrong("signed-the-other-way")
def _(y, yhat):
    return np.mean(yhat - y)


@wrong("absolute-too-late")
def _(y, yhat):
    return abs(np.mean(yhat) - np.mean(y))


@wrong("squared")
def _(y, yhat):
    return np.square(y - yhat).mean()


@wrong("root-of-squares")
def _(y, yhat):
    return np.linalg.norm(y - yhat) / np.sqrt(y.size)


@wrong("summed")
def _(y, yhat):
    return sum(abs(y - yhat).ravel())


@wrong("median")
def _(y, yhat):
    return float(np.median(abs(yhat - y)))


@wrong("largest")
def _(y, yhat):
    return abs(yhat - y).max()


@wrong(says="number")
def _(y, yhat):
    return np.abs(y - yhat)


@wrong("relative")
def _(y, yhat):
    return np.mean(np.abs((y - yhat) / y))


@wrong("divided-by-the-rows")
def _(y, yhat):
    return np.abs(y - yhat).sum() / len(y)


@wrong("per-row")
def _(y, yhat):
    return np.abs(y - yhat).mean(axis=-1)


@wrong("root-of-the-sum")
def _(y, yhat):
    return np.linalg.norm(y - yhat)


@wrong("every-pair")
def _(y, yhat):
    return np.abs(np.reshape(y, (-1, 1)) - np.ravel(yhat)).mean()


@wrong("norm-divided")
def _(y, yhat):
    return np.linalg.norm(y - yhat) / y.size


@wrong("norm-divided")
def _(y, yhat):
    return np.mean(np.linalg.norm(np.atleast_2d(y - yhat), axis=-1))


ANSWERS.equivalent = {
    "`return np.abs(y - yhat).mean()` -> `return np.abs(yhat - y).mean()`": "an absolute error has lost its sign",
    "`return np.abs(y - yhat).mean()` -> `return np.abs(-(y - yhat)).mean()`": ("an absolute error has lost its sign"),
}
