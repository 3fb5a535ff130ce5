"""Chapter 0: one exercise that takes a minute and shows what a check says."""

import numpy as np

from lstmlab.exercises.specification import Case, Exercise, Mistake


def scale(x, factor):
    return x * factor


def _cases(rng):
    yield Case({"x": rng.normal(size=(3, 4)), "factor": 2.5})
    yield Case({"x": rng.normal(size=5).astype(np.float32), "factor": -0.75}, "float32 numbers")
    yield Case({"x": rng.normal(size=(2, 1)), "factor": 0.0}, "a factor of zero")


EXERCISES = [
    Exercise(
        name="hello.scale",
        title="Multiply an array by a number",
        chapter=0,
        points=1,
        section=("a-first-exercise", "A first exercise"),
        arguments={"x": None, "factor": ""},
        returns=None,
        cases=_cases,
        worked=scale,
        tested="three arrays, one of them float32, and factors that are positive, negative and zero",
        mistakes=(
            Mistake(
                name="added",
                behaves_like="one that adds the factor instead of multiplying by it",
                question="What should happen to an array of zeros? And what does your function make of it?",
                pointer="Multiplication is written `*` in Python.",
                edits=(("x * factor", "x + factor"),),
            ),
            Mistake(
                name="divided",
                behaves_like="one that divides by the factor",
                question="Is 2 times 3 the same as 2 divided by 3?",
                pointer="`/` divides, `*` multiplies.",
                edits=(("x * factor", "x / factor"),),
            ),
            Mistake(
                name="raised-to-a-power",
                behaves_like="one that raises x to the power of the factor",
                question="What do `3 * 2` and `3 ** 2` give?",
                pointer="`**` is the power in Python. A product has one star.",
                edits=(("x * factor", "x ** factor"),),
            ),
            Mistake(
                name="factor-unused",
                behaves_like="one that returns x as it came",
                question="What happens to your result when the factor is doubled?",
                pointer="`factor` has to appear in the line that you return.",
                edits=(("x * factor", "x"),),
            ),
            Mistake(
                name="factor-cut-to-a-whole-number",
                behaves_like="one that cuts the factor to a whole number first",
                question="What does your function make of a factor of 2.5?",
                pointer="`int(2.5)` is 2. The factor can be used as it is.",
                edits=(("x * factor", "x * int(factor)"),),
            ),
            Mistake(
                name="summed",
                behaves_like="one that adds up all the products to a single number",
                question="What shape should the result have if x has 3 rows and 4 columns?",
                pointer="`*` multiplies number by number; `np.sum` and `np.dot` add up afterwards.",
                edits=(("x * factor", "np.sum(x * factor)"),),
            ),
            Mistake(
                name="changed-in-place",
                behaves_like="one that writes the products into the array x itself",
                question="Print x before and after you call your function. Is it still the same?",
                pointer="`x *= factor` writes into the caller's array. `x * factor` makes a new one.",
                edits=(("return x * factor", "x *= factor\n    return x"),),
            ),
        ),
    )
]
