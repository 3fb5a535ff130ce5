"""The still picture of the backward stepper: what every edge has carried, step by step."""

from typing import Any

from lstmlab.figures.backward_stepper import EDGES, KINDS, N_STEPS
from lstmlab.figures.runtime.base import fixed
from lstmlab.plots import palette, picture

FLAT = 0.5  # height of a cell, as a part of its width
ROWS = {
    "loss": "loss to h",
    "tanh": "h to a",
    "b": "a to b",
    "w_x": "a to w_x",
    "w_h": "a to w_h",
    "state": "a to h before",
}


def still(controls: dict[str, Any], values: dict[str, Any]) -> Any:
    """A table as a picture: a column a step, a row a kind of edge. Edges to come are empty, the deleted one is red."""
    return _draw(controls, values).figure


@picture.plot
def _draw(controls: dict[str, Any], values: dict[str, Any]) -> picture.Picture:
    figure, axes = picture.drawing(-1.6, N_STEPS + 0.1, -FLAT * len(KINDS) - 0.1, 0.5)
    for t in range(N_STEPS):
        axes.text(t + 0.5, 0.22, f"step {t + 1}", ha="center", va="center", fontsize=10)
    for row, kind in enumerate(KINDS):
        axes.text(-0.1, -FLAT * (row + 0.5), ROWS[kind], ha="right", va="center", fontsize=10)
    for place, (kind, t) in enumerate(EDGES):
        _cell(
            axes,
            t - 1,
            KINDS.index(kind),
            values["edges"][place],
            place < controls["step"],
            controls["cut"] == f"{kind} {t}",
        )
    return picture.Picture(figure, "")


def _cell(axes: Any, column: int, row: int, value: float, gone: bool, cut: bool) -> None:
    from matplotlib.patches import Rectangle

    colour = palette.VERMILION if cut else palette.BLUE if gone else palette.GREY
    box = (column + 0.04, -FLAT * (row + 1) + 0.04)
    axes.add_patch(Rectangle(box, 0.92, FLAT - 0.08, facecolor=colour, alpha=0.25 if gone or cut else 0, lw=0))
    axes.add_patch(Rectangle(box, 0.92, FLAT - 0.08, facecolor="none", edgecolor=colour, lw=1.0))
    text = "deleted" if cut else fixed(value, 3).replace("-", "−") if gone else ""
    axes.text(column + 0.5, -FLAT * (row + 0.5), text, ha="center", va="center", fontsize=9.5)
