"""The experiments of chapter 9 on the temperatures: nothing of a test year is used, choices come from earlier years."""

import numpy as np
import pytest

from experiments import overfitting, softsign
from lstmlab import data

TOKYO = data.tokyo_temperatures()


def with_later(monkeypatch, year):
    """From this year on the months are others."""
    changed = TOKYO._replace(celsius=np.where(TOKYO.year >= year, 40.0, TOKYO.celsius))
    monkeypatch.setattr(data, "tokyo_temperatures", lambda: changed)


@pytest.mark.parametrize("way", ["plain", "in degrees", "half the windows", "a year more"])
def test_what_is_learnt_from_and_scaled_by_ends_before_the_test_year(way, monkeypatch):
    X, Y, (trained, validation, test), std = overfitting._months(way, 2021)
    with_later(monkeypatch, 2021)
    other_X, other_Y, _, other_std = overfitting._months(way, 2021)
    assert std == other_std
    for part in (trained, validation):
        np.testing.assert_array_equal(X[part], other_X[part])
        np.testing.assert_array_equal(Y[part], other_Y[part])
    assert (Y[test] != other_Y[test]).all()
    assert validation.stop == test.start
    assert len(Y[validation]) == len(Y[test]) == 12
    first_of_test = 12 * (2021 - 2015)
    assert trained.stop + overfitting.WIDTH == (first_of_test if way == "a year more" else first_of_test - 12)


def test_half_the_windows_are_the_later_half_and_a_year_more_is_twelve_more():
    count = {way: len(range(108)[overfitting._months(way, 2022)[2][0]]) for way in overfitting.STRENGTHS}
    assert count["plain"] == count["L2"] == count["dropout"] == 60
    assert count["half the windows"] == 30
    assert count["a year more"] == 72
    parts = overfitting._months("half the windows", 2022)[2]
    assert parts[0].stop == overfitting._months("plain", 2022)[2][0].stop


def test_the_gradient_is_that_of_the_loss():
    rng = np.random.default_rng(0)
    params = overfitting.init.feedforward(rng, 12, 5, 1)
    batch = rng.normal(size=(7, 12)), rng.normal(size=(7, 1))
    gradients = overfitting._gradients(0.0, rng)
    _, grads = gradients(params, batch)
    for name in params._fields:
        step = np.zeros_like(getattr(params, name))
        step.flat[0] = 1e-6
        up, down = (
            gradients(params._replace(**{name: getattr(params, name) + sign * step}), batch)[0] for sign in (1, -1)
        )
        assert getattr(grads, name).flat[0] == pytest.approx((up - down) / 2e-6, rel=1e-4)


def made(error):
    """A row for each job, its errors by error(job, part)."""
    return [
        job | {when: [error(job, part) for part in range(3)] for when in ("end", "stopped")}
        for job in overfitting.EXPERIMENT.jobs
    ]


def test_a_strength_is_chosen_by_the_validation_years_before_the_test_year():
    def error(job, part):
        early = job["year"] <= 2020
        good = job["strength"] == (0.01 if early else 0.1)
        return (0.0 if good else 1.0) if part == overfitting.VALIDATION else job["strength"]

    rows = made(error)
    assert overfitting.chosen(rows, "L2", 2019)["strength"] == 0.01
    assert overfitting.chosen(rows, "L2", 2020)["strength"] == 0.01
    assert overfitting.chosen(rows, "L2", 2024)["strength"] == 0.1


@pytest.mark.parametrize("extra, says", [(0.01, "holds"), (0.0, "does not hold")])
def test_the_verdict_follows_the_numbers(extra, says):
    rows = made(lambda job, part: 1 + extra * job["hidden"])
    assert overfitting.verdicts(rows)[0].says == says
    if extra:
        rows = made(lambda job, part: 1 + extra * job["hidden"] * (job["way"] == "plain"))
        for row in rows:
            row["stopped"] = [1.0, 1.0, 1.0]
        (verdict,) = overfitting.verdicts(rows)
        assert verdict.says == "holds when"
        assert "to the end" in verdict.because.split(";")[0]


def test_softsign_is_tested_on_a_year_after_what_it_learns_from(monkeypatch):
    train, (_, target), *_ = softsign._temperature(np.random.default_rng(0), seed=7)
    before = train()
    with_later(monkeypatch, 2020)  # the test year of seed 7
    train, (_, other), *_ = softsign._temperature(np.random.default_rng(0), seed=7)
    for a, b in zip(before, train(), strict=True):
        np.testing.assert_array_equal(a, b)
    assert (target != other).all()
