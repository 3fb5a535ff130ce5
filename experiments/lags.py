"""How far do LSTMs reach? One bit, told at the start, over 100, 300 and 1000 steps of silence and of noise."""

from typing import Any

import numpy as np

from experiments.engine import held, tell, trials
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses
from lstmlab.cells import elman, lstm
from lstmlab.tasks import latch

QUESTION = """
Does a net keep one bit over T steps (`lstmlab.tasks.latch`), through silence (noise 0), weak noise (0.2) and noise as
large as the bit itself (1)? An Elman cell with an orthogonal recurrent matrix; an LSTM with a forget bias of 1; one
with a bias of 7, whose forget gate starts at 0.999; and the LSTM of 1997, whose cell keeps everything (an LSTM with
its forget gate held at 1: the same numbers). H = 8, batches of 16 new sequences, full backpropagation, Adam with rate
0.01, clipped at norm 1, at most 200 updates, float32. A seed succeeds if 95 % of 128 test sequences are right;
guessing scores 50 %.
"""

CELLS = ("Elman", "LSTM, bias 1", "LSTM, bias 7", "LSTM 1997")
LENGTHS = (100, 300, 1000)
NOISES = (0.0, 0.2, 1.0)


def run(length: int, noise: float, cell: str, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    module = elman if cell == "Elman" else lstm
    bias = 7.0 if cell == "LSTM, bias 7" else 1.0
    params = init.network(rng, module, 1, 8, 2, np.float32, forget_bias=bias)
    return trials.sequences(
        module,
        held.network_without(params, "f") if cell == "LSTM 1997" else params,
        lambda rng: latch.batch(rng, 16, length, noise, np.float32),
        losses.softmax_cross_entropy,
        trials.same_class,
        rng=rng,
        test=latch.batch(np.random.default_rng(1000 + seed), 128, length, noise, np.float32),
        goal=0.95,
        updates=200,
    ).row()


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for cell in CELLS:
        for noise in NOISES:
            some = [tell.select(rows, cell=cell, noise=noise, length=length) for length in LENGTHS]
            lines.append((cell, noise, *map(tell.solved, some)))
    columns = ("cell", "noise", *(f"T = {length}" for length in LENGTHS))
    return [Table("Seeds that learn to keep one bit (95 % Wilson interval)", columns, tuple(lines))]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    far = [row for row in rows if row["length"] == max(LENGTHS)]
    rates = {
        (cell, noise): tell.count(tell.select(far, cell=cell, noise=noise))
        / len(tell.select(far, cell=cell, noise=noise))
        for cell in CELLS
        for noise in NOISES
    }
    good = [f"{cell} with noise {noise:g}" for (cell, noise), rate in rates.items() if rate > 0.5 and "LSTM" in cell]
    bad = [f"{cell} with noise {noise:g}" for (cell, noise), rate in rates.items() if rate <= 0.5 and "LSTM" in cell]
    plain = ", ".join(f"{100 * rates['Elman', noise]:.0f} % with noise {noise:g}" for noise in NOISES)
    beside = f"The Elman net beside them: {plain}."
    within = max(row["updates"] for row in rows)
    told = f"at T = {max(LENGTHS)}, within {within} updates at one rate, "
    told += f"most seeds succeed for {'; '.join(good) or 'none'}, "
    told += f"and not for {'; '.join(bad) or 'none'}."
    if not bad:
        return [Verdict(8, "holds", f"for this task: {told} {beside}")]
    if not good:
        return [Verdict(8, "does not hold", f"for this task: {told} {beside}")]
    return [
        Verdict(
            8,
            "holds when",
            f"the cell starts out keeping what it holds, and the noise is weak for the budget: {told} {beside}",
        )
    ]


EXPERIMENT = Experiment(
    title="Long lags",
    claims=(8,),
    question=QUESTION,
    jobs=grid(length=LENGTHS, noise=NOISES, cell=CELLS, seed=range(10)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"length": 300, "noise": 0.2, "cell": "LSTM, bias 7", "seed": 0},
    unstable=("updates",),
    budget="200 updates at most",
    start="forget bias 1, or 7, input gates at 0; one rate for all",
)
