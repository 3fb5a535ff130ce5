"""Is softsign faster than tanh, and does it saturate less? Time, slopes and errors of nets alike in all else."""

import itertools
import time
from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import data, init, losses, optim
from lstmlab.intervals import bootstrap
from lstmlab.tasks import recall

QUESTION = """
Feed-forward nets with one, three or five hidden layers of 16 units, Xavier start, Adam at 0.01, 600 updates, with tanh
and with softsign from the same start weights and the same batches. Temperature: twelve months of Tokyo to the next
one, in batches of 16, root of the mean squared error in degrees; twelve seeds, two for each of the test years 2019 to
2024, trained on all years before. Recall: the first of ten symbols out of four, in a window that holds all of them,
batches of 32, errors in 512 further windows in percent.
A unit is saturated where its slope is below 0.05; counted over all units and the test data after training. The time is
that of value and slope of 100,000 numbers, both functions in turns, the least of 15; the ratio differs from machine to
machine.
"""

TASKS = ("temperature", "recall")
DEPTHS = (1, 3, 5)
NAMES = ("tanh", "softsign")
FLAT = 0.05


def tanh(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    y = np.tanh(x)
    return y, 1 - y * y


def softsign(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r = 1 / (1 + np.abs(x))
    return x * r, r * r


FUNCTIONS = {"tanh": tanh, "softsign": softsign}


def run(task: str, depth: int, seed: int) -> dict[str, Any]:
    result: dict[str, Any] = {"time_ratio": _time_ratio()}
    for name in NAMES:
        rng = np.random.default_rng(seed)
        train, test, loss, error = (_temperature if task == "temperature" else _recall)(rng, seed)
        sizes = [test[0].shape[1], *[16] * depth, 1 if task == "temperature" else 4]
        params = {}
        for layer, (n_in, n_out) in enumerate(itertools.pairwise(sizes)):
            params |= {f"W{layer}": init.xavier_uniform(rng, n_in, n_out), f"b{layer}": np.zeros(n_out)}
        optimizer = optim.adam(0.01)
        state = optimizer.init(params)
        for _ in range(600):
            x, target = train()
            hs, slopes = _forward(params, x, FUNCTIONS[name])
            _, dy = loss(hs[-1], target)
            params, state = optimizer.update(_backward(params, hs, slopes, dy), state, params)
        hs, slopes = _forward(params, test[0], FUNCTIONS[name])
        result[f"{name}_error"] = round(float(error(hs[-1], test[1])), 4)
        result[f"{name}_flat"] = round(float(np.mean([slope < FLAT for slope in slopes])), 4)
    return result


def _forward(params: dict, x: np.ndarray, function: Any) -> tuple[list, list]:
    hs, slopes = [x], []
    last = len(params) // 2 - 1
    for layer in range(last):
        h, slope = function(hs[-1] @ params[f"W{layer}"] + params[f"b{layer}"])
        hs.append(h)
        slopes.append(slope)
    hs.append(hs[-1] @ params[f"W{last}"] + params[f"b{last}"])
    return hs, slopes


def _backward(params: dict, hs: list, slopes: list, da: np.ndarray) -> dict:
    grads = {}
    for layer in reversed(range(len(params) // 2)):
        grads |= {f"W{layer}": hs[layer].T @ da, f"b{layer}": da.sum(axis=0)}
        if layer:
            da = (da @ params[f"W{layer}"].T) * slopes[layer - 1]
    return {name: grads[name] for name in params}


def _temperature(rng: np.random.Generator, seed: int) -> tuple:
    celsius = data.tokyo_temperatures().celsius
    known = 12 * (2019 + seed % 6 - 2015)
    std = celsius[:known].std()
    series = (celsius - celsius[:known].mean()) / std
    X, Y = np.stack([series[k : k + 12] for k in range(108)]), series[12:, None]

    def train() -> tuple:
        rows = rng.integers(0, known - 12, 16)
        return X[rows], Y[rows]

    test = slice(known - 12, known)
    return train, (X[test], Y[test]), losses.mse, lambda y, target: std * np.sqrt(np.mean((y - target) ** 2))


def _recall(rng: np.random.Generator, seed: int) -> tuple:
    def draw(rng: np.random.Generator, n: int) -> tuple:
        xs, labels = recall.batch(rng, n, 10, 4)
        return recall.window(xs, 10), labels

    def wrong(y: np.ndarray, labels: np.ndarray) -> float:
        return 100 * np.mean(y.argmax(axis=1) != labels)

    return lambda: draw(rng, 32), draw(np.random.default_rng(1000 + seed), 512), losses.softmax_cross_entropy, wrong


def _time_ratio() -> float:
    """The time of softsign, in times of that of tanh."""
    x = np.random.default_rng(0).normal(size=100_000)
    seconds: dict[str, list[float]] = {name: [] for name in NAMES}
    for _ in range(15):
        for name in NAMES:
            started = time.perf_counter()
            FUNCTIONS[name](x)
            seconds[name].append(time.perf_counter() - started)
    return round(min(seconds["softsign"]) / min(seconds["tanh"]), 3)


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for task in TASKS:
        for depth in DEPTHS:
            some = tell.select(rows, task=task, depth=depth)
            errors = (tell.mean(some, f"{name}_error") for name in NAMES)
            flats = (tell.mean(some, f"{name}_flat", 1, percent=True) for name in NAMES)
            lines.append((task, depth, *errors, *flats))
    columns = ("task", "hidden layers", "error, tanh", "error, softsign", "saturated, tanh", "saturated, softsign")
    time_line = ((tell.median(rows, "time_ratio"),),)
    return [
        Table("Error (degrees, or percent) and saturated units (95 % bootstrap intervals)", columns, tuple(lines)),
        Table("Time of softsign and its slope, tanh = 1 (median and quartiles)", ("time",), time_line),
    ]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    def gaps(key: str) -> list[float]:
        """For each task and depth, how surely softsign has less: the lower end of tanh - softsign."""
        found = []
        for task in TASKS:
            for depth in DEPTHS:
                some = tell.select(rows, task=task, depth=depth)
                found.append(bootstrap([row[f"tanh_{key}"] - row[f"softsign_{key}"] for row in some]).low)
        return found

    low, speed, high = np.quantile([row["time_ratio"] for row in rows], (0.25, 0.5, 0.75))
    faster = bool(high < 1)
    less, better = (sum(low > 0 for low in gaps(key)) for key in ("flat", "error"))
    n = len(TASKS) * len(DEPTHS)
    flats = [100 * float(np.mean([row[f"{name}_flat"] for row in rows])) for name in NAMES]
    numbers = (
        f"value and slope take {speed:.2f} times as long ({low:.2f} to {high:.2f}); {flats[1]:.1f} % of the units are "
        f"saturated after training, with tanh {flats[0]:.1f} % (surely fewer in {less} of {n} settings); the error is "
        f"surely smaller in {better} of {n} settings."
    )
    if faster and less == n:
        return [Verdict(20, "holds", f"in both parts: {numbers}")]
    if faster or less:
        parts = [
            name
            for name, true in (("about time", faster), (f"about saturation, in {less} of {n} settings", less))
            if true
        ]
        return [Verdict(20, "holds when", f"it is {' and '.join(parts)}: {numbers}")]
    return [Verdict(20, "does not hold", f"here: {numbers}")]


EXPERIMENT = Experiment(
    title="Softsign beside tanh",
    claims=(20,),
    question=QUESTION,
    jobs=grid(task=TASKS, depth=DEPTHS, seed=range(12)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"task": "recall", "depth": 3, "seed": 0},
    unstable=("time_ratio",),
    budget="600 updates",
    start="Xavier, the same for both functions; one rate",
)
