"""Copy: four symbols are kept over a silence and said again in their order, by five nets."""

import math
from typing import Any

import numpy as np

from experiments.engine import classic, nets, tell, trials
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import losses
from lstmlab.tasks import copying

QUESTION = """
Four symbols of four kinds, a silence, a sign, and then the same symbols again, in their order
(`lstmlab.tasks.copying`). 10 or 50 steps from the last symbol to the sign. H = 32, batches of 32 new sequences,
cross-entropy at every step, Adam with rate 0.01, clipped at norm 1, full backpropagation, float32, at most 2000
updates. Forget gates start at a bias of ln T, input gates and the GRU's update gates at -ln T, where T is the number of
steps. A seed succeeds if 95 % of the symbols of 256 test sequences are said again rightly; guessing scores 25 %.
"""

LAGS = (10, 50)


def run(lag: int, net: str, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    test = copying.batch(np.random.default_rng(1000 + seed), 256, lag, dtype=np.float32)
    cell, params = nets.make(rng, net, 6, 32, 5, math.log(len(test[0])))
    return trials.sequences(
        cell,
        params,
        lambda rng: copying.batch(rng, classic.BATCH, lag, dtype=np.float32),
        losses.softmax_cross_entropy,
        copying.right,
        rng=rng,
        test=test,
        goal=0.95,
        updates=2000,
        every=50,
        mode="many-to-many",
    ).row()


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    return [classic.table(f"Copy, {lag} steps of silence", tell.select(rows, lag=lag), {}) for lag in LAGS]


EXPERIMENT = Experiment(
    title="Copy",
    claims=(),
    question=QUESTION,
    jobs=grid(lag=LAGS, net=nets.NETS, seed=range(10)),
    run=run,
    tables=tables,
    sample={"lag": 10, "net": "GRU", "seed": 0},
    unstable=("updates", "score"),
)
