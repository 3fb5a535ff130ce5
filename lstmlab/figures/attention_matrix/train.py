"""Trains the net of this figure and stores it: python -m lstmlab.figures.attention_matrix.train

A GRU reads strings of 1 to 10 of eight letters, another one writes them again from the last letter to the first, with
attention: 16 units each. Of a few seeds the one whose rounded weights write most test strings rightly is kept. The
figure shows what such a net looks at, not how often it is learnt: that is the business of the experiments.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab import optim, seq2seq, trees
from lstmlab.cells import gru
from lstmlab.shapes import Array
from lstmlab.tasks import strings

FILE = Path(__file__).with_name("net.json")
SYMBOLS, UNITS, LONGEST, DIGITS, SEEDS = 8, 16, 10, 3, 3
UPDATES = {0.03: 2500, 0.005: 1500}  # by rate
# Longer strings than those that were trained may be typed: what becomes of them is part of what the figure shows.
TESTED = (4, 8, 10, 12)


def trained(seed: int) -> seq2seq.Params:
    """Weights after batches of 32 new strings, Adam with a large rate, then with a small one, clipped at norm 1."""
    rng = np.random.default_rng(seed)
    params = seq2seq.first_weights(rng, gru, SYMBOLS, UNITS, SYMBOLS + 1)
    for rate, updates in UPDATES.items():
        optimizer = optim.adam(rate)
        memory = optimizer.init(params)
        for _ in range(updates):
            batch = seq2seq.Pairs(*strings.batch(rng, 32, 1, LONGEST, SYMBOLS))
            grads: Any = seq2seq.loss_and_gradients(gru, params, batch)[1]
            grads, _ = optim.clip_by_global_norm(grads, 1.0)
            params, memory = optimizer.update(grads, memory, params)
    return params


def right(params: seq2seq.Params, length: int) -> float:
    """The share of 500 test strings of one length that are written rightly, without a teacher."""
    test = strings.batch(np.random.default_rng(1000), 500, length, length, SYMBOLS)
    written = seq2seq.greedy(gru, params, test.xs, test.mask, length + 1)
    return float(seq2seq.exact(written.symbols, test.targets, test.target_mask).mean())


def rounded(array: Array) -> Array:
    return np.round(array, DIGITS)


def main() -> None:
    best: dict[str, Any] = {"right": {}}
    for seed in range(SEEDS):
        params = trees.map(rounded, trained(seed))
        shares = {str(length): right(params, length) for length in TESTED}
        print(seed, shares)
        if sum(shares.values()) > sum(best["right"].values()):
            weights = {name: array.tolist() for name, array in trees.leaves(params)}
            best = {"seed": seed, "updates": sum(UPDATES.values()), "right": shares, "weights": weights}
    command = "python -m lstmlab.figures.attention_matrix.train"
    FILE.write_text(json.dumps({"command": command, **best}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
