"""Known mistakes of exercise forecast.make_windows that are whole functions, not edits of the worked answer."""

import numpy as np


def _count(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("the series is too short for one window and its targets")
    return n


def horizon_alone(series, width, horizon):
    n = _count(series, width, horizon)
    X = np.array([series[k : k + width] for k in range(n)])
    return X, np.array([series[k + width + horizon - 1] for k in range(n)])


def horizon_alone_in_a_column(series, width, horizon):
    X, Y = horizon_alone(series, width, horizon)
    return X, Y[:, None]


def horizon_left_out_of_n(series, width, horizon):
    _count(series, width, horizon)
    n = len(series) - width
    X = [series[k : k + width] for k in range(n)]
    return np.array(X), [series[k + width : k + width + horizon] for k in range(n)]
