"""Sequence to sequence: which runs are told of, and that more updates and sorted strings are kept apart."""

from experiments import seq2seq as experiment


def made():
    """Rows in which attention helps by 0.5 within the first budget and not at all within ten times as many updates."""
    rows = []

    def row(job, right):
        shares = {f"right_{length}": right for length in experiment.LENGTHS}
        errors = [0.0] * (experiment.LONGEST + 1)
        updates = 1000 if job["net"] == "GRU with attention" else 2000
        return job | shares | {"updates": updates, "solved": True, "alone": errors, "taught": errors}

    for job in experiment.EXPERIMENT.jobs:
        rows.append(row(job, 0.4 - abs(job["rate"] - 0.03)))  # so all choose 0.03
    for job in experiment.then(rows):
        longer = job["budget"] > experiment.UPDATES
        rows.append(row(job, 0.9 if longer or job["net"].endswith("attention") else 0.4))
    return rows


def test_a_budget_and_an_order_have_runs_of_their_own_that_did_not_choose():
    rows = made()
    for told, (order, budget, seeds) in experiment.TOLD.items():
        for net in experiment.NETS:
            some = experiment.reported(rows, net, told)
            assert [row["seed"] for row in some] == list(seeds)
            assert {(row["rate"], row["order"], row["budget"]) for row in some} == {(0.03, order, budget)}
            assert not set(seeds) & set(experiment.CHOOSING)


def test_the_words_follow_the_numbers_and_name_the_budget():
    rows = made()
    first, longer, _ = experiment.TOLD
    assert experiment.verdict(rows, first).count("more with attention") == len(experiment.CELLS)
    assert "within 2000 updates" in experiment.verdict(rows, first)
    assert "GRU 2000 and 1000 (sooner with attention)" in experiment.verdict(rows, longer)
    assert "LSTM 2000 and 2000 (not told apart)" in experiment.verdict(rows, longer)
    assert "within 20000 updates" in experiment.verdict(rows, longer)
