"""Wrong answers to the exercises of chapter 9, as learners write them."""

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)

# forecast.seasonal_naive


@wrong("forecast.seasonal_naive", "longer-than-a-period")
def _(series, period, horizon):
    start = len(series) - period
    return series[start : start + horizon]


@wrong("forecast.seasonal_naive", "as-the-last-value")
def _(series, period, horizon):
    return np.full(horizon, series[-1])


@wrong("forecast.seasonal_naive", "phase-from-the-start")
def _(series, period, horizon):
    T = len(series)
    return [series[T - period + (T + h) % period] for h in range(horizon)]


@wrong("forecast.seasonal_naive", "first-period")
def _(series, period, horizon):
    return np.tile(series[:period], horizon)[:horizon]


@wrong("forecast.seasonal_naive", "one-step-late")
def _(series, period, horizon):
    last = series[-period:]
    return [last[h % period] for h in range(1, horizon + 1)]


@wrong("forecast.seasonal_naive", "last-period-backwards")
def _(series, period, horizon):
    return np.resize(series[-period:][::-1], horizon)


@wrong("forecast.seasonal_naive", "climatology-instead")
def _(series, period, horizon):
    known = list(series)
    for _step in range(horizon):
        known.append(np.mean(series[len(known) % period :: period]))
    return known[len(series) :]


@wrong("forecast.seasonal_naive", "horizon-alone")
def _(series, period, horizon):
    return np.array([series[len(series) - period + (horizon - 1) % period]])


@wrong("forecast.seasonal_naive", says="a single number")
def _(series, period, horizon):
    return series[-period]


# forecast.climatology


@wrong("forecast.climatology", "phase-from-the-start")
def _(series, period, horizon):
    means = [np.mean(series[p::period]) for p in range(period)]
    return np.resize(means, horizon)


@wrong("forecast.climatology", "mean-of-everything")
def _(series, period, horizon):
    return np.ones(horizon) * np.mean(series)


@wrong("forecast.climatology", "one-step-early")
def _(series, period, horizon):
    means = [np.mean(series[p::period]) for p in range(period)]
    last = (len(series) - 1) % period
    return [means[(last + h) % period] for h in range(horizon)]


@wrong("forecast.climatology", "one-step-late")
def _(series, period, horizon):
    means = [np.mean(series[p::period]) for p in range(period)]
    return [means[(len(series) + h) % period] for h in range(1, horizon + 1)]


@wrong("forecast.climatology", "unfinished-period-left-out")
def _(series, period, horizon):
    years = len(series) // period
    table = series[: years * period].reshape(years, period)
    return np.array([table[:, (len(series) + h) % period].mean() for h in range(horizon)])


@wrong("forecast.climatology", "median")
def _(series, period, horizon):
    return [np.median(series[(len(series) + h) % period :: period]) for h in range(horizon)]


@wrong("forecast.climatology", "seasonal-naive-instead")
def _(series, period, horizon):
    return np.resize(series[-period:], horizon)


@wrong("forecast.climatology", "last-step-missing")
def _(series, period, horizon):
    return [series[(len(series) + h) % period :: period].mean() for h in range(0, horizon - 1)]


@wrong("forecast.climatology", says="reshape")
def _(series, period, horizon):
    return series.reshape(-1, period).mean(axis=0)[:horizon]


# forecast.make_windows


def _pairs(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("too short")
    return n


@wrong("forecast.make_windows", "horizon-alone")
def _(series, width, horizon):
    n = _pairs(series, width, horizon)
    return np.array([series[k : k + width] for k in range(n)]), series[width + horizon - 1 :]


@wrong("forecast.make_windows", "too-short-accepted")
def _(series, width, horizon):
    X, Y = [], []
    for k in range(len(series) - width - horizon + 1):
        X.append(series[k : k + width])
        Y.append(series[k + width : k + width + horizon])
    return np.array(X), np.array(Y)


@wrong("forecast.make_windows", "last-pair-missing")
def _(series, width, horizon):
    _pairs(series, width, horizon)
    X, Y = [], []
    for k in range(len(series) - width - horizon):
        X.append(series[k : k + width])
        Y.append(series[k + width : k + width + horizon])
    return X, Y


@wrong("forecast.make_windows", "targets-in-window")
def _(series, width, horizon):
    n = _pairs(series, width, horizon)
    X = [series[k : k + width] for k in range(n)]
    Y = [series[k + width - 1 : k + width + horizon - 1] for k in range(n)]
    return np.array(X), np.array(Y)


@wrong("forecast.make_windows", "targets-one-short")
def _(series, width, horizon):
    n = _pairs(series, width, horizon)
    X = [series[k : k + width] for k in range(n)]
    Y = [series[k + width : k + width + horizon - 1] for k in range(n)]
    return np.array(X), np.array(Y)


@wrong("forecast.make_windows", "targets-one-late")
def _(series, width, horizon):
    n = _pairs(series, width, horizon) - 1
    if n <= 0:
        raise ValueError("too short")
    X = [series[k : k + width] for k in range(n)]
    Y = [series[k + width + 1 : k + width + 1 + horizon] for k in range(n)]
    return np.array(X), np.array(Y)


@wrong("forecast.make_windows", "windows-backwards")
def _(series, width, horizon):
    n = _pairs(series, width, horizon)
    X = np.stack([series[width - 1 - j : width - 1 - j + n] for j in range(width)], axis=1)
    return X, np.stack([series[width + j : width + j + n] for j in range(horizon)], axis=1)


@wrong("forecast.make_windows", "exchanged", says="X")
def _(series, width, horizon):
    n = _pairs(series, width, horizon)
    both = np.array([series[k : k + width + horizon] for k in range(n)])
    return both[:, width:], both[:, :width]


@wrong("forecast.make_windows", "windows-side-by-side")
def _(series, width, horizon):
    n = _pairs(series, width, horizon)
    both = [series[k : k + width + horizon] for k in range(0, n, width)]
    return np.array([b[:width] for b in both]), np.array([b[width:] for b in both])


@wrong("forecast.make_windows", "targets-do-not-overlap")
def _(series, width, horizon):
    n = _pairs(series, width, horizon)
    both = [series[k : k + width + horizon] for k in range(0, n, horizon)]
    return np.array([b[:width] for b in both]), np.array([b[width:] for b in both])


@wrong("forecast.make_windows", "targets-backwards")
def _(series, width, horizon):
    n = _pairs(series, width, horizon)
    both = np.array([series[k : k + width + horizon] for k in range(n)])
    return both[:, :width], both[:, : -horizon - 1 : -1]


@wrong("forecast.make_windows", "horizon-left-out-of-n")
def _(series, width, horizon):
    _pairs(series, width, horizon)
    X = [series[k : k + width] for k in range(len(series) - width)]
    Y = [series[k + width : k + width + horizon] for k in range(len(series) - width)]
    return X, Y


@wrong("forecast.make_windows", says="shape")
def _(series, width, horizon):
    n = _pairs(series, width, horizon)
    both = np.array([series[k : k + width + horizon] for k in range(n)])
    return both[:, :width].T, both[:, width:].T


# forecast.feed_back


@wrong("forecast.feed_back", "not-fed-back")
def _(step, state, first, horizon):
    said = []
    for _h in range(horizon):
        y, state = step(first, state)
        said.append(y)
    return np.array(said)


@wrong("forecast.feed_back", "state-not-carried")
def _(step, state, first, horizon):
    said = [first]
    for _h in range(horizon):
        said.append(step(said[-1], state)[0])
    return np.array(said[1:])


@wrong("forecast.feed_back", "nothing-carried")
def _(step, state, first, horizon):
    return np.array([step(first, state)[0] for _h in range(horizon)])


@wrong("forecast.feed_back", "first-included")
def _(step, state, first, horizon):
    said = [first]
    while len(said) < horizon + 1:
        y, state = step(said[-1], state)
        said += [y]
    return np.stack(said)


@wrong("forecast.feed_back", "one-behind")
def _(step, state, first, horizon):
    said = [first]
    while len(said) < horizon:
        y, state = step(said[-1], state)
        said += [y]
    return np.stack(said)


@wrong("forecast.feed_back", "one-too-many")
def _(step, state, first, horizon):
    x, state = step(first, state)
    said = [x]
    for _h in range(horizon):
        x, state = step(x, state)
        said.append(x)
    return np.array(said)


@wrong("forecast.feed_back", "one-too-few")
def _(step, state, first, horizon):
    x, said = first, []
    for _h in range(1, horizon):
        x, state = step(x, state)
        said.append(x)
    return np.array(said)


@wrong("forecast.feed_back", "first-forecast-left-out")
def _(step, state, first, horizon):
    y, state = step(first, state)
    said = []
    for _h in range(horizon):
        y, state = step(y, state)
        said.append(y)
    return np.array(said)


@wrong("forecast.feed_back", "last-alone")
def _(step, state, first, horizon):
    y = first
    for _h in range(horizon):
        y, state = step(y, state)
    return y


@wrong("forecast.feed_back", "backwards")
def _(step, state, first, horizon):
    x, said = first, []
    for _h in range(horizon):
        x, state = step(x, state)
        said.append(x)
    return np.array(said[::-1])


@wrong("forecast.feed_back", "forecasts-added")
def _(step, state, first, horizon):
    said = [first]
    for _h in range(horizon):
        change, state = step(said[-1], state)
        said.append(said[-1] + change)
    return np.array(said[1:])


@wrong("forecast.feed_back", says="stops with an error")
def _(step, state, first, horizon):
    x, said = first, []
    for _h in range(horizon):
        x = step(x, state)
        said.append(x)
    return np.array(said)


@wrong("forecast.feed_back", "states-stored")
def _(step, state, first, horizon):
    x, said = first, []
    for _h in range(horizon):
        x, state = step(x, state)
        said.append(state if not isinstance(state, tuple) else state[0])
    return np.array(said)


# forecast.mae


@wrong("forecast.mae", "signed")
def _(y, yhat):
    return np.mean(y - yhat)


@wrong("forecast.mae", "signed-the-other-way")
def _(y, yhat):
    return np.mean(yhat - y)


@wrong("forecast.mae", "absolute-too-late")
def _(y, yhat):
    return abs(np.mean(yhat) - np.mean(y))


@wrong("forecast.mae", "squared")
def _(y, yhat):
    return np.square(y - yhat).mean()


@wrong("forecast.mae", "root-of-squares")
def _(y, yhat):
    return np.linalg.norm(y - yhat) / np.sqrt(y.size)


@wrong("forecast.mae", "summed")
def _(y, yhat):
    return sum(abs(y - yhat).ravel())


@wrong("forecast.mae", "median")
def _(y, yhat):
    return float(np.median(abs(yhat - y)))


@wrong("forecast.mae", "largest")
def _(y, yhat):
    return abs(yhat - y).max()


@wrong("forecast.mae", says="number")
def _(y, yhat):
    return np.abs(y - yhat)


# forecast.skill


def _mae(y, said):
    return np.mean(np.abs(y - said))


@wrong("forecast.skill", "ratio-alone")
def _(y, yhat, baseline):
    return _mae(y, yhat) / _mae(y, baseline)


@wrong("forecast.skill", "sign-turned")
def _(y, yhat, baseline):
    return -(1 - _mae(y, yhat) / _mae(y, baseline))


@wrong("forecast.skill", "upside-down")
def _(y, yhat, baseline):
    with np.errstate(divide="ignore"):
        return 1 - _mae(y, baseline) / _mae(y, yhat)


@wrong("forecast.skill", "squared")
def _(y, yhat, baseline):
    return 1 - np.sum((y - yhat) ** 2) / np.sum((y - baseline) ** 2)


@wrong("forecast.skill", "difference")
def _(y, yhat, baseline):
    return _mae(y, baseline) - _mae(y, yhat)


@wrong("forecast.skill", "percent")
def _(y, yhat, baseline):
    return (1 - _mae(y, yhat) / _mae(y, baseline)) * 100


@wrong("forecast.skill", "never-below-zero")
def _(y, yhat, baseline):
    return np.clip(1 - _mae(y, yhat) / _mae(y, baseline), 0, 1)


@wrong("forecast.skill", "ratio-month-by-month")
def _(y, yhat, baseline):
    return np.mean(1 - np.abs(y - yhat) / np.abs(y - baseline))


@wrong("forecast.skill", "mean-as-baseline")
def _(y, yhat, baseline):
    return 1 - _mae(y, yhat) / _mae(y, y.mean())


@wrong("forecast.skill", "beside-the-baseline")
def _(y, yhat, baseline):
    return 1 - _mae(baseline, yhat) / _mae(y, baseline)


# More of them, from a reading of the chapter


@wrong("forecast.seasonal_naive", "last-horizon-values")
def _(series, period, horizon):
    return series[-horizon:]


@wrong("forecast.seasonal_naive", "runs-into-the-start")
def _(series, period, horizon):
    return np.array([series[-period + h] for h in range(horizon)])


@wrong("forecast.seasonal_naive", "one-value-repeated")
def _(series, period, horizon):
    return np.repeat(series[-period:], horizon)[:horizon]


@wrong("forecast.climatology", says="do not fill that shape")
def _(series, period, horizon):
    means = series.reshape(-1, period).mean(axis=0)
    return np.array([means[(len(series) + h) % period] for h in range(horizon)])


@wrong("forecast.climatology", "oldest-values-left-out")
def _(series, period, horizon):
    n = len(series) // period
    means = series[len(series) - n * period :].reshape(n, period).mean(axis=0)
    return np.array([means[h % period] for h in range(horizon)])


@wrong("forecast.climatology", says="slice that holds nothing")
def _(series, period, horizon):
    m = [series[p * period : (p + 1) * period].mean() for p in range(period)]
    return np.array([m[(len(series) + h) % period] for h in range(horizon)])


@wrong("forecast.climatology", "summed")
def _(series, period, horizon):
    m = [series[p::period].sum() for p in range(period)]
    return np.array([m[(len(series) + h) % period] for h in range(horizon)])


@wrong("forecast.make_windows", says="length 1 too few")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    return (
        np.array([series[k : k + width] for k in range(n)]),
        np.array([series[k + width : k + width + horizon] for k in range(n)]).squeeze(),
    )


@wrong("forecast.make_windows", "targets-from-the-window-start")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    return np.array([series[k : k + width] for k in range(n)]), np.array([series[k : k + horizon] for k in range(n)])


@wrong("forecast.make_windows", says="1 too few along width")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    return (
        np.array([series[k : k + horizon] for k in range(n)]),
        np.array([series[k + horizon : k + width + horizon] for k in range(n)]),
    )


@wrong("forecast.feed_back", "forecast-and-state-exchanged")
def _(step, state, first, horizon):
    x = first
    out = []
    for _step in range(horizon):
        state, x = step(x, state)
        out.append(x)
    return np.array(out)


@wrong("forecast.feed_back", "arguments-exchanged")
def _(step, state, first, horizon):
    x = first
    out = []
    for _step in range(horizon):
        x, state = step(state, x)
        out.append(x)
    return np.array(out)


@wrong("forecast.feed_back", says="a place for one number")
def _(step, state, first, horizon):
    x = first
    out = np.zeros(horizon)
    for k in range(horizon):
        x, state = step(x, state)
        out[k] = x
    return out


@wrong("forecast.feed_back", says="no axis along which")
def _(step, state, first, horizon):
    x = first
    out = []
    for _k in range(horizon):
        x, state = step(x, state)
        out.append(x)
    return np.concatenate(out)


@wrong("forecast.feed_back", "state-fed-back")
def _(step, state, first, horizon):
    x = first
    out = []
    for _k in range(horizon):
        y, state = step(x, state)
        x = state
        out.append(y)
    return np.array(out)


@wrong("forecast.mae", "relative")
def _(y, yhat):
    return np.mean(np.abs((y - yhat) / y))


@wrong("forecast.mae", "divided-by-the-rows")
def _(y, yhat):
    return np.abs(y - yhat).sum() / len(y)


@wrong("forecast.mae", "per-row")
def _(y, yhat):
    return np.abs(y - yhat).mean(axis=-1)


@wrong("forecast.mae", "root-of-the-sum")
def _(y, yhat):
    return np.linalg.norm(y - yhat)


@wrong("forecast.skill", "baseline-over-forecast")
def _(y, yhat, baseline):
    return _mae(y, baseline) / _mae(y, yhat)


@wrong("forecast.skill", "brackets")
def _(y, yhat, baseline):
    return (1 - _mae(y, yhat)) / _mae(y, baseline)


@wrong("forecast.skill", "sign-lost")
def _(y, yhat, baseline):
    return abs(1 - _mae(y, yhat) / _mae(y, baseline))


@wrong("forecast.skill", "gain-over-the-forecast")
def _(y, yhat, baseline):
    return (_mae(y, baseline) - _mae(y, yhat)) / _mae(y, yhat)


@wrong("forecast.skill", "baseline-as-an-error")
def _(y, yhat, baseline):
    return 1 - _mae(y, yhat) / baseline


@wrong("forecast.skill", "per-row")
def _(y, yhat, baseline):
    return 1 - np.abs(y - yhat).mean(axis=-1) / np.abs(y - baseline).mean(axis=-1)


@wrong("forecast.skill", "mean-of-the-rows")
def _(y, yhat, baseline):
    return np.mean(1 - np.abs(y - yhat).mean(axis=-1) / np.abs(y - baseline).mean(axis=-1))
