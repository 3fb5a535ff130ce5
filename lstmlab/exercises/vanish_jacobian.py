"""Exercise vanish.jacobian: how every new state depends on every old one, in one step."""

import numpy as np

from lstmlab.exercises.bptt_tanh import slope_mistakes
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def jacobian(h, W_h):
    slope = 1 - h**2
    J = slope[:, None] * W_h.T
    return J


def _vector(h, W_h):
    return (1 - h**2) @ W_h.T


def _vector_other_way(h, W_h):
    return (1 - h**2) @ W_h


def _case(rng, label, h, dtype=np.float64):
    return Case({"h": np.tanh(2 * numbers(rng, h, dtype=dtype)), "W_h": numbers(rng, h, h, dtype=dtype)}, label)


def _cases(rng):
    yield _case(rng, "random numbers", 4)
    yield _case(rng, "float32 numbers", 3, np.float32)
    yield _case(rng, "a single unit", 1)
    yield Case({"h": np.array([0.0, 0.999, -0.99]), "W_h": numbers(rng, 3, 3)}, "units at 0, near 1 and near -1")


EXERCISE = Exercise(
    name="vanish.jacobian",
    title="The Jacobian of one step",
    chapter=4,
    points=2,
    section=("jacobian", "The Jacobian of one step"),
    arguments={"h": "H", "W_h": "H H"},
    returns="H H",
    cases=_cases,
    worked=jacobian,
    isolate=("h",),
    tested="random states and weights, in float64 and float32, a single unit, and units that are saturated",
    mistakes=(
        Mistake(
            name="transposed",
            behaves_like="one that returns the transpose: J[i, j] where J[j, i] is asked for",
            question="In J[j, i], which index is the new unit and which the old one?",
            pointer="A row of J belongs to one new unit. Which of your axes carries the derivative of tanh?",
            edits=(("[:, None]", ""), ("W_h.T", "W_h")),
        ),
        Mistake(
            name="W_h-not-transposed",
            behaves_like="one that multiplies the rows of W_h itself by the derivatives",
            question="W_h[i, j] leads from old unit i to new unit j. Where does this number stand in J?",
            pointer="States are rows here, so W_h has the old units as its rows. J has the new ones.",
            edits=(("W_h.T", "W_h"),),
        ),
        Mistake(
            name="derivative-of-the-old-unit",
            behaves_like="one that multiplies the columns of J by the derivatives, not its rows",
            question="J[j, i] needs one derivative of tanh: that of which unit, j or i?",
            pointer="NumPy lines up a vector with the last axis. Which axis of J holds the new units?",
            edits=(("[:, None]", ""),),
        ),
        Mistake(
            name="weights-as-they-are",
            behaves_like="one that returns W_h itself",
            question="What does one step do beside the product with W_h? And which index of J is the new unit?",
            pointer="Two things are missing: the derivative of tanh, and a change of rows and columns.",
            edits=(("slope[:, None] * W_h.T", "W_h"),),
        ),
        *slope_mistakes("1 - h**2", "h", ("slope[:, None] * W_h.T", "W_h.T")),
        Mistake(
            name="product-instead-of-rows",
            behaves_like="one that multiplies the derivatives and W_h with `@`, which sums over the units",
            question="How many numbers does your result have, and how many are asked for?",
            pointer="Each row is scaled by itself. A sum over the units is not needed.",
            function=_vector,
            others=(_vector_other_way,),
        ),
        Mistake(
            name="diagonal-only",
            behaves_like="one that looks at each unit's weight from itself alone",
            question="Does a new state depend on the old states of the other units?",
            pointer="J has an entry for each pair of units.",
            edits=(("W_h.T", "np.diag(np.diag(W_h))"),),
        ),
        Mistake(
            name="weights-left-out",
            behaves_like="one that returns the derivatives of tanh on a diagonal, without the weights",
            question="How does the old state get into the sum inside tanh?",
            pointer="Inside tanh stands a product with W_h. Its derivative is needed as well.",
            edits=(("W_h.T", "np.eye(len(h))"),),
        ),
        Mistake(
            name="added",
            behaves_like="one that adds the derivatives to the weights instead of multiplying",
            question="The chain rule for one function inside another: are the derivatives added or multiplied?",
            pointer="Look at the sign between the derivative and W_h.",
            edits=(("* W_h.T", "+ W_h.T"),),
        ),
        Mistake(
            name="h-in-the-place-of-its-derivative",
            behaves_like="one that multiplies the weights by h instead of 1 - h^2",
            question="A unit at 0 lets the gradient through best. What does your factor say there?",
            pointer="The derivative of tanh, written with its own result, is needed.",
            edits=(("1 - h**2", "h"),),
        ),
    ),
)
