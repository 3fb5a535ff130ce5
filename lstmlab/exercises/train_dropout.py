"""Exercise train.dropout: inverted dropout, with the mask that the way back needs."""

import numpy as np

from lstmlab.exercises import train_dropout_whole as whole
from lstmlab.exercises.specification import Case, Exercise, Mistake, Property


def dropout(h, rate, rng):
    keep = 1 - rate
    mask = (rng.random(h.shape) < keep) / keep
    return h * mask, mask


def _statistics(inputs, result):
    h, rate = np.asarray(inputs["h"], dtype=float), inputs["rate"]
    dropped, mask = (np.asarray(one, dtype=float) for one in result)
    found = {
        "whether all rows of mask are alike": (mask == mask[:1]).all(),
        "whether all columns of mask are alike": (mask == mask[:, :1]).all(),
    }
    # Few draws made for many numbers: their statistics would be another mask's by chance.
    enough = not any(found.values())
    ratio = dropped / h
    return found | {
        "the share of zeros in h": enough * (dropped == 0).mean(),
        "the share of zeros in mask": enough * (mask == 0).mean(),
        "the largest factor on h, times 1 - rate": enough * ratio.max() * (1 - rate),
        "the largest number in mask, times 1 - rate": enough * mask.max() * (1 - rate),
        "the mean of mask": enough * mask.mean(),
        "how far h is from h * mask": enough * np.abs(ratio - mask).max(),
    }


def _away_from_zero(rng, *shape, dtype=np.float64):
    return (rng.choice([-1, 1], shape) * rng.uniform(0.5, 1.5, shape)).astype(dtype)


def _cases(rng):
    def case(label, rate, *shape, dtype=np.float64, statistics=_statistics):
        generator = np.random.default_rng(int(rng.integers(2**31)))
        return Case({"h": _away_from_zero(rng, *shape, dtype=dtype), "rate": rate, "rng": generator}, label, statistics)

    yield case("a rate of 0.3", 0.3, 220, 190)
    yield case("a rate of 0.5", 0.5, 170, 240)
    yield case("float32 numbers, a rate of 0.2", 0.2, 200, 210, dtype=np.float32)
    yield case("a rate of 0: nothing is dropped", 0.0, 4, 3, statistics=None)


def _repeats(function, rng):
    h, seed = np.ones((5, 6)), int(rng.integers(2**31))
    one, other = (np.asarray(function(h, 0.5, np.random.default_rng(seed))[1]) for _ in range(2))
    if not np.array_equal(one, other):
        return "Two generators with the same seed gave different masks, so nobody could repeat your experiment."
    return None


def _draws_anew(function, rng):
    one, other = (np.asarray(function(np.ones((5, 6)), 0.5, rng)[1]) for _ in range(2))
    if np.array_equal(one, other):
        return "Two calls with the same generator dropped the same numbers. Each batch needs a mask of its own."
    return None


def _two_values(function, rng):
    # 589 numbers, of which 70 percent is no whole number: no share that was kept by chance equals 0.7.
    mask = np.asarray(function(np.ones((31, 19)), 0.3, rng)[1], dtype=float)
    wrong = mask[~(np.isclose(mask, 0) | np.isclose(mask, 1 / 0.7))]
    if wrong.size:
        return f"With a rate of 0.3 the mask holds {wrong.flat[0]:.4f}. Only 0 and 1 / 0.7 = 1.4286 can stand there."
    return None


def _by_itself(function, rng):
    counts = {int((np.asarray(function(np.ones((20, 20)), 0.5, rng)[1]) == 0).sum()) for _ in range(12)}
    if len(counts) == 1:
        return f"Each of 12 masks of 400 numbers has exactly {counts.pop()} zeros: they do not fall by chance alone."
    return None


_ANEW = "Where do your random numbers come from?"
_MEAN = "What is the mean of your mask, over many draws? What has it to be, so that h keeps its size on average?"

EXERCISE = Exercise(
    name="train.dropout",
    title="Inverted dropout",
    chapter=8,
    points=2,
    section=("training-dropout", "Dropout"),
    arguments={"h": "N H", "rate": None, "rng": None},
    returns=(("h", "N H"), ("mask", "N H")),
    cases=_cases,
    worked=dropout,
    tested="how many of many thousands of numbers are dropped, row by row and column by column, what the others are "
    "multiplied by, a rate of 0, the same seed twice and two calls with one generator",
    properties=(
        Property("repeats", _repeats, _ANEW, "Draw from the generator that you are given, `rng.random(h.shape)`."),
        Property(
            "draws-anew",
            _draws_anew,
            _ANEW,
            "A generator that is made inside the function begins at the same place in every call. Use `rng`.",
        ),
        Property(
            "two-values",
            _two_values,
            "Which two values can stand in a mask?",
            "A number that stays is multiplied by 1 / (1 - rate), however many others stay.",
        ),
        Property(
            "by-itself",
            _by_itself,
            "Does your function decide about each number by itself?",
            "A coin is thrown for every number. Nobody counts how many have fallen already.",
        ),
    ),
    mistakes=(
        Mistake(
            name="not-inverted",
            behaves_like="one that drops, and does not make the rest larger",
            question=_MEAN,
            pointer="Inverted dropout divides by the probability to stay, so that nothing is left to do at test time.",
            edits=(("< keep) / keep", "< keep) * 1.0"),),
        ),
        Mistake(
            name="mask-without-scale",
            behaves_like="one that scales h and returns a mask of zeros and ones",
            question="On the way back the gradient is multiplied by your mask. Is that the factor that h had?",
            pointer="The mask that is returned is what h was multiplied by.",
            edits=(("h * mask, mask", "h * mask, mask * keep"),),
        ),
        Mistake(
            name="h-without-scale",
            behaves_like="one that returns a scaled mask and an h that was only dropped",
            question="Is your h equal to the h that came in, times the mask that goes out?",
            pointer="h is multiplied by the mask as it is returned.",
            edits=(("h * mask, mask", "h * (mask > 0), mask"),),
        ),
        Mistake(
            name="scaled-twice",
            behaves_like="one that makes what stays larger twice",
            question=_MEAN,
            pointer="Count the divisions between h and what you return.",
            edits=(("h * mask, mask", "h * mask / keep, mask"),),
        ),
        Mistake(
            name="scaled-by-the-rate",
            behaves_like="one that divides by the rate",
            question="With a rate of 0.3, by what is a number that stays divided?",
            pointer="Divide by the probability to stay.",
            edits=((") / keep", ") / rate"),),
        ),
        Mistake(
            name="scaled-down",
            behaves_like="one that multiplies what stays by 1 - rate, as it is done at test time in the older form",
            question=_MEAN,
            pointer="What stays has to become larger.",
            edits=((") / keep", ") * keep"),),
        ),
        Mistake(
            name="rate-is-kept",
            behaves_like="one that keeps with the probability `rate`, and divides by 1 - rate",
            question="With a rate of 0.2, which share of the numbers is dropped?",
            pointer="Look at the comparison: when is a number kept?",
            edits=(("< keep)", "< rate)"),),
        ),
        Mistake(
            name="rate-is-the-probability-to-stay",
            behaves_like="one that takes the rate for the probability to stay, everywhere",
            question="With a rate of 0.2, which share of the numbers is dropped?",
            pointer="Some libraries name the probability to stay. Here the rate is what is dropped.",
            edits=(("1 - rate", "rate"),),
            others=(whole.rate_kept_but_for_zero,),
        ),
        Mistake(
            name="mask-of-what-is-dropped",
            behaves_like="one whose mask is 1 where a number is dropped",
            question="On the way back the gradient is multiplied by your mask. Is that the factor that h had?",
            pointer="The mask holds 0 where a number was dropped.",
            edits=(("h * mask, mask", "h * mask, 1.0 * (mask == 0)"),),
        ),
        Mistake(
            name="brackets-left-out",
            behaves_like="one that divides by 1 and subtracts the rate: the division comes before the difference",
            question="In which order does Python compute `a / 1 - rate`?",
            pointer="Brackets are needed around the difference.",
            edits=((") / keep", ") / 1 - rate"),),
        ),
        Mistake(
            name="not-between-zero-and-one",
            behaves_like="one that compares with numbers that are not uniform between 0 and 1",
            question="How often is a number between 0 and 1 below 0.7? And one of those that you draw?",
            pointer="`rng.random` draws between 0 and 1.",
            function=whole.normal_numbers,
            others=(whole.from_minus_one,),
        ),
        Mistake(
            name="fair-coin",
            behaves_like="one that drops half of the numbers, whatever the rate",
            question="Change the rate from 0.5 to 0.1. Are fewer numbers dropped?",
            pointer="Compare a number between 0 and 1 with the probability to stay.",
            function=whole.fair_coin,
        ),
        Mistake(
            name="h-not-dropped",
            behaves_like="one that draws a mask and returns h as it came",
            question="Which line of your function uses the mask?",
            pointer="The mask is multiplied with h.",
            edits=(("h * mask,", "h + 0,"),),
        ),
        Mistake(
            name="mask-added",
            behaves_like="one that adds the mask to h",
            question="What becomes of a number where the mask is 0?",
            pointer="A dropped number has to be zero.",
            edits=(("h * mask", "h + mask"),),
        ),
        Mistake(
            name="values-exchanged",
            behaves_like="one that returns the mask first",
            question="In which order does the exercise name what it asks for?",
            pointer="Look at what stands after `return`.",
            edits=(("h * mask, mask", "mask, h * mask"),),
        ),
        Mistake(
            name="two-masks",
            behaves_like="one that returns another mask than the one that was used",
            question="How often do you draw random numbers in one call?",
            pointer="Keep the mask in a name, and use it twice.",
            function=whole.two_masks,
        ),
        Mistake(
            name="columns-dropped",
            behaves_like="one that drops the same units in every row of the batch",
            question="How many numbers do you draw? How many numbers has h?",
            pointer="Each row of h is another sequence, and gets a mask of its own.",
            function=whole.one_mask_for_all_rows,
        ),
        Mistake(
            name="rows-dropped",
            behaves_like="one that drops whole rows",
            question="How many numbers do you draw? How many numbers has h?",
            pointer="Every number of h has its own coin.",
            function=whole.rows_dropped,
        ),
        Mistake(
            name="exact-number",
            behaves_like="one that drops exactly the share `rate`, and only chooses which",
            question="Is it decided for each number by itself whether it stays?",
            pointer="Draw one random number for each number of h, and compare.",
            function=whole.exact_number,
        ),
        Mistake(
            name="scaled-by-what-was-kept",
            behaves_like="one that divides by the share that happened to stay",
            question="Is your factor the same in two calls with the same rate?",
            pointer="Divide by the probability, not by what chance made of it.",
            function=whole.by_the_number_kept,
        ),
        Mistake(
            name="gaussian-noise",
            behaves_like="one that multiplies by normal noise around 1: nothing is dropped",
            question="How many zeros has your mask?",
            pointer="A mask holds two different numbers only.",
            function=whole.noise,
        ),
        Mistake(
            name="another-generator",
            behaves_like="one that draws from NumPy's global generator",
            question="What is the argument rng for?",
            pointer="Two people with the same seed should drop the same numbers: `rng.random(...)`.",
            function=whole.global_numbers,
        ),
        Mistake(
            name="own-seed",
            behaves_like="one that makes a generator of its own with a fixed seed",
            question="What is the argument rng for?",
            pointer="Call your function twice. Are the same numbers dropped?",
            function=whole.own_seed,
        ),
        Mistake(
            name="h-changed-in-place",
            behaves_like="one that gives the right values and overwrites the caller's h",
            question="What does the caller's h hold after your function has returned?",
            pointer="`h *= mask` writes into the caller's array. `h * mask` makes a new one.",
            function=whole.changed,
        ),
    ),
)
