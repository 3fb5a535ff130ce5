"""What is lost, and what is gained, where gates do not see the state: the minimal cells beside the full ones."""

import time
from typing import Any

import numpy as np

from experiments.engine import tell, trials
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import init, kernels, losses, optim, unroll
from lstmlab.cells import gru, lstm, mingru, minlstm
from lstmlab.intervals import wilson
from lstmlab.layers import Stack
from lstmlab.tasks import adding, parity, recall, temporal_order

QUESTION = """
Four tasks, five nets of 16 units: GRU, LSTM, the minimal GRU and LSTM (L. Feng and others, 2024), and two layers of the
minimal GRU. Adding with T = 20 and temporal order with T = 50 (`lstmlab.tasks`), recall of the first of 10 symbols of
four kinds, and the parity of 16 bits after every bit. All start alike: biases are 0, those of forget gates 1. Batches
of 32 new sequences, Adam, clipped at norm 1, float32, at most 2000 updates. Each net has for each task its own rate,
the one of six at which it does best on two further seeds. A seed succeeds if 90 % of 256 test sequences are right
(adding within 0.04; of parity 95 % of the answers).

The speed: all states of a minimal GRU, once by its scan and once by a loop over the steps in which one product has
given all gates before, so that the loop has nothing to do but h = a h + b; and the whole forward pass beside the
kernels of GRU and LSTM. Seconds are those of the processor, the least of several, float32, one core, side by side in
one process.
"""

NETS: dict[str, Any] = {
    "GRU": gru,
    "LSTM": lstm,
    "minimal GRU": mingru,
    "minimal LSTM": minlstm,
    "minimal GRU, two layers": Stack((mingru, mingru)),
}
TASKS = ("adding", "temporal order", "recall", "parity")
RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
CHOOSING, REPORTED = (100, 101), tuple(range(6))
SPEEDS = ((64, 1, 16), (512, 1, 16), (4096, 1, 16), (64, 32, 16), (512, 32, 16), (512, 32, 128))
Rows = list[dict[str, Any]]


def run(task: str = "", net: str = "", rate: float = 0.0, seed: int = 0, speed: list[int] | None = None) -> dict:
    if speed is not None:
        return timed(*speed)
    cell, rng = NETS[net], np.random.default_rng(seed)
    n_in, n_out = {"adding": (2, 1), "temporal order": (8, 4), "recall": (4, 4), "parity": (2, 2)}[task]
    params = init.network(rng, cell, n_in, 16, n_out, np.float32)
    every_step = task == "parity"
    return trials.sequences(
        cell,
        params,
        lambda rng: draw(task, rng, 32),
        losses.mse if task == "adding" else losses.softmax_cross_entropy,
        adding.right if task == "adding" else trials.same_class,
        rng=rng,
        test=draw(task, np.random.default_rng(1000 + seed), 256),
        mode="many-to-many" if every_step else "many-to-one",
        goal=0.95 if every_step else 0.9,
        updates=2000,
        optimizer=optim.adam(rate),
    ).row()


def draw(task: str, rng: np.random.Generator, n: int) -> tuple:
    if task == "adding":
        return adding.batch(rng, n, 20, np.float32)
    if task == "temporal order":
        return temporal_order.batch(rng, n, 50, np.float32)
    if task == "recall":
        return recall.batch(rng, n, 10, 4, np.float32)
    return parity.batch(rng, n, 16, np.float32)


def timed(n_steps: int, n: int, n_hidden: int) -> dict[str, float]:
    """Milliseconds of the processor for a forward pass over (T, N), H units and as many inputs."""
    rng = np.random.default_rng(0)
    xs = rng.normal(size=(n_steps, n, n_hidden)).astype(np.float32)
    found = {}
    for name in ("GRU", "LSTM", "minimal GRU"):
        cell = NETS[name]
        params = init.cell(rng, cell, n_hidden, n_hidden, np.float32)
        state = unroll.zero_state(cell, params, n)
        found[name] = least(lambda cell=cell, params=params, state=state: kernels.forward(cell, params, xs, state))
        if name == "minimal GRU":
            found["loop"] = least(lambda params=params, state=state: by_a_loop(params, xs, state.h))
    return found


def by_a_loop(params: Any, xs: Any, h: Any) -> Any:
    """The states of a minimal GRU, step by step, after one product for all of its gates."""
    (a, b), _ = mingru.coefficients(params, xs)
    hs = np.empty(a.shape, a.dtype)
    for t in range(len(hs)):
        np.multiply(a[t], h, out=hs[t])
        hs[t] += b[t]
        h = hs[t]
    return hs


def least(job: Any) -> float:
    """The least of several times, in milliseconds: what the job needs, not what else the machine does."""
    times = []
    for _ in range(15):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return round(1000 * min(times), 4)


def chosen(rows: Rows, task: str, net: str) -> float:
    """The rate at which most choosing seeds succeed; among equals that with fewer updates, then the better score."""
    tried = {rate: tell.select(rows, task=task, net=net, rate=rate) for rate in RATES}
    tried = {rate: [row for row in some if row["seed"] in CHOOSING] for rate, some in tried.items()}

    def worth(rate: float) -> tuple[float, float, float]:
        some = tried[rate]
        return tell.count(some), -sum(row["updates"] for row in some), sum(row["score"] for row in some)

    return max(RATES, key=worth)


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    runs = [row for row in rows if not row.get("speed")]
    return tuple(
        each | {"rate": chosen(runs, **each), "seed": seed}
        for each in grid(task=TASKS, net=tuple(NETS))
        for seed in REPORTED
    )


def reported(rows: Rows, task: str, net: str) -> Rows:
    """The runs at the chosen rate, over the seeds that did not choose it."""
    some = tell.select(rows, task=task, net=net, rate=chosen(rows, task, net))
    return [row for row in some if row["seed"] in REPORTED]


def verdict(runs: Rows) -> str:
    """Which tasks the minimal cells lose, beside the cell that each is made of."""
    said = []
    for full, minimal in (("GRU", "minimal GRU"), ("LSTM", "minimal LSTM")):
        lost, gained = [], []
        for task in TASKS:
            one, other = (
                wilson(tell.count(some), len(some)) for some in (reported(runs, task, n) for n in (full, minimal))
            )
            (lost if other.high < one.low else gained if other.low > one.high else []).append(task)
        text = f"the {minimal} loses {' and '.join(lost) or 'none of the tasks'}"
        said.append(text + (f" and gains {' and '.join(gained)}" if gained else ""))
    return f"Within 2000 updates, beside the full cell, {'; '.join(said)}."


def tables(rows: Rows) -> list[Table]:
    speeds = [row for row in rows if row.get("speed")]
    runs = [row for row in rows if not row.get("speed")]
    lines = []
    for task in TASKS:
        for net in NETS:
            some = reported(runs, task, net)
            share = tell.mean(some, "score", 0, percent=True)
            lines.append((task, net, f"{chosen(runs, task, net):g}", tell.solved(some), share, tell.updates(some)))
    columns = ("task", "net", "rate", "seeds that succeed", "right at the end", "updates to success")
    times = []
    for row in speeds:
        T, N, H = row["speed"]
        ratio = row["loop"] / row["minimal GRU"]
        full = (f"{row[name]:.2f} ({row[name] / row['minimal GRU']:.1f} times)" for name in ("GRU", "LSTM"))
        times.append((T, N, H, f"{row['minimal GRU']:.2f}", f"{row['loop']:.2f} ({ratio:.1f} times)", *full))
    heads = ("T", "N", "H", "minimal GRU, scan", "minimal GRU, loop", "GRU, kernel", "LSTM, kernel")
    return [
        Table(f"{verdict(runs)} (95 % intervals: Wilson, bootstrap)", columns, tuple(lines)),
        Table("Milliseconds for a forward pass, and how many times those of the scan", heads, tuple(times)),
    ]


EXPERIMENT = Experiment(
    title="The scan and the minimal cells",
    claims=(),
    question=QUESTION,
    jobs=grid(task=TASKS, net=tuple(NETS), rate=RATES, seed=CHOOSING)
    + tuple({"speed": list(speed)} for speed in SPEEDS),
    then=then,
    run=run,
    tables=tables,
    sample={"task": "recall", "net": "minimal GRU", "rate": 0.01, "seed": 100},
    unstable=("updates", "score"),
)
