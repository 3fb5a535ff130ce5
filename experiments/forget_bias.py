"""Does a forget bias of 1, or of 5, help? Recall of the first symbol through noise, by the first forget bias."""

from typing import Any

import numpy as np

from experiments.engine import tell, trials
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses
from lstmlab.cells import lstm
from lstmlab.intervals import wilson
from lstmlab.tasks import recall

QUESTION = """
Does an LSTM learn more surely with a larger forget bias at the start? It reads T random symbols of two kinds and has
to name the first one at the end (`lstmlab.tasks.recall`). H = 16, batches of 32 new sequences, Adam with rate 0.01,
clipped at norm 1, at most 400 updates, float32. A seed succeeds if 95 % of 256 test sequences are right; guessing
scores 50 %.
"""

BIASES = (-2, -1, 0, 1, 2, 3, 5)
LENGTHS = (20, 50, 100)
UPDATES = 400


def run(length: int, bias: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    params = init.network(rng, lstm, 2, 16, 2, np.float32, forget_bias=bias)
    return trials.sequences(
        lstm,
        params,
        lambda rng: recall.batch(rng, 32, length, 2, np.float32),
        losses.softmax_cross_entropy,
        trials.same_class,
        rng=rng,
        test=recall.batch(np.random.default_rng(1000 + seed), 256, length, 2, np.float32),
        goal=0.95,
        updates=UPDATES,
    ).row()


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for bias in BIASES:
        some = [tell.select(rows, bias=bias, length=length) for length in LENGTHS]
        keeps = 1 / (1 + np.exp(-bias))
        lines.append(
            (bias, f"{keeps:.3f}", *(tell.solved(each) for each in some), tell.updates(tell.select(rows, bias=bias)))
        )
    columns = ("bias", "gate at the start", *(f"T = {length}" for length in LENGTHS), "updates to success")
    return [Table("Seeds that learn to recall, by the first forget bias (95 % Wilson interval)", columns, tuple(lines))]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    def rate(bias: int) -> Any:
        some = tell.select(rows, bias=bias)
        return wilson(tell.count(some), len(some))

    helps = rate(1).low > rate(0).high
    best = max(BIASES, key=lambda bias: rate(bias).value)
    more = rate(best).low > rate(1).high
    told = ", ".join(f"{100 * rate(b).value:.0f} % at bias {b}" for b in (0, 1, 5))
    numbers = f"within {UPDATES} updates, over all lengths {told}; best is {best}"
    if helps and not more:
        return [Verdict(11, "holds", f"for this task: {numbers}.")]
    if more:
        return [Verdict(11, "holds when", f"the bias is large enough for the length of the sequence: {numbers}.")]
    return [Verdict(11, "does not hold", f"for this task: {numbers}.")]


EXPERIMENT = Experiment(
    title="Forget bias",
    claims=(11,),
    question=QUESTION,
    jobs=grid(length=LENGTHS, bias=BIASES, seed=range(10)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"length": 50, "bias": 5, "seed": 0},
    unstable=("updates",),
    budget=f"{UPDATES} updates at most",
    start="forget biases from -2 to 5, input gates at 0; one rate",
)
