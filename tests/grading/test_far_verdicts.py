"""An answer in another process is judged like one in this process: the same status, mistakes, findings and words."""

import pytest

from lstmlab.checking import examine
from lstmlab.checking.diagnosis.trial import SEED
from lstmlab.grading import far, near, wire
from tests.exercises.answers import coded, of
from tests.exercises.checked import answers, checked

CODED = coded()


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


def right_and_wrong(exercise):
    """Makers of answers: right ones, known mistakes, wrong answers of learners. Each makes a fresh function."""
    right = {f"right {one.__name__}": lambda one=one: one for one in of(exercise.name).accepted}
    return {"judge": lambda: exercise.judge} | right | answers(exercise)


def told(result):
    return result.status, result.points, result.mistakes, tuple(one["id"] for one in result.data["findings"])


def compared(exercise, name, making):
    there = examine(exercise, through_the_wire(making(), exercise), SEED)
    # Most have been checked here by the gates, with this seed.
    here = checked(exercise.name, name).result if name in answers(exercise) else examine(exercise, making(), SEED)
    assert told(there) == told(here)
    assert there.message == here.message


@pytest.mark.parametrize("exercise", CODED, ids=lambda one: one.name)
def test_verdicts_are_the_same_over_the_wire(exercise):
    """By day the worked answer and every twentieth of the others, at night all."""
    found = right_and_wrong(exercise)
    for name in ["the worked answer", *list(found)[len(exercise.name) :: 20]]:
        compared(exercise, name, found[name])


@pytest.mark.night
@pytest.mark.parametrize("exercise", CODED, ids=lambda one: one.name)
def test_all_verdicts_are_the_same_over_the_wire(exercise):
    for name, making in right_and_wrong(exercise).items():
        compared(exercise, name, making)
