"""text.stream_batches: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("text.stream_batches")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def streams_as_a_list(codes, n, t):
    length = (len(codes) - 1) // n
    batches = []
    for first in range(0, length // t * t, t):
        X = np.stack([codes[j * length + first : j * length + first + t] for j in range(n)], axis=1)
        Y = np.stack([codes[j * length + first + 1 : j * length + first + t + 1] for j in range(n)], axis=1)
        batches.append((X, Y))
    return batches


@right
def streams_of_lists(codes, n, t):
    length = (len(codes) - 1) // n
    for b in range(length // t):
        steps = range(b * t, b * t + t)
        yield (
            [[int(codes[j * length + s]) for j in range(n)] for s in steps],
            [[int(codes[j * length + s + 1]) for j in range(n)] for s in steps],
        )


@right
def streams_by_places(codes, n, t):
    length = (len(codes) - 1) // n
    places = np.arange(n) * length + np.arange(length)[:, None]
    for b in range(length // t):
        chunk = places[b * t : (b + 1) * t]
        yield codes[chunk], codes[chunk + 1]


@right
def streams_with_while(codes, n, t):
    length = (len(codes) - 1) // n
    X = np.array([codes[j * length : (j + 1) * length] for j in range(n)])
    Y = np.array([codes[j * length + 1 : (j + 1) * length + 1] for j in range(n)])
    start = 0
    while start + t <= length:
        yield X[:, start : start + t].T.copy(), Y[:, start : start + t].T.copy()
        start += t


@right
def streams_as_a_generator_expression(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (np.reshape(codes[k : k + n * length], (n, length)).transpose() for k in (0, 1))
    return ([X[s : s + t], Y[s : s + t]] for s in range(0, length - length % t, t))


@wrong("streams-do-not-continue")
def _(codes, n, t):
    for b in range((len(codes) - 1) // (n * t)):
        part = codes[b * n * t : (b + 1) * n * t + 1]
        yield part[:-1].reshape(n, t).T, part[1:].reshape(n, t).T


@wrong("targets-not-shifted")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    streams = np.array([codes[j * length : (j + 1) * length] for j in range(n)]).T
    for b in range(length // t):
        yield streams[b * t : b * t + t], streams[b * t : b * t + t]


@wrong("sequences-first")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length)
    Y = codes[1 : n * length + 1].reshape(n, length)
    for b in range(length // t):
        yield X[:, b * t : b * t + t], Y[:, b * t : b * t + t]


@wrong("interleaved")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(length, n)
    Y = codes[1 : n * length + 1].reshape(length, n)
    for b in range(length // t):
        yield X[b * t : b * t + t], Y[b * t : b * t + t]


@wrong("first-batch-only")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length).T
    Y = codes[1 : n * length + 1].reshape(n, length).T
    for b in range(length // t):
        return [(X[b * t : b * t + t], Y[b * t : b * t + t])]
    return []


@wrong("two-ahead")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (np.roll(codes, -k)[: n * length].reshape(n, length).T for k in (0, 2))
    for b in range(length // t):
        yield X[b * t : b * t + t], Y[b * t : b * t + t]


@wrong("swapped")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[k : k + n * length].reshape(n, length).T for k in (0, 1))
    return [(Y[b * t : b * t + t], X[b * t : b * t + t]) for b in range(length // t)]


@wrong("incomplete-block-kept")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[k : k + n * length].reshape(n, length).T for k in (0, 1))
    for b in range(-(-length // t)):
        yield X[b * t : b * t + t], Y[b * t : b * t + t]


@wrong("overlapping")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[k : k + n * length].reshape(n, length).T for k in (0, 1))
    for b in range(length - t + 1):
        yield X[b : b + t], Y[b : b + t]


@wrong("no-room-raises")
def _(codes, n, t):
    length = len(codes) // n
    X = codes[: n * length].reshape(n, length).T
    Y = codes[1 : n * length + 1].reshape(n, length).T
    for b in range(length // t):
        yield X[b * t : b * t + t], Y[b * t : b * t + t]


@wrong("n-and-t-exchanged")
def _(codes, n, t):
    length = (len(codes) - 1) // t
    X, Y = (codes[k : k + t * length].reshape(t, length).T for k in (0, 1))
    for b in range(length // n):
        yield X[b * n : b * n + n], Y[b * n : b * n + n]


@wrong("target-from-its-own-start")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length)
    Y = np.concatenate([X[:, 1:], X[:, :1]], axis=1)
    for b in range(length // t):
        yield X[:, b * t : b * t + t].T, Y[:, b * t : b * t + t].T


@wrong("no-room-raises", says="cannot reshape")
def _(codes, n, t):
    # The error comes while the blocks are drawn from the generator, and it is the learner's own.
    length = len(codes) // n
    X = codes[: n * length].reshape(n, length).T
    Y = codes[1 : n * length + 1].reshape(n, length).T
    for start in range(0, length - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


@wrong("streams-rounded-down")
def _(codes, n, t):
    blocks = (len(codes) - 1) // (n * t)
    X = codes[: blocks * n * t].reshape(n, -1).T
    Y = codes[1 : blocks * n * t + 1].reshape(n, -1).T
    for b in range(blocks):
        yield X[b * t : (b + 1) * t], Y[b * t : (b + 1) * t]


@wrong("rows-cut")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length)
    Y = codes[1 : n * length + 1].reshape(n, length)
    for start in range(0, length - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


@wrong("one-pair-of-arrays")
def _(codes, n, t):
    L = (len(codes) - 1) // n
    block = np.zeros((2, t, n), dtype=int)
    for k in range(L // t):
        for s in range(n):
            piece = codes[s * L + k * t :][: t + 1]
            block[0, :, s], block[1, :, s] = piece[:-1], piece[1:]
        yield block[0], block[1]


@wrong(says="goes on yielding")
def _(codes, n, t):
    L = (len(codes) - 1) // n
    X, Y = (codes[k : k + n * L].reshape(n, L).T for k in (0, 1))
    start = 0
    while True:
        yield X[start : start + t], Y[start : start + t]
        start = start + t if start + 2 * t <= L else 0
