"""Sequence to sequence: which runs are told of, and that a larger budget is kept apart from the smaller one."""

from experiments import seq2seq as experiment


def made():
    """Rows in which attention helps by 0.5 within the first budget and not at all within the larger one."""

    def row(job, right):
        shares = {f"right_{length}": right for length in experiment.LENGTHS}
        errors = [0.0] * (experiment.LONGEST + 1)
        return job | shares | {"updates": 2000, "solved": True, "alone": errors, "taught": errors}

    rows = [row(job, 0.4 - abs(job["rate"] - 0.03)) for job in experiment.EXPERIMENT.jobs]  # so all choose 0.03
    for job in experiment.then(rows):
        longer = job["budget"] == experiment.LONGER
        rows.append(row(job, 0.9 if longer or job["net"].endswith("attention") else 0.4))
    return rows


def test_a_budget_has_runs_of_its_own_that_did_not_choose():
    rows = made()
    for budget, (nets, seeds) in experiment.TOLD.items():
        for net in nets:
            some = experiment.reported(rows, net, budget)
            assert [row["seed"] for row in some] == list(seeds)
            assert {(row["rate"], row["budget"]) for row in some} == {(0.03, budget)}
        assert not set(seeds) & set(experiment.CHOOSING)


def test_the_words_follow_the_numbers_and_name_the_budget():
    rows = made()
    assert experiment.verdict(rows, experiment.UPDATES).count("more with attention") == len(experiment.CELLS)
    assert "within 2000 updates" in experiment.verdict(rows, experiment.UPDATES)
    assert experiment.verdict(rows, experiment.LONGER).count("not told apart") == 1
    assert "within 10000 updates" in experiment.verdict(rows, experiment.LONGER)
