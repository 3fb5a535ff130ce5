"""Elman's letters: consonants in random order, each followed by its own vowels: ba, dii, guuu.

The task is to predict the next letter. Which consonant comes is random; which vowel follows it, how many times, and
that a consonant comes then, can be predicted by whoever remembers the consonant and counts.

Source: J. L. Elman, "Finding Structure in Time", Cognitive Science 14 (1990), 179-211, section "Structure in letter
sequences" and table 1: 1,000 consonants, 200 passes, a network with 6 inputs, 20 hidden units and 6 outputs.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.shapes import Array, check_dtype, check_generator, check_int, check_text

SYLLABLES = {"b": "ba", "d": "dii", "g": "guuu"}
FEATURES = ("consonant", "vowel", "interrupted", "high", "back", "voiced")
VECTORS = {
    "b": (1, 0, 1, 0, 0, 1),
    "d": (1, 0, 1, 1, 0, 1),
    "g": (1, 0, 1, 0, 1, 1),
    "a": (0, 1, 0, 0, 1, 1),
    "i": (0, 1, 0, 1, 0, 1),
    "u": (0, 1, 0, 1, 1, 1),
}


class Letters(NamedTuple):
    """A stream of T letters: their features, vectors (T, 6); symbols, a string; is_vowel (T,), True or False."""

    vectors: Array
    symbols: str
    is_vowel: Array


def stream(rng: np.random.Generator, n: int, dtype: Any = np.float64) -> Letters:
    """n syllables, one after the other.

    Rule: n consonants are drawn from b, d, g with equal chance; then b becomes ba, d becomes dii and g becomes guuu.
    The target at step t is the letter at t + 1.

    Args:
        rng: decides the consonants.
        n: how many consonants; there are 2 to 4 letters for each, 3 on average.

    Returns:
        `Letters`, with the features of Elman's table 1 in `FEATURES` order.

    Raises:
        ValueError: n below 1; TypeError: n is not an integer.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n)
    symbols = "".join(SYLLABLES["bdg"[k]] for k in rng.integers(0, 3, size=n))
    return Letters(encode(symbols, dtype), symbols, np.array([symbol in "aiu" for symbol in symbols]))


def encode(symbols: str, dtype: Any = np.float64) -> Array:
    """The features of each letter: (T, 6).

    Raises:
        ValueError: no letters, or one that is none of b, d, g, a, i, u.
    """
    check_text(symbols=symbols)
    check_dtype(dtype=dtype)
    unknown = sorted(set(symbols) - set(VECTORS))
    if unknown or not symbols:
        raise ValueError(f"symbols: expected letters among {''.join(VECTORS)}, got {unknown or 'none'}")
    return np.array([VECTORS[symbol] for symbol in symbols], dtype)


def solver(symbols: str) -> list[str]:
    """What can be known: for each letter but the first, the letters that are possible there, from those before it.

    A vowel is known exactly ("i"); where a consonant comes, every one is possible ("bdg"). `solver(s)[t]` is about
    s[t + 1] and uses nothing but s[0] to s[t].

    Raises:
        ValueError: the stream breaks the rule, or does not begin with a consonant.
    """
    check_text(symbols=symbols)
    predictions, syllable = [], ""
    for symbol in symbols[:-1]:
        syllable += symbol
        whole_syllable = SYLLABLES.get(syllable[0], "")
        if not whole_syllable.startswith(syllable):
            raise ValueError(f"symbols: expected syllables {', '.join(SYLLABLES.values())}, got {syllable!r}")
        if syllable == whole_syllable:
            predictions.append("bdg")
            syllable = ""
        else:
            predictions.append(whole_syllable[len(syllable)])
    return predictions


def chance() -> float:
    """The share of letters that the best constant guess gets right: u is one letter in three."""
    return 1 / 3
