"""Whole wrong answers to text.sample, which no small edit can express."""

import numpy as np


def after_the_softmax(logits, temperature, rng):
    weights = np.exp(logits - np.max(logits))
    weights = weights / np.sum(weights) / temperature
    return int(rng.choice(len(logits), p=weights / np.sum(weights)))


def shifted_before_the_temperature_wrongly(logits, temperature, rng):
    weights = np.exp(logits / temperature)
    return int(rng.choice(len(logits), p=weights / weights.sum()))


def without_exp(logits, temperature, rng):
    scaled = logits / temperature
    weights = scaled - np.min(scaled)
    return int(rng.choice(len(logits), p=weights / np.sum(weights)))


def global_numbers(logits, temperature, rng):
    scaled = logits / temperature
    weights = np.exp(scaled - np.max(scaled))
    return int(np.random.choice(len(logits), p=weights / np.sum(weights)))  # noqa: NPY002 - this is the mistake


def own_seed(logits, temperature, rng):
    scaled = logits / temperature
    weights = np.exp(scaled - np.max(scaled))
    return int(np.random.default_rng(0).choice(len(logits), p=weights / np.sum(weights)))


def softmax_twice(logits, temperature, rng):
    weights = np.exp(logits / temperature - np.max(logits / temperature))
    weights = np.exp(weights / np.sum(weights))
    return int(rng.choice(len(logits), p=weights / np.sum(weights)))


def probabilities(logits, temperature, rng):
    weights = np.exp(logits / temperature - np.max(logits / temperature))
    return weights / np.sum(weights)
