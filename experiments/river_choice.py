"""Which learning rate, and how long a memory at the start? Chosen for each cell on two rivers that are not tested."""

from typing import Any

import numpy as np

from experiments.engine import rivers, tell
from experiments.engine.specification import Experiment, Table

QUESTION = """
LSTM, GRU and Elman net of about as many weights (1,200) learn the flow of a snow-fed river: two rivers and a seed that
no table of the experiment `river` uses. Each cell is given six settings: three rates by two first biases for the gates
that keep (1 and 3; input gates start at their negative), or six rates for the Elman net, which has no gates. Training
as in `river`, 600 updates at most. The best mean efficiency in the four years to choose by decides.
"""

GATED = tuple((rate, keep) for rate in (0.003, 0.01, 0.03) for keep in (1.0, 3.0))
SETTINGS = {
    "LSTM": GATED,
    "GRU": GATED,
    "Elman": tuple((rate, 1.0) for rate in (0.0003, 0.001, 0.002, 0.005, 0.01, 0.03)),
}
PLACES = (100, 101)


def run(net: str, rate: float, keep: float, place: int, seed: int) -> dict[str, Any]:
    trained = rivers.train(net, rate, keep, rivers.series("snow", place), seed)
    return {"efficiency": round(trained.chosen, 3), "update": trained.update}


def chosen(rows: list[dict[str, Any]], net: str) -> tuple[float, float]:
    """The rate and the first bias with the best mean efficiency."""

    def score(setting: tuple[float, float]) -> float:
        some = tell.select(rows, net=net, rate=setting[0], keep=setting[1])
        return float(np.mean([row["efficiency"] for row in some]))

    return max(SETTINGS[net], key=score)


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for net in rivers.NETS:
        for rate, keep in SETTINGS[net]:
            some = tell.select(rows, net=net, rate=rate, keep=keep)
            mark = "chosen" if (rate, keep) == chosen(rows, net) else ""
            bias = "no gates" if net == "Elman" else f"{keep:.0f}"
            lines.append((net, rate, bias, tell.mean(some, "efficiency"), tell.mean(some, "update", 0), mark))
    columns = ("net", "rate", "first bias", "efficiency", "best update", "chosen")
    caption = "Nash-Sutcliffe efficiency in the years to choose by (95 % bootstrap over two rivers)"
    return [Table(caption, columns, tuple(lines))]


EXPERIMENT = Experiment(
    title="River: what to choose",
    claims=(),
    question=QUESTION,
    jobs=tuple(
        {"net": net, "rate": rate, "keep": keep, "place": place, "seed": seed}
        for net in rivers.NETS
        for rate, keep in SETTINGS[net]
        for place in PLACES
        for seed in (100,)
    ),
    run=run,
    tables=tables,
    sample={"net": "LSTM", "rate": 0.003, "keep": 3.0, "place": 100, "seed": 100},
    unstable=("update",),
)
