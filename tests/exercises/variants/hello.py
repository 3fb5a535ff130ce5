"""Right answers to the exercise of chapter 0 in other people's styles. Every one of them has to pass."""

import numpy as np


def with_multiply(x, factor):
    return np.multiply(x, factor)


def factor_first(x, factor):
    return factor * x


def in_a_new_array(x, factor):
    result = np.empty_like(x)
    result[...] = x
    result *= factor
    return result


def number_by_number(x, factor):
    flat = [value * factor for value in np.ravel(x)]
    return np.array(flat).reshape(np.shape(x))


def as_a_list(x, factor):
    return (x * factor).tolist()


def in_float32(x, factor):
    return np.asarray(x, dtype=np.float32) * np.float32(factor)


def with_einsum(x, factor):
    return np.einsum("...,->...", x, factor)


VARIANTS = {
    "hello.scale": [
        with_multiply,
        factor_first,
        in_a_new_array,
        number_by_number,
        as_a_list,
        in_float32,
        with_einsum,
        lambda x, factor: x - x * (1 - factor),
    ]
}
