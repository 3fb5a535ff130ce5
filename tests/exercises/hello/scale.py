"""hello.scale: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("hello.scale")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def with_multiply(x, factor):
    return np.multiply(x, factor)


@right
def factor_first(x, factor):
    return factor * x


@right
def in_a_new_array(x, factor):
    result = np.empty_like(x)
    result[...] = x
    result *= factor
    return result


@right
def number_by_number(x, factor):
    flat = [value * factor for value in np.ravel(x)]
    return np.array(flat).reshape(np.shape(x))


@right
def as_a_list(x, factor):
    return (x * factor).tolist()


@right
def in_float32(x, factor):
    return np.asarray(x, dtype=np.float32) * np.float32(factor)


@right
def with_einsum(x, factor):
    return np.einsum("...,->...", x, factor)


right(lambda x, factor: x - x * (1 - factor))
