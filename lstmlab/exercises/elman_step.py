"""Exercise elman.step: the new state from the input and the old state."""

import numpy as np

from lstmlab.cells import elman
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def step(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    return np.tanh(a)


def _reference(x, h_prev, W_x, W_h, b):
    state, _ = elman.step(elman.Params(W_x, W_h, b), x, elman.State(h_prev))
    return state.h


def _joined_the_other_way(x, h_prev, W_x, W_h, b):
    joined = np.concatenate([h_prev, x], axis=1)
    return np.tanh(joined @ np.concatenate([W_x, W_h]) + b)


def _case(rng, label, n, d, h, dtype=np.float64):
    shapes = {"x": (n, d), "h_prev": (n, h), "W_x": (d, h), "W_h": (h, h), "b": (h,)}
    return Case({name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}, label)


def _cases(rng):
    yield _case(rng, "random numbers", 3, 2, 4)
    yield _case(rng, "float32 numbers", 2, 5, 3, np.float32)
    yield _case(rng, "a single sequence", 1, 3, 5)
    yield _case(rng, "one input and one hidden unit", 4, 1, 1)


EXERCISE = Exercise(
    name="elman.step",
    title="One step of an Elman network",
    chapter=2,
    points=2,
    section=("one-step", "One step"),
    arguments={"x": "N D", "h_prev": "N H", "W_x": "D H", "W_h": "H H", "b": "H"},
    returns="N H",
    cases=_cases,
    worked=step,
    reference=_reference,
    isolate=("x", "h_prev", "b"),
    tested="random weights and old states that are not zero, in float64 and float32, a single sequence, and a "
    "single unit",
    mistakes=(
        Mistake(
            name="no-memory",
            behaves_like="one without the old state: a feed-forward layer",
            question="Change h_prev and leave x as it is. Does anything change?",
            pointer="Count the terms inside tanh: there are three.",
            edits=((" + h_prev @ W_h", ""),),
        ),
        Mistake(
            name="no-input",
            behaves_like="one that never looks at x",
            question="Change x and leave h_prev as it is. Does anything change?",
            pointer="Count the terms inside tanh: there are three.",
            edits=(("x @ W_x + ", ""),),
        ),
        Mistake(
            name="no-bias",
            behaves_like="one without the bias b",
            question="What should the state be if x and h_prev are both zero? And what is it in your function?",
            pointer="Count the terms inside tanh: there are three.",
            edits=((" + b", ""),),
        ),
        Mistake(
            name="no-tanh",
            behaves_like="one without tanh",
            question="Between which values must every number of a state lie?",
            pointer="Something squashes the sum before it becomes the state.",
            edits=(("np.tanh(a)", "a"),),
        ),
        Mistake(
            name="W_h-transposed",
            behaves_like="one that multiplies by W_h transposed",
            question="W_h is square, so its shape cannot warn you. Which unit do its rows belong to: the one that "
            "sends or the one that receives?",
            pointer="States are rows here, and weights stand on their right, as they are.",
            edits=(("h_prev @ W_h", "h_prev @ W_h.T"),),
        ),
        Mistake(
            name="W_h-number-by-number",
            behaves_like="one that multiplies the old state and W_h number by number, with `*`",
            question="Every unit is told the states of all units. Over how many products is the sum for one unit?",
            pointer="`*` multiplies number by number; the product of a row with a matrix is `@`.",
            edits=(("h_prev @ W_h", "h_prev * W_h"),),
        ),
        Mistake(
            name="old-state-outside",
            behaves_like="one that adds the term with the old state after tanh",
            question="Can your state be larger than 1?",
            pointer="Look at the brackets of tanh: what do they hold?",
            edits=(("a = x @ W_x + h_prev @ W_h + b", "a = x @ W_x + b"), ("np.tanh(a)", "np.tanh(a) + h_prev @ W_h")),
        ),
        Mistake(
            name="bracket-closed-too-early",
            behaves_like="one that takes tanh of the input's term alone, and adds the old state's term and b after it",
            question="Can your state be larger than 1?",
            pointer="Look for the bracket that closes tanh: which terms stand before it, and which behind it?",
            edits=(("a = x @ W_x + h_prev @ W_h + b", "a = np.tanh(x @ W_x) + h_prev @ W_h + b"), ("np.tanh(a)", "a")),
        ),
        Mistake(
            name="bias-outside",
            behaves_like="one that adds b after tanh instead of inside it",
            question="Can your state be larger than 1?",
            pointer="Look at the brackets of tanh: what do they hold?",
            edits=(("@ W_h + b", "@ W_h"), ("np.tanh(a)", "np.tanh(a) + b")),
        ),
        Mistake(
            name="tanh-of-each-term",
            behaves_like="one that takes tanh of the two products by themselves and adds afterwards",
            question="How many times is tanh applied to one unit in one step?",
            pointer="First the sum of all terms, then tanh.",
            edits=(
                ("x @ W_x + h_prev @ W_h + b", "np.tanh(x @ W_x) + np.tanh(h_prev @ W_h) + b"),
                ("np.tanh(a)", "a"),
            ),
        ),
        Mistake(
            name="old-state-squashed-again",
            behaves_like="one that takes tanh of the old state before it uses it",
            question="How was h_prev made, one step earlier?",
            pointer="h_prev went through tanh already. It enters the product as it is.",
            edits=(("h_prev @ W_h", "np.tanh(h_prev) @ W_h"),),
        ),
        Mistake(
            name="old-state-added",
            behaves_like="one that adds the old state itself to the new one",
            question="With all weights zero and b zero, what should the new state be?",
            pointer="The old state reaches the new one through W_h and in no other way.",
            edits=(("np.tanh(a)", "h_prev + np.tanh(a)"),),
        ),
        Mistake(
            name="terms-multiplied",
            behaves_like="one that multiplies the two products where they have to be added",
            question="What should happen to the input if the old state is zero? And what does your function make of "
            "it?",
            pointer="Look at the sign between the two products.",
            edits=(("x @ W_x + h_prev @ W_h", "(x @ W_x) * (h_prev @ W_h)"),),
        ),
        Mistake(
            name="joined-the-other-way",
            behaves_like="one that joins [h, x] against weights stacked for [x, h]",
            question="In your joined row, which comes first: x or h_prev? And in the stacked weights?",
            pointer="Both have to be stacked in the same order.",
            function=_joined_the_other_way,
        ),
        Mistake(
            name="sigmoid",
            behaves_like="one that uses the sigmoid where tanh belongs",
            question="Which values can your state take? With tanh, what comes out for a sum of 0?",
            pointer="The sigmoid lies between 0 and 1, tanh between -1 and 1.",
            edits=(("np.tanh(a)", "1 / (1 + np.exp(-a))"),),
        ),
        Mistake(
            name="relu",
            behaves_like="one that uses the rectifier (negative numbers become 0) where tanh belongs",
            question="Can your state be negative?",
            pointer="This chapter's cell squashes with tanh.",
            edits=(("np.tanh(a)", "np.maximum(a, 0)"),),
        ),
        Mistake(
            name="tangent",
            behaves_like="one that uses the tangent of an angle, `np.tan`, where tanh belongs",
            question="Between which values must every number of a state lie?",
            pointer="Read the name of the function letter by letter: the h stands for hyperbolic.",
            edits=(("np.tanh(a)", "np.tan(a)"),),
        ),
        Mistake(
            name="hyperbolic-sine",
            behaves_like="one that uses the hyperbolic sine, `np.sinh`, where tanh belongs",
            question="Between which values must every number of a state lie?",
            pointer="Read the name of the function letter by letter. sinh grows without end, tanh does not.",
            edits=(("np.tanh(a)", "np.sinh(a)"),),
        ),
        Mistake(
            name="tanh-of-half",
            behaves_like="one that computes tanh(a / 2): a formula for tanh with exp(-a) where exp(-2a) belongs",
            question="Compare your formula with np.tanh at a = 1. Which of them grows faster?",
            pointer="tanh is (exp(a) - exp(-a)) / (exp(a) + exp(-a)). What happens when you divide both parts by "
            "exp(a)?",
            edits=(("np.tanh(a)", "np.tanh(a / 2)"),),
        ),
        Mistake(
            name="bias-twice",
            behaves_like="one that adds b twice",
            question="What should the state be if x and h_prev are both zero?",
            pointer="There is one bias for the whole sum, not one for each product.",
            edits=((" + b", " + 2 * b"),),
        ),
        Mistake(
            name="bias-subtracted",
            behaves_like="one that subtracts b",
            question="Which sign has the bias in the formula?",
            pointer="Look at the sign in front of b.",
            edits=((" + b", " - b"),),
        ),
    ),
)
