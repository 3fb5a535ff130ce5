"""The still picture of the gradient-check lab: the error of each backward pass beside the tolerance."""

from typing import Any

from lstmlab.figures.gradient_check_lab.net import BUGS
from lstmlab.plots import palette, picture

LOWEST = 1e-16


def still(worst: list[float], tolerance: int) -> Any:
    """A point for each backward pass on a logarithmic axis, and a line at the tolerance."""
    return _draw(worst, tolerance).figure


@picture.plot
def _draw(worst: list[float], tolerance: int) -> picture.Picture:
    figure, axes = picture.chart(0.9 + 0.26 * len(worst))
    limit = 10.0**-tolerance
    for place, error in enumerate(worst):
        caught = error > limit
        axes.plot(
            max(error, LOWEST),
            -place,
            "o" if caught else "s",
            color=palette.BLUE if place == 0 else palette.GREEN if caught else palette.VERMILION,
            markersize=6,
        )
    axes.axvline(limit, color=palette.INK, linestyle=":", linewidth=1.2)
    axes.set(xscale="log", xlim=(LOWEST / 3, 5), xlabel="error, and the tolerance")
    axes.set_xticks([1e-15, 1e-10, 1e-5, 1], ["10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "1"])
    axes.minorticks_off()
    axes.set_yticks([-place for place in range(len(worst))], BUGS.values(), fontsize=9.5)
    return picture.Picture(figure, "")
