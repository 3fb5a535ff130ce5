"""How lines are told apart in a plot: colours that do for a light and a dark page, dashes and markers.

The colours are those of lstmlab.palette. Lines that are only to be told apart take the hues in their order, which then
mean nothing; each has dashes and a marker of its own, so that no line is told by its colour alone.
"""

from typing import Any

from lstmlab.palette import DARK as DARK_LOOK
from lstmlab.palette import HUES, LIGHT

BLUE, ORANGE, GREEN, PURPLE, OCHRE, TEAL = (
    HUES[name].both for name in ("blue", "orange", "green", "purple", "ochre", "teal")
)
GREY = HUES["quiet"].both

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, OCHRE, GREY)
DASHES = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1.5, 2)), (0, (10, 3)), (0, (1, 2.5)))
MARKERS = ("o", "s", "^", "D", "v", "P")

WHITE, DARK = LIGHT["ground"], DARK_LOOK["ground"]

# Text, axes and everything that follows the page: this colour becomes `currentColor` in the picture.
INK = HUES["ink"].both


def line(k: int) -> dict[str, Any]:
    """How the k-th line is drawn: colour and dashes."""
    return {"color": COLOURS[k % len(COLOURS)], "linestyle": DASHES[k % len(DASHES)]}
