"""Exercise bptt.numerical_gradient: the derivative of a function in every direction, by central differences."""

import numpy as np

from lstmlab import gradcheck
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def numerical_gradient(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + eps
        above = f(x)
        x[i] = old - eps
        below = f(x)
        x[i] = old
        grad[i] = (above - below) / (2 * eps)
    return grad


def reference(f, x, eps):
    return gradcheck.central_differences(f, x, eps)


class Formula:
    """A function of an array that shows its formula when it is printed."""

    def __init__(self, formula, function):
        self.formula, self.function = formula, function

    def __call__(self, x):
        return self.function(x)

    def __repr__(self):
        return f"f(x) = {self.formula}"


# Cubes, because central differences are exact below: a step of another size would not be noticed.
CUBES = Formula("(x**3).sum()", lambda x: (x**3).sum())


ROWS = Formula("(x.sum(axis=-1) ** 3).sum()", lambda x: (x.sum(axis=-1) ** 3).sum())


# Wide or steep, and never both: the values of such a function would be so large that their difference over a step of
# 1e-6, as some learner takes it, would consist of rounding.
WIDE = Formula("((x / 100) ** 3).sum()", lambda x: ((x / 100) ** 3).sum())
STEEP = Formula("-1000 * x.sum() ** 3", lambda x: -1000 * x.sum() ** 3)
MIXED = Formula("x.sum() ** 3 + np.sin(x).sum()", lambda x: x.sum() ** 3 + np.sin(x).sum())


def cases(rng):
    yield Case({"f": ROWS, "x": numbers(rng, 4, 3), "eps": 0.1}, "a matrix")
    yield Case({"f": MIXED, "x": numbers(rng, 5), "eps": 0.25}, "a vector")
    yield Case({"f": CUBES, "x": numbers(rng, 2, 3, dtype=np.float32), "eps": 0.0625}, "a matrix in float32")
    yield Case({"f": ROWS, "x": numbers(rng, 3, 2, 4), "eps": 0.02}, "an array with three axes")
    yield Case({"f": MIXED, "x": numbers(rng, 3), "eps": 1e-4}, "a small step")
    yield Case({"f": WIDE, "x": 100 * numbers(rng, 2, 2), "eps": 0.5}, "large numbers, a large step")
    yield Case({"f": STEEP, "x": 1 + numbers(rng, 2, 2), "eps": 1e-3}, "a function that falls steeply")
    yield Case({"f": CUBES, "x": 1e-3 * numbers(rng, 2, 2), "eps": 1e-4}, "small numbers")
    yield Case({"f": CUBES, "x": np.array(0.7), "eps": 0.3}, "a single number, an array without axes")


EXERCISE = Exercise(
    name="bptt.numerical_gradient",
    title="The gradient by central differences",
    chapter=3,
    points=2,
    section=("gradient-checking", "Gradient checking"),
    arguments={"f": None, "x": None, "eps": None},
    returns="D or N D or T N D",
    cases=cases,
    worked=numerical_gradient,
    reference=reference,
    tested="arrays with no, one, two and three axes, large and small steps, large and small numbers, and float32; x "
    "comes back bit for bit",
    mistakes=load("bptt.numerical_gradient"),
)
