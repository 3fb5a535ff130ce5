"""Each net at its best: what is chosen, over which seeds, and the jobs that follow from it."""

import pytest

from experiments.engine import tuned
from experiments.engine.specification import Experiment
from experiments.engine.store import Rows


def row(net, rate, seed, solved, updates):
    return {"net": net, "rate": rate, "seed": seed, "solved": solved, "updates": updates}


def rows(at):
    """Runs of one net: for each rate, whether its seeds succeed and how many updates they take."""
    return [
        row("a", rate, seed, *each) for rate, runs in at.items() for seed, each in zip((100, 101), runs, strict=True)
    ]


def test_most_seeds_that_succeed_come_first_and_then_the_fewest_updates():
    more = rows({0.1: [(True, 50), (False, 900)], 0.2: [(True, 800), (True, 800)]})
    assert tuned.chosen(more, ("rate",), net="a") == {"rate": 0.2}
    equal = rows({0.1: [(True, 90), (True, 20)], 0.2: [(True, 50), (True, 50)]})
    assert tuned.chosen(equal, ("rate",), net="a") == {"rate": 0.2}
    with pytest.raises(ValueError, match=r"expected runs with .*'net': 'b'.*, got none"):
        tuned.chosen(equal, ("rate",), net="b")


def test_seeds_that_are_told_of_do_not_choose_and_those_that_choose_are_not_told_of():
    chose = rows({0.1: [(True, 50), (True, 50)], 0.2: [(False, 900), (False, 900)]})
    told = [row("a", rate, seed, rate == 0.2, 10) for rate in (0.1, 0.2) for seed in tuned.REPORTED]
    assert tuned.chosen(chose + told, ("rate",), net="a") == {"rate": 0.1}
    assert tuned.reported(chose + told, ("rate",), net="a") == [each for each in told if each["rate"] == 0.1]
    assert tuned.jobs(chose, ("rate",), {"net": "a"}) == tuple(
        {"net": "a", "rate": 0.1, "seed": seed} for seed in tuned.REPORTED
    )
    assert not set(tuned.CHOOSING) & set(tuned.REPORTED)


def test_further_jobs_are_planned_once_the_first_are_done(tmp_path):
    first = tuple({"rate": rate, "seed": seed} for rate in (0.1, 0.2) for seed in tuned.CHOOSING)
    experiment = Experiment(
        title="",
        claims=(),
        question="",
        jobs=first,
        then=lambda rows: tuned.jobs(rows, ("rate",), {}),
        run=lambda **settings: {},
        tables=lambda rows: [],
        sample=first[0],
    )
    kept = Rows("irnn", results=tmp_path, unfinished=tmp_path)
    for settings in first:
        assert kept.planned(experiment) == first
        kept.add(settings, {"solved": settings["rate"] == 0.2, "updates": 10}, 0.1)
    follow = tuple({"rate": 0.2, "seed": seed} for seed in tuned.REPORTED)
    assert kept.planned(experiment) == (*first, *follow)
    again = Rows("irnn", results=tmp_path, unfinished=tmp_path)
    assert again.planned(experiment) == (*first, *follow)
