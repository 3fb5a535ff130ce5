"""The still picture of the ablation arena: guesses, and the results with their intervals where they are shown."""

from typing import Any

from lstmlab.figures.ablation_arena import SEEDS, VARIANTS
from lstmlab.plots import palette, picture


def still(controls: dict[str, Any], values: dict[str, Any]) -> Any:
    """A row for each variant.

    Args:
        controls: task, guesses, and whether the results are shown.
        values: from `lstmlab.figures.ablation_arena.compute`.
    """
    return _draw(controls, values).figure


@picture.plot
def _draw(controls: dict[str, Any], values: dict[str, Any]) -> picture.Picture:
    from lstmlab.plots.curves import legend

    figure, axes = picture.chart(3.6)
    places = range(len(VARIANTS))[::-1]
    if controls["shown"]:
        measured, low, high = (values[name] for name in ("measured", "low", "high"))
        ends = (
            [m - a for m, a in zip(measured, low, strict=True)],
            [b - m for m, b in zip(measured, high, strict=True)],
        )
        axes.errorbar(
            measured, places, xerr=ends, fmt="o", color=palette.BLUE, markersize=7, capsize=4, label="came out (95 %)"
        )
    axes.plot([controls[name] for name in VARIANTS], places, "D", mfc="none", color=palette.VERMILION, label="guessed")
    axes.set_yticks(places, list(VARIANTS))
    axes.set(xlim=(-0.4, SEEDS + 0.4), xlabel=f"seeds of {SEEDS} that succeed")
    legend(axes)
    return picture.Picture(figure, "")
