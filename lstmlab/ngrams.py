"""N-gram models: count what followed the last few characters, and mix long contexts with short ones.

An n-gram model of order n looks back at the n - 1 characters before. Let c(h s) be the number of times that s followed
h in training, c(h) their sum and k(h) the number of different symbols that did, and h' the context h without its first
character. Three rules say how much is left to the shorter context. Witten and Bell's leaves the more, the more kinds of
symbols have followed h:

    p_n(s | h) = (c(h s) + k(h) p_{n-1}(s | h')) / (c(h) + k(h))          p_0(s) = 1 / K

Kneser and Ney's takes a discount D from every count, and gives away what it took:

    p_n(s | h) = (max(c(h s) - D, 0) + D k(h) p_{n-1}(s | h')) / c(h)     D = n_1 / (n_1 + 2 n_2)

where n_1 and n_2 are how many of the counts of this length are 1 and 2. In its shorter contexts c(h s) is something
else: not how often h s occurred, but before how many of it stood a different symbol. "Francisco" may be frequent, but
if it comes after "San" alone, it is unlikely after anything else.

The modified rule of Chen and Goodman takes another discount from counts of 1, of 2, and of 3 or more. With n_k the
number of counts of this length that are k, and D as above,

    D_1 = 1 - 2 D n_2 / n_1          D_2 = 2 - 3 D n_3 / n_2          D_3 = 3 - 4 D n_4 / n_3

and a context gives away the sum of what it took. Where a text is too short for these (a D_k would not lie above 0 and
at most at k), D stands for all three.

A context that was never seen leaves all of it to the shorter one. No symbol ever has probability 0.

Sources: I. H. Witten and T. C. Bell, "The zero-frequency problem: estimating the probabilities of novel events in
adaptive text compression", IEEE Transactions on Information Theory 37 (1991), 1085-1094, method C, interpolated.
R. Kneser and H. Ney, "Improved backing-off for M-gram language modeling", ICASSP 1995, 181-184, interpolated as in
S. F. Chen and J. Goodman, "An empirical study of smoothing techniques for language modeling", Computer Speech &
Language 13 (1999), 359-393.
"""

from typing import NamedTuple

import numpy as np

from lstmlab.shapes import Array, bind_any, check_fields, check_int, check_one_of

RULES = ("witten-bell", "kneser-ney", "modified-kneser-ney")


class Level(NamedTuple):
    """Counts for one length of context: grams and contexts as integers in ascending order, and what was counted.

    grams: contexts with the symbol after them; own: of each, its count without the discount; contexts; left: what each
    of these leaves to the shorter one; whole: what its own and what it leaves are shares of.
    """

    grams: Array
    own: Array
    contexts: Array
    left: Array
    whole: Array


class NGram(NamedTuple):
    """A fitted model: its order, the size K of the vocabulary, a `Level` for each context, the shortest first; rule."""

    order: int
    n_symbols: int
    levels: tuple[Level, ...]
    rule: str


def fit(codes: Array, order: int, n_symbols: int, rule: str = "witten-bell") -> NGram:
    """Count a text.

    Args:
        codes: (T,), integers below n_symbols.
        order: the symbol and so many minus one before it are looked at together; 1 counts single symbols.
        n_symbols: K.
        rule: "witten-bell", "kneser-ney" or "modified-kneser-ney": see the top of lstmlab.ngrams.

    Raises:
        ValueError: order or n_symbols below 1, an unknown rule, fewer codes than order, codes that are out of range, or
            a power n_symbols**order above 2**62; TypeError: sizes that are not integers.
    """
    check_int(1, order=order, n_symbols=n_symbols)
    check_one_of(RULES, rule=rule)
    _check(codes, n_symbols)
    if len(codes) < order:
        raise ValueError(f"codes: expected at least {order}, as many as the order, got {len(codes)}")
    if n_symbols**order > 2**62:
        raise ValueError(f"order: expected n_symbols**order of at most 2**62, got {n_symbols}**{order}")
    levels: list[Level] = []
    longer = None
    for n in range(order, 0, -1):
        keys = _keys(codes, n, n_symbols)
        # In shorter contexts, Kneser and Ney count each different longer gram once, by its end.
        ends = keys if longer is None else longer % n_symbols**n
        levels.insert(0, _level(ends, n_symbols, rule))
        longer = np.unique(keys) if rule != "witten-bell" else None
    return NGram(order, n_symbols, tuple(levels), rule)


def _level(keys: Array, n_symbols: int, rule: str) -> Level:
    grams, counts = np.unique(keys, return_counts=True)
    contexts, first = np.unique(grams // n_symbols, return_index=True)
    totals = np.add.reduceat(counts, first)
    if rule == "witten-bell":
        kinds = np.diff([*first, len(grams)])
        return Level(grams, counts, contexts, kinds, totals + kinds)
    discounts = _discounts(counts, rule)[np.minimum(counts, 3) - 1]
    return Level(grams, counts - discounts, contexts, np.add.reduceat(discounts, first), totals)


def _discounts(counts: Array, rule: str) -> Array:
    """What is taken from counts of 1, of 2, and of 3 or more, (3,)."""
    n = [int((counts == k).sum()) for k in (1, 2, 3, 4)]
    # Without a count of 1 the formula gives 0, and what was never seen would get nothing.
    discount = n[0] / (n[0] + 2 * n[1]) if n[0] else 0.5
    if rule == "modified-kneser-ney" and min(n[:3]) > 0:
        each = np.array([k - (k + 1) * discount * n[k] / n[k - 1] for k in (1, 2, 3)])
        if (each > 0).all():
            return each
    return np.full(3, discount)


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
    own = _looked_up(level.grams, level.own, keys)
    left, whole = (_looked_up(level.contexts, row, keys // n_symbols) for row in (level.left, level.whole))
    seen = whole > 0
    return np.where(seen, (own + left * shorter) / np.where(seen, whole, 1), shorter)


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
