"""Forecasts without a net: rules of one line, a linear window, and two methods of statistics.

A rule knows the months before `start`, and which of them belong to years that have ended (`known`).

Source of the last two: P. R. Winters, "Forecasting Sales by Exponentially Weighted Moving Averages", Management Science
6 (1960); G. E. P. Box and G. M. Jenkins, "Time Series Analysis: Forecasting and Control", Holden-Day (1970).
"""

import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lstmlab.shapes import Array

PERIOD = 12


class Asked(NamedTuple):
    """What is asked: celsius before the first month to forecast, entries of full years, months to forecast."""

    celsius: Array
    known: int
    horizon: int


class Said(NamedTuple):
    """Forecasts (horizon,), and the ends of the interval of 80 % that the method itself gives, if it gives one."""

    mean: Array
    low: Array | None = None
    high: Array | None = None


def _months(asked: Asked) -> Array:
    """Calendar months to forecast, counted from 0."""
    return (len(asked.celsius) + np.arange(asked.horizon)) % PERIOD


def _course(asked: Asked) -> Array:
    return asked.celsius[: asked.known].reshape(-1, PERIOD).mean(axis=0)


def constant(asked: Asked, _: Any) -> Said:
    return Said(np.full(asked.horizon, asked.celsius[: asked.known].mean()))


def climatology(asked: Asked, _: Any) -> Said:
    return Said(_course(asked)[_months(asked)])


def seasonal_naive(asked: Asked, _: Any) -> Said:
    return Said(asked.celsius[len(asked.celsius) - PERIOD + np.arange(asked.horizon) % PERIOD])


def both(asked: Asked, _: Any) -> Said:
    return Said((climatology(asked, None).mean + seasonal_naive(asked, None).mean) / 2)


def level(asked: Asked, last: int) -> Said:
    """Climatology, moved by the mean departure of the last months from it."""
    away = asked.celsius - _course(asked)[np.arange(len(asked.celsius)) % PERIOD]
    return Said(climatology(asked, None).mean + away[-last:].mean())


def trend(asked: Asked, _: Any) -> Said:
    """A mean for each month and a straight line through all years, by least squares."""
    places = np.arange(len(asked.celsius) + asked.horizon)
    columns = np.column_stack([places[:, None] % PERIOD == np.arange(PERIOD), places / PERIOD])
    seen, later = columns[: len(asked.celsius)], columns[len(asked.celsius) :]
    return Said(later @ np.linalg.lstsq(seen, asked.celsius, rcond=None)[0])


def linear(asked: Asked, width: int) -> Said:
    """A weighted sum of the last months for each month ahead, by least squares on the full years."""
    before = asked.celsius[: asked.known]
    rows = np.lib.stride_tricks.sliding_window_view(before, width + asked.horizon)
    with_one = np.column_stack([rows[:, :width], np.ones(len(rows))])
    weights = np.linalg.lstsq(with_one, rows[:, width:], rcond=None)[0]
    return Said(np.append(asked.celsius[-width:], 1.0) @ weights)


def holt_winters(asked: Asked, form: str) -> Said:
    """Level, season and trend ("no trend", "damped", "trend") by exponential smoothing."""
    from statsmodels.tsa.holtwinters import ExponentialSmoothing

    fitted = ExponentialSmoothing(
        asked.celsius,
        trend=None if form == "no trend" else "add",
        damped_trend=form == "damped",
        seasonal="add",
        seasonal_periods=PERIOD,
        initialization_method="estimated",
    ).fit()
    return Said(fitted.forecast(asked.horizon))


# Of SARIMA: order, seasonal order, trend.
ORDERS = {
    "(1,0,0)(0,1,1)": ((1, 0, 0), (0, 1, 1, PERIOD), "n"),
    "(1,0,0)(0,1,1) with drift": ((1, 0, 0), (0, 1, 1, PERIOD), "c"),
    "(0,1,1)(0,1,1)": ((0, 1, 1), (0, 1, 1, PERIOD), "n"),
}


def sarima(asked: Asked, form: str) -> Said:
    """Autoregression and moving averages of the series and of its differences over a year."""
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    order, seasonal, drift = ORDERS[form]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # starting values of short series
        fitted = SARIMAX(asked.celsius, order=order, seasonal_order=seasonal, trend=drift).fit(disp=False, maxiter=200)
    found = fitted.get_forecast(asked.horizon)
    low, high = np.asarray(found.conf_int(alpha=0.2)).T
    return Said(np.asarray(found.predicted_mean), low, high)


# Each rule with what it may choose from.
RULES: dict[str, tuple[Callable[[Asked, Any], Said], tuple[Any, ...]]] = {
    "constant": (constant, ("",)),
    "climatology": (climatology, ("",)),
    "seasonal naive": (seasonal_naive, ("",)),
    "mean of these two": (both, ("",)),
    "climatology + level": (level, (6, 12, 24)),
    "climatology + trend": (trend, ("",)),
    "linear window": (linear, (6, 12, 24)),
    "Holt-Winters": (holt_winters, ("no trend", "damped", "trend")),
    "SARIMA": (sarima, tuple(ORDERS)),
}
