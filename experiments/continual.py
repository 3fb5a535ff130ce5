"""What happens without a forget gate on a stream that never ends? Embedded Reber strings without a break."""

from typing import Any

import numpy as np

from experiments.engine import held, tell, trials
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, layers, losses, network
from lstmlab.cells import elman, gru, lstm, peephole
from lstmlab.intervals import bootstrap
from lstmlab.tasks import reber

QUESTION = """
Embedded Reber strings follow each other without a break (`lstmlab.tasks.reber`): the net has to predict the next
symbol, and at the end of each string the outer symbol with which it began. An LSTM with a forget gate; the LSTM of
1997, which has none, on the stream and on single strings, its state set to zero before each; an LSTM with peepholes, a
GRU and an Elman net. H = 16, 8 streams at a time in pieces of 50 steps, the state carried over (single strings: batches
of 32), 400 updates with Adam, rate 0.01, clipped at norm 1, float32. Tested on 8 new streams of 2000 steps. A seed
succeeds if 95 % of the outer symbols are right; guessing between the two scores 50 %.

F. A. Gers, J. Schmidhuber and F. Cummins (2000) trained smaller nets online, until every symbol of a long stream was
right: their rates cannot be compared with these.
"""

CELLS = {
    "forget gate": lstm,
    "1997": lstm,
    "1997, single strings": lstm,
    "peephole": peephole,
    "GRU": gru,
    "Elman": elman,
}
UPDATES, PIECE, STREAMS = 400, 50, 8
STEPS = (100, 500, 2000)


def run(net: str, seed: int) -> dict[str, Any]:
    rng, cell = np.random.default_rng(seed), CELLS[net]
    params = init.network(rng, cell, 7, 16, 7, np.float32)
    if net.startswith("1997"):
        params = held.network_without(params, "f")
    gradients = _strings(rng) if net == "1997, single strings" else _stream(rng, cell)
    params = trials.train(params, gradients, lambda params: 0.0, goal=1.0, updates=UPDATES, every=UPDATES).params
    test = np.random.default_rng(1000 + seed)
    if net == "1997, single strings":
        strings = reber.batch(test, 300, np.float32)
        ys, _ = network.forward(lstm, params, strings.xs, mask=strings.mask)
        return _scores(ys, strings)
    streams = reber.stream(test, STREAMS, STEPS[-1], np.float32)
    ys, _ = network.forward(cell, params, streams.xs)
    if "c" not in cell.State._fields:
        return _scores(ys, streams)
    sizes, state, before = [], None, 0
    for step in STEPS:
        state = layers.forward(cell, params.cell, streams.xs[before:step], state).state
        sizes.append(round(float(np.abs(state.c).mean()), 2))
        before = step
    return _scores(ys, streams) | {"size_of_c": sizes}


def _stream(rng: np.random.Generator, cell: Any) -> Any:
    """Gradients on the next piece of a stream, with the state of the one before it."""
    streams = reber.stream(rng, STREAMS, UPDATES * PIECE, np.float32)
    at: list[Any] = [0, None]

    def gradients(params: Any) -> tuple:
        piece, state = slice(at[0], at[0] + PIECE), at[1]
        xs, labels = streams.xs[piece], streams.labels[piece]
        loss, grads, state = network.loss_and_gradients(
            cell, params, network.Batch(xs, labels, state=state), losses.softmax_cross_entropy
        )
        at[:] = [at[0] + PIECE, state]
        return loss, grads

    return gradients


def _strings(rng: np.random.Generator) -> Any:
    def gradients(params: Any) -> tuple:
        strings = reber.batch(rng, 32, np.float32)
        loss = losses.masked(losses.softmax_cross_entropy, strings.mask)
        return network.loss_and_gradients(
            lstm, params, network.Batch(strings.xs, strings.labels, mask=strings.mask), loss
        )[:2]

    return gradients


def _scores(ys: np.ndarray, strings: reber.Strings) -> dict[str, Any]:
    """Which of T and P has the larger output where the outer symbol comes, and how often all is right elsewhere."""
    t, p = reber.SYMBOLS.index("T"), reber.SYMBOLS.index("P")
    outer = ((ys[..., t] > ys[..., p]) == (strings.labels == t))[strings.outer].mean()
    right = reber.right(ys, strings.possible)[strings.mask & ~strings.outer].mean()
    return {"solved": bool(outer >= 0.95), "outer": round(float(outer), 4), "others": round(float(right), 4)}


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines, sizes = [], []
    for net in CELLS:
        some = tell.select(rows, net=net)
        shares = (tell.mean(some, key, 1, percent=True) for key in ("outer", "others"))
        lines.append((net, tell.solved(some), *shares))
        if "size_of_c" in some[0]:
            columns = [[{"c": row["size_of_c"][k]} for row in some] for k in range(len(STEPS))]
            sizes.append((net, *(tell.mean(column, "c", 1) for column in columns)))
    return [
        Table(
            "Continual stream: success (95 % Wilson interval) and shares (95 % bootstrap interval of the mean)",
            ("net", "seeds that succeed", "outer symbol right", "all other steps right"),
            tuple(lines),
        ),
        Table(
            "Mean size of the cell state |c| along the test stream (95 % bootstrap interval)",
            ("net", *(f"after {step} steps" for step in STEPS)),
            tuple(sizes),
        ),
    ]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    def mean(net: str) -> Any:
        return bootstrap([row["outer"] for row in tell.select(rows, net=net)])

    shares = ", ".join(
        f"{100 * mean(net).value:.0f} % ({net})" for net in ("forget gate", "1997", "1997, single strings")
    )
    numbers = f"share of outer symbols that are right: {shares}."
    if mean("forget gate").low > mean("1997").high:
        because = "and it shows: nothing empties its cell, and on a stream without resets it fails; "
        return [Verdict(10, "does not hold", because + numbers)]
    return [Verdict(10, "holds when", "only results count: the cell of 1997 did as well without the gate; " + numbers)]


EXPERIMENT = Experiment(
    title="Continual stream",
    claims=(10,),
    question=QUESTION,
    jobs=grid(net=tuple(CELLS), seed=range(10)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"net": "1997, single strings", "seed": 0},
    budget=f"{UPDATES} updates",
    start="forget bias 1, one rate for all cells",
)
