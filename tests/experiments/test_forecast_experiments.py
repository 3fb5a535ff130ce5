"""The forecasting experiment: choices made on earlier years, nothing of the future used, rules as in the exercises."""

import numpy as np
import pytest

from experiments import forecast
from experiments.engine import forecasts, rules
from lstmlab import data, exercises

TOKYO = data.tokyo_temperatures()
JUNE = {year: TOKYO.celsius[: 12 * (year - 2015) + 6] for year in forecast.YEARS}


def asked(year):
    return rules.Asked(JUNE[year], 12 * (year - 2015), forecasts.HORIZON)


def choosing(error):
    """Rows that choose, their errors by error(job, updates)."""
    jobs = [job for job in forecast.EXPERIMENT.jobs if job["setup"] != forecast.RULE]
    return [job | {"errors": [error(job, n) for n in forecast.SETUPS[job["setup"]].updates]} for job in jobs]


def test_a_setting_is_chosen_by_the_years_before_the_test_year_alone():
    def error(job, updates):
        good = (12, 100) if job["year"] <= 2021 else (6, 400)
        return 0.0 if (job["width"], updates) == good else 1.0 + job["l2"]

    rows = choosing(error)
    for year, good in ((2019, (12, 100)), (2022, (12, 100)), (2024, (12, 100))):
        found = forecast.chosen(rows, "LSTM", "anomalies, L2", year)
        assert (found["width"], found["updates"], found["l2"]) == (*good, 0.01)
    rows = [row | {"errors": [9.0] * len(row["errors"])} if row["year"] < 2022 else row for row in rows]
    assert forecast.chosen(rows, "LSTM", "plain, direct", 2023) == {"width": 6, "l2": 0.0, "updates": 400}


def test_the_jobs_that_follow_carry_what_was_chosen_and_other_seeds():
    jobs = forecast.then(choosing(lambda job, updates: updates + job["l2"] - job["width"]))
    assert {job["year"] for job in jobs} == {2018, *forecast.YEARS}
    assert all(job["updates"] == min(forecast.SETUPS[job["setup"]].updates) and job["width"] == 12 for job in jobs)
    assert not set(forecast.CHOOSING) & set(forecast.REPORTED)


@pytest.mark.parametrize("form, n_out", [("direct", forecasts.HORIZON), ("one step", 1)])
@pytest.mark.parametrize("width", forecast.WIDTHS)
def test_all_nets_are_about_as_large_as_the_lstm(form, n_out, width):
    wanted = forecasts.size("LSTM", width, forecasts.LSTM_UNITS, n_out)
    for net in forecasts.NETS:
        found = forecasts.size(net, width, forecasts.units(net, width, n_out), n_out)
        assert found == pytest.approx(wanted, rel=0.08)


def test_anomalies_are_what_is_left_of_the_mean_of_each_month_of_the_years_before():
    series = forecasts.series(2020, anomalies=True)
    before = TOKYO.celsius[:60].reshape(5, 12)
    np.testing.assert_allclose(series.base[:12], before.mean(axis=0))
    np.testing.assert_allclose(series.z * series.std + series.base, TOKYO.celsius)
    assert series.z[:60].std() == pytest.approx(1)


def test_anomalies_of_nothing_forecast_the_mean_of_each_month():
    params = forecasts.first_weights(np.random.default_rng(0), "LSTM", 12, 8, 6)
    params = params._replace(readout=params.readout._replace(W_y=0 * params.readout.W_y))
    said = forecasts.direct("LSTM", params, 12, 2022, anomalies=True)
    np.testing.assert_allclose(said, rules.climatology(asked(2022), None).mean)


def test_a_penalty_makes_weights_smaller():
    free, held = (
        forecasts.train("feed-forward", "direct", 6, 2019, 0, (60,), anomalies=True, l2=l2)[0] for l2 in (0.0, 0.3)
    )
    assert np.abs(held.W1).sum() < 0.5 * np.abs(free.W1).sum()


@pytest.mark.parametrize("net", forecasts.NETS)
@pytest.mark.parametrize("form, anomalies", [("direct", False), ("direct", True), ("one step", False)])
def test_no_month_after_june_changes_a_forecast(net, form, anomalies, monkeypatch):
    width = 6

    def say():
        (params,) = forecasts.train(net, form, width, 2021, 0, (2,), anomalies)
        if form == "direct":
            return forecasts.direct(net, params, width, 2021, anomalies=anomalies)
        return forecasts.month_after_month(net, params, width, 2021, truth=False)

    before = say()
    later = (TOKYO.year > 2021) | ((TOKYO.year == 2021) & (TOKYO.month > 6))
    changed = TOKYO._replace(celsius=np.where(later, 99.0, TOKYO.celsius))
    monkeypatch.setattr(forecasts, "tokyo_temperatures", lambda: changed)
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
    naive = exercises.get("forecast.seasonal_naive").worked(JUNE[year], 12, 6)
    np.testing.assert_array_equal(rules.seasonal_naive(asked(year), None).mean, naive)
    means = exercises.get("forecast.climatology").worked(TOKYO.celsius[TOKYO.year < year], 12, 12)[6:]
    np.testing.assert_allclose(rules.climatology(asked(year), None).mean, means, rtol=1e-12)
    np.testing.assert_allclose(rules.both(asked(year), None).mean, (naive + means) / 2)


def test_level_and_trend_follow_a_world_that_warms():
    months = np.arange(12 * 6 + 6)
    warming = 10 + 8 * np.sin(months / 12 * 2 * np.pi) + 0.5 * months / 12
    one = rules.Asked(warming[:-6], 60, 6)
    np.testing.assert_allclose(rules.trend(one, None).mean, warming[-6:], atol=1e-8)
    np.testing.assert_allclose(rules.level(one, 12).mean - rules.climatology(one, None).mean, 0.5 * 2.5, atol=0.3)
    np.testing.assert_allclose(rules.linear(one, 24).mean, warming[-6:], atol=1e-6)


@pytest.mark.night  # statsmodels and all that it imports
def test_the_methods_of_statistics_follow_a_world_that_warms():
    months = np.arange(12 * 6 + 6)
    warming = 10 + 8 * np.sin(months / 12 * 2 * np.pi) + 0.5 * months / 12
    one = rules.Asked(warming[:-6], 60, 6)
    for found in (rules.holt_winters(one, "trend"), rules.sarima(one, "(1,0,0)(0,1,1) with drift")):
        np.testing.assert_allclose(found.mean, warming[-6:], atol=0.2)


def test_an_interval_is_as_wide_as_the_errors_of_the_years_before_ask_for():
    truths = np.array([forecast._truth(year) for year in (2018, *forecast.YEARS)])
    off = np.array([1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0])[:, None, None]  # degrees in each year
    found = forecast.covered(forecast.Said(truths + off, []))
    np.testing.assert_allclose(found.share, [0, 1, 1, 1, 1, 1])
    # 42 errors of 2019 among 84, 126, 168, 210 and at last 252: then four fifths of all are no larger than one degree.
    np.testing.assert_allclose(found.width, [2, 4, 4, 4, 4, 2])


def test_a_promised_interval_holds_what_lies_between_its_ends():
    ends = [
        (forecast.truth(year) - 1, forecast.truth(year) + np.array([1, 1, 1, 1, -0.5, -0.5])) for year in forecast.YEARS
    ]
    found = forecast.between(ends)
    np.testing.assert_allclose(found.share, 4 / 6)
    np.testing.assert_allclose(found.width, 1.5)


def made(error):
    """Rows in which every model is off by error(model, setup) degrees."""
    jobs = [*forecast.EXPERIMENT.jobs, *forecast.then(choosing(lambda job, updates: 1.0))]
    rows = []
    for job in jobs:
        if job.get("seeds") != "choosing":
            said = forecast._truth(job["year"]) + error(job["model"], job["setup"])
            row = job | ({"mean": said} if job["setup"] == forecast.RULE else {"july": [said[-1]] * 3})
            row |= {"earlier": said[:-1]} if job["setup"] == forecast.PROPERLY else {}
            rows.append(row | ({"promised": [said[-1] - 1, said[-1] + 1]} if job["model"] == "SARIMA" else {}))
    return rows + choosing(lambda job, updates: 1.0)


@pytest.mark.parametrize("off, says", [(0.1, "holds"), (1.5, "holds when"), (9.0, "does not hold")])
def test_the_verdict_follows_the_numbers(off, says):
    size = {"constant": 7.0}
    rows = made(lambda model, setup: size.get(model, 1.0) if setup == forecast.RULE else off)
    assert forecast.verdicts(rows)[0].says == says
    table = {line[0]: line for line in forecast.tables(rows)[0].rows}
    assert table["LSTM, plain"][1].startswith(f"{off:.2f}")
    assert table["climatology"][2] == f"{np.mean(1 / forecast.scales()):.2f}"


def test_the_rule_that_had_been_best_is_named_by_the_years_before():
    rows = made(lambda model, setup: 0.5 if model == "climatology + trend" else 2.0)
    for row in rows:
        if row["model"] == "SARIMA" and row["year"] >= 2023:
            row["mean"] = forecast._truth(row["year"])  # best from now on, and too late
    np.testing.assert_allclose(forecast.best_before(rows), 0.5)
