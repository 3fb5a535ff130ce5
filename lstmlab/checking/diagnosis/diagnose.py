"""From a function to what is true of it, in the order of telling.

1. not attempted; 2. raises, or has no end; 3. type, names, shape; 4. NaN or infinity; 5. an input changed in place;
6. a known mistake, or two at once; 7. the wrong term; 8. parameters by themselves, signs and ratios; 9. the numbers.
The known mistake is named wherever the function equals it, whatever comes first.
"""

import time
from collections.abc import Callable
from typing import Any

from lstmlab.checking.calling import limit
from lstmlab.checking.calling.place import innermost
from lstmlab.checking.diagnosis import attempt
from lstmlab.checking.diagnosis.attempt import Attempt
from lstmlab.checking.diagnosis.diagnosis import Diagnosis
from lstmlab.checking.diagnosis.example import Example, raises, shown, smallest, wrong_numbers
from lstmlab.checking.diagnosis.findings import findings
from lstmlab.checking.diagnosis.problem import Problem
from lstmlab.checking.diagnosis.recognise import recognise
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.diagnosis.trial import Trial, trial
from lstmlab.checking.templates import Sentence
from lstmlab.exercises import Exercise

# Seconds that may be spent on calls that only serve a better explanation.
EXPLAINING = 0.15
# Seconds after which such a call is stopped: a function may end for the cases, and not for smaller ones.
AT_MOST = 1.0


def diagnose(exercise: Exercise, function: Callable[..., Any], seed: int) -> Diagnosis:
    """Run the cases of an exercise on a function and say what is true of it."""
    ready = trial(exercise, seed)
    misfit = attempt.misfit(exercise, function)
    if misfit is not None:
        return Diagnosis("failed", problem=misfit)
    with limit.budget(function, limit.SECONDS):
        tried = attempt.run(ready, function)
    printed = tuple(line for outcome in tried.outcomes for line in outcome.printed.splitlines() if line.strip())
    if tried.nothing:
        return Diagnosis("not attempted", (_nothing(function, tried),), printed=printed)
    problem = tried.first_problem()
    if problem is None:
        return Diagnosis("passed", printed=printed)
    if problem.kind == "endless":  # no known mistake is, and it is not called any more
        return Diagnosis("failed", problem=problem, printed=printed)
    known = recognise(ready, function, tried.outcomes, tried.unheld_names)
    until = time.perf_counter() + EXPLAINING
    with limit.budget(function, AT_MOST):
        facts = findings(ready, tried, problem, until)
        example = _example(ready, tried, problem, until)
    return Diagnosis("failed", problem=problem, known=known, findings=facts, example=example, printed=printed)


def _nothing(function: Callable[..., Any], tried: Attempt) -> Sentence:
    """What is said about an exercise that was not attempted."""
    error = tried.outcomes[0].error
    if error is None:
        return say("nothing.returns")
    inner, own = innermost(error), getattr(function, "__name__", "")
    return say("nothing.calls", inner=inner) if inner and own and inner != own else say("nothing.raises")


def _example(ready: Trial, tried: Attempt, problem: Problem, until: float) -> Example | None:
    """The smallest example of the first problem; the failing case itself where it cannot be made smaller."""
    k = tried.case_of(problem)
    # A line that fails whatever comes in, or that writes into an input, is shown by itself.
    if k is None or problem.kind == "changed" or (problem.kind == "raises" and tried.always_raises):
        return None
    case, outcome, expected = ready.cases[k], tried.outcomes[k], ready.expected[k]
    if case.statistics is not None and problem.kind == "numbers":  # a few draws show nothing
        return None
    inputs = case.inputs
    if expected.error is None and problem.kind == "numbers":
        off = {part.name for part in tried.judgements[k].off}
        inputs = smallest(ready.exercise, tried.function, inputs, wrong_numbers(ready.exercise, off), until)
    elif expected.error is None and outcome.error is not None:
        inputs = smallest(ready.exercise, tried.function, inputs, raises(outcome.error), until)
    heading = say("example.smallest") if inputs is not case.inputs else say("example.case", label=case.label)
    return shown(ready.exercise, tried.function, inputs, heading, shapes=problem.kind == "form")
