"""Strings of unequal length that are to be written again, from the last symbol to the first, or in order.

What is read and what is written have no common clock: the first symbol of the answer may hang on the last one of the
string, and nothing can be said before all is read. So it takes an encoder and a decoder (`lstmlab.seq2seq`). An LSTM
that reads a string and writes it again, turned round, is in section 3 of I. Sutskever, O. Vinyals and Q. V. Le, NeurIPS
2014, a trick with which translation got better.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.shapes import Array, bind, check_dtype, check_generator, check_int, check_no_nan, check_one_of
from lstmlab.unroll import check_mask, lengths_to_mask

ORDERS = ("reverse", "sort")


class Strings(NamedTuple):
    """N strings and what is to be written to each, padded: the fields of `lstmlab.seq2seq.Pairs`.

    xs: (S, N, K), one-hot, zero at padding; mask: (S, N), False at padding; targets: (T, N), integers, the end symbol
    K after the last one and at padding; target_mask: (T, N), True up to the end symbol. T = S + 1.
    """

    xs: Array
    mask: Array
    targets: Array
    target_mask: Array


def batch(
    rng: np.random.Generator,
    n: int,
    shortest: int,
    longest: int,
    n_symbols: int = 8,
    order: str = "reverse",
    dtype: Any = np.float64,
) -> Strings:
    """n strings, and the same symbols in another order.

    Rule: the length is drawn from shortest, ..., longest, and each symbol from 0, ..., K - 1, all with equal chance.
    The targets are the symbols from the last to the first (order="reverse"), or from the smallest to the largest
    (order="sort"), then the end symbol K.

    Args:
        rng: decides lengths and symbols.
        n: strings, N.
        shortest, longest: their lengths; S = longest.
        n_symbols: K.
        order: "reverse" or "sort".
        dtype: of xs.

    Returns:
        `Strings`.

    Raises:
        ValueError: n or shortest below 1, longest below shortest, n_symbols below 2, another order; TypeError: not
            integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n, shortest=shortest)
    check_int(shortest, longest=longest)
    check_int(2, n_symbols=n_symbols)
    check_one_of(ORDERS, order=order)
    lengths = rng.integers(shortest, longest + 1, size=n)
    mask = lengths_to_mask(lengths, longest)
    symbols = rng.integers(0, n_symbols, size=(longest, n))
    xs = np.eye(n_symbols, dtype=dtype)[symbols] * mask[:, :, None].astype(dtype)
    return Strings(xs, mask, _ordered(symbols, mask, n_symbols, order), lengths_to_mask(lengths + 1, longest + 1))


def solver(xs: Array, mask: Array, order: str = "reverse") -> Array:
    """The right answers, from the strings alone: targets (T, N).

    Raises:
        ValueError: xs is not (S, N, K), the mask is not (S, N) or does not begin with the string, another order;
            TypeError: not an array, a mask that is not of booleans.
    """
    sizes = bind(xs=(xs, "S N K"))
    check_mask(mask, {"T": sizes["S"], "N": sizes["N"]})
    check_one_of(ORDERS, order=order)
    check_no_nan(xs=xs)
    if sizes["K"] == 0:
        raise ValueError(f"xs: expected at least one symbol (K >= 1), got shape {xs.shape}")
    if (mask[1:] & ~mask[:-1]).any():
        raise ValueError("mask: expected strings that begin at step 0, got one that goes on after padding")
    return _ordered(xs.argmax(axis=-1), mask, sizes["K"], order)


def chance(n_symbols: int = 8) -> float:
    """The share of symbols that a guess gets right: 1 / n_symbols.

    Raises:
        ValueError: n_symbols below 2; TypeError: not an integer.
    """
    check_int(2, n_symbols=n_symbols)
    return 1 / n_symbols


def _ordered(symbols: Array, mask: Array, end: int, order: str) -> Array:
    targets = np.full((len(symbols) + 1, symbols.shape[1]), end)
    for n, length in enumerate(mask.sum(axis=0)):
        string = symbols[:length, n]
        targets[:length, n] = string[::-1] if order == "reverse" else np.sort(string)
    return targets
