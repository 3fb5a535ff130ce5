"""Do LSTMs take longer to train than feed-forward nets? Updates and seconds to the same accuracy on the same task."""

import time
from typing import Any

import numpy as np

from experiments.engine import tell, trials
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses
from lstmlab.cells import feedforward, lstm
from lstmlab.intervals import bootstrap
from lstmlab.tasks import recall, temporal_order

QUESTION = """
An LSTM (H = 16) and a feed-forward net (32 tanh units) whose window holds the whole sequence learn the same task from
the same kind of batches: recall of the first of T symbols, which always stands at the same place of the window, and
temporal order, where the two marked symbols stand at places that change (`lstmlab.tasks.recall`,
`lstmlab.tasks.temporal_order`). Batches of 32 new sequences, Adam with rate 0.01, clipped at norm 1, at most 3000
updates, float32. Success: 95 % of 256 test sequences. Seconds are those of the processor, both nets in one process,
and count training and tests; their ratio differs from machine to machine.
"""

TASKS = ("recall, T = 10", "recall, T = 30", "order, T = 10", "order, T = 30")
NETS = ("lstm", "feedforward")


def run(task: str, seed: int) -> dict[str, Any]:
    length = int(task.split()[-1])
    n_in, module = (4, recall) if task.startswith("recall") else (8, temporal_order)

    def draw(rng: np.random.Generator, n: int) -> tuple:
        return module.batch(rng, n, length, *((4,) if module is recall else ()), dtype=np.float32)

    test = draw(np.random.default_rng(1000 + seed), 256)
    result = {}
    for net, train in (("lstm", _lstm), ("feedforward", _feedforward)):
        rng = np.random.default_rng(seed)
        started = time.process_time()
        trial, weights = train(rng, n_in, length, lambda rng: draw(rng, 32), test)
        result |= {
            f"{net}_solved": trial.solved,
            f"{net}_updates": trial.updates,
            f"{net}_seconds": round(time.process_time() - started, 3),
            f"{net}_weights": weights,
        }
    return result


def _lstm(rng: np.random.Generator, n_in: int, length: int, draw: Any, test: tuple) -> tuple[trials.Trial, int]:
    params = init.network(rng, lstm, n_in, 16, 4, np.float32)
    loss = losses.softmax_cross_entropy
    trial = trials.sequences(lstm, params, draw, loss, trials.same_class, rng=rng, test=test, goal=0.95, updates=3000)
    return trial, sum(array.size for array in (*params.cell, *params.readout))


def _feedforward(rng: np.random.Generator, n_in: int, length: int, draw: Any, test: tuple) -> tuple[trials.Trial, int]:
    params = init.feedforward(rng, n_in * length, 32, 4, np.float32)

    def gradients(params: Any) -> tuple:
        xs, labels = draw(rng)
        y, cache = feedforward.forward(params, recall.window(xs, length))
        loss, dy = losses.softmax_cross_entropy(y, labels)
        return loss, feedforward.backward(params, cache, dy)[1]

    def score(params: Any) -> float:
        y, _ = feedforward.forward(params, recall.window(test[0], length))
        return float(trials.same_class(y, test[1]).mean())

    return trials.train(params, gradients, score, goal=0.95, updates=3000), sum(array.size for array in params)


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for task in TASKS:
        some = tell.select(rows, task=task)
        for net in NETS:
            lines.append(
                (
                    task,
                    net,
                    some[0][f"{net}_weights"],
                    tell.solved(some, f"{net}_solved"),
                    tell.mean(some, f"{net}_updates", 0),
                    tell.mean(some, f"{net}_seconds", 2),
                )
            )
    columns = ("task", "net", "weights", "seeds that succeed (95 % Wilson)", "updates", "seconds (95 % bootstrap)")
    return [Table("Updates and seconds until success, or until the end of training", columns, tuple(lines))]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    longer, told = [], []
    for task in TASKS:
        some = tell.select(rows, task=task)
        seconds = bootstrap([np.log(row["lstm_seconds"] / row["feedforward_seconds"]) for row in some])
        updates = bootstrap([np.log(row["lstm_updates"] / row["feedforward_updates"]) for row in some])
        counts = [tell.count(some, f"{net}_solved") for net in NETS]
        if seconds.low > 0:
            longer.append(task)
        told.append(
            f"{task}: {np.exp(seconds.value):.1f} times the seconds and {np.exp(updates.value):.1f} times the updates "
            f"({counts[0]} and {counts[1]} of {len(some)} seeds succeed)"
        )
    numbers = f"the LSTM takes, beside the feed-forward net, for {'; '.join(told)}."
    if len(longer) == len(TASKS):
        return [Verdict(18, "holds", f"for these tasks: {numbers}")]
    if longer:
        return [Verdict(18, "holds when", f"the task is {' or '.join(longer)}: {numbers}")]
    return [Verdict(18, "does not hold", f"for these tasks: {numbers}")]


EXPERIMENT = Experiment(
    title="Training time",
    claims=(18,),
    question=QUESTION,
    jobs=grid(task=TASKS, seed=range(10)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"task": "recall, T = 10", "seed": 0},
    unstable=(*(f"{net}_updates" for net in NETS), *(f"{net}_seconds" for net in NETS)),
)
