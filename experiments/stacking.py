"""Does depth help where a task has levels? Morse code: strokes make letters, and the letter before is asked for."""

from typing import Any

import numpy as np

from experiments.engine import tell, trials, tuned
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import init, losses, network, optim, trees
from lstmlab.cells import lstm
from lstmlab.intervals import bootstrap
from lstmlab.layers import Stack
from lstmlab.shapes import Array

QUESTION = """
A task with three levels, each made of the one below: steps make strokes, strokes make letters, letters make an order.
The input is a line that is on or off. Eight letters of Morse code follow each other at random: a dot is on for one
step, a dash for three, between strokes it is off for one step, after a letter for three. At the third of them the
letter two before the one that just ended is asked for, at no other step (guessing is right in 12.5 %). One layer of 24
LSTM units beside two and three layers of about as many weights, forget biases 1, the others 0. Batches of 16 new lines
of 120 steps, Adam, clipped at norm 1, float32, at most 1500 updates. Each net has its own rate, one of three (0.01,
0.03, 0.1): the one at which most of three seeds succeed, among equals the one that takes the fewest updates, and where
none does the one with the most right answers. Six further seeds are told of. A seed succeeds if 95 % of the answers in
64 test lines of its own are right, looked at after every 25 updates.
"""

LETTERS = {"E": ".", "T": "-", "A": ".-", "N": "-.", "I": "..", "M": "--", "S": "...", "O": "---"}
BACK = 2
# Layers -> units in each with which the net has about as many weights as one layer of 24; a test counts them.
UNITS = {1: 24, 2: 14, 3: 11}
RATES = (0.01, 0.03, 0.1)
SEEDS = tuple(range(6))
LENGTH, UPDATES = 120, 1500
Rows = list[dict[str, Any]]


def lines(rng: np.random.Generator, n: int) -> tuple[Array, Array, Array]:
    """The line xs (T, N, 1), 0 or 1; the letter that is asked for (T, N); and where one is: mask (T, N)."""
    codes = list(LETTERS.values())
    xs, asked = np.zeros((LENGTH, n, 1), np.float32), np.full((LENGTH, n), -1)
    for k in range(n):
        at, sent = 0, []
        while True:
            letter = int(rng.integers(len(codes)))
            signal = "0".join("1" if stroke == "." else "111" for stroke in codes[letter]) + "000"
            if at + len(signal) > LENGTH:
                break
            xs[at : at + len(signal), k, 0] = [float(step) for step in signal]
            at += len(signal)
            sent.append(letter)
            if len(sent) > BACK:
                asked[at - 1, k] = sent[-1 - BACK]
    return xs, np.maximum(asked, 0), asked >= 0


def net(rng: np.random.Generator, layers: int) -> tuple[Any, Any]:
    """The cell, a stack of so many layers, and its first weights."""
    cell = Stack((lstm,) * layers) if layers > 1 else lstm
    return cell, init.network(rng, cell, 1, UNITS[layers], len(LETTERS), np.float32)


def run(layers: int, rate: float, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    cell, params = net(rng, layers)
    test = lines(np.random.default_rng(1000 + seed), 64)

    def gradients(params: Any) -> tuple:
        xs, letters, mask = lines(rng, 16)
        loss = losses.masked(losses.softmax_cross_entropy, mask)
        return network.loss_and_gradients(cell, params, (xs, letters), loss)[:2]

    def score(params: Any) -> float:
        ys, _ = network.forward(cell, params, test[0])
        return float(trials.same_class(ys, test[1])[test[2]].mean())

    options = {"goal": 0.95, "updates": UPDATES, "optimizer": optim.adam(rate)}
    return trials.train(params, gradients, score, **options).row()


def weights(layers: int) -> int:
    """How many weights and biases a net has."""
    return sum(array.size for _, array in trees.leaves(net(np.random.default_rng(0), layers)[1]))


def chosen(rows: Rows, layers: int) -> float:
    """The rate of a net, by the seeds that choose."""
    some = tell.select(rows, layers=layers)
    if any(row["solved"] for row in some if row["seed"] in tuned.CHOOSING):
        return float(tuned.chosen(rows, ("rate",), layers=layers)["rate"])

    def right(rate: float) -> float:
        return sum(row["score"] for row in tell.select(some, rate=rate) if row["seed"] in tuned.CHOOSING)

    return max(RATES, key=right)


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    return tuple({"layers": n, "rate": chosen(rows, n), "seed": seed} for n in UNITS for seed in SEEDS)


def reported(rows: Rows, layers: int) -> Rows:
    """The runs of a net at its rate, over the seeds that did not choose it."""
    return [row for row in tell.select(rows, layers=layers, rate=chosen(rows, layers)) if row["seed"] in SEEDS]


def verdict(rows: Rows) -> str:
    """Two and three layers beside one: the ratio of the updates, a failure counted with all of them."""
    said, one = [], np.log([row["updates"] for row in reported(rows, 1)])
    for layers, word in ((2, "two"), (3, "three")):
        value, low, high = map(
            float, np.exp(bootstrap(np.log([row["updates"] for row in reported(rows, layers)]) - one))
        )
        which = "fewer" if high < 1 else "more" if low > 1 else "not told apart"
        said.append(f"{word} layers {value:.1f} times ({low:.1f} to {high:.1f}; {which})")
    return f"The updates, within {UPDATES} and at as many weights, beside one layer: {', '.join(said)}"


def tables(rows: Rows) -> list[Table]:
    found = []
    for layers, units in UNITS.items():
        some = reported(rows, layers)
        right = tell.mean(some, "score", 0, percent=True)
        numbers = (tell.solved(some), right, tell.mean(some, "updates", 0))
        found.append((layers, units, weights(layers), f"{chosen(rows, layers):g}", *numbers))
    columns = ("layers", "units in each", "weights", "rate", "seeds that succeed", "right at the end", "updates")
    caption = f"{verdict(rows)}. Updates to success or to the end (95 % intervals: Wilson, bootstrap)"
    tried = []
    for layers in UNITS:
        cells = []
        for rate in RATES:
            some = [row for row in tell.select(rows, layers=layers, rate=rate) if row["seed"] in tuned.CHOOSING]
            mean = np.mean([row["updates"] for row in some])
            cells.append(f"{tell.count(some)} of {len(some)}, {mean:.0f}")
        tried.append((layers, *cells))
    heads = ("layers", *(f"rate {rate:g}" for rate in RATES))
    return [
        Table(caption, columns, tuple(found)),
        Table("All that was tried, by the seeds that choose: how many succeed, and updates", heads, tuple(tried)),
    ]


EXPERIMENT = Experiment(
    title="Stacking",
    claims=(),
    question=QUESTION,
    jobs=grid(layers=tuple(UNITS), rate=RATES, seed=tuned.CHOOSING),
    then=then,
    run=run,
    tables=tables,
    sample={"layers": 1, "rate": 0.03, "seed": 100},
    unstable=("updates", "score"),
)
