"""The forecasting experiments: choices made on earlier years, nothing of the future used, rules as in the exercises."""

import numpy as np
import pytest

from experiments import forecast, forecast_choice
from experiments.engine import forecasts, report
from experiments.engine.store import Rows
from lstmlab import data, exercises

TOKYO = data.tokyo_temperatures()


def rows_of(name):
    return report.flat(Rows(name).stored()["rows"])


def test_windows_and_updates_are_those_that_earlier_years_chose():
    rows = rows_of("forecast_choice")
    for net in forecasts.NETS:
        for form in forecasts.FORMS:
            assert forecast.CHOSEN[net, form] == forecast_choice.chosen(rows, net, form)
    assert max(forecast_choice.YEARS) < min(forecast.YEARS)


def test_all_nets_are_about_as_large_as_the_lstm():
    for (net, form), (width, _) in forecast.CHOSEN.items():
        n_out = forecasts.HORIZON if form == "direct" else 1
        wanted = forecasts.size("LSTM", width, forecasts.LSTM_UNITS, n_out)
        assert forecasts.size(net, width, forecasts.units(net, width, n_out), n_out) == pytest.approx(wanted, rel=0.08)


@pytest.mark.parametrize("net", forecasts.NETS)
@pytest.mark.parametrize("form", forecasts.FORMS)
def test_no_month_after_june_changes_a_forecast(net, form, monkeypatch):
    width = 6
    (params,) = forecasts.train(net, form, width, 2021, 0, (2,))

    def say():
        if form == "direct":
            return forecasts.direct(net, params, width, 2021)
        return forecasts.month_after_month(net, params, width, 2021, truth=False)

    before = say()
    later = (TOKYO.year > 2021) | ((TOKYO.year == 2021) & (TOKYO.month > 6))
    changed = TOKYO._replace(celsius=np.where(later, 99.0, TOKYO.celsius))
    monkeypatch.setattr(forecasts, "tokyo_temperatures", lambda: changed)
    np.testing.assert_array_equal(say(), before)
    (params,) = forecasts.train(net, form, width, 2021, 0, (2,))
    np.testing.assert_array_equal(say(), before)


def test_with_the_truth_the_first_month_is_the_same_and_later_ones_are_not():
    (params,) = forecasts.train("LSTM", "one step", 6, 2022, 1, (20,))
    fed_back = forecasts.month_after_month("LSTM", params, 6, 2022, truth=False)
    one_step = forecasts.month_after_month("LSTM", params, 6, 2022, truth=True)
    assert fed_back[0] == one_step[0]
    assert np.all(fed_back[1:] != one_step[1:])


def test_the_month_that_is_told_is_the_one_to_come():
    series = forecasts.series(2024)
    given = forecasts.inputs("LSTM, told the month", series, np.arange(102, 108)[None])
    assert given.shape == (6, 1, 3)
    december, january = 2 * np.pi * 12 / 12, 2 * np.pi * 1 / 12
    np.testing.assert_allclose(given[-1, 0, 1:], [np.sin(january), np.cos(january)], atol=1e-12)
    np.testing.assert_allclose(given[-2, 0, 1:], [np.sin(december), np.cos(december)], atol=1e-12)


@pytest.mark.parametrize("year", forecast.YEARS)
def test_the_rules_are_those_of_the_exercises(year):
    june = TOKYO.celsius[(TOKYO.year < year) | ((TOKYO.year == year) & (TOKYO.month <= 6))]
    rules = forecast.rules(year)
    naive = exercises.get("forecast.seasonal_naive").worked(june, 12, 6)
    np.testing.assert_array_equal(rules["seasonal naive"], naive)
    means = exercises.get("forecast.climatology").worked(TOKYO.celsius[TOKYO.year < year], 12, 12)
    np.testing.assert_allclose(rules["climatology"], means[6:], rtol=1e-12)


def test_the_verdict_follows_the_numbers():
    def made(shift):
        return [
            {"net": "LSTM", "year": year, "seed": seed}
            | dict.fromkeys(("direct", "fed_back"), forecast.truth(year) + shift)
            for year in forecast.YEARS
            for seed in (0, 1)
        ]

    assert forecast.verdicts(made(0.1))[0].says == "holds"
    assert forecast.verdicts(made(1.5))[0].says == "holds when"
    assert forecast.verdicts(made(9.0))[0].says == "does not hold"
