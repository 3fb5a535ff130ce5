"""Exercise forecast.climatology: the mean of each month as a forecast."""

import numpy as np

from lstmlab.exercises.forecast.calendar_cases import calendar_cases
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Exercise


def climatology(series, period, horizon):
    means = np.array([series[phase::period].mean() for phase in range(period)])
    return np.array([means[(len(series) + h) % period] for h in range(horizon)])


EXERCISE = Exercise(
    name="forecast.climatology",
    title="The mean of this month",
    chapter=10,
    points=1,
    section=("forecast-rules", "Rules first"),
    arguments={"series": "T", "period": None, "horizon": None},
    returns="K",
    cases=calendar_cases,
    worked=climatology,
    tested="series that end within a period, horizons shorter and longer than the period, a series of one period, a "
    "period of one step, large and small numbers, float64 and float32",
    mistakes=load("forecast.climatology"),
)
