"""The river: no water is lost, snow falls in frost alone, melt has a limit, and seeds repeat."""

import numpy as np
import pytest

from lstmlab.tasks import river


def generator(seed=0):
    return np.random.default_rng(seed)


def with_start(store, first):
    return np.concatenate([first[None], store])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("mean_temperature", [-4.0, 3.0, 16.0])
def test_what_falls_runs_off_goes_to_the_air_or_lies_in_a_store(seed, mean_temperature):
    rng = generator(seed)
    land = river.draw_catchment(rng)
    years = river.batch(rng, 3, 800, mean_temperature, land)
    first = river.first_stores(3, land)
    held = sum(with_start(store, start) for store, start in zip(years.stores, first, strict=True))
    fallen = years.xs[..., 0] - years.flow[..., 0] - years.loss
    np.testing.assert_allclose(np.diff(held, axis=0), fallen, atol=1e-10)  # on every day, not only in the end
    for name, store in years.stores._asdict().items():
        assert store.min() >= 0, name
    assert years.stores.soil.max() <= land.capacity
    assert years.flow.min() >= 0
    assert years.loss.min() >= 0


def test_snow_falls_below_zero_alone_and_melts_no_more_than_degrees_and_store_allow():
    land = river.Catchment()
    years = river.batch(generator(), 5, 3 * river.YEAR)
    snow = with_start(years.stores.snow, np.zeros(5))
    change, (fallen, warmth) = np.diff(snow, axis=0), years.xs.transpose(2, 0, 1)
    frost = warmth < 0
    np.testing.assert_allclose(change[frost], fallen[frost], atol=1e-12)
    assert (change[~frost] <= 0).all()
    assert (-change[~frost] <= land.melt_rate * warmth[~frost] + 1e-12).all()
    assert (-change <= snow[:-1] + 1e-12).all()
    assert (change[~frost] < 0).sum() > 100


def test_a_day_of_snow_by_hand():
    days = river.snow_step([30, 30, 30, 1], [5, 5, 5, 0], [-3, 0, 2, 10], 3)
    assert days[0].tolist() == [35, 30, 24, 0]
    assert days[1].tolist() == [0, 5, 11, 1]
    assert [float(part) for part in river.snow_step(30.0, 5.0, 2.0, 3.0)] == [24, 11]


def test_a_warm_land_has_no_snow_and_a_cold_one_a_spring_flood():
    days = np.arange(20 * river.YEAR) % river.YEAR
    cold, warm = (river.batch(generator(1), 1, 20 * river.YEAR, mean) for mean in (3.0, 16.0))
    winter, spring = (days > 70) & (days < 150), (days > 170) & (days < 220)
    assert cold.flow[spring].mean() > 5 * cold.flow[winter].mean()
    assert warm.flow[spring].mean() < 1.5 * warm.flow[winter].mean()
    assert cold.stores.snow[winter].mean() > 50 * warm.stores.snow[winter].mean()
    # The snow is gone each summer, so no year hands it on to the next.
    assert (cold.stores.snow[days == 300] == 0).all()


def test_the_weather_is_what_the_docstring_says():
    xs = river.weather(generator(2), 40, 4 * river.YEAR, 5.0)
    fallen, warmth = xs.transpose(2, 0, 1)
    wet = fallen > 0
    assert wet[1:][wet[:-1]].mean() == pytest.approx(river.WET_AFTER_WET, abs=0.02)
    assert wet[1:][~wet[:-1]].mean() == pytest.approx(river.WET_AFTER_DRY, abs=0.02)
    assert fallen[wet].mean() == pytest.approx(river.MEAN_AMOUNT, rel=0.03)
    course = 5 - 12 * np.cos(2 * np.pi * (np.arange(len(xs)) - 110) / 365)
    away = warmth - course[:, None]
    assert away.std() == pytest.approx(river.WANDER, rel=0.05)
    assert (away[1:] * away[:-1]).mean() / away.var() == pytest.approx(river.STAYS, abs=0.02)


def test_a_seed_makes_the_same_river_again_and_another_seed_another_one():
    first, again, other = (river.batch(generator(seed), 2, 50) for seed in (3, 3, 4))
    for name in ("xs", "flow", "loss"):
        np.testing.assert_array_equal(getattr(first, name), getattr(again, name))
    assert not np.array_equal(first.flow, other.flow)
    assert river.draw_catchment(generator(3)) == river.draw_catchment(generator(3))
    # The flow follows from the weather alone: nothing else is drawn.
    np.testing.assert_array_equal(river.run(first.xs).flow, first.flow)
    assert river.batch(generator(3), 2, 50, dtype=np.float32).flow.dtype == np.float32


def test_the_flow_of_a_day_knows_nothing_of_later_days():
    xs = river.weather(generator(), 2, 60)
    later = xs.copy()
    later[40:] = 7.0
    np.testing.assert_array_equal(river.run(later).flow[:40], river.run(xs).flow[:40])


def test_the_efficiency_of_the_truth_the_mean_and_worse():
    y = np.array([1.0, 2, 9, 4])
    assert river.nse(y, y) == 1
    assert river.nse(y, np.full(4, y.mean())) == 0
    assert river.nse(y, 2 * y.mean() - y) == -3
    with pytest.raises(ValueError, match="y: expected numbers that differ"):
        river.nse(np.full(3, 2.0), y[:3])
    with pytest.raises(ValueError, match=r"yhat: expected the shape of y and at least one number, got \(3,\)"):
        river.nse(y, y[:3])


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: river.batch(generator(), 0, 9), "n: expected at least 1, got 0"),
        (lambda: river.batch(generator(), 1, 9, np.nan), "mean_temperature: expected a finite number, got nan"),
        (lambda: river.run(np.full((3, 1, 2), -1.0)), "xs: expected precipitation of at least 0, got -1.0"),
        (lambda: river.run(np.zeros((0, 1, 2))), "xs: expected at least one day"),
        (lambda: river.run(np.zeros((3, 1, 2)), river.Catchment(capacity=0)), "capacity: expected a number above 0"),
        (lambda: river.snow_step([1.0], [1.0, 2.0], [1.0], 3.0), r"precipitation: expected the shape of snow, \(1,\)"),
    ],
)
def test_what_is_wrong_is_said(make, message):
    with pytest.raises(ValueError, match=message):
        make()
