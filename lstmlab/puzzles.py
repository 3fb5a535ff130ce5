"""The puzzle that a figure carries, handed in from above.

A puzzle is an exercise that is solved by moving a figure. The exercises know the figures by name, and the figures know
nothing of the exercises: lstmlab itself, which stands above both, says here where a puzzle is found.
"""

import json
from collections.abc import Callable
from typing import Any, Protocol


class Puzzle(Protocol):
    """What a figure shows of a puzzle."""

    @property
    def name(self) -> str:
        """Such as "ffnn.window_puzzle"."""

    @property
    def title(self) -> str:
        """Above the task."""

    @property
    def task(self) -> str:
        """What the controls are to reach."""

    @property
    def start(self) -> dict[str, Any]:
        """The values of the controls at the beginning."""


_sources: list[Callable[[str], Any]] = []


def found_by(source: Callable[[str], Any]) -> None:
    """From now on a puzzle is what this function finds by its name."""
    _sources[:] = [source]


def as_code(figure: str, name: str, controls: dict[str, Any]) -> str:
    """The call that makes the figure of a puzzle with its controls where somebody has left them.

    A figure that is moved by hand forgets it when its notebook starts anew; with this call in its cell it does not.

    Args:
        figure: the name of its class. name: of the puzzle.
        controls: their values by name: numbers, words, truth values, rows of them.
    """
    return f'figures.{figure}(puzzle="{name}"' + "".join(f", {one}={_said(controls[one])}" for one in controls) + ")"


def _said(value: Any) -> str:
    """A value as Python writes it, and as short as the browser does: 2 for 2.0."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_said, value))}]"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return json.dumps(value) if isinstance(value, str) else repr(value)


def find(name: str, figure: str) -> Puzzle:
    """The puzzle of a figure.

    Args:
        name: of the exercise.
        figure: the figure that asks, by the name of its class.

    Raises:
        ValueError: the exercise has no figure, or another one. LookupError: nobody said where puzzles are found; and
            what the source raises for an unknown name.
    """
    if not _sources:
        raise LookupError(f"{name}: there are no puzzles without the exercises of lstmlab")
    exercise = _sources[0](name)
    carrier = getattr(exercise, "figure", None)
    if carrier is None:
        raise ValueError(f"{name} is solved by writing a function; it has no figure")
    if carrier != figure:
        raise ValueError(f"{name} belongs to the figure {carrier}, not to {figure}")
    puzzle: Puzzle = exercise
    return puzzle
