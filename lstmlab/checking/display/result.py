"""What `check` returns: an answer that a person reads as a card and a program reads field by field."""

import os
from dataclasses import dataclass, field

from lstmlab.checking.display.card import Card, as_text
from lstmlab.checking.display.html import as_html


@dataclass(frozen=True, repr=False)
class CheckResult:
    """The result of one check. It shows itself: as a coloured card in a notebook, as text everywhere else.

    Attributes:
        exercise: its name, such as "elman.step".
        status: "not attempted", "passed" or "failed".
        points, max_points: what was reached, and what a full answer is worth.
        mistakes: names of the known mistakes that the function equals, most specific first; empty if none.
        findings: what else was found out: terms, parameters, cases; a sentence each.
        card: all that there is to say, in its parts.
    """

    exercise: str
    status: str
    points: int
    max_points: int
    mistakes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    card: Card = field(default=Card("not attempted", "", "", ""), compare=False)

    @property
    def message(self) -> str:
        """The card as plain text."""
        return as_text(self.card)

    def __repr__(self) -> str:
        # nbgrader reads a cell's points from the text of its result; the card still stands in the HTML beside it.
        return str(self.points) if os.environ.get("NBGRADER_EXECUTION") else self.message

    def _repr_html_(self) -> str:
        return as_html(self.card)
