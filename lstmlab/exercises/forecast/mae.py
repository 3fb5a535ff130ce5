"""Exercise forecast.mae: how wrong a forecast is."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def mae(y, yhat):
    return np.abs(y - yhat).mean()


def cases(rng):
    yield Case({"y": numbers(rng, 5), "yhat": numbers(rng, 5)}, "random numbers")
    yield Case({"y": 20 + 8 * numbers(rng, 4), "yhat": 20 + 8 * numbers(rng, 4)}, "temperatures")
    yield Case({"y": numbers(rng, 6, dtype=np.float32), "yhat": numbers(rng, 6, dtype=np.float32)}, "float32 numbers")
    yield Case({"y": np.array([20.0, 25.0, 28.0]), "yhat": np.array([21.0, 23.0, 29.0])}, "errors of both signs")
    yield Case({"y": numbers(rng, 4, 3), "yhat": numbers(rng, 4, 3)}, "several forecasts, one a row")
    yield Case({"y": np.array([-3.0, 0.0]), "yhat": np.array([-5.0, 0.0])}, "temperatures of zero and below")
    yield Case({"y": np.array([2.5]), "yhat": np.array([4.0])}, "a single forecast")
    yield Case({"y": 1e6 * numbers(rng, 6), "yhat": 1e6 * numbers(rng, 6)}, "large numbers")
    yield Case({"y": 1e-5 * numbers(rng, 6), "yhat": 1e-5 * numbers(rng, 6)}, "small numbers")


EXERCISE = Exercise(
    name="forecast.mae",
    title="Mean absolute error",
    chapter=10,
    points=1,
    section=("forecast-error", "How wrong is a forecast?"),
    arguments={"y": "K or N K", "yhat": "K or N K"},
    returns="",
    cases=cases,
    worked=mae,
    tested="errors of both signs, one forecast and several, temperatures below zero, in float64 and float32",
    mistakes=load("forecast.mae"),
)
