"""scan.compose: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("scan.compose")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def by_places(first, second):
    a = first[0] * second[0]
    b = second[0] * first[1] + second[1]
    return a, b


@right
def as_a_list(first, second):
    (a1, b1), (a2, b2) = first, second
    return [np.multiply(a1, a2), np.add(np.multiply(a2, b1), b2)]


@right
def from_two_points(first, second):
    """An affine map is known from what it makes of 0 and of 1."""

    def both(h):
        return second[0] * (first[0] * h + first[1]) + second[1]

    a = np.asarray(first[0], dtype=np.float64)
    at_zero = both(np.zeros_like(a))
    return second[0] * a, at_zero


@right
def in_place_on_its_own_arrays(first, second):
    a, b = first[0].copy(), first[1].copy()
    a *= second[0]
    b *= second[0]
    b += second[1]
    return a, b


@right
def with_einsum(first, second):
    return np.einsum("...,...->...", first[0], second[0]), np.einsum("...,...->...", second[0], first[1]) + second[1]


@wrong("order-exchanged")
def _(first, second):
    (a, b), (c, d) = first, second
    return a * c, a * d + b


@wrong("b-not-carried")
def _(first, second):
    return first[0] * second[0], first[1] + second[1]


@wrong("a-of-the-first-on-its-own-b")
def _(first, second):
    return first[0] * second[0], first[0] * first[1] + second[1]


@wrong("both-b-multiplied")
def _(first, second):
    return first[0] * second[0], second[0] * (first[1] + second[1])


@wrong("a-added")
def _(first, second):
    return first[0] + second[0], second[0] * first[1] + second[1]


@wrong("second-alone")
def _(first, second):
    a, b = second
    return a, b


@wrong("first-alone")
def _(first, second):
    a, b = first
    return a, b


@wrong("b-of-the-second-lost")
def _(first, second):
    return first[0] * second[0], second[0] * first[1]


@wrong("a-of-the-second-alone")
def _(first, second):
    return second[0], second[0] * first[1] + second[1]


@wrong("all-multiplied")
def _(first, second):
    a = first[0] * second[0]
    return a, a * first[1] + second[1]


@wrong("returned-the-other-way-round")
def _(first, second):
    a, b = first[0] * second[0], second[0] * first[1] + second[1]
    return b, a


@wrong(says="changes its input")
def _(first, second):
    a, b = first
    a *= second[0]
    b *= second[0]
    b += second[1]
    return a, b
