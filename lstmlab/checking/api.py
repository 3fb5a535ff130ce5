"""`check`: the one line that a learner writes."""

from typing import Any

from lstmlab import exercises
from lstmlab.checking.card import Card
from lstmlab.checking.diagnose import Diagnosis, diagnose
from lstmlab.checking.result import CheckResult
from lstmlab.checking.text import points
from lstmlab.checking.trial import SEED
from lstmlab.exercises import Exercise, Puzzle


def check(name: str, answer: Any) -> CheckResult:
    """Check an answer to an exercise."""
    return examine(exercises.get(name), answer, SEED)


def examine(exercise: Exercise | Puzzle, answer: Any, seed: int) -> CheckResult:
    """Check an answer with cases from any seed, keeping nothing."""
    if isinstance(exercise, Puzzle):
        unmet = exercise.unmet(**answer.controls)
        found = Diagnosis("failed" if unmet else "passed", tuple(unmet))
    else:
        found = diagnose(exercise, answer, seed)
    return _result(exercise, found)


def _result(exercise: Exercise | Puzzle, found: Diagnosis) -> CheckResult:
    reached = exercise.points if found.status == "passed" else 0
    gained = points(reached, exercise.points)
    said = {
        "passed": f"passed, {gained}",
        "failed": f"not yet, {gained}",
        "not attempted": "not attempted yet",
    }[found.status]
    card = Card(
        kind=found.status,
        title=exercise.title,
        name=exercise.name,
        status=said,
        paragraphs=found.paragraphs,
        findings=found.findings,
        example=(found.example.heading, tuple(found.example.lines())) if found.example else ("", ()),
        hints=found.hints,
        section=None if found.status != "failed" else (f"“{exercise.section[1]}” in chapter {exercise.chapter}", ""),
        notes=found.notes,
    )
    return CheckResult(exercise.name, found.status, reached, exercise.points, found.mistakes, found.findings, card)
