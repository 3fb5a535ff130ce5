"""Wrong answers to tasks.adding_batch that are no edits of the right one."""

import numpy as np

from lstmlab.tasks import adding


def marks_may_coincide(rng, t, n):
    marked = rng.integers(0, t, size=(2, n))
    return _with_marks(rng, marked, t, n)


def marks_may_coincide_and_count_twice(rng, t, n):
    marked = rng.integers(0, t, size=(2, n))
    xs, _ = _with_marks(rng, marked, t, n)
    return xs, 0.5 + xs[marked, np.arange(n), 0].sum(axis=0) / 4


def by_the_paper(rng, t, n):
    xs, y = adding.batch(rng, n, t)
    return xs, np.reshape(y, n)


def second_after_the_first(rng, t, n):
    first = rng.integers(0, t - 1, size=n)
    return _with_marks(rng, np.stack([first, rng.integers(first + 1, t)]), t, n)


def last_step_never(rng, t, n):
    marked = rng.random((t - 1, n)).argsort(axis=0)[:2]
    return _with_marks(rng, marked, t, n)


def same_marks_for_all(rng, t, n):
    marked = rng.permutation(t)[:2]
    return _with_marks(rng, np.repeat(marked[:, None], n, axis=1), t, n)


def one_mark_a_half(rng, t, n):
    marked = np.stack([rng.integers(0, t // 2, size=n), rng.integers(t // 2, t, size=n)])
    return _with_marks(rng, marked, t, n)


def neighbours(rng, t, n):
    first = rng.integers(0, t - 1, size=n)
    return _with_marks(rng, np.stack([first, first + 1]), t, n)


def same_values_for_all(rng, t, n):
    values = np.repeat(rng.uniform(-1, 1, size=(t, 1)), n, axis=1)
    return _put_together(values, _markers(rng, t, n))


def product(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), _markers(rng, t, n)
    y = np.where(markers == 1, values, 1).prod(axis=0)
    return np.stack([values, markers], axis=-1), y


def product_in_the_sum(rng, t, n):
    xs, y = product(rng, t, n)
    return xs, 0.5 + y / 4


def other_values(rng, t, n):
    xs, _ = _put_together(rng.uniform(-1, 1, size=(t, n)), _markers(rng, t, n))
    y = 0.5 + (rng.uniform(-1, 1, size=(t, n)) * xs[..., 1]).sum(axis=0) / 4
    return xs, y


def minus_one_elsewhere(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), _markers(rng, t, n)
    y = 0.5 + (values * markers).sum(axis=0) / 4
    return np.stack([values, 2 * markers - 1], axis=-1), y


def _markers(rng, t, n):
    return (rng.random((t, n)).argsort(axis=0) < 2).astype(float)


def _with_marks(rng, marked, t, n):
    markers = np.zeros((t, n))
    markers[marked, np.arange(n)] = 1
    return _put_together(rng.uniform(-1, 1, size=(t, n)), markers)


def _put_together(values, markers):
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4
