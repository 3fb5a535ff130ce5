"""forecast.skill: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("forecast.skill")
right, wrong = ANSWERS.right, ANSWERS.wrong


def mean_error_with_numpy(y, yhat):
    return float(np.mean(np.absolute(yhat - y)))


def mean_error_with_a_loop(y, yhat):
    pairs = list(zip(y.ravel(), yhat.ravel(), strict=True))
    return sum(abs(float(a) - float(b)) for a, b in pairs) / len(pairs)


def mean_error(y, said):
    return np.mean(np.abs(y - said))


@right
def skill_of_two_means(y, yhat, baseline):
    return 1 - mean_error_with_numpy(y, yhat) / mean_error_with_numpy(y, baseline)


@right
def skill_of_two_sums(y, yhat, baseline):
    return 1.0 - np.abs(yhat - y).sum() / np.abs(baseline - y).sum()


@right
def skill_as_a_share(y, yhat, baseline):
    ours, theirs = np.abs(yhat - y).mean(), np.abs(baseline - y).mean()
    return float((theirs - ours) / theirs)


@right
def skill_with_loops(y, yhat, baseline):
    return 1 - mean_error_with_a_loop(y, yhat) / mean_error_with_a_loop(y, baseline)


@right
def skill_with_norms(y, yhat, baseline):
    return -np.linalg.norm((y - yhat).ravel(), ord=1) / np.linalg.norm((y - baseline).ravel(), ord=1) + 1


@right
def skill_in_float32(y, yhat, baseline):
    ours, theirs = (np.abs(y - said).mean(dtype=np.float32) for said in (yhat, baseline))
    return np.float32(1 - ours / theirs)


@wrong("ratio-alone")
def _(y, yhat, baseline):
    return mean_error(y, yhat) / mean_error(y, baseline)


@wrong("sign-turned")
def _(y, yhat, baseline):
    return -(1 - mean_error(y, yhat) / mean_error(y, baseline))


@wrong("upside-down")
def _(y, yhat, baseline):
    with np.errstate(divide="ignore"):
        return 1 - mean_error(y, baseline) / mean_error(y, yhat)


@wrong("squared")
def _(y, yhat, baseline):
    return 1 - np.sum((y - yhat) ** 2) / np.sum((y - baseline) ** 2)


@wrong("difference")
def _(y, yhat, baseline):
    return mean_error(y, baseline) - mean_error(y, yhat)


@wrong("percent")
def _(y, yhat, baseline):
    return (1 - mean_error(y, yhat) / mean_error(y, baseline)) * 100


@wrong("never-below-zero")
def _(y, yhat, baseline):
    return np.clip(1 - mean_error(y, yhat) / mean_error(y, baseline), 0, 1)


@wrong("ratio-month-by-month")
def _(y, yhat, baseline):
    return np.mean(1 - np.abs(y - yhat) / np.abs(y - baseline))


@wrong("mean-as-baseline")
def _(y, yhat, baseline):
    return 1 - mean_error(y, yhat) / mean_error(y, y.mean())


@wrong("beside-the-baseline")
def _(y, yhat, baseline):
    return 1 - mean_error(baseline, yhat) / mean_error(y, baseline)


@wrong("baseline-over-forecast")
def _(y, yhat, baseline):
    return mean_error(y, baseline) / mean_error(y, yhat)


@wrong("brackets")
def _(y, yhat, baseline):
    return (1 - mean_error(y, yhat)) / mean_error(y, baseline)


@wrong("sign-lost")
def _(y, yhat, baseline):
    return abs(1 - mean_error(y, yhat) / mean_error(y, baseline))


@wrong("gain-over-the-forecast")
def _(y, yhat, baseline):
    return (mean_error(y, baseline) - mean_error(y, yhat)) / mean_error(y, yhat)


@wrong("baseline-as-an-error")
def _(y, yhat, baseline):
    return 1 - mean_error(y, yhat) / baseline


@wrong("per-row")
def _(y, yhat, baseline):
    return 1 - np.abs(y - yhat).mean(axis=-1) / np.abs(y - baseline).mean(axis=-1)


@wrong("mean-of-the-rows")
def _(y, yhat, baseline):
    return np.mean(1 - np.abs(y - yhat).mean(axis=-1) / np.abs(y - baseline).mean(axis=-1))


@wrong("every-pair")
def _(y, yhat, baseline):
    return 1 - np.abs(y[:, None] - yhat).mean() / np.abs(y - baseline).mean()


ANSWERS.equivalent = {
    "`return 1 - np.abs(y - yhat).mean() / np.abs(y - baseline).mean()` -> `return 1 - np.abs(yhat - y).mean() "
    "/ np.abs(y - baseline).mean()`": ("an absolute error has lost its sign"),
    "`return 1 - np.abs(y - yhat).mean() / np.abs(y - baseline).mean()` -> `return 1 - np.abs(-(y - "
    "yhat)).mean() / np.abs(y - baseline).mean()`": ("an absolute error has lost its sign"),
    "`return 1 - np.abs(y - yhat).mean() / np.abs(y - baseline).mean()` -> `return 1 - np.abs(y - yhat).mean() "
    "/ np.abs(baseline - y).mean()`": ("an absolute error has lost its sign"),
    "`return 1 - np.abs(y - yhat).mean() / np.abs(y - baseline).mean()` -> `return 1 - np.abs(y - yhat).mean() "
    "/ np.abs(-(y - baseline)).mean()`": ("an absolute error has lost its sign"),
}
