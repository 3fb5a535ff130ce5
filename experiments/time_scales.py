"""Does an LSTM follow several time scales at once? A fast and a slow component: errors, and cells by forget gate."""

from typing import Any

import numpy as np

from experiments.engine import held, tell, trials
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses, network
from lstmlab.cells import elman, lstm
from lstmlab.gates import sigmoid, split
from lstmlab.intervals import bootstrap
from lstmlab.tasks import time_scales

QUESTION = """
One signal carries two things (`lstmlab.tasks.time_scales`): a bit at every step, which is asked for two steps later,
and a mark every 40 steps on average, whose sign is asked for until the next mark comes. Three nets answer both at
every step: an LSTM with a forget bias of 1, an LSTM without forget gate, and an Elman net. H = 16, batches of 16 new
signals of 150 steps, mean squared error, 800 updates with Adam, rate 0.01, clipped at norm 1, float32. Tested on 64
signals of 400 steps: the share of wrong signs by component; guessing has 50 % wrong. A seed succeeds if both are
under 5 %. For each cell of the LSTM: its mean forget gate, and how its output goes with the fast and with the slow
answer (the size of the correlation).
"""

NETS = {"LSTM": lstm, "without forget gate": lstm, "Elman": elman}
PAUSE, UPDATES, WARM = 40, 800, 50


def run(net: str, seed: int) -> dict[str, Any]:
    cell, rng = NETS[net], np.random.default_rng(seed)
    params = init.network(rng, cell, 1, 16, 2, np.float32)
    if net == "without forget gate":
        params = held.network_without(params, "f")

    def gradients(params: Any) -> tuple:
        signal = time_scales.batch(rng, 16, 150, PAUSE, np.float32)
        return network.loss_and_gradients(cell, params, (signal.xs, signal.targets), losses.mse)[:2]

    params = trials.train(params, gradients, lambda params: 0.0, goal=1.0, updates=UPDATES, every=UPDATES).params
    test = time_scales.batch(np.random.default_rng(1000 + seed), 64, 400, PAUSE, np.float32)
    ys, trace = network.forward(cell, params, test.xs)
    wrong = (ys > 0) != (test.targets > 0)
    fast, slow = (float(wrong[..., k][test.known[..., k]].mean()) for k in (0, 1))
    result = {"fast": round(fast, 4), "slow": round(slow, 4), "solved": max(fast, slow) < 0.05}
    return result | (_cells(params.cell, test, trace.hs) if net == "LSTM" else {})


def _cells(params: lstm.Params, test: time_scales.Signal, hs: np.ndarray) -> dict[str, Any]:
    """For each cell, sorted by its mean forget gate: the gate, and the correlation with either answer."""
    W_x, W_h, b = (split(array, 4)[lstm.GATES.index("f")] for array in params)
    before = np.concatenate([np.zeros_like(hs[:1]), hs[:-1]])
    gates = sigmoid(test.xs @ W_x + before @ W_h + b)[WARM:].mean(axis=(0, 1))
    order = np.argsort(gates)
    goes_with = [
        [abs(np.corrcoef(hs[WARM:, :, j].ravel(), test.targets[WARM:, :, k].ravel())[0, 1]) for j in order]
        for k in (0, 1)
    ]
    fast, slow = ([round(float(value), 3) for value in values] for values in goes_with)
    return {
        "gates": [round(float(gate), 3) for gate in gates[order]],
        "with_fast": fast,
        "with_slow": slow,
        "rank_correlation": round(_rank_correlation(gates[order], np.subtract(slow, fast)), 3),
    }


def _rank_correlation(one: np.ndarray, two: np.ndarray) -> float:
    """Spearman's: the correlation of the ranks."""
    return float(np.corrcoef(np.argsort(np.argsort(one)), np.argsort(np.argsort(two)))[0, 1])


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    errors = []
    for net in NETS:
        some = tell.select(rows, net=net)
        shares = (tell.mean(some, key, 1, percent=True) for key in ("fast", "slow"))
        errors.append((net, tell.solved(some), *shares))
    some = tell.select(rows, net="LSTM")
    quarters = []
    for k, name in enumerate(("lowest quarter", "second quarter", "third quarter", "highest quarter")):
        part = slice(4 * k, 4 * k + 4)
        means = [{key: np.mean(row[key][part]) for key in ("gates", "with_fast", "with_slow")} for row in some]
        quarters.append((name, *(tell.mean(means, key) for key in ("gates", "with_fast", "with_slow"))))
    return [
        Table(
            "Wrong signs by component (95 % bootstrap interval)",
            ("net", "seeds that succeed (95 % Wilson)", "fast", "slow"),
            tuple(errors),
        ),
        Table(
            "Cells of the LSTM sorted by their mean forget gate (95 % bootstrap interval over the seeds)",
            ("cells", "forget gate", "goes with the fast answer", "goes with the slow answer"),
            tuple(quarters),
        ),
    ]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    some = tell.select(rows, net="LSTM")
    ranks = bootstrap([row["rank_correlation"] for row in some])
    counts = ", ".join(f"{tell.count(tell.select(rows, net=net))} ({net})" for net in NETS)
    numbers = (
        f"within {UPDATES} updates, seeds of {len(some)} that follow both components: {counts}; "
        "rank correlation of a cell's forget gate with "
        f"how much more it follows the slow answer than the fast one: {ranks.value:.2f} "
        f"({ranks.low:.2f} to {ranks.high:.2f})."
    )
    if tell.count(some) < 0.9 * len(some):
        return [Verdict(25, "does not hold", f"for this signal: {numbers}")]
    if ranks.low <= 0:
        return [Verdict(25, "holds when", f"only the errors count, the forget gates do not sort the cells: {numbers}")]
    return [Verdict(25, "holds", f"for this signal, and slow cells have the larger forget gates: {numbers}")]


EXPERIMENT = Experiment(
    title="Two time scales",
    claims=(25,),
    question=QUESTION,
    jobs=grid(net=tuple(NETS), seed=range(10)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"net": "Elman", "seed": 1},
    unstable=("gates", "with_fast", "with_slow", "rank_correlation"),
    budget=f"{UPDATES} updates",
    start="forget bias 1, one rate for all nets",
)
