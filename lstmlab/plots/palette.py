"""Colours that work for colour-blind readers, on white and on a dark page.

The hues are those of Okabe and Ito; the light ones are darkened until each line has a contrast of at least 3:1 against
white and against the dark ground of the book. No line is told by its colour alone: each has its own dashes and marker.

Source: M. Okabe and K. Ito, "Color Universal Design" (2002, revised 2008); 3:1: WCAG 2.2, criterion 1.4.11.
"""

from typing import Any

BLUE, VERMILION, GREEN, PURPLE, OCHRE = "#2f7fb5", "#d55e00", "#00996f", "#c56a9e", "#a97c1b"
GREY = "#808790"

COLOURS = (BLUE, VERMILION, GREEN, PURPLE, OCHRE, GREY)
DASHES = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1.5, 2)), (0, (10, 3)), (0, (1, 2.5)))
MARKERS = ("o", "s", "^", "D", "v", "P")

WHITE, DARK = "#ffffff", "#14181e"

# Text, axes and everything that follows the page: this colour becomes `currentColor` in the picture.
INK = "#010203"


def line(k: int) -> dict[str, Any]:
    """How the k-th line is drawn: colour and dashes."""
    return {"color": COLOURS[k % len(COLOURS)], "linestyle": DASHES[k % len(DASHES)]}


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21: (L + 0.05) / (l + 0.05) of the lighter to the darker luminance (WCAG)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
