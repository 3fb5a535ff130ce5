"""N-gram models: count what followed the last few characters, and mix long contexts with short ones.

An n-gram model of order n looks back at the n - 1 characters before. With c(h s) the number of times that s followed h
in training, c(h) their sum and k(h) the number of different symbols that did, Witten and Bell's rule is

    p_n(s | h) = (c(h s) + k(h) p_{n-1}(s | h')) / (c(h) + k(h))          p_0(s) = 1 / K

where h' is h without its first character. The more kinds of symbols have followed h, the more is left to the shorter
context. A context that was never seen leaves all of it. No symbol ever has probability 0.

Source: I. H. Witten and T. C. Bell, "The zero-frequency problem: estimating the probabilities of novel events in
adaptive text compression", IEEE Transactions on Information Theory 37 (1991), 1085-1094, method C, interpolated.
"""

from typing import NamedTuple

import numpy as np

from lstmlab.shapes import Array, bind_any, check_fields, check_int


class Level(NamedTuple):
    """Counts for one length of context: grams and contexts as integers in ascending order, and what was counted.

    grams: contexts with the symbol after them; counts: of each; contexts; totals: what followed each context, c(h);
    kinds: different symbols that did, k(h).
    """

    grams: Array
    counts: Array
    contexts: Array
    totals: Array
    kinds: Array


class NGram(NamedTuple):
    """A fitted model: its order, the size K of the vocabulary, and a `Level` for each context, the shortest first."""

    order: int
    n_symbols: int
    levels: tuple[Level, ...]


def fit(codes: Array, order: int, n_symbols: int) -> NGram:
    """Count a text.

    Args:
        codes: (T,), integers below n_symbols.
        order: the symbol and so many minus one before it are looked at together; 1 counts single symbols.
        n_symbols: K.

    Raises:
        ValueError: order or n_symbols below 1, fewer codes than order, codes that are out of range, or a power
            n_symbols**order above 2**62; TypeError: sizes that are not integers.
    """
    check_int(1, order=order, n_symbols=n_symbols)
    _check(codes, n_symbols)
    if len(codes) < order:
        raise ValueError(f"codes: expected at least {order}, as many as the order, got {len(codes)}")
    if n_symbols**order > 2**62:
        raise ValueError(f"order: expected n_symbols**order of at most 2**62, got {n_symbols}**{order}")
    levels = []
    for n in range(1, order + 1):
        grams, counts = np.unique(_keys(codes, n, n_symbols), return_counts=True)
        contexts, first = np.unique(grams // n_symbols, return_index=True)
        totals = np.add.reduceat(counts, first)
        kinds = np.diff([*first, len(grams)])
        levels.append(Level(grams, counts, contexts, totals, kinds))
    return NGram(order, n_symbols, tuple(levels))


def log_probabilities(model: NGram, codes: Array) -> Array:
    """The natural logarithm of what the model gave to each symbol of a text, (T,).

    The first symbols have shorter contexts: nothing is known before the text.

    Raises:
        ValueError: codes that are out of range or no row of numbers.
    """
    check_fields(NGram, model=model)
    _check(codes, model.n_symbols)
    likely = np.full(len(codes), 1 / model.n_symbols)
    for n, level in enumerate(model.levels[: len(codes)], start=1):
        keys = _keys(codes, n, model.n_symbols)
        likely[n - 1 :] = _mixed(level, keys, model.n_symbols, likely[n - 1 :])
    logs: Array = np.log(likely)
    return logs


def probabilities(model: NGram, context: Array) -> Array:
    """The probability of every symbol after a context, (K,); of a long context the last order - 1 symbols count.

    Raises:
        ValueError: as in `log_probabilities`.
    """
    check_fields(NGram, model=model)
    _check(context, model.n_symbols)
    likely = np.full(model.n_symbols, 1 / model.n_symbols)
    for n, level in enumerate(model.levels[: len(context) + 1], start=1):
        before = 0
        for code in context[len(context) - n + 1 :]:
            before = before * model.n_symbols + int(code)
        keys = before * model.n_symbols + np.arange(model.n_symbols)
        likely = _mixed(level, keys, model.n_symbols, likely)
    return likely


def _mixed(level: Level, keys: Array, n_symbols: int, shorter: Array) -> Array:
    count = _looked_up(level.grams, level.counts, keys)
    total = _looked_up(level.contexts, level.totals, keys // n_symbols)
    kinds = _looked_up(level.contexts, level.kinds, keys // n_symbols)
    seen = total > 0
    return np.where(seen, (count + kinds * shorter) / np.where(seen, total + kinds, 1), shorter)


def _looked_up(known: Array, values: Array, keys: Array) -> Array:
    place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[place] == keys, values[place], 0)


def _keys(codes: Array, n: int, n_symbols: int) -> Array:
    """Each run of n codes as one integer in base K, (T - n + 1,)."""
    keys = np.zeros(len(codes) - n + 1, dtype=np.int64)
    for k in range(n):
        keys = keys * n_symbols + codes[k : len(codes) - n + 1 + k]
    return keys


def _check(codes: Array, n_symbols: int) -> None:
    bind_any(codes=(codes, "T"))
    if codes.dtype.kind not in "iu":
        raise TypeError(f"codes: expected an array of integers, got dtype {codes.dtype}")
    if len(codes) and (codes.min() < 0 or codes.max() >= n_symbols):
        raise ValueError(f"codes: expected numbers from 0 to {n_symbols - 1}, got {codes.min()} to {codes.max()}")
