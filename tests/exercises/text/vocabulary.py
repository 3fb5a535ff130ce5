"""text.vocabulary: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("text.vocabulary")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def vocabulary_with_zip(text):
    symbols = sorted(set(text))
    return symbols, dict(zip(symbols, range(len(symbols)), strict=True))


@right
def vocabulary_as_a_string(text):
    symbols = "".join(sorted(set(text)))
    return symbols, {symbol: symbols.index(symbol) for symbol in symbols}


@right
def vocabulary_as_a_tuple(text):
    symbols = tuple(sorted({*text}))
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@right
def vocabulary_with_loops(text):
    symbols = []
    for character in text:
        if character not in symbols:
            symbols.append(character)
    symbols.sort(key=ord)
    index = {}
    for symbol in symbols:
        index[symbol] = len(index)
    return symbols, index


@right
def vocabulary_with_numpy(text):
    symbols = np.unique(list(text))
    return symbols.tolist(), {str(symbol): np.int64(k) for k, symbol in enumerate(symbols)}


@wrong("order-of-appearance")
def _(text):
    symbols = []
    for character in text:
        if character not in symbols:
            symbols.append(character)
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("index-turned-round")
def _(text):
    symbols = sorted(set(text))
    return symbols, dict(enumerate(symbols))


@wrong("small-letters-only")
def _(text):
    symbols = sorted(set(text.lower()))
    return symbols, {symbol: symbols.index(symbol) for symbol in symbols}


@wrong("white-space-dropped")
def _(text):
    symbols = sorted({symbol for symbol in text if not symbol.isspace()})
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong(says="order")
def _(text):
    symbols = sorted(set(text))
    return {symbol: k for k, symbol in enumerate(symbols)}, symbols


@wrong(says="2 values")
def _(text):
    return sorted(set(text))


@wrong("counted-from-one")
def _(text):
    symbols = sorted(set(text))
    return symbols, dict(zip(symbols, range(1, len(symbols) + 1), strict=True))


@wrong("letters-only")
def _(text):
    symbols = sorted({symbol for symbol in text if symbol.isalpha()})
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("sorted-backward")
def _(text):
    symbols = sorted(set(text))[::-1]
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("not-sorted")
def _(text):
    symbols = list(set(text))
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("ends-stripped")
def _(text):
    symbols = sorted(set(text.strip()))
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("symbols-in-a-set", says="object of type set")
def _(text):
    return set(text), {symbol: k for k, symbol in enumerate(sorted(set(text)))}


@wrong("pairs", says="a list of 3")
def _(text):
    symbols = sorted(set(text))
    return symbols, [(symbol, k) for k, symbol in enumerate(symbols)]
