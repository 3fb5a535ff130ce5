"""Numbers as the tables show them."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from lstmlab.intervals import bootstrap, wilson

Row = dict[str, Any]


def select(rows: Iterable[Row], **settings: Any) -> list[Row]:
    """The rows that have these settings."""
    return [row for row in rows if all(row[name] == value for name, value in settings.items())]


def values(rows: Iterable[Row], name: str) -> list[Any]:
    """Each value of a setting once, in the order in which they come."""
    return list(dict.fromkeys(row[name] for row in rows))


def solved(rows: list[Row], key: str = "solved") -> str:
    """How many runs succeeded, with the 95 % interval of the rate: "9 of 10 (60-98 %)"."""
    rate = wilson(count(rows, key), len(rows))
    return f"{count(rows, key)} of {len(rows)} ({100 * rate.low:.0f}-{100 * rate.high:.0f} %)"


def count(rows: Iterable[Row], key: str = "solved") -> int:
    return sum(bool(row[key]) for row in rows)


def mean(rows: list[Row], key: str, digits: int = 2, percent: bool = False) -> str:
    """The mean over the runs with its 95 % bootstrap interval: "0.31 (0.28-0.35)"; "-" where there are no runs."""
    if not rows:
        return "-"
    factor, unit = (100, " %") if percent else (1, "")
    value, low, high = (factor * number for number in bootstrap([float(row[key]) for row in rows]))
    value, low, high = (round(number, digits) + 0.0 for number in (value, low, high))  # -0.0 is written as 0
    return f"{value:.{digits}f}{unit} ({low:.{digits}f} to {high:.{digits}f})"


def median(rows: list[Row], key: str, digits: int = 2) -> str:
    """The median over the runs with its quartiles, for times: one run that was disturbed does not move it."""
    low, value, high = np.quantile([row[key] for row in rows], (0.25, 0.5, 0.75))
    return f"{value:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def updates(rows: list[Row]) -> str:
    """The mean number of updates of the runs that succeeded."""
    return mean([row for row in rows if row["solved"]], "updates", 0)
