"""Exercise forecast.seasonal_naive: as in the last period."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def seasonal_naive(series, period, horizon):
    last = np.array(series[len(series) - period :])
    return np.array([last[h % period] for h in range(horizon)])


def cases(rng):
    yield Case({"series": numbers(rng, 17), "period": 5, "horizon": 3}, "a series that ends within a period")
    yield Case({"series": numbers(rng, 12), "period": 4, "horizon": 11}, "a horizon longer than two periods")
    yield Case({"series": numbers(rng, 19), "period": 4, "horizon": 6}, "an end within a period, and a long horizon")
    yield Case({"series": numbers(rng, 13, dtype=np.float32), "period": 4, "horizon": 6}, "float32 numbers")
    yield Case({"series": numbers(rng, 31), "period": 12, "horizon": 1}, "one step ahead")
    yield Case({"series": numbers(rng, 7), "period": 7, "horizon": 9}, "a series of one period")
    yield Case({"series": numbers(rng, 9), "period": 1, "horizon": 4}, "a period of one step")
    yield Case({"series": numbers(rng, 18), "period": 6, "horizon": 6}, "a horizon of exactly one period")


EXERCISE = Exercise(
    name="forecast.seasonal_naive",
    title="As in the last period",
    chapter=9,
    points=1,
    section=("forecast-rules", "Rules first"),
    arguments={"series": "T", "period": None, "horizon": None},
    returns="K",
    cases=cases,
    worked=seasonal_naive,
    tested="series that end within a period, horizons shorter and longer than the period, a series of one period, a "
    "period of one step, in float64 and float32",
    mistakes=load("forecast.seasonal_naive"),
)
