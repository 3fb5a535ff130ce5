"""The check of an answer, made once for all gates that look at it, and what it may cost when nothing is prepared."""

import time
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from lstmlab import exercises
from lstmlab.checking import CheckResult
from lstmlab.checking.calling import limit
from lstmlab.checking.diagnosis import attempt, edits
from lstmlab.checking.diagnosis.diagnose import diagnose
from lstmlab.checking.diagnosis.diagnosis import Diagnosis
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.checking.diagnosis.recognise import recognise
from lstmlab.checking.diagnosis.trial import SEED, Trial, trial
from lstmlab.checking.display import wording
from lstmlab.exercises import Exercise
from tests.exercises.answers import WrongAnswer, of


class Checked(NamedTuple):
    """What is true of an answer, what the check said, and the seconds of the processor that it took, with what was
    prepared by then."""

    found: Diagnosis
    result: CheckResult
    seconds: float


def answers(exercise: Exercise) -> dict[str, Callable[[], Callable]]:
    """Makers of the right answer, of every known mistake, and of learners' wrong answers, by what to call them."""
    found: dict[str, Callable[[], Callable]] = {"the worked answer": lambda: exercise.worked}
    found |= {one.name: lambda one=one: mistaken(exercise, [one]) for one in exercise.mistakes}
    return found | {title(one): one.fresh for one in of(exercise.name).refused}


def title(answer: WrongAnswer) -> str:
    """What to call a learner's answer: several may stand in one line."""
    place = next(k for k, one in enumerate(of(answer.exercise).refused) if one is answer)
    return f"learners' answer {place + 1}, line {answer.function.__code__.co_firstlineno}"


@cache
def checked(exercise: str, answer: str) -> Checked:
    """The check of one of the `answers`, with the seed of the notebook."""
    one = exercises.get(exercise)
    function = answers(one)[answer]()
    start = time.process_time()
    found = diagnose(one, function, SEED)
    result = wording.result(one, found)
    return Checked(found, result, time.process_time() - start)


def recognised(exercise: Exercise, function: Callable, seed: int) -> tuple[str, ...]:
    """The names of the mistakes that a check finds in a wrong answer, without what it goes on to explain."""
    ready = trial(exercise, seed)
    with limit.budget(function, 60.0):
        tried = attempt.run(ready, function)
    assert not tried.nothing
    assert tried.first_problem() is not None
    return tuple(one.name for one in recognise(ready, function, tried.outcomes, tried.unheld_names).mistakes)


def seconds_to_prepare(exercise: Exercise) -> float:
    """Seconds of the processor for all that any check so far has prepared: no check alone needs more.

    It is prepared once more, from nothing: compiled, drawn and run as far as the checks asked for.
    """
    known = trial(exercise)
    edits._compiled.cache_clear()
    edits._source.cache_clear()
    start = time.process_time()
    again = Trial(exercise, SEED)
    if "pairs" in vars(known):
        _ = again.pairs
    for which, run in known._runs.items():
        if run._outcomes:
            _ = again.mistaken(which)[len(run._outcomes) - 1]
    for which in known._failed:
        tuple(again.failed_properties(which))
    for k in known._typicals:
        again.typical(k)
    return time.process_time() - start
