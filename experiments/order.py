"""Temporal order: in which order came two, or three, marked symbols in 50 or 100 steps of noise?"""

import math
from typing import Any

import numpy as np

from experiments.engine import classic, nets, tell, trials
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import losses
from lstmlab.tasks import temporal_order

QUESTION = (
    """
Two or three symbols among T are marked; the net has to name their order at the end (`lstmlab.tasks.temporal_order`).
H = 16, batches of 32 new sequences, cross-entropy, Adam with rate 0.01, clipped at norm 1, full backpropagation,
float32, at most 1000 updates. Forget gates start at a bias of ln T, input gates and the GRU's update gates at -ln T.
A seed succeeds if 95 % of 256 test sequences are right; guessing scores 25 %, and 12.5 % for three symbols.
"""
    + classic.ONLINE
)

SETTINGS = {"T = 50, two symbols": (50, 2), "T = 100, two symbols": (100, 2), "T = 100, three symbols": (100, 3)}
PUBLISHED = {
    "T = 50, two symbols": {},
    "T = 100, two symbols": {"LSTM 1997": "about 31,390 sequences (table 9)"},
    "T = 100, three symbols": {"LSTM 1997": "about 571,100 sequences (table 9)"},
}


def run(setting: str, net: str, seed: int) -> dict[str, Any]:
    length, marked = SETTINGS[setting]

    def draw(rng: np.random.Generator, n: int) -> tuple:
        return temporal_order.batch(rng, n, length, np.float32, marked)

    keep, loss = math.log(length), losses.softmax_cross_entropy
    return classic.at_the_end(net, seed, draw, loss, trials.same_class, goal=0.95, updates=1000, keep=keep)


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    return [
        classic.table(f"Temporal order, {setting}", tell.select(rows, setting=setting), PUBLISHED[setting])
        for setting in SETTINGS
    ]


EXPERIMENT = Experiment(
    title="Temporal order",
    claims=(),
    question=QUESTION,
    jobs=grid(setting=tuple(SETTINGS), net=nets.NETS, seed=range(10)),
    run=run,
    tables=tables,
    sample={"setting": "T = 50, two symbols", "net": "GRU", "seed": 0},
    unstable=("updates",),
)
