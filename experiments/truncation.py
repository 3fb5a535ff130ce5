"""Can truncated backpropagation learn what lies further back than it looks? Success by length and k."""

from typing import Any

import numpy as np

from experiments.engine import tell, trials
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses
from lstmlab.cells import elman, lstm
from lstmlab.tasks import latch, recall

QUESTION = """
A net has to name at step T what it saw at step 1. The gradient is stopped every k steps; the state is carried over
the cut. With k < T no gradient ever reaches the first step. Does the net learn all the same? Two tasks: a bit over
silence and weak noise (`lstmlab.tasks.latch`, noise 0.2), and a symbol among random symbols of the same kind
(`lstmlab.tasks.recall`, two symbols). H = 16, batches of 32 new sequences, Adam with rate 0.01, clipped at norm 1, at
most 300 updates, float32. A seed succeeds if 95 % of 256 test sequences are right; guessing scores 50 %.
"""

CELLS = {"elman": elman, "lstm": lstm}
TASKS = {
    "latch": lambda rng, n, length: latch.batch(rng, n, length, 0.2, np.float32),
    "recall": lambda rng, n, length: recall.batch(rng, n, length, 2, np.float32),
}
LENGTHS = (8, 24, 64)
# k as a part of T; chunks of equal length, so that the last one has k steps.
PARTS = (8, 2, 1)


def run(task: str, cell: str, length: int, part: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    test = TASKS[task](np.random.default_rng(1000 + seed), 256, length)
    return trials.sequences(
        CELLS[cell],
        init.network(rng, CELLS[cell], test[0].shape[-1], 16, 2, np.float32),
        lambda rng: TASKS[task](rng, 32, length),
        losses.softmax_cross_entropy,
        trials.same_class,
        rng=rng,
        test=test,
        goal=0.95,
        updates=300,
        k=length // part,
    ).row()


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    found = []
    for task in TASKS:
        lines = []
        for cell in CELLS:
            for part in PARTS:
                some = [tell.select(rows, task=task, cell=cell, part=part, length=length) for length in LENGTHS]
                lines.append((cell, f"T/{part}" if part > 1 else "T (full)", *map(tell.solved, some)))
        columns = ("cell", "k", *(f"T = {length}" for length in LENGTHS))
        found.append(Table(f"Seeds that learn {task}, by k (95 % Wilson interval)", columns, tuple(lines)))
    return found


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    cut = [row for row in rows if row["part"] > 1]
    count = {task: (tell.count(tell.select(cut, task=task)), len(tell.select(cut, task=task))) for task in TASKS}
    longest = [row for row in cut if row["length"] == max(LENGTHS) and row["solved"]]
    full = tell.select(rows, part=1)
    numbers = (
        "with a gradient that never reaches the first step, "
        + " and ".join(f"{right} of {n} runs learn {task}" for task, (right, n) in count.items())
        + f" (with the full gradient {tell.count(full)} of {len(full)} of both); at T = {max(LENGTHS)} it is "
        + f"{len(longest)} of {sum(row['length'] == max(LENGTHS) for row in cut)}."
    )
    if not any(right for right, _ in count.values()):
        return [Verdict(4, "holds", f"for both tasks: {numbers}")]
    return [
        Verdict(
            4,
            "does not hold",
            "strictly: the carried state keeps a trace that the readout and the last k steps can learn to use: "
            + numbers,
        )
    ]


EXPERIMENT = Experiment(
    title="Truncation",
    claims=(4,),
    question=QUESTION,
    jobs=grid(task=tuple(TASKS), cell=tuple(CELLS), length=LENGTHS, part=PARTS, seed=range(10)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"task": "latch", "cell": "elman", "length": 24, "part": 8, "seed": 0},
    unstable=("updates",),
    budget="300 updates at most",
    start="forget bias 1, one rate for both cells",
)
