"""Hidden states: all units over time, and one unit that remembers."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lstmlab.cells import tanh_unit
from lstmlab.plots import palette, picture
from lstmlab.plots.axes import check_labels, legend, ticks
from lstmlab.plots.picture import Picture, number
from lstmlab.shapes import bind, check_int


@picture.plot
def hidden_states(hs: Any, labels: Sequence[str] | str | None = None, title: str = "") -> Picture:
    """Every hidden unit over time: a column for each step, a row for each unit, light for +1 and dark for -1.

    Args:
        hs: (T, H), one sequence: `trace.hs[:, 0]`.
        labels: one for each step, such as the letter that was read.
        title: a line above that says what one sees.

    Raises:
        ValueError: another shape than (T, H), or another number of labels; TypeError: not an array.
    """
    sizes = bind(hs=(hs, "T H"))
    n_steps, n_hidden = sizes["T"], sizes["H"]
    if hs.size == 0:
        raise ValueError(f"hs: expected at least one step and one unit, got (T, H) = {hs.shape}")
    if labels is not None:
        check_labels(labels=labels)
    if labels is not None and len(labels) != n_steps:
        raise ValueError(f"labels: expected one for each of the T = {n_steps} steps, got {len(labels)}")
    figure, axes = picture.chart(1.4 + min(2.6, 0.22 * n_hidden))
    colours = _cividis()
    image = axes.imshow(hs.T, vmin=-1, vmax=1, cmap=colours, aspect="auto", interpolation="none")
    bar = figure.colorbar(image, ax=axes, ticks=(-1, 0, 1), fraction=0.06, pad=0.02)
    bar.outline.set_linewidth(0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set(xlabel="step", ylabel="hidden unit")
    units = np.arange(n_hidden)[:: max(1, -(-n_hidden // 8))]
    axes.set_yticks(units, [str(k + 1) for k in units])
    every = max(1, -(-n_steps // (26 if labels is not None and max(map(len, labels)) == 1 else 12)))
    steps = np.arange(n_steps)[::every]
    axes.set_xticks(steps, [labels[k] if labels is not None else str(k + 1) for k in steps])
    picture.entitle(figure, title)
    spread = hs.max(axis=0) - hs.min(axis=0)
    most, least = int(spread.argmax()), int(spread.argmin())
    return Picture(
        figure,
        f"{picture.sentence(title)}Heat map of {n_hidden} hidden units over {n_steps} steps, values between "
        f"{number(hs.min())} and {number(hs.max())}. Unit {most + 1} moves most, by {number(spread[most])}; "
        f"unit {least + 1} least, by {number(spread[least])}."
        + (f" Steps: {' '.join(labels)}." if labels is not None and n_steps <= 40 else ""),
    )


@picture.plot
def latch_portrait(w_x: float, w_h: float, b: float, n_steps: int = 20) -> Picture:
    """One tanh unit as a memory: above its map h -> tanh(w_h h + b) with the points where it rests, below two runs.

        h_t = tanh(w_x x_t + w_h h_{t-1} + b),   h_0 = 0,   x_1 = +1 or -1,   x_2 = x_3 = ... = 0

    Where the map crosses the diagonal, the unit rests. It returns there after a small push (a filled point) if the
    slope of the map there, w_h (1 - h^2), lies between -1 and 1; otherwise it runs away (an open point).

    Source: Y. Bengio, P. Simard and P. Frasconi, IEEE Transactions on Neural Networks 5 (1994), 157-166, section III.

    Args:
        w_x, w_h, b: the unit's weights.
        n_steps: how long it has to remember.

    Raises:
        ValueError: n_steps below 1; TypeError: not an integer.
    """
    check_int(1, n_steps=n_steps)
    points = tanh_unit.fixed_points(w_h, b)
    runs = {first: tanh_unit.run(first, w_x, w_h, b, n_steps) for first in (1, -1)}
    figure, (portrait, time) = picture.chart(6.0, rows=2, height_ratios=(1.5, 1))
    h = np.linspace(-1.1, 1.1, 221)
    portrait.plot(h, h, color=palette.GREY, linewidth=1.2, linestyle=palette.DASHES[2], label="h stays as it is")
    portrait.plot(h, np.tanh(w_h * h + b), color=palette.INK, linewidth=1.6, label="next h")
    for stable, name, face in ((True, "rests", palette.INK), (False, "runs away", "none")):
        places = [point for point, _, kind in points if (kind == "stable") == stable]
        if places:
            portrait.plot(
                places, places, "o", markersize=9, color=palette.INK, markerfacecolor=face, label=name, zorder=5
            )
    for k, (first, run) in enumerate(runs.items()):
        label = f"first input {'+' if first > 0 else '−'}1"
        portrait.plot(run[1:-1], run[2:], palette.MARKERS[k], markersize=5, linestyle="none", color=palette.COLOURS[k])
        time.plot(range(n_steps + 1), run, label=label, marker=palette.MARKERS[k], markersize=4.5, **palette.line(k))
    portrait.set(xlabel="h", ylabel="next h", xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
    time.set(xlabel="step", ylabel="h", ylim=(-1.1, 1.1))
    ticks(time.xaxis, np.arange(n_steps + 1))
    legend(portrait)
    legend(time)
    rest = [f"{number(point)} ({'stable' if kind == 'stable' else 'not stable'})" for point, _, kind in points]
    ends = [f"{number(run[-1])} after a first input of {first:+d}".replace("-", "−") for first, run in runs.items()]
    return Picture(
        figure,
        f"A tanh unit with w_x = {number(w_x)}, w_h = {number(w_h)}, b = {number(b)}. It has {len(points)} resting "
        f"point{'s' if len(points) > 1 else ''}: {', '.join(rest)}. After {n_steps} steps h is {' and '.join(ends)}.",
    )


def _cividis() -> Any:
    # Its lightness rises all the way, so that the sign is told without colour. Few levels keep the picture small.
    import matplotlib

    return matplotlib.colormaps["cividis"].resampled(32)
