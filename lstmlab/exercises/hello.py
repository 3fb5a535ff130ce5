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
        ),
    )
]
