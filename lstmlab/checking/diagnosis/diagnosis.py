"""What is true of an answer, before anybody decides how to show it."""

from dataclasses import dataclass

from lstmlab.checking.diagnosis.example import Example


@dataclass(frozen=True)
class Diagnosis:
    """What is true of an answer.

    Attributes:
        status: "not attempted", "passed" or "failed".
        paragraphs: the most specific thing first.
        mistakes: names of the known mistakes that it equals.
        findings: short facts.
        hints: question and pointer, or nothing.
        example: the smallest one, or None.
        notes: small print.
    """

    status: str
    paragraphs: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    example: Example | None = None
    notes: tuple[str, ...] = ()
