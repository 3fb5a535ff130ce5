"""tasks.adding_batch: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("tasks.adding_batch")
right, wrong = ANSWERS.right, ANSWERS.wrong


def marks_of(rng, t, n):
    markers = np.zeros((t, n))
    shuffled = rng.permuted(np.tile(np.arange(t), (n, 1)), axis=1)
    markers[shuffled[:, 0], np.arange(n)] = 1
    markers[shuffled[:, 1], np.arange(n)] = 1
    return markers


@right
def adding_by_loops(rng, t, n):
    xs, y = np.zeros((t, n, 2)), np.zeros(n)
    for j in range(n):
        first = int(rng.integers(t))
        second = int(rng.integers(t - 1))
        if second >= first:
            second += 1
        xs[:, j, 0] = rng.uniform(-1, 1, t)
        xs[[first, second], j, 1] = 1
        y[j] = 0.5 + (xs[first, j, 0] + xs[second, j, 0]) / 4
    return xs, y


@right
def adding_by_permutations(rng, t, n):
    values = 2 * rng.random((t, n)) - 1
    order = rng.permuted(np.repeat(np.arange(t)[:, None], n, axis=1), axis=0)
    markers = np.where(order < 2, 1.0, 0.0)
    y = 0.5 + 0.25 * np.einsum("tn,tn->n", values, markers)
    return np.dstack([values, markers]), y


@right
def adding_in_float32(rng, t, n):
    values = rng.uniform(-1, 1, (t, n)).astype(np.float32)
    markers = np.zeros((t, n), np.float32)
    shuffled = rng.permuted(np.tile(np.arange(t), (n, 1)), axis=1)
    for column in (0, 1):
        markers[shuffled[:, column], np.arange(n)] = 1
    return np.stack([values, markers], axis=2), np.float32(0.5) + (values * markers).sum(0) / np.float32(4)


@right
def adding_with_take_along_axis(rng, t, n):
    marked = np.argsort(rng.normal(size=(t, n)), axis=0)[-2:]
    values = rng.uniform(-1, 1, size=(t, n))
    markers = np.zeros((t, n))
    np.put_along_axis(markers, marked, 1, axis=0)
    y = 0.5 + np.take_along_axis(values, marked, axis=0).sum(axis=0) / 4
    return [np.stack([values, markers], axis=-1), y]


@right
def adding_with_whole_markers(rng, t, n):
    xs = np.empty((t, n, 2))
    xs[:, :, 0] = rng.uniform(-1.0, 1.0, size=(t, n))
    ranks = rng.random((n, t)).argsort(axis=1).argsort(axis=1).T
    xs[:, :, 1] = (ranks == 0) + (ranks == t - 1)
    y = np.array(0.5 + xs.prod(axis=2).sum(axis=0) / 4)
    return xs, y


@wrong("no-half")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), (values * markers).sum(axis=0) / 4


@wrong("divided-by-two")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 2


@wrong("not-divided")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0)


@wrong("values-from-zero")
def _(rng, t, n):
    values, markers = rng.random((t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("normal-values")
def _(rng, t, n):
    values, markers = rng.standard_normal((t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("marks-may-coincide")
def _(rng, t, n):
    values = rng.uniform(-1, 1, size=(t, n))
    markers = np.zeros((t, n))
    for _ in range(2):
        markers[rng.integers(t, size=n), np.arange(n)] = 1
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("same-marks-for-all")
def _(rng, t, n):
    values = rng.uniform(-1, 1, size=(t, n))
    markers = np.zeros((t, n))
    markers[rng.choice(t, size=2, replace=False)] = 1
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("sum-of-all")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + values.sum(axis=0) / 4


@wrong("marker-first")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), marks_of(rng, t, n)
    return np.dstack([markers, values]), 0.5 + (values * markers).sum(axis=0) / 4


@wrong(says="another order")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), marks_of(rng, t, n)
    return np.stack([values.T, markers.T], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("another-generator", says="seed")
def _(rng, t, n):
    rng = np.random.default_rng()
    values, markers = rng.uniform(-1, 1, size=(t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("own-seed", says="second batch")
def _(rng, t, n):
    rng = np.random.default_rng(0)
    values, markers = rng.uniform(-1, 1, size=(t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("product")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), np.prod(values, axis=0, where=markers == 1)


@wrong("marks-may-coincide")
def _(rng, t, n):
    xs, y = np.zeros((t, n, 2)), np.zeros(n)
    for j in range(n):
        xs[:, j, 0] = rng.uniform(-1, 1, size=t)
        marked = rng.integers(t, size=2)
        xs[marked, j, 1] = 1
        y[j] = 0.5 + xs[marked, j, 0].sum() / 4
    return xs, y


@wrong("second-after-the-first")
def _(rng, t, n):
    xs, y = np.zeros((t, n, 2)), np.zeros(n)
    for j in range(n):
        xs[:, j, 0] = rng.uniform(-1, 1, size=t)
        first = rng.integers(0, t - 1)
        marked = [first, rng.integers(first + 1, t)]
        xs[marked, j, 1] = 1
        y[j] = 0.5 + xs[marked, j, 0].sum() / 4
    return xs, y


@wrong("unmarked-values-zero")
def _(rng, t, n):
    xs, y = np.zeros((t, n, 2)), np.zeros(n)
    for j in range(n):
        marked = rng.choice(t, size=2, replace=False)
        xs[marked, j, 0] = rng.uniform(-1, 1, size=2)
        xs[marked, j, 1] = 1
        y[j] = 0.5 + xs[:, j, 0].sum() / 4
    return xs, y


@wrong("values-from-zero")
def _(rng, t, n):
    values, markers = rng.random((t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), (values * markers).sum(axis=0) / 2


@wrong("values-from-zero")
def _(rng, t, n):
    values, markers = rng.random((t, n)), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), np.einsum("tn,tn->n", values, markers)


@wrong("fixed-pattern")
def _(rng, t, n):
    values = np.cos(np.arange(t * n)).reshape(t, n)
    markers = np.zeros((t, n))
    markers[:2] = 1
    return np.stack([values, markers], axis=2), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("values-in-order")
def _(rng, t, n):
    values, markers = np.sort(2 * rng.random((t, n)) - 1, axis=0), marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("sequences-in-order")
def _(rng, t, n):
    values, markers = np.sort(2 * rng.random((n, t)) - 1, axis=0).T, marks_of(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


ANSWERS.equivalent = {
    "`values = rng.uniform(-1, 1, size=(t, n))` -> `values = -rng.uniform(-1, 1, size=(t, n))`": (
        "values from -1 to 1 are as likely as their opposites"
    ),
    "`values = rng.uniform(-1, 1, size=(t, n))` -> `values = rng.uniform(-1, size=(t, n))`": (
        "1 is NumPy's own upper end"
    ),
}
