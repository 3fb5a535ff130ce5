"""Are more weights than samples trouble? The error on a year that was not trained on, by the size of the net."""

from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import data, init, losses, optim, penalties, training
from lstmlab.cells import feedforward
from lstmlab.intervals import Interval, bootstrap

QUESTION = """
A feed-forward net sees twelve monthly means of Tokyo's temperature and forecasts the thirteenth. The nine years 2015
to 2023 are 108 samples and make 96 windows; the error is measured on the twelve months of 2024, in degrees. Nets with
1 to 128 tanh units, so with 15 to 1,793 weights, are trained in four ways: 3000 updates with all windows at once and
Adam at 0.01; the same with an L2 penalty of 0.03; the same, stopped early (patience 200) on the 24 windows of 2022 and
2023, which are then not trained on; and 300 updates. Numbers are standardised by the 108 months.
"""

SIZES = (1, 2, 4, 7, 16, 32, 64, 128)
WAYS = ("to the end", "L2", "stopped early", "300 updates")


def run(way: str, hidden: int, seed: int) -> dict[str, Any]:
    celsius = data.tokyo_temperatures().celsius
    mean, std = celsius[:108].mean(), celsius[:108].std()
    series = (celsius - mean) / std
    X = np.stack([series[k : k + 12] for k in range(108)])
    Y = series[12:, None]
    kept = slice(0, 72) if way == "stopped early" else slice(0, 96)
    held = slice(72, 96)

    def gradients(params: Any, batch: Any) -> tuple:
        y, cache = feedforward.forward(params, batch[0])
        loss, dy = losses.mse(y, batch[1])
        return loss, feedforward.backward(params, cache, dy)[1]

    def error(params: Any, rows: slice) -> float:
        return float(std * np.abs(feedforward.forward(params, X[rows])[0] - Y[rows]).mean())

    found = training.fit(
        init.feedforward(np.random.default_rng(seed), 12, hidden, 1),
        penalties.add(gradients, l2=0.03) if way == "L2" else gradients,
        [(X[kept], Y[kept])],
        optimizer=optim.adam(0.01),
        epochs=300 if way == "300 updates" else 3000,
        validation=training.Validation(lambda params: error(params, held), 200) if way == "stopped early" else None,
        progress=False,
    )
    return {
        "weights": feedforward.count_parameters([12, hidden, 1]),
        "trained": round(error(found.params, kept), 4),
        "held_out": round(error(found.params, slice(96, 108)), 4),
    }


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    def lines(key: str) -> tuple:
        return tuple(
            (
                tell.select(rows, hidden=hidden)[0]["weights"],
                *(tell.mean(tell.select(rows, hidden=hidden, way=way), key) for way in WAYS),
            )
            for hidden in SIZES
        )

    return [
        Table(
            "Mean absolute error of 2024, in degrees (95 % bootstrap interval)", ("weights", *WAYS), lines("held_out")
        ),
        Table("Mean absolute error of the windows that were trained on", ("weights", *WAYS), lines("trained")),
    ]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    def error(way: str, hidden: int) -> Interval:
        return bootstrap([row["held_out"] for row in tell.select(rows, way=way, hidden=hidden)])

    samples = 96
    weights = {hidden: tell.select(rows, hidden=hidden)[0]["weights"] for hidden in SIZES}
    small = [hidden for hidden in SIZES if weights[hidden] < samples]
    large = [hidden for hidden in SIZES if weights[hidden] > samples]
    bad, told = [], []
    for way in WAYS:
        best = min((error(way, hidden) for hidden in small), key=lambda one: one.value)
        last = error(way, large[-1])
        if last.low > best.high:
            bad.append(way)
        told.append(f"{way}: {best.value:.2f} and {last.value:.2f} degrees")
    numbers = (
        f"the best net with fewer weights than windows, and the largest, with {weights[large[-1]]} weights: "
        f"{'; '.join(told)}."
    )
    if len(bad) == len(WAYS):
        return [Verdict(19, "holds", f"in every way of training: {numbers}")]
    if bad:
        return [Verdict(19, "holds when", f"training is: {', '.join(bad)}; {numbers}")]
    return [Verdict(19, "does not hold", f"on this series: {numbers}")]


EXPERIMENT = Experiment(
    title="More weights than samples",
    claims=(19,),
    question=QUESTION,
    jobs=grid(way=WAYS, hidden=SIZES, seed=range(5)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"way": "L2", "hidden": 7, "seed": 0},
    budget="3000 updates, or 300",
    start="Xavier; one rate",
)
