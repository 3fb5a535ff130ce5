"""The budget of the long lags: success counts within a budget, over seeds that did not choose the rate."""

from experiments import lag_budget as experiment
from experiments.engine import tuned


def made():
    """Rows in which the cell with ln T takes 900 updates, the other one 100, and the largest rate is the fastest."""

    def result(job):
        took = 900 if "ln T" in job["cell"] else 100
        return {
            "solved": True,
            "score": 1.0,
            "updates": took if job["rate"] == max(experiment.RATES[job["length"]]) else took + 50,
        }

    rows = [job | result(job) for job in experiment.EXPERIMENT.jobs]
    return rows + [job | result(job) for job in experiment.then(rows)]


def test_a_run_that_needs_more_than_a_budget_does_not_succeed_within_it():
    rows = made()
    expected = {"LSTM, ln T": (False, True), "LSTM 1997": (True, True)}
    for case in experiment.CASES:
        for budget, solved in zip(experiment.BUDGETS, expected[case["cell"]], strict=True):
            some = experiment.told(rows, **case, budget=budget)
            assert [row["solved"] for row in some] == [solved] * len(experiment.SEEDS)
            assert {row["rate"] for row in some} == {max(experiment.RATES[case["length"]])}


def test_seeds_that_are_told_of_do_not_choose():
    assert not set(experiment.SEEDS) & set(tuned.CHOOSING)
    assert any(case["length"] == 1000 for case in experiment.CASES)
    assert max(experiment.BUDGETS) == 10 * min(experiment.BUDGETS)
