"""A drawing: one or more pictures side by side, below each other where it is narrow."""

import html
from collections.abc import Sequence
from typing import NamedTuple

from lstmlab.drawings.pen import words

WIDTH = 340  # of a picture, in its own units: about the pixels that a phone has for it
LARGEST = 1.25  # a picture grows no more than this beyond its own units


class Panel(NamedTuple):
    """One picture.

    title: written above it. marks: SVG, made by `lstmlab.drawings.pen`. bottom: its height below the title. top: where
    it begins. width: in its own units.
    """

    title: str
    marks: str
    bottom: float
    top: float = 0
    width: float = WIDTH


class Drawing:
    """Pictures, and what they show in words. A notebook shows them, a screen reader reads the words.

    What is said below a drawing is a matter of the chapter that shows it: its caption has a number there.

    Attributes:
        panels: the pictures, in the order in which they are read.
        alt: what they show, a text for each picture.
        columns: pictures side by side, where there is room.
    """

    def __init__(self, panels: Sequence[Panel], alt: Sequence[str], columns: int = 2) -> None:
        self.panels, self.alt, self.columns = tuple(panels), tuple(alt), columns

    def __repr__(self) -> str:
        return f"Drawing: {' '.join(self.alt)}"

    def svgs(self) -> list[str]:
        """Each picture as one SVG element that takes the text colour of its page."""
        return [_svg(panel, alt) for panel, alt in zip(self.panels, self.alt, strict=True)]

    def _repr_html_(self) -> str:
        wide = max(panel.width for panel in self.panels)
        each = "".join(
            f'<div style="flex: 1 1 max({0.8 * panel.width:.0f}px, {100 / self.columns:.0f}% - 24px); '
            f'max-width: {LARGEST * panel.width:.0f}px">{svg}</div>'
            for panel, svg in zip(self.panels, self.svgs(), strict=True)
        )
        room = f"max-width: {self.columns * (LARGEST * wide + 24):.0f}px"
        return (
            f'<div style="margin: 1em 0; display: flex; flex-wrap: wrap; gap: 10px 24px; '
            f'align-items: flex-end; {room}">{each}</div>'
        )


def _svg(panel: Panel, alt: str) -> str:
    title = words(0, panel.top + 15, panel.title, bold=True) if panel.title else ""
    top, height = panel.top, panel.bottom - panel.top
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {top:g} {panel.width:g} {height:g}" role="img" '
        f'aria-label="{html.escape(alt)}" fill="currentColor" '
        f'style="display: block; width: 100%; height: auto; overflow: visible; font-family: inherit">'
        f"{title}{panel.marks}</svg>"
    )
