"""The colours of the course, and what each means. Figures, plots, check cards and the book take them from here.

A hue has three values: for text and lines on a light ground, on a dark ground, and one for pictures that must do for
both. Text in the first two has a contrast of at least 4.5:1 on its ground and on its panel, lines in the third at least
3:1 on either ground. No meaning is told by colour alone: a letter, a sign, dashes or a marker stand beside it.

Source: the hues begin with those of M. Okabe and K. Ito, "Color Universal Design" (2002, revised 2008); 4.5:1 and 3:1:
WCAG 2.2, criteria 1.4.3 and 1.4.11.
"""

import re
from typing import NamedTuple


class Hue(NamedTuple):
    """light, dark: on a light and on a dark ground. both: where one value has to do for either."""

    light: str
    dark: str
    both: str


class Meaning(NamedTuple):
    """hue: one of HUES. text: what it stands for, as CONTRIBUTING says it."""

    hue: str
    text: str


HUES = {
    "ink": Hue("#1d2329", "#e7eaee", "#010203"),  # `both` is written as currentColor, the colour of the text around
    "quiet": Hue("#57606a", "#a8b1bb", "#808790"),
    "blue": Hue("#0b62b5", "#74b8ff", "#2f7fb5"),
    "orange": Hue("#b04a00", "#ffab66", "#d55e00"),
    "green": Hue("#07704f", "#56d3a5", "#00996f"),
    "purple": Hue("#83409a", "#d7a3ec", "#c56a9e"),
    "teal": Hue("#006e80", "#5fd3e0", "#0a8aa0"),
    "magenta": Hue("#b3005f", "#ff8fc4", "#d6408f"),
    "ochre": Hue("#7a5c00", "#e8c84a", "#a97c1b"),
    "red": Hue("#b3261e", "#ff9a90", "#d9483f"),
}

# The letters of the formulas. What stands for the same thing in another cell has its colour: z writes as i does, r lets
# through as o does, n is a candidate as g is.
ROLES = {
    "i": Meaning("green", "input gate i, update gate z: what is written"),
    "f": Meaning("blue", "forget gate f: what is kept"),
    "o": Meaning("orange", "output gate o, reset gate r: what is let through"),
    "g": Meaning("purple", "candidate g or n: what could be written"),
    "c": Meaning("ink", "cell c"),
    "h": Meaning("teal", "hidden state or output h"),
    "x": Meaning("ochre", "input x"),
    "gradient": Meaning("magenta", "gradient, what is carried back"),
}

# What is said of a number or of an answer. They are grounds and signs, not letters.
SAID = {
    "positive": Meaning("blue", "above zero, or a run that begins there; its sign is written"),
    "negative": Meaning("orange", "below zero, or a run that begins there; its sign is written"),
    "right": Meaning("green", "right, reached, stable; with ✓"),
    "wrong": Meaning("red", "wrong, missed, unstable; with ✗"),
}

# What nothing is written in: edges, lines across a chart, grounds.
LIGHT = {
    "line": "#8b949e",
    "faint": "#dde1e6",
    "ground": "#ffffff",
    "panel": "#f5f6f8",
    "blue-soft": "#dbeafa",
    "orange-soft": "#fce6d4",
    "green-soft": "#d8f1e6",
}
DARK = {
    "line": "#6f7a86",
    "faint": "#353c45",
    "ground": "#14181d",
    "panel": "#1e242b",
    "blue-soft": "#17344f",
    "orange-soft": "#4a2d14",
    "green-soft": "#123d30",
}


def look(name: str) -> dict[str, str]:
    """All colours of one look, "light" or "dark": hues, meanings and grounds by name. Errors: another look."""
    if name not in ("light", "dark"):
        raise ValueError(f"name: expected 'light' or 'dark', got {name!r}")
    hues = {hue: getattr(values, name) for hue, values in HUES.items()}
    meant = {key: hues[meaning.hue] for key, meaning in (ROLES | SAID).items()}
    return hues | (LIGHT if name == "light" else DARK) | meant


def css(place: str, dark: str) -> str:
    """A style sheet: the colours as variables of `place`, light and, where `dark` matches, dark; and a class for each.

    `tone-h` is text in the colour of h, `fill-h` a surface, `line-h` a line, `edge-h` the edge of a surface.

    Raises:
        TypeError: a selector that is no string.
    """
    for name, value in (("place", place), ("dark", dark)):
        if not isinstance(value, str):
            raise TypeError(f"{name}: expected a selector of CSS, got {type(value).__name__}")
    sheet = [
        f"{selector} {{\n" + "".join(f"  --{key}: {value};\n" for key, value in look(name).items()) + "}"
        for selector, name in ((place, "light"), (dark, "dark"))
    ]
    for key in HUES | ROLES | SAID:
        sheet += [
            f".tone-{key} {{ color: var(--{key}); font-weight: 650; }}",
            f".fill-{key}, svg text.fill-{key} {{ fill: var(--{key}); }}",
            f".line-{key} {{ fill: none; stroke: var(--{key}); }}",
            f".edge-{key} {{ stroke: var(--{key}); }}",
            f".head.line-{key} {{ fill: var(--{key}); stroke: none; }}",
        ]
    return "\n".join(sheet) + "\n"


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21: (L + 0.05) / (l + 0.05) of the lighter to the darker luminance (WCAG)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def linear(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of "#rrggbb" as amounts of light, from 0 to 1.

    Raises:
        ValueError: other than # and six digits from 0 to f.
    """
    if not isinstance(colour, str) or not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"colour: expected six digits as in #1f77b4, got {colour!r}")
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
