"""The classic tasks with five nets side by side: how they are trained, and the table that shows them."""

from typing import Any

import numpy as np

from experiments.engine import nets, tell, trials
from experiments.engine.specification import Table
from lstmlab.intervals import bootstrap

BATCH = 32
ONLINE = """
The published figures are those of S. Hochreiter and J. Schmidhuber (1997), whose nets were smaller and learnt online,
one sequence an update, with a fixed rate: numbers of sequences cannot be compared, only what can be learnt at all.
"""
Rows = list[dict[str, Any]]


def at_the_end(
    net: str, seed: int, draw: Any, loss: Any, right: Any, *, goal: float, updates: int, keep: float, n_hidden: int = 16
) -> dict[str, Any]:
    """Train one net to answer after the last step, and say how it went.

    Args:
        net: of `nets.NETS`.
        seed: of the first weights and the training sequences; the test has one of its own.
        draw: (rng, n) -> xs (T, n, D) and targets.
        loss, right, goal, updates: as in `trials`.
        keep, n_hidden: as in `nets.make`.
    """
    rng = np.random.default_rng(seed)
    test = draw(np.random.default_rng(1000 + seed), 256)
    targets = test[1]
    n_out = targets.shape[1] if targets.ndim == 2 else int(targets.max()) + 1
    cell, params = nets.make(rng, net, test[0].shape[-1], n_hidden, n_out, keep)
    return trials.sequences(
        cell, params, lambda rng: draw(rng, BATCH), loss, right, rng=rng, test=test, goal=goal, updates=updates
    ).row()


def table(caption: str, rows: Rows, published: dict[str, str], batch: int = BATCH, names: Any = nets.NETS) -> Table:
    """A line for each net: seeds that succeed, right answers, sequences to success, seeds that fail, the literature.

    Args:
        caption: of the table.
        rows: of one task, for all nets.
        published: what papers say of a net, and where; "-" for the others.
        batch: sequences in an update.
        names: the nets in their order.
    """
    lines = []
    for net in names:
        some = tell.select(rows, net=net)
        share = tell.mean(some, "score", 0, percent=True)
        lines.append((net, tell.solved(some), share, sequences(some, batch), failures(some), published.get(net, "-")))
    columns = ("net", "seeds that succeed", "right at the end", "sequences to success", "seeds that fail", "published")
    return Table(f"{caption} (95 % intervals: Wilson, bootstrap)", columns, tuple(lines))


def sequences(rows: Rows, batch: int = BATCH) -> str:
    """The mean number of training sequences of the runs that succeeded: "9,600 (8,000 to 11,200)"; "-" if none did."""
    counts = [float(batch * row["updates"]) for row in rows if row["solved"]]
    if not counts:
        return "-"
    value, low, high = bootstrap(counts)
    return f"{value:,.0f} ({low:,.0f} to {high:,.0f})"


def failures(rows: Rows) -> str:
    """The seeds that failed, so that they can be run again."""
    failed = [row["seed"] for row in rows if not row["solved"]]
    return "all" if len(failed) == len(rows) else ", ".join(map(str, failed)) or "none"
