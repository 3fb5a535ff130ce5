"""Learning rates over time: each beside values worked out by hand."""

import math

import numpy as np
import pytest

from lstmlab import schedules
from tests.cases import for_each

STAIRS = schedules.step(0.8, factor=0.5, every=10)
ALL = [
    schedules.constant(0.1),
    STAIRS,
    schedules.exponential(0.8, factor=0.5, every=10),
    schedules.inverse_time(0.1, half=20),
    schedules.cosine(0.1, end=0.01, steps=50),
    schedules.warm_up(5, 0.1),
    schedules.warm_up(5, schedules.cosine(0.1, end=0.01, steps=50)),
]


@for_each(
    "schedule, values",
    [
        (schedules.constant(0.3), {0: 0.3, 1: 0.3, 10**9: 0.3}),
        (STAIRS, {0: 0.8, 9: 0.8, 10: 0.4, 19: 0.4, 20: 0.2, 100: 0.8 / 1024}),
        (schedules.exponential(0.8, factor=0.5, every=10), {0: 0.8, 5: 0.8 * math.sqrt(0.5), 10: 0.4, 30: 0.1}),
        (schedules.exponential(1.0, factor=0.9), {0: 1.0, 1: 0.9, 2: 0.81}),
        (schedules.inverse_time(0.6, half=20), {0: 0.6, 20: 0.3, 40: 0.2, 100: 0.1}),
        (schedules.cosine(1.0, end=0.0, steps=6), {0: 1.0, 2: 0.75, 3: 0.5, 4: 0.25, 6: 0.0, 1000: 0.0}),
        (schedules.cosine(1.0, end=0.5, steps=4), {0: 1.0, 2: 0.75, 4: 0.5, 5: 0.5}),
        (schedules.warm_up(4, 1.0), {0: 0.2, 1: 0.4, 3: 0.8, 4: 1.0, 5: 1.0}),
        (schedules.warm_up(3, STAIRS), {0: 0.2, 1: 0.4, 2: 0.6, 3: 0.8, 12: 0.8, 13: 0.4}),
        (schedules.warm_up(1, lambda t: 2.0**-t), {0: 0.5, 1: 1.0, 2: 0.5, 3: 0.25}),
    ],
)
def test_a_schedule_has_the_values_of_its_formula(schedule, values):
    assert {t: schedule(t) for t in values} == pytest.approx(values, abs=1e-15)


@for_each("schedule", ALL, ids=repr)
def test_a_schedule_is_a_python_number_that_never_falls_below_zero_and_always_the_same(schedule):
    rates = [schedule(t) for t in range(300)]
    assert {type(rate) for rate in rates} == {float}
    assert min(rates) > 0
    assert [schedule(np.int64(t)) for t in reversed(range(300))] == rates[::-1]


@for_each("schedule", ALL[:5], ids=repr)
def test_a_decay_never_rises(schedule):
    rates = [schedule(t) for t in range(200)]
    assert sorted(rates, reverse=True) == rates


def test_the_rates_of_inverse_time_add_up_to_more_than_any_number_and_their_squares_do_not():
    schedule = schedules.inverse_time(1.0, half=1)  # 1, 1/2, 1/3, ...: the harmonic series
    rates = [schedule(t) for t in range(100_000)]
    assert sum(rates) > math.log(100_000)
    assert sum(rate**2 for rate in rates) < math.pi**2 / 6


def test_a_schedule_reads_as_the_call_that_made_it():
    for schedule in ALL:
        again = eval(f"schedules.{schedule!r}".replace("then=c", "then=schedules.c"))
        assert repr(again) == repr(schedule)
        assert [again(t) for t in range(80)] == [schedule(t) for t in range(80)]


@for_each(
    "make, message",
    [
        (lambda: schedules.constant(-1), "rate: expected a number above 0, got -1"),
        (lambda: schedules.step(0, 0.5, 10), "start: expected a number above 0, got 0"),
        (lambda: schedules.step(0.1, 1.5, 10), r"factor: expected a number above 0 and at most 1, got 1\.5"),
        (lambda: schedules.exponential(0.1, -0.5, 10), r"factor: expected a number above 0, got -0\.5"),
        (lambda: schedules.step(0.1, 0.5, 0), "every: expected at least 1, got 0"),
        (lambda: schedules.inverse_time(0.1, 0), "half: expected a number above 0, got 0"),
        (lambda: schedules.cosine(0.1, -0.1, 10), r"end: expected a number above 0, got -0\.1"),
        (lambda: schedules.cosine(0.1, 0.2, 10), r"end: expected at most start = 0\.1, got 0\.2"),
        (lambda: schedules.cosine(float("nan"), 0, 10), "start: expected a number above 0, got nan"),
        (lambda: schedules.cosine(0.1, 0, 0), "steps: expected at least 1, got 0"),
        (lambda: schedules.warm_up(0, 0.1), "steps: expected at least 1, got 0"),
        (lambda: schedules.warm_up(5, -0.1), r"rate: expected a number above 0, got -0\.1"),
        (lambda: STAIRS(-1), "t: expected at least 0, got -1"),
    ],
)
def test_numbers_that_cannot_be_are_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@for_each(
    "make, message",
    [
        (lambda: schedules.constant("0.1"), r"rate: expected a number above 0, got '0\.1'"),
        (lambda: schedules.step(0.1, 0.5, 2.5), r"every: expected an integer, got 2\.5"),
        (lambda: schedules.cosine(0.1, None, 10), "end: expected a number above 0, got None"),
        (lambda: schedules.cosine(0.1, False, 10), "end: expected a number above 0, got False"),
        (lambda: schedules.warm_up(5, "cosine"), "rate: expected a number above 0, got 'cosine'"),
        (lambda: STAIRS(0.5), r"t: expected an integer, got 0\.5"),
    ],
)
def test_what_is_no_number_is_named(make, message):
    with pytest.raises(TypeError, match=message):
        make()
