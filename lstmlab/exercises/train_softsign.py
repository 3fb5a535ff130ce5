"""Exercise train.softsign: a squashing function without an exponential, and its slope."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def softsign(x):
    size = 1 + np.abs(x)
    return x / size, 1 / size**2


def _slope_by_sign(x):
    return x / (1 + np.abs(x)), np.sign(x) / (1 + np.abs(x)) ** 2


def _tanh(x):
    return np.tanh(x), 1 - np.tanh(x) ** 2


def _zero_divided(x):
    y = x / (1 + np.abs(x))
    return y, (y / x) ** 2


def _softplus(x):
    return np.logaddexp(0, x), 1 / (1 + np.exp(-x))


def _quotient_rule_half(x):
    y = x / (1 + np.abs(x))
    return y, (1 - y) / (1 + np.abs(x))


def _changed(x):
    slope = 1 / (1 + np.abs(x)) ** 2
    x /= 1 + np.abs(x)
    return x, slope


def _cases(rng):
    yield Case({"x": 4 * numbers(rng, 4, 3)}, "random numbers")
    yield Case({"x": 2 * numbers(rng, 5, 2, dtype=np.float32)}, "float32 numbers")
    yield Case({"x": np.array([0.0, 1.0, -1.0, 3.0])}, "zero, and numbers that can be done by hand")
    yield Case({"x": np.array([1000.0, -1000.0, 1e-9])}, "very large and very small numbers")
    yield Case({"x": 3 * numbers(rng, 2, 3, 4)}, "three axes")


_SIGN = "Which sign has the slope of a curve that always climbs?"

EXERCISE = Exercise(
    name="train.softsign",
    title="Softsign and its slope",
    chapter=8,
    points=1,
    section=("training-softsign", "Softsign beside tanh"),
    arguments={"x": None},
    returns=(("y", None), ("dydx", None)),
    cases=_cases,
    worked=softsign,
    tested="positive and negative numbers, zero, very large ones, one to three axes, float64 and float32",
    mistakes=(
        Mistake(
            name="size-left-out",
            behaves_like="one that divides by 1 + x: without the size of x, which is infinite at -1",
            question="What is your function at x = -1?",
            pointer="Which function of NumPy makes -1 and 1 the same?",
            edits=(("np.abs(x)", "x"),),
        ),
        Mistake(
            name="squared-size",
            behaves_like="one that divides by 1 + x**2: large numbers come back to zero",
            question="Does your curve tend to 1 on the right?",
            pointer="The size of x, not its square, stands below the fraction bar.",
            edits=(("np.abs(x)", "x**2"),),
        ),
        Mistake(
            name="root-of-squares",
            behaves_like="x / sqrt(1 + x**2), another curve of the same kind",
            question="What is softsign of 1: 0.5, or about 0.71?",
            pointer="No root is needed.",
            edits=(("1 + np.abs(x)", "np.sqrt(1 + x**2)"),),
        ),
        Mistake(
            name="brackets-left-out",
            behaves_like="one that computes x / 1 + |x|: the division comes before the sum",
            question="In which order does Python compute `x / 1 + a`?",
            pointer="Brackets are needed below the fraction bar.",
            edits=(("return x / size,", "return x / 1 + np.abs(x),"),),
        ),
        Mistake(
            name="slope-brackets-left-out",
            behaves_like="one whose slope is 1 / 1 + |x|**2: the division and the square come before the sum",
            question="In which order does Python compute `1 / 1 + a**2`?",
            pointer="Brackets are needed around the sum, before it is squared.",
            edits=(("1 / size**2", "1 / 1 + np.abs(x) ** 2"),),
        ),
        Mistake(
            name="slope-without-size",
            behaves_like="one whose slope is 1 / (1 + x)**2, without the size of x",
            question="What is your slope at x = -1?",
            pointer="Which function of NumPy makes -1 and 1 the same?",
            edits=(("1 / size**2", "1 / (1 + x) ** 2"),),
        ),
        Mistake(
            name="slope-for-positive-x",
            behaves_like="one whose slope is (1 - y)**2, which holds for positive x alone",
            question="Is your slope at -2 the same as at 2?",
            pointer="In terms of y the size is missing: y is negative where x is.",
            edits=(("1 / size**2", "(1 - x / size) ** 2"),),
        ),
        Mistake(
            name="slope-of-tanh",
            behaves_like="one whose slope is 1 - y**2, which belongs to tanh",
            question="Is softsign's y a tanh?",
            pointer="Derive x / (1 + x) for positive x by the quotient rule.",
            edits=(("1 / size**2", "1 - (x / size) ** 2"),),
        ),
        Mistake(
            name="slope-of-the-sigmoid",
            behaves_like="one whose slope is y (1 - y), which belongs to the sigmoid",
            question="Is softsign's y a sigmoid?",
            pointer="Derive x / (1 + x) for positive x by the quotient rule.",
            edits=(("1 / size**2", "x / size * (1 - x / size)"),),
        ),
        Mistake(
            name="slope-not-squared",
            behaves_like="one whose slope is 1 / (1 + |x|), without the square",
            question="What is the slope at x = 1, by the quotient rule?",
            pointer="The quotient rule squares what stands below the fraction bar.",
            edits=(("1 / size**2", "1 / size"),),
        ),
        Mistake(
            name="slope-of-arctan",
            behaves_like="one whose slope is 1 / (1 + x**2), which belongs to arctan",
            question="In which order do you square and add?",
            pointer="The whole of 1 + |x| is squared.",
            edits=(("1 / size**2", "1 / (1 + x**2)"),),
        ),
        Mistake(
            name="slope-of-y",
            behaves_like="one that computes the slope at y instead of x",
            question="At which point of the x axis is the slope asked for?",
            pointer="Keep x until the slope is computed.",
            edits=(("1 / size**2", "1 / (1 + np.abs(x / size)) ** 2"),),
        ),
        Mistake(
            name="slope-with-sign",
            behaves_like="one whose slope has the sign of x",
            question=_SIGN,
            pointer="For negative x there are two minus signs in the derivative: that of |x| and that of x.",
            function=_slope_by_sign,
        ),
        Mistake(
            name="slope-negative",
            behaves_like="one whose slope has the wrong sign",
            question=_SIGN,
            pointer="The minus of the quotient rule is used up on the way.",
            edits=(("1 / size**2", "-1 / size**2"),),
        ),
        Mistake(
            name="quotient-rule-without-sign",
            behaves_like="one that forgets that the derivative of |x| is -1 for negative x",
            question="Is your slope at -2 the same as at 2?",
            pointer="Softsign is odd, so its slope is even.",
            function=_quotient_rule_half,
        ),
        Mistake(
            name="zero-divided-by-zero",
            behaves_like="one that divides by x on the way, and gives NaN at zero",
            question="What does your function give at x = 0?",
            pointer="The slope can be written without a division by x.",
            function=_zero_divided,
        ),
        Mistake(
            name="slope-first",
            behaves_like="one that returns the slope before the value",
            question="In which order does the exercise name what it asks for?",
            pointer="Look at what stands after `return`.",
            edits=(("x / size, 1 / size**2", "1 / size**2, x / size"),),
        ),
        Mistake(
            name="tanh",
            behaves_like="tanh and its slope",
            question="What is softsign of 1? And tanh of 1?",
            pointer="Softsign needs no exponential.",
            function=_tanh,
        ),
        Mistake(
            name="softplus",
            behaves_like="softplus, log(1 + exp(x)), and its slope",
            question="What does softsign tend to for large x?",
            pointer="The names are alike, the functions are not.",
            function=_softplus,
        ),
        Mistake(
            name="x-changed-in-place",
            behaves_like="one that gives the right values and overwrites the caller's x",
            question="What does the caller's x hold after your function has returned?",
            pointer="`x /= ...` writes into the caller's array. `x / ...` makes a new one.",
            function=_changed,
        ),
    ),
)
