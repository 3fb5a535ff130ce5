"""elman.count_parameters: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("elman.count_parameters")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def count_by_rows(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + 1) + n_out * (n_hidden + 1)


@right
def count_real_arrays(n_in, n_hidden, n_out):
    shapes = [(n_in, n_hidden), (n_hidden, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)]
    return sum(np.zeros(shape).size for shape in shapes)


@right
def count_products(n_in, n_hidden, n_out):
    shapes = [(n_in, n_hidden), (n_hidden, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)]
    return sum(np.prod(shape) for shape in shapes)


@right
def count_as_powers(n_in, n_hidden, n_out):
    return n_hidden**2 + n_hidden * (n_in + n_out + 1) + n_out


@right
def count_joined(n_in, n_hidden, n_out):
    W = np.empty((n_in + n_hidden + 1, n_hidden))
    W_y = np.empty((n_hidden + 1, n_out))
    return np.int64(W.size + W_y.size)


@right
def count_as_a_dictionary(n_in, n_hidden, n_out):
    counts = {"W_x": n_in * n_hidden, "W_h": n_hidden * n_hidden, "b": n_hidden, "W_y": n_hidden * n_out, "b_y": n_out}
    return np.array(sum(counts.values()))


@wrong("no-recurrent-weights")
def _(n_in, n_hidden, n_out):
    return (n_in + 1) * n_hidden + (n_hidden + 1) * n_out


@wrong("no-readout")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + 1)


@wrong("no-biases")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + n_out)


@wrong("two-biases")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + 2) + n_out * (n_hidden + 1)


@wrong("no-readout-bias")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + 1) + n_out * n_hidden


@wrong(says=("The result is 26 in each of 5 cases", "never looks at `n_in`, `n_hidden` or `n_out`"))
def _(n_in, n_hidden, n_out):
    return 26


@wrong(says="whole number")
def _(n_in, n_hidden, n_out):
    return 2 * (n_hidden * (n_in + n_hidden + 1) + n_out * (n_hidden + 1)) / 2


@wrong("units-see-themselves-only")
def _(n_in, n_hidden, n_out):
    return n_in * n_hidden + n_hidden + n_hidden + n_hidden * n_out + n_out


@wrong("precedence")
def _(n_in, n_hidden, n_out):
    return n_in + n_hidden * n_hidden + n_hidden + (n_hidden + 1) * n_out


@wrong("biases-times-the-width")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + n_hidden) + n_out * (n_hidden + 1)


@wrong("readout-from-input-too")
def _(n_in, n_hidden, n_out):
    return (n_in + n_hidden + 1) * (n_hidden + n_out)


@wrong("input-biases")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + n_out) + n_in + n_hidden + n_out


@wrong("single-hidden-bias")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden) + 1 + n_out * (n_hidden + 1)


@wrong("single-output-bias")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + 1) + n_out * n_hidden + 1
