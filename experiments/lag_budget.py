"""Is it the noise or the budget? One bit over up to 1000 steps, within 200 updates and within 2000, rates by lag."""

import math
from typing import Any

import numpy as np

from experiments.engine import nets, tell, trials, tuned
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import losses, optim
from lstmlab.tasks import latch

QUESTION = """
A net keeps one bit over T steps (`lstmlab.tasks.latch`): over 100 and 300 steps of noise as large as the bit (noise 1),
and over 1000 steps of silence (0), of weak noise (0.2) and of noise 1. An Elman cell with an orthogonal recurrent
matrix, and two nets that start by keeping for about T steps and by writing little: an LSTM whose forget gates start at
ln T and its input gates at -ln T, and the LSTM of 1997, whose cell keeps everything (its forget gate is held at 1, its
input gates start at -ln T). H = 8, batches of 16 new sequences, full backpropagation, Adam, clipped at norm 1, float32,
at most 2000 updates. Each net chooses one of three rates (0.003, 0.01, 0.03; 0.1 too over 1000 steps of noise 1) for
each T and noise: the one at which most of three seeds succeed, and among equals the one that takes the fewest updates.
Four further seeds are told of. A seed succeeds if 95 % of its 128 test sequences are right, looked at after every 25
updates; guessing scores 50 %. What 200 updates reach stands beside what 2000 reach.
"""

CELLS = ("Elman", "LSTM, ln T", "LSTM 1997")
FAR = 1000
CASES = ((100, 1.0), (300, 1.0), (FAR, 0.0), (FAR, 0.2), (FAR, 1.0))  # T, noise
RATES = (0.003, 0.01, 0.03)
LOUD = 0.1  # offered too where the loud noise lasts longest, since one net chose the largest of the others there
BUDGETS = (200, 2000)
SEEDS = tuple(range(4))
Rows = list[dict[str, Any]]


def run(cell: str, length: int, noise: float, rate: float, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    module, params = nets.make(rng, cell.removesuffix(", ln T"), 1, 8, 2, math.log(length))
    return trials.sequences(
        module,
        params,
        lambda rng: latch.batch(rng, 16, length, noise, np.float32),
        losses.softmax_cross_entropy,
        trials.same_class,
        rng=rng,
        test=latch.batch(np.random.default_rng(1000 + seed), 128, length, noise, np.float32),
        goal=0.95,
        updates=max(BUDGETS),
        optimizer=optim.adam(rate),
    ).row()


def cases() -> tuple[dict[str, Any], ...]:
    return tuple({"cell": cell, "length": length, "noise": noise} for length, noise in CASES for cell in CELLS)


def rates(case: dict[str, Any]) -> tuple[float, ...]:
    """What a net may choose from."""
    return (*RATES, LOUD) if (case["length"], case["noise"]) == CASES[-1] else RATES


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    return tuple(each | tuned.chosen(rows, ("rate",), **each) | {"seed": seed} for each in cases() for seed in SEEDS)


def told(rows: Rows, budget: int, **case: Any) -> Rows:
    """The runs at the chosen rate over the seeds that did not choose, with their success as it stood so far."""
    rate = tuned.chosen(rows, ("rate",), **case)
    some = [row for row in tell.select(rows, **case, **rate) if row["seed"] in SEEDS]
    return [row | {"solved": row["solved"] and row["updates"] <= budget} for row in some]


def tables(rows: Rows) -> list[Table]:
    lines = []
    for case in cases():
        some = [told(rows, budget, **case) for budget in BUDGETS]
        named = case["length"], f"{case['noise']:g}", case["cell"], f"{some[0][0]['rate']:g}"
        lines.append((*named, *map(tell.solved, some), tell.updates(some[-1])))
    columns = ("T", "noise", "cell", "rate", *(f"within {budget} updates" for budget in BUDGETS), "updates to success")
    return [Table("Seeds that learn to keep one bit (95 % intervals: Wilson, bootstrap)", columns, tuple(lines))]


def verdicts(rows: Rows) -> list[Verdict]:
    """What most seeds of the LSTMs learn over the longest lag."""
    few, many = BUDGETS
    noises = tuple(noise for length, noise in CASES if length == FAR)

    def count(budget: int, cell: str, noise: float) -> int:
        return tell.count(told(rows, budget, cell=cell, length=FAR, noise=noise))

    learnt = {
        (budget, cell, noise): count(budget, cell, noise) > len(SEEDS) / 2
        for budget in BUDGETS
        for cell in CELLS
        for noise in noises
    }
    gated = CELLS[1:]
    good = [noise for noise in noises if all(learnt[many, cell, noise] for cell in gated)]
    counts = "; ".join(
        f"{cell} {', '.join(f'{count(few, cell, noise)} and {count(many, cell, noise)}' for noise in noises)}"
        for cell in CELLS
    )
    numbers = (
        f"at T = {FAR}, each net at the rate that it chose there, within {few} and within {many} updates, seeds of "
        f"{len(SEEDS)} that succeed with noise {', '.join(f'{noise:g}' for noise in noises)}: {counts}."
    )
    if len(good) == len(noises):
        return [Verdict(8, "holds", f"for this task, with a start that keeps for so long: {numbers}")]
    if not any(learnt[many, cell, noise] for cell in gated for noise in noises):
        return [Verdict(8, "does not hold", f"for this task: {numbers}")]
    quiet = f"noise of up to {max(good):g}" if any(good) else "silence" if good else "one of the two cells"
    return [Verdict(8, "holds when", f"the cell starts out keeping for so long, and only in {quiet}: {numbers}")]


EXPERIMENT = Experiment(
    title="Long lags: the budget",
    claims=(8,),
    question=QUESTION,
    jobs=tuple(case | each for case in cases() for each in grid(rate=rates(case), seed=tuned.CHOOSING)),
    then=then,
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"cell": "LSTM, ln T", "length": 100, "noise": 1.0, "rate": 0.03, "seed": 100},
    unstable=("updates", "score"),
    budget=f"{BUDGETS[0]} updates, and {BUDGETS[1]}",
    start="forget bias ln T, input bias -ln T; each net its own rate at each T and noise",
)
