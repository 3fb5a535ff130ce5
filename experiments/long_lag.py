"""Long lags without noise: the last symbol is the first again, 50 or 100 steps later."""

import math
from typing import Any

import numpy as np

from experiments.engine import classic, nets, tell, trials
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import losses, optim
from lstmlab.cells import lstm
from lstmlab.gates import split
from lstmlab.shapes import Array
from lstmlab.tasks import long_lag

QUESTION = (
    """
There are two strings of p + 1 symbols, which differ in their first and their last symbol alone; the net has to
predict the next symbol at every step (`lstmlab.tasks.long_lag`). p = 50 and 100, H = 16, cross-entropy at every step,
full backpropagation, float32. Every update sees both strings, one of each: with random batches, the net follows which
of the two came more often. Adam with rate 0.005 and beta_2 = 0.95, clipped at norm 1, at most 1200 updates, 2400
sequences. (Most symbols are easy; with the usual 0.999, their early gradients make Adam's steps small for long after
they are learnt.) Forget gates start at a bias of ln p, the GRU's update gates at -ln p, input gates at 0: there is no
noise to keep out. A seed succeeds when every symbol of both strings is right; who has forgotten the first symbol gets
one of the two right.
"""
    + classic.ONLINE
)

LAGS, BATCH, UPDATES = (50, 100), 2, 1200
PUBLISHED = {
    50: {},
    100: {"LSTM 1997": "about 100 %, 5,040 sequences (table 2)"},
}


def run(p: int, net: str, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    cell, params = nets.make(rng, net, p + 1, 16, p + 1, math.log(p))
    if net not in ("Elman", "GRU"):
        split(params.cell.b, 4)[lstm.GATES.index("i")][:] = 0
    xs, labels = long_lag.batch(np.random.default_rng(0), 64, p, np.float32)
    one_of_each = [int((labels[-1] == last).argmax()) for last in (p - 1, p)]
    both = np.ascontiguousarray(xs[:, one_of_each]), labels[:, one_of_each]
    return trials.sequences(
        cell,
        params,
        lambda rng: both,
        losses.softmax_cross_entropy,
        _all_right,
        rng=rng,
        test=both,
        goal=1.0,
        updates=UPDATES,
        mode="many-to-many",
        optimizer=optim.adam(0.005, beta2=0.95),
    ).row()


def _all_right(logits: Array, labels: Array) -> Array:
    return (logits.argmax(axis=-1) == labels).all(axis=0)


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    return [classic.table(f"Long lags, p = {p}", tell.select(rows, p=p), PUBLISHED[p], BATCH) for p in LAGS]


EXPERIMENT = Experiment(
    title="Long lags without noise",
    claims=(),
    question=QUESTION,
    jobs=grid(p=LAGS, net=nets.NETS, seed=range(10)),
    run=run,
    tables=tables,
    sample={"p": 50, "net": "LSTM", "seed": 0},
    unstable=("updates",),
)
