"""Embedded Reber strings: every symbol of every test string right, with five cells, and with one step of gradient."""

from typing import Any

import numpy as np

from experiments.engine import classic, nets, trials
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import losses, network
from lstmlab.shapes import Array
from lstmlab.tasks import reber

QUESTION = (
    """
The net reads embedded Reber strings and has to give at every step each possible next symbol a larger output than all
others (`lstmlab.tasks.reber`). 256 strings to train on and 256 to test on; H = 16, batches of 16 of the training
strings in random order, cross-entropy with the symbol that came, Adam with rate 0.01, clipped at norm 1, float32, at
most 750 updates, 12,000 sequences. Full backpropagation; for the Elman net also with the gradient stopped after one
step, as in 1990, when the net saw its last state as an input and no more. Forget gates start at a bias of 1, input
gates and the GRU's update gates at -1. A seed succeeds when all symbols of all 256 test strings are right; guessing
the outer symbol at the end gets half of the strings right.
"""
    + classic.ONLINE
)

NAMES = ("Elman, one step", *nets.NETS)
BATCH, UPDATES, EVERY = 16, 750, 25
WHERE = "table 1"
PUBLISHED = {
    "Elman, one step": f"about 0 % ({WHERE})",
    "LSTM 1997": f"about 97 to 100 %, 8,440 to 39,740 sequences ({WHERE})",
}


def run(net: str, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    strings, test = reber.batch(rng, 256, np.float32), reber.batch(np.random.default_rng(1000 + seed), 256, np.float32)
    cell, params = nets.make(rng, net.removesuffix(", one step"), 7, 16, 7)
    k = 1 if net.endswith("one step") else None
    waiting: list[Array] = []

    def gradients(params: Any) -> tuple:
        if not waiting:
            waiting.extend(rng.permutation(256).reshape(-1, BATCH))
        some = waiting.pop()
        mask = strings.mask[:, some]
        steps = slice(0, mask.any(axis=1).sum())  # the longest of these strings, not of all
        xs, labels, mask = strings.xs[steps, some], strings.labels[steps, some], mask[steps]
        loss = losses.masked(losses.softmax_cross_entropy, mask)
        return network.loss_and_gradients(cell, params, network.Batch(xs, labels, mask=mask), loss, k=k)[:2]

    def score(params: Any) -> float:
        ys, _ = network.forward(cell, params, test.xs, mask=test.mask)
        return float((reber.right(ys, test.possible) | ~test.mask).all(axis=0).mean())

    return trials.train(params, gradients, score, goal=1.0, updates=UPDATES, every=EVERY).row()


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    return [classic.table("Embedded Reber strings within 12,000 sequences", rows, PUBLISHED, BATCH, NAMES)]


EXPERIMENT = Experiment(
    title="Embedded Reber strings",
    claims=(),
    question=QUESTION,
    jobs=grid(net=NAMES, seed=range(20)),
    run=run,
    tables=tables,
    sample={"net": "LSTM", "seed": 0},
    unstable=("updates",),
)
