"""Exercise text.bits_per_character: how well a text was foretold."""

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def bits_per_character(log_probabilities):
    return -np.mean(log_probabilities) / np.log(2)


def cases(rng):
    yield Case({"log_probabilities": np.log(rng.uniform(0.05, 0.9, size=11))})
    yield Case({"log_probabilities": np.log(rng.uniform(0.05, 0.9, size=7)).astype(np.float32)}, "float32 numbers")
    yield Case({"log_probabilities": np.log(np.full(5, 0.25))}, "four symbols, all equally likely: 2 bits")
    yield Case({"log_probabilities": np.array([-0.5, -1000.0, -2.0])}, "a probability that is 0 as a float64 number")
    yield Case({"log_probabilities": np.zeros(3)}, "everything foretold for sure: 0 bits")
    yield Case({"log_probabilities": -1e-5 * rng.random(6)}, "probabilities just below 1")
    yield Case({"log_probabilities": -1e6 * rng.random(6)}, "logarithms of minus a million")
    yield Case({"log_probabilities": np.array([-1.25])}, "a single character")


EXERCISE = Exercise(
    name="text.bits_per_character",
    title="Bits per character",
    chapter=11,
    points=1,
    section=("text-bits", "Bits per character"),
    arguments={"log_probabilities": "T"},
    returns="",
    cases=cases,
    worked=bits_per_character,
    tested="random probabilities, a sure thing, a probability too small for a float64 number, and a single character",
    mistakes=load("text.bits_per_character"),
)
