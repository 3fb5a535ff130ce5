"""The measured half of the capstone's rubric in chapter 14: what earns points, and what does not."""

import re
from time import perf_counter

import numpy as np
import pytest

from lstmlab import intervals
from tools.source.chapters import ROOT

CHAPTER = (ROOT / "book" / "chapters" / "14-where-next.md").read_text(encoding="utf-8")
LINES = ("repeatable", "five seeds", "better on average", "clearly better", "quick enough")


@pytest.fixture
def measure(capsys):
    """A run, a baseline and seeds -> the points that are printed, by line."""
    (code,) = re.findall(r"^```\{code-cell\} ipython3\n(def measured_points.*?)^```", CHAPTER, re.MULTILINE | re.DOTALL)
    names = {"np": np, "intervals": intervals}
    exec(code, names)

    def points(run, baseline, *seeds, clock=perf_counter):
        names["perf_counter"] = clock
        total = names["measured_points"](run, baseline, *seeds)
        printed = capsys.readouterr().out
        found = {line: int(re.search(rf"^  {line} +(\d+)$", printed, re.MULTILINE)[1]) for line in LINES}
        assert sum(found.values()) == total
        return found

    return points


def drawn(seed):
    return 1 + np.random.default_rng(seed).random()


def test_a_run_that_is_better_with_every_seed_has_all_ten(measure):
    assert measure(drawn, 2.5) == dict(zip(LINES, (2, 1, 3, 3, 1), strict=True))


def test_the_points_are_those_of_the_table(measure):
    table = CHAPTER[CHAPTER.index("| measured | points |") : CHAPTER.index("| judged | points |")]
    assert [int(found) for found in re.findall(r"\| (\d) \|$", table, re.MULTILINE)] == [*measure(drawn, 2.5).values()]


def test_worse_than_the_baseline_has_no_points_for_being_better(measure):
    assert measure(drawn, 0.5) == dict(zip(LINES, (2, 1, 0, 0, 1), strict=True))


def test_a_baseline_inside_the_interval_is_not_clear(measure):
    mean, _, high = intervals.bootstrap(np.array([drawn(seed) for seed in range(5)]))
    assert measure(drawn, (mean + high) / 2) == dict(zip(LINES, (2, 1, 3, 0, 1), strict=True))


def test_a_run_that_cannot_be_repeated_is_seen(measure):
    rng = np.random.default_rng(0)
    assert measure(lambda seed: rng.random(), 2.0)["repeatable"] == 0


@pytest.mark.parametrize("run,seeds", [(drawn, range(3)), (drawn, [7] * 5), (lambda seed: 1.0, range(5))])
def test_few_seeds_one_seed_again_and_again_and_seeds_that_do_nothing_are_seen(measure, run, seeds):
    found = measure(run, 2.5, seeds)
    assert (found["five seeds"], found["clearly better"]) == (0, 0)
    assert found["better on average"] == 3


@pytest.mark.parametrize("seconds,points", [(119, 1), (121, 0)])
def test_a_run_of_two_minutes_is_not_quick(measure, seconds, points):
    assert measure(drawn, 2.5, clock=iter((1000, 1000 + seconds)).__next__)["quick enough"] == points
