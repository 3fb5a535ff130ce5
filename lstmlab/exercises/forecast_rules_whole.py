"""Known mistakes of the two rules of chapter 9 that are whole functions, not edits of the worked answers."""

import numpy as np


def at_most_a_period(series, period, horizon):
    return np.array(series[len(series) - period :][:horizon])


def slice_one_short(series, period, horizon):
    last = np.roll(series[len(series) - period :], -1)
    return np.array([last[h % period] for h in range(horizon)])


def mean_of_all(series, period, horizon):
    return np.array([np.mean(series[(len(series) + h) % period :: period]) for h in range(horizon)])


def whole_periods_alone(series, period, horizon):
    means = np.mean(series[: len(series) // period * period].reshape(-1, period), axis=0)
    return np.array([means[(len(series) + h) % period] for h in range(horizon)])


def oldest_left_out(series, period, horizon):
    whole = len(series) // period * period
    means = np.mean(series[len(series) - whole :].reshape(-1, period), axis=0)
    return np.array([means[h % period] for h in range(horizon)])


def last_horizon_values(series, period, horizon):
    return np.array(series[-horizon:])
