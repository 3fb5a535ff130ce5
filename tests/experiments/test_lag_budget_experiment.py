"""The budget of the long lags: success counts within a budget, over seeds that did not choose the rate."""

import pytest

from experiments import lag_budget as experiment
from experiments.engine import tuned

FEW, MANY = experiment.BUDGETS


def made(fails=lambda job: False):
    """Rows in which the cell with ln T takes 900 updates, the others 100, and the largest rate is the fastest."""

    def result(job):
        took = 900 if "ln T" in job["cell"] else 100
        return {
            "solved": not fails(job),
            "score": 1.0,
            "updates": took if job["rate"] == max(experiment.rates(job)) else took + 50,
        }

    rows = [job | result(job) for job in experiment.EXPERIMENT.jobs]
    return rows + [job | result(job) for job in experiment.then(rows)]


def test_a_run_that_needs_more_than_a_budget_does_not_succeed_within_it():
    rows = made()
    expected = {"Elman": (True, True), "LSTM, ln T": (False, True), "LSTM 1997": (True, True)}
    for case in experiment.cases():
        for budget, solved in zip(experiment.BUDGETS, expected[case["cell"]], strict=True):
            some = experiment.told(rows, budget, **case)
            assert [row["solved"] for row in some] == [solved] * len(experiment.SEEDS)
            assert {row["rate"] for row in some} == {max(experiment.rates(case))}


def test_seeds_that_are_told_of_do_not_choose():
    assert not set(experiment.SEEDS) & set(tuned.CHOOSING)
    assert {noise for length, noise in experiment.CASES if length == experiment.FAR} == {0.0, 0.2, 1.0}
    assert MANY == 10 * FEW


@pytest.mark.parametrize(
    ("fails", "says", "because"),
    [
        (lambda job: False, "holds", "for this task"),
        (lambda job: True, "does not hold", "for this task"),
        (lambda job: job["noise"] > 0.5, "holds when", "noise of up to 0.2"),
        (lambda job: job["noise"] > 0, "holds when", "in silence"),
        (lambda job: job["cell"] == "LSTM 1997", "holds when", "one of the two cells"),
    ],
)
def test_the_verdict_follows_the_longest_lag_within_the_larger_budget(fails, says, because):
    (verdict,) = experiment.verdicts(made(fails))
    assert (verdict.claim, verdict.says) == (8, says)
    assert because in verdict.because
