"""Exercise train.standardise: mean 0 and standard deviation 1, by the statistics of the training part alone."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def standardise(train, test):
    mean = train.mean(axis=0)
    std = train.std(axis=0)
    return (train - mean) / std, (test - mean) / std, mean, std


def data(rng, *shape, dtype=np.float64):
    # Away from zero and from one, or what is left out would not show. float32 keeps few digits of a large mean.
    centre, size = 3 * numbers(rng, *shape[1:]) + 2, 1 + np.abs(3 * numbers(rng, *shape[1:]))
    return (centre + size * numbers(rng, *shape)).astype(dtype)


def cases(rng):
    yield Case({"train": data(rng, 7, 3), "test": data(rng, 5, 3)}, "random numbers")
    yield Case({"train": data(rng, 6, 2, dtype=np.float32), "test": data(rng, 4, 2, dtype=np.float32)}, "float32")
    yield Case({"train": data(rng, 4, 5), "test": data(rng, 9, 5)}, "a test part longer than the training part")
    yield Case({"train": data(rng, 8), "test": data(rng, 3)}, "a series: one number a row")
    yield Case({"train": data(rng, 3, 1), "test": data(rng, 1, 1)}, "one column, one row to test")
    yield Case({"train": 1e-3 * data(rng, 6, 2), "test": 1e-3 * data(rng, 4, 2)}, "small numbers")
    yield Case({"train": 1e-10 * data(rng, 6, 2), "test": 1e-10 * data(rng, 4, 2)}, "tiny numbers")
    yield Case({"train": 1e6 * data(rng, 6, 2), "test": 1e6 * data(rng, 4, 2)}, "large numbers")
    yield Case({"train": data(rng, 6, 2), "test": 100 * data(rng, 4, 2)}, "a test part far from the training part")


EXERCISE = Exercise(
    name="train.standardise",
    title="Standardise by the training part",
    chapter=9,
    points=1,
    section=("training-normalising", "Normalising the data"),
    arguments={"train": "N D or N", "test": "M D or M"},
    returns=(("train", "N D or N"), ("test", "M D or M"), ("mean", None), ("std", None)),
    cases=cases,
    worked=standardise,
    tested="random numbers of unequal sizes, a series, a single column, small numbers, float64 and float32",
    mistakes=load("train.standardise", shared=("train",)),
)
