"""text.encode: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("text.encode")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def encode_as_a_list(text, index):
    return [index[character] for character in text]


@right
def encode_with_map(text, index):
    return np.array(list(map(index.get, text)), dtype=np.int32)


@right
def encode_with_fromiter(text, index):
    return np.fromiter((index[character] for character in text), dtype=np.int64, count=len(text))


@right
def encode_into_zeros(text, index):
    codes = np.zeros(len(text), dtype=int)
    for t, character in enumerate(text):
        codes[t] = index[character]
    return codes


@right
def encode_with_a_table(text, index):
    table = np.zeros(1000, dtype=np.int64)
    for symbol, number in index.items():
        table[ord(symbol)] = number
    return table[[ord(character) for character in text]] if text else np.array([], dtype=int)


@wrong("code-numbers")
def _(text, index):
    return np.frombuffer(text.encode("latin-1"), dtype=np.uint8).astype(int)


@wrong(says="whole numbers")
def _(text, index):
    codes = np.zeros(len(text))
    for t, symbol in enumerate(text):
        codes[t] = index[symbol]
    return codes


@wrong("one-hot")
def _(text, index):
    rows = np.zeros((len(text), len(index)), dtype=int)
    for t, symbol in enumerate(text):
        rows[t, index[symbol]] = 1
    return rows


@wrong("vocabulary-of-its-own")
def _(text, index):
    order = sorted(set(text))
    return np.array([order.index(symbol) for symbol in text], dtype=int)


@wrong("counted-from-one")
def _(text, index):
    return [index[symbol] + 1 for symbol in text]


@wrong("backward")
def _(text, index):
    return np.array([index[symbol] for symbol in text[::-1]])


@wrong("last-missing")
def _(text, index):
    return np.array([index[text[t]] for t in range(len(text) - 1)], dtype=int)


@wrong(says=("error", "TypeError"))
def _(text, index):
    return np.array([index(symbol) for symbol in text])


@wrong(says="the axis T is missing")
def _(text, index):
    for symbol in text:
        return index[symbol]


@wrong("words", says="a KeyError")
def _(text, index):
    return np.array([index[word] for word in text.split()])


@wrong("places-in-the-text")
def _(text, index):
    return np.arange(len(text))


ANSWERS.equivalent = {
    "`return np.array([index[symbol] for symbol in text])` -> `return [index[symbol] for symbol in text]`": (
        "a list of whole numbers counts as an array"
    ),
}
