"""The still pictures of a figure: what the page draws, stored as SVG for readers whose page does not move.

They are made by tools/stills from the figure's own view.js. A picture stands alone: it has its own ground and colours,
light or dark as the reader prefers, and says which control values it shows.
"""

import base64
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).parents[1]  # a folder a figure


class Still:
    """A stored picture. A notebook shows it, a screen reader reads its words.

    Attributes:
        path: the file.
        svg: its text.
        alt: what it shows, in words.
        controls: the control values that it shows, by name.
        puzzle: the puzzle whose goal it shows, or "".
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.svg = path.read_text("utf-8")
        said = dict(re.findall(r' (aria-label|data-controls|data-puzzle)="([^"]*)"', self.svg[: self.svg.index(">")]))
        self.alt: str = html.unescape(said["aria-label"])
        self.controls: dict[str, Any] = json.loads(html.unescape(said["data-controls"]))
        self.puzzle: str = said.get("data-puzzle", "")

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"

    def _repr_html_(self) -> str:
        # An image, not an element of the page: its style sheet reaches nothing else, and sanitizers let it pass.
        data = base64.b64encode(self.svg.encode()).decode()
        return (
            f'<img src="data:image/svg+xml;base64,{data}" alt="{html.escape(self.alt)}" '
            f'style="display: block; width: 100%; max-width: 640px; height: auto">'
        )


@cache
def stored(folder: str) -> tuple[Still, ...]:
    """All pictures in the folder of a figure."""
    return tuple(map(Still, sorted((FIGURES / folder).glob("*.svg"))))


def find(folder: str, controls: dict[str, Any], puzzle: str = "") -> Still | None:
    """The picture of a figure at these control values, with the goal of its puzzle, or None where none is stored.

    A puzzle that draws nothing of its own has no picture of its own.
    """
    wanted = plain(controls)
    found = {still.puzzle: still for still in stored(folder) if still.controls == wanted}
    return found.get(puzzle) or found.get("")


def plain(controls: dict[str, Any]) -> dict[str, Any]:
    """Control values as JSON has them: lists for tuples."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in controls.items()}
