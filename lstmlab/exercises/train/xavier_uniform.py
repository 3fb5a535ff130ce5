"""Exercise train.xavier_uniform: start weights between two limits that depend on both sizes."""

import numpy as np

from lstmlab.exercises import chance
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise, Property


def xavier_uniform(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, size=(n_in, n_out))


def statistics(inputs, W):
    W = np.asarray(W, dtype=float) / np.sqrt(6 / (inputs["n_in"] + inputs["n_out"]))
    found = {
        "whether all rows of W are alike": (W[:1] == W).all(),
        "whether all columns of W are alike": (W[:, :1] == W).all(),
    }
    # Few draws made for many weights: their statistics would be others by chance.
    enough = not any(found.values())
    largest = enough * np.abs(W).max()
    return found | {
        "the largest weight, in limits": largest,
        "the mean size of a weight, in limits": enough * 2 * np.abs(W).mean(),
        "the share of positive weights": enough * (W > 0).mean(),
        # Statistics agree to 3 percent of 1: two mistakes with tiny weights would be one.
        "how often a tiny largest weight fits into the limit": 1 / largest if 0 < largest < 0.2 else 0.0,
        "whether the weights lie evenly between the limits, up to both of them": chance.of_uniform((1 + W) / 2)
        >= chance.RARE,
    }


def cases(rng):
    for n_in, n_out, label in (
        (160, 120, "more inputs than outputs"),
        (4, 6000, "few inputs and thousands of outputs"),
        (150, 150, "as many inputs as outputs"),
    ):
        generator = np.random.default_rng(int(rng.integers(2**31)))
        yield Case({"rng": generator, "n_in": n_in, "n_out": n_out}, label, statistics)


def small_layers(function, rng):
    limit = np.sqrt(6 / 5)
    drawn = np.array([function(rng, 1, 4) for _ in range(400)], dtype=float)
    if drawn.shape == (400, 1, 4) and chance.of_uniform((1 + drawn / limit) / 2) < chance.RARE:
        return (
            f"The weights of 400 layers with 1 input and 4 outputs lie between {drawn.min():.3f} and "
            f"{drawn.max():.3f}, and not evenly between the limits, which are -{limit:.3f} and {limit:.3f}."
        )
    return None


def repeats(function, rng):
    seed = int(rng.integers(2**31))
    one, other = (np.asarray(function(np.random.default_rng(seed), 4, 3)) for _ in range(2))
    if not np.array_equal(one, other):
        return "Two generators with the same seed gave different weights, so nobody could repeat your experiment."
    return None


def draws_anew(function, rng):
    one, other = (np.asarray(function(rng, 4, 3)) for _ in range(2))
    if np.array_equal(one, other):
        return "Two calls with the same generator gave the same weights twice. Every layer would start alike."
    return None


EXERCISE = Exercise(
    name="train.xavier_uniform",
    title="Xavier start weights",
    chapter=9,
    points=1,
    section=("training-start", "Where to start"),
    arguments={"rng": None, "n_in": None, "n_out": None},
    returns="n_in n_out",
    cases=cases,
    worked=xavier_uniform,
    tested="how many thousands of weights lie between the limits, in three shapes and in small layers; the same seed "
    "twice, and two calls with one generator",
    properties=(
        Property(
            "repeats",
            repeats,
            "Where do your random numbers come from?",
            "Draw from the generator that you are given: `rng.uniform(...)`. `np.random.uniform` is another one.",
        ),
        Property(
            "draws-anew",
            draws_anew,
            "What becomes of the generator that you are given?",
            "A generator that is made inside the function begins at the same place in every call. Use `rng`.",
        ),
        Property(
            "small-layers",
            small_layers,
            "Which limit has a layer of 1 input and 4 outputs? May it be larger than 1?",
            "The formula holds for every size. Nothing is clipped.",
        ),
    ),
    mistakes=load("train.xavier_uniform", shared=("train",)),
)
