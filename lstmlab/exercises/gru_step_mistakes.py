"""The known mistakes of exercise gru.step."""

import numpy as np

from lstmlab.exercises import gru_step_shared as shared
from lstmlab.exercises.gru_orders import other_orders
from lstmlab.exercises.specification import Mistake
from lstmlab.gates import sigmoid

_TAKEN = "x_r, x_z, x_n ="
_TAKEN_W = "W_hr, W_hz, W_hn ="
_NEW = "(1 - z) * h_prev + z * n"


def _order(order: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    a, b, c = order
    return (_TAKEN, f"x_{a}, x_{b}, x_{c} ="), (_TAKEN_W, f"W_h{a}, W_h{b}, W_h{c} =")


def _reset_after_with_bias(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b, 3, axis=1)
    z = sigmoid(x_z + h_z)
    n = np.tanh(x_n + sigmoid(x_r + h_r) * h_n)
    return (1 - z) * h_prev + z * n


def _pytorchs_with_bias(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b, 3, axis=1)
    z = sigmoid(x_z + h_z)
    n = np.tanh(x_n + sigmoid(x_r + h_r) * h_n)
    return (1 - z) * n + z * h_prev


def _joined_the_other_way(x, h_prev, W_x, W_h, b):
    W_r, W_z, W_n = np.split(np.concatenate([W_x, W_h]), 3, axis=1)
    b_r, b_z, b_n = np.split(b, 3)
    joined = np.concatenate([h_prev, x], axis=1)
    r, z = sigmoid(joined @ W_r + b_r), sigmoid(joined @ W_z + b_z)
    n = np.tanh(np.concatenate([r * h_prev, x], axis=1) @ W_n + b_n)
    return (1 - z) * h_prev + z * n


def mistakes() -> tuple[Mistake, ...]:
    """All of them, most specific first."""
    return (*_CONVENTIONS, *_RESET, *other_orders(_order, "takes"), *_UPDATE, *_SQUASHING, *_TERMS)


_CONVENTIONS = (
    Mistake(
        name="z-the-other-way-round",
        behaves_like="one that lets z weigh the old state and 1 - z the candidate: the other convention, the same "
        "function family",
        question="Where z is 1, what should the new state be: the old one, or the candidate? Look at the formula.",
        pointer="Both forms are in use. Here z says how much of the candidate is taken. The section on conventions "
        "turns one into the other.",
        edits=((_NEW, "(1 - z) * n + z * h_prev"),),
    ),
    Mistake(
        name="reset-after",
        behaves_like="one that applies r after the product with W_hn instead of before it: another function, the "
        "second exercise of this chapter",
        question="Take a unit whose r is 0. May the other units still be told its old state?",
        pointer="r belongs to the unit that sends, so it acts before the old states are mixed by W_hn.",
        edits=(("(r * h_prev) @ W_hn", "r * (h_prev @ W_hn)"),),
    ),
    Mistake(
        name="reset-after-on-the-bias-too",
        behaves_like="one that applies r after the product with W_hn, and to the bias as well",
        question="Where r is 0, which terms should the candidate still have?",
        pointer="r acts on the old state, before the product. Neither W_hn nor b is reset.",
        function=_reset_after_with_bias,
    ),
    Mistake(
        name="pytorchs-form",
        behaves_like="PyTorch's form with b as its second bias: r after the product and on the bias, and z on the old "
        "state",
        question="Which two choices does this exercise make: where does r act, and what does z weigh?",
        pointer="PyTorch's form is the second exercise of this chapter. Here r acts before the product, and z weighs "
        "the candidate.",
        function=_pytorchs_with_bias,
    ),
)

_RESET = (
    Mistake(
        name="no-reset",
        behaves_like="one without the reset gate: the candidate sees the whole old state",
        question="Change the columns of the weights that belong to r. Does the new state change?",
        pointer="Look at the old state in the formula of the candidate: what is it multiplied by?",
        edits=(("(r * h_prev) @ W_hn", "h_prev @ W_hn"),),
    ),
    Mistake(
        name="reset-turned",
        behaves_like="one that multiplies the old state by 1 - r",
        question="Where r is 0, how much of the old state should the candidate see?",
        pointer="Only the update gate appears with a 1 in front of it.",
        edits=(("(r * h_prev)", "((1 - r) * h_prev)"),),
    ),
    shared.reset_by_z("(r * h_prev)", "(z * h_prev)"),
    Mistake(
        name="reset-on-input-too",
        behaves_like="one whose reset gate also multiplies the input's term and the bias of the candidate",
        question="Where r is 0, what should the candidate depend on?",
        pointer="Look at the brackets around what r multiplies.",
        edits=(("x_n + (r * h_prev) @ W_hn", "r * x_n + (r * h_prev) @ W_hn"),),
    ),
    Mistake(
        name="reset-on-the-whole-sum",
        behaves_like="one that makes all three sums at once and multiplies the candidate's whole sum by r",
        question="Where r is 0, what should the candidate depend on?",
        pointer="The product with W_hn has to wait for r. It cannot be made together with the other two.",
        edits=(("x_n + (r * h_prev) @ W_hn", "r * (x_n + h_prev @ W_hn)"),),
    ),
    Mistake(
        name="reset-outside",
        behaves_like="one whose reset gate multiplies the finished candidate",
        question="Where r is 0, should the candidate be 0, or should it follow the input alone?",
        pointer="r acts inside tanh, on the old state.",
        edits=(("n = np.tanh(x_n + (r * h_prev) @ W_hn)", "n = r * np.tanh(x_n + h_prev @ W_hn)"),),
    ),
    Mistake(
        name="reset-in-z-too",
        behaves_like="one whose update gate sees the reset old state",
        question="Which of the three formulas contains r times h_prev?",
        pointer="Both gates see the old state as it is. Only the candidate sees it after the reset.",
        edits=(("x_z + h_prev @ W_hz", "x_z + (r * h_prev) @ W_hz"),),
    ),
    Mistake(
        name="reset-old-state-kept",
        behaves_like="one that keeps the old state after its reset, (1 - z) r h_prev, where the old state itself "
        "belongs",
        question="If z is 0, how much of the old state should be left after the step?",
        pointer="r changes only what the candidate sees. Compare the old states in your last two lines.",
        edits=((_NEW, "(1 - z) * (r * h_prev) + z * n"),),
    ),
)

_UPDATE = (
    Mistake(
        name="old-state-kept-whole",
        behaves_like="one that adds z n to the whole old state",
        question="If z is 1, how much of the old state should be left?",
        pointer="What is taken from the candidate is given up of the old state: the two shares make 1 together.",
        edits=((_NEW, "h_prev + z * n"),),
    ),
    Mistake(
        name="candidate-taken-whole",
        behaves_like="one that adds the whole candidate to (1 - z) h_prev",
        question="If z is 0, how much of the candidate should enter the state?",
        pointer="The two shares make 1 together. Which of them is missing in your sum?",
        edits=((_NEW, "(1 - z) * h_prev + n"),),
    ),
    Mistake(
        name="both-shares-z",
        behaves_like="one that multiplies both the old state and the candidate by z",
        question="If z is 0, what should the new state be? And what is it in your function?",
        pointer="The two shares make 1 together.",
        edits=((_NEW, "z * h_prev + z * n"),),
    ),
    shared.update_by_r(_NEW, "(1 - r) * h_prev + r * n"),
    Mistake(
        name="no-update-gate",
        behaves_like="one that returns the candidate: nothing is kept of the old state",
        question="If z is 0, what should the new state be?",
        pointer="After the candidate, one formula is left.",
        edits=((_NEW, "n"),),
    ),
    Mistake(
        name="shares-subtracted",
        behaves_like="one that subtracts z n where it has to be added",
        question="If z is 1, what should the new state be: the candidate, or the candidate with its sign turned?",
        pointer="Look at the sign between the two shares.",
        edits=((_NEW, "(1 - z) * h_prev - z * n"),),
    ),
)

_SQUASHING = (
    shared.candidate_without_tanh("x_n + (r * h_prev) @ W_hn"),
    shared.CANDIDATE_WITH_SIGMOID,
    shared.GATES_WITH_TANH,
    Mistake(
        name="r-with-tanh",
        behaves_like="one whose reset gate is squashed by tanh",
        question="What does a gate of -0.5 mean? May a gate be negative?",
        pointer="Compare the lines of your two gates.",
        edits=(("r = sigmoid(", "r = np.tanh("),),
    ),
    Mistake(
        name="z-with-tanh",
        behaves_like="one whose update gate is squashed by tanh",
        question="What does a gate of -0.5 mean? May a gate be negative?",
        pointer="Compare the lines of your two gates.",
        edits=(("z = sigmoid(", "z = np.tanh("),),
    ),
    shared.GATES_NOT_SQUASHED,
    Mistake(
        name="state-squashed-again",
        behaves_like="one that takes tanh of the new state",
        question="If z is 0 for a hundred steps, should the state stay as it is, or shrink?",
        pointer="The candidate is squashed already. A mixture of two states is a state.",
        edits=((_NEW, f"np.tanh({_NEW})"),),
    ),
)

_TERMS = (
    Mistake(
        name="no-bias",
        behaves_like="one without the bias b",
        question="If x and h_prev are both zero, what should the gates be? And what are they in your function?",
        pointer="Each of the three sums has three terms.",
        edits=((" + b", ""),),
    ),
    Mistake(
        name="bias-twice",
        behaves_like="one that adds b twice in every sum",
        question="If x and h_prev are both zero, what should the gates be? And what are they in your function?",
        pointer="There is one bias for the whole sum, not one for each product.",
        edits=((" + b", " + 2 * b"),),
    ),
    Mistake(
        name="gates-without-old-state",
        behaves_like="one whose gates see the input alone",
        question="Change h_prev and leave x as it is. Do r and z change?",
        pointer="Each gate looks at the input and at the old state.",
        edits=(("x_r + h_prev @ W_hr", "x_r"), ("x_z + h_prev @ W_hz", "x_z")),
    ),
    Mistake(
        name="candidate-without-old-state",
        behaves_like="one whose candidate sees the input alone",
        question="Where r is 1, what should the candidate see of the past?",
        pointer="Count the terms inside tanh: input, old state, bias.",
        edits=((" + (r * h_prev) @ W_hn", ""),),
    ),
    Mistake(
        name="blocks-transposed",
        behaves_like="one that multiplies by the three blocks of W_h transposed",
        question="The blocks of W_h are square, so their shapes cannot warn you. Which unit do their rows belong to?",
        pointer="States are rows here, and weights stand on their right, as they are.",
        edits=(("@ W_hr", "@ W_hr.T"), ("@ W_hz", "@ W_hz.T"), ("@ W_hn", "@ W_hn.T")),
    ),
    Mistake(
        name="joined-the-other-way",
        behaves_like="one that joins [h, x] against weights stacked for [x, h]",
        question="In your joined row, which comes first: x or h_prev? And in the stacked weights?",
        pointer="Both have to be stacked in the same order.",
        function=_joined_the_other_way,
    ),
)
