"""Temporal XOR: a stream of bits in which every third is the exclusive or of the two before it.

The task is to predict the next bit. Bits 0, 1, 3, 4, 6, 7, ... are random and nobody can predict them; bits 2, 5, 8,
... can be predicted by whoever remembers one bit and sees the next.

Source: J. L. Elman, "Finding Structure in Time", Cognitive Science 14 (1990), 179-211, section "Exclusive-OR": 3,000
bits, 600 passes, a network with 1 input, 2 hidden units and 1 output.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind_any, check_any_dtype, check_generator, check_int, check_no_nan


def stream(rng: np.random.Generator, n: int, dtype: Any = np.float64) -> Array:
    """The first n bits of a stream.

    Rule: for j = 0, 1, ... bit[3j] and bit[3j + 1] are 0 or 1 with equal chance and
    bit[3j + 2] = bit[3j] XOR bit[3j + 1].

    Args:
        rng: decides the random bits.
        n: length; it need not be a multiple of 3.

    Returns:
        bits (n,), 0 and 1. The target at step t is bits[t + 1].

    Raises:
        ValueError: n below 1; TypeError: n is not an integer.
    """
    check_generator(rng=rng)
    check_any_dtype(dtype=dtype)
    check_int(1, n=n)
    pairs = rng.integers(0, 2, size=((n + 2) // 3, 2))
    triples = np.column_stack([pairs, pairs[:, 0] ^ pairs[:, 1]])
    return triples.reshape(-1)[:n].astype(dtype)


def predictable(n: int) -> Array:
    """Which of n bits follow from those before: (n,) of True and False, True at 2, 5, 8, ...

    Raises:
        ValueError: n below 1; TypeError: n is not an integer.
    """
    check_int(1, n=n)
    predictable: Array = np.arange(n) % 3 == 2
    return predictable


def solver(bits: Array) -> Array:
    """What can be known: a prediction of bits[1:] (n - 1,), exact at every third bit and 1/2 at the others.

    The prediction of bits[t + 1] uses bits[0] to bits[t] alone.

    Raises:
        ValueError: bits has another shape than (n,); TypeError: not an array.
    """
    n = bind_any(bits=(bits, "n"))["n"]
    check_no_nan(bits=bits)
    predictions = np.full(max(n - 1, 0), 0.5)
    known = np.arange(2, n, 3)
    predictions[known - 1] = bits[known - 1] != bits[known - 2]
    return predictions


def chance() -> float:
    """The share of bits that a guess gets right: 1/2, also of the third ones if one of the two before is lost."""
    return 0.5
