"""peephole.count_parameters: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("peephole.count_parameters")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def count_factored(n_in, n_hidden):
    return n_hidden * (4 * (n_in + n_hidden + 1) + 3)


@right
def count_by_shapes(n_in, n_hidden):
    shapes = [(n_in, 4 * n_hidden), (n_hidden, 4 * n_hidden), (4 * n_hidden,), (n_hidden,), (n_hidden,), (n_hidden,)]
    return sum(np.prod(shape) for shape in shapes)


@right
def count_by_arrays(n_in, n_hidden):
    W_x, W_h, b = np.zeros((n_in, 4 * n_hidden)), np.zeros((n_hidden, 4 * n_hidden)), np.zeros(4 * n_hidden)
    return W_x.size + W_h.size + b.size + sum(np.zeros(n_hidden).size for _ in "ifo")


@right
def count_gate_by_gate(n_in, n_hidden):
    gate = n_in * n_hidden + n_hidden**2 + n_hidden + n_hidden
    candidate = n_in * n_hidden + n_hidden**2 + n_hidden
    return 3 * gate + candidate


@right
def count_unit_by_unit(n_in, n_hidden):
    total = 0
    for _ in range(n_hidden):
        total += 4 * (n_in + n_hidden + 1) + 3
    return total


@right
def count_with_a_dict(n_in, n_hidden):
    sizes = {"W_x": 4 * n_in * n_hidden, "W_h": 4 * n_hidden**2, "b": 4 * n_hidden, "p": 3 * n_hidden}
    return sum(sizes.values())


@wrong("no-peepholes")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1)


@wrong("full-matrices")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) + 3 * n_hidden**2


@wrong("four-peepholes")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 2)


@wrong("three-in-all")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) + 3


@wrong("one-peephole")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) + n_hidden


@wrong("no-biases")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden) + 3 * n_hidden


@wrong("four-peepholes", says="two biases")
def _(n_in, n_hidden):
    # As PyTorch counts its LSTM.
    return 4 * n_hidden * n_in + 4 * n_hidden**2 + 8 * n_hidden


@wrong("three-blocks", "no-peepholes", says="Two known mistakes at once")
def _(n_in, n_hidden):
    return 3 * n_hidden * (n_in + n_hidden + 1)


@wrong("peepholes-in-every-block")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1 + 3)


@wrong(says="return")
def _(n_in, n_hidden):
    print(n_hidden * (4 * (n_in + n_hidden + 1) + 3))


@wrong(says="whole number")
def _(n_in, n_hidden):
    return n_hidden * (4 * (n_in + n_hidden + 1) + 3.5)


@wrong("bias-for-each-peephole")
def _(n_in, n_hidden):
    return 4 * (n_in + n_hidden + 1) * n_hidden + 3 * (n_hidden + n_hidden)


@wrong("four-times-the-first-term")
def _(n_in, n_hidden):
    return 4 * n_in * n_hidden + n_hidden**2 + n_hidden + 3 * n_hidden


@wrong("width-of-the-block-missing")
def _(n_in, n_hidden):
    return 4 * (n_in + n_hidden * n_hidden + n_hidden) + 3 * n_hidden
