"""Results of many runs: successes over a length, rates of tasks by nets, and values with their intervals.

Each has a title line that says what is shown, and its numbers in words. Points are joined only where their order means
something, such as a length; names are not joined.
"""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lstmlab.intervals import wilson
from lstmlab.plots import palette, picture
from lstmlab.plots.axes import check_labels, legend, row
from lstmlab.plots.picture import Picture, number
from lstmlab.shapes import as_numbers, check_text

_LABEL = 6.4  # letters an inch in the line of an axis that has names beside it


@picture.plot
def success(
    x: Any, panels: Mapping[str, Mapping[str, Any]], xlabel: str = "T", title: str = "", things: str = "seeds"
) -> Picture:
    """Successes over lengths, all nets in one picture, with 95 % Wilson intervals; a panel for each condition.

    Args:
        x: (n,) lengths or rates, rising and above 0; the axis is logarithmic.
        panels: condition -> net -> n pairs (successes, trials); None leaves a point out. A condition of "" has no name.
        xlabel: what x is.
        title: a line that says what is shown.
        things: what succeeds.

    Raises:
        ValueError: x that does not rise, no nets, or another number of pairs than x has; TypeError: no dict.
    """
    x = row("x", x)
    if np.any(np.diff(x) <= 0) or x[0] <= 0:
        raise ValueError(f"x: expected rising numbers above 0, got {x.tolist()}")
    check_text(xlabel=xlabel, title=title, things=things)
    _check_groups(panels=panels)
    for nets in panels.values():
        for net, pairs in nets.items():
            if len(pairs) != len(x):
                raise ValueError(f"{net}: expected {len(x)} pairs (successes, trials), got {len(pairs)}")
    figure, all_axes = picture.chart(1.5 + 1.7 * len(panels), rows=len(panels), sharex=True, squeeze=False)
    names = list(dict.fromkeys(net for nets in panels.values() for net in nets))
    step = 0.035 * np.log(x[-1] / x[0]) if len(x) > 1 else 0.1
    told = []
    for axes, (condition, nets) in zip(all_axes[:, 0], panels.items(), strict=True):
        for net, pairs in nets.items():
            k = names.index(net)
            places, rates, ends = [], [], []
            for place, pair in zip(x, pairs, strict=True):
                if pair is not None:
                    found = wilson(*pair)
                    rate = pair[0] / pair[1]
                    places.append(place * np.exp(step * (k - (len(names) - 1) / 2)))
                    rates.append(100 * rate)
                    ends.append((100 * (rate - found.low), 100 * (found.high - rate)))
            axes.errorbar(
                places,
                rates,
                yerr=np.abs(np.transpose(ends)),
                label=net,
                marker=palette.MARKERS[k % len(palette.MARKERS)],
                markersize=5.5,
                linewidth=1.6,
                elinewidth=1.2,
                capsize=2.5,
                **palette.line(k),
            )
            counts = [
                f"{pair[0]} of {pair[1]} at {place:g}" for place, pair in zip(x, pairs, strict=True) if pair is not None
            ]
            told.append(f"{condition + ', ' if condition else ''}{net}: {', '.join(counts)}")
        axes.set_xscale("log")
        axes.set_xticks(x, [f"{place:g}" for place in x])
        axes.minorticks_off()
        axes.set(ylim=(-4, 104), yticks=(0, 50, 100), ylabel=f"% of {things}")
        if condition:
            axes.set_title(condition)
    all_axes[-1, 0].set_xlabel(xlabel)
    if len(names) > 1:
        legend(all_axes[0, 0], above=0.14 if "" not in panels else 0.0)
    picture.entitle(figure, title)
    return Picture(
        figure, f"{picture.sentence(title)}{things.capitalize()} that succeed over {xlabel}. {'. '.join(told)}."
    )


@picture.plot
def heatmap(rates: Any, rows: Sequence[str], columns: Sequence[str], written: Any = None, title: str = "") -> Picture:
    """Rates between 0 and 1 as a table of colours: the fuller the colour, the higher, each with its number in it.

    Args:
        rates: (rows, columns) numbers from 0 to 1; NaN where there is none.
        rows, columns: their names.
        written: what stands in the fields, a list of strings for each row; the rate in per cent if left out.
        title: a line that says what is shown.

    Raises:
        ValueError: another shape than the names have, or a rate outside 0 to 1; TypeError: no numbers or no strings.
    """
    rates = as_numbers(rates=rates)
    check_labels(rows=rows, columns=columns)
    check_text(title=title)
    shape = (len(rows), len(columns))
    if rates.shape != shape or 0 in shape:
        raise ValueError(f"rates: expected {shape}, rows by columns, got {rates.shape}")
    known = ~np.isnan(rates)
    if np.any((rates[known] < 0) | (rates[known] > 1)):
        raise ValueError("rates: expected numbers from 0 to 1")
    if written is None:
        written = [[f"{100 * rate:.0f} %" if np.isfinite(rate) else "–" for rate in line] for line in rates]
    if [len(line) for line in written] != [shape[1]] * shape[0]:
        raise ValueError(f"written: expected {shape[0]} rows of {shape[1]} strings")
    from matplotlib.patches import Rectangle

    figure, axes = picture.chart(0.75 + 0.27 * len(rows))
    for (i, j), rate in np.ndenumerate(rates):
        # Half through at the most: the text of the page can be read on it, on a light and on a dark ground.
        if np.isfinite(rate):
            box = (j - 0.47, i - 0.45), 0.94, 0.9
            axes.add_patch(Rectangle(*box, facecolor=palette.BLUE, alpha=0.55 * float(rate), linewidth=0))
            axes.add_patch(Rectangle(*box, facecolor="none", edgecolor=palette.GREY, linewidth=0.6))
        axes.text(j, i, written[i][j], ha="center", va="center_baseline", fontsize=10.5)
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(rows) - 0.5, -0.5))
    axes.set_yticks(range(len(rows)), rows)
    axes.xaxis.tick_top()
    # On a phone the names of many columns stand upright: side by side they would run into each other.
    free = 72 * picture.width() - max(map(picture.text_width, rows)) - 20
    upright = max(picture.text_width(word) for name in columns for word in name.split()) > free / len(columns)
    heads = list(columns) if upright else [name.replace(" ", "\n") for name in columns]
    axes.set_xticks(range(len(columns)), heads, fontsize=10, rotation=90 if upright else 0)
    if upright:
        figure.set_figheight(figure.get_figheight() + max(map(picture.text_width, heads)) / 72)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    picture.entitle(figure, title)
    told = [
        f"{name}: " + ", ".join(f"{column} {text}" for column, text in zip(columns, line, strict=True))
        for name, line in zip(rows, written, strict=True)
    ]
    return Picture(figure, f"{picture.sentence(title)}A table, with more colour for higher rates. {'. '.join(told)}.")


@picture.plot
def dots(
    groups: Mapping[str, Mapping[str, tuple[float, float, float]]],
    xlabel: str = "",
    title: str = "",
    reference: Mapping[str, float] | None = None,
) -> Picture:
    """Values with their intervals, in groups under each other: a dot for each name, and nothing that joins them.

    Args:
        groups: group -> name -> (value, low, high).
        xlabel: what the axis shows, with the unit, and what the interval is.
        title: a line that says what is shown.
        reference: name -> value, drawn as a vertical line, such as {"guessing": 0.25}.

    Raises:
        ValueError: no names, or an interval that does not hold its value; TypeError: no dict.
    """
    check_text(xlabel=xlabel, title=title)
    _check_groups(groups=groups)
    reference = {} if reference is None else reference
    if not isinstance(reference, Mapping):
        raise TypeError(f"reference: expected a dict of values by name, got {type(reference).__name__}")
    as_numbers(reference=[0.0, *reference.values()])
    names = list(dict.fromkeys(name for group in groups.values() for name in group))
    lines = sum(map(len, groups.values())) + 1.2 * len(groups)
    figure, axes = picture.chart(0.7 + 0.25 * lines + (0.3 if reference else 0))
    y, ticks, told = 0.0, [], []
    for group, values in groups.items():
        if group:
            y += 0.2
            ticks.append((y, group, True))
            y += 1
        said = []
        for name, (value, low, high) in values.items():
            if not low <= value <= high:
                raise ValueError(f"groups: expected low <= value <= high, got {low}, {value}, {high} ({name})")
            # With more names than colours one does for all: twice the same would look like the same thing.
            k = names.index(name) if len(names) <= len(palette.COLOURS) else 0
            marker, colour = palette.MARKERS[k], palette.COLOURS[k]
            axes.errorbar(value, y, xerr=[[value - low], [high - value]], fmt=marker, color=colour, capsize=3)
            ticks.append((y, name, False))
            said.append(f"{name} {number(value)} ({number(low)} to {number(high)})")
            y += 1
        told.append(f"{group + ': ' if group else ''}{', '.join(said)}")
    for k, (name, value) in enumerate(reference.items()):
        axes.axvline(value, label=name, color=palette.GREY, linestyle=palette.DASHES[k + 1], linewidth=1.4)
        told.append(f"for comparison {name} {number(value)}")
    figure.get_layout_engine().set(w_pad=0.1)  # browsers' letters are a little wider
    axes.set_ylim(y - 0.4, -0.5)
    axes.set_yticks([place for place, _, bold in ticks if not bold], [name for _, name, bold in ticks if not bold])
    # The name of a group has a line to itself, from the left: a long one takes no room from the axes.
    from matplotlib.transforms import blended_transform_factory

    across = blended_transform_factory(figure.transFigure, axes.transData)
    for place, name, bold in ticks:
        if bold:
            axes.text(0.01, place, name, transform=across, va="center", fontweight="bold", fontsize=11, in_layout=False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("\n".join(textwrap.wrap(xlabel, int(_LABEL * picture.width()))))
    if reference:
        legend(axes)
    picture.entitle(figure, title)
    what = xlabel or "results"
    return Picture(figure, f"{picture.sentence(title)}{what[0].upper() + what[1:]}, with intervals. {'. '.join(told)}.")


def _check_groups(**several: Any) -> None:
    for name, groups in several.items():
        if not isinstance(groups, Mapping) or not all(isinstance(group, Mapping) for group in groups.values()):
            raise TypeError(f"{name}: expected a dict of dicts by name, got {type(groups).__name__}")
        if not groups or not all(groups.values()):
            raise ValueError(f"{name}: expected at least one name in each group")
