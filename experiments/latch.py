"""Latch: one bit kept over noise, by five nets, for longer and longer."""

import math
from typing import Any

import numpy as np

from experiments.engine import classic, nets, tell, trials
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import losses
from lstmlab.tasks import latch

QUESTION = """
The first of T numbers is a bit, -1 or 1; the others are noise with a standard deviation of 0.5. The net has to name the
bit at the end (`lstmlab.tasks.latch`). H = 8, batches of 32 new sequences, cross-entropy, Adam with rate 0.01, clipped
at norm 1, full backpropagation, float32, at most 1000 updates. Forget gates start at a bias of ln T, input gates and
the GRU's update gates at -ln T; the Elman net's matrix starts orthogonal. A seed succeeds if 95 % of 256 test sequences
are right; guessing scores 50 %.

Y. Bengio, P. Simard and P. Frasconi (1994) report that the success of gradient descent falls with T, for a recurrent
net without gates.
"""

LENGTHS = (10, 30, 100, 300)


def run(length: int, net: str, seed: int) -> dict[str, Any]:
    def draw(rng: np.random.Generator, n: int) -> tuple:
        return latch.batch(rng, n, length, 0.5, np.float32)

    return classic.at_the_end(
        net,
        seed,
        draw,
        losses.softmax_cross_entropy,
        trials.same_class,
        goal=0.95,
        updates=1000,
        keep=math.log(length),
        n_hidden=8,
    )


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    def line(net: str) -> tuple:
        return net, *(tell.solved(tell.select(rows, net=net, length=length)) for length in LENGTHS)

    columns = ("net", *(f"T = {length}" for length in LENGTHS))
    return [Table("Seeds that keep one bit (95 % Wilson interval)", columns, tuple(line(net) for net in nets.NETS))]


EXPERIMENT = Experiment(
    title="Latch",
    claims=(),
    question=QUESTION,
    jobs=grid(length=LENGTHS, net=nets.NETS, seed=range(10)),
    run=run,
    tables=tables,
    sample={"length": 30, "net": "GRU", "seed": 0},
    unstable=("updates",),
)
