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
