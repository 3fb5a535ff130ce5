"""GRU beside LSTM: weights, time per update, and success on three tasks."""

import time
from typing import Any

import numpy as np

from experiments.engine import tell, trials
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses, network
from lstmlab.cells import gru, lstm
from lstmlab.gates import split
from lstmlab.intervals import wilson
from lstmlab.tasks import adding, reber, recall, temporal_order

QUESTION = """
Has a GRU fewer weights than an LSTM, is it faster, and does it learn less well? Three tasks: embedded Reber strings
(success: every step of all 200 test strings right), temporal order over 100 steps (95 % of 256 sequences), the adding
problem over 50 steps (90 % of 256 within 0.04). Five nets: an LSTM with H = 16 and a forget bias of 1, and of 3; a
GRU with H = 16; a GRU with as many weights as the LSTM (H = 18 or 19, the nearest); and a GRU with H = 16 whose
update gate starts at a bias of -3, so that it keeps as much as the LSTM with a bias of 3. Batches of 32 new
sequences, Adam with rate 0.01, clipped at norm 1, at most 1500 updates, float32. The time of an update is measured
beside that of the LSTM in the same process, in turns, the least of 15 each (T = 50, batch of 32); its ratio differs
from machine to machine.
"""

NETS = ("LSTM", "LSTM, bias 3", "GRU", "GRU, as many weights", "GRU, update bias -3")
TASKS = {"Reber": (7, 7), "order": (8, 4), "adding": (2, 1)}
H = 16


def run(task: str, net: str, seed: int) -> dict[str, Any]:
    rng, test_rng = np.random.default_rng(seed), np.random.default_rng(1000 + seed)
    n_in, n_out = TASKS[task]
    cell, params = _network(rng, net, n_in, n_out)
    if task == "Reber":
        trial = _reber(cell, params, rng, test_rng)
    else:
        draw, loss, right, goal = {
            "order": (_order, losses.softmax_cross_entropy, trials.same_class, 0.95),
            "adding": (_adding, losses.mse, adding.right, 0.9),
        }[task]
        trial = trials.sequences(
            cell,
            params,
            lambda rng: draw(rng, 32),
            loss,
            right,
            rng=rng,
            test=draw(test_rng, 256),
            goal=goal,
            updates=1500,
        )
    weights = sum(array.size for array in (*params.cell, *params.readout))
    return trial.row() | {"weights": weights, "time_ratio": _time_ratio(cell, params, n_in, n_out)}


def _network(rng: np.random.Generator, net: str, n_in: int, n_out: int) -> tuple[Any, Any]:
    if net.startswith("LSTM"):
        return lstm, init.network(rng, lstm, n_in, H, n_out, np.float32, forget_bias=3.0 if "bias" in net else 1.0)
    wanted = lstm.count_parameters(n_in, H) + (H + 1) * n_out
    sizes = {h: abs(gru.count_parameters(n_in, h) + (h + 1) * n_out - wanted) for h in range(H, 2 * H)}
    params = init.network(rng, gru, n_in, min(sizes, key=sizes.__getitem__) if "many" in net else H, n_out, np.float32)
    if "bias" in net:
        split(params.cell.b, 3)[gru.GATES.index("z")][:] = -3
    return gru, params


def _order(rng: np.random.Generator, n: int) -> tuple:
    return temporal_order.batch(rng, n, 100, np.float32)


def _adding(rng: np.random.Generator, n: int) -> tuple:
    return adding.batch(rng, n, 50, np.float32)


def _reber(cell: Any, params: Any, rng: np.random.Generator, test_rng: np.random.Generator) -> trials.Trial:
    test = reber.batch(test_rng, 200, np.float32)

    def gradients(params: Any) -> tuple:
        strings = reber.batch(rng, 32, np.float32)
        loss = losses.masked(losses.softmax_cross_entropy, strings.mask)
        return network.loss_and_gradients(
            cell, params, network.Batch(strings.xs, strings.labels, mask=strings.mask), loss
        )[:2]

    def score(params: Any) -> float:
        ys, _ = network.forward(cell, params, test.xs, mask=test.mask)
        return float((reber.right(ys, test.possible) | ~test.mask).all(axis=0).mean())

    return trials.train(params, gradients, score, goal=1.0, updates=1500)


def _time_ratio(cell: Any, params: Any, n_in: int, n_out: int) -> float:
    """The time of a gradient of this net, in times of that of the LSTM, in turns."""
    rng = np.random.default_rng(0)
    xs, labels = recall.batch(rng, 32, 50, max(2, n_in), np.float32)
    xs, labels = xs[..., :n_in], labels % n_out
    nets = [(lstm, init.network(rng, lstm, n_in, H, n_out, np.float32)), (cell, params)]
    seconds: list[list[float]] = [[], []]
    for _ in range(15):
        for (which, weights), found in zip(nets, seconds, strict=True):
            started = time.perf_counter()
            network.loss_and_gradients(which, weights, (xs, labels), losses.softmax_cross_entropy, mode="many-to-one")
            found.append(time.perf_counter() - started)
    return round(min(seconds[1]) / min(seconds[0]), 3)


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    success = tuple((net, *(tell.solved(tell.select(rows, net=net, task=task)) for task in TASKS)) for net in NETS)
    updates = tuple((net, *(tell.updates(tell.select(rows, net=net, task=task)) for task in TASKS)) for net in NETS)
    cost = []
    for net in NETS:
        weights = [str(tell.select(rows, net=net, task=task)[0]["weights"]) for task in TASKS]
        cost.append((net, *weights, tell.median(tell.select(rows, net=net), "time_ratio")))
    return [
        Table("Seeds that succeed (95 % Wilson interval)", ("net", *TASKS), success),
        Table("Updates to success, of the seeds that succeed (95 % bootstrap interval)", ("net", *TASKS), updates),
        Table(
            "Weights, and time of an update beside the LSTM (median and quartiles over the runs)",
            ("net", *(f"weights, {task}" for task in TASKS), "time, LSTM = 1"),
            tuple(cost),
        ),
    ]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    def rate(net: str, task: str) -> Any:
        some = tell.select(rows, net=net, task=task)
        return wilson(tell.count(some), len(some))

    first = {net: tell.select(rows, net=net)[0]["weights"] for net in NETS}
    fewer = first["GRU"] < first["LSTM"]
    speed, most = np.quantile([row["time_ratio"] for row in tell.select(rows, net="GRU")], (0.5, 0.75))
    faster = most < 1
    lstms = [net for net in NETS if net.startswith("LSTM")]
    grus = [net for net in NETS if net.startswith("GRU")]
    best = {task: [max(nets, key=lambda net: rate(net, task).value) for nets in (lstms, grus)] for task in TASKS}
    worse = [task for task, (one, two) in best.items() if rate(two, task).high < rate(one, task).low]
    pairs = "; ".join(
        f"{task}: {tell.count(tell.select(rows, net=one, task=task))} seeds ({one}), "
        f"{tell.count(tell.select(rows, net=two, task=task))} ({two})"
        for task, (one, two) in best.items()
    )
    each = len(tell.select(rows, net="GRU", task="adding"))
    told = (
        f"at equal H it has {first['GRU'] / first['LSTM']:.2f} times the weights and takes {speed:.2f} times "
        f"as long for an update; the best start of each, of {each} seeds: {pairs}."
    )
    parts = [fewer, faster, len(worse) == len(TASKS)]
    if all(parts):
        return [Verdict(17, "holds", f"on these tasks: {told}")]
    if any(parts) or worse:
        which = [
            "it has fewer weights at equal H" if fewer else "it has no fewer weights",
            "it is faster" if faster else "with the kernels of this package it is not faster",
            f"it learns less well on {' and '.join(worse)}" if worse else "it learns no less well, if both start well",
        ]
        return [Verdict(17, "holds when", f"taken apart: {', '.join(which)}: {told}")]
    return [Verdict(17, "does not hold", f"on these tasks: {told}")]


EXPERIMENT = Experiment(
    title="GRU beside LSTM",
    claims=(17,),
    question=QUESTION,
    jobs=grid(task=tuple(TASKS), net=NETS, seed=range(10)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"task": "Reber", "net": "GRU", "seed": 0},
    unstable=("updates", "time_ratio"),
)
