"""Axes of a plot: legends, ticks, logarithmic scales, and what is checked of what is drawn on them."""

from typing import Any

import numpy as np

from lstmlab.plots import picture
from lstmlab.shapes import as_numbers, check_text


def room() -> float:
    """Width of the axes in points, about: what a legend or a row of labels may fill."""
    return 72 * picture.width() - 55


def legend(axes: Any, above: float = 0.0) -> None:
    """A legend above the axes, where it covers no line, in as many columns as fit; higher by a share of their height
    where they have a title. For each line of it but the first the picture becomes higher."""
    handles, labels = axes.get_legend_handles_labels()
    beside = 50.0  # line, and the room around it
    columns = max(1, min(len(labels), int(room() // (max(map(picture.text_width, labels)) + beside))))
    figure = axes.get_figure()
    figure.set_figheight(figure.get_figheight() + 0.22 * (-(-len(labels) // columns) - 1))
    axes.legend(
        handles,
        labels,
        loc="lower left",
        bbox_to_anchor=(0, 1.01 + above),
        ncols=columns,
        borderaxespad=0,
        columnspacing=1.2,
    )


def ticks(axis: Any, places: np.ndarray) -> None:
    """Whole numbers as ticks, for steps, epochs and years."""
    from matplotlib.ticker import MaxNLocator

    whole = bool(np.all(places == np.round(places))) or np.ptp(places) >= 2
    axis.set_major_locator(MaxNLocator(integer=whole, nbins=8, steps=(1, 2, 5, 10)))


def logarithmic(axes: Any, which: str = "y") -> None:
    """A logarithmic axis with ticks in plain text: 0.01, 1, 10⁻⁶. Matplotlib's own exponents are too small."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axes.set(**{f"{which}scale": "log"})
    low, high = getattr(axes, f"get_{which}lim")()
    axis = getattr(axes, f"{which}axis")
    axis.set_major_locator(
        LogLocator(subs=(1,) if high > (300 if which == "x" else 30) * low else (1, 2, 5), numticks=9)
    )
    axis.set_major_formatter(FuncFormatter(lambda value, _: _power(value)))
    axis.set_minor_formatter(NullFormatter())


def _power(value: float) -> str:
    exponent = round(float(np.log10(value)))
    if -3 <= exponent <= 3 or not np.isclose(value, 10.0**exponent):
        return f"{value:g}"
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def check_labels(**several: Any) -> None:
    """Say so if labels are no row of strings. Errors: a TypeError."""
    for name, labels in several.items():
        if isinstance(labels, str):
            continue
        if not isinstance(labels, (list, tuple, np.ndarray)):
            raise TypeError(f"{name}: expected a list of strings, got {type(labels).__name__}")
        check_text(**{f"{name}[{k}]": label for k, label in enumerate(labels)})


def row(name: str, values: Any, length: int | None = None) -> np.ndarray:
    """Numbers as a float array (n,).

    Raises:
        ValueError: another shape, or another length than expected; TypeError: no numbers.
    """
    numbers = as_numbers(**{name: values})
    if numbers.ndim != 1 or numbers.size == 0 or (length is not None and len(numbers) != length):
        expected = "a row of numbers" if length is None else f"{length} numbers"
        raise ValueError(f"{name}: expected {expected}, got an array of shape {numbers.shape}")
    return numbers
