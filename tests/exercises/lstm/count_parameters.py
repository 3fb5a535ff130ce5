"""lstm.count_parameters: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("lstm.count_parameters")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def count_by_rows(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1)


@right
def count_real_arrays(n_in, n_hidden):
    shapes = [(n_in, 4 * n_hidden), (n_hidden, 4 * n_hidden), (4 * n_hidden,)]
    return sum(np.zeros(shape).size for shape in shapes)


@right
def count_products(n_in, n_hidden):
    return np.prod([n_in, 4, n_hidden]) + np.prod([n_hidden, 4, n_hidden]) + 4 * n_hidden


@right
def count_joined(n_in, n_hidden):
    return np.int64(np.empty((n_in + n_hidden + 1, 4 * n_hidden)).size)


@right
def count_gate_by_gate(n_in, n_hidden):
    total = 0
    for _ in ("i", "f", "g", "o"):
        total += (n_in + n_hidden) * n_hidden
        total += n_hidden
    return total


@right
def count_as_an_array(n_in, n_hidden):
    return np.array(4 * (n_hidden**2 + n_in * n_hidden + n_hidden))


@wrong("two-biases")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 2)


@wrong("no-bias")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden)


@wrong("three-blocks")
def _(n_in, n_hidden):
    return 3 * (n_in + n_hidden + 1) * n_hidden


@wrong("peepholes")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) + 3 * n_hidden


@wrong("one-block")
def _(n_in, n_hidden):
    return n_hidden * (n_in + n_hidden + 1)


@wrong("one-bias-for-all-gates")
def _(n_in, n_hidden):
    return 4 * n_in * n_hidden + 4 * n_hidden**2 + n_hidden


@wrong("recurrent-weights-once")
def _(n_in, n_hidden):
    return 4 * n_in * n_hidden + n_hidden**2 + 4 * n_hidden


@wrong(says="whole number")
def _(n_in, n_hidden):
    return 4.0 * n_hidden * (n_in + n_hidden + 1)


@wrong("input-weights-once")
def _(n_in, n_hidden):
    return n_in * n_hidden + 4 * n_hidden * (n_hidden + 1)


@wrong("four-times-the-first-term")
def _(n_in, n_hidden):
    return 4 * n_in * n_hidden + n_hidden * n_hidden + n_hidden


@wrong("width-of-the-gate-missing")
def _(n_in, n_hidden):
    return 4 * (n_in + n_hidden * n_hidden + n_hidden)


@wrong("widths-joined-and-squared")
def _(n_in, n_hidden):
    width = n_in + n_hidden
    return 4 * (width * width + n_hidden)
