"""Is it the sum that keeps the error constant? The gradient by lag of a cell that adds, that fades, that multiplies."""

from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import gradcheck
from lstmlab.intervals import bootstrap

QUESTION = """
How much of the error at the last step reaches the cell state `lag` steps before? One cell with a random input gate i
in (0, 1) and a random candidate g in (-1, 1) at every step, as if its gates read noise. Four ways to go on: c = c + i
g (the carousel, a forget gate of 1), c = 0.99 c + i g, c = 0.9 c + i g, and the product c = c (1 + i g). The gradient
dc_T / dc_{T - lag} is measured with a complex step through all steps and not taken from the formula. Float64, no
training.
"""

WAYS = {
    "c + i g": lambda c, new: c + new,
    "0.99 c + i g": lambda c, new: 0.99 * c + new,
    "0.9 c + i g": lambda c, new: 0.9 * c + new,
    "c (1 + i g)": lambda c, new: c * (1 + new),
}
PRODUCT = "c (1 + i g)"  # the one way that is no sum of the old cell and something new
LAGS = (1, 10, 100, 1000)


def run(way: str, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    news = rng.random(max(LAGS)) * rng.uniform(-1, 1, max(LAGS))

    def last(c: np.ndarray, lag: int) -> np.ndarray:
        for new in news[-lag:]:
            c = WAYS[way](c, new)
        return c

    found = [abs(gradcheck.complex_step(lambda c, lag=lag: last(c, lag)[0], np.array([0.5]))[0]) for lag in LAGS]
    return {"log10": [round(float(np.log10(value)), 4) for value in found]}


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for way in WAYS:
        each = [[{"log10": row["log10"][k]} for row in tell.select(rows, way=way)] for k in range(len(LAGS))]
        lines.append((way, *(tell.mean(some, "log10") for some in each)))
    columns = ("new cell state", *(f"lag {lag}" for lag in LAGS))
    caption = "Power of ten of the gradient that arrives: 0 is all of it, -2 a hundredth (95 % bootstrap interval)"
    return [Table(caption, columns, tuple(lines))]


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    ends = {way: bootstrap([row["log10"][-1] for row in tell.select(rows, way=way)]) for way in WAYS}
    constant = [way for way, end in ends.items() if max(abs(end.low), abs(end.high)) < 0.01]
    told = ", ".join(f"{way}: 10^{end.value:.1f}" for way, end in ends.items())
    numbers = f"what arrives over {LAGS[-1]} steps is {told}."
    sums = set(WAYS) - {PRODUCT}
    if not sums & set(constant):
        return [Verdict(7, "does not hold", f"for these cells: {numbers}")]
    if sums <= set(constant):
        return [Verdict(7, "holds", f"for these cells: {numbers}")]
    because = "the old cell enters the sum with the factor 1; a sum alone is not enough: "
    return [Verdict(7, "holds when", because + numbers)]


EXPERIMENT = Experiment(
    title="Constant error carousel",
    claims=(7,),
    question=QUESTION,
    jobs=grid(way=tuple(WAYS), seed=range(20)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"way": PRODUCT, "seed": 0},
    budget="no training",
    start="gates drawn at random",
)
