"""ffnn.count_parameters: answers that are right, answers that are wrong, mutants that change nothing."""

import itertools

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("ffnn.count_parameters")
right, wrong = ANSWERS.right, ANSWERS.wrong


def count_by_pairs(sizes):
    return sum(n_in * n_out + n_out for n_in, n_out in itertools.pairwise(sizes))


right(count_by_pairs)


@right
def count_with_a_row_for_the_bias(sizes):
    return sum((n_in + 1) * n_out for n_in, n_out in zip(sizes, sizes[1:]))  # noqa: B905, RUF007


@right
def count_in_numpy(sizes):
    sizes = np.array(sizes)
    return (sizes[:-1] * sizes[1:]).sum() + sizes[1:].sum()


@right
def count_real_arrays(sizes):
    weights = [np.zeros((n_in, n_out)) for n_in, n_out in itertools.pairwise(sizes)]
    biases = [np.zeros(n) for n in sizes[1:]]
    return sum(array.size for array in weights + biases)


@right
def count_as_a_dot_product(sizes):
    return np.dot(np.array(sizes[:-1]) + 1, sizes[1:])


@right
def count_recursively(sizes):
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + count_recursively(sizes[1:])


@right
def count_as_int32(sizes):
    return np.int32(count_by_pairs(sizes))


@wrong("no-biases")
def _(sizes):
    return sum(sizes[k] * sizes[k + 1] for k in range(len(sizes) - 1))


@wrong("no-output-biases")
def _(sizes):
    total = 0
    for k in range(len(sizes) - 1):
        total += sizes[k] * sizes[k + 1]
    return total + sum(sizes[1:-1])


@wrong("input-biases")
def _(sizes):
    return sum(a * b for a, b in itertools.pairwise(sizes)) + sum(sizes)


@wrong(says="unpack")
def _(sizes):
    n_in, n_hidden, n_out = sizes
    return n_in * n_hidden + n_hidden + n_hidden * n_out + n_out


@wrong(says="IndexError")
def _(sizes):
    return sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2]


@wrong(says="IndexError")
def _(sizes):
    total = 0
    for k in range(len(sizes)):
        total += (sizes[k] + 1) * sizes[k + 1]
    return total


@wrong("no-biases", "last-layer-missing")
def _(sizes):
    return sum(sizes[k] * sizes[k + 1] for k in range(len(sizes) - 2))


@wrong("one-hidden-layer-only")
def _(sizes):
    return (sizes[0] + 1) * sizes[1] + (sizes[1] + 1) * sizes[-1]


@wrong(says="a whole number")
def _(sizes):
    return float(sum((a + 1) * b for a, b in itertools.pairwise(sizes)))


@wrong(says=("The result is 26 in each of 5 cases", "never looks at `sizes`"))
def _(sizes):
    return 26


@wrong("counts-units")
def _(sizes):
    return np.sum(sizes)


@wrong("first-layer-alone", says="`return total` stands inside the loop")
def _(sizes):
    total = 0
    for k in range(len(sizes) - 1):
        total += sizes[k] * sizes[k + 1] + sizes[k + 1]
        return total


@wrong(says="sizes")
def _(sizes):
    total = 0
    while len(sizes) > 1:
        n_in = sizes.pop(0)
        total += (n_in + 1) * sizes[0]
    return total


@wrong("precedence")
def _(sizes):
    return sum(a * (b + b) for a, b in itertools.pairwise(sizes))


@wrong("square-of-the-layer")
def _(sizes):
    return sum((a + b) * b for a, b in itertools.pairwise(sizes))


@wrong("two-biases")
def _(sizes):
    return sum(a * b + b + b for a, b in itertools.pairwise(sizes))


@wrong("output-biases-only")
def _(sizes):
    return sum(a * b for a, b in itertools.pairwise(sizes)) + sizes[-1]


ANSWERS.equivalent = {
    "`for layer in range(1, len(sizes)):` -> `for layer in list(range(1, len(sizes)))[::-1]:`": (
        "a sum does not depend on the order of its terms"
    ),
}
