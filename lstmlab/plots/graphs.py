"""Networks as drawings: a layered net, and a recurrent one rolled up and unrolled."""

from collections.abc import Sequence
from typing import Any

from lstmlab.cells import feedforward
from lstmlab.plots import palette, picture
from lstmlab.plots.picture import Picture
from lstmlab.shapes import check_int

# More circles or boxes than this would be too small to see; the rest is three dots.
_UNITS = 8
_STEPS = 6


@picture.plot
def network(sizes: Sequence[int]) -> Picture:
    """A feed-forward net: a circle for each unit, a line for each weight.

    Args:
        sizes: units of each layer, from the inputs to the outputs, such as [3, 4, 2].

    Raises:
        ValueError: fewer than two layers, or a layer without units; TypeError: a size that is not an integer.
    """
    n_parameters = feedforward.count_parameters(sizes)
    shown = [min(size, _UNITS) for size in sizes]
    gap = min(1.0, 5.0 / max(shown))
    radius = 0.3 * gap
    height = max(shown) * gap
    step = 8.0 / (len(sizes) - 1)
    figure, axes = picture.drawing(-1.0, 9.0, -height / 2 - 1.1, height / 2 + 0.1)
    heights = [[(n - 1) * gap / 2 - k * gap for k in range(n)] for n in shown]
    for layer in range(len(sizes) - 1):
        for a in heights[layer]:
            for b in heights[layer + 1]:
                ends = _between((layer * step, a), ((layer + 1) * step, b), radius)
                axes.plot(*ends, color=palette.GREY, linewidth=0.8, solid_capstyle="butt")
    for layer, size in enumerate(sizes):
        colour = palette.GREEN if layer == 0 else palette.ORANGE if layer == len(sizes) - 1 else palette.BLUE
        for k, y in enumerate(heights[layer]):
            if size > _UNITS and k == _UNITS - 2:
                axes.text(layer * step, y, "⋮", ha="center", va="center")
            else:
                _circle(axes, layer * step, y, radius, colour)
        name = "inputs" if layer == 0 else "outputs" if layer == len(sizes) - 1 else "hidden"
        axes.text(layer * step, -height / 2 - 0.45, str(size), ha="center")
        axes.text(layer * step, -height / 2 - 0.9, name, ha="center")
    counts = ", ".join(str(size) for size in sizes)
    layers = f"layers of {counts} units, from inputs to outputs"
    return Picture(figure, f"A feed-forward network with {layers}: {n_parameters} weights and biases.")


@picture.plot
def unrolled_graph(n_steps: int) -> Picture:
    """A recurrent net, rolled up (with its loop) and unrolled over time: the same box, a copy for each step.

    Args:
        n_steps: T; with more than 6 the middle is left out.

    Raises:
        ValueError: n_steps below 1; TypeError: not an integer.
    """
    check_int(1, n_steps=n_steps)
    steps: list[int | None] = list(range(1, n_steps + 1))
    if n_steps > _STEPS:
        steps = [*range(1, _STEPS - 1), None, n_steps]
    figure, axes = picture.drawing(-0.7, 11.6, -1.8, 1.8)
    _column(axes, 0, "xₜ", "hₜ", "yₜ")
    _loop(axes)
    axes.text(1.6, 0, "=", ha="center", va="center", fontsize=16)
    start = 2.3
    axes.text(start, 0, "h" + _subscript(0), ha="center", va="center")
    for k, t in enumerate(steps, start=1):
        x = start + 1.43 * k
        _arrow(axes, (x - 1.43 + (0.42 if k > 1 else 0.3), 0), (x - 0.45, 0), palette.TEAL)
        if t is None:
            axes.text(x, 0, "…", ha="center", va="center", fontsize=16)
        else:
            _column(axes, x, "x" + _subscript(t), "h" + _subscript(t), "y" + _subscript(t))
    middle = "" if n_steps <= _STEPS else ", the middle left out"
    return Picture(
        figure,
        "Left, a recurrent network rolled up: input x, hidden state h with an arrow back to itself, output y. "
        f"Right, the same network unrolled over {n_steps} step{'s' if n_steps > 1 else ''}{middle}: each hidden "
        "state receives its input from below and the hidden state before it from the left, beginning with h0, "
        "and gives its output above.",
    )


def _column(axes: Any, x: float, below: str, middle: str, above: str) -> None:
    axes.text(x, -1.5, below, ha="center", va="center")
    axes.text(x, 1.5, above, ha="center", va="center")
    _arrow(axes, (x, -1.22), (x, -0.45), palette.OCHRE)
    _arrow(axes, (x, 0.42), (x, 1.22), palette.GREY)
    from matplotlib.patches import FancyBboxPatch

    style = "round,pad=0.02,rounding_size=0.12"
    axes.add_patch(
        FancyBboxPatch(
            (x - 0.4, -0.4), 0.8, 0.8, boxstyle=style, facecolor=palette.TEAL + "25", edgecolor=palette.TEAL, lw=1.6
        )
    )
    axes.text(x, 0, middle, ha="center", va="center")


def _loop(axes: Any) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    curve = Path([(0.42, 0.2), (1.15, 0.85), (1.15, -0.85), (0.42, -0.2)], [Path.MOVETO, *[Path.CURVE4] * 3])
    axes.add_patch(
        FancyArrowPatch(path=curve, arrowstyle="-|>", mutation_scale=13, color=palette.TEAL, lw=1.6, fill=False)
    )


def _arrow(axes: Any, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    arrow = {"arrowstyle": "-|>", "color": colour, "lw": 1.6, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 13}
    axes.annotate("", end, start, arrowprops=arrow)


def _circle(axes: Any, x: float, y: float, radius: float, colour: str) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle((x, y), radius, facecolor=colour + "30", edgecolor=colour, linewidth=1.6))


def _between(a: tuple[float, float], b: tuple[float, float], radius: float) -> tuple[list[float], list[float]]:
    """The line from one circle's rim to the other's: circles have no ground of their own that would cover it."""
    length = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
    part = radius / length
    xs = [a[0] + part * (b[0] - a[0]), b[0] - part * (b[0] - a[0])]
    ys = [a[1] + part * (b[1] - a[1]), b[1] - part * (b[1] - a[1])]
    return xs, ys


def _subscript(k: int) -> str:
    return str(k).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
