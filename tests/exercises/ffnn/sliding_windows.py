"""ffnn.sliding_windows: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("ffnn.sliding_windows")
right, wrong = ANSWERS.right, ANSWERS.wrong


def windows_filled_in(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("no window fits")
    X, Y = np.empty((n, width)), np.empty(n)
    for k in range(n):
        X[k] = series[k : k + width]
        Y[k] = series[k + width - 1 + horizon]
    return X, Y


@right
def windows_in_a_loop(series, width, horizon):
    X, Y = [], []
    for start in range(len(series) - width - horizon + 1):
        end = start + width
        X.append(series[start:end])
        Y.append(series[end + horizon - 1])
    if not X:
        raise ValueError("too short")
    return np.array(X), np.array(Y)


@right
def windows_with_a_view(series, width, horizon):
    if len(series) < width + horizon:
        raise ValueError(f"expected at least {width + horizon} values, got {len(series)}")
    X = np.lib.stride_tricks.sliding_window_view(series, width)
    Y = series[width + horizon - 1 :]
    return X[: len(Y)], Y


@right
def windows_by_index(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n < 1:
        raise ValueError
    start = np.arange(n)
    return series[start[:, None] + np.arange(width)], series[start + width + horizon - 1]


@right
def windows_by_columns(series, width, horizon):
    n = series.size - width - horizon + 1
    if n <= 0:
        raise ValueError("no window fits")
    X = np.column_stack([series[k : k + n] for k in range(width)])
    return X, series[-n:]


@right
def windows_as_lists(series, width, horizon):
    series = list(series)
    n = len(series) - (width + horizon) + 1
    if n <= 0:
        raise ValueError("no window fits")
    return [series[k : k + width] for k in range(n)], [series[k + width + horizon - 1] for k in range(n)]


right(windows_filled_in)


@right
def windows_with_strides(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("no window fits")
    (stride,) = series.strides
    X = np.lib.stride_tricks.as_strided(series, (n, width), (stride, stride))
    return X.copy(), series[width + horizon - 1 :].copy()


@right
def windows_with_an_error_of_its_own(series, width, horizon):
    class TooShort(ValueError):
        pass

    if len(series) - width - horizon < 0:
        raise TooShort
    return windows_filled_in(series, width, horizon)


@wrong("target-in-window")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.stack([series[k : k + width] for k in range(n)])
    return X, np.array([series[k + width - 1 + horizon - 1] for k in range(n)])


@wrong("target-one-late", says="n")
def _(series, width, horizon):
    if len(series) <= width + horizon:
        raise ValueError
    X, Y = [], []
    for k in range(len(series) - width - horizon):
        X.append(series[k : k + width])
        Y.append(series[k + width + horizon])
    return np.array(X), np.array(Y)


@wrong("horizon-unused")
def _(series, width, horizon):
    if len(series) - width - horizon + 1 <= 0:
        raise ValueError
    X, Y = [], []
    for k in range(len(series) - width):
        X.append(series[k : k + width])
        Y.append(series[k + width])
    return np.array(X), np.array(Y)


@wrong("too-short-accepted", says="ValueError")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width + horizon - 1] for k in range(n)])
    return X, Y


@wrong("no-room-accepted", says="ValueError")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    assert n >= 0
    if n < 0:
        raise ValueError
    return np.array([series[k : k + width] for k in range(n)]), series[width + horizon - 1 :]


@wrong("last-pair-missing", says="n")
def _(series, width, horizon):
    n = len(series) - width - horizon
    if n < 0:
        raise ValueError
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width + horizon - 1] for k in range(n)])
    return X, Y


@wrong("all-values-to-horizon", says="Y")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width : k + width + horizon] for k in range(n)])
    return X, Y


@wrong(says="error")
def _(series, width, horizon):
    X, Y = [], []
    for k in range(len(series) - width):
        X.append(series[k : k + width])
        Y.append(series[k + width + horizon - 1])
    return np.array(X), np.array(Y)


@wrong("windows-one-late")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([series[k : k + width] for k in range(1, n + 1)])
    return X, series[width + horizon - 1 :]


@wrong("windows-reversed")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([[series[k + width - 1 - j] for j in range(width)] for k in range(n)])
    return X, series[width + horizon - 1 :]


@wrong(says=("X", "(n, width)"))
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([series[j : j + n] for j in range(width)])
    return X, series[width + horizon - 1 :]


@wrong(says="Y")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([series[k : k + width] for k in range(n)])
    return X, series[width + horizon - 1 :].reshape(-1, 1)


@wrong("last-pair-missing")
def _(series, width, horizon):
    # The guard is right; the pair is lost after it.
    if len(series) < width + horizon:
        raise ValueError("too short")
    last = len(series) - width - horizon
    X = [series[k : k + width] for k in range(last)]
    Y = [series[k + width + horizon - 1] for k in range(last)]
    return np.array(X), np.array(Y)


@wrong("last-pair-missing")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n < 1:
        raise ValueError("the series is too short")
    X = np.lib.stride_tricks.sliding_window_view(series, width)[: n - 1]
    return X, series[width + horizon - 1 :][: n - 1]


ANSWERS.equivalent = {
    "`X = np.array([series[k:k + width] for k in range(n)])` -> `X = [series[k:k + width] for k in range(n)]`": (
        "a list of rows counts as an array"
    ),
    "`Y = np.array([series[k + width + horizon - 1] for k in range(n)])` -> `Y = [series[k + width + horizon - "
    "1] for k in range(n)]`": ("a list of numbers counts as an array"),
}
