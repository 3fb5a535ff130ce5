"""Inputs of the exercises forecast.seasonal_naive and forecast.climatology, two rules that know the calendar."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case


def calendar_cases(rng):
    yield Case({"series": numbers(rng, 17), "period": 5, "horizon": 3}, "a series that ends within a period")
    yield Case({"series": numbers(rng, 12), "period": 4, "horizon": 11}, "a horizon longer than two periods")
    yield Case({"series": numbers(rng, 19), "period": 4, "horizon": 6}, "an end within a period, and a long horizon")
    yield Case({"series": numbers(rng, 13, dtype=np.float32), "period": 4, "horizon": 6}, "float32 numbers")
    yield Case({"series": numbers(rng, 31), "period": 12, "horizon": 1}, "one step ahead")
    yield Case({"series": numbers(rng, 7), "period": 7, "horizon": 9}, "a series of one period")
    yield Case({"series": numbers(rng, 9), "period": 1, "horizon": 4}, "a period of one step")
    yield Case({"series": numbers(rng, 18), "period": 6, "horizon": 6}, "a horizon of exactly one period")
    yield Case({"series": 1e6 * numbers(rng, 14), "period": 4, "horizon": 6}, "large numbers")
    yield Case({"series": 1e-5 * numbers(rng, 15), "period": 6, "horizon": 4}, "small numbers")
