"""Do LSTMs take longer to train than feed-forward nets? Updates and seconds to the same accuracy on the same task."""

import math
import time
from typing import Any

import numpy as np

from experiments.engine import tell, trials, tuned
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses, optim
from lstmlab.cells import feedforward, lstm
from lstmlab.gates import split
from lstmlab.intervals import bootstrap
from lstmlab.tasks import recall, temporal_order

QUESTION = """
An LSTM (H = 16) and a feed-forward net whose window holds the whole sequence learn the same task from the same kind of
batches: recall of the first of T symbols, which always stands at the same place of the window, and temporal order,
where the two marked symbols stand at places that change (`lstmlab.tasks.recall`, `lstmlab.tasks.temporal_order`). Each
net chooses, for each task and over three seeds of their own, one of three forms and one of five rates (0.003, 0.01,
0.03, 0.1, 0.3): the pair at which most seeds succeed, and among equals the one that takes the fewest updates. The forms
of the LSTM are starts: a forget bias of 1; of ln T; and of ln T with input gates at -ln T. Those of the feed-forward
net are 16, 32 and 64 tanh units. Batches of 32 new sequences, Adam, clipped at norm 1, at most 3000 updates, float32.
Success: 95 % of 256 test sequences, looked at after every 5 updates. Ten further seeds are told of. Seconds are those
of the processor and count training and tests; their ratio differs from machine to machine.
"""

TASKS = ("recall, T = 10", "recall, T = 30", "order, T = 10", "order, T = 30")
FORMS = {"LSTM": ("f 1", "f ln T", "f ln T, i -ln T"), "feed-forward": ("16 units", "32 units", "64 units")}
RATES = (0.003, 0.01, 0.03, 0.1, 0.3)
OPTIONS = ("form", "rate")
UPDATES = 3000
Rows = list[dict[str, Any]]


def run(task: str, net: str, form: str, rate: float, seed: int) -> dict[str, Any]:
    length = int(task.split()[-1])
    n_in, module = (4, recall) if task.startswith("recall") else (8, temporal_order)

    def draw(rng: np.random.Generator, n: int) -> tuple:
        return module.batch(rng, n, length, *((4,) if module is recall else ()), dtype=np.float32)

    rng, test = np.random.default_rng(seed), draw(np.random.default_rng(1000 + seed), 256)
    options = {"goal": 0.95, "updates": UPDATES, "every": 5, "optimizer": optim.adam(rate)}
    started = time.process_time()
    train = _lstm if net == "LSTM" else _feedforward
    trial, weights = train(rng, form, n_in, length, lambda rng: draw(rng, 32), test, options)
    return trial.row() | {"seconds": round(time.process_time() - started, 3), "weights": weights}


def _lstm(
    rng: np.random.Generator, form: str, n_in: int, length: int, draw: Any, test: tuple, options: dict[str, Any]
) -> tuple[trials.Trial, int]:
    keep = math.log(length) if "ln T" in form else 1.0
    params = init.network(rng, lstm, n_in, 16, 4, np.float32, forget_bias=keep)
    if "i" in form.split(", ")[-1].split():
        split(params.cell.b, 4)[lstm.GATES.index("i")][:] = -keep
    loss = losses.softmax_cross_entropy
    trial = trials.sequences(lstm, params, draw, loss, trials.same_class, rng=rng, test=test, **options)
    return trial, sum(array.size for array in (*params.cell, *params.readout))


def _feedforward(
    rng: np.random.Generator, form: str, n_in: int, length: int, draw: Any, test: tuple, options: dict[str, Any]
) -> tuple[trials.Trial, int]:
    params = init.feedforward(rng, n_in * length, int(form.split()[0]), 4, np.float32)

    def gradients(params: Any) -> tuple:
        xs, labels = draw(rng)
        y, cache = feedforward.forward(params, recall.window(xs, length))
        loss, dy = losses.softmax_cross_entropy(y, labels)
        return loss, feedforward.backward(params, cache, dy)[1]

    def score(params: Any) -> float:
        y, _ = feedforward.forward(params, recall.window(test[0], length))
        return float(trials.same_class(y, test[1]).mean())

    return trials.train(params, gradients, score, **options), sum(array.size for array in params)


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    return tuned.jobs(rows, OPTIONS, *grid(task=TASKS, net=tuple(FORMS)))


def best(rows: Rows, net: str, task: str) -> Rows:
    """The runs of a net at its best on a task."""
    return tuned.reported(rows, OPTIONS, net=net, task=task)


def tables(rows: Rows) -> list[Table]:
    lines = []
    for task in TASKS:
        for net in FORMS:
            some, options = best(rows, net, task), tuned.chosen(rows, OPTIONS, net=net, task=task)
            numbers = (tell.solved(some), tell.mean(some, "updates", 0), tell.mean(some, "seconds", 3))
            lines.append((task, net, f"{options['form']}; {options['rate']:g}", some[0]["weights"], *numbers))
    columns = ("task", "net", "chosen", "weights", "seeds that succeed (95 % Wilson)", "updates")
    caption = f"Updates and seconds until success, or until the end of training ({UPDATES} updates)"
    return [Table(caption, (*columns, "seconds (95 % bootstrap)"), tuple(lines))]


def verdicts(rows: Rows) -> list[Verdict]:
    longer, told = [], []
    for task in TASKS:
        pairs = [best(rows, net, task) for net in FORMS]
        counts = [tell.count(some) for some in pairs]
        seconds, updates = (
            bootstrap([np.log(one[key] / two[key]) for one, two in zip(*pairs, strict=True)])
            for key in ("seconds", "updates")
        )
        if seconds.low > 0:
            longer.append(task)
        told.append(
            f"{task}: {np.exp(seconds.value):.1f} times the seconds and {np.exp(updates.value):.1f} times the updates "
            f"({counts[0]} and {counts[1]} of {len(pairs[0])} seeds succeed)"
        )
    numbers = f"within {UPDATES} updates, each at its best form and rate, the LSTM takes, beside the feed-forward net, "
    numbers += f"for {'; '.join(told)}."
    if len(longer) == len(TASKS):
        return [Verdict(18, "holds", f"for these tasks: {numbers}")]
    if longer:
        return [Verdict(18, "holds when", f"the task is {' or '.join(longer)}: {numbers}")]
    return [Verdict(18, "does not hold", f"for these tasks: {numbers}")]


EXPERIMENT = Experiment(
    title="Training time",
    claims=(18,),
    question=QUESTION,
    jobs=tuple(
        job
        for net, forms in FORMS.items()
        for job in grid(task=TASKS, net=(net,), form=forms, rate=RATES, seed=tuned.CHOOSING)
    ),
    then=then,
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"task": "recall, T = 10", "net": "LSTM", "form": "f ln T", "rate": 0.01, "seed": 100},
    unstable=("updates", "seconds"),
    budget=f"{UPDATES} updates at most",
    start="each net one of three forms and one of five rates",
)
