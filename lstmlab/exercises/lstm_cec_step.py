"""Exercise lstm.cec_step: one step of the cell of 1997, which has no forget gate."""

import numpy as np

from lstmlab.cells import lstm1997
from lstmlab.exercises import lstm_orders
from lstmlab.exercises import lstm_step_shared as shared
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake
from lstmlab.gates import sigmoid


def cec_step(x, h_prev, c_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    a_i, a_g, a_o = np.split(a, 3, axis=1)
    i = sigmoid(a_i)
    g = np.tanh(a_g)
    o = sigmoid(a_o)
    c = c_prev + i * g
    h = o * np.tanh(c)
    return h, c


def _reference(x, h_prev, c_prev, W_x, W_h, b):
    state, _ = lstm1997.step(lstm1997.Params(W_x, W_h, b), x, lstm1997.State(h_prev, c_prev))
    return tuple(state)


def _papers_squashing(x, h_prev, c_prev, W_x, W_h, b):
    a_i, a_g, a_o = np.split(x @ W_x + h_prev @ W_h + b, 3, axis=1)
    c = c_prev + sigmoid(a_i) * (4 * sigmoid(a_g) - 2)
    return sigmoid(a_o) * (2 * sigmoid(c) - 1), c


def _overflowing(x, h_prev, c_prev, W_x, W_h, b):
    a_i, a_g, a_o = np.split(x @ W_x + h_prev @ W_h + b, 3, axis=1)
    c = c_prev + np.exp(a_i) / (1 + np.exp(a_i)) * np.tanh(a_g)
    return np.exp(a_o) / (1 + np.exp(a_o)) * np.tanh(c), c


def _joined_the_other_way(x, h_prev, c_prev, W_x, W_h, b):
    a = np.concatenate([h_prev, x], axis=1) @ np.concatenate([W_x, W_h]) + b
    a_i, a_g, a_o = np.split(a, 3, axis=1)
    c = c_prev + sigmoid(a_i) * np.tanh(a_g)
    return sigmoid(a_o) * np.tanh(c), c


def _case(rng, label, n, d, h, dtype=np.float64, scale=1):
    shapes = {
        "x": (n, d),
        "h_prev": (n, h),
        "c_prev": (n, h),
        "W_x": (d, 3 * h),
        "W_h": (h, 3 * h),
        "b": (3 * h,),
    }
    inputs = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    inputs["c_prev"] *= 3
    inputs["W_x"] *= scale
    return Case(inputs, label)


def _cases(rng):
    yield _case(rng, "random numbers", 4, 2, 3)
    yield _case(rng, "float32 numbers", 2, 5, 4, np.float32)
    yield _case(rng, "a single sequence", 1, 3, 5)
    yield _case(rng, "one input and one hidden unit", 4, 1, 1)
    yield _case(rng, "weights so large that the gates are fully open or shut", 5, 3, 2, scale=4000)


_KEEPS = "In this cell, what is multiplied to c_prev on its way into c?"

EXERCISE = Exercise(
    name="lstm.cec_step",
    title="One step of the cell of 1997",
    chapter=5,
    points=2,
    section=("carousel", "The constant error carousel"),
    arguments={"x": "N D", "h_prev": "N H", "c_prev": "N H", "W_x": "D 3H", "W_h": "H 3H", "b": "3H"},
    returns=(("h", "N H"), ("c", "N H")),
    cases=_cases,
    worked=cec_step,
    reference=_reference,
    isolate=("x", "h_prev", "c_prev", "b"),
    tested="random weights and old states that are not zero, cells that hold more than 1, float32, a single sequence, "
    "a single unit, and weights so large that the gates are fully open or shut",
    mistakes=(
        *lstm_orders.taken(lstm_orders.RIGHT_1997),
        Mistake(
            name="forget-gate",
            behaves_like="one with a forget gate: it keeps 1 - i of the cell",
            question=_KEEPS,
            pointer="The forget gate came three years later. Here writing something does not erase anything.",
            edits=(("c_prev + i", "(1 - i) * c_prev + i"),),
        ),
        Mistake(
            name="input-gate-forgets",
            behaves_like="one whose input gate also decides how much of the old cell is kept",
            question=_KEEPS,
            pointer="The carousel is a loop of weight 1. The input gate stands before it, not inside it.",
            edits=(("c_prev + i * g", "i * (c_prev + g)"),),
        ),
        Mistake(
            name="output-gate-forgets",
            behaves_like="one whose output gate also decides how much of the old cell is kept",
            question=_KEEPS,
            pointer="The carousel is a loop of weight 1. The output gate stands behind it, not inside it.",
            edits=(("c_prev + i", "o * c_prev + i"),),
        ),
        Mistake(
            name="old-cell-left-out",
            behaves_like="one that leaves out the old cell, so that nothing is kept",
            question="Change c_prev and leave the rest as it is. Does c change?",
            pointer="The new content is added to something.",
            edits=(("c_prev + i", "i"),),
        ),
        Mistake(
            name="h_prev-for-c_prev",
            behaves_like="one that adds the new content to h_prev in place of c_prev",
            question="Which of the two old states does the cell carry on?",
            pointer="The gates look at h_prev. What is kept is the cell itself.",
            edits=(("c_prev + i", "h_prev + i"),),
        ),
        shared.C_PREV_FOR_H_PREV,
        shared.CANDIDATE_ADDED,
        Mistake(
            name="no-input-gate",
            behaves_like="one without the input gate: every candidate is written in full",
            question="How can the cell protect what it holds from a new input?",
            pointer="What stands in front of the candidate in the formula of c?",
            edits=(("i * g", "g"),),
        ),
        Mistake(
            name="no-output-gate",
            behaves_like="one without the output gate: the cell is always shown",
            question="How can the cell keep something without showing it?",
            pointer="Where does a_o enter h?",
            edits=(("o * np.tanh(c)", "np.tanh(c)"),),
        ),
        shared.NO_TANH_OF_C,
        Mistake(
            name="cell-squashed",
            behaves_like="one that squashes the cell itself: a carousel of weight 1 no longer",
            question="Can a cell count to 5 if each step squashes it? What is multiplied to the error on its way back?",
            pointer="tanh is for what the cell shows. What it keeps goes on as it is.",
            edits=(("c_prev + i * g", "np.tanh(c_prev + i * g)"),),
        ),
        shared.H_FROM_OLD_CELL,
        shared.RESULTS_EXCHANGED,
        Mistake(
            name="candidate-with-sigmoid",
            behaves_like="one whose candidate goes through the sigmoid instead of tanh",
            question="Nothing makes this cell forget. If candidates are never negative, how does it ever count down?",
            pointer="Two of the three sums are gates. The third is what could be written.",
            edits=(("np.tanh(a_g)", "sigmoid(a_g)"),),
        ),
        shared.CANDIDATE_NOT_SQUASHED,
        Mistake(
            name="papers-squashing",
            behaves_like="one with the squashing functions of the paper: 4 sigmoid(a) - 2 and 2 sigmoid(c) - 1",
            question="Which squashing functions does the exercise ask for?",
            pointer="The paper's functions reach from -2 to 2 and from -1 to 1. The exercise takes tanh for both.",
            function=_papers_squashing,
        ),
        shared.not_squashed("i"),
        shared.not_squashed("o"),
        shared.with_tanh("i"),
        shared.with_tanh("o"),
        shared.sigmoid_overflows(_overflowing),
        shared.NO_MEMORY_OF_H,
        Mistake(
            name="no-bias",
            behaves_like="one without the bias b",
            question="If x and h_prev are zero, what decides how far a gate is open?",
            pointer="Count the terms in the sums of the gates: there are three.",
            edits=((" + b", ""),),
        ),
        Mistake(
            name="joined-the-other-way",
            behaves_like="one that joins h_prev and x in this order, and the weights as W_x above W_h",
            question="If you join two arrays and their weights, which rows of the weights meet which numbers?",
            pointer="The joined weights have to stand in the same order as the joined inputs.",
            function=_joined_the_other_way,
        ),
    ),
)
