"""Exercise ffnn.sliding_windows: pairs of a window and the value some steps after it."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def sliding_windows(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("the series is too short for one window and its target")
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width + horizon - 1] for k in range(n)])
    return X, Y


def cases(rng):
    yield Case({"series": numbers(rng, 12), "width": 4, "horizon": 1}, "the value right after the window")
    yield Case({"series": numbers(rng, 13), "width": 4, "horizon": 3}, "a horizon of three")
    yield Case({"series": numbers(rng, 11, dtype=np.float32), "width": 3, "horizon": 2}, "float32 numbers")
    yield Case({"series": numbers(rng, 5), "width": 1, "horizon": 1}, "a window of one value")
    yield Case({"series": numbers(rng, 9), "width": 2, "horizon": 5}, "a horizon longer than the window")
    yield Case({"series": 1e4 * numbers(rng, 10), "width": 3, "horizon": 2}, "large numbers")
    yield Case({"series": 1e-6 * numbers(rng, 10), "width": 3, "horizon": 2}, "small numbers")
    yield Case({"series": numbers(rng, 6), "width": 4, "horizon": 2}, "a series with room for one window")
    yield Case({"series": numbers(rng, 6), "width": 4, "horizon": 3}, "a series that is one value too short")
    yield Case({"series": numbers(rng, 4), "width": 5, "horizon": 2}, "a series shorter than the window")


EXERCISE = Exercise(
    name="ffnn.sliding_windows",
    title="Cut a series into windows and targets",
    chapter=1,
    points=2,
    section=("sliding-window", "A window over a series"),
    arguments={"series": "T", "width": None, "horizon": None},
    returns=(("X", "n width"), ("Y", "n")),
    cases=cases,
    worked=sliding_windows,
    tested="horizons of one and more, a window of one value, large and small values, a series with room for exactly "
    "one window, and series that are too short",
    mistakes=load("ffnn.sliding_windows"),
)
