"""The adding problem once more: does a net of rectified units that starts as the identity keep up with an LSTM?"""

import math
from typing import Any

import numpy as np

from experiments.engine import classic, nets, tell, trials, tuned
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import init, losses, optim
from lstmlab.cells import irnn
from lstmlab.intervals import bootstrap, wilson
from lstmlab.tasks import adding

QUESTION = """
The adding problem with T = 100, as in the experiment `adding`: batches of 32 new sequences, squared error, Adam,
clipped at norm 1, full backpropagation, float32, success if 90 % of 256 test sequences are answered within 0.04. Here
at most 1500 updates, and each net at its own rate: the one of five at which most of three further seeds succeed, and
among equals the one that takes fewer updates. The nets have about as many weights each: an IRNN of 33 units (W_h = I,
W_x normal of size 0.001), an Elman net of 33 (tanh, orthogonal W_h), an LSTM of 16 (forget gates start at a bias of
ln T, input gates at -ln T). Q. V. Le, N. Jaitly and G. E. Hinton (2015), with larger nets and more updates, found IRNN
and LSTM about equally good up to T = 300.
"""

LENGTH = 100
UNITS = {"IRNN": 33, "Elman": 33, "LSTM": 16}
RATES = (0.001, 0.003, 0.01, 0.03, 0.1)
Rows = list[dict[str, Any]]


def run(net: str, rate: float, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    test = adding.batch(np.random.default_rng(1000 + seed), 256, LENGTH, np.float32)
    if net == "IRNN":
        cell, params = irnn, init.network(rng, irnn, 2, UNITS[net], 1, np.float32)
    else:
        cell, params = nets.make(rng, net, 2, UNITS[net], 1, math.log(LENGTH))

    def draw(rng: np.random.Generator) -> tuple:
        return adding.batch(rng, classic.BATCH, LENGTH, np.float32)

    with np.errstate(all="ignore"):  # a net without bounds may run away: its run then ends without success
        options = {"goal": 0.9, "updates": 1500, "optimizer": optim.adam(rate)}
        return trials.sequences(cell, params, draw, losses.mse, adding.right, rng=rng, test=test, **options).row()


def reported(rows: Rows, net: str) -> Rows:
    """The runs of a net at its rate, over the seeds that did not choose it."""
    return tuned.reported(rows, ("rate",), net=net)


def verdict(rows: Rows) -> str:
    """What the rows say of the IRNN beside the LSTM."""
    ours, theirs = (reported(rows, net) for net in ("IRNN", "LSTM"))
    one, other = (wilson(tell.count(some), len(some)) for some in (ours, theirs))
    if one.high < other.low:
        return "Within this budget the IRNN succeeds less often than the LSTM."
    if one.low > other.high:
        return "Within this budget the IRNN succeeds more often than the LSTM."
    both = f"Within this budget {len(ours)} seeds do not tell the success rates of IRNN and LSTM apart"
    first, second = ([row["updates"] for row in some if row["solved"]] for some in (ours, theirs))
    if not first or not second:
        return f"{both}."
    slow, fast = bootstrap(first), bootstrap(second)
    if slow.low > fast.high:
        return f"{both}; the IRNN takes {slow.value / fast.value:.1f} times as many sequences."
    if slow.high < fast.low:
        return f"{both}; the LSTM takes {fast.value / slow.value:.1f} times as many sequences."
    return f"{both}, nor the sequences they take."


def tables(rows: Rows) -> list[Table]:
    lines, grid_lines = [], []
    for net, units in UNITS.items():
        some = reported(rows, net)
        lines.append(
            (
                f"{net}, {units} units",
                f"{tuned.chosen(rows, ('rate',), net=net)['rate']:g}",
                tell.solved(some),
                tell.mean(some, "score", 0, percent=True),
                classic.sequences(some),
                classic.failures(some),
            )
        )
        at_each = [tell.select(rows, net=net, rate=rate) for rate in RATES]
        grid_lines.append((f"{net}, {units} units", *(f"{tell.count(one)} of {len(one)}" for one in at_each)))
    columns = ("net", "rate", "seeds that succeed", "right at the end", "sequences to success", "seeds that fail")
    return [
        Table(f"Adding, T = {LENGTH}, each net at its rate. {verdict(rows)}", columns, tuple(lines)),
        Table("All seeds that succeed, by rate", ("net", *(f"{rate:g}" for rate in RATES)), tuple(grid_lines)),
    ]


EXPERIMENT = Experiment(
    title="IRNN and the adding problem",
    claims=(),
    question=QUESTION,
    jobs=grid(net=tuple(UNITS), rate=RATES, seed=tuned.CHOOSING + tuned.REPORTED),
    run=run,
    tables=tables,
    sample={"net": "IRNN", "rate": 0.003, "seed": 100},
    unstable=("updates", "score"),
)
