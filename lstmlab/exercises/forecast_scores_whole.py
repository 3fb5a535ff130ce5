"""Known mistakes of forecast.mae and forecast.skill that are whole functions, not edits of the worked answers."""

import numpy as np


def row_means_compared(y, yhat):
    return np.abs((y - yhat).sum(axis=-1)).mean() / y.shape[-1]


def _mae(y, yhat):
    return np.abs(y - yhat).mean()


def upside_down(y, yhat, baseline):
    with np.errstate(divide="ignore"):
        return 1 - np.divide(_mae(y, baseline), _mae(y, yhat))


def sign_turned(y, yhat, baseline):
    return _mae(y, yhat) / _mae(y, baseline) - 1


def squared(y, yhat, baseline):
    return 1 - ((y - yhat) ** 2).mean() / ((y - baseline) ** 2).mean()


def roots(y, yhat, baseline):
    return 1 - np.sqrt(((y - yhat) ** 2).mean() / ((y - baseline) ** 2).mean())


def signed(y, yhat, baseline):
    return 1 - (y - yhat).mean() / (y - baseline).mean()


def mean_of_ratios(y, yhat, baseline):
    return 1 - (np.abs(y - yhat) / np.abs(y - baseline)).mean()


def never_below_zero(y, yhat, baseline):
    return max(0.0, 1 - _mae(y, yhat) / _mae(y, baseline))


def difference(y, yhat, baseline):
    return _mae(y, baseline) - _mae(y, yhat)


def percent(y, yhat, baseline):
    return 100 * (1 - _mae(y, yhat) / _mae(y, baseline))


def skill_of_each_row(y, yhat, baseline):
    return 1 - np.abs(y - yhat).mean(axis=-1) / np.abs(y - baseline).mean(axis=-1)


def mean_skill_of_the_rows(y, yhat, baseline):
    return np.mean(skill_of_each_row(y, yhat, baseline))


def baseline_over_forecast(y, yhat, baseline):
    with np.errstate(divide="ignore"):
        return np.divide(_mae(y, baseline), _mae(y, yhat))


def gain_over_forecast(y, yhat, baseline):
    with np.errstate(divide="ignore"):
        return np.divide(_mae(y, baseline) - _mae(y, yhat), _mae(y, yhat))


def bracketed(y, yhat, baseline):
    return (1 - _mae(y, yhat)) / _mae(y, baseline)


def baseline_as_an_error(y, yhat, baseline):
    return 1 - _mae(y, yhat) / baseline


def sign_lost(y, yhat, baseline):
    return abs(1 - _mae(y, yhat) / _mae(y, baseline))
