"""The sentences of a diagnosis: what comes first, which hints go with it, what stands in small print."""

from collections.abc import Callable
from typing import Any

from lstmlab.checking.diagnosis.attempt import Attempt
from lstmlab.checking.diagnosis.findings import counts_cases
from lstmlab.checking.diagnosis.form import Problem
from lstmlab.checking.diagnosis.recognise import Recognised
from lstmlab.checking.text import shorten
from lstmlab.exercises import Exercise

# What a function prints is shown as far as this.
PRINTED_LINES = 3


def nothing(function: Callable[..., Any], tried: Attempt) -> tuple[str, ...]:
    """What is said about an exercise that was not attempted."""
    error = tried.outcomes[0].error
    if error is None:
        return ("Write your answer in the cell above, run it, then run this one.",)
    inner, own = _innermost(error), getattr(function, "__name__", "")
    if inner and own and inner != own:
        return (f"Your function calls `{inner}`, which still raises NotImplementedError.",)
    return ("Replace `raise NotImplementedError` by your answer, run that cell, then this one.",)


def _innermost(error: BaseException) -> str:
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return step.tb_frame.f_code.co_name if step is not None else ""


def headline(problem: Problem, known: Recognised) -> tuple[str, ...]:
    """The paragraphs that come first: the first problem in the order of telling, and what the function equals."""
    said: list[str] = []
    if problem.kind != "numbers" or not known.mistakes:
        said.append(problem.text)
    if known.at_once:
        first, second = known.mistakes
        said.append(
            "Two known mistakes at once. Your function behaves exactly like "
            f"{first.behaves_like}, and at the same time like {second.behaves_like}."
        )
    elif known.mistakes:
        said.append(f"Your function behaves {'exactly ' * known.exactly}like {known.mistakes[0].behaves_like}.")
    return tuple(said)


def hints(exercise: Exercise, problem: Problem, known: Recognised, facts: tuple[str, ...]) -> tuple[str, ...]:
    """Question and pointer: those of the known mistake where there is one, else those of the problem."""
    if known.at_once:
        first, second = known.mistakes
        return f"(a) {first.question} (b) {second.question}", f"(a) {first.pointer} (b) {second.pointer}"
    if known.mistakes:
        return known.mistakes[0].question, known.mistakes[0].pointer
    if problem.question:
        return problem.question, problem.pointer
    by_hand = (
        "Compute the example by hand, one operation after the other, and print the same values in your function. "
        "The first one that differs is the place."
    )
    where = f"“{exercise.section[1]}”"
    if not _has_formula(exercise) or (facts and counts_cases(facts[0])):
        return "Compute the smallest case by hand. Which number of your result differs first?", by_hand
    if facts:
        return (
            f"Which line of your function makes what the first fact above names, and which formula in {where} "
            "belongs to it?",
            by_hand,
        )
    return f"Which line of your function belongs to which part of the formula in {where}?", by_hand


def _has_formula(exercise: Exercise) -> bool:
    """Whether the section has a formula to compare with: one in which two arrays with axes meet."""
    return sum(bool(axes) for axes in exercise.arguments.values()) > 1


def notes(tried: Attempt) -> tuple[str, ...]:
    """Small print: what the function printed."""
    printed = [line for outcome in tried.outcomes for line in outcome.printed.splitlines() if line.strip()]
    if not printed:
        return ()
    first = "; ".join(f"`{shorten(line.replace('`', chr(39)), 70)}`" for line in printed[:PRINTED_LINES])
    if len(printed) <= PRINTED_LINES:
        return (f"Your function printed {first}.",)
    return (f"Your function printed {len(printed)} lines during the check. The first ones: {first}.",)
