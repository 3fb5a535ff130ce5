"""Exercise elman.next_symbol_pairs: a row of symbols as inputs, and the symbol after each as its target."""

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def next_symbol_pairs(indices, depth):
    X = np.zeros((len(indices) - 1, depth))
    for t in range(len(indices) - 1):
        X[t, indices[t]] = 1
    Y = np.array(indices[1:])
    return X, Y


def symbols(rng, n, k, dtype=np.int64):
    # Every symbol below k occurs, in an order of its own.
    return rng.permutation(np.arange(n) % k).astype(dtype)


def cases(rng):
    yield Case({"indices": symbols(rng, 9, 4), "depth": 4}, "random symbols")
    yield Case({"indices": symbols(rng, 8, 3), "depth": 6}, "a depth larger than the largest index")
    yield Case({"indices": symbols(rng, 7, 5, np.int32), "depth": 5}, "indices of type int32")
    yield Case({"indices": symbols(rng, 310, 300), "depth": 300}, "an alphabet of 300 symbols")
    yield Case({"indices": np.array([0, 2, 2, 0, 0]), "depth": 3}, "symbols that are repeated")
    yield Case({"indices": np.array([1, 0]), "depth": 3}, "a row of two symbols")
    yield Case({"indices": np.array([0, 0, 0]), "depth": 1}, "a single symbol repeated")


EXERCISE = Exercise(
    name="elman.next_symbol_pairs",
    title="Pairs of a symbol and the next one",
    chapter=2,
    points=2,
    section=("next-symbol", "Predicting the next symbol"),
    arguments={"indices": "T", "depth": None},
    returns=(("X", "T-1 depth"), ("Y", "T-1")),
    integers=("Y",),
    cases=cases,
    worked=next_symbol_pairs,
    tested="random rows of symbols, repeated symbols, a depth larger than the largest index, an alphabet of 300 "
    "symbols, and the shortest row that has a pair",
    mistakes=load("elman.next_symbol_pairs"),
)
