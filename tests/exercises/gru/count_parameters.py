"""gru.count_parameters: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("gru.count_parameters")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def count_factored(n_in, n_hidden):
    return 3 * n_hidden * (n_in + n_hidden + 1)


@right
def count_by_shapes(n_in, n_hidden):
    shapes = [(n_in, 3 * n_hidden), (n_hidden, 3 * n_hidden), (3 * n_hidden,)]
    return sum(np.prod(shape) for shape in shapes)


@right
def count_by_arrays(n_in, n_hidden):
    W_x, W_h, b = np.zeros((n_in, 3 * n_hidden)), np.zeros((n_hidden, 3 * n_hidden)), np.zeros(3 * n_hidden)
    return W_x.size + W_h.size + b.size


@right
def count_gate_by_gate(n_in, n_hidden):
    total = 0
    for _ in ("r", "z", "n"):
        total += (n_in + 1) * n_hidden
        total += n_hidden**2
    return total


@right
def count_beside_an_lstm(n_in, n_hidden):
    lstm = 4 * n_hidden * (n_in + n_hidden + 1)
    return lstm * 3 // 4


@right
def count_unit_by_unit(n_in, n_hidden):
    return sum(3 * (n_in + n_hidden + 1) for _ in range(n_hidden))


@wrong("as-many-as-an-lstm")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1)


@wrong("two-biases")
def _(n_in, n_hidden):
    return 3 * n_hidden * (n_in + n_hidden + 2)


@wrong("gates-only")
def _(n_in, n_hidden):
    return 2 * (n_in * n_hidden + n_hidden**2 + n_hidden)


@wrong("no-biases")
def _(n_in, n_hidden):
    return 3 * (n_in + n_hidden) * n_hidden


@wrong("biases-once")
def _(n_in, n_hidden):
    return 3 * (n_in + n_hidden) * n_hidden + n_hidden


@wrong("no-recurrent-weights")
def _(n_in, n_hidden):
    return 3 * n_hidden * (n_in + 1)


@wrong("as-many-as-an-lstm", "no-biases", says="Two known mistakes at once")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden)


@wrong(says="whole number")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) * 0.75 + 0.5


@wrong(says="has to be a number")
def _(n_in, n_hidden):
    return [(n_in, 3 * n_hidden), (n_hidden, 3 * n_hidden), (3 * n_hidden,)]


@wrong(says="return")
def _(n_in, n_hidden):
    print(3 * n_hidden * (n_in + n_hidden + 1))


@wrong("precedence")
def _(n_in, n_hidden):
    return 3 * n_in * n_hidden + n_hidden * n_hidden + n_hidden


@wrong("recurrent-weights-shared")
def _(n_in, n_hidden):
    return 3 * n_hidden * (n_in + 1) + n_hidden**2


@wrong("input-weights-shared")
def _(n_in, n_hidden):
    return n_in * n_hidden + 3 * n_hidden * (n_hidden + 1)
