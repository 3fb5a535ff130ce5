"""A recurrent network that reads a text: its states step by step, and the trace of the first symbol in them."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from lstmlab.plots import palette, picture
from lstmlab.plots.axes import check_labels
from lstmlab.plots.picture import Picture, number
from lstmlab.shapes import bind


@picture.plot
def reading(symbols: Sequence[str], hs: Any, change: Any, fresh: Collection[int] = (0,)) -> Picture:
    """Above the unrolled network with every value, below how far each state moves with another first symbol.

    Args:
        symbols: what is read, one a step.
        hs: (T, H), the states.
        change: (T,), the length of the difference to the states of the second run.
        fresh: the steps, from 0, that begin with a state of zero; no arrow leads into them.

    Raises:
        ValueError: a shape does not fit, or another number of symbols; TypeError: not an array.
    """
    sizes = bind(hs=(hs, "T H"), change=(change, "T"))
    n_steps, n_hidden = sizes["T"], sizes["H"]
    check_labels(symbols=symbols)
    for name, array in (("hs", hs), ("change", change)):
        if not np.isfinite(array).all():
            raise ValueError(f"{name}: expected finite numbers, got {array[~np.isfinite(array)][0]}")
    if len(symbols) != n_steps:
        raise ValueError(f"symbols: expected one for each of the T = {n_steps} steps, got {len(symbols)}")
    figure, (graph, bars) = picture.chart(1.6 + 0.4 * n_hidden + 1.3, rows=2, height_ratios=(0.6 + 0.4 * n_hidden, 1.3))
    for t, row in enumerate(hs):
        if t not in fresh:
            arrow = {"arrowstyle": "-|>", "color": palette.TEAL, "lw": 1.6, "shrinkA": 0, "shrinkB": 0}
            graph.annotate("", (t - 0.36, n_hidden / 2), (t - 0.64, n_hidden / 2), arrowprops=arrow)
        for k, value in enumerate(row):
            _cell(graph, t, n_hidden - 1 - k, float(value))
        graph.text(t, -0.5, symbols[t], ha="center", va="center", fontweight="bold")
    graph.set(xlim=(-0.6, n_steps - 0.4), ylim=(-1, n_hidden + 0.1))
    graph.axis("off")
    places = range(n_steps)
    bars.bar(places, change, width=0.7, color=palette.TEAL)
    for t, height in zip(places, change, strict=True):
        bars.annotate(f"{height:.2f}", (t, height), xytext=(0, 3), textcoords="offset points", ha="center", fontsize=10)
    bars.set(xlim=(-0.6, n_steps - 0.4), ylim=(0, 1.25 * max(float(change.max()), 0.5)), ylabel="change of h")
    bars.set_xticks(places, [str(t + 1) for t in places])
    bars.set_xlabel("step")
    return Picture(
        figure,
        f"A network of {n_hidden} hidden units reads {' '.join(symbols)}. With another first symbol the state would "
        f"differ by {number(change[0])} at step 1 and by {number(change[-1])} at step {n_steps}.",
    )


def _cell(axes: Any, x: float, y: float, value: float) -> None:
    from matplotlib.patches import Rectangle

    colour = palette.ORANGE if value < 0 else palette.BLUE
    axes.add_patch(Rectangle((x - 0.35, y), 0.7, 1, facecolor=colour, alpha=0.5 * min(abs(value), 1), lw=0))
    axes.add_patch(Rectangle((x - 0.35, y), 0.7, 1, facecolor="none", edgecolor=palette.GREY, lw=0.8))
    fixed = f"{value:.1f}".replace("-0.0", "0.0").replace("-", "−")
    axes.text(x, y + 0.5, fixed, ha="center", va="center", fontsize=10)
