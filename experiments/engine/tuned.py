"""Each net at its best: the options that suit it are chosen over seeds of their own, and reported over others.

Every net gets the same number of options to choose from. The best are those under which most seeds succeed, and among
equals those that take the fewest updates in all; a run that fails counts with the updates that it used up.
"""

from collections.abc import Sequence
from typing import Any

from experiments.engine import tell

Rows = list[dict[str, Any]]
CHOOSING, REPORTED = (100, 101, 102), tuple(range(10))  # seeds that choose the options, seeds that are told of


def chosen(rows: Rows, options: Sequence[str], **settings: Any) -> dict[str, Any]:
    """The options that do best over the seeds that choose.

    Args:
        rows: of all runs.
        options: names of the settings that are chosen, such as ("start", "rate").
        settings: of which runs, such as task="adding", net="GRU".

    Raises:
        ValueError: no run with these settings has a seed that chooses.
    """
    tried: dict[tuple, Rows] = {}
    for row in tell.select(rows, **settings):
        if row["seed"] in CHOOSING:
            tried.setdefault(tuple(row[name] for name in options), []).append(row)
    if not tried:
        raise ValueError(f"rows: expected runs with {settings} and a seed of {CHOOSING}, got none")
    best = min(tried, key=lambda each: (-tell.count(tried[each]), sum(row["updates"] for row in tried[each])))
    return dict(zip(options, best, strict=True))


def reported(rows: Rows, options: Sequence[str], **settings: Any) -> Rows:
    """The runs with the options that were chosen, over the seeds that did not choose."""
    some = tell.select(rows, **settings, **chosen(rows, options, **settings))
    return [row for row in some if row["seed"] in REPORTED]


def jobs(rows: Rows, options: Sequence[str], *settings: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """The jobs that follow: for each of the settings, the options that were chosen over the seeds that are told of."""
    return tuple(each | chosen(rows, options, **each) | {"seed": seed} for each in settings for seed in REPORTED)
