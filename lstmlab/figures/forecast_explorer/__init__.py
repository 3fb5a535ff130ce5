"""The forecast explorer: a forecast of 2024 from any month on, by a rule, a linear window or a trained LSTM.

    climatology      the mean of the month over 2015 to 2023
    seasonal naive   the same month a year before
    linear window    y = b + sum_k w_k x_k over the last `window` months, by least squares on 2015 to 2023
    LSTM             eight units that read the last `window` months (`net`)

The last two say one month ahead. For the months after it their own forecasts take the places in the window.
"""

from functools import cache
from typing import Any

import numpy as np

from lstmlab.data import tokyo_temperatures
from lstmlab.figures.forecast_explorer import net
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Whole
from lstmlab.figures.window_explorer import MONTHS

MODELS = {"climatology": "Climatology", "naive": "Seasonal naive", "linear": "Linear window", "lstm": "LSTM"}
WIDEST = 24
FIRST_YEAR = 2022  # from here on the figure shows the series: the widest window before January 2024 fits in
LEAST = 3  # months that the puzzle asks for


@cache
def _celsius() -> tuple[float, ...]:
    """2022 to 2024, the months that the figure shows."""
    tokyo = tokyo_temperatures()
    return tuple(tokyo.celsius[tokyo.year >= FIRST_YEAR].tolist())


@cache
def _means() -> tuple[float, ...]:
    """The mean of each month, 2015 to 2023."""
    tokyo = tokyo_temperatures()
    return tuple(tokyo.celsius[tokyo.year < 2024].reshape(-1, 12).mean(axis=0).round(6).tolist())


@cache
def _linear() -> tuple[tuple[float, ...], ...]:
    """Weights of the linear window for each width from 1 to 24: w_1, ..., w_width, b."""
    tokyo = tokyo_temperatures()
    before = tokyo.celsius[tokyo.year < 2024]
    found = []
    for width in range(1, WIDEST + 1):
        rows = np.lib.stride_tricks.sliding_window_view(before, width + 1)
        with_one = np.column_stack([rows[:, :-1], np.ones(len(rows))])
        weights = np.linalg.lstsq(with_one, rows[:, -1], rcond=None)[0]
        found.append(tuple(weights.round(4).tolist()))
    return tuple(found)


def compute(model: str, window: int, start: int, horizon: int) -> dict[str, Any]:
    """A forecast of 2024 beside what was measured.

    Args:
        model: "climatology", "naive", "linear" or "lstm".
        window: months that the linear window and the LSTM see.
        start: the first month that is forecast, 1 for January 2024.
        horizon: how many months; those after December 2024 are left out.

    Returns:
        ahead: months that are forecast. forecast, truth, climatology, naive: (ahead,) in degrees Celsius.
        error, climatology_error, naive_error: mean absolute errors. skill: 1 - error / climatology_error.
    """
    ahead = min(horizon, 13 - start)
    first = 12 * (2024 - FIRST_YEAR) + start - 1
    celsius = _celsius()
    truth = list(celsius[first : first + ahead])
    climatology = [_means()[start - 1 + h] for h in range(ahead)]
    naive = list(celsius[first - 12 : first - 12 + ahead])
    if model in ("climatology", "naive"):
        forecast = climatology if model == "climatology" else naive
    else:
        forecast = _fed_back(model, list(celsius[first - window : first]), ahead)
    climatology_error = _error(climatology, truth)
    naive_error = _error(naive, truth)
    error = _error(forecast, truth)
    return {
        "ahead": ahead,
        "labels": [MONTHS[start - 1 + h][:3] for h in range(ahead)],
        "forecast": forecast,
        "truth": truth,
        "climatology": climatology,
        "naive": naive,
        "error": error,
        "climatology_error": climatology_error,
        "naive_error": naive_error,
        "skill": 1 - error / climatology_error,
        "unmet": _unmet(model, ahead, error, {"climatology": climatology_error, "naive": naive_error}),
    }


def _unmet(model: str, ahead: int, error: float, rules: dict[str, float]) -> list[str]:
    """What is missing for a headline in favour of the LSTM; empty where the choice of months gives it."""
    if model != "lstm":
        return ["model"]
    if ahead < LEAST:
        return ["months"]
    return [name for name, other in rules.items() if error >= other][:1]


def _error(said: list[float], truth: list[float]) -> float:
    return sum(abs(a - b) for a, b in zip(said, truth, strict=True)) / len(truth)


def _fed_back(model: str, seen: list[float], ahead: int) -> list[float]:
    said = []
    for _ in range(ahead):
        y = _linear_step(seen) if model == "linear" else net.step(seen)
        said.append(y)
        seen = [*seen[1:], y]
    return said


def _linear_step(seen: list[float]) -> float:
    *weights, y = _linear()[len(seen) - 1]
    for weight, value in zip(weights, seen, strict=True):
        y += weight * value
    return y


WORDS = {
    "alt": "Monthly mean temperature of Tokyo, 2022 to 2024, with a forecast of {ahead:# month|# months} of 2024 by "
    "{by[model]}. Forecast in °C, in brackets what was measured: {told}. {result}",
    "by": {
        "climatology": "the climatology, the mean of each month from 2015 to 2023",
        "naive": "the seasonal naive rule, the same month of 2023",
        "linear": "a linear window of {window:# month|# months}, fed back",
        "lstm": "an LSTM that reads {window:# month|# months}, fed back",
    },
    "told": {"each": "forecast", "say": "{labels[key]} {item:1} ({truth[key]:1})"},
    "result": "Mean absolute error {error:2} °C, beside {beside[model]}.",
    "beside": {"climatology": "{by_naive}", "naive": "{by_climatology}", "else": "{by_climatology} and {by_naive}"},
    "by_climatology": "{climatology_error:2} °C by climatology",
    "by_naive": "{naive_error:2} °C by seasonal naive",
    "unmet": {
        "model": "The headline is about the LSTM: choose it.",
        "months": "Forecast at least {least} months.",
        "climatology": "Here climatology is better: {climatology_error:2} °C, the LSTM {error:2} °C.",
        "naive": "Here the seasonal naive rule is better: {naive_error:2} °C, the LSTM {error:2} °C.",
    },
}


class ForecastExplorer(Figure):
    """Forecasts of 2024, trained on 2015 to 2023: choose the model, its window, the first month and the horizon.

    Args:
        model: "climatology", "naive", "linear" or "lstm".
        window: months that the linear window and the LSTM see.
        start: first month of 2024 that is forecast, 1 for January.
        horizon: months that are forecast, at most to December.
    """

    title = "Forecast explorer"
    model = Choice("lstm", "Forecast by", options=MODELS)
    window = Whole(net.WIDTH, "Window", low=1, high=WIDEST)
    start = Whole(7, "First month of the forecast", low=1, high=12)
    horizon = Whole(6, "Horizon", low=1, high=12)
    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "celsius": list(_celsius()),
            "first_year": FIRST_YEAR,
            "means": list(_means()),
            "linear": [list(weights) for weights in _linear()],
            "lstm": net.weights(),
            "months": list(MONTHS),
            "least": LEAST,
        }
