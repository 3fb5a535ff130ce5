"""The budget of the long lags: success counts within a budget, over seeds that did not choose the rate."""

from experiments import lag_budget as experiment
from experiments.engine import tuned


def made():
    """Rows in which the cell with ln T takes 900 updates, the other one 100, and 0.03 is the faster rate."""

    def result(job):
        took = 900 if "ln T" in job["cell"] else 100
        return {"solved": True, "score": 1.0, "updates": took if job["rate"] == 0.03 else took + 50}

    rows = [job | result(job) for job in experiment.EXPERIMENT.jobs]
    return rows + [job | result(job) for job in experiment.then(rows)]


def test_a_run_that_needs_more_than_a_budget_does_not_succeed_within_it():
    rows = made()
    for length in experiment.LENGTHS:
        for cell, expected in (("LSTM, ln T", (False, True)), ("LSTM 1997", (True, True))):
            for budget, solved in zip(experiment.BUDGETS, expected, strict=True):
                some = experiment.told(rows, cell, length, budget)
                assert [row["solved"] for row in some] == [solved] * len(experiment.SEEDS)
                assert {row["rate"] for row in some} == {0.03}


def test_seeds_that_are_told_of_do_not_choose():
    assert not set(experiment.SEEDS) & set(tuned.CHOOSING)
    assert max(experiment.BUDGETS) == 10 * min(experiment.BUDGETS)
