"""Trains the two nets of this figure and stores them: python -m lstmlab.figures.continual_stream.train

Three cells each, with and without a forget gate, read what the figure reads: a mark where a string begins, and a
number a step. At each step they say a tenth of the sum of the string's numbers so far. Both learn on separate strings
first, and then on streams of strings without a reset, with the same updates from the same seed: so both may learn what
the mark is for. The figure shows one net of each kind; how often it is learnt is the business of the experiments.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab import init, losses, network, optim, training
from lstmlab.cells import lstm, lstm1997
from lstmlab.cells.protocol import Cell
from lstmlab.shapes import Array

FILE = Path(__file__).with_name("nets.json")
CELLS, UPDATES, DIGITS, PART = 3, 1500, 4, 0.1
KINDS = {"without": lstm1997, "with": lstm}


def streams(rng: np.random.Generator, n: int, steps: int, joined: bool) -> tuple[Array, Array]:
    """Streams (T, n, 2) of mark and number, and the part of the sum so far (T, n, 1).

    Strings have 5 to 30 steps where they are joined; else there is one, as long as the stream.
    """
    marks = np.zeros((steps, n))
    for sequence in range(n):
        at = 0
        while at < steps:
            marks[at, sequence] = 1
            at += int(rng.integers(5, 31)) if joined else steps
    numbers = rng.uniform(-1, 1, size=(steps, n)) + rng.uniform(-0.5, 0.5, size=n)
    sums, total = np.zeros((steps, n)), np.zeros(n)
    for t in range(steps):
        total = np.where(marks[t] > 0, 0.0, total) + numbers[t]
        sums[t] = total
    return np.stack([marks, numbers], axis=-1), PART * sums[..., None]


def trained(cell: Cell, seed: int = 0) -> network.Params:
    """Weights after 1500 batches of 32: the first half single strings of 30 steps, then streams of 120."""
    rng = np.random.default_rng(seed)

    def gradients(params: Any, data: Any) -> Any:
        return network.loss_and_gradients(cell, params, data, losses.mse, mode="many-to-many")[:2]

    found: network.Params = training.fit(
        init.network(rng, cell, 2, CELLS, 1),
        gradients,
        lambda epoch: [streams(rng, 32, 30, False) if epoch < UPDATES // 2 else streams(rng, 32, 120, True)],
        optimizer=optim.clipped(optim.adam(0.01), max_norm=1.0),
        epochs=UPDATES,
        progress=False,
    ).params
    return found


def main() -> None:
    nets: dict[str, Any] = {}
    for name, cell in KINDS.items():
        params = trained(cell)
        xs, targets = streams(np.random.default_rng(1000), 200, 200, True)
        ys, _ = network.forward(cell, params, xs, mode="many-to-many")
        print(name, "mean error on streams", np.abs(ys - targets).mean())
        parts = {**params.cell._asdict(), **params.readout._asdict()}
        nets[name] = {part: np.round(array, DIGITS).tolist() for part, array in parts.items()}
    about = {"command": "python -m lstmlab.figures.continual_stream.train", "seed": 0, "updates": UPDATES, "part": PART}
    FILE.write_text(json.dumps({**about, **nets}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
