"""Does clipping cure exploding gradients, and what is left then? Temporal order by length, with and without it."""

from typing import Any

import numpy as np

from experiments.engine import tell, trials
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses, optim
from lstmlab.cells import elman
from lstmlab.intervals import wilson
from lstmlab.tasks import temporal_order

QUESTION = """
An Elman net has to say in which order two marked symbols came in T symbols of noise (`lstmlab.tasks.temporal_order`).
H = 16, batches of 32 new sequences, gradient descent with momentum 0.9 at three rates, with the gradient clipped at
norm 1 or not at all, at most 500 updates, float32. (Adam divides every gradient by its own usual size: it would hide
what clipping does.) A seed succeeds if 95 % of 256 test sequences are right; guessing scores 25 %.
"""

LENGTHS = (10, 20, 40)
RATES = (0.01, 0.03, 0.1)


def run(length: int, rate: float, clip: bool, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    return trials.sequences(
        elman,
        init.network(rng, elman, 8, 16, 4, np.float32),
        lambda rng: temporal_order.batch(rng, 32, length, np.float32),
        losses.softmax_cross_entropy,
        trials.same_class,
        rng=rng,
        test=temporal_order.batch(np.random.default_rng(1000 + seed), 256, length, np.float32),
        goal=0.95,
        updates=500,
        optimizer=optim.sgd(rate, momentum=0.9),
        max_norm=1.0 if clip else None,
    ).row()


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for rate in RATES:
        for clip in (False, True):
            some = [tell.select(rows, rate=rate, clip=clip, length=length) for length in LENGTHS]
            lines.append((rate, "at norm 1" if clip else "no", *map(tell.solved, some)))
    columns = ("rate", "clipped", *(f"T = {length}" for length in LENGTHS))
    return [
        Table("Seeds that learn the order, with and without clipping (95 % Wilson interval)", columns, tuple(lines))
    ]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    def rate(clip: bool, length: int) -> Any:
        some = tell.select(rows, clip=clip, length=length)
        return wilson(tell.count(some), len(some))

    shares = "; ".join(
        f"T = {length}: {100 * rate(False, length).value:.0f} % without, {100 * rate(True, length).value:.0f} % with it"
        for length in LENGTHS
    )
    short = [length for length in LENGTHS if rate(True, length).low > rate(False, length).high]
    left = [length for length in LENGTHS if rate(True, length).high < 0.5]
    numbers = f"over all rates, {shares}."
    if not short:
        return [Verdict(6, "does not hold", f"for this task: clipping does not raise success clearly: {numbers}")]
    if left:
        because = (
            f"the sequence is short enough for a gradient to arrive: clipping helps clearly at T = {_all(short)}, "
        )
        return [Verdict(6, "holds when", because + f"and most runs still fail at T = {_all(left)}: {numbers}")]
    return [Verdict(6, "holds", f"for this task: clipping is all that was missing: {numbers}")]


def _all(lengths: list[int]) -> str:
    return " and ".join(map(str, lengths))


EXPERIMENT = Experiment(
    title="Clipping",
    claims=(6,),
    question=QUESTION,
    jobs=grid(length=LENGTHS, rate=RATES, clip=(False, True), seed=range(10)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"length": 10, "rate": 0.03, "clip": True, "seed": 0},
    unstable=("updates",),
    budget="500 updates at most",
    start="Xavier; over three rates, all told of",
)
