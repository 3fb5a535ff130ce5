"""GRU beside LSTM: weights, memory and time of an update, and success on three tasks, each net at its best."""

import time
import tracemalloc
from typing import Any

import numpy as np

from experiments.engine import tell, trials, tuned
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import init, losses, network, optim
from lstmlab.cells import gru, lstm
from lstmlab.gates import split
from lstmlab.intervals import bootstrap, wilson
from lstmlab.tasks import adding, reber, recall, temporal_order

QUESTION = """
Has a GRU fewer weights than an LSTM, does it need less memory, is it faster, and does it learn less well? Three tasks:
embedded Reber strings (success: every step of all 200 test strings right), temporal order over 100 steps (95 % of 256
sequences), the adding problem over 50 steps (90 % of 256 within 0.04). Three nets: an LSTM with H = 16, a GRU with H =
16, and a GRU with as many weights as the LSTM (H = 18 or 19, the nearest). Each net chooses, for each task and over
three seeds of their own, one of five starts and one of four rates (0.01, 0.03, 0.1, 0.3): the pair at which most seeds
succeed, and among equals the one that takes the fewest updates; the larger GRU takes what the other GRU chose. On
temporal order and adding, where the choices fell on the edge of these, six more pairs were offered: rate 1 with the
starts that keep, and a start that keeps still longer with the rates from 0.1 on. The starts of the LSTM: a forget bias
of 1; of 3; and of 3, 5, 7 (and 9) with input gates at -3, -5, -7 (and -9). Those of the GRU: an update bias of 0; of
-1; and of -3, -5, -7 (and -9), which keep as much and let in as little as the LSTM's. Batches of 32 new sequences,
Adam, clipped at norm 1, at most 1500 updates, float32; success is looked for after every 5 updates. Ten further seeds
are told of. The time of an update is measured beside that of the LSTM in the same process, in turns, the least of 15
each (T = 50, batch of 32); its ratio differs from machine to machine. Its memory is the most that one gradient holds at
a time, the same T and batch.
"""

NETS = ("LSTM", "GRU", "GRU, as many weights")
CHOOSING = NETS[:2]
TASKS = {"Reber": (7, 7), "order": (8, 4), "adding": (2, 1)}
LSTM_STARTS = {
    "f 1": (0.0, 1.0),
    "f 3": (0.0, 3.0),
    "f 3, i -3": (-3.0, 3.0),
    "f 5, i -5": (-5.0, 5.0),
    "f 7, i -7": (-7.0, 7.0),
    "f 9, i -9": (-9.0, 9.0),
}  # biases of i and f
GRU_STARTS = {"z 0": 0.0, "z -1": -1.0, "z -3": -3.0, "z -5": -5.0, "z -7": -7.0, "z -9": -9.0}  # bias of z
RATES = (0.01, 0.03, 0.1, 0.3)
# Two tasks chose at the edge of these starts and rates. There each cell was offered a step more on both sides.
WIDER = ("order", "adding")
FASTEST = 1.0
OPTIONS = ("start", "rate")
UPDATES = 1500
H = 16
Rows = list[dict[str, Any]]


def starts(net: str) -> tuple[str, ...]:
    """The names of the starts that a net may choose, from the one that keeps least to the one that keeps most."""
    return tuple(LSTM_STARTS if net == "LSTM" else GRU_STARTS)


def offered(net: str, task: str) -> list[tuple[str, float]]:
    """The pairs of a start and a rate that a net may choose from on a task, as many for each cell."""
    *usual, furthest = starts(net)
    pairs = [(start, rate) for start in usual for rate in RATES]
    if task in WIDER:
        pairs += [(start, FASTEST) for start in usual[2:]]
        pairs += [(furthest, rate) for rate in (*RATES[2:], FASTEST)]
    return pairs


def run(task: str, net: str, start: str, rate: float, seed: int) -> dict[str, Any]:
    rng, test_rng = np.random.default_rng(seed), np.random.default_rng(1000 + seed)
    n_in, n_out = TASKS[task]
    cell, params = _network(rng, net, start, n_in, n_out)
    options = {"updates": UPDATES, "every": 5, "optimizer": optim.adam(rate)}
    if task == "Reber":
        trial = _reber(cell, params, rng, test_rng, options)
    else:
        draw, loss, right, goal = {
            "order": (_order, losses.softmax_cross_entropy, trials.same_class, 0.95),
            "adding": (_adding, losses.mse, adding.right, 0.9),
        }[task]
        test = draw(test_rng, 256)
        trial = trials.sequences(
            cell, params, lambda rng: draw(rng, 32), loss, right, rng=rng, test=test, goal=goal, **options
        )
    weights = sum(array.size for array in (*params.cell, *params.readout))
    return trial.row() | {"weights": weights} | _cost(cell, params, n_in, n_out)


def _network(rng: np.random.Generator, net: str, start: str, n_in: int, n_out: int) -> tuple[Any, Any]:
    if net == "LSTM":
        params = init.network(rng, lstm, n_in, H, n_out, np.float32)
        biases = dict(zip(lstm.GATES, split(params.cell.b, 4), strict=True))
        biases["i"][:], biases["f"][:] = LSTM_STARTS[start]
        return lstm, params
    wanted = lstm.count_parameters(n_in, H) + (H + 1) * n_out
    sizes = {h: abs(gru.count_parameters(n_in, h) + (h + 1) * n_out - wanted) for h in range(H, 2 * H)}
    params = init.network(rng, gru, n_in, min(sizes, key=sizes.__getitem__) if "many" in net else H, n_out, np.float32)
    split(params.cell.b, 3)[gru.GATES.index("z")][:] = GRU_STARTS[start]
    return gru, params


def _order(rng: np.random.Generator, n: int) -> tuple:
    return temporal_order.batch(rng, n, 100, np.float32)


def _adding(rng: np.random.Generator, n: int) -> tuple:
    return adding.batch(rng, n, 50, np.float32)


def _reber(
    cell: Any, params: Any, rng: np.random.Generator, test_rng: np.random.Generator, options: dict[str, Any]
) -> trials.Trial:
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

    return trials.train(params, gradients, score, goal=1.0, **options)


def _cost(cell: Any, params: Any, n_in: int, n_out: int) -> dict[str, float]:
    """The time of a gradient of this net, in times of that of the LSTM, in turns; and the kB that it holds."""
    rng = np.random.default_rng(0)
    xs, labels = recall.batch(rng, 32, 50, max(2, n_in), np.float32)
    xs, labels = xs[..., :n_in], labels % n_out
    nets = [(lstm, init.network(rng, lstm, n_in, H, n_out, np.float32)), (cell, params)]
    seconds: list[list[float]] = [[], []]
    loss = losses.softmax_cross_entropy
    for _ in range(15):
        for (which, weights), found in zip(nets, seconds, strict=True):
            started = time.perf_counter()
            network.loss_and_gradients(which, weights, (xs, labels), loss, mode="many-to-one")
            found.append(time.perf_counter() - started)
    tracemalloc.start()
    network.loss_and_gradients(cell, params, (xs, labels), loss, mode="many-to-one")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {"time_ratio": round(min(seconds[1]) / min(seconds[0]), 3), "kilobytes": round(most / 1000)}


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"net": net, "task": task} | chosen(rows, net, task) | {"seed": seed}
        for task in TASKS
        for net in NETS
        for seed in tuned.REPORTED
    )


def chosen(rows: Rows, net: str, task: str) -> dict[str, Any]:
    """The start and the rate of a net on a task; the larger GRU takes those of the GRU."""
    return tuned.chosen(rows, OPTIONS, net=net.split(",")[0], task=task)


def best(rows: Rows, net: str, task: str) -> Rows:
    """The runs of a net at its best on a task."""
    some = tell.select(rows, net=net, task=task, **chosen(rows, net, task))
    return [row for row in some if row["seed"] in tuned.REPORTED]


def tables(rows: Rows) -> list[Table]:
    success = tuple((net, *(tell.solved(best(rows, net, task)) for task in TASKS)) for net in NETS)
    updates = tuple((net, *(tell.updates(best(rows, net, task)) for task in TASKS)) for net in NETS)
    options = []
    for net in NETS:
        found = [chosen(rows, net, task) for task in TASKS]
        options.append((net, *(f"{each['start']}; {each['rate']:g}" for each in found)))
    cost = []
    for net in NETS:
        weights = [str(best(rows, net, task)[0]["weights"]) for task in TASKS]
        some = [row for task in TASKS for row in best(rows, net, task)]
        cost.append((net, *weights, tell.median(some, "kilobytes", 0), tell.median(some, "time_ratio")))
    tried = []
    for net in CHOOSING:
        for start in starts(net):
            each_task = [tell.select(rows, net=net, start=start, task=task) for task in TASKS]
            tried.append((net, start, *map(_updates_tried, each_task)))
    return [
        Table(f"Seeds that succeed within {UPDATES} updates (95 % Wilson interval)", ("net", *TASKS), success),
        Table("Updates to success, of the seeds that succeed (95 % bootstrap interval)", ("net", *TASKS), updates),
        Table("Start and rate that each net chose", ("net", *TASKS), tuple(options)),
        Table(
            "Weights, memory and time of an update beside the LSTM (median and quartiles over the runs)",
            ("net", *(f"weights, {task}" for task in TASKS), "kB of a gradient", "time, LSTM = 1"),
            tuple(cost),
        ),
        Table(
            f"All that was tried: mean updates over the {len(tuned.CHOOSING)} seeds that choose, at the rates "
            f"{', '.join(f'{rate:g}' for rate in (*RATES, FASTEST))} (in brackets how many fail, each counted with "
            f"{UPDATES}; -: not tried)",
            ("net", "start", *TASKS),
            tuple(tried),
        ),
    ]


def _updates_tried(rows: Rows) -> str:
    if not rows:
        return "-"
    told = []
    for rate in (*RATES, FASTEST):
        some = [row for row in tell.select(rows, rate=rate) if row["seed"] in tuned.CHOOSING]
        failed = len(some) - tell.count(some)
        mean = f"{np.mean([row['updates'] for row in some]):.0f}" if some else "-"
        told.append(mean + (f" ({failed})" if failed else ""))
    return ", ".join(told)


def verdicts(rows: Rows) -> list[Verdict]:
    pairs, worse, slower, quicker = [], [], [], []
    for task in TASKS:
        one, two = (best(rows, net, task) for net in ("LSTM", "GRU"))
        rates = [wilson(tell.count(some), len(some)) for some in (one, two)]
        numbers = [[float(row["updates"]) for row in some if row["solved"]] for some in (one, two)]
        told = f"{task}: {tell.count(one)} and {tell.count(two)} of {len(one)} seeds"
        if rates[1].high < rates[0].low:
            worse.append(task)
        if all(numbers):
            first, second = map(bootstrap, numbers)
            told += f" in {first.value:.0f} and {second.value:.0f} updates"
            if second.low > first.high:
                slower.append(task)
            if second.high < first.low:
                quicker.append(task)
        pairs.append(told)
    some = {net: [row for task in TASKS for row in best(rows, net, task)] for net in NETS}
    weights, memory = (
        float(np.mean([each[key] for each in some["GRU"]]) / np.mean([each[key] for each in some["LSTM"]]))
        for key in ("weights", "kilobytes")
    )
    speed, most = np.quantile([row["time_ratio"] for row in some["GRU"]], (0.5, 0.75))
    told = (
        f"at equal H it has {weights:.2f} times the weights, needs {memory:.2f} times the memory and takes {speed:.2f} "
        f"times as long for an update; LSTM and GRU, each at its best start and rate, within {UPDATES} updates: "
        f"{'; '.join(pairs)}."
    )
    less_well = [task for task in TASKS if task in worse + slower]
    parts = [weights < 1, most < 1, len(less_well) == len(TASKS)]
    if all(parts):
        return [Verdict(17, "holds", f"on these tasks: {told}")]
    if not any(parts) and not less_well:
        return [Verdict(17, "does not hold", f"on these tasks: {told}")]
    which = [
        "it has fewer weights at equal H" if parts[0] else "it has no fewer weights",
        "it is faster" if parts[1] else "with the kernels of this package it is not faster",
        f"it learns less well on {_listed(less_well)}" if less_well else "it learns no less well",
    ]
    if quicker:
        which.append(f"it learns faster on {_listed(quicker)}")
    return [Verdict(17, "holds when", f"taken apart: {', '.join(which)}: {told}")]


def _listed(tasks: list[str]) -> str:
    return "all three" if len(tasks) == len(TASKS) else " and ".join(tasks)


EXPERIMENT = Experiment(
    title="GRU beside LSTM",
    claims=(17,),
    question=QUESTION,
    jobs=tuple(
        job
        for net in CHOOSING
        for task in TASKS
        for start, rate in offered(net, task)
        for job in grid(task=(task,), net=(net,), start=(start,), rate=(rate,), seed=tuned.CHOOSING)
    ),
    then=then,
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"task": "adding", "net": "GRU", "start": "z -3", "rate": 0.01, "seed": 100},
    unstable=("updates", "time_ratio", "kilobytes"),
    budget=f"{UPDATES} updates at most",
    start="each net one of 20 or 26 pairs of a start and a rate",
)
