"""What `check` returns: an answer that a person reads as a card and a program reads field by field."""

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from lstmlab.checking.display.card import Card, as_text
from lstmlab.checking.display.html import as_html

# Beside the card, the output of a check holds its result as data: of this type.
RESULT = "application/vnd.lstmlab.check+json"
# Of the data; a change of what is there or means something else raises it.
SCHEMA = 1


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
        controls: of a solved puzzle, the values of its controls.
    """

    exercise: str
    status: str
    points: int
    max_points: int
    mistakes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    card: Card = field(default=Card("not attempted", "", "", ""), compare=False)
    controls: dict[str, Any] | None = field(default=None, compare=False)

    @property
    def message(self) -> str:
        """The card as plain text."""
        return as_text(self.card)

    @property
    def data(self) -> dict[str, Any]:
        """The result for programs: plain JSON, with the id of every mistake and finding, and a schema version."""
        found = {
            "schema": SCHEMA,
            "exercise": self.exercise,
            "status": self.status,
            "points": self.points,
            "max_points": self.max_points,
            "mistakes": [f"{self.exercise}/{name}" for name in self.mistakes],
            "findings": [
                {"id": getattr(one, "id", ""), "text": str(one), "values": _plain(getattr(one, "values", {}))}
                for one in self.findings
            ],
        }
        return found if self.controls is None else {**found, "controls": _plain(self.controls)}

    def __repr__(self) -> str:
        # nbgrader reads a cell's points from the text of its result; the card still stands in the HTML beside it.
        return str(self.points) if os.environ.get("NBGRADER_EXECUTION") else self.message

    def _repr_html_(self) -> str:
        return as_html(self.card)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        """What a notebook keeps: the card as HTML and as text, and the data."""
        bundle = {"text/html": self._repr_html_(), "text/plain": repr(self), RESULT: self.data}
        return {
            kind: content
            for kind, content in bundle.items()
            if (not include or kind in include) and kind not in (exclude or ())
        }


def _plain(thing: Any) -> Any:
    """The same in types that JSON has."""
    if isinstance(thing, dict):
        return {str(name): _plain(one) for name, one in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [_plain(one) for one in thing]
    if thing is None or isinstance(thing, bool):
        return thing
    if isinstance(thing, str):
        return str(thing)
    if isinstance(thing, int):
        return int(thing)
    if hasattr(thing, "tolist"):  # NumPy's numbers and arrays
        return _plain(thing.tolist())
    # JSON has no NaN and no infinity.
    return float(thing) if isinstance(thing, float) and abs(thing) < float("inf") else str(thing)
