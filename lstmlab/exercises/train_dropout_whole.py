"""Known mistakes of exercise train.dropout that are whole functions, not edits of the worked answer."""

import numpy as np


def one_mask_for_all_rows(h, rate, rng):
    mask = np.tile((rng.random(h.shape[1]) < 1 - rate) / (1 - rate), (len(h), 1))
    return h * mask, mask


def rows_dropped(h, rate, rng):
    mask = np.tile((rng.random((len(h), 1)) < 1 - rate) / (1 - rate), (1, h.shape[1]))
    return h * mask, mask


def exact_number(h, rate, rng):
    mask = np.ones(h.size)
    mask[rng.permutation(h.size)[: round(rate * h.size)]] = 0
    mask = mask.reshape(h.shape) / (1 - rate)
    return h * mask, mask


def by_the_number_kept(h, rate, rng):
    mask = rng.random(h.shape) < 1 - rate
    mask = mask / mask.mean()
    return h * mask, mask


def global_numbers(h, rate, rng):
    mask = (np.random.random(h.shape) < 1 - rate) / (1 - rate)  # noqa: NPY002 - this is the mistake
    return h * mask, mask


def own_seed(h, rate, rng):
    mask = (np.random.default_rng(0).random(h.shape) < 1 - rate) / (1 - rate)
    return h * mask, mask


def changed(h, rate, rng):
    mask = (rng.random(h.shape) < 1 - rate) / (1 - rate)
    h *= mask
    return h, mask


def noise(h, rate, rng):
    mask = rng.normal(1, np.sqrt(rate / (1 - rate)), h.shape)
    return h * mask, mask


def two_masks(h, rate, rng):
    one, other = ((rng.random(h.shape) < 1 - rate) / (1 - rate) for _ in range(2))
    return h * one, other


def rate_kept_but_for_zero(h, rate, rng):
    mask = (rng.random(h.shape) < rate) / rate if rate else np.ones(h.shape)
    return h * mask, mask


def normal_numbers(h, rate, rng):
    mask = (rng.normal(size=h.shape) < 1 - rate) / (1 - rate)
    return h * mask, mask


def from_minus_one(h, rate, rng):
    mask = (rng.uniform(-1, 1, h.shape) < 1 - rate) / (1 - rate)
    return h * mask, mask


def fair_coin(h, rate, rng):
    mask = rng.integers(0, 2, h.shape) / (1 - rate)
    return h * mask, mask
