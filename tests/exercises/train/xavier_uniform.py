"""train.xavier_uniform: answers that are right, answers that are wrong, mutants that change nothing."""

import math

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("train.xavier_uniform")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def xavier_by_scaling(rng, n_in, n_out):
    return (2 * rng.random((n_in, n_out)) - 1) * math.sqrt(6 / (n_in + n_out))


@right
def xavier_in_one_line(rng, n_in, n_out):
    return rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(6.0) / np.sqrt(n_in + n_out)


@right
def xavier_by_rows(rng, n_in, n_out):
    limit = (6 / (n_in + n_out)) ** 0.5
    return [rng.uniform(-limit, limit, n_out) for _ in range(n_in)]


@right
def xavier_transposed(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_out + n_in))
    return rng.uniform(low=-limit, high=limit, size=(n_out, n_in)).T


@right
def xavier_in_float32(rng, n_in, n_out):
    r = np.float32(np.sqrt(6 / (n_in + n_out)))
    return (rng.random((n_in, n_out), dtype=np.float32) - np.float32(0.5)) * 2 * r


@right
def xavier_from_a_deviation(rng, n_in, n_out):
    deviation = math.sqrt(2 / (n_in + n_out))
    half = deviation * math.sqrt(3)
    return half - 2 * half * rng.random(size=(n_in, n_out))


@wrong("inputs-alone")
def _(rng, n_in, n_out):
    r = np.sqrt(6.0 / n_in)
    return rng.uniform(-r, r, (n_in, n_out))


@wrong("normal")
def _(rng, n_in, n_out):
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / (n_in + n_out))


@wrong("one-over-root-of-inputs")
def _(rng, n_in, n_out):
    return rng.uniform(-1, 1, (n_in, n_out)) / np.sqrt(n_in)


@wrong("root-of-six-alone")
def _(rng, n_in, n_out):
    limit = np.sqrt(6) / (n_in + n_out)
    return limit * (1 - 2 * rng.random((n_in, n_out)))


@wrong("positive-only")
def _(rng, n_in, n_out):
    return rng.random((n_in, n_out)) * np.sqrt(6 / (n_in + n_out))


@wrong("another-generator")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return 2 * limit * np.random.rand(n_in, n_out) - limit  # noqa: NPY002 - this is the mistake


@wrong("own-seed")
def _(rng, n_in, n_out):
    rng = np.random.default_rng(seed=8)
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


@wrong("transposed", says="shape")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_out, n_in))


@wrong(says="3 times too large")
def _(rng, n_in, n_out):
    limit = 3 * np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


@wrong("variance-for-limit")
def _(rng, n_in, n_out):
    v = 2 / (n_in + n_out)
    return rng.uniform(-v, v, size=(n_in, n_out))


@wrong("limit-for-the-lower-end")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(limit, size=(n_in, n_out))


@wrong("normal-with-the-variance")
def _(rng, n_in, n_out):
    return rng.normal(0, 2 / (n_in + n_out), (n_in, n_out))


@wrong("limit-clipped", says="400 layers")
def _(rng, n_in, n_out):
    limit = np.clip(np.sqrt(6 / (n_in + n_out)), 0, 1)
    return rng.uniform(-limit, limit, (n_in, n_out))


@wrong("one-unit-too-many")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out + 1))
    return limit * (2 * rng.random((n_in, n_out)) - 1)


@wrong(says="lie evenly")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return np.round(rng.uniform(-limit, limit, (n_in, n_out)), 3)


@wrong(says="lie evenly")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return 0.98 * rng.uniform(-limit, limit, (n_in, n_out))


@wrong("fixed-pattern", says="never looks at `rng`")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return limit * np.where(np.indices((n_in, n_out)).sum(axis=0) % 2, 1.0, -1.0)


@wrong("own-seed", says="or uses none at all")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return np.linspace(-limit, limit, n_in * n_out).reshape(n_in, n_out)
