"""Trains the two small nets of this figure and stores them: python -m lstmlab.figures.reber_automaton.train

Both read embedded Reber strings and say which symbol comes next. Eight units each, the same strings, the same number of
updates; the first seed with which the LSTM is right at every step of all test strings. The figure shows what each of
them has learnt, not how often it is learnt: that is the business of the experiments.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab import init, losses, network, optim, training, trees
from lstmlab.cells import elman, lstm
from lstmlab.cells.protocol import Cell
from lstmlab.tasks import reber

FILE = Path(__file__).with_name("nets.json")
UNITS, UPDATES, DIGITS = 8, 1500, 4


def trained(cell: Cell, seed: int) -> network.Params:
    """Weights after the same number of batches of 32 new strings, Adam with rate 0.01."""
    rng = np.random.default_rng(seed)
    params = init.network(rng, cell, 7, UNITS, 7)

    def gradients(params: Any, strings: Any) -> tuple[Any, ...]:
        loss = losses.masked(losses.softmax_cross_entropy, strings.mask)
        return network.loss_and_gradients(
            cell, params, network.Batch(strings.xs, strings.labels, mask=strings.mask), loss
        )[:2]

    found: network.Params = training.fit(
        params,
        gradients,
        lambda epoch: [reber.batch(rng, 32)],
        optimizer=optim.clipped(optim.adam(0.01), max_norm=1.0),
        epochs=UPDATES,
    ).params
    return found


def right(cell: Cell, params: network.Params) -> float:
    """The share of 500 test strings that are right at every step."""
    test = reber.batch(np.random.default_rng(1000), 500)
    ys, _ = network.forward(cell, params, test.xs, mask=test.mask)
    return float((reber.right(ys, test.possible) | ~test.mask).all(axis=0).mean())


def main() -> None:
    for seed in range(20):
        nets = {}
        for name, cell in (("elman", elman), ("lstm", lstm)):
            params = trees.map(lambda array: np.round(array, DIGITS), trained(cell, seed))
            nets[name] = {"right": right(cell, params), **{n: a.tolist() for n, a in trees.leaves(params)}}
        print(seed, {name: net["right"] for name, net in nets.items()})
        if nets["lstm"]["right"] == 1:
            about = {"command": "python -m lstmlab.figures.reber_automaton.train", "seed": seed, "updates": UPDATES}
            FILE.write_text(json.dumps({**about, **nets}) + "\n", encoding="utf-8")
            return
    raise SystemExit("no seed with which the LSTM is right everywhere")


if __name__ == "__main__":
    main()
