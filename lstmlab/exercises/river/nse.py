"""Exercise river.nse: the score that hydrologists use, beside always saying the mean."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def nse(y, yhat):
    if y.min() == y.max():
        raise ValueError("y is constant: there is nothing to explain")
    spread = ((y - y.mean()) ** 2).sum()
    return 1 - ((y - yhat) ** 2).sum() / spread


def cases(rng):
    for size, label in (((6,), "random numbers"), ((4, 3), "several rivers, one a row")):
        yield Case({"y": numbers(rng, *size), "yhat": numbers(rng, *size)}, label)
    yield Case({"y": numbers(rng, 7, dtype=np.float32), "yhat": numbers(rng, 7, dtype=np.float32)}, "float32 numbers")
    flow = np.array([1.0, 1.5, 9.0, 4.0, 2.0, 1.0])
    yield Case({"y": flow, "yhat": flow + 0.5 * numbers(rng, 6)}, "a good forecast of a flood")
    yield Case({"y": flow, "yhat": flow}, "a perfect forecast")
    yield Case({"y": flow, "yhat": np.full(6, flow.mean())}, "the mean as a forecast")
    yield Case({"y": flow, "yhat": flow[::-1].copy()}, "worse than the mean")
    yield Case({"y": flow, "yhat": flow + 2}, "a forecast that is too high on every day")
    yield Case({"y": np.array([3.0, 4.0]), "yhat": np.array([3.5, 4.0])}, "two days")
    yield Case({"y": np.full(5, 2.0), "yhat": 2 + numbers(rng, 5)}, "a constant y: there is nothing to explain")
    yield Case({"y": np.full(4, 2.0), "yhat": np.full(4, 2.0)}, "a constant y, and a forecast that is right")
    yield Case({"y": 1e6 * numbers(rng, 6), "yhat": 1e6 * numbers(rng, 6)}, "large numbers")
    yield Case({"y": 1e-8 * numbers(rng, 6), "yhat": 1e-8 * numbers(rng, 6)}, "small numbers")


EXERCISE = Exercise(
    name="river.nse",
    title="Nash-Sutcliffe efficiency",
    chapter=10,
    points=1,
    section=("forecast-river", "A river that remembers the winter"),
    arguments={"y": "T or N T", "yhat": "T or N T"},
    returns="",
    cases=cases,
    worked=nse,
    tested="forecasts that are perfect, good, as good as the mean and worse, a flow that never changes, several rivers "
    "at once, in float64 and float32",
    mistakes=load("river.nse"),
)
