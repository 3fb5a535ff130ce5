"""Exercise forecast.seasonal_naive: as in the last period."""

import numpy as np

from lstmlab.exercises.forecast.calendar_cases import calendar_cases
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Exercise


def seasonal_naive(series, period, horizon):
    last = np.array(series[len(series) - period :])
    return np.array([last[h % period] for h in range(horizon)])


EXERCISE = Exercise(
    name="forecast.seasonal_naive",
    title="As in the last period",
    chapter=10,
    points=1,
    section=("forecast-rules", "Rules first"),
    arguments={"series": "T", "period": None, "horizon": None},
    returns="K",
    cases=calendar_cases,
    worked=seasonal_naive,
    tested="series that end within a period, horizons shorter and longer than the period, a series of one period, a "
    "period of one step, large and small numbers, float64 and float32",
    mistakes=load("forecast.seasonal_naive"),
)
