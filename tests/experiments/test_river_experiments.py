"""The river experiment: choices made on other rivers and years, nothing of the future used, controls that control."""

import numpy as np
import pytest

from experiments import river as experiment
from experiments.engine import nets, report, rivers
from experiments.engine.store import Rows
from lstmlab import trees
from lstmlab.tasks import river

SNOW = rivers.series("snow", 0)


def test_rate_and_first_bias_are_those_that_other_rivers_chose():
    rows = report.flat(Rows("river").stored()["rows"])
    for net in rivers.NETS:
        told = [row for row in rows if row["model"] == net and row["place"] not in experiment.CHOOSING_PLACES]
        assert {(row["rate"], row["keep"]) for row in told} == {experiment.chosen(rows, net)}
    assert not set(experiment.CHOOSING_PLACES) & {place for places in experiment.PLACES.values() for place in places}
    assert experiment.CHOOSING_SEED not in experiment.SEEDS
    assert len({len(settings) for settings in experiment.SETTINGS.values()}) == 1  # the same number of trials


def test_the_best_mean_over_the_rivers_that_choose_decides_and_no_other_river():
    scores = {(rate, keep): 0.5 + rate - keep / 100 for rate, keep in experiment.GATED}
    rows = [
        {"model": "GRU", "rate": rate, "keep": keep, "place": place, "efficiency": score + sign * 0.3}
        for (rate, keep), score in scores.items()
        for place, sign in zip(experiment.CHOOSING_PLACES, (1, -1), strict=True)
    ]
    elsewhere = {"model": "GRU", "rate": 0.01, "keep": 5.0, "place": 0, "efficiency": 0.99}
    assert experiment.chosen([*rows, elsewhere], "GRU") == (0.1, 1.0)


def test_all_nets_are_about_as_large_as_the_lstm():
    for net in rivers.NETS:
        assert rivers.weights(net) == pytest.approx(rivers.weights("LSTM"), rel=0.05)


def test_no_test_year_changes_what_is_trained_fitted_or_scaled():
    later = slice(rivers.TEST, rivers.END)
    xs, flow = SNOW.xs.copy(), SNOW.flow.copy()
    xs[later], flow[later] = 5.0, 9.0
    other = rivers.Series(xs, flow, SNOW.stores)
    ours, theirs = (rivers.train("LSTM", 0.01, 3.0, one, seed=0, updates=2) for one in (SNOW, other))
    assert trees.count(ours.params) > 0
    for (_, a), (_, b) in zip(trees.leaves(ours.params), trees.leaves(theirs.params), strict=True):
        np.testing.assert_array_equal(a, b)
    assert ours.chosen == theirs.chosen
    np.testing.assert_array_equal(rivers.climatology(SNOW), rivers.climatology(other))
    known = slice(rivers.TRAIN, rivers.TEST)  # before that, a window reaches back beyond the first day
    before = rivers.linear(SNOW, 7, True)[known]
    np.testing.assert_allclose(rivers.linear(other, 7, True)[known], before, rtol=1e-10)


def test_what_is_said_of_a_day_knows_nothing_of_later_days():
    cell, params = nets.make(np.random.default_rng(0), "GRU", 2, 5, 1)
    xs = SNOW.xs.copy()
    xs[rivers.TEST + 50 :] = 3.0
    other = SNOW._replace(xs=xs)
    ours, theirs = (rivers.answers(cell, params, one, rivers.TEST, rivers.END)[:50] for one in (SNOW, other))
    np.testing.assert_array_equal(ours, theirs)


def test_days_before_the_state_can_know_do_not_count():
    rng = np.random.default_rng(0)
    outputs, targets = rng.normal(size=(2, rivers.WARM + 7, 3, 1))
    loss, gradient = rivers.late_mse(outputs, targets)
    assert loss == pytest.approx(np.mean((outputs - targets)[rivers.WARM :] ** 2))
    assert (gradient[: rivers.WARM] == 0).all()
    step = np.zeros_like(outputs)
    step[rivers.WARM + 2, 1] = 1e-6
    change = (rivers.late_mse(outputs + step, targets)[0] - rivers.late_mse(outputs - step, targets)[0]) / 2e-6
    assert gradient[rivers.WARM + 2, 1, 0] == pytest.approx(change, rel=1e-4)


def test_the_states_are_those_of_the_whole_sequence():
    cell, params = nets.make(np.random.default_rng(0), "Elman", 2, 4, 1)
    short = rivers.Series(SNOW.xs, SNOW.flow, None)
    held = rivers.states(cell, params, short)
    said = held @ params.readout.W_y + params.readout.b_y
    data = rivers.scaled(short)
    np.testing.assert_allclose(
        rivers.answers(cell, params, short, 0, rivers.END), said[:, 0] * data.spread + data.mean, rtol=1e-3, atol=1e-3
    )


def test_the_efficiency_by_years_adds_up_to_that_of_all_test_years():
    said = rivers.climatology(SNOW)
    errors, spreads = rivers.by_year(SNOW, said)
    part = slice(rivers.TEST, rivers.END)
    assert 1 - sum(errors) / sum(spreads) == pytest.approx(river.nse(SNOW.flow[part], said[part]), abs=1e-4)
    runs = experiment.Runs(np.array([[errors]]), np.array([spreads]))
    assert experiment._efficiency(runs) == pytest.approx(1 - sum(errors) / sum(spreads))
    low, high = np.quantile(experiment._efficiency(runs, 500), (0.025, 0.975))
    assert low < experiment._efficiency(runs) < high


def test_a_probe_reads_what_is_there_and_no_shuffled_days():
    rng = np.random.default_rng(0)
    snow = SNOW.stores[:, 0]
    held = np.column_stack([rng.normal(size=len(snow)), 3 - 0.01 * snow, rng.normal(size=len(snow))])
    found = experiment._inside(SNOW, held)
    assert found["units"][0] == 1
    assert found["correlations"][0] == pytest.approx(-1)
    assert found["season_removed"] == pytest.approx(-1)
    assert found["probe"][0] == found["departures"] == 1
    assert abs(found["shuffled"]) < 0.05
    assert found["other_year"] < 0.95  # the season alone


def test_a_unit_that_knows_the_season_alone_is_found_out():
    season = np.tile(SNOW.stores[rivers.TRAIN : rivers.CHOOSE, 0].reshape(-1, rivers.YEAR).mean(axis=0), 28)
    found = experiment._inside(SNOW, season[:, None] + np.random.default_rng(0).normal(size=(len(season), 2)))
    assert abs(found["correlations"][0]) > 0.8
    assert abs(found["season_removed"]) < 0.2
    assert found["departures"] < 0.2


def jobs():
    """Those that follow where each cell chose the first of its settings."""
    rows = []
    for job in experiment.EXPERIMENT.jobs:
        first = experiment.SETTINGS[job["model"]][0] == (job["rate"], job["keep"])
        rows.append(job | {"efficiency": float(first), "update": 50})
    return experiment.then(rows)


def made(**size):
    """Rows in which each model leaves this share of the spread."""
    rng = np.random.default_rng(0)
    rows = []
    for job in jobs():
        spreads = 100 + rng.random(8)
        share = size.get(f"{job['model']} {job['kind']}", size.get(job["model"], 0.8))
        rows.append(job | {"errors": list(share * spreads), "spreads": list(spreads)})
    return rows


@pytest.mark.parametrize(
    "sizes, says, words",
    [
        ({"LSTM": 0.1}, "holds", "on rivers fed by snow"),
        ({"LSTM": 0.1, "GRU": 0.1}, "holds when", "a GRU counts as one too"),
        (
            {"LSTM": 0.1, "GRU": 0.1, "LSTM Au Saumon": 0.9},
            "holds when",
            "a GRU counts as one too and the river is simulated (on the real one",
        ),
        ({"LSTM": 0.9}, "does not hold", "not clearly behind"),
    ],
)
def test_the_verdict_follows_the_numbers(sizes, says, words):
    (verdict,) = experiment.verdicts(made(**sizes))
    assert verdict.says == says
    assert words in verdict.because
