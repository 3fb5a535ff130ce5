"""forecast.seasonal_naive: answers that are right, answers that are wrong, mutants that change nothing."""

from itertools import cycle, islice

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("forecast.seasonal_naive")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def naive_with_tile(series, period, horizon):
    return np.tile(series[-period:], horizon // period + 1)[:horizon]


@right
def naive_by_appending(series, period, horizon):
    known = list(series)
    for _ in range(horizon):
        known.append(known[-period])
    return known[len(series) :]


@right
def naive_with_cycle(series, period, horizon):
    return list(islice(cycle(series[-period:]), horizon))


@right
def naive_with_places(series, period, horizon):
    return series[len(series) - period + np.arange(horizon) % period]


@right
def naive_with_resize(series, period, horizon):
    return np.resize(series[-period:], horizon).astype(np.float32)


@right
def naive_with_take(series, period, horizon):
    return np.take(series[-period:], range(horizon), mode="wrap")


@wrong("longer-than-a-period")
def _(series, period, horizon):
    start = len(series) - period
    return series[start : start + horizon]


@wrong("as-the-last-value")
def _(series, period, horizon):
    return np.full(horizon, series[-1])


@wrong("phase-from-the-start")
def _(series, period, horizon):
    T = len(series)
    return [series[T - period + (T + h) % period] for h in range(horizon)]


@wrong("first-period")
def _(series, period, horizon):
    return np.tile(series[:period], horizon)[:horizon]


@wrong("one-step-late")
def _(series, period, horizon):
    last = series[-period:]
    return [last[h % period] for h in range(1, horizon + 1)]


@wrong("last-period-backwards")
def _(series, period, horizon):
    return np.resize(series[-period:][::-1], horizon)


@wrong("climatology-instead")
def _(series, period, horizon):
    known = list(series)
    for _step in range(horizon):
        known.append(np.mean(series[len(known) % period :: period]))
    return known[len(series) :]


@wrong("horizon-alone")
def _(series, period, horizon):
    return np.array([series[len(series) - period + (horizon - 1) % period]])


@wrong(says="a single number")
def _(series, period, horizon):
    return series[-period]


@wrong("last-horizon-values")
def _(series, period, horizon):
    return series[-horizon:]


@wrong("runs-into-the-start")
def _(series, period, horizon):
    return np.array([series[-period + h] for h in range(horizon)])


@wrong("one-value-repeated")
def _(series, period, horizon):
    return np.repeat(series[-period:], horizon)[:horizon]


ANSWERS.equivalent = {
    "`last = np.array(series[len(series) - period:])` -> `last = series[len(series) - period:]`": (
        "a slice holds the same numbers as its copy"
    ),
    "`return np.array([last[h % period] for h in range(horizon)])` -> `return [last[h % period] for h in "
    "range(horizon)]`": ("a list of numbers counts as an array"),
}
