"""The adding problem: two marked numbers among a hundred and more, kept and added."""

import math
from typing import Any

import numpy as np

from experiments.engine import classic, nets, tell
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import losses
from lstmlab.tasks import adding

QUESTION = (
    """
Two of T numbers are marked; the net has to name their sum at the end (`lstmlab.tasks.adding`). H = 16, batches of 32
new sequences, squared error, Adam with rate 0.01, clipped at norm 1, full backpropagation, float32, at most 1000
updates. Forget gates start at a bias of ln T, input gates and the GRU's update gates at -ln T. A seed succeeds if
90 % of 256 test sequences are answered within 0.04; always saying 0.5 scores 15 %.
"""
    + classic.ONLINE
)

LENGTHS = (100, 500)
PUBLISHED = {
    100: {"LSTM 1997": "about 74,000 sequences (table 7)"},
    500: {"LSTM 1997": "about 209,000 sequences (table 7)"},
}


def run(length: int, net: str, seed: int) -> dict[str, Any]:
    def draw(rng: np.random.Generator, n: int) -> tuple:
        return adding.batch(rng, n, length, np.float32)

    keep = math.log(length)
    return classic.at_the_end(net, seed, draw, losses.mse, adding.right, goal=0.9, updates=1000, keep=keep)


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    return [
        classic.table(f"Adding, T = {length}", tell.select(rows, length=length), PUBLISHED[length])
        for length in LENGTHS
    ]


EXPERIMENT = Experiment(
    title="Adding problem",
    claims=(),
    question=QUESTION,
    jobs=grid(length=LENGTHS, net=nets.NETS, seed=range(10)),
    run=run,
    tables=tables,
    sample={"length": 100, "net": "GRU", "seed": 0},
    unstable=("updates", "score"),
)
