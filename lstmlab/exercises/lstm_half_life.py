"""Exercise lstm.half_life: how long a constant forget gate takes to halve the cell."""

import math

import numpy as np

from lstmlab.exercises.specification import Case, Exercise, Mistake


def half_life(f):
    return math.log(0.5) / math.log(f)


def _cases(rng):
    yield Case({"f": 0.9}, "f = 0.9")
    yield Case({"f": 0.5}, "f = 0.5, which halves in one step")
    yield Case({"f": 0.999}, "f = 0.999")
    yield Case({"f": 0.25}, "f = 0.25, which halves in less than a step")
    yield Case({"f": np.float32(0.8)}, "a float32 number")
    yield Case({"f": float(rng.uniform(0.6, 0.98))}, "a random gate")


def _counted(f):
    c, steps = 1.0, 0
    while c > 0.5:
        c *= f
        steps += 1
    return steps


_CHECK = "Whatever you compute, 0.5 must give exactly 1. What does your function give?"

EXERCISE = Exercise(
    name="lstm.half_life",
    title="The half-life of a cell",
    chapter=5,
    points=1,
    section=("half-life", "The half-life of a cell"),
    arguments={"f": None},
    returns="",
    cases=_cases,
    worked=half_life,
    tested="gates near 1, a gate of 0.5, a gate that halves in less than a step, and a float32 number",
    mistakes=(
        Mistake(
            name="negative",
            behaves_like="one that returns minus the half-life",
            question="How many steps does it take: can that number be negative?",
            pointer="The logarithm of a number below 1 is negative, and there are two of them here.",
            edits=(("math.log(0.5)", "math.log(2)"),),
        ),
        Mistake(
            name="upside-down",
            behaves_like="one that divides the other way round: 1 / half-life",
            question="Does the cell live longer with f = 0.9 or with f = 0.99? And in your function?",
            pointer="Solve f**n = 0.5 for n, and look which logarithm comes below.",
            edits=(("math.log(0.5) / math.log(f)", "math.log(f) / math.log(0.5)"),),
        ),
        Mistake(
            name="bases-mixed",
            behaves_like="one that divides a natural logarithm by one to base 10",
            question="Which bases do your two logarithms have?",
            pointer=_CHECK,
            edits=(("math.log(f)", "math.log10(f)"),),
        ),
        Mistake(
            name="base-10-above",
            behaves_like="one that divides a logarithm to base 10 by a natural one",
            question="Which bases do your two logarithms have?",
            pointer=_CHECK,
            edits=(("math.log(0.5)", "math.log10(0.5)"),),
        ),
        Mistake(
            name="base-2-below",
            behaves_like="one that divides the natural logarithm of 0.5 by a logarithm to base 2",
            question="Which bases do your two logarithms have?",
            pointer=_CHECK,
            edits=(("math.log(f)", "math.log2(f)"),),
        ),
        Mistake(
            name="time-constant",
            behaves_like="one that counts the steps to 1/e = 37 % instead of one half",
            question="How much of the cell is left after the number of steps that you return?",
            pointer="-1 / log(f) is the time constant. The half-life is shorter.",
            edits=(("math.log(0.5)", "-1"),),
        ),
        Mistake(
            name="rounded-up",
            behaves_like="one that returns the first whole step after which at most half is left",
            question="Is a real number asked for, or the number of a step?",
            pointer="Where do you round, or count in a loop? For f = 0.9 the answer lies between 6 and 7.",
            edits=(("math.log(0.5) / math.log(f)", "math.ceil(math.log(0.5) / math.log(f))"),),
            others=(_counted,),
        ),
        Mistake(
            name="rounded-down",
            behaves_like="one that cuts the part behind the point",
            question="Is a real number asked for, or the number of a step?",
            pointer="Where do you round? For f = 0.9 the answer lies between 6 and 7.",
            edits=(("math.log(0.5) / math.log(f)", "int(math.log(0.5) / math.log(f))"),),
            others=(lambda f: math.log(0.5) // math.log(f),),
        ),
        Mistake(
            name="rounded",
            behaves_like="one that rounds to a whole number",
            question="Is a real number asked for, or the number of a step?",
            pointer="Where do you round? For f = 0.9 the answer lies between 6 and 7.",
            edits=(("math.log(0.5) / math.log(f)", "round(math.log(0.5) / math.log(f))"),),
        ),
        Mistake(
            name="straight-line",
            behaves_like="one in which the cell loses the same amount in every step: 0.5 / (1 - f)",
            question="After the first step the cell is f. Does the second step take away as much as the first?",
            pointer="Each step multiplies by f, so after n steps f**n is left.",
            edits=(("math.log(0.5) / math.log(f)", "0.5 / (1 - f)"),),
        ),
        Mistake(
            name="mean-memory",
            behaves_like="one that returns 1 / (1 - f), the mean age of what a cell holds",
            question="How much of the cell is left after the number of steps that you return?",
            pointer="1 / (1 - f) is a good rule of thumb for another question. Solve f**n = 0.5.",
            edits=(("math.log(0.5) / math.log(f)", "1 / (1 - f)"),),
        ),
        Mistake(
            name="approximation-near-1",
            behaves_like="one that takes 1 - f for -log(f), which holds only near f = 1",
            question="Try f = 0.5: what should come out, and what comes?",
            pointer="log(f) is about f - 1 near 1, and only there.",
            edits=(("math.log(f)", "(f - 1)"),),
        ),
        Mistake(
            name="one-step-more",
            behaves_like="one that counts one step too many",
            question="Which value has the cell after 0 steps?",
            pointer=_CHECK,
            edits=(("math.log(0.5) / math.log(f)", "math.log(0.5) / math.log(f) + 1"),),
        ),
        Mistake(
            name="logarithm-above-missing",
            behaves_like="one that divides 0.5 itself by log(f)",
            question="Take the logarithm of both sides of f**n = 0.5. What becomes of the right side?",
            pointer=_CHECK,
            edits=(("math.log(0.5)", "0.5"),),
        ),
        Mistake(
            name="logarithm-below-missing",
            behaves_like="one that divides log(0.5) by f itself",
            question="Take the logarithm of both sides of f**n = 0.5. What becomes of f?",
            pointer=_CHECK,
            edits=(("math.log(f)", "f"),),
        ),
        Mistake(
            name="root-of-the-gate",
            behaves_like="one that returns f**0.5, the root of the gate",
            question="Is a number of steps asked for, or what is left after half a step?",
            pointer="n stands in the exponent: f**n = 0.5.",
            edits=(("math.log(0.5) / math.log(f)", "f**0.5"),),
        ),
    ),
)
