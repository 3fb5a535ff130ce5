"""What `check` returns: an answer that a person reads as a card and a program reads field by field."""

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class CheckResult:
    """The result of one check.

    Attributes:
        exercise: its name, such as "elman.step".
        status: "not attempted", "passed" or "failed".
        points, max_points: what was reached, and what a full answer is worth.
        mistakes: names of the known mistakes that the function equals, most specific first; empty if none.
        findings: what else was found out, a sentence each.
        message: all of it as plain text.
    """

    exercise: str
    status: str
    points: int
    max_points: int
    mistakes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    message: str = ""

    def __repr__(self) -> str:
        return self.message
