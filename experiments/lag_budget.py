"""Is it the noise or the budget? One bit through noise as large as itself, within 200 updates and within 2000."""

import math
from typing import Any

import numpy as np

from experiments.engine import nets, tell, trials, tuned
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import losses, optim
from lstmlab.tasks import latch

QUESTION = """
A net keeps one bit over T steps of noise as large as the bit (`lstmlab.tasks.latch`, noise 1). Two nets that start by
keeping for about T steps and by writing little: an LSTM whose forget gates start at ln T and its input gates at -ln T,
and the LSTM of 1997, whose cell keeps everything (its forget gate is held at 1, its input gates start at -ln T). H = 8,
batches of 16 new sequences, full backpropagation, Adam, clipped at norm 1, float32, at most 2000 updates. Each net
chooses its rate for each T (of 0.01 and 0.03 for T = 100, of 0.003, 0.01 and 0.03 for T = 300, of 0.003 and 0.01 for T
= 1000): the one at which most of three seeds succeed, and among equals the one that takes the fewest updates. Four
further seeds are told of. A seed succeeds if 95 % of its 128 test sequences are right, looked at after every 25
updates; guessing scores 50 %. What 200 updates reach stands beside what 2000 reach.
"""

CELLS = ("LSTM, ln T", "LSTM 1997")
# The longer the lag, the more careful the rate: what may be chosen from. T = 1000 is asked of the cell that did best.
RATES = {100: (0.01, 0.03), 300: (0.003, 0.01, 0.03), 1000: (0.003, 0.01)}
CASES = tuple(each for each in grid(cell=CELLS, length=tuple(RATES)) if each["length"] < 1000 or "1997" in each["cell"])
BUDGETS = (200, 2000)
SEEDS = tuple(range(4))
Rows = list[dict[str, Any]]


def run(cell: str, length: int, rate: float, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    module, params = nets.make(rng, cell.removesuffix(", ln T"), 1, 8, 2, math.log(length))
    return trials.sequences(
        module,
        params,
        lambda rng: latch.batch(rng, 16, length, 1.0, np.float32),
        losses.softmax_cross_entropy,
        trials.same_class,
        rng=rng,
        test=latch.batch(np.random.default_rng(1000 + seed), 128, length, 1.0, np.float32),
        goal=0.95,
        updates=max(BUDGETS),
        optimizer=optim.adam(rate),
    ).row()


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    return tuple(each | tuned.chosen(rows, ("rate",), **each) | {"seed": seed} for each in CASES for seed in SEEDS)


def told(rows: Rows, cell: str, length: int, budget: int) -> Rows:
    """The runs at the chosen rate over the seeds that did not choose, with their success as it stood so far."""
    rate = tuned.chosen(rows, ("rate",), cell=cell, length=length)
    some = [row for row in tell.select(rows, cell=cell, length=length, **rate) if row["seed"] in SEEDS]
    return [row | {"solved": row["solved"] and row["updates"] <= budget} for row in some]


def tables(rows: Rows) -> list[Table]:
    lines = []
    for case in CASES:
        some = [told(rows, **case, budget=budget) for budget in BUDGETS]
        named = case["cell"], case["length"], f"{some[0][0]['rate']:g}"
        lines.append((*named, *map(tell.solved, some), tell.updates(some[-1])))
    columns = ("cell", "T", "rate", *(f"within {budget} updates" for budget in BUDGETS), "updates to success")
    caption = "Seeds that learn to keep one bit through noise as large as itself (95 % intervals: Wilson, bootstrap)"
    return [Table(caption, columns, tuple(lines))]


EXPERIMENT = Experiment(
    title="Long lags: the budget",
    claims=(),
    question=QUESTION,
    jobs=tuple(each | more for each in CASES for more in grid(rate=RATES[each["length"]], seed=tuned.CHOOSING)),
    then=then,
    run=run,
    tables=tables,
    sample={"cell": "LSTM, ln T", "length": 100, "rate": 0.03, "seed": 100},
    unstable=("updates", "score"),
)
