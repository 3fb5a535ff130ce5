"""The still picture of the convention translator: the blocks of both libraries, and a line from each to its place."""

from typing import Any

from lstmlab.figures.convention_translator import LIBRARIES, table
from lstmlab.plots import palette, picture


def still(controls: dict[str, Any], values: dict[str, Any]) -> Any:
    """The source above, the target below.

    Args:
        controls, values: as in `lstmlab.figures.convention_translator.compute`.
    """
    return _draw(controls, values).figure


@picture.plot
def _draw(controls: dict[str, Any], values: dict[str, Any]) -> picture.Picture:
    figure, axes = picture.drawing(0, 10, -0.3, 5.6)
    places = {}
    for role, y in (("source", 3.7), ("target", 0.6)):
        library = controls[role]
        one = table()[controls["cell"]][library]
        label = y + 1.3 if role == "source" else y - 0.6
        axes.text(0.2, label, LIBRARIES[library])
        if "missing" in one:
            axes.text(0.2, y + 0.4, "has no such cell")
            continue
        lie = "one below the other" if one["rows"] else "side by side"
        axes.text(9.8, label, f"gates {lie}", ha="right")
        for k, (gate, name) in enumerate(zip(one["order"], one["names"], strict=True)):
            places[role, gate] = 1.4 + 2.4 * k
            axes.add_patch(_box(places[role, gate], y))
            sign = "−" if role == "target" and _is_turned(controls, values, gate) else ""
            axes.text(places[role, gate], y + 0.5, sign + name, ha="center", va="center", fontsize=15)
    order = "" if values["missing"] else table()[controls["cell"]][controls["source"]]["order"]
    for k, gate in enumerate(order):
        ends = (places["source", gate], places["target", gate])
        axes.plot(ends, (3.7, 1.6), **palette.line(k))
    return picture.Picture(figure, "")


def _box(middle: float, y: float) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((middle - 1, y), 2, 1, fill=False, edgecolor=palette.INK, linewidth=1.4)


def _is_turned(controls: dict[str, Any], values: dict[str, Any], gate: str) -> bool:
    order = "" if values["missing"] else table()[controls["cell"]][controls["source"]]["order"]
    return gate in order and bool(values["turned"][order.index(gate)])
