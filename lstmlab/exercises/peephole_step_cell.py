"""Known mistakes of exercise peephole.step: those that an LSTM without peepholes can have as well."""

import numpy as np

from lstmlab.exercises import lstm_step_shared as shared
from lstmlab.exercises.specification import Mistake
from lstmlab.gates import sigmoid

_KEPT = "c = f * c_prev + i * g"


def _joined_the_other_way(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    a = np.concatenate([h_prev, x], axis=1) @ np.concatenate([W_x, W_h]) + b
    a_i, a_f, a_g, a_o = np.split(a, 4, axis=1)
    c = sigmoid(a_f + p_f * c_prev) * c_prev + sigmoid(a_i + p_i * c_prev) * np.tanh(a_g)
    return sigmoid(a_o + p_o * c) * np.tanh(c), c


CELL = (
    Mistake(
        name="no-forget-gate",
        behaves_like="one without the forget gate",
        question="Which gate can make a cell lose what it holds? Does anything in c depend on it?",
        pointer="The cell is the same as in chapter 5. Only the sums of the gates have a new term.",
        edits=((_KEPT, "c = c_prev + i * g"),),
    ),
    Mistake(
        name="forget-gate-reversed",
        behaves_like="one whose forget gate keeps 1 - f of the cell",
        question="Does an open forget gate, f = 1, keep the cell or clear it?",
        pointer="In spite of its name, f is the part that is kept.",
        edits=((_KEPT, "c = (1 - f) * c_prev + i * g"),),
    ),
    shared.CANDIDATE_ADDED,
    Mistake(
        name="h_prev-for-c_prev",
        behaves_like="one whose forget gate keeps h_prev in place of c_prev",
        question="Which of the two old states does the cell carry on?",
        pointer="What is kept is the cell itself, not what it showed.",
        edits=((_KEPT, "c = f * h_prev + i * g"),),
    ),
    Mistake(
        name="cell-squashed",
        behaves_like="one that squashes the cell itself, so that it can never hold more than 1",
        question="Can a cell count to 25 if each step squashes it?",
        pointer="tanh is for what the cell shows. What it keeps goes on as it is.",
        edits=((_KEPT, "c = np.tanh(f * c_prev + i * g)"),),
    ),
    shared.NO_TANH_OF_C,
    shared.H_FROM_OLD_CELL,
    shared.RESULTS_EXCHANGED,
    shared.CANDIDATE_WITH_SIGMOID,
    shared.CANDIDATE_NOT_SQUASHED,
    Mistake(
        name="gates-with-tanh",
        behaves_like="one whose three gates go through tanh instead of the sigmoid",
        question="Between which values must a gate lie?",
        pointer="A gate is a share: 0 is shut, 1 is open. tanh also gives negative numbers.",
        edits=(("i = sigmoid", "i = np.tanh"), ("f = sigmoid", "f = np.tanh"), ("o = sigmoid", "o = np.tanh")),
    ),
    Mistake(
        name="gates-not-squashed",
        behaves_like="one whose three gates are not squashed by the sigmoid",
        question="Between which values must a gate lie?",
        pointer="A gate is a share: 0 is shut, 1 is open.",
        edits=(("i = sigmoid", "i = "), ("f = sigmoid", "f = "), ("o = sigmoid", "o = ")),
    ),
    Mistake(
        name="no-memory-of-h",
        behaves_like="one whose gates see the cell, and do not look at h_prev any more",
        question="Change h_prev and leave the rest as it is. Does anything change?",
        pointer="A peephole comes in addition. Each gate's sum has four terms.",
        edits=((" + h_prev @ W_h", ""),),
    ),
    Mistake(
        name="c_prev-for-h_prev",
        behaves_like="one that multiplies c_prev by W_h, where h_prev belongs",
        question="What does W_h look at: what the cell holds, or what it has shown?",
        pointer="The gates see the cell through the peepholes. W_h stays as it was in chapter 5.",
        edits=(("h_prev @ W_h", "c_prev @ W_h"),),
    ),
    Mistake(
        name="no-bias",
        behaves_like="one without the bias b",
        question="If x, h_prev and c_prev are all zero, what decides how far a gate is open?",
        pointer="Each gate's sum has four terms.",
        edits=((" + b", ""),),
    ),
    Mistake(
        name="W_h-blocks-transposed",
        behaves_like="one that transposes each gate's block of W_h",
        question="Each block of W_h is square, so its shape cannot warn you. Who sends: the rows or the columns?",
        pointer="States are rows here, and weights stand on their right, as they are.",
        edits=(("h_prev @ W_h", "h_prev @ np.hstack([block.T for block in np.split(W_h, 4, axis=1)])"),),
    ),
    Mistake(
        name="joined-the-other-way",
        behaves_like="one that joins [h, x] against weights stacked for [x, h]",
        question="In your joined row, which comes first: x or h_prev? And in the stacked weights?",
        pointer="Both have to be stacked in the same order.",
        function=_joined_the_other_way,
    ),
)
