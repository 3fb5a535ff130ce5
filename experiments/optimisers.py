"""Which optimiser is the one to take? Each at the best of nine learning rates, over seeds."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import data, init, losses, network, optim
from lstmlab.cells import feedforward, lstm
from lstmlab.intervals import Interval, bootstrap
from lstmlab.tasks import temporal_order

QUESTION = """
Six optimisers learn two tasks, each at nine learning rates, two to a factor of ten, from 0.001 to 10 for SGD, momentum
and Nesterov's momentum (beta = 0.9), from 0.0003 to 3 for AdaGrad, RMSProp and Adam (usual options). Temporal order:
an LSTM (H = 8), sequences of 20 symbols, 200 batches of 16, cross-entropy of 256 further sequences. Temperature: a
feed-forward net (12 inputs, 8 units) forecasts the next monthly mean of Tokyo, 200 batches of 16 windows, squared error
of standardised numbers. Gradients are clipped at norm 1. Six seeds; on the temperatures each has a test year of its
own, 2019 to 2024, with the year before for validation and all years before that to learn from. An optimiser's best rate
is that with the least mean loss on validation data, for a test year on that of the years before it; the loss that is
compared is that of test data. A loss above 10, or one that is not a number, counts as 10.
"""

FAMILIES = {
    "sgd": (1e-3, 10.0),
    "momentum": (1e-3, 10.0),
    "nesterov": (1e-3, 10.0),
    "adagrad": (3e-4, 3.0),
    "rmsprop": (3e-4, 3.0),
    "adam": (3e-4, 3.0),
}
NAMED = ("rmsprop", "adagrad", "nesterov")
TASKS = ("order", "temperature")
UPDATES = 200
FIRST_YEAR = 2019  # the test year of seed 0; each seed has its own


def rates(optimiser: str) -> list[float]:
    low, high = FAMILIES[optimiser]
    return [float(rate) for rate in np.geomspace(low, high, 9)]


def run(task: str, optimiser: str, seed: int) -> dict[str, Any]:
    learn = _order if task == "order" else _temperature
    found = [learn(optim.by_name(optimiser, lr=rate), seed) for rate in rates(optimiser)]
    return {"validation": [one for one, _ in found], "test": [other for _, other in found]}


def _loss(value: float) -> float:
    return round(float(value), 5) if np.isfinite(value) and value < 10 else 10.0


def _learn(params: Any, batches: Iterator, gradients: Any, optimizer: Any) -> Any:
    state = optimizer.init(params)
    for batch in batches:
        loss, grads = gradients(params, *batch)
        if not np.isfinite(loss):
            return None
        grads, _ = optim.clip_by_global_norm(grads, 1.0)
        params, state = optimizer.update(grads, state, params)
    return params


def _order(optimizer: Any, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    params = init.network(rng, lstm, 8, 8, 4, np.float32)
    batches = (temporal_order.batch(rng, 16, 20, np.float32) for _ in range(UPDATES))

    def gradients(params: Any, xs: Any, labels: Any) -> tuple:
        loss = losses.softmax_cross_entropy
        return network.loss_and_gradients(lstm, params, (xs, labels), loss, mode="many-to-one")[:2]

    def score(params: Any, which: int) -> float:
        xs, labels = temporal_order.batch(np.random.default_rng(which + seed), 256, 20, np.float32)
        ys, _ = network.forward(lstm, params, xs, mode="many-to-one")
        return _loss(losses.softmax_cross_entropy(ys, labels)[0])

    with np.errstate(all="ignore"):
        params = _learn(params, batches, gradients, optimizer)
        return (10.0, 10.0) if params is None else (score(params, 1000), score(params, 2000))


def _temperature(optimizer: Any, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    celsius = data.tokyo_temperatures().celsius
    known = 12 * (FIRST_YEAR + seed - 1 - 2015)
    series = (celsius - celsius[:known].mean()) / celsius[:known].std()
    X, Y = np.stack([series[k : k + 12] for k in range(108)]), series[12:, None]
    chosen = (rng.integers(0, known - 12, 16) for _ in range(UPDATES))

    def gradients(params: Any, x: Any, target: Any) -> tuple:
        y, cache = feedforward.forward(params, x)
        loss, dy = losses.mse(y, target)
        return loss, feedforward.backward(params, cache, dy)[1]

    def score(params: Any, rows: slice) -> float:
        return _loss(losses.mse(feedforward.forward(params, X[rows])[0], Y[rows])[0])

    with np.errstate(all="ignore"):
        start = init.feedforward(rng, 12, 8, 1)
        params = _learn(start, ((X[rows], Y[rows]) for rows in chosen), gradients, optimizer)
        validation, test = slice(known - 12, known), slice(known, known + 12)
        return (10.0, 10.0) if params is None else (score(params, validation), score(params, test))


def best(rows: list[dict[str, Any]]) -> int:
    """The place of the rate with the least mean validation loss."""
    return int(np.argmin(np.mean([row["validation"] for row in rows], axis=0)))


def at_best(rows: list[dict[str, Any]]) -> list[float]:
    """The test losses at that rate, one a seed; on the temperatures at the rate that the years before would choose."""
    if rows[0]["task"] == "temperature":
        return [row["test"][best(rows[: k + 1])] for k, row in enumerate(rows)]
    return [row["test"][best(rows)] for row in rows]


def _shown(interval: Interval) -> str:
    return f"{interval.value:.4f} ({interval.low:.4f} to {interval.high:.4f})"


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    made = []
    for task in TASKS:
        lines = []
        for name in FAMILIES:
            some = tell.select(rows, task=task, optimiser=name)
            means = np.mean([row["validation"] for row in some], axis=0)
            good = int((means < 2 * means.min()).sum())
            lines.append((name, f"{rates(name)[best(some)]:.2g}", _shown(bootstrap(at_best(some))), f"{good} of 9"))
        columns = ("optimiser", "best rate", "test loss there (95 % bootstrap)", "rates within twice its best loss")
        made.append(Table(f"{task}: every optimiser at its best rate", columns, tuple(lines)))
    return made


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    better, told = [], []
    for task in TASKS:
        found = {name: at_best(tell.select(rows, task=task, optimiser=name)) for name in FAMILIES}
        order = sorted(found, key=lambda name: float(np.mean(found[name])))
        named = next(name for name in order if name in NAMED)
        other = next(name for name in order if name not in NAMED)
        gap = bootstrap(np.subtract(found[other], found[named]))  # the same seeds, so the same data
        if gap.low > 0:
            better.append(task)
        told.append(
            f"{task}: the best of the three, {named}, {np.mean(found[named]):.4f}; the best of the others, {other}, "
            f"{np.mean(found[other]):.4f} (difference {gap.value:.4f}, {gap.low:.4f} to {gap.high:.4f})"
        )
    numbers = f"{'; '.join(told)}."
    if len(better) == len(TASKS):
        return [Verdict(21, "holds", f"on both tasks: {numbers}")]
    if better:
        return [Verdict(21, "holds when", f"the task is {better[0]}: {numbers}")]
    return [Verdict(21, "does not hold", f"on these tasks: {numbers}")]


EXPERIMENT = Experiment(
    title="Six optimisers, each at its best rate",
    claims=(21,),
    question=QUESTION,
    jobs=grid(task=TASKS, optimiser=tuple(FAMILIES), seed=range(6)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    # The one that none of its rates makes diverge: a net that diverges carries the rounding of its processor on.
    sample={"task": "temperature", "optimiser": "adagrad", "seed": 0},
    budget="200 updates",
    start="the same for all; each optimiser at the best of nine rates, chosen on validation data",
)
