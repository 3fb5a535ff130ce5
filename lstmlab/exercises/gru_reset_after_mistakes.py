"""The known mistakes of exercise gru.step_reset_after."""

import numpy as np

from lstmlab.exercises import gru_step_shared as shared
from lstmlab.exercises.gru_orders import other_orders
from lstmlab.exercises.specification import Mistake
from lstmlab.gates import sigmoid

_NEW = "(1 - z) * n + z * h_prev"
_SUM = "x_n + r * h_n"


def _order(order: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    a, b, c = order
    return ("x_r, x_z, x_n =", f"x_{a}, x_{b}, x_{c} ="), ("h_r, h_z, h_n =", f"h_{a}, h_{b}, h_{c} =")


def _before(x, h_prev, W_x, W_h, b_x, b_h):
    z, n = _with_the_reset_before(x, h_prev, W_x, W_h, b_x, b_h)
    return (1 - z) * n + z * h_prev


def _the_first_exercise(x, h_prev, W_x, W_h, b_x, b_h):
    z, n = _with_the_reset_before(x, h_prev, W_x, W_h, b_x, b_h)
    return (1 - z) * h_prev + z * n


def _with_the_reset_before(x, h_prev, W_x, W_h, b_x, b_h):
    x_r, x_z, x_n = np.split(x @ W_x + b_x + b_h, 3, axis=1)
    W_hr, W_hz, W_hn = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ W_hr), sigmoid(x_z + h_prev @ W_hz)
    return z, np.tanh(x_n + (r * h_prev) @ W_hn)


def _bias_outside(x, h_prev, W_x, W_h, b_x, b_h):
    x_r, x_z, x_n = np.split(x @ W_x + b_x + b_h, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    z = sigmoid(x_z + h_z)
    return (1 - z) * np.tanh(x_n + sigmoid(x_r + h_r) * h_n) + z * h_prev


def _both_biases_inside(x, h_prev, W_x, W_h, b_x, b_h):
    x_r, x_z, x_n = np.split(x @ W_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_x + b_h, 3, axis=1)
    z = sigmoid(x_z + h_z)
    return (1 - z) * np.tanh(x_n + sigmoid(x_r + h_r) * h_n) + z * h_prev


def mistakes() -> tuple[Mistake, ...]:
    """All of them, most specific first."""
    return (*_CONVENTIONS, *_RESET, *other_orders(_order, "takes"), *_UPDATE, *_SQUASHING, *_BIASES)


_CONVENTIONS = (
    Mistake(
        name="z-the-other-way-round",
        behaves_like="one that lets z weigh the candidate and 1 - z the old state: the other convention, the same "
        "function family",
        question="Where z is 1, what does PyTorch keep: the old state, or the candidate?",
        pointer="The exercise before this one let z weigh the candidate. PyTorch lets it weigh the other.",
        edits=((_NEW, "(1 - z) * h_prev + z * n"),),
    ),
    Mistake(
        name="reset-before",
        behaves_like="one that applies r before the product with W_hn: the reset of the first exercise, another "
        "function",
        question="Which is multiplied by r here: the old states, or what W_hn makes of them?",
        pointer="First the product with all of W_h, and its bias. Then r.",
        function=_before,
    ),
    Mistake(
        name="the-first-exercise",
        behaves_like="the step of the first exercise with the sum of both biases: r before the product, and z on the "
        "candidate",
        question="In which two places does PyTorch's form differ from the course's?",
        pointer="Look at what r is multiplied with, and at which of the two shares is z.",
        function=_the_first_exercise,
    ),
    Mistake(
        name="bias-outside-reset",
        behaves_like="one that adds the bias of the state to the candidate outside the reset",
        question="Where r is 0, which of the two biases should the candidate still have?",
        pointer="The state's bias belongs to the state's product, so r acts on both.",
        function=_bias_outside,
    ),
    Mistake(
        name="both-biases-inside-reset",
        behaves_like="one that puts both biases of the candidate inside the reset",
        question="Where r is 0, which of the two biases should the candidate still have?",
        pointer="Each bias belongs to its own product: one to the input's, one to the state's.",
        function=_both_biases_inside,
    ),
)

_RESET = (
    Mistake(
        name="no-reset",
        behaves_like="one without the reset gate: the candidate sees the whole old state",
        question="Change the columns of the weights that belong to r. Does the new state change?",
        pointer="Look at the formula of the candidate: which gate stands in it?",
        edits=((_SUM, "x_n + h_n"),),
    ),
    Mistake(
        name="reset-turned",
        behaves_like="one that multiplies by 1 - r",
        question="Where r is 0, how much of the past should the candidate see?",
        pointer="Only the update gate appears with a 1 in front of it.",
        edits=((_SUM, "x_n + (1 - r) * h_n"),),
    ),
    shared.reset_by_z(_SUM, "x_n + z * h_n"),
    Mistake(
        name="reset-on-everything",
        behaves_like="one whose reset gate multiplies the input's part of the candidate as well",
        question="Where r is 0, what should the candidate depend on?",
        pointer="Look at the brackets around what r multiplies.",
        edits=((_SUM, "r * (x_n + h_n)"),),
    ),
    Mistake(
        name="reset-on-input",
        behaves_like="one whose reset gate multiplies the input's part of the candidate, and not the state's",
        question="Should the reset gate close off the past, or the input?",
        pointer="Look at which of the two parts stands beside r.",
        edits=((_SUM, "r * x_n + h_n"),),
    ),
    Mistake(
        name="reset-outside",
        behaves_like="one whose reset gate multiplies the finished candidate",
        question="Where r is 0, should the candidate be 0, or should it follow the input alone?",
        pointer="r acts inside tanh.",
        edits=((f"np.tanh({_SUM})", "r * np.tanh(x_n + h_n)"),),
    ),
    Mistake(
        name="reset-before-and-on-the-bias",
        behaves_like="one that applies r to the old states before the product, and to the bias of the state",
        question="Which is multiplied by r here: the old states, or what W_hn makes of them?",
        pointer="r is another number for each unit, so it cannot be moved through a product with a matrix.",
        edits=((_SUM, "x_n + (r * h_prev) @ np.split(W_h, 3, axis=1)[2] + r * np.split(b_h, 3)[2]"),),
        alone=True,
    ),
    Mistake(
        name="reset-twice",
        behaves_like="one whose reset gate acts both before the product and after it",
        question="How many times does r stand in the formula of the candidate?",
        pointer="Either before the product or after it. Which of the two is PyTorch's?",
        edits=((_SUM, "x_n + r * ((r * h_prev) @ np.split(W_h, 3, axis=1)[2] + np.split(b_h, 3)[2])"),),
    ),
)

_UPDATE = (
    Mistake(
        name="old-state-kept-whole",
        behaves_like="one that adds (1 - z) n to the whole old state",
        question="If z is 0, how much of the old state should be left?",
        pointer="The two shares make 1 together. Which of them is missing in your sum?",
        edits=((_NEW, "(1 - z) * n + h_prev"),),
    ),
    Mistake(
        name="candidate-taken-whole",
        behaves_like="one that adds the whole candidate to z h_prev",
        question="If z is 1, how much of the candidate should enter the state?",
        pointer="The two shares make 1 together. Which of them is missing in your sum?",
        edits=((_NEW, "n + z * h_prev"),),
    ),
    shared.update_by_r(_NEW, "(1 - r) * n + r * h_prev"),
    Mistake(
        name="no-update-gate",
        behaves_like="one that returns the candidate: nothing is kept of the old state",
        question="If z is 1, what should the new state be?",
        pointer="After the candidate, one formula is left.",
        edits=((_NEW, "n"),),
    ),
    Mistake(
        name="shares-subtracted",
        behaves_like="one that subtracts z h_prev where it has to be added",
        question="If z is 1, what should the new state be: the old one, or the old one with its sign turned?",
        pointer="Look at the sign between the two shares.",
        edits=((_NEW, "(1 - z) * n - z * h_prev"),),
    ),
)

_SQUASHING = (
    shared.candidate_without_tanh(_SUM),
    shared.CANDIDATE_WITH_SIGMOID,
    shared.GATES_WITH_TANH,
    shared.GATES_NOT_SQUASHED,
)

_BIASES = (
    Mistake(
        name="b_h-left-out",
        behaves_like="one without b_h",
        question="How many biases does a PyTorch cell have? And how many stand in your function?",
        pointer="Both products have a bias of their own.",
        edits=((" + b_h", ""),),
    ),
    Mistake(
        name="candidate-without-b_h",
        behaves_like="one whose candidate lacks its part of b_h, the bias inside the bracket",
        question="What stands in the bracket that r multiplies?",
        pointer="b_h has three blocks. Which of them do you use?",
        edits=((_SUM, "x_n + r * (h_n - np.split(b_h, 3)[2])"),),
        alone=True,
    ),
    Mistake(
        name="b_x-left-out",
        behaves_like="one without b_x",
        question="How many biases does a PyTorch cell have? And how many stand in your function?",
        pointer="Both products have a bias of their own.",
        edits=((" + b_x", ""),),
    ),
    Mistake(
        name="biases-exchanged",
        behaves_like="one that adds b_x to the state's product and b_h to the input's",
        question="For r and z only the sum of both biases counts. Where does it matter which is which?",
        pointer="Look at the candidate: r multiplies one of the biases.",
        edits=((" + b_x", " + b_h"), (" + b_h", " + b_x")),
    ),
    Mistake(
        name="bias-twice",
        behaves_like="one that adds both biases to both products",
        question="If x and h_prev are both zero, what should the sum of the update gate be?",
        pointer="Each product has one bias of its own.",
        edits=((" + b_x", " + b_x + b_h"), (" + b_h", " + b_x + b_h")),
    ),
    Mistake(
        name="blocks-transposed",
        behaves_like="one that multiplies by the three blocks of W_h transposed",
        question="The blocks of W_h are square, so their shapes cannot warn you. Which unit do their rows belong to?",
        pointer="PyTorch's own arrays are transposed beside ours. These here are used as they are.",
        edits=(("h_prev @ W_h", "h_prev @ np.hstack([block.T for block in np.split(W_h, 3, axis=1)])"),),
    ),
)
