"""Exercise train.xavier_uniform: start weights between two limits that depend on both sizes."""

import numpy as np

from lstmlab.exercises.specification import Case, Exercise, Mistake, Property


def xavier_uniform(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, size=(n_in, n_out))


def _normal(rng, n_in, n_out):
    return rng.normal(scale=np.sqrt(2 / (n_in + n_out)), size=(n_in, n_out))


def _standard_normal_times_limit(rng, n_in, n_out):
    return np.sqrt(6 / (n_in + n_out)) * rng.normal(size=(n_in, n_out))


def _normal_with_variance(rng, n_in, n_out):
    return rng.normal(scale=2 / (n_in + n_out), size=(n_in, n_out))


def _one_row(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return np.tile(rng.uniform(-limit, limit, size=n_out), (n_in, 1))


def _one_column(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return np.tile(rng.uniform(-limit, limit, size=(n_in, 1)), (1, n_out))


def _one_number(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return np.full((n_in, n_out), rng.uniform(-limit, limit))


def _global_numbers(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return np.random.uniform(-limit, limit, size=(n_in, n_out))  # noqa: NPY002 - this is the mistake


def _own_seed(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return np.random.default_rng(0).uniform(-limit, limit, size=(n_in, n_out))


def _statistics(inputs, W):
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
    }


def _cases(rng):
    for n_in, n_out, label in (
        (160, 120, "more inputs than outputs"),
        (90, 250, "more outputs than inputs"),
        (150, 150, "as many inputs as outputs"),
    ):
        generator = np.random.default_rng(int(rng.integers(2**31)))
        yield Case({"rng": generator, "n_in": n_in, "n_out": n_out}, label, _statistics)


def _repeats(function, rng):
    seed = int(rng.integers(2**31))
    one, other = (np.asarray(function(np.random.default_rng(seed), 4, 3)) for _ in range(2))
    if not np.array_equal(one, other):
        return "Two generators with the same seed gave different weights, so nobody could repeat your experiment."
    return None


def _draws_anew(function, rng):
    one, other = (np.asarray(function(rng, 4, 3)) for _ in range(2))
    if np.array_equal(one, other):
        return "Two calls with the same generator gave the same weights twice. Every layer would start alike."
    return None


_LIMIT = "What is the largest weight you get, for 160 inputs and 120 outputs? What is the limit in the formula?"

EXERCISE = Exercise(
    name="train.xavier_uniform",
    title="Xavier start weights",
    chapter=8,
    points=1,
    section=("training-start", "Where to start"),
    arguments={"rng": None, "n_in": None, "n_out": None},
    returns="n_in n_out",
    cases=_cases,
    worked=xavier_uniform,
    tested="the largest weight, the mean size and the signs of many thousands of weights, in three shapes; the same "
    "seed twice, and two calls with one generator",
    properties=(
        Property(
            "repeats",
            _repeats,
            "Where do your random numbers come from?",
            "Draw from the generator that you are given: `rng.uniform(...)`. `np.random.uniform` is another one.",
        ),
        Property(
            "draws-anew",
            _draws_anew,
            "What becomes of the generator that you are given?",
            "A generator that is made inside the function begins at the same place in every call. Use `rng`.",
        ),
    ),
    mistakes=(
        Mistake(
            name="another-generator",
            behaves_like="one that draws from NumPy's global generator",
            question="What is the argument rng for?",
            pointer="Two people with the same seed should get the same weights: `rng.uniform(...)`.",
            function=_global_numbers,
        ),
        Mistake(
            name="own-seed",
            behaves_like="one that makes a generator of its own with a fixed seed",
            question="What is the argument rng for?",
            pointer="Call your function twice. Should two layers start with the same weights?",
            function=_own_seed,
        ),
        Mistake(
            name="inputs-alone",
            behaves_like="one whose limit is the root of 6 / n_in: He's start, made for another unit",
            question=_LIMIT,
            pointer="The way back matters too: how many terms has the sum for the gradient of an input?",
            edits=(("6 / (n_in + n_out)", "6 / n_in"),),
        ),
        Mistake(
            name="outputs-alone",
            behaves_like="one whose limit is the root of 6 / n_out",
            question=_LIMIT,
            pointer="Both sizes are in the formula.",
            edits=(("6 / (n_in + n_out)", "6 / n_out"),),
        ),
        Mistake(
            name="one-over-root-of-inputs",
            behaves_like="one whose limit is 1 / sqrt(n_in), the start that several libraries take by default",
            question=_LIMIT,
            pointer="That is the older rule, which Glorot and Bengio compare theirs with.",
            edits=(("6 / (n_in + n_out)", "1 / n_in"),),
        ),
        Mistake(
            name="root-left-out",
            behaves_like="one whose limit is 6 / (n_in + n_out), without the root",
            question=_LIMIT,
            pointer="Variances add up, so the formula is one for the square of the limit.",
            edits=(("np.sqrt(6 / (n_in + n_out))", "6 / (n_in + n_out)"),),
        ),
        Mistake(
            name="variance-for-limit",
            behaves_like="one whose limit is the variance 2 / (n_in + n_out)",
            question="The text has two formulas, one for the variance and one for the limit. Which one is yours?",
            pointer="Uniform numbers between -a and a have the variance a * a / 3.",
            edits=(("np.sqrt(6 / (n_in + n_out))", "2 / (n_in + n_out)"),),
        ),
        Mistake(
            name="root-of-six-alone",
            behaves_like="one that takes the root of 6 and not of the sizes",
            question=_LIMIT,
            pointer="How far does your root reach?",
            edits=(("np.sqrt(6 / (n_in + n_out))", "np.sqrt(6) / (n_in + n_out)"),),
        ),
        Mistake(
            name="deviation-for-limit",
            behaves_like="one that takes the standard deviation, the root of 2 / (n_in + n_out), for the limit",
            question="What is the standard deviation of uniform numbers between -limit and limit?",
            pointer="It is limit / sqrt(3).",
            edits=(("6 / (n_in", "2 / (n_in"),),
        ),
        Mistake(
            name="variance-halved",
            behaves_like="one whose weights have the variance 1 / (n_in + n_out)",
            question=_LIMIT,
            pointer="The number above the fraction bar is three times the one in the formula for the variance.",
            edits=(("6 / (n_in", "3 / (n_in"),),
        ),
        Mistake(
            name="mean-of-the-sizes",
            behaves_like="one that divides by the mean of the two sizes instead of their sum",
            question=_LIMIT,
            pointer="With the mean of the sizes, the number above the fraction bar is 3.",
            edits=(("(n_in + n_out)", "((n_in + n_out) / 2)"),),
        ),
        Mistake(
            name="product-of-the-sizes",
            behaves_like="one that divides by the product of the two sizes",
            question=_LIMIT,
            pointer="Look at the sign between n_in and n_out.",
            edits=(("n_in + n_out", "n_in * n_out"),),
        ),
        Mistake(
            name="positive-only",
            behaves_like="one that draws between 0 and the limit",
            question="What is the mean of your weights?",
            pointer="The numbers lie on both sides of zero.",
            edits=(("-limit, limit", "0, limit"),),
        ),
        Mistake(
            name="limit-for-the-lower-end",
            behaves_like="one that draws between the limit and 1",
            question="`rng.uniform(a)` is given one end of the range. Which end is it, and what is the other?",
            pointer="Hand over both ends: the lower and the upper one.",
            edits=(("-limit, limit", "limit, 1"),),
        ),
        Mistake(
            name="limit-ignored",
            behaves_like="one that draws between -1 and 1, whatever the sizes",
            question=_LIMIT,
            pointer="The limit is computed. Where is it used?",
            edits=(("-limit, limit", "-1, 1"),),
        ),
        Mistake(
            name="half-the-range",
            behaves_like="one whose numbers lie between -limit / 2 and limit / 2",
            question=_LIMIT,
            pointer="How wide is the range from -limit to limit?",
            edits=(("-limit, limit", "-limit / 2, limit / 2"),),
        ),
        Mistake(
            name="normal",
            behaves_like="one that draws normal numbers of the right standard deviation",
            question="What does the word uniform in the name say?",
            pointer="This form exists, and its largest weights lie far outside the limit. Here it is the uniform one.",
            function=_normal,
        ),
        Mistake(
            name="normal-with-the-limit",
            behaves_like="one that draws normal numbers and takes the limit for their standard deviation",
            question="What does the word uniform in the name say?",
            pointer="Uniform numbers between two limits are asked for.",
            function=_standard_normal_times_limit,
        ),
        Mistake(
            name="normal-with-the-variance",
            behaves_like="one that draws normal numbers and takes the variance for their standard deviation",
            question="What does the word uniform in the name say?",
            pointer="Uniform numbers are asked for. And the standard deviation is the root of the variance.",
            function=_normal_with_variance,
        ),
        Mistake(
            name="all-units-alike",
            behaves_like="one that gives every input the same weights",
            question="How many numbers do you draw? How many weights are there?",
            pointer="Every weight is drawn by itself.",
            function=_one_row,
        ),
        Mistake(
            name="all-outputs-alike",
            behaves_like="one that gives every output unit the same weights, so that all of them learn the same",
            question="How many numbers do you draw? How many weights are there?",
            pointer="Every weight is drawn by itself.",
            function=_one_column,
        ),
        Mistake(
            name="one-number",
            behaves_like="one that draws a single number for all weights",
            question="How many numbers do you draw? How many weights are there?",
            pointer="`size=` says how many.",
            function=_one_number,
        ),
        Mistake(
            name="transposed",
            behaves_like="one that returns an array of shape (n_out, n_in)",
            question="Which shape has W in `x @ W`?",
            pointer="In this course inputs come first: (n_in, n_out).",
            edits=(("size=(n_in, n_out)", "size=(n_out, n_in)"),),
        ),
    ),
)
