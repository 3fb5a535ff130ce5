"""The multiplication problem: two marked numbers among 100, kept apart and multiplied."""

import math
from typing import Any

import numpy as np

from experiments.engine import classic, nets
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import losses
from lstmlab.tasks import multiplication

QUESTION = """
Two of T = 100 numbers are marked; the net has to name their product at the end (`lstmlab.tasks.multiplication`). H =
16, batches of 32 new sequences, squared error, Adam with rate 0.01, clipped at norm 1, full backpropagation, float32,
at most 1500 updates. Forget gates start at a bias of ln T, input gates and the GRU's update gates at -ln T. A seed
succeeds if 90 % of 256 test sequences are answered within 0.04; always saying 0.04 scores 28 %.
"""

LENGTH = 100


def run(net: str, seed: int) -> dict[str, Any]:
    def draw(rng: np.random.Generator, n: int) -> tuple:
        return multiplication.batch(rng, n, LENGTH, np.float32)

    keep = math.log(LENGTH)
    return classic.at_the_end(net, seed, draw, losses.mse, multiplication.right, goal=0.9, updates=1500, keep=keep)


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    return [classic.table(f"Multiplication, T = {LENGTH}", rows, {})]


EXPERIMENT = Experiment(
    title="Multiplication problem",
    claims=(),
    question=QUESTION,
    jobs=grid(net=nets.NETS, seed=range(10)),
    run=run,
    tables=tables,
    sample={"net": "GRU", "seed": 0},
    unstable=("updates", "score"),
)
