"""lstm.initial_bias: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("lstm.initial_bias")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def bias_by_joining(n_hidden, forget_bias):
    return np.concatenate([np.zeros(n_hidden), np.full(n_hidden, forget_bias), np.zeros(2 * n_hidden)])


@right
def bias_as_a_list(n_hidden, forget_bias):
    return [0.0] * n_hidden + [forget_bias] * n_hidden + [0.0] * n_hidden * 2


@right
def bias_from_a_matrix(n_hidden, forget_bias):
    b = np.zeros((4, n_hidden))
    b["ifgo".index("f")] += forget_bias
    return b.ravel()


@right
def bias_by_repeating(n_hidden, forget_bias):
    return np.repeat([0, forget_bias, 0, 0], n_hidden)


@right
def bias_by_kron_in_float32(n_hidden, forget_bias):
    return np.kron([0, forget_bias, 0, 0], np.ones(n_hidden)).astype(np.float32)


@right
def bias_by_splitting(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    _, f, _, _ = np.split(b, 4)
    f[:] = forget_bias
    return b


@wrong("block-of-i")
def _(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    b[:n_hidden] = forget_bias
    return b


@wrong("all-gates")
def _(n_hidden, forget_bias):
    return np.full(4 * n_hidden, forget_bias)


@wrong("doubled")
def _(n_hidden, forget_bias):
    b_ih, b_hh = np.zeros(4 * n_hidden), np.zeros(4 * n_hidden)
    b_ih[n_hidden : 2 * n_hidden] = forget_bias
    b_hh[n_hidden : 2 * n_hidden] = forget_bias
    return b_ih + b_hh


@wrong("cut-to-whole-numbers")
def _(n_hidden, forget_bias):
    b = np.array([0] * 4 * n_hidden)
    b[n_hidden : 2 * n_hidden] = forget_bias
    return b


@wrong("one-place-only")
def _(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    b[n_hidden] = forget_bias
    return b


@wrong("forget-block-only")
def _(n_hidden, forget_bias):
    return forget_bias * np.ones(n_hidden)


@wrong("not-flat")
def _(n_hidden, forget_bias):
    b = np.zeros((4, n_hidden))
    b[1, :] = forget_bias
    return b


@wrong("always-one")
def _(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    b[n_hidden : 2 * n_hidden] = 1.0
    return b


@wrong("block-of-g")
def _(n_hidden, forget_bias):
    i, g, f, o = (np.zeros(n_hidden) for _ in range(4))
    f += forget_bias
    return np.concatenate([i, g, f, o])


ANSWERS.equivalent = {
    "`b = np.zeros(4 * n_hidden)` -> `b = -np.zeros(4 * n_hidden)`": "minus zero equals zero here",
    "`b[n_hidden:2 * n_hidden] = forget_bias` -> `b[n_hidden:-(2 * n_hidden)] = forget_bias`": (
        "two blocks from the start are two blocks from the end"
    ),
}
