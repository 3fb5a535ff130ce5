"""An answer in another process is judged like one in this process: the same status, mistakes, findings and words."""

import pytest

from lstmlab.checking import examine
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.grading import far, near, wire
from tests.exercises import answers

CODED = answers.coded()
SEED = 31_337


def through_the_wire(function, exercise):
    """The function as the judge meets it: every question and answer goes through bytes, in one process."""

    def taken(data):
        left = memoryview(data)

        def take(count):
            nonlocal left
            piece, left = left[:count], left[count:]
            return bytes(piece)

        return take

    def ask(question, seconds):
        return wire.read(taken(near.answer(function, wire.read(taken(question), functions=True))))

    return far.Far(ask, near.about(function), exercise.worked.__module__)


def kinds(exercise):
    """Makers of answers: right ones, known mistakes, wrong answers of learners, stubs. Each makes a fresh function."""
    yield "judge", lambda: exercise.judge
    yield "worked", lambda: exercise.worked
    for one in answers.of(exercise.name).accepted:
        yield f"right {one.__name__}", lambda one=one: one
    for one in exercise.mistakes:
        yield one.name, lambda one=one: mistaken(exercise, [one])
    for k, one in enumerate(answers.of(exercise.name).refused):
        yield f"learner {k}", one.fresh


def told(result):
    return result.status, result.points, result.mistakes, tuple(one["id"] for one in result.data["findings"])


def compared(exercise, making):
    there = examine(exercise, through_the_wire(making(), exercise), SEED)
    here = examine(exercise, making(), SEED)
    assert told(there) == told(here)
    assert there.message == here.message


@pytest.mark.parametrize("exercise", CODED, ids=lambda one: one.name)
def test_verdicts_are_the_same_over_the_wire(exercise):
    """By day the worked answer and every twentieth of the others, at night all."""
    found = dict(kinds(exercise))
    names = list(found)
    for name in ["worked", *names[len(exercise.name) :: 20]]:
        compared(exercise, found[name])


@pytest.mark.night
@pytest.mark.parametrize("exercise", CODED, ids=lambda one: one.name)
def test_all_verdicts_are_the_same_over_the_wire(exercise):
    for _, making in kinds(exercise):
        compared(exercise, making)
