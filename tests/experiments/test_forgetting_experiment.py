"""What forgetting costs: the runs that are told of, at the shared rate and at a bias's own, and the words for them."""

import pytest

from experiments import forgetting as experiment
from experiments.engine import report, tuned
from experiments.engine.store import Rows


def made(of_five):
    """Rows in which a bias of 5 takes so many times the updates of the others; at the rate 0.1 all are fastest."""
    rows = []
    for job in experiment.EXPERIMENT.jobs:
        rows.append(job | {"solved": True, "score": 1.0, "updates": 40 if job["rate"] == 0.1 else 90})
    for job in experiment.then(rows):
        five = job["bias"] == 5
        updates = (of_five if five else 1) * (100 + 10 * ((job["seed"] + five) % 2))  # now one is ahead, now the other
        rows.append(job | {"solved": True, "score": 1.0, "updates": updates})
    return rows


@pytest.mark.parametrize("times, word", [(2, "more"), (1, "not told apart"), (0.5, "fewer")])
def test_the_words_follow_the_numbers(times, word):
    for rate in ("own", "0.01"):
        assert experiment.verdict(made(times), rate).count(word) == len(experiment.ASKED)


def test_every_bias_is_told_of_at_the_shared_rate_and_at_its_own_over_seeds_that_did_not_choose():
    rows = report.flat(Rows("forgetting").stored()["rows"])
    for asked in experiment.ASKED:
        for bias in experiment.BIASES:
            shared, own = (experiment.told(rows, asked, bias, rate) for rate in ("0.01", "own"))
            for some in (shared, own):
                assert sorted(row["seed"] for row in some) == list(tuned.REPORTED)
            assert {row["rate"] for row in shared} == {experiment.SHARED}
            assert len({row["rate"] for row in own}) == 1
