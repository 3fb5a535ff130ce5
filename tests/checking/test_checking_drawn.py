"""Exercises whose result is drawn at random: their statistics are compared, not the draws."""

import numpy as np
import pytest

from lstmlab import exercises
from lstmlab.checking import examine
from lstmlab.exercises import Case, Exercise, Mistake


def coin(rng, n):
    return rng.random(n)


def half(rng, n):
    return rng.random(n) / 2


EXERCISE = Exercise(
    name="hello.coin",
    title="Uniform numbers",
    chapter=0,
    points=1,
    section=("start", "Start"),
    arguments={"rng": None, "n": None},
    returns="n",
    cases=lambda rng: [
        Case(
            {"rng": np.random.default_rng(int(rng.integers(1000))), "n": 20_000},
            statistics=lambda inputs, x: {"mean": 2 * np.mean(x), "largest": np.max(x)},
        )
    ],
    worked=coin,
    mistakes=(Mistake("half", "one that draws up to one half", "How large?", "Look at the largest.", function=half),),
    tested="many draws",
)


def test_other_draws_from_the_same_distribution_pass():
    assert examine(EXERCISE, lambda rng, n: 1 - rng.random(n), 1).status == "passed"
    assert examine(EXERCISE, lambda rng, n: rng.uniform(size=n)[::-1], 1).status == "passed"


def test_another_distribution_fails_and_is_recognised_although_its_draws_are_others():
    result = examine(EXERCISE, lambda rng, n: rng.uniform(0, 0.5, n)[::-1], 1)
    assert result.mistakes == ("half",)


def test_a_statistic_that_is_off_is_told_with_its_factor():
    result = examine(EXERCISE, lambda rng, n: 3 * rng.random(n), 1)
    assert result.mistakes == ()
    assert "3 times too large" in result.message
    assert "many thousands" in result.message
    assert "expected" not in result.message


def test_a_few_drawn_numbers_are_not_compared_place_by_place():
    def noisy(h, rate, rng):
        mask = (rng.normal(size=h.shape) < 1 - rate) / (1 - rate)
        return h * mask, mask

    result = examine(exercises.get("train.dropout"), noisy, 1)
    assert not any("only" in fact or "place" in fact for fact in result.findings), result.findings


@pytest.mark.parametrize("draw", [lambda rng, n: rng.random(n - 1), lambda rng, n: None, lambda rng, n: [[1], 2]])
def test_the_form_is_still_told_first(draw):
    result = examine(EXERCISE, draw, 1)
    assert result.status != "passed"
    assert "statist" not in result.message
