"""Whole wrong answers to text.stream_batches, which no small edit can express."""

import numpy as np


def do_not_continue(codes, n, t):
    for start in range(0, len(codes) - n * t, n * t):
        X = codes[start : start + n * t].reshape(n, t).T
        Y = codes[start + 1 : start + n * t + 1].reshape(n, t).T
        yield X, Y


def do_not_continue_with_the_rest(codes, n, t):
    length = (len(codes) - 1) // t
    X, Y = (codes[first : first + t * length].reshape(length, t) for first in (0, 1))
    for start in range(0, length - n + 1, n):
        yield X[start : start + n].T, Y[start : start + n].T


def zero_at_the_end(codes, n, t):
    length = len(codes) // n
    later = np.append(codes[1:], 0)
    X, Y = (row[: n * length].reshape(n, length).T for row in (codes, later))
    for start in range(0, length - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


def rolled_in_each_stream(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length).T
    Y = np.roll(X, -1, axis=0)
    for start in range(0, length - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


def rolled_in_each_block(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length).T
    for start in range(0, length - t + 1, t):
        yield X[start : start + t], np.roll(X[start : start + t], -1, axis=0)


def exchanged(codes, n, t):
    length = (len(codes) - 1) // t
    X, Y = (codes[first : first + t * length].reshape(t, length).T for first in (0, 1))
    for start in range(0, length - n + 1, n):
        yield X[start : start + n], Y[start : start + n]


def first_only(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[first : first + n * length].reshape(n, length).T for first in (0, 1))
    if length >= t:
        yield X[:t], Y[:t]


def rounded_down(codes, n, t):
    length = (len(codes) - 1) // (n * t) * t
    X, Y = (codes[first : first + n * length].reshape(n, length).T for first in (0, 1))
    for start in range(0, length, t):
        yield X[start : start + t], Y[start : start + t]


def next_stream(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length).T
    Y = np.roll(X, -1, axis=1)
    for start in range(0, length - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


def rows_cut(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[first : first + n * length].reshape(n, length) for first in (0, 1))
    for start in range(0, length - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


def block_reshaped(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[first : first + n * length].reshape(n, length) for first in (0, 1))
    for start in range(0, length - t + 1, t):
        yield X[:, start : start + t].reshape(t, n), Y[:, start : start + t].reshape(t, n)


def all_at_once(codes, n, t):
    length = (len(codes) - 1) // n
    whole = length // t
    X, Y = (codes[first : first + n * length].reshape(n, length).T[: whole * t] for first in (0, 1))
    return X.reshape(whole, t, n), Y.reshape(whole, t, n)


def inputs_alone(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length).T
    for start in range(0, length - t + 1, t):
        yield X[start : start + t]


def one_hot_rows(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[first : first + n * length].reshape(n, length).T for first in (0, 1))
    rows = np.eye(int(np.max(codes)) + 1)
    for start in range(0, length - t + 1, t):
        yield rows[X[start : start + t]], Y[start : start + t]


def targets_in_the_stream(codes, n, t):
    length = len(codes) // n
    streams = codes[: n * length].reshape(n, length).T
    for start in range(0, length - t, t):
        yield streams[start : start + t], streams[start + 1 : start + t + 1]
