"""Numbers over steps, epochs or names: lines, the training curve, the error at each step, results with intervals."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lstmlab.plots import palette, picture
from lstmlab.plots.axes import check_labels, legend, logarithmic, room, row, ticks
from lstmlab.plots.picture import Picture, number
from lstmlab.shapes import check_positive

# With more points than this, markers would run into each other: the dashes alone tell the lines apart.
_MANY = 40


@picture.plot
def lines(
    x: Any,
    ys: Mapping[str, Any],
    xlabel: str = "",
    ylabel: str = "",
    log: bool = False,
    height: float = 3.2,
    told: str | None = None,
    *,
    title: str = "",
    logx: bool = False,
    joined: bool = True,
) -> Picture:
    """Several lines over the same x.

    Args:
        x: (n,) numbers.
        ys: name -> (n,) numbers; NaN leaves a gap.
        xlabel, ylabel: what the axes show, with the unit.
        log: a logarithmic y axis.
        height: in inches.
        told: a sentence that says what the lines show, for the text alternative, where otherwise the numbers of each
            line stand. For lines of rounding errors: their digits differ from one kind of processor to another.
        title: a line above that says what one sees.
        logx: a logarithmic x axis.
        joined: whether lines join the points. Not where neighbours have nothing to do with each other, as the cells of
            a net.

    Raises:
        ValueError: no lines, a line of another length than x, or told without words.
        TypeError: no numbers, or ys that is no dict.
    """
    x = row("x", x)
    check_positive(height=height)
    if not isinstance(ys, Mapping):
        raise TypeError(f"ys: expected a dict of lines by name, got {type(ys).__name__}")
    series = {name: row(name, y, len(x)) for name, y in ys.items()}
    if not series:
        raise ValueError("ys: expected at least one line, got none")
    if told is not None and not told.strip():
        raise ValueError("told: expected a sentence, got none")
    figure, axes = picture.chart(height)
    for k, (name, y) in enumerate(series.items()):
        marker = palette.MARKERS[k % len(palette.MARKERS)] if len(x) <= _MANY or not joined else ""
        look = palette.line(k) if joined else {"color": palette.line(k)["color"], "linestyle": "none"}
        axes.plot(x, y, label=name, marker=marker, markersize=5, **look)
    if log:
        logarithmic(axes)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    if logx:
        logarithmic(axes, "x")
    else:
        ticks(axes.xaxis, x)
    if len(series) > 1:
        legend(axes)
    picture.entitle(figure, title)
    if told is None:
        told = ". ".join(f"{name}: {_course(x, y)}" for name, y in series.items())
    else:
        told = f"{', '.join(series)}: {told.strip()}"
    over = f"{ylabel or 'Values'} over {xlabel or 'x'}"
    kind = "Line chart" if joined else "Points"
    return Picture(
        figure, f"{picture.sentence(title)}{kind}, {over} from {x[0]:g} to {x[-1]:g}. {told.removesuffix('.')}."
    )


@picture.plot
def training_curve(history: Any, title: str = "") -> Picture:
    """Loss over epochs, for training and validation, with a mark at the epoch of the lowest validation loss.

    Without validation there is no mark: the lowest training loss is decided by chance among near ties and means little.
    Where training went on from a checkpoint stands a dotted line.

    Args:
        history: from `lstmlab.training.fit`.
        title: a line above that says what one sees.

    Raises:
        ValueError: no epoch ended.
        TypeError: no history.
    """
    if not hasattr(history, "train"):
        raise TypeError(f"history: expected the history of lstmlab.training.fit, got {type(history).__name__}")
    if not history.train:
        raise ValueError("history: expected at least one epoch, got none")
    epochs = np.arange(len(history.train))
    figure, axes = picture.chart(3.2)
    curves = {"training": history.train} | ({"validation": history.validation} if history.validation else {})
    for k, (name, losses) in enumerate(curves.items()):
        axes.plot(epochs, losses, label=name, **palette.line(k), marker="o" if len(epochs) == 1 else "")
    everything = [loss for losses in curves.values() for loss in losses]
    if 0 < 10 * min(everything) < max(everything):
        logarithmic(axes)
    marked = ""
    if history.validation:
        best, lowest = history.best_epoch, history.validation[history.best_epoch]
        axes.plot(best, lowest, "D", color=palette.INK, markersize=6, linestyle="none", label=f"best epoch: {best}")
        when = f"epoch {best}" if best < 100 else f"about epoch {number(best)}"
        marked = f" Lowest validation loss {number(lowest)} in {when}."
    went_on = [epoch for epoch in history.resumed if epoch < len(epochs)]
    for k, epoch in enumerate(went_on):
        axes.axvline(epoch - 0.5, color=palette.INK, linestyle=":", linewidth=1, label="" if k else "went on")
    marked += f" Training went on from a checkpoint at epoch {', '.join(map(str, went_on))}." if went_on else ""
    axes.set(xlabel="epoch", ylabel="loss" if history.validation else "training loss")
    ticks(axes.xaxis, epochs)
    if history.validation or went_on:
        legend(axes)
    picture.entitle(figure, title)
    duration = f"about {number(len(epochs))}" if history.stopped and len(epochs) > 99 else str(len(epochs))
    told = ". ".join(f"{name.capitalize()} loss: {_course(epochs, losses)}" for name, losses in curves.items())
    return Picture(figure, f"{picture.sentence(title)}Loss over {duration} epochs. {told}.{marked}")


@picture.plot
def error_by_step(
    errors: Any,
    labels: Sequence[str] | str | None = None,
    xlabel: str = "step",
    ylabel: str = "error",
    title: str = "",
) -> Picture:
    """The error at each step of a sequence, with a label under each step, as in Elman's figures 3 and 4.

    Args:
        errors: (T,) numbers.
        labels: one for each step, such as the letter that was to be predicted; "" for none.
        xlabel, ylabel: what the axes show.
        title: a line above that says what one sees.

    Raises:
        ValueError: no errors, or another number of labels.
    """
    errors = row("errors", errors)
    if labels is not None:
        check_labels(labels=labels)
    if labels is not None and len(labels) != len(errors):
        raise ValueError(f"labels: expected one for each of the {len(errors)} errors, got {len(labels)}")
    steps = np.arange(1, len(errors) + 1)
    figure, axes = picture.chart(3.0)
    marked = [k for k, label in enumerate(labels) if label] if labels is not None else []
    axes.plot(steps, errors, color=palette.BLUE, marker="o", markersize=5)
    if 0 < len(marked) < len(errors):
        axes.plot(steps[marked], errors[marked], "s", color=palette.ORANGE, markersize=7)
    axes.set_ylim(bottom=min(0.0, float(np.nanmin(errors))))
    axes.set(xlabel=xlabel, ylabel=ylabel)
    ticks(axes.xaxis, steps)
    if labels is not None:
        wide = sum(picture.text_width(labels[k]) + 4 for k in marked) > room()
        axes.set_xticks(steps[marked], [labels[k] for k in marked], rotation=90 if wide else 0)
    picture.entitle(figure, title)
    low, high = int(np.nanargmin(errors)), int(np.nanargmax(errors))
    told = [
        f"{kind} {number(errors[k])} at step {k + 1}" + (f" ({labels[k]})" if labels is not None and labels[k] else "")
        for kind, k in (("lowest", low), ("highest", high))
    ]
    means = ""
    if marked:
        kinds = {name: [k for k in marked if labels[k] == name] for name in dict.fromkeys(labels[k] for k in marked)}  # type: ignore[index]
        if len(kinds) <= 8:
            means = " Mean by label: " + ", ".join(
                f"{name} {number(np.nanmean(errors[ks]))}" for name, ks in kinds.items()
            )
            others = [k for k in range(len(errors)) if k not in marked]
            means += (f", all others {number(np.nanmean(errors[others]))}" if others else "") + "."
    words = f"{ylabel.capitalize()} at each of {len(errors)} steps: {' and '.join(told)}.{means}"
    return Picture(figure, picture.sentence(title) + words)


@picture.plot
def bars_with_intervals(
    names: Sequence[str],
    values: Any,
    low: Any,
    high: Any,
    xlabel: str = "",
    reference: Mapping[str, float] | None = None,
    title: str = "",
) -> Picture:
    """A result for each name, as a point with its interval; a bar would hide the interval's lower half.

    Args:
        names: what was compared, drawn from top to bottom.
        values, low, high: (n,) the result and the ends of its interval.
        xlabel: what the axis shows, with the unit, and what the interval is.
        reference: name -> value, drawn as vertical lines, such as {"guessing": 0.25}.
        title: a line above that says what one sees.

    Raises:
        ValueError: no names, other lengths, or an interval that does not hold its value.
    """
    check_labels(names=names)
    values, low, high = (row(name, a, len(names)) for name, a in (("values", values), ("low", low), ("high", high)))
    if np.any(low > values) or np.any(values > high):
        k = int(np.argmax((low > values) | (values > high)))
        raise ValueError(f"low, high: expected low <= value <= high, got {low[k]}, {values[k]}, {high[k]} ({names[k]})")
    places = np.arange(len(names))[::-1]
    reference = dict(reference or {})
    figure, axes = picture.chart(0.9 + 0.36 * len(names) + (0.3 if reference else 0))
    axes.errorbar(
        values, places, xerr=(values - low, high - values), fmt="o", color=palette.BLUE, markersize=7, capsize=4
    )
    for k, (name, value) in enumerate(reference.items(), start=1):
        axes.axvline(value, label=name, **palette.line(k))
    axes.set_yticks(places, names)
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_xlabel(xlabel)
    if reference:
        legend(axes)
    picture.entitle(figure, title)
    told = [
        f"{name} {number(value)} ({number(a)} to {number(b)})"
        for name, value, a, b in zip(names, values, low, high, strict=True)
    ]
    told += [f"for comparison {name} {number(value)}" for name, value in reference.items()]
    return Picture(figure, f"{picture.sentence(title)}{xlabel or 'Results'}, with intervals: {'; '.join(told)}.")


def _course(x: np.ndarray, y: Any) -> str:
    y = np.asarray(y, float)
    seen = np.flatnonzero(np.isfinite(y))
    if seen.size == 0:
        return "no values"
    first, last = y[seen[0]], y[seen[-1]]
    if len(seen) == 1 or np.all(y[seen] == first):
        return number(first) if len(seen) == 1 else f"{number(first)} throughout"
    text = f"from {number(first)} to {number(last)}"
    low, high = seen[np.argmin(y[seen])], seen[np.argmax(y[seen])]
    # Noise beside the ends is no lowest or highest point worth a word.
    clear = 0.05 * (y[high] - y[low])
    if y[low] < min(first, last) - clear:
        text += f", lowest {number(y[low])} at {x[low]:g}"
    if y[high] > max(first, last) + clear:
        text += f", highest {number(y[high])} at {x[high]:g}"
    return text
