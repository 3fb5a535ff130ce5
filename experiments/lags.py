"""How far do LSTMs reach? One bit, told at the start, over 100, 300 and 1000 steps of silence and of noise."""

from typing import Any

import numpy as np

from experiments.engine import held, tell, trials
from experiments.engine.specification import Experiment, Table, grid
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


EXPERIMENT = Experiment(
    title="Long lags",
    claims=(),
    question=QUESTION,
    jobs=grid(length=LENGTHS, noise=NOISES, cell=CELLS, seed=range(10)),
    run=run,
    tables=tables,
    sample={"length": 300, "noise": 0.2, "cell": "LSTM, bias 7", "seed": 0},
    unstable=("updates",),
)
