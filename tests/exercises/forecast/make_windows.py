"""forecast.make_windows: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("forecast.make_windows")
right, wrong = ANSWERS.right, ANSWERS.wrong


def pairs_of(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("too short")
    return n


@right
def windows_with_a_view(series, width, horizon):
    if len(series) < width + horizon:
        raise ValueError("too short")
    both = np.lib.stride_tricks.sliding_window_view(series, width + horizon)
    return both[:, :width], both[:, width:]


@right
def windows_by_appending(series, width, horizon):
    if len(series) - width - horizon + 1 <= 0:
        raise ValueError(f"{len(series)} values are too few")
    X, Y = [], []
    for end in range(width, len(series) - horizon + 1):
        X.append(series[end - width : end])
        Y.append(series[end : end + horizon])
    return X, Y


@right
def windows_with_places(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n < 1:
        raise ValueError
    k = np.arange(n)[:, None]
    return series[k + np.arange(width)], series[k + width + np.arange(horizon)]


@right
def windows_column_by_column(series, width, horizon):
    n = len(series) - (width + horizon) + 1
    if not n > 0:
        raise ValueError("no window fits")
    X = np.stack([series[j : j + n] for j in range(width)], axis=1)
    Y = np.stack([series[width + j : width + j + n] for j in range(horizon)], axis=1)
    return [X, Y]


@right
def windows_as_lists_of_numbers(series, width, horizon):
    values = [float(value) for value in series]
    n = len(values) - width - horizon + 1
    if n <= 0:
        raise ValueError("the series is too short")
    return [values[k : k + width] for k in range(n)], [values[k + width :][:horizon] for k in range(n)]


@right
def windows_in_float32(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("too short")
    both = np.empty((n, width + horizon), dtype=np.float32)
    for k in range(n):
        both[k] = series[k : k + width + horizon]
    return both[:, :width], both[:, width:]


@wrong("horizon-alone")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon)
    return np.array([series[k : k + width] for k in range(n)]), series[width + horizon - 1 :]


@wrong("too-short-accepted")
def _(series, width, horizon):
    X, Y = [], []
    for k in range(len(series) - width - horizon + 1):
        X.append(series[k : k + width])
        Y.append(series[k + width : k + width + horizon])
    return np.array(X), np.array(Y)


@wrong("last-pair-missing")
def _(series, width, horizon):
    pairs_of(series, width, horizon)
    X, Y = [], []
    for k in range(len(series) - width - horizon):
        X.append(series[k : k + width])
        Y.append(series[k + width : k + width + horizon])
    return X, Y


@wrong("targets-in-window")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon)
    X = [series[k : k + width] for k in range(n)]
    Y = [series[k + width - 1 : k + width + horizon - 1] for k in range(n)]
    return np.array(X), np.array(Y)


@wrong("targets-one-short")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon)
    X = [series[k : k + width] for k in range(n)]
    Y = [series[k + width : k + width + horizon - 1] for k in range(n)]
    return np.array(X), np.array(Y)


@wrong("targets-one-late")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon) - 1
    if n <= 0:
        raise ValueError("too short")
    X = [series[k : k + width] for k in range(n)]
    Y = [series[k + width + 1 : k + width + 1 + horizon] for k in range(n)]
    return np.array(X), np.array(Y)


@wrong("windows-backwards")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon)
    X = np.stack([series[width - 1 - j : width - 1 - j + n] for j in range(width)], axis=1)
    return X, np.stack([series[width + j : width + j + n] for j in range(horizon)], axis=1)


@wrong("exchanged", says="X")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon)
    both = np.array([series[k : k + width + horizon] for k in range(n)])
    return both[:, width:], both[:, :width]


@wrong("windows-side-by-side")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon)
    both = [series[k : k + width + horizon] for k in range(0, n, width)]
    return np.array([b[:width] for b in both]), np.array([b[width:] for b in both])


@wrong("targets-do-not-overlap")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon)
    both = [series[k : k + width + horizon] for k in range(0, n, horizon)]
    return np.array([b[:width] for b in both]), np.array([b[width:] for b in both])


@wrong("targets-backwards")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon)
    both = np.array([series[k : k + width + horizon] for k in range(n)])
    return both[:, :width], both[:, : -horizon - 1 : -1]


@wrong("horizon-left-out-of-n")
def _(series, width, horizon):
    pairs_of(series, width, horizon)
    X = [series[k : k + width] for k in range(len(series) - width)]
    Y = [series[k + width : k + width + horizon] for k in range(len(series) - width)]
    return X, Y


@wrong(says="shape")
def _(series, width, horizon):
    n = pairs_of(series, width, horizon)
    both = np.array([series[k : k + width + horizon] for k in range(n)])
    return both[:, :width].T, both[:, width:].T


@wrong(says="length 1 too few")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    return (
        np.array([series[k : k + width] for k in range(n)]),
        np.array([series[k + width : k + width + horizon] for k in range(n)]).squeeze(),
    )


@wrong("targets-from-the-window-start")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    return np.array([series[k : k + width] for k in range(n)]), np.array([series[k : k + horizon] for k in range(n)])


@wrong(says="1 too few along width")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    return (
        np.array([series[k : k + horizon] for k in range(n)]),
        np.array([series[k + horizon : k + width + horizon] for k in range(n)]),
    )


@wrong("last-pair-missing")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n < 1:
        raise ValueError("too short")
    n = n - 1
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width : k + width + horizon] for k in range(n)])
    return X, Y


ANSWERS.equivalent = {
    "`X = np.array([series[k:k + width] for k in range(n)])` -> `X = [series[k:k + width] for k in range(n)]`": (
        "a list of rows counts as an array"
    ),
    "`Y = np.array([series[k + width:k + width + horizon] for k in range(n)])` -> `Y = [series[k + width:k + "
    "width + horizon] for k in range(n)]`": ("a list of rows counts as an array"),
}
