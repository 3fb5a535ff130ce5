"""river.nse: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("river.nse")
right, wrong = ANSWERS.right, ANSWERS.wrong


def refuse_constants(y):
    if np.ptp(y) == 0:
        raise ValueError("y never changes")


@right
def nse_of_two_means(y, yhat):
    refuse_constants(y)
    return float(1 - np.mean((yhat - y) ** 2) / np.var(y))


@right
def nse_with_norms(y, yhat):
    spread = np.linalg.norm(y - np.mean(y))
    if spread == 0:
        raise ValueError("y never changes")
    return 1 - (np.linalg.norm(y - yhat) / spread) ** 2


@right
def nse_with_loops(y, yhat):
    y, yhat = [float(v) for v in np.ravel(y)], [float(v) for v in np.ravel(yhat)]
    mean = sum(y) / len(y)
    below = sum((one - mean) ** 2 for one in y)
    if not below:
        raise ValueError
    return 1 - sum((a - b) ** 2 for a, b in zip(y, yhat, strict=True)) / below


@right
def nse_with_dot_products(y, yhat):
    refuse_constants(y)
    error, away = (y - yhat).ravel(), (y - y.mean()).ravel()
    return (away @ away - error @ error) / (away @ away)


@right
def nse_that_looks_for_equal_numbers(y, yhat):
    if len(np.unique(y)) == 1:
        raise ValueError(f"all are {y.flat[0]}")
    return 1.0 - np.square(yhat - y).sum() / np.square(np.average(y) - y).sum()


@right
def nse_in_float32(y, yhat):
    refuse_constants(y)
    return np.float32(1 - ((y - yhat) ** 2).sum() / ((y - y.mean()) ** 2).sum())


@wrong("constant-accepted")
def _(y, yhat):
    with np.errstate(all="ignore"):
        return 1 - np.divide(np.sum((y - yhat) ** 2), np.sum((y - np.mean(y)) ** 2))


@wrong("constant-is-zero")
def _(y, yhat):
    return 1 - np.mean((y - yhat) ** 2) / np.var(y) if np.var(y) > 0 else float("nan")


@wrong("ratio-alone")
def _(y, yhat):
    refuse_constants(y)
    return np.mean((y - yhat) ** 2) / np.var(y)


@wrong("absolute")
def _(y, yhat):
    refuse_constants(y)
    return 1 - abs(y - yhat).sum() / abs(y - y.mean()).sum()


@wrong("correlation-squared")
def _(y, yhat):
    refuse_constants(y)
    with np.errstate(all="ignore"):
        return np.corrcoef(y.ravel(), yhat.ravel())[1, 0] ** 2


@wrong("one-day-less")
def _(y, yhat):
    refuse_constants(y)
    return 1 - np.mean((y - yhat) ** 2) / np.var(y, ddof=1)


@wrong("not-squared-spread")
def _(y, yhat):
    refuse_constants(y)
    return 1 - np.mean((y - yhat) ** 2) / np.std(y)


@wrong("sum-over-mean")
def _(y, yhat):
    refuse_constants(y)
    return 1 - np.sum((y - yhat) ** 2) / np.var(y)


@wrong("never-below-zero")
def _(y, yhat):
    refuse_constants(y)
    return max(0, 1 - np.sum((y - yhat) ** 2) / np.sum((y - y.mean()) ** 2))


@wrong("day-before")
def _(y, yhat):
    refuse_constants(y)
    return 1 - np.sum((y - yhat) ** 2) / np.sum((y[..., 1:] - y[..., :-1]) ** 2)


@wrong("mean-of-the-forecast")
def _(y, yhat):
    refuse_constants(y)
    return 1 - np.sum((y - yhat) ** 2) / np.sum((y - yhat.mean()) ** 2)


@wrong(says="number")
def _(y, yhat):
    refuse_constants(y)
    return 1 - (y - yhat) ** 2 / ((y - y.mean()) ** 2).sum()


ANSWERS.equivalent = {
    "`spread = ((y - y.mean()) ** 2).sum()` -> `spread = ((y.mean() - y) ** 2).sum()`": "a square has lost its sign",
    "`spread = ((y - y.mean()) ** 2).sum()` -> `spread = ((-(y - y.mean())) ** 2).sum()`": "a square has lost its sign",
    "`return 1 - ((y - yhat) ** 2).sum() / spread` -> `return 1 - ((yhat - y) ** 2).sum() / spread`": (
        "a square has lost its sign"
    ),
    "`return 1 - ((y - yhat) ** 2).sum() / spread` -> `return 1 - ((-(y - yhat)) ** 2).sum() / spread`": (
        "a square has lost its sign"
    ),
}
