"""What is true of an answer, before anybody decides how to show it."""

from dataclasses import dataclass
from typing import Any

from lstmlab.checking.diagnosis.example import Example
from lstmlab.checking.diagnosis.problem import Problem
from lstmlab.checking.diagnosis.recognise import NOTHING_KNOWN, Recognised
from lstmlab.checking.templates import Sentence


@dataclass(frozen=True)
class Diagnosis:
    """What is true of an answer.

    Attributes:
        status: "not attempted", "passed" or "failed".
        said: sentences that come first, where there is no problem to tell of.
        problem: the one that is told first; None if there is none.
        known: the known mistakes that the answer equals.
        findings: short facts.
        hints: question and pointer where they go with what is said, or nothing.
        example: the smallest one, or None.
        printed: the lines that the function printed.
        controls: of a solved puzzle, the values of its controls.
    """

    status: str
    said: tuple[Sentence, ...] = ()
    problem: Problem | None = None
    known: Recognised = NOTHING_KNOWN
    findings: tuple[Sentence, ...] = ()
    hints: tuple[str, ...] = ()
    example: Example | None = None
    printed: tuple[str, ...] = ()
    controls: dict[str, Any] | None = None
