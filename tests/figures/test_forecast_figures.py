"""The figure of chapter 10: what it forecasts is what the rules, the weights and the LSTM of the package forecast."""

import numpy as np
import pytest

from experiments.engine import forecasts
from lstmlab import data, exercises, network, readout
from lstmlab.cells import lstm
from lstmlab.figures import forecast_explorer
from lstmlab.figures.forecast_explorer import ForecastExplorer, net

TOKYO = data.tokyo_temperatures()


def before(start):
    """The series up to the month before the forecast."""
    return TOKYO.celsius[: 108 + start - 1]


@pytest.mark.parametrize("start,horizon", [(1, 12), (7, 6), (10, 3), (12, 1)])
def test_the_rules_are_those_of_the_exercises(start, horizon):
    naive = exercises.get("forecast.seasonal_naive").worked(before(start), 12, horizon)
    np.testing.assert_allclose(ForecastExplorer(model="naive", start=start, horizon=horizon).values["forecast"], naive)
    # The climatology of the figure knows 2015 to 2023 alone: no month of the year that it forecasts.
    january = exercises.get("forecast.climatology").worked(TOKYO.celsius[:108], 12, 12)
    values = ForecastExplorer(model="climatology", start=start, horizon=horizon).values
    np.testing.assert_allclose(values["forecast"], january[start - 1 : start - 1 + horizon], atol=1e-6)


@pytest.mark.parametrize("window", [1, 6, 12, 24])
def test_the_linear_window_is_fitted_to_2015_to_2023_alone(window):
    X, Y = exercises.get("forecast.make_windows").worked(TOKYO.celsius[:108], window, 1)
    weights = np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), Y[:, 0], rcond=None)[0]
    said = ForecastExplorer(model="linear", window=window, start=4, horizon=1).values["forecast"]
    assert said[0] == pytest.approx(before(4)[-window:] @ weights[:-1] + weights[-1], abs=0.05)


@pytest.mark.parametrize("window,start", [(6, 7), (1, 3), (12, 1), (24, 12)])
def test_the_lstm_is_the_packages_own_cell(window, start):
    cell = lstm.Params(net.W_X[None], net.W_H, net.B)
    params = network.Params(cell, readout.Params(net.W_Y[:, None], np.array([net.B_Y])))
    xs = ((before(start)[-window:] - net.MEAN) / net.STD)[:, None, None]
    y = network.forward(lstm, params, xs, mode="many-to-one")[0][0, 0] * net.STD + net.MEAN
    values = ForecastExplorer(model="lstm", window=window, start=start, horizon=1).values
    assert values["forecast"][0] == pytest.approx(y, abs=1e-10)


def test_the_weights_of_the_lstm_are_those_that_training_finds():
    (params,) = forecasts.train("LSTM", "one step", net.WIDTH, 2024, 0, (net.UPDATES,))
    ours = (net.W_X, net.W_H, net.B, net.W_Y, np.array([net.B_Y]))
    theirs = (params.cell.W_x[0], params.cell.W_h, params.cell.b, params.readout.W_y[:, 0], params.readout.b_y)
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, atol=0.01)  # three decimals are kept, and processors round differently


def test_fed_back_forecasts_see_their_own_months_and_none_of_2024():
    long = ForecastExplorer(model="lstm", start=7, horizon=6).values["forecast"]
    short = ForecastExplorer(model="lstm", start=7, horizon=2).values["forecast"]
    assert long[:2] == short
    said = forecasts.month_after_month(
        "LSTM",
        forecasts.train("LSTM", "one step", net.WIDTH, 2024, 0, (net.UPDATES,))[0],
        net.WIDTH,
        2024,
        truth=False,
    )
    np.testing.assert_allclose(long, said, atol=0.1)


@pytest.mark.parametrize("model", list(forecast_explorer.MODELS))
def test_errors_and_skill_are_those_of_the_exercises(model):
    values = ForecastExplorer(model=model, start=3, horizon=8).values
    y, said, rule = (np.array(values[name]) for name in ("truth", "forecast", "climatology"))
    np.testing.assert_array_equal(y, TOKYO.celsius[110:118])
    assert values["error"] == pytest.approx(exercises.get("forecast.mae").worked(y, said))
    assert values["skill"] == pytest.approx(exercises.get("forecast.skill").worked(y, said, rule), abs=1e-12)


def test_the_horizon_ends_in_december():
    values = ForecastExplorer(start=11, horizon=6).values
    assert values["ahead"] == len(values["forecast"]) == 2
