"""Exercise scan.prefix: all states of a linear recurrence, in a few rounds of operations on whole arrays."""

import numpy as np

from lstmlab import scan
from lstmlab.exercises.counting import steps_of_python
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.scan.inputs import maps
from lstmlab.exercises.specification import Case, Exercise, Property


def prefix(a, b, h0):
    a, b = a.copy(), b.copy()
    b[0] += a[0] * h0
    shift = 1
    while shift < len(a):
        b[shift:] = a[shift:] * b[:-shift] + b[shift:]
        a[shift:] = a[shift:] * a[:-shift]
        shift *= 2
    return b


def reference(a, b, h0):
    return scan.prefix(a, b, h0)


def cases(rng):
    def case(label, t, n, h, dtype=np.float64, size=1.0):
        a, b = maps(rng, t, n, h, dtype=dtype, size=size)
        return Case({"a": a, "b": b, "h0": (2 * size * numbers(rng, n, h)).astype(dtype)}, label)

    yield case("seven steps", 7, 3, 2)
    yield case("eight steps", 8, 2, 3)
    yield case("float32 numbers", 5, 2, 4, np.float32)
    yield case("a single step", 1, 3, 2)
    yield case("two steps", 2, 1, 4)
    yield case("nine steps of a single number", 9, 1, 1)
    yield case("33 steps", 33, 2, 1)
    forgets = case("steps that forget all", 6, 2, 3)
    forgets.inputs["a"][[2, 4]] = 0
    yield forgets
    fades = case("products that become too small", 700, 1, 2)
    fades.inputs["a"][...] *= 0.3
    yield fades
    yield case("large numbers", 6, 2, 3, size=1e5)
    yield case("small numbers", 6, 2, 3, size=1e-6)


def steps(function, n_steps):
    """How many lines and calls of Python a function takes for n_steps."""
    a, b = maps(np.random.default_rng(0), n_steps, 1, 2)
    return steps_of_python(function, (a, b, np.zeros((1, 2))))


FEW, MANY = 32, 288


def takes_few_rounds(function, rng):
    more = steps(function, MANY) - steps(function, FEW)
    if more >= MANY - FEW:
        return (
            f"The numbers are right. But with {MANY} steps in place of {FEW} your function runs {more} more lines of "
            f"Python: it goes through time one step after the other. A scan takes three or four rounds more."
        )
    return None


EXERCISE = Exercise(
    name="scan.prefix",
    title="All states in a few rounds",
    chapter=13,
    points=3,
    section=("scan-rounds", "A scan, round by round"),
    arguments={"a": "T N H", "b": "T N H", "h0": "N H"},
    returns="T N H",
    cases=cases,
    worked=prefix,
    reference=reference,
    isolate=("b", "h0"),
    tested="numbers of steps that are powers of two and others, a single step, steps that forget all, 700 steps whose "
    "product is too small to be told from zero, float32, and how many more lines of Python more steps take",
    properties=(
        Property(
            "a-loop-over-time",
            takes_few_rounds,
            "How often does your loop run when T is 1000? Do all of its turns have to wait for each other?",
            "In a round each step is put together with the one `shift` before it, for all steps at once. Then `shift` "
            "doubles.",
        ),
    ),
    mistakes=load("scan.prefix"),
)
