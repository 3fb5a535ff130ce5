"""Right answers to the exercises of chapter 9 in other people's styles. Every one of them has to pass."""

from itertools import accumulate, cycle, islice

import numpy as np

# forecast.seasonal_naive


def naive_with_tile(series, period, horizon):
    return np.tile(series[-period:], horizon // period + 1)[:horizon]


def naive_by_appending(series, period, horizon):
    known = list(series)
    for _ in range(horizon):
        known.append(known[-period])
    return known[len(series) :]


def naive_with_cycle(series, period, horizon):
    return list(islice(cycle(series[-period:]), horizon))


def naive_with_places(series, period, horizon):
    return series[len(series) - period + np.arange(horizon) % period]


def naive_with_resize(series, period, horizon):
    return np.resize(series[-period:], horizon).astype(np.float32)


def naive_with_take(series, period, horizon):
    return np.take(series[-period:], range(horizon), mode="wrap")


# forecast.climatology


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


def climatology_with_bincount(series, period, horizon):
    phases = np.arange(len(series)) % period
    means = np.bincount(phases, weights=series) / np.bincount(phases)
    return means[np.arange(len(series), len(series) + horizon) % period]


def climatology_from_the_end(series, period, horizon):
    means = [np.mean(series[::-1][back::period]) for back in range(period)]
    return np.array([means[(period - 1 - h) % period] for h in range(horizon)])


def climatology_with_masks(series, period, horizon):
    places = np.arange(len(series))
    return [np.average(series[(places - len(series) - h) % period == 0]) for h in range(horizon)]


def climatology_with_padding(series, period, horizon):
    padded = np.full(-(-len(series) // period) * period, np.nan)
    padded[: len(series)] = series
    return np.nanmean(padded.reshape(-1, period), axis=0)[(len(series) + np.arange(horizon)) % period]


def climatology_in_float32(series, period, horizon):
    means = np.array([series[p::period].sum() / len(series[p::period]) for p in range(period)])
    rolled = np.roll(means, -(len(series) % period))
    return np.resize(rolled, horizon).astype(np.float32)


# forecast.make_windows


def windows_with_a_view(series, width, horizon):
    if len(series) < width + horizon:
        raise ValueError("too short")
    both = np.lib.stride_tricks.sliding_window_view(series, width + horizon)
    return both[:, :width], both[:, width:]


def windows_by_appending(series, width, horizon):
    if len(series) - width - horizon + 1 <= 0:
        raise ValueError(f"{len(series)} values are too few")
    X, Y = [], []
    for end in range(width, len(series) - horizon + 1):
        X.append(series[end - width : end])
        Y.append(series[end : end + horizon])
    return X, Y


def windows_with_places(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n < 1:
        raise ValueError
    k = np.arange(n)[:, None]
    return series[k + np.arange(width)], series[k + width + np.arange(horizon)]


def windows_column_by_column(series, width, horizon):
    n = len(series) - (width + horizon) + 1
    if not n > 0:
        raise ValueError("no window fits")
    X = np.stack([series[j : j + n] for j in range(width)], axis=1)
    Y = np.stack([series[width + j : width + j + n] for j in range(horizon)], axis=1)
    return [X, Y]


def windows_as_lists_of_numbers(series, width, horizon):
    values = [float(value) for value in series]
    n = len(values) - width - horizon + 1
    if n <= 0:
        raise ValueError("the series is too short")
    return [values[k : k + width] for k in range(n)], [values[k + width :][:horizon] for k in range(n)]


def windows_in_float32(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("too short")
    both = np.empty((n, width + horizon), dtype=np.float32)
    for k in range(n):
        both[k] = series[k : k + width + horizon]
    return both[:, :width], both[:, width:]


# forecast.feed_back


def feed_back_in_a_filled_array(step, state, first, horizon):
    said = np.zeros((horizon, *np.shape(first)))
    x = first
    for h in range(horizon):
        y, state = step(x, state)
        said[h] = y
        x = y
    return said


def feed_back_by_recursion(step, state, first, horizon):
    if horizon == 0:
        return []
    y, after = step(first, state)
    return [y, *feed_back_by_recursion(step, after, y, horizon - 1)]


def feed_back_with_while(step, state, first, horizon):
    said = [first]
    while len(said) <= horizon:
        y, state = step(said[-1], state)
        said.append(y)
    return said[1:]


def feed_back_with_accumulate(step, state, first, horizon):
    pairs = accumulate(range(horizon), lambda pair, _: step(*pair), initial=(first, state))
    return np.stack([y for y, _ in pairs][1:])


def feed_back_with_a_generator(step, state, first, horizon):
    def run(x, state):
        while True:
            x, state = step(x, state)
            yield x

    return np.array(list(islice(run(first, state), horizon)))


def feed_back_in_float32(step, state, first, horizon):
    x, said = first, np.zeros((0, *np.shape(first)))
    for _ in range(horizon):
        x, state = step(x, state)
        said = np.concatenate([said, np.asarray(x)[None]])
    return said.astype(np.float32)


# forecast.mae


def mae_with_numpy_mean(y, yhat):
    return float(np.mean(np.absolute(yhat - y)))


def mae_with_a_sum(y, yhat):
    return np.sum(np.abs(np.subtract(y, yhat))) / y.size


def mae_with_a_loop(y, yhat):
    pairs = list(zip(y.ravel(), yhat.ravel(), strict=True))
    return sum(abs(float(a) - float(b)) for a, b in pairs) / len(pairs)


def mae_with_a_norm(y, yhat):
    return np.linalg.norm((y - yhat).ravel(), 1) / np.prod(y.shape)


def mae_with_roots(y, yhat):
    return np.sqrt((y - yhat) ** 2).mean()


def mae_in_float32(y, yhat):
    return np.float32(np.average(np.where(y > yhat, y - yhat, yhat - y)))


# forecast.skill


def skill_of_two_means(y, yhat, baseline):
    return 1 - mae_with_numpy_mean(y, yhat) / mae_with_numpy_mean(y, baseline)


def skill_of_two_sums(y, yhat, baseline):
    return 1.0 - np.abs(yhat - y).sum() / np.abs(baseline - y).sum()


def skill_as_a_share(y, yhat, baseline):
    ours, theirs = np.abs(yhat - y).mean(), np.abs(baseline - y).mean()
    return float((theirs - ours) / theirs)


def skill_with_loops(y, yhat, baseline):
    return 1 - mae_with_a_loop(y, yhat) / mae_with_a_loop(y, baseline)


def skill_with_norms(y, yhat, baseline):
    return -np.linalg.norm((y - yhat).ravel(), ord=1) / np.linalg.norm((y - baseline).ravel(), ord=1) + 1


def skill_in_float32(y, yhat, baseline):
    ours, theirs = (np.abs(y - said).mean(dtype=np.float32) for said in (yhat, baseline))
    return np.float32(1 - ours / theirs)


VARIANTS = {
    "forecast.seasonal_naive": [
        naive_with_tile,
        naive_by_appending,
        naive_with_cycle,
        naive_with_places,
        naive_with_resize,
        naive_with_take,
    ],
    "forecast.climatology": [
        climatology_with_loops,
        climatology_with_bincount,
        climatology_from_the_end,
        climatology_with_masks,
        climatology_with_padding,
        climatology_in_float32,
    ],
    "forecast.make_windows": [
        windows_with_a_view,
        windows_by_appending,
        windows_with_places,
        windows_column_by_column,
        windows_as_lists_of_numbers,
        windows_in_float32,
    ],
    "forecast.feed_back": [
        feed_back_in_a_filled_array,
        feed_back_by_recursion,
        feed_back_with_while,
        feed_back_with_accumulate,
        feed_back_with_a_generator,
        feed_back_in_float32,
    ],
    "forecast.mae": [
        mae_with_numpy_mean,
        mae_with_a_sum,
        mae_with_a_loop,
        mae_with_a_norm,
        mae_with_roots,
        mae_in_float32,
    ],
    "forecast.skill": [
        skill_of_two_means,
        skill_of_two_sums,
        skill_as_a_share,
        skill_with_loops,
        skill_with_norms,
        skill_in_float32,
    ],
}
