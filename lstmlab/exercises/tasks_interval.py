"""Exercise tasks.success_interval: the Wilson interval of a success rate."""

import numpy as np

from lstmlab import intervals
from lstmlab.exercises import tasks_interval_whole as whole
from lstmlab.exercises.specification import Case, Exercise, Mistake


def success_interval(k, n):
    z = 1.96
    rate = k / n
    centre = rate + z**2 / (2 * n)
    half = z * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    return (centre - half) / scale, (centre + half) / scale


def _reference(k, n):
    found = intervals.wilson(k, n)
    return found.low, found.high


def _fitted(result, wanted):
    """The point z may be 1.96, or any value nearer to the exact one: that moves the ends by less than this."""
    try:
        near = bool(np.abs(np.subtract(result, wanted)).max() < 2e-5)
    except Exception:  # whatever came is no pair of numbers: the check says so
        return result
    return wanted if near else result


def _cases(rng):
    yield Case({"k": 7, "n": 10}, "7 of 10")
    yield Case({"k": 3, "n": 5}, "3 of 5")
    yield Case({"k": 70, "n": 100}, "70 of 100: the same rate, more trials")
    yield Case({"k": 0, "n": 10}, "none of 10")
    yield Case({"k": 10, "n": 10}, "all of 10")
    yield Case({"k": 1, "n": 1}, "a single trial")
    n = int(rng.integers(12, 60))
    yield Case({"k": int(rng.integers(2, n - 2)), "n": n}, "random numbers")


_ALL = "Ten of ten seeds succeed. Does your interval say that an eleventh is bound to succeed too?"
_CENTRE = "What is added to the rate in the centre, and by what is the centre divided?"
_ENDS = "(centre - half) / scale, (centre + half) / scale"
_HALF = "Write down the two terms under the root. By what is each divided?"

EXERCISE = Exercise(
    name="tasks.success_interval",
    title="How far to trust 7 of 10",
    chapter=11,
    points=2,
    section=("classic-intervals", "How far to trust 7 of 10"),
    arguments={"k": None, "n": None},
    returns=(("low", ""), ("high", "")),
    cases=_cases,
    worked=success_interval,
    reference=_reference,
    fitted=_fitted,
    tested="several rates, the same rate with few and with many trials, none and all, and a single trial",
    mistakes=(
        Mistake(
            name="plain-normal",
            behaves_like="one that takes rate plus and minus 1.96 standard errors, which is no interval at 0 and at 1",
            question=_ALL,
            pointer="The Wilson interval has a centre of its own, and a second term under the root.",
            function=whole.plain_normal,
        ),
        Mistake(
            name="clipped-normal",
            behaves_like="one that takes rate plus and minus 1.96 standard errors and cuts it off at 0 and 1",
            question=_ALL,
            pointer="The Wilson interval has a centre of its own, and a second term under the root.",
            function=whole.clipped_normal,
        ),
        Mistake(
            name="two-more-of-each",
            behaves_like="one that adds two successes and two failures (or z^2 / 2 of each), and takes plus and minus "
            "1.96 standard errors",
            question="That is an interval too, but not Wilson's. Which terms does the formula have?",
            pointer="Compare your root with the one in the text, term by term.",
            function=whole.two_more_of_each,
            others=(whole.half_z_squared_of_each,),
        ),
        Mistake(
            name="ninety-percent",
            behaves_like="one with z = 1.645: a 90 % interval",
            question="Between which two points do 95 % of a normal distribution lie?",
            pointer="Both sides together leave out 5 %, so 2.5 % each.",
            edits=(("z = 1.96", "z = 1.645"),),
            others=(whole.ninety_percent,),
        ),
        Mistake(
            name="ninety-nine-percent",
            behaves_like="one with z = 2.576: a 99 % interval",
            question="Between which two points do 95 % of a normal distribution lie?",
            pointer="z is 1.96.",
            edits=(("z = 1.96", "z = 2.576"),),
            others=(whole.ninety_nine_percent,),
        ),
        Mistake(
            name="z-is-two",
            behaves_like="one with z = 2",
            question="Which z does the text name?",
            pointer="Two is a rule of thumb. z is 1.96.",
            edits=(("z = 1.96", "z = 2.0"),),
        ),
        Mistake(
            name="centre-not-moved",
            behaves_like="one whose centre lacks the term z^2 / (2n)",
            question=_CENTRE,
            pointer="The centre lies between the rate and one half.",
            edits=(("rate + z**2 / (2 * n)", "rate"),),
        ),
        Mistake(
            name="not-divided",
            behaves_like="one that does not divide by 1 + z^2 / n",
            question="Can an end of the interval lie outside 0 to 1?",
            pointer="Centre and half width are both divided.",
            edits=(("1 + z**2 / n", "1"),),
        ),
        Mistake(
            name="half-not-divided",
            behaves_like="one that divides the centre by 1 + z^2 / n, but not the half width",
            question="Can an end of the interval lie outside 0 to 1?",
            pointer="Centre and half width are both divided.",
            edits=((_ENDS, "centre / scale - half, centre / scale + half"),),
        ),
        Mistake(
            name="centre-not-divided",
            behaves_like="one that divides the half width by 1 + z^2 / n, but not the centre",
            question="Can an end of the interval lie outside 0 to 1?",
            pointer="Centre and half width are both divided.",
            edits=((_ENDS, "centre - half / scale, centre + half / scale"),),
        ),
        Mistake(
            name="all-divided-by-n",
            behaves_like="one that takes (1 + z^2) / n in place of 1 + z^2 / n",
            question="With very many trials, what becomes of the number in front of the bracket?",
            pointer="Only z^2 is divided by n.",
            edits=(("1 + z**2 / n", "(1 + z**2) / n"),),
        ),
        Mistake(
            name="multiplied-in-the-centre",
            behaves_like="one that computes z**2 / 2 * n in the centre: Python divides by 2 and then multiplies by n",
            question="What is 12 / 2 * 3 in Python?",
            pointer="Put the whole denominator into brackets.",
            edits=(("z**2 / (2 * n)", "z**2 / 2 * n"),),
        ),
        Mistake(
            name="multiplied-under-the-root",
            behaves_like="one that computes z**2 / 4 * n**2 under the root: Python divides by 4 and then multiplies",
            question="What is 12 / 2 * 3 in Python?",
            pointer="Put the whole denominator into brackets.",
            edits=(("z**2 / (4 * n**2)", "z**2 / 4 * n**2"),),
        ),
        Mistake(
            name="z-not-squared-in-the-centre",
            behaves_like="one that adds z / (2n) in the centre",
            question=_CENTRE,
            pointer="z is squared there.",
            edits=(("rate + z**2", "rate + z"),),
        ),
        Mistake(
            name="z-not-squared-under-the-root",
            behaves_like="one that adds z / (4n^2) under the root",
            question=_HALF,
            pointer="z is squared there.",
            edits=(("n + z**2 / (4", "n + z / (4"),),
        ),
        Mistake(
            name="rate-not-divided",
            behaves_like="one that takes k for the rate",
            question="Between which numbers does a rate lie?",
            pointer="p = k / n.",
            edits=(("rate = k / n", "rate = k"),),
        ),
        Mistake(
            name="root-term-missing",
            behaves_like="one without the second term under the root",
            question=_HALF,
            pointer="Where the rate is 0 or 1, this term alone makes the interval as wide as it is.",
            edits=((" + z**2 / (4 * n**2)", ""),),
        ),
        Mistake(
            name="n-not-squared",
            behaves_like="one that divides the second term under the root by 4n, in place of 4n^2",
            question=_HALF,
            pointer="With many trials this term has to vanish faster than the first.",
            edits=(("4 * n**2", "4 * n"),),
        ),
        Mistake(
            name="variance-not-divided",
            behaves_like="one that does not divide rate (1 - rate) by n",
            question=_HALF,
            pointer="With more trials the interval gets narrower.",
            edits=(("rate * (1 - rate) / n +", "rate * (1 - rate) +"),),
        ),
        Mistake(
            name="no-root",
            behaves_like="one without the square root",
            question="In which unit is the variance of a rate, and in which its standard deviation?",
            pointer="The half width is z times a square root.",
            edits=(("np.sqrt(", "("),),
        ),
        Mistake(
            name="z-left-out",
            behaves_like="one whose half width is not multiplied by z",
            question="How many standard deviations does the interval reach to each side?",
            pointer="z times the square root.",
            edits=(("z * np.sqrt", "np.sqrt"),),
        ),
        Mistake(
            name="ends-exchanged",
            behaves_like="one that returns the upper end first",
            question="In which order are the two ends asked for?",
            pointer="low comes first.",
            edits=(("centre - half) / scale, (centre + half)", "centre + half) / scale, (centre - half)"),),
        ),
        Mistake(
            name="centre-and-half",
            behaves_like="one that returns the centre and the half width",
            question="What is asked for: the middle and the width, or the two ends?",
            pointer="low is the centre minus the half width.",
            edits=((_ENDS, "centre / scale, half / scale"),),
        ),
        Mistake(
            name="in-percent",
            behaves_like="one that returns per cent",
            question="Between which numbers does a rate lie?",
            pointer="The ends are numbers from 0 to 1.",
            edits=((_ENDS, "100 * (centre - half) / scale, 100 * (centre + half) / scale"),),
        ),
        Mistake(
            name="failures-counted",
            behaves_like="one that gives the interval of the failures",
            question="What is k: how many succeeded, or how many did not?",
            pointer="The rate is k / n.",
            edits=(("rate = k / n", "rate = 1 - k / n"),),
        ),
    ),
)
