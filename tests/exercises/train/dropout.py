"""train.dropout: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("train.dropout")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def dropout_with_where(h, rate, rng):
    mask = np.where(rng.random(h.shape) < rate, 0.0, 1.0) / (1 - rate)
    return h * mask, mask


@right
def dropout_with_uniform(h, rate, rng):
    mask = (rng.uniform(size=h.shape) >= rate).astype(float)
    mask /= 1 - rate
    return np.multiply(h, mask), mask


@right
def dropout_with_a_binomial(h, rate, rng):
    mask = rng.binomial(1, 1 - rate, size=h.shape) / (1 - rate)
    return mask * h, mask


@right
def dropout_by_a_loop(h, rate, rng):
    mask = np.zeros(h.shape)
    for row in mask:
        row[rng.random(len(row)) < 1 - rate] = 1 / (1 - rate)
    return h * mask, mask


@right
def dropout_with_choice(h, rate, rng):
    mask = rng.choice([0.0, 1 / (1 - rate)], p=[rate, 1 - rate], size=h.shape)
    return h * mask, mask


@right
def dropout_in_float32(h, rate, rng):
    mask = (rng.random(h.shape) > rate).astype(np.float32) / np.float32(1 - rate)
    return (h * mask).astype(h.dtype), mask


@wrong("not-inverted")
def _(h, rate, rng):
    mask = (rng.random(h.shape) >= rate).astype(float)
    return h * mask, mask


@wrong("mask-without-scale")
def _(h, rate, rng):
    kept = rng.uniform(size=h.shape) > rate
    return h * kept / (1 - rate), kept


@wrong("mask-without-scale")
def _(h, rate, rng):
    mask = rng.binomial(1, 1 - rate, h.shape)
    out = h * mask
    out /= 1 - rate
    return out, mask


@wrong("scaled-by-the-rate")
def _(h, rate, rng):
    mask = (rng.random(h.shape) < 1 - rate) / np.float64(rate)
    return h * mask, mask


@wrong("rate-is-kept")
def _(h, rate, rng):
    mask = rng.binomial(1, rate, h.shape) / (1 - rate)
    return h * mask, mask


@wrong("rate-is-the-probability-to-stay")
def _(h, rate, rng):
    mask = (rng.random(h.shape) < rate) / np.float64(rate)
    return h * mask, mask


@wrong("columns-dropped")
def _(h, rate, rng):
    row = (rng.random(h.shape[-1]) > rate) / (1 - rate)
    mask = np.ones(h.shape) * row
    return h * mask, mask


@wrong("another-generator", says="same seed")
def _(h, rate, rng):
    mask = (np.random.rand(*h.shape) > rate) / (1 - rate)  # noqa: NPY002 - this is the mistake
    return h * mask, mask


@wrong("own-seed", says="same generator")
def _(h, rate, rng):
    rng = np.random.default_rng(42)
    mask = (rng.random(h.shape) > rate) / (1 - rate)
    return h * mask, mask


@wrong("h-changed-in-place", says="in place")
def _(h, rate, rng):
    mask = (rng.random(h.shape) > rate) / (1 - rate)
    mask = mask.astype(h.dtype)
    h *= mask
    return h, mask


@wrong("values-exchanged")
def _(h, rate, rng):
    mask = (rng.random(h.shape) > rate) / (1 - rate)
    return mask, h * mask


@wrong(says="2 values are asked for")
def _(h, rate, rng):
    return h * (rng.random(h.shape) > rate) / (1 - rate)


@wrong(says="shape")
def _(h, rate, rng):
    mask = (rng.random(h.shape[1]) > rate) / (1 - rate)
    return h * mask, mask


@wrong("exact-number", says="by chance alone")
def _(h, rate, rng):
    order = rng.permutation(h.size).reshape(h.shape)
    mask = (order >= int(np.round(rate * h.size))) / (1 - rate)
    return h * mask, mask


@wrong("rate-is-the-probability-to-stay")
def _(h, rate, rng):
    mask = (rng.random(h.shape) < rate) / rate if rate else np.ones_like(h)
    return h * mask, mask


@wrong("not-between-zero-and-one")
def _(h, rate, rng):
    mask = (rng.normal(size=h.shape) < 1 - rate) / (1 - rate)
    return h * mask, mask


@wrong("not-between-zero-and-one")
def _(h, rate, rng):
    mask = (rng.uniform(-1, 1, h.shape) < 1 - rate) / (1 - rate)
    return h * mask, mask


@wrong("brackets-left-out")
def _(h, rate, rng):
    mask = (rng.random(h.shape) < 1 - rate) * 1 / 1 - rate
    return h * mask, mask


@wrong("mask-of-what-is-dropped")
def _(h, rate, rng):
    drop = rng.random(h.shape) < rate
    return h * ~drop / (1 - rate), drop


@wrong("fair-coin")
def _(h, rate, rng):
    mask = rng.integers(0, 2, h.shape) / (1 - rate)
    return h * mask, mask


@wrong("not-between-zero-and-one")
def _(h, rate, rng):
    mask = (rng.standard_normal(h.shape) > rate) / (1 - rate)
    return h * mask, mask


@wrong("clipped")
def _(h, rate, rng):
    mask = (rng.random(h.shape) >= rate) * np.clip(1 / (1 - rate), 0, 5)
    return h * mask, mask


@wrong("rate-rounded")
def _(h, rate, rng):
    keep = np.round(1 - rate, 1)
    mask = (rng.uniform(size=h.shape) < keep) / keep
    return h * mask, mask


@wrong(says="of its own")
def _(h, rate, rng):
    half = (rng.random((-(-len(h) // 2), h.shape[1])) >= rate) / (1 - rate)
    mask = np.repeat(half, 2, axis=0)[: len(h)]
    return h * mask, mask


@wrong("fixed-pattern", says="never looks at `rng`")
def _(h, rate, rng):
    places = (np.arange(h.size) * 0.6180339887) % 1
    mask = (places >= rate).reshape(h.shape) / (1 - rate)
    return h * mask, mask


@wrong("fixed-pattern")
def _(h, rate, rng):
    mask = (np.arange(h.size).reshape(h.shape) % 100 >= 100 * rate) / (1 - rate)
    return h * mask, mask


@wrong("fixed-pattern")
def _(h, rate, rng):
    mask = (np.random.default_rng(1).integers(0, 50, h.shape) >= 10) / (1 - rate)
    return h * mask, mask


@wrong("nothing-dropped")
def _(h, rate, rng):
    mask = np.full(h.shape, 1 / (1 - rate))
    return h * mask, mask


ANSWERS.equivalent = {
    "`mask = (rng.random(h.shape) < keep) / keep` -> `mask = (rng.random(h.shape) <= keep) / keep`": (
        "that a random number equals the limit to the last bit has a probability of 1e-16"
    ),
}
