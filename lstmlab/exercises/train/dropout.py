"""Exercise train.dropout: inverted dropout, with the mask that the way back needs."""

import numpy as np

from lstmlab.exercises import chance
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise, Property


def dropout(h, rate, rng):
    keep = 1 - rate
    mask = (rng.random(h.shape) < keep) / keep
    return h * mask, mask


def statistics(inputs, result):
    h, rate = np.asarray(inputs["h"], dtype=float), inputs["rate"]
    dropped, mask = (np.asarray(one, dtype=float) for one in result)
    found = {
        "whether all rows of mask are alike": (mask == mask[:1]).all(),
        "whether all columns of mask are alike": (mask == mask[:, :1]).all(),
    }
    # Few draws made for many numbers: their statistics would be another mask's by chance.
    enough = not any(found.values())
    ratio, zeros = dropped / h, mask == 0
    (n, d), size = h.shape, h.size
    expected = size * np.array([rate, 1 - rate])
    return found | {
        "half the share of zeros in h": enough * (dropped == 0).mean() / 2,
        "half the share of zeros in mask": enough * zeros.mean() / 2,
        "the largest factor on h, times 1 - rate": enough * ratio.max() * (1 - rate),
        "the largest number in mask, times 1 - rate": enough * mask.max() * (1 - rate),
        "how far h is from h * mask": enough * np.abs(ratio - mask).max(),
        "whether as many are dropped as the rate says": enough
        * (chance.of_counts([zeros.sum(), size - zeros.sum()], expected) >= chance.RARE),
        "whether each number has a coin of its own": enough
        * (min(chance.of_sums(zeros.sum(1), d, rate), chance.of_sums(zeros.sum(0), n, rate)) >= chance.RARE),
    }


def away_from_zero(rng, *shape, dtype=np.float64):
    return (rng.choice([-1, 1], shape) * rng.uniform(0.5, 1.5, shape)).astype(dtype)


def cases(rng):
    def case(label, rate, *shape, size=1.0, dtype=np.float64, statistics=statistics):
        generator = np.random.default_rng(int(rng.integers(2**31)))
        h = size * away_from_zero(rng, *shape, dtype=dtype)
        return Case({"h": h, "rate": rate, "rng": generator}, label, statistics)

    # Not larger: a learner who draws the numbers one by one should not wait. The shares are looked at exactly.
    yield case("a rate of 0.3", 0.3, 90, 80)
    yield case("float32 numbers, a rate of 0.5", 0.5, 70, 100, dtype=np.float32)
    yield case("a rate of 0.85, and numbers of millions", 0.85, 80, 90, size=1e6)
    yield case("a rate of 0.15, and tiny numbers", 0.15, 100, 70, size=1e-9)
    yield case("a rate of 0: nothing is dropped", 0.0, 4, 3, statistics=None)


def repeats(function, rng):
    h, seed = np.ones((5, 6)), int(rng.integers(2**31))
    one, other = (np.asarray(function(h, 0.5, np.random.default_rng(seed))[1]) for _ in range(2))
    if not np.array_equal(one, other):
        return "Two generators with the same seed gave different masks, so nobody could repeat your experiment."
    return None


def draws_anew(function, rng):
    one, other = (np.asarray(function(np.ones((5, 6)), 0.5, rng)[1]) for _ in range(2))
    if np.array_equal(one, other):
        return "Two calls with the same generator dropped the same numbers. Each batch needs a mask of its own."
    return None


def two_values(function, rng):
    # 589 numbers, of which 70 percent is no whole number: no share that was kept by chance equals 0.7.
    mask = np.asarray(function(np.ones((31, 19)), 0.3, rng)[1], dtype=float)
    wrong = mask[~(np.isclose(mask, 0) | np.isclose(mask, 1 / 0.7))]
    if wrong.size:
        return f"With a rate of 0.3 the mask holds {wrong.flat[0]:.4f}. Only 0 and 1 / 0.7 = 1.4286 can stand there."
    return None


def by_itself(function, rng):
    counts = {int((np.asarray(function(np.ones((20, 20)), 0.5, rng)[1]) == 0).sum()) for _ in range(12)}
    if len(counts) == 1:
        return f"Each of 12 masks of 400 numbers has exactly {counts.pop()} zeros: they do not fall by chance alone."
    return None


ANEW = "Where do your random numbers come from?"


EXERCISE = Exercise(
    name="train.dropout",
    title="Inverted dropout",
    chapter=9,
    points=2,
    section=("training-dropout", "Dropout"),
    arguments={"h": "N H", "rate": None, "rng": None},
    returns=(("h", "N H"), ("mask", "N H")),
    cases=cases,
    worked=dropout,
    tested="how many of many thousands of numbers are dropped, row by row and column by column, what the others are "
    "multiplied by, large and small rates, a rate of 0, the same seed twice and two calls with one generator",
    properties=(
        Property("repeats", repeats, ANEW, "Draw from the generator that you are given, `rng.random(h.shape)`."),
        Property(
            "draws-anew",
            draws_anew,
            ANEW,
            "A generator that is made inside the function begins at the same place in every call. Use `rng`.",
        ),
        Property(
            "two-values",
            two_values,
            "Which two values can stand in a mask?",
            "A number that stays is multiplied by 1 / (1 - rate), however many others stay.",
        ),
        Property(
            "by-itself",
            by_itself,
            "Does your function decide about each number by itself?",
            "A coin is thrown for every number. Nobody counts how many have fallen already.",
        ),
    ),
    mistakes=load("train.dropout", shared=("train",)),
)
