"""The still picture of the LSTM stepper: both drawings of the cell, below each other."""

from typing import Any

from lstmlab.figures.lstm_stepper import PARTS
from lstmlab.figures.runtime.base import fixed
from lstmlab.plots import palette, picture

Place = tuple[float, float]

# Where the pieces stand: the belt above (y from 0 to 5), the gates around the cell below (y from -6 to -1).
BELT: dict[str, Place] = {"f": (1.6, 1.7), "i": (3.2, 1.7), "g": (4.8, 1.7), "o": (6.4, 1.7)}
BLOCK: dict[str, Place] = {"g": (1.6, -3.2), "i": (3.4, -5.2), "f": (5.2, -0.6), "o": (8.4, -5.2)}
CELL: Place = (5.2, -3.2)

# The wires of each formula, as corners in order; the last corner has an arrow head. In 1997 those of "f" are left out.
WIRES: dict[str, list[list[Place]]] = {
    "i": [[(3.2, 0.3), (3.2, 1.2)], [(3.4, -6.5), (3.4, -5.7)]],
    "f": [[(1.6, 0.3), (1.6, 1.2)], [(3.6, -0.6), (4.7, -0.6)]],
    "g": [[(4.8, 0.3), (4.8, 1.2)], [(0.2, -3.2), (1.1, -3.2)]],
    "o": [[(6.4, 0.3), (6.4, 1.2)], [(8.4, -6.5), (8.4, -5.7)]],
    "c": [
        [(0.2, 4.2), (9.8, 4.2)],
        [(3.2, 2.2), (3.2, 3.1), (4.5, 3.1)],
        [(4.8, 2.2), (4.8, 3.9)],
        [(2.1, -3.2), (4.5, -3.2)],
        [(3.4, -4.7), (3.4, -3.5)],
        [(5.7, -2.8), (6.6, -1.9), (3.8, -1.9), (4.7, -2.8)],
    ],
    "h": [
        [(8.2, 4.2), (8.2, 2.0)],
        [(6.9, 1.7), (7.9, 1.7)],
        [(8.2, 1.4), (8.2, 0.3), (9.8, 0.3)],
        [(5.9, -3.2), (8.1, -3.2)],
        [(8.4, -4.7), (8.4, -3.5)],
        [(8.7, -3.2), (9.8, -3.2)],
    ],
}
FORGET_WIRES: list[list[Place]] = [[(1.6, 2.2), (1.6, 3.9)], [(5.2, -1.1), (5.2, -1.6)]]
KNOTS: dict[str, list[tuple[str, Place]]] = {
    "c": [("+", (4.8, 4.2)), ("×", (4.8, 3.1)), ("×", (3.4, -3.2))],
    "h": [("tanh", (8.2, 3.1)), ("×", (8.2, 1.7)), ("tanh", (6.9, -3.2)), ("×", (8.4, -3.2))],
}
FORGET_KNOTS: list[tuple[str, Place]] = [("×", (1.6, 4.2)), ("×", (5.2, -1.9))]
NAMES: list[tuple[str, Place]] = [
    ("c before", (0.2, 4.6)),
    ("c", (9.6, 4.6)),
    ("h before, x", (0.2, -0.05)),
    ("h", (9.6, 0.65)),
    ("h", (9.6, -2.8)),
]


def both(cell: str, part: str, values: dict[str, Any], c_prev: float, alt: str) -> Any:
    """Both drawings as a Matplotlib figure: the formula of now is thick, those to come are grey.

    Args:
        cell: "1997" or "2000".
        part: the formula of now, one of i, f, g, o, c, h.
        values: the numbers of the figure.
        c_prev: the cell before.
        alt: the text alternative.
    """
    return _draw(cell == "1997", part, values, c_prev, alt).figure


@picture.plot
def _draw(old: bool, part: str, values: dict[str, Any], c_prev: float, alt: str) -> picture.Picture:
    figure, axes = picture.drawing(0, 10, -6.8, 5.2)
    order = list(PARTS)
    now = order.index(part)

    def look(name: str) -> dict[str, Any]:
        place = order.index(name)
        if place == now:
            return {"color": palette.VERMILION, "lw": 3}
        return {"color": palette.INK, "lw": 1.6} if place < now else {"color": palette.GREY, "lw": 1}

    axes.plot([0.2, 6.4], [0.3, 0.3], color=palette.INK, lw=1.6)
    for name, wires in WIRES.items():
        if name == "f" and old:
            continue
        for wire in wires + (FORGET_WIRES if name == "c" and not old else []):
            axes.plot(*zip(*wire, strict=True), solid_joinstyle="round", **look(name))
            axes.annotate(
                "", wire[-1], wire[-2], arrowprops={"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **look(name)}
            )
    for name, knots in KNOTS.items():
        for sign, place in knots + (FORGET_KNOTS if name == "c" and not old else []):
            _box(axes, sign, "", place, look(name), 0.75 if sign == "tanh" else 0.5, 0.55)
    known = order.index("c") <= now
    _box(axes, "c" if known else "c before", _number(values["c"] if known else c_prev), CELL, look("c"), 1.2, 1.1)
    for places in (BELT, BLOCK):
        for name, place in places.items():
            if values[name] is not None:
                value = _number(values[name]) if order.index(name) <= now else ""
                _box(axes, name, value, place, look(name), 0.95, 1.0)
    for text, (x, y) in NAMES:
        axes.text(x, y, text, ha="left" if x < 5 else "right", va="center", fontsize=9.5)
    for text, place in (("x, h", (3.7, -6.5)), ("x, h", (8.1, -6.5)), ("x, h", (0.2, -2.8)), ("x, h", (3.4, -0.6))):
        if not (old and place == (3.4, -0.6)):
            axes.text(*place, text, ha="right" if place[0] in (8.1, 3.4) else "left", va="center", fontsize=9.5)
    return picture.Picture(figure, alt)


def _box(axes: Any, name: str, value: str, place: Place, look: dict[str, Any], width: float, height: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    x, y = place
    shape = "round,pad=0,rounding_size=0.2"
    corner = (x - width / 2, y - height / 2)
    # White under the names, so that no wire runs through them; the names are dark on it whatever the page looks like.
    axes.add_patch(
        FancyBboxPatch(
            corner, width, height, boxstyle=shape, facecolor="white", edgecolor=look["color"], lw=look["lw"], zorder=3
        )
    )
    axes.text(x, y + (0.2 if value else 0), name, ha="center", va="center", fontsize=10, color="black", zorder=4)
    if value:
        axes.text(x, y - 0.25, value, ha="center", va="center", fontsize=9.5, color="black", zorder=4)


def _number(value: float) -> str:
    return fixed(value, 2).replace("-", "−")
