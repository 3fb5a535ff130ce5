"""From a function to what is true of it, in the order of telling.

1. not attempted; 2. raises; 3. type, names, shape; 4. NaN or infinity; 5. an input changed in place; 6. a known
mistake, or two at once; 7. the wrong term; 8. parameters by themselves, signs and ratios; 9. the numbers. The known
mistake is named wherever the function equals it, whatever comes first.
"""

import time
from collections.abc import Callable
from typing import Any

from lstmlab.checking.diagnosis import attempt, wording
from lstmlab.checking.diagnosis.attempt import Attempt
from lstmlab.checking.diagnosis.diagnosis import Diagnosis
from lstmlab.checking.diagnosis.example import Example, raises, shown, smallest, wrong_numbers
from lstmlab.checking.diagnosis.findings import findings
from lstmlab.checking.diagnosis.form import Problem
from lstmlab.checking.diagnosis.recognise import recognise
from lstmlab.checking.diagnosis.trial import Trial, trial
from lstmlab.exercises import Exercise

# Seconds that may be spent on calls that only serve a better explanation.
EXPLAINING = 0.15


def diagnose(exercise: Exercise, function: Callable[..., Any], seed: int) -> Diagnosis:
    """Run the cases of an exercise on a function and say what is true of it."""
    ready = trial(exercise, seed)
    misfit = attempt.misfit(exercise, function)
    if misfit is not None:
        return Diagnosis("failed", (misfit.text,), hints=(misfit.question, misfit.pointer))
    tried = attempt.run(ready, function)
    if tried.nothing:
        return Diagnosis("not attempted", wording.nothing(function, tried), notes=wording.notes(tried))
    problem = tried.first_problem()
    if problem is None:
        return Diagnosis("passed", (f"Tested with {exercise.tested}.",), notes=wording.notes(tried))
    return _failed(ready, tried, problem)


def _failed(ready: Trial, tried: Attempt, problem: Problem) -> Diagnosis:
    exercise, function = ready.exercise, tried.function
    known = recognise(ready, function, tried.outcomes, tried.unheld_names)
    until = time.perf_counter() + EXPLAINING
    facts = findings(ready, tried, problem, until)
    return Diagnosis(
        status="failed",
        paragraphs=wording.headline(problem, known),
        mistakes=tuple(one.name for one in known.mistakes),
        findings=facts,
        hints=wording.hints(exercise, problem, known, facts),
        example=_example(ready, tried, problem, until),
        notes=wording.notes(tried),
    )


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
    heading = "The smallest example that shows it:" if inputs is not case.inputs else f"An example ({case.label}):"
    return shown(ready.exercise, tried.function, inputs, heading, shapes=problem.kind == "form")
