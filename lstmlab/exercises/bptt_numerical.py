"""Exercise bptt.numerical_gradient: the slope of a function in every direction, by central differences."""

import numpy as np

from lstmlab import gradcheck
from lstmlab.exercises import bptt_numerical_whole as whole
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


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


def _reference(f, x, eps):
    return gradcheck.central_differences(f, x, eps)


class _Formula:
    """A function of an array that shows its formula when it is printed."""

    def __init__(self, formula, function):
        self.formula, self.function = formula, function

    def __call__(self, x):
        return self.function(x)

    def __repr__(self):
        return f"f(x) = {self.formula}"


# Cubes, because central differences are exact below: a step of another size would not be noticed.
_CUBES = _Formula("(x**3).sum()", lambda x: (x**3).sum())
_ROWS = _Formula("(x.sum(axis=-1) ** 3).sum()", lambda x: (x.sum(axis=-1) ** 3).sum())
_MIXED = _Formula("x.sum() ** 3 + np.sin(x).sum()", lambda x: x.sum() ** 3 + np.sin(x).sum())


def _cases(rng):
    yield Case({"f": _ROWS, "x": numbers(rng, 4, 3), "eps": 0.1}, "a matrix")
    yield Case({"f": _MIXED, "x": numbers(rng, 5), "eps": 0.25}, "a vector")
    yield Case({"f": _CUBES, "x": numbers(rng, 2, 3, dtype=np.float32), "eps": 0.0625}, "a matrix in float32")
    yield Case({"f": _ROWS, "x": numbers(rng, 3, 2, 4), "eps": 0.02}, "an array with three axes")
    yield Case({"f": _MIXED, "x": numbers(rng, 3), "eps": 1e-4}, "a small step")
    yield Case({"f": _CUBES, "x": np.array(0.7), "eps": 0.3}, "a single number, an array without axes")


EXERCISE = Exercise(
    name="bptt.numerical_gradient",
    title="The gradient by central differences",
    chapter=3,
    points=2,
    section=("gradient-checking", "Gradient checking"),
    arguments={"f": None, "x": None, "eps": None},
    returns="D or N D or T N D",
    cases=_cases,
    worked=numerical_gradient,
    reference=_reference,
    tested="arrays with no, one, two and three axes, large and small steps, and float32; x comes back bit for bit",
    mistakes=(
        Mistake(
            name="forward-difference",
            behaves_like="one that looks one step ahead only: (f(x + eps) - f(x)) / eps",
            question="Between which two points do you take the slope? Is x in the middle?",
            pointer="Go one step to each side. The error then falls with eps squared instead of eps.",
            edits=(("x[i] = old - eps", "x[i] = old"), ("(2 * eps)", "eps")),
        ),
        Mistake(
            name="backward-difference",
            behaves_like="one that looks one step back only: (f(x) - f(x - eps)) / eps",
            question="Between which two points do you take the slope? Is x in the middle?",
            pointer="Go one step to each side. The error then falls with eps squared instead of eps.",
            edits=(("x[i] = old + eps", "x[i] = old"), ("(2 * eps)", "eps")),
        ),
        Mistake(
            name="forward-difference-halved",
            behaves_like="one that looks one step ahead only, and divides by two steps: (f(x + eps) - f(x)) / (2 eps)",
            question="How far apart are the two points at which you compute f?",
            pointer="What you divide by is the distance between the two points. Go one step to each side.",
            edits=(("x[i] = old - eps", "x[i] = old"),),
        ),
        Mistake(
            name="divided-by-one-step",
            behaves_like="one that divides by eps: its gradient is twice as large as it should be",
            question="How far apart are the two points at which you compute f?",
            pointer="From x - eps to x + eps: what is the distance?",
            edits=(("(2 * eps)", "eps"),),
        ),
        Mistake(
            name="brackets-missing",
            behaves_like="one that divides by 2 and multiplies by eps: `/ 2 * eps`",
            question="In which order does Python work out a / 2 * eps?",
            pointer="Division and multiplication go from left to right. Put brackets around what is below the line.",
            edits=(("(2 * eps)", "2 * eps"),),
        ),
        Mistake(
            name="not-divided",
            behaves_like="one that returns the difference and never divides it by the distance",
            question="A slope is a rise over a distance. Where is your distance?",
            pointer="Make eps half as large. A slope hardly changes then. What does your result do?",
            edits=((" / (2 * eps)", ""),),
        ),
        Mistake(
            name="sign",
            behaves_like="one that subtracts the other way round: f(x - eps) - f(x + eps)",
            question="If f grows with x, which of your two values is the larger one?",
            pointer="A positive slope has to come out where f rises.",
            edits=(("above - below", "below - above"),),
        ),
        Mistake(
            name="half-steps",
            behaves_like="one that goes half a step to each side and divides by eps",
            question="How far apart are your two points: eps, or 2 eps?",
            pointer="The exercise steps by eps to each side.",
            edits=(("old + eps", "old + eps / 2"), ("old - eps", "old - eps / 2"), ("(2 * eps)", "eps")),
        ),
        Mistake(
            name="eps-ignored",
            behaves_like="one that uses a tiny step of its own instead of eps, or the exact derivative",
            question="Change eps and nothing else. Does your result change?",
            pointer="The argument eps says how large the step is, even where a smaller one would come nearer.",
            function=whole.tiny_step(1e-5),
            others=(whole.tiny_step(1e-4), whole.tiny_step(1e-6), whole.tiny_step(1e-7), whole.complex_step),
        ),
        Mistake(
            name="x-not-restored",
            behaves_like="one that leaves each entry moved, so that the later slopes are taken in another place",
            question="What does x hold when your loop comes to the second entry?",
            pointer="An entry that was moved has to get its old value back before the next one is moved.",
            edits=(("        x[i] = old\n", ""),),
            others=(whole.moved_up_and_left,),
        ),
        Mistake(
            name="restored-by-adding",
            behaves_like="one that brings x back by adding eps again, which changes some numbers in the last digit",
            question="In Python, is 0.3 + 0.1 - 0.1 == 0.3? And is it so for every number?",
            pointer="Keep the old value in a variable and put it back, or work on a copy of x.",
            function=whole.restored_by_adding,
            others=(whole.restored_by_adding_in_two_steps,),
        ),
        Mistake(
            name="copy-missing",
            behaves_like="one whose two points are one and the same array, so that every slope is zero",
            question="After `plus = x`, how many arrays are there?",
            pointer="`=` gives an array a second name. `.copy()` makes a second array.",
            function=whole.copy_missing,
            others=(whole.copy_missing_in_place,),
        ),
        Mistake(
            name="all-at-once",
            behaves_like="one that moves all entries at once: one slope instead of one for each entry",
            question="x + eps moves every entry. Whose slope do you get?",
            pointer="Move one entry and leave the others where they are. Then the next one.",
            function=whole.all_at_once,
            others=(whole.all_at_once_in_every_place,),
        ),
        Mistake(
            name="rows-at-once",
            behaves_like="one that moves whole rows: right for a vector alone",
            question="If x is a matrix, what is x[i]?",
            pointer="An index for every axis is needed, whatever the shape. Look at `np.ndindex` or `np.nditer`.",
            function=whole.rows_at_once,
            others=(whole.rows_by_shape,),
        ),
        Mistake(
            name="f-sees-a-flat-array",
            behaves_like="one that hands f a flat array instead of one in the shape of x",
            question="Which shape does the array have that you call f with?",
            pointer="f may sum over rows. Give it an array in the shape of x, however you loop over the entries.",
            function=whole.f_sees_a_flat_array,
        ),
        Mistake(
            name="flat-result",
            behaves_like="one that returns all slopes in one row instead of the shape of x",
            question="Which shape should the gradient of a (4, 3) matrix have?",
            pointer="There is a slope for each entry. They stand where the entries stand.",
            edits=(("return grad", "return grad.reshape(-1)"),),
        ),
        Mistake(
            name="sum-of-slopes",
            behaves_like="one that returns the sum of all slopes",
            question="How many slopes does the exercise ask for?",
            pointer="Keep the slope of every entry in its own place.",
            edits=(("return grad", "return grad.sum()"),),
        ),
    ),
)
