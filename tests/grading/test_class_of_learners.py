"""The class with which the grader is timed: its notebooks can be read, and it is known what each is worth."""

import pytest

from benchmarks import grading
from lstmlab import exercises
from lstmlab.grading import jail, judge
from lstmlab.grading.notebook import BrokenNotebook, cells, named


def test_the_class_can_be_read_and_is_the_same_each_time(tmp_path):
    first, again = grading.Class(3), grading.Class(3)
    most = sum(one.points for one in exercises.registry().values() if one.chapter == 2)
    worth = [first.write(tmp_path / f"{k}.ipynb") for k in range(25)]
    for k, points in enumerate(worth):
        data = (tmp_path / f"{k}.ipynb").read_bytes()
        assert again.write(tmp_path / "again.ipynb") == points
        assert (tmp_path / "again.ipynb").read_bytes() == data
        if points is None:
            with pytest.raises(BrokenNotebook):
                cells(data)
        else:
            assert 0 <= points <= most
            assert "elman.latch_puzzle" in {name for cell in cells(data) for name in named(cell.code)}
    assert None in worth
    assert len(set(worth)) > 4
    kinds = {name.split(": ")[1] for name in first.made}
    assert {"right", "known mistake", "wrong", "stub", "experiments changed", "cut off"} <= kinds


@pytest.mark.jail
def test_what_it_says_of_a_notebook_is_what_the_grader_says(tmp_path):
    learners = grading.Class(5)
    points = learners.write(tmp_path / "a.ipynb")
    grades = judge.grade((tmp_path / "a.ipynb").read_bytes(), 4_711, jail.best(), jail.Limits())
    assert sum(one.points for one in grades) == points
