"""Does a large forget bias cost time where a task rewards forgetting? A fast answer, then a slow one beside it."""

from typing import Any

import numpy as np

from experiments.engine import tell, trials, tuned
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import init, losses, network, optim
from lstmlab.cells import lstm
from lstmlab.intervals import bootstrap
from lstmlab.tasks import time_scales

QUESTION = """
A bit at every step is asked for two steps later, then it is of no use: `lstmlab.tasks.time_scales`. Asked *fast*, this
is all, and what is older than two steps only disturbs. Asked *both*, the sign of the last mark is asked for too, and
marks are 20 steps apart on average: some cells should forget fast, others keep for long and let go at the next mark.
LSTMs with first forget biases from 0 to 7, all other biases 0, H = 16, batches of 16 new signals of 100 steps, mean
squared error of the answers that are asked for, Adam, clipped at norm 1, float32, at most 600 updates. Each bias is
told of at the rate 0.01, which all share, and at its own rate for each question, one of four (0.01, 0.03, 0.1, 0.3):
the one at which most of three seeds succeed, and among equals the one that takes the fewest updates. Ten further seeds
are told of. A seed succeeds if 95 % of the signs are right, of each answer that is asked for, in 64 test signals of
its own, looked at after every 5 updates.
"""

ASKED = {"fast": slice(0, 1), "both": slice(0, 2)}
BIASES = (0, 1, 3, 5, 7)
RATES = (0.01, 0.03, 0.1, 0.3)
SHARED = 0.01
PAUSE, LENGTH, UPDATES = 20, 100, 600
Rows = list[dict[str, Any]]


def run(asked: str, bias: int, rate: float, seed: int) -> dict[str, Any]:
    rng, part = np.random.default_rng(seed), ASKED[asked]
    params = init.network(rng, lstm, 1, 16, part.stop, np.float32, forget_bias=bias)
    test = time_scales.batch(np.random.default_rng(1000 + seed), 64, LENGTH, PAUSE, np.float32)

    def gradients(params: Any) -> tuple:
        signal = time_scales.batch(rng, 16, LENGTH, PAUSE, np.float32)
        batch = signal.xs, np.ascontiguousarray(signal.targets[..., part])
        return network.loss_and_gradients(lstm, params, batch, losses.mse)[:2]

    def score(params: Any) -> float:
        ys, _ = network.forward(lstm, params, test.xs)
        right = (ys > 0) == (test.targets[..., part] > 0)
        return min(float(right[..., k][test.known[..., k]].mean()) for k in range(part.stop))

    options = {"goal": 0.95, "updates": UPDATES, "every": 5, "optimizer": optim.adam(rate)}
    return trials.train(params, gradients, score, **options).row()


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    cases = grid(asked=tuple(ASKED), bias=BIASES)
    own = tuned.jobs(rows, ("rate",), *cases)
    shared = tuple(each | {"rate": SHARED, "seed": seed} for each in cases for seed in tuned.REPORTED)
    return own + tuple(job for job in shared if job not in own)


def told(rows: Rows, asked: str, bias: int, rate: str) -> Rows:
    """The runs of a bias at its "own" rate, or at the one that all share."""
    if rate == "own":
        return tuned.reported(rows, ("rate",), asked=asked, bias=bias)
    return [row for row in tell.select(rows, asked=asked, bias=bias, rate=SHARED) if row["seed"] in tuned.REPORTED]


def verdict(rows: Rows, rate: str) -> str:
    """What a bias of 5 costs beside one of 1: the ratio of the updates, a failure counted with all of them."""
    said = []
    for asked in ASKED:
        ours, theirs = (np.log([row["updates"] for row in told(rows, asked, bias, rate)]) for bias in (5, 1))
        value, low, high = (float(np.exp(each)) for each in bootstrap(ours - theirs))
        word = "more" if low > 1 else "fewer" if high < 1 else "not told apart"
        said.append(f"asked {asked}, {value:.1f} times ({low:.1f} to {high:.1f}; {word})")
    return f"beside one of 1, a bias of 5 takes, of the updates within {UPDATES}, {', '.join(said)}"


def tables(rows: Rows) -> list[Table]:
    found = []
    for rate, words in ((f"{SHARED:g}", f"All at the rate {SHARED:g}"), ("own", "Each bias at its own rate")):
        lines = []
        for bias in BIASES:
            cells = []
            for asked in ASKED:
                some = told(rows, asked, bias, rate)
                cells += [f"{some[0]['rate']:g}", tell.solved(some), tell.mean(some, "updates", 0)]
            lines.append((bias, f"{1 / (1 + np.exp(-bias)):.3f}", *cells))
        columns = (f"{asked}: {what}" for asked in ASKED for what in ("rate", "seeds that succeed", "updates"))
        caption = f"{words}: {verdict(rows, rate)} (95 % intervals: Wilson, bootstrap)"
        found.append(Table(caption, ("bias", "gate at the start", *columns), tuple(lines)))
    return found


EXPERIMENT = Experiment(
    title="Forgetting",
    claims=(),
    question=QUESTION,
    jobs=grid(asked=tuple(ASKED), bias=BIASES, rate=RATES, seed=tuned.CHOOSING),
    then=then,
    run=run,
    tables=tables,
    sample={"asked": "fast", "bias": 1, "rate": 0.03, "seed": 100},
    unstable=("updates", "score"),
)
