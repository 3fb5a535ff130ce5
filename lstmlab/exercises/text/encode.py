"""Exercise text.encode: a text as a row of numbers."""

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def encode(text, index):
    return np.array([index[symbol] for symbol in text])


def cases(rng):
    # The short ones first: the first that fails is shown.
    yield Case({"text": "ba\n", "index": {"a": 3, "\n": 7, "b": 11}}, "numbers with gaps, a new line at the end")
    yield Case({"text": "Aa", "index": {"A": 0, "a": 1}}, "a capital and its small letter")
    yield Case(
        {"text": "be a bed", "index": {" ": 0, "a": 1, "b": 2, "d": 3, "e": 4, "z": 5}}, "a symbol that is unused"
    )
    index = dict(zip("abcdeXY, \n", rng.permutation(10).tolist(), strict=True))
    text = "".join(rng.choice(list("abcdeXY, \n"), size=17))
    yield Case({"text": text + "X,e", "index": index}, "a random text, numbers in an order of their own")
    yield Case({"text": "o", "index": {"n": 0, "o": 1}}, "a single character")


EXERCISE = Exercise(
    name="text.encode",
    title="A text as numbers",
    chapter=11,
    points=1,
    section=("text-encoding", "From characters to numbers"),
    arguments={"text": None, "index": None},
    returns="T",
    integers=("",),
    cases=cases,
    worked=encode,
    tested="numbers in any order, symbols that are unused, capitals, a new line at the end, and a single character",
    mistakes=load("text.encode"),
)
