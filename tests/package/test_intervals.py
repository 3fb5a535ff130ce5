"""Intervals hold what they promise."""

import numpy as np
import pytest

from lstmlab import intervals


def test_wilson_beside_the_two_values_where_the_score_test_is_just_passed():
    """The ends are the rates p with |k/n - p| = z sqrt(p (1 - p) / n): the score test's own definition."""
    for k, n in ((0, 10), (3, 10), (10, 10), (29, 30)):
        value, low, high = intervals.wilson(k, n)
        assert value == k / n
        for end in {low, high} - {0.0, 1.0}:
            assert abs(k / n - end) == pytest.approx(1.959963984540054 * np.sqrt(end * (1 - end) / n), rel=1e-9)


def test_no_success_in_ten_still_leaves_room_for_some():
    assert intervals.wilson(0, 10).low == 0
    assert 0.2 < intervals.wilson(0, 10).high < 0.35
    assert intervals.wilson(10, 10).high == 1


def test_wilson_covers_the_true_rate_about_95_times_in_100():
    rng = np.random.default_rng(0)
    covered = 0
    for k in rng.binomial(20, 0.7, size=2000):
        _, low, high = intervals.wilson(int(k), 20)
        covered += low <= 0.7 <= high
    assert 0.92 < covered / 2000 < 0.98


def test_the_bootstrap_of_many_normal_numbers_is_the_textbook_interval():
    values = np.random.default_rng(1).normal(3, 2, size=400)
    value, low, high = intervals.bootstrap(values)
    half = 1.96 * values.std() / 20
    assert value == values.mean()
    assert low == pytest.approx(value - half, abs=0.05)
    assert high == pytest.approx(value + half, abs=0.05)


def test_the_same_values_give_the_same_interval():
    assert intervals.bootstrap(np.arange(5.0)) == intervals.bootstrap(np.arange(5.0))
    assert intervals.bootstrap(np.array([2.0])) == (2, 2, 2)


@pytest.mark.parametrize(
    "error, message, call",
    [
        (ValueError, "n: expected at least 1, got 0", lambda: intervals.wilson(0, 0)),
        (ValueError, "successes: expected a number from 0 to n = 3, got 4", lambda: intervals.wilson(4, 3)),
        (ValueError, "successes: expected at least 0", lambda: intervals.wilson(-1, 3)),
        (TypeError, "successes: expected an integer", lambda: intervals.wilson(0.5, 3)),
        (ValueError, "at least one value", lambda: intervals.bootstrap(np.array([]))),
        (ValueError, "expected finite numbers, got nan", lambda: intervals.bootstrap(np.array([1, np.nan]))),
    ],
)
def test_what_is_no_sample_is_refused(error, message, call):
    with pytest.raises(error, match=message):
        call()
