"""forecast.climatology: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("forecast.climatology")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def climatology_with_loops(series, period, horizon):
    sums, counts = [0.0] * period, [0] * period
    for t, value in enumerate(series):
        sums[t % period] += value
        counts[t % period] += 1
    said = []
    for h in range(horizon):
        phase = (len(series) + h) % period
        said.append(sums[phase] / counts[phase])
    return said


@right
def climatology_with_bincount(series, period, horizon):
    phases = np.arange(len(series)) % period
    means = np.bincount(phases, weights=series) / np.bincount(phases)
    return means[np.arange(len(series), len(series) + horizon) % period]


@right
def climatology_from_the_end(series, period, horizon):
    means = [np.mean(series[::-1][back::period]) for back in range(period)]
    return np.array([means[(period - 1 - h) % period] for h in range(horizon)])


@right
def climatology_with_masks(series, period, horizon):
    places = np.arange(len(series))
    return [np.average(series[(places - len(series) - h) % period == 0]) for h in range(horizon)]


@right
def climatology_with_padding(series, period, horizon):
    padded = np.full(-(-len(series) // period) * period, np.nan)
    padded[: len(series)] = series
    return np.nanmean(padded.reshape(-1, period), axis=0)[(len(series) + np.arange(horizon)) % period]


@right
def climatology_in_float32(series, period, horizon):
    means = np.array([series[p::period].sum() / len(series[p::period]) for p in range(period)])
    rolled = np.roll(means, -(len(series) % period))
    return np.resize(rolled, horizon).astype(np.float32)


@wrong("phase-from-the-start")
def _(series, period, horizon):
    means = [np.mean(series[p::period]) for p in range(period)]
    return np.resize(means, horizon)


@wrong("mean-of-everything")
def _(series, period, horizon):
    return np.ones(horizon) * np.mean(series)


@wrong("one-step-early")
def _(series, period, horizon):
    means = [np.mean(series[p::period]) for p in range(period)]
    last = (len(series) - 1) % period
    return [means[(last + h) % period] for h in range(horizon)]


@wrong("one-step-late")
def _(series, period, horizon):
    means = [np.mean(series[p::period]) for p in range(period)]
    return [means[(len(series) + h) % period] for h in range(1, horizon + 1)]


@wrong("unfinished-period-left-out")
def _(series, period, horizon):
    years = len(series) // period
    table = series[: years * period].reshape(years, period)
    return np.array([table[:, (len(series) + h) % period].mean() for h in range(horizon)])


@wrong("median")
def _(series, period, horizon):
    return [np.median(series[(len(series) + h) % period :: period]) for h in range(horizon)]


@wrong("seasonal-naive-instead")
def _(series, period, horizon):
    return np.resize(series[-period:], horizon)


@wrong("last-step-missing")
def _(series, period, horizon):
    return [series[(len(series) + h) % period :: period].mean() for h in range(0, horizon - 1)]


@wrong(says="reshape")
def _(series, period, horizon):
    return series.reshape(-1, period).mean(axis=0)[:horizon]


@wrong(says="do not fill that shape")
def _(series, period, horizon):
    means = series.reshape(-1, period).mean(axis=0)
    return np.array([means[(len(series) + h) % period] for h in range(horizon)])


@wrong("oldest-values-left-out")
def _(series, period, horizon):
    n = len(series) // period
    means = series[len(series) - n * period :].reshape(n, period).mean(axis=0)
    return np.array([means[h % period] for h in range(horizon)])


@wrong(says="slice that holds nothing")
def _(series, period, horizon):
    m = [series[p * period : (p + 1) * period].mean() for p in range(period)]
    return np.array([m[(len(series) + h) % period] for h in range(horizon)])


@wrong("summed")
def _(series, period, horizon):
    m = [series[p::period].sum() for p in range(period)]
    return np.array([m[(len(series) + h) % period] for h in range(horizon)])


ANSWERS.equivalent = {
    "`means = np.array([series[phase::period].mean() for phase in range(period)])` -> `means = "
    "[series[phase::period].mean() for phase in range(period)]`": ("a list is read by index just as well"),
    "`return np.array([means[(len(series) + h) % period] for h in range(horizon)])` -> `return "
    "[means[(len(series) + h) % period] for h in range(horizon)]`": ("a list of numbers counts as an array"),
}


@wrong("reshaped-the-wrong-way")
def _(series, period, horizon):
    years = len(series) // period
    table = np.asarray(series)[: years * period].reshape(period, -1)
    return table.mean(axis=1)[(len(series) + np.arange(horizon)) % period]


@wrong("mean-of-the-last-period")
def _(series, period, horizon):
    return horizon * [np.mean(series[-period:])]


@wrong("moved-to-the-last-value")
def _(series, period, horizon):
    T = len(series)
    means = [np.mean(series[k::period]) for k in range(period)]
    anomaly = series[T - 1] - means[(T - 1) % period]
    return [means[(T + h) % period] + anomaly for h in range(horizon)]


@wrong("series-too")
def _(series, period, horizon):
    found = [float(one) for one in series]
    for k in range(len(series), len(series) + horizon):
        found.append(np.mean(series[k % period :: period]))
    return np.array(found)
