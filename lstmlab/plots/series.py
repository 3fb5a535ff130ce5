"""A series, what was forecast of it, and what a window of it shows to a feed-forward net."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lstmlab.plots import palette, picture
from lstmlab.plots.axes import legend, row, ticks
from lstmlab.plots.picture import Picture, number
from lstmlab.shapes import check_int


@picture.plot
def forecast(
    series: Any,
    forecasts: Mapping[str, Any],
    bands: Mapping[str, tuple[Any, Any]] | None = None,
    x: Any = None,
    xlabel: str = "step",
    ylabel: str = "value",
    title: str = "",
) -> Picture:
    """A series and forecasts of its last values.

    Args:
        series: (n,) what was observed.
        forecasts: name -> (m,) forecasts of the last m values of the series, m <= n.
        bands: name -> (low, high), each (m,): drawn behind the forecast of that name.
        x: (n,) places on the x axis, such as years; 0, 1, 2, ... if left out.
        xlabel, ylabel: what the axes show, with the unit.
        title: a line above that says what one sees.

    Raises:
        ValueError: a forecast that is longer than the series, a band without its forecast, or lengths that differ.
        TypeError: no numbers, or forecasts that are no dict.
    """
    series = row("series", series)
    x = np.arange(len(series)) if x is None else row("x", x, len(series))
    if not isinstance(forecasts, Mapping):
        raise TypeError(f"forecasts: expected a dict of forecasts by name, got {type(forecasts).__name__}")
    found = {name: row(name, values) for name, values in forecasts.items()}
    for name, values in found.items():
        if len(values) > len(series):
            raise ValueError(f"{name}: expected at most {len(series)} forecasts, one for each value, got {len(values)}")
    bands = dict(bands or {})
    if set(bands) - set(found):
        raise ValueError(
            f"bands: expected names of forecasts ({', '.join(found)}), got {', '.join(set(bands) - set(found))}"
        )
    figure, axes = picture.chart(3.4)
    axes.plot(x, series, color=palette.INK, linewidth=1.6, label="observed")
    for k, (name, values) in enumerate(found.items()):
        places = x[-len(values) :]
        if name in bands:
            low, high = (row(f"bands[{name!r}]", end, len(values)) for end in bands[name])
            axes.fill_between(
                places, low, high, color=palette.COLOURS[k % len(palette.COLOURS)], alpha=0.3, linewidth=0
            )
        marker = palette.MARKERS[k % len(palette.MARKERS)] if len(values) <= 24 else ""
        axes.plot(places, values, label=name, marker=marker, markersize=4.5, **palette.line(k))
    axes.set(xlabel=xlabel, ylabel=ylabel)
    ticks(axes.xaxis, x)
    legend(axes)
    picture.entitle(figure, title)
    told = [
        f"{name}, last {len(values)} values, mean absolute error {number(_mean_error(values, series))}"
        for name, values in found.items()
    ]
    return Picture(
        figure,
        f"{picture.sentence(title)}{ylabel}: {len(series)} observed values between {number(series.min())} and "
        f"{number(series.max())}, "
        f"and forecasts: {'; '.join(told) or 'none'}.",
    )


def _mean_error(values: np.ndarray, series: np.ndarray) -> float:
    return float(np.abs(values - series[-len(values) :]).mean())


@picture.plot
def window(values: Any, width: int, horizon: int = 1, xlabel: str = "step", ylabel: str = "value") -> Picture:
    """What a net with a window of `width` sees when it has to say the last value: the values before it, and no others.

    Args:
        values: words (a list of strings) or a series of numbers; the last is the one to be predicted.
        width: how many values the window holds.
        horizon: how many steps after the window the predicted value stands.
        xlabel, ylabel: what the axes show, for a series of numbers.

    Raises:
        ValueError: width or horizon below 1, or more than there are values before the last.
        TypeError: not integers.
    """
    check_int(1, width=width, horizon=horizon)
    if not isinstance(values, (list, tuple, np.ndarray)) or np.ndim(values) == 0:
        raise TypeError(f"values: expected a row of words or of numbers, got {type(values).__name__}")
    if width + horizon > len(values):
        raise ValueError(f"width: expected at most {len(values) - horizon} before the predicted value, got {width}")
    first = len(values) - horizon - width
    if isinstance(values[0], str):
        return _words(list(values), first, width)
    return _numbers(row("values", values), first, width, xlabel, ylabel)


def _numbers(values: np.ndarray, first: int, width: int, xlabel: str, ylabel: str) -> Picture:
    steps = np.arange(len(values))
    seen = slice(first, first + width)
    figure, axes = picture.chart(3.2)
    axes.plot(steps, values, color=palette.GREY, linewidth=1.4, linestyle=(0, (3, 2)), label="not seen")
    axes.axvspan(first - 0.5, first + width - 0.5, color=palette.BLUE, alpha=0.15, linewidth=0)
    axes.plot(steps[seen], values[seen], color=palette.BLUE, marker="o", markersize=4, label="in the window")
    axes.plot(steps[-1], values[-1], "D", color=palette.ORANGE, markersize=8, linestyle="none", label="to predict")
    axes.set(xlabel=xlabel, ylabel=ylabel)
    ticks(axes.xaxis, steps)
    legend(axes)
    return Picture(
        figure,
        f"A series of {len(values)} values. The window holds values {first + 1} to {first + width}; the net has to "
        f"predict value {len(values)}, {number(values[-1])}. It sees none of the {first} values before the window.",
    )


def _words(words: Sequence[str], first: int, width: int) -> Picture:
    shown = [*words[:-1], "?"]
    widths = [picture.text_width(word) + 14 for word in shown]  # in points, with the padding of the box
    line, gap, right = 26.0, 7.0, picture.width() * 72
    places, x, y = [], 2.0, 0.0
    for wide in widths:
        if x > 2 and x + wide > right - 2:
            x, y = 2.0, y - line
        places.append((x, y))
        x += wide + gap
    figure, axes = picture.drawing(0, right, y - line / 2, line / 2)
    for k, ((x, y), wide) in enumerate(zip(places, widths, strict=True)):
        seen, asked = first <= k < first + width, k == len(words) - 1
        style = {
            "facecolor": palette.BLUE + "30" if seen else "none",
            "edgecolor": palette.ORANGE if asked else palette.BLUE if seen else palette.GREY,
            "linestyle": "-" if seen else "--" if asked else ":",
            "linewidth": 1.6 if seen or asked else 1.0,
        }
        _box(axes, x, y, wide, style)
        axes.text(x + wide / 2, y, shown[k], va="center_baseline", ha="center")
    sees = " ".join(words[first : first + width])
    hidden = " ".join(words[:first])
    return Picture(
        figure,
        f"A sentence of {len(words)} words whose last, {words[-1]!r}, is to be predicted. A window of {width} sees: "
        f"{sees!r}. " + (f"It does not see: {hidden!r}." if hidden else "It sees everything before."),
    )


def _box(axes: Any, x: float, y: float, width: float, style: dict[str, Any]) -> None:
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(FancyBboxPatch((x, y - 10), width, 20, boxstyle="round,pad=0,rounding_size=4", **style))
