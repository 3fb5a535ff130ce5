"""Exercise forecast.make_windows: windows, and for each of them all values up to the horizon."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def make_windows(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("the series is too short for one window and its targets")
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width : k + width + horizon] for k in range(n)])
    return X, Y


def cases(rng):
    yield Case({"series": numbers(rng, 13), "width": 4, "horizon": 3}, "a horizon of three")
    yield Case({"series": numbers(rng, 11, dtype=np.float32), "width": 3, "horizon": 2}, "float32 numbers")
    yield Case({"series": numbers(rng, 12), "width": 4, "horizon": 1}, "a horizon of one: Y still has two axes")
    yield Case({"series": numbers(rng, 5), "width": 1, "horizon": 2}, "a window of one value")
    yield Case({"series": numbers(rng, 10), "width": 2, "horizon": 5}, "a horizon longer than the window")
    yield Case({"series": numbers(rng, 6), "width": 4, "horizon": 2}, "a series with room for one window")
    yield Case({"series": 1e6 * numbers(rng, 9), "width": 3, "horizon": 2}, "large numbers")
    yield Case({"series": 1e-5 * numbers(rng, 9), "width": 3, "horizon": 2}, "small numbers")
    yield Case({"series": numbers(rng, 6), "width": 4, "horizon": 3}, "a series that is one value too short")
    yield Case({"series": numbers(rng, 4), "width": 5, "horizon": 2}, "a series shorter than the window")


EXERCISE = Exercise(
    name="forecast.make_windows",
    title="Windows with all their targets",
    chapter=10,
    points=2,
    section=("forecast-windows", "Windows with six targets"),
    arguments={"series": "T", "width": None, "horizon": None},
    returns=(("X", "n width"), ("Y", "n horizon")),
    cases=cases,
    worked=make_windows,
    tested="horizons of one and more, a window of one value, a series with room for exactly one window, and series "
    "that are too short",
    mistakes=load("forecast.make_windows"),
)
