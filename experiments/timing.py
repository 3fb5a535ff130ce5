"""Are peepholes needed for precise timing? Fire after the same gap again, with and without them."""

from typing import Any

import numpy as np

from experiments.engine import classic, held, nets, tell, trials, tuned
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses, network, optim
from lstmlab.intervals import wilson
from lstmlab.tasks import timing

QUESTION = """
Two spikes come some steps apart; the net has to fire after the same gap again, at the exact step
(`lstmlab.tasks.timing`). Gaps of 5 to 15 steps with 2 and with 8 units, of 10 to 30 and of 30 to 60 steps with 8. All
nets have the exact gradient (the papers truncate it); peepholes start at zero, forget gates at a bias of 1. Batches of
32 new sequences, cross-entropy at every step, Adam, clipped at norm 1, at most 1500 updates (gaps of 30 to 60: 3000),
float32. Each net chooses one of three rates (0.01, 0.02, 0.05) for each task: the one at which most of three seeds
succeed, and among equals the one that takes the fewest updates; for the gaps of 30 to 60 it takes the rate of the gaps
of 10 to 30. Ten further seeds are told of. A seed succeeds if 95 % of 256 test sequences are answered by firing first
at the exact step, looked at after every 50 updates; naming one gap for all scores 9 %, 5 % and 3 %.

The published tasks (F. A. Gers, N. Schraudolph and J. Schmidhuber, 2002) measure a delay or keep a rhythm; this one
does both, one after the other. So there is no published figure for it.
"""

# Setting: shortest gap, longest gap, units, most updates.
SIZES = {
    "gap 5-15, H = 2": (5, 15, 2, 1500),
    "gap 5-15, H = 8": (5, 15, 8, 1500),
    "gap 10-30, H = 8": (10, 30, 8, 1500),
    "gap 30-60, H = 8": (30, 60, 8, 3000),
}
RATES = (0.01, 0.02, 0.05)
# The longest gaps cost as much as all others together: there each net takes the rate that it chose for the ones before.
CHOOSE_AT = {setting: setting for setting in SIZES} | {"gap 30-60, H = 8": "gap 10-30, H = 8"}
Rows = list[dict[str, Any]]
BUDGET = " to ".join(str(each[-1]) for each in (SIZES["gap 5-15, H = 2"], SIZES["gap 30-60, H = 8"])) + " updates"


def run(setting: str, net: str, rate: float, seed: int) -> dict[str, Any]:
    shortest, longest, n_hidden, updates = SIZES[setting]
    cell, rng = nets.CELLS[net], np.random.default_rng(seed)
    test, due = timing.batch(np.random.default_rng(1000 + seed), 256, shortest, longest, np.float32)

    def gradients(params: Any) -> tuple:
        xs, spike = timing.batch(rng, 32, shortest, longest, np.float32)
        labels = timing.labels(spike, len(xs))
        return network.loss_and_gradients(cell, params, (xs, labels), losses.softmax_cross_entropy)[:2]

    def score(params: Any) -> float:
        return float((timing.fired(network.forward(cell, params, test)[0]) == due).mean())

    params = init.network(rng, cell, 1, n_hidden, 2, np.float32)
    if net == "LSTM 1997":
        params = held.network_without(params, "f")
    return trials.train(
        params, gradients, score, goal=0.95, updates=updates, every=50, optimizer=optim.adam(rate)
    ).row()


def chosen(rows: Rows, setting: str, net: str) -> dict[str, Any]:
    """The rate of a net for a task."""
    return tuned.chosen(rows, ("rate",), setting=CHOOSE_AT[setting], net=net)


def reported(rows: Rows, setting: str, net: str) -> Rows:
    """The runs at this rate, over the seeds that did not choose."""
    some = tell.select(rows, setting=setting, net=net, **chosen(rows, setting, net))
    return [row for row in some if row["seed"] in tuned.REPORTED]


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    return tuple(
        each | chosen(rows, **each) | {"seed": seed}
        for each in grid(setting=tuple(SIZES), net=nets.NETS)
        for seed in tuned.REPORTED
    )


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for setting in SIZES:
        for net in nets.NETS:
            some = reported(rows, setting, net)
            exact = tell.mean(some, "score", 0, percent=True)
            lines.append(
                (
                    setting,
                    net,
                    f"{some[0]['rate']:g}",
                    tell.solved(some),
                    exact,
                    tell.updates(some),
                    classic.failures(some),
                )
            )
    columns = (
        "task",
        "net",
        "rate",
        "seeds that succeed (95 % Wilson)",
        "fired exactly (95 % bootstrap)",
        "updates to success",
        "seeds that fail",
    )
    return [Table("Timing, five nets", columns, tuple(lines))]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    """The LSTM with peepholes beside the one without."""

    def some(setting: str, net: str) -> list[dict[str, Any]]:
        return reported(rows, setting, net)

    def rate(setting: str, net: str) -> Any:
        return wilson(tell.count(some(setting, net)), len(some(setting, net)))

    told = "; ".join(
        f"{setting}: {tell.count(some(setting, 'LSTM'))} without, {tell.count(some(setting, 'peephole'))} with"
        for setting in SIZES
    )
    n = len(some(next(iter(SIZES)), "LSTM"))
    numbers = f"within {BUDGET}, each at its own rate, seeds that succeed, of {n} each: {told}."
    needed = [setting for setting in SIZES if rate(setting, "peephole").low > rate(setting, "LSTM").high]
    learnt = [setting for setting in SIZES if tell.count(some(setting, "LSTM"))]
    if len(needed) == len(SIZES) and not learnt:
        return [Verdict(15, "holds", f"for this task: {numbers}")]
    if needed:
        return [
            Verdict(15, "holds when", f"the task is {' or '.join(needed)} (clearly more seeds with them): {numbers}")
        ]
    return [Verdict(15, "does not hold", f"for this task: without peepholes it is learnt too: {numbers}")]


EXPERIMENT = Experiment(
    title="Timing",
    claims=(15,),
    question=QUESTION,
    jobs=grid(setting=tuple(sorted(set(CHOOSE_AT.values()))), net=nets.NETS, rate=RATES, seed=tuned.CHOOSING),
    then=then,
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"setting": "gap 5-15, H = 8", "net": "LSTM", "rate": 0.02, "seed": 100},
    unstable=("updates",),
    budget=BUDGET,
    start="forget bias 1, peepholes at 0; each net one of three rates",
)
