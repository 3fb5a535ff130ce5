"""The exercises of chapter 10 against small series whose answers can be seen."""

import numpy as np
import pytest

from lstmlab import data, exercises, network
from lstmlab.cells import lstm


def worked(name):
    return exercises.get(f"forecast.{name}").worked


YEARS = np.array([1.0, 5, 3, 2, 7, 3, 3, 9])  # a period of three; the last one has only begun


def test_the_rules_by_hand():
    assert worked("seasonal_naive")(YEARS, 3, 4).tolist() == [3, 3, 9, 3]
    assert worked("climatology")(YEARS, 3, 4).tolist() == [3, 2, 7, 3]


def test_both_rules_know_a_series_that_repeats_itself():
    series = np.resize(np.array([4.0, 1, 2, 8, 5]), 18)
    truth = np.resize(np.array([4.0, 1, 2, 8, 5]), 18 + 12)[18:]
    for rule in ("seasonal_naive", "climatology"):
        np.testing.assert_allclose(worked(rule)(series, 5, 12), truth)
    assert worked("mae")(truth, worked("seasonal_naive")(series, 5, 12)) == 0


def test_windows_with_a_horizon_of_one_are_those_of_chapter_1():
    series = data.tokyo_temperatures().celsius
    X, Y = worked("make_windows")(series, 12, 1)
    before = exercises.get("ffnn.sliding_windows").worked(series, 12, 1)
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(Y[:, 0], before[1])
    assert worked("make_windows")(series[:108], 6, 6)[0].shape == (97, 6)
    with pytest.raises(ValueError, match="too short"):
        worked("make_windows")(series[:11], 6, 6)


def test_feeding_back_an_lstm_is_unrolling_it_over_its_own_outputs():
    rng = np.random.default_rng(3)
    params = network.Params(
        lstm.Params(*(rng.normal(size=shape) / 2 for shape in ((1, 12), (3, 12), (12,)))),
        network.readout.Params(rng.normal(size=(3, 1)), rng.normal(size=1)),
    )

    def step(x, state):
        ys, trace = network.forward(lstm, params, x[None], state)
        return ys[0], trace.state

    first = rng.normal(size=(1, 1))
    zero = lstm.State(np.zeros((1, 3)), np.zeros((1, 3)))
    said = worked("feed_back")(step, zero, first, 5)
    # The net that sees first and its own first four answers, all at once, gives the same five.
    ys, _ = network.forward(lstm, params, np.concatenate([first[None], said[:-1]]), zero)
    np.testing.assert_allclose(said, ys, rtol=1e-12)


def test_errors_and_skill_by_hand():
    y, forecast, rule = np.array([20.0, 25, 28]), np.array([21.0, 23, 28]), np.array([17.0, 25, 31])
    assert worked("mae")(y, forecast) == 1
    assert worked("skill")(y, forecast, rule) == 0.5
    assert worked("skill")(y, rule, forecast) == -1
    assert worked("skill")(y, rule, rule) == 0
