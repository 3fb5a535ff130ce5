"""From seconds to figures: medians, quartiles, ratios, geometric means, and whether the targets were met.

Rows are those of benchmarks.measure: a cell, precision, number of threads and size each, with the seconds of every
contender in every round. Nothing here measures anything.
"""

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from benchmarks.plan import CELLS, DTYPES, KERNEL, MODULE, PRODUCTS, REFERENCE, SCRATCH, SIZES, Size, activation_bytes

Row = dict[str, Any]


class Target(NamedTuple):
    """A figure of each row, and what its geometric mean (or its worst value) has to be."""

    text: str
    figure: Callable[[Row], float]
    limit: float
    at_most: bool
    cells: tuple[str, ...]
    dtypes: tuple[str, ...]
    N: tuple[int, ...] = ()  # only sizes with so many sequences
    worst: bool = False  # the limit holds for every size, not for the mean over them
    aim: float | None = None


class Verdict(NamedTuple):
    """What a target came to for one cell: the worst figure over precisions and threads, and where it was."""

    target: Target
    cell: str
    figure: float
    where: str
    met: bool


def median(seconds: Iterable[float]) -> float:
    return float(np.median(list(seconds)))


def quartiles(seconds: Iterable[float]) -> tuple[float, float]:
    """The first and the third."""
    first, third = np.quantile(list(seconds), (0.25, 0.75))
    return float(first), float(third)


def ratio(row: Row, one: str, other: str) -> float:
    """Time of one contender over that of another: the median over the rounds of their ratio in each round.

    Both ran in every round, so that a slow spell of the machine hits both and falls out.
    """
    pairs = zip(row["seconds"][one], row["seconds"][other], strict=True)
    return median(a / b for a, b in pairs)


def geometric_mean(ratios: Iterable[float]) -> float:
    """The mean of ratios: half and double come to 1.

    Raises:
        ValueError: there are none.
    """
    logarithms = [math.log(value) for value in ratios]
    if not logarithms:
        raise ValueError("ratios: expected at least one, got none")
    return math.exp(sum(logarithms) / len(logarithms))


def memory(row: Row) -> float:
    """What the kernel allocates at its highest point over the bytes of the activations that the backward pass needs."""
    return row["peak_bytes"][KERNEL] / activation_bytes(row["cell"], Size(*row["size"]), row["dtype"])


def beside_module(row: Row) -> float:
    return ratio(row, KERNEL, MODULE)


def beside_scratch(row: Row) -> float:
    return ratio(row, KERNEL, SCRATCH)


def faster_than_reference(row: Row) -> float:
    return ratio(row, REFERENCE, KERNEL)


def share_of_products(row: Row) -> float:
    return ratio(row, PRODUCTS, KERNEL)


def products_beside_module(row: Row) -> float:
    return ratio(row, PRODUCTS, MODULE)


GATED, ALL = ("lstm", "gru"), tuple(CELLS)
BATCHES = tuple(sorted({size.N for size in SIZES if size.N > 1}))
FASTER = "times faster than the reference cell, N = "
HELD = "peak memory over the activations, "
TARGETS = (
    Target("float64, time beside torch.nn", beside_module, 0.7, True, GATED, ("float64",)),
    Target("float32, time beside torch.nn", beside_module, 1.5, True, GATED, ("float32",), aim=1.2),
    Target("time beside a cell written from scratch in PyTorch", beside_scratch, 0.3, True, ALL, DTYPES),
    Target(FASTER + "1", faster_than_reference, 2.5, False, ALL, DTYPES, N=(1,)),
    Target(FASTER + "32", faster_than_reference, 2.5, False, ALL, DTYPES, N=(32,)),
    Target(HELD + "largest of N > 1", memory, 1.5, True, ALL, DTYPES, N=BATCHES, worst=True),
    Target(HELD + "largest of N = 1", memory, 1.5, True, ALL, DTYPES, N=(1,), worst=True),
)


def select(rows: Iterable[Row], **wanted: Any) -> list[Row]:
    """The rows that have these values: `select(rows, cell="lstm", threads=1)`; N stands for the second size."""
    return [row for row in rows if all((row["size"][1] if key == "N" else row[key]) == wanted[key] for key in wanted)]


def groups(rows: list[Row]) -> list[tuple[str, str, int]]:
    """Every (cell, dtype, threads) that was measured, in order."""
    return list(dict.fromkeys((row["cell"], row["dtype"], row["threads"]) for row in rows))


def verdicts(rows: list[Row]) -> list[Verdict]:
    """Every target for every cell that it is about and that was measured."""
    found = []
    for target in TARGETS:
        for cell in target.cells:
            figures = {}
            for group in groups(rows):
                if group[0] == cell and group[1] in target.dtypes:
                    chosen = select(rows, **dict(zip(("cell", "dtype", "threads"), group, strict=True)))
                    if target.N:
                        chosen = [row for row in chosen if row["size"][1] in target.N]
                    if chosen:
                        figures[group] = _figure(target, [target.figure(row) for row in chosen])
            if figures:
                worst = (max if target.at_most else min)(figures, key=figures.__getitem__)
                met = figures[worst] <= target.limit if target.at_most else figures[worst] >= target.limit
                where = f"{worst[1]}, {threads(worst[2])}"
                found.append(Verdict(target, cell, figures[worst], where, met))
    return found


def threads(count: int) -> str:
    return f"{count} thread{'s' if count > 1 else ''}"


def _figure(target: Target, figures: list[float]) -> float:
    if not target.worst:
        return geometric_mean(figures)
    return max(figures) if target.at_most else min(figures)
