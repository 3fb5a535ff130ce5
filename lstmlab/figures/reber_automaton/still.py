"""The still picture of the Reber automaton: what the net expects after each symbol of the string."""

from typing import Any

from lstmlab.plots import palette, picture
from lstmlab.tasks import reber


def still(controls: dict[str, Any], values: dict[str, Any]) -> Any:
    """A grid: the symbols read from left to right, and how probable each symbol is next.

    Args:
        controls: string, net and step.
        values: from `lstmlab.figures.reber_automaton.compute`.
    """
    return _draw(controls, values).figure


@picture.plot
def _draw(controls: dict[str, Any], values: dict[str, Any]) -> picture.Picture:
    string = controls["string"]
    figure, axes = picture.chart(3.4)
    for t, (row, possible) in enumerate(zip(values["probabilities"], values["possible"], strict=True), start=1):
        for k, (p, can) in enumerate(zip(row, possible, strict=True)):
            axes.scatter(t, k, s=150 * p, color=palette.GREEN if can else palette.VERMILION, linewidths=0)
            if can:
                axes.scatter(t, k, s=190, facecolors="none", edgecolors=palette.INK, linewidths=0.9)
    axes.axvline(values["now"], color=palette.GREY, linewidth=8, alpha=0.3, zorder=0)
    axes.set_xticks(range(1, len(string)), list(string[:-1]))
    axes.set_yticks(range(len(reber.SYMBOLS)), list(reber.SYMBOLS))
    axes.set_ylim(len(reber.SYMBOLS) - 0.5, -0.5)
    axes.set(xlabel="symbol read (circle: possible next)", ylabel="expected next")
    return picture.Picture(figure, "")
