"""Networks as drawings: a layered net, and a recurrent one rolled up and unrolled."""

from collections.abc import Sequence
from typing import Any

from lstmlab.cells import feedforward
from lstmlab.plots import palette, picture
from lstmlab.plots.picture import Picture
from lstmlab.shapes import whole

# More circles or boxes than this would be too small to see; the rest is three dots.
_UNITS = 8
_STEPS = 6


def network(sizes: Sequence[int]) -> Picture:
    """A feed-forward net: a circle for each unit, a line for each weight.

    Args:
        sizes: units of each layer, from the inputs to the outputs, such as [3, 4, 2].

    Raises:
        ValueError: fewer than two layers, or a layer without units; TypeError: a size that is not a whole number.
    """
    n_parameters = feedforward.count_parameters(sizes)
    figure, axes = picture.new(3.4)
    shown = [min(size, _UNITS) for size in sizes]
    gap, radius = 1.0, 0.3
    height = max(shown) * gap
    step = max(2.2, 9.5 / len(sizes))
    heights = [[(n - 1) * gap / 2 - k * gap for k in range(n)] for n in shown]
    for layer in range(len(sizes) - 1):
        for a in heights[layer]:
            for b in heights[layer + 1]:
                ends = _between((layer * step, a), ((layer + 1) * step, b), radius)
                axes.plot(*ends, color=palette.GREY, linewidth=0.8, solid_capstyle="butt")
    for layer, size in enumerate(sizes):
        colour = palette.GREEN if layer == 0 else palette.VERMILION if layer == len(sizes) - 1 else palette.BLUE
        for k, y in enumerate(heights[layer]):
            if size > _UNITS and k == _UNITS - 2:
                axes.text(layer * step, y, "⋮", ha="center", va="center")
            else:
                _circle(axes, layer * step, y, radius, colour)
        name = "inputs" if layer == 0 else "outputs" if layer == len(sizes) - 1 else "hidden"
        axes.text(layer * step, -height / 2 - 0.35, f"{size}\n{name}", ha="center", va="top", linespacing=1.2)
    axes.set(xlim=(-1.2, (len(sizes) - 1) * step + 1.2), ylim=(-height / 2 - 1.9, height / 2 + 0.1), aspect="equal")
    axes.axis("off")
    counts = ", ".join(str(size) for size in sizes)
    layers = f"layers of {counts} units, from inputs to outputs"
    return Picture(figure, f"A feed-forward network with {layers}: {n_parameters} weights and biases.")


def unrolled_graph(n_steps: int) -> Picture:
    """A recurrent net, rolled up (with its loop) and unrolled over time: the same box, a copy for each step.

    Args:
        n_steps: T; with more than 6 the middle is left out.

    Raises:
        ValueError: n_steps below 1; TypeError: not a whole number.
    """
    whole(1, n_steps=n_steps)
    figure, axes = picture.new(2.9)
    steps: list[int | None] = list(range(1, n_steps + 1))
    if n_steps > _STEPS:
        steps = [*range(1, _STEPS - 1), None, n_steps]
    _column(axes, 0, "xₜ", "hₜ", "yₜ")
    _loop(axes)
    axes.text(1.35, 0, "=", ha="center", va="center", fontsize=16)
    start = 2.35
    axes.text(start, 0, "h" + _subscript(0), ha="center", va="center")
    for k, t in enumerate(steps, start=1):
        x = start + 1.45 * k
        _arrow(axes, (x - 1.45 + (0.42 if k > 1 else 0.3), 0), (x - 0.45, 0), palette.VERMILION)
        if t is None:
            axes.text(x, 0, "…", ha="center", va="center", fontsize=16)
        else:
            _column(axes, x, "x" + _subscript(t), "h" + _subscript(t), "y" + _subscript(t))
    right = start + 1.45 * len(steps) + 0.7
    axes.set(xlim=(-0.8, max(right, 9.0)), ylim=(-1.75, 1.75), aspect="equal")
    axes.axis("off")
    middle = "" if n_steps <= _STEPS else ", the middle left out"
    return Picture(
        figure,
        "Left, a recurrent network rolled up: input x, hidden state h with an arrow back to itself, output y. Right, the "
        f"same network unrolled over {n_steps} step{'s' if n_steps > 1 else ''}{middle}: each hidden state receives its "
        "input from below and the hidden state before it from the left, beginning with h0, and gives its output above.",
    )


def _column(axes: Any, x: float, below: str, middle: str, above: str) -> None:
    axes.text(x, -1.5, below, ha="center", va="center")
    axes.text(x, 1.5, above, ha="center", va="center")
    _arrow(axes, (x, -1.22), (x, -0.45), palette.GREEN)
    _arrow(axes, (x, 0.42), (x, 1.22), palette.BLUE)
    from matplotlib.patches import FancyBboxPatch

    style = "round,pad=0.02,rounding_size=0.12"
    axes.add_patch(
        FancyBboxPatch(
            (x - 0.4, -0.4), 0.8, 0.8, boxstyle=style, facecolor=palette.BLUE + "25", edgecolor=palette.BLUE, lw=1.6
        )
    )
    axes.text(x, 0, middle, ha="center", va="center")


def _loop(axes: Any) -> None:
    from matplotlib.patches import FancyArrowPatch

    axes.add_patch(
        FancyArrowPatch(
            (0.44, 0.2),
            (0.44, -0.2),
            connectionstyle="arc3,rad=-1.6",
            arrowstyle="-|>",
            mutation_scale=13,
            color=palette.VERMILION,
            lw=1.6,
        )
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
