"""The window against the network with memory: the same 64 sequences for both, and then the word moves on by a place."""

from typing import Any

import numpy as np

from experiments.engine import tell, trials, tuned
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import init, losses, network, optim, penalties
from lstmlab.cells import elman, feedforward, lstm
from lstmlab.gates import split
from lstmlab.intervals import bootstrap
from lstmlab.tasks import recall

QUESTION = """
Who needs more examples to find the symbol that counts: a net with a window, or a net with a memory? Recall
(`lstmlab.tasks.recall`): the first of 8, 16 or 32 symbols of four kinds is the answer at the end, the others are noise.
There are 64 training sequences, and no more. Three nets of 16 units: a feed-forward net whose window is as wide as the
sequence, an Elman net and an LSTM. Each makes 500 updates with all 64 sequences (cross-entropy, Adam, clipped at norm
1, float32); the weights at the end count. Each net chooses for each length, over three seeds of their own, one of two
starts, one of four rates (0.003, 0.01, 0.03, 0.1) and one of five L2 penalties (0, 0.001, 0.01, 0.03, 0.1): the choice
with which most answers on new sequences are right. The starts: of the window, Xavier, and a tenth of it; of the Elman
net, an orthogonal matrix, and 0.9 of it; of the LSTM, biases of 1 for the forget gates, and of 3 with input gates at
-3. Ten further seeds are told of. Each has training sequences and 1000 test sequences of its own. Three tests: new
sequences of the same length; the same ones moved on by one place, with an empty first place (and without their last
symbol); and sequences of twice the length.
"""

NETS = ("window", "Elman", "LSTM")
STARTS = {"window": ("1", "0.1"), "Elman": ("1", "0.9"), "LSTM": ("f 1", "f 3, i -3")}
RATES = (0.003, 0.01, 0.03, 0.1)
DECAYS = (0.0, 0.001, 0.01, 0.03, 0.1)
OPTIONS = ("start", "rate", "decay")
LENGTHS = (8, 16, 32)
SYMBOLS, H, N_TRAIN, N_TEST, UPDATES = 4, 16, 64, 1000, 500
TESTS = {"new": "new sequences", "moved": "moved on by one place", "longer": "twice as long"}
Rows = list[dict[str, Any]]


def run(net: str, length: int, start: str, rate: float, decay: float, seed: int) -> dict[str, Any]:
    rng, test_rng = np.random.default_rng(seed), np.random.default_rng(1000 + seed)
    xs, labels = recall.batch(rng, N_TRAIN, length, SYMBOLS, np.float32)
    params = first_weights(rng, net, length, start)
    penalised = penalties.add(lambda weights: gradients(net, weights, xs, labels, length), l2=decay)
    trained = trials.train(
        params,
        penalised,
        lambda weights: right(net, weights, xs, labels, length),
        goal=2.0,  # never reached: every run uses all of its updates
        updates=UPDATES,
        every=UPDATES,
        optimizer=optim.adam(rate),
    )
    new, answers = recall.batch(test_rng, N_TEST, length, SYMBOLS, np.float32)
    moved = np.concatenate([np.zeros_like(new[:1]), new[:-1]])
    longer, others = recall.batch(test_rng, N_TEST, 2 * length, SYMBOLS, np.float32)
    found = {
        "known": trained.score,
        "new": right(net, trained.params, new, answers, length),
        "moved": right(net, trained.params, moved, answers, length),
        "longer": right(net, trained.params, longer, others, length),
    }
    weights = sum(array.size for part in trained.params for array in (part if isinstance(part, tuple) else (part,)))
    shares = {name: round(share, 4) for name, share in found.items()}
    return shares | {"solved": found["new"] >= 0.9, "updates": trained.updates, "weights": weights}


def first_weights(rng: np.random.Generator, net: str, length: int, start: str) -> Any:
    """The weights that a net starts with."""
    if net == "window":
        params = init.feedforward(rng, length * SYMBOLS, H, SYMBOLS, np.float32)
        return params._replace(W1=params.W1 * np.float32(start))
    params = init.network(rng, elman if net == "Elman" else lstm, SYMBOLS, H, SYMBOLS, np.float32)
    if net == "Elman":
        return params._replace(cell=params.cell._replace(W_h=params.cell.W_h * np.float32(start)))
    if start != "f 1":
        biases = dict(zip(lstm.GATES, split(params.cell.b, 4), strict=True))
        biases["f"][:], biases["i"][:] = 3, -3
    return params


def gradients(net: str, params: Any, xs: Any, labels: Any, width: int) -> tuple:
    """Loss and gradients on all training sequences."""
    if net == "window":
        ys, cache = feedforward.forward(params, recall.window(xs, width))
        loss, dys = losses.softmax_cross_entropy(ys, labels)
        return loss, feedforward.backward(params, cache, dys)[1]
    cell = elman if net == "Elman" else lstm
    return network.loss_and_gradients(cell, params, (xs, labels), losses.softmax_cross_entropy, mode="many-to-one")[:2]


def right(net: str, params: Any, xs: Any, labels: Any, width: int) -> float:
    """The share of right answers."""
    if net == "window":
        ys, _ = feedforward.forward(params, recall.window(xs, width))
    else:
        ys, _ = network.forward(elman if net == "Elman" else lstm, params, xs, mode="many-to-one")
    return float(np.mean(trials.same_class(ys, labels)))


def chosen(rows: Rows, net: str, length: int) -> dict[str, Any]:
    """Start, rate and penalty with which most answers of the seeds that choose are right, on new sequences."""
    tried: dict[tuple, list[float]] = {}
    for row in tell.select(rows, net=net, length=length):
        if row["seed"] in tuned.CHOOSING:
            tried.setdefault(tuple(row[name] for name in OPTIONS), []).append(row["new"])
    best = max(tried, key=lambda each: float(np.mean(tried[each])))
    return dict(zip(OPTIONS, best, strict=True))


def reported(rows: Rows, net: str, length: int) -> Rows:
    """The runs with what was chosen, over the seeds that did not choose."""
    some = tell.select(rows, net=net, length=length, **chosen(rows, net, length))
    return [row for row in some if row["seed"] in tuned.REPORTED]


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"net": net, "length": length} | chosen(rows, net, length) | {"seed": seed}
        for net in NETS
        for length in LENGTHS
        for seed in tuned.REPORTED
    )


def verdict(rows: Rows) -> str:
    """Where the LSTM is told apart from the window."""
    said = []
    for name, words in (("new", "New sequences"), ("moved", "Moved on by one place")):
        pairs = []
        for length in LENGTHS:
            one, other = (
                bootstrap([100 * row[name] for row in reported(rows, net, length)]) for net in ("window", "LSTM")
            )
            more, less = other.low > one.high, other.high < one.low
            word = "the LSTM ahead" if more else "the window ahead" if less else "not told apart"
            pairs.append(f"length {length}: window {one.value:.1f} %, LSTM {other.value:.1f} % ({word})")
        said.append(f"{words}, {', '.join(pairs)}.")
    return f"{N_TRAIN} sequences, {UPDATES} updates. {' '.join(said)}"


def tables(rows: Rows) -> list[Table]:
    tests = []
    for name, words in TESTS.items():
        for net in NETS:
            shares = (tell.mean(reported(rows, net, length), name, 0, percent=True) for length in LENGTHS)
            tests.append((words, net, *shares))
    by_length = tuple(f"trained at length {length}" for length in LENGTHS)
    sizes, options = [], []
    for net in NETS:
        found = [chosen(rows, net, length) for length in LENGTHS]
        options.append((net, *(f"{each['start']}; {each['rate']:g}; {each['decay']:g}" for each in found)))
        sizes.append((net, *(reported(rows, net, length)[0]["weights"] for length in LENGTHS)))
    luck = []
    for net in NETS:
        pairs = []
        for length in LENGTHS:
            some = tell.select(rows, net=net, length=length, **chosen(rows, net, length))
            own, others = (
                np.mean([row["new"] for row in some if row["seed"] in seeds])
                for seeds in (tuned.CHOOSING, tuned.REPORTED)
            )
            pairs.append(f"{100 * own:.0f} %, then {100 * others:.0f} %")
        luck.append((net, *pairs))
    plain = []
    for net in NETS:
        for decay in DECAYS:
            found = [_best(tell.select(rows, net=net, length=length, decay=decay)) for length in LENGTHS]
            plain.append((net, f"{decay:g}", *found))
    return [
        Table(
            f"{verdict(rows)} Right answers (95 % bootstrap interval; guessing: {100 / SYMBOLS:.0f} %)",
            ("test", "net", *by_length),
            tuple(tests),
        ),
        Table("Weights and biases", ("net", *by_length), tuple(sizes)),
        Table("Start, rate and L2 penalty that each net chose", ("net", *by_length), tuple(options)),
        Table(
            f"What the penalty does: right answers on new sequences at the best start and rate, mean of the "
            f"{len(tuned.CHOOSING)} seeds that choose",
            ("net", "L2", *by_length),
            tuple(plain),
        ),
        Table(
            f"The luck of the choice: right answers on new sequences, mean of the {len(tuned.CHOOSING)} seeds that "
            f"chose, then of the {len(tuned.REPORTED)} others, with the same settings",
            ("net", *by_length),
            tuple(luck),
        ),
    ]


def _best(some: Rows) -> str:
    """The largest mean share over starts and rates."""
    tried: dict[tuple, list[float]] = {}
    for row in some:
        if row["seed"] in tuned.CHOOSING:
            tried.setdefault((row["start"], row["rate"]), []).append(row["new"])
    return f"{100 * max(float(np.mean(shares)) for shares in tried.values()):.0f} %"


EXPERIMENT = Experiment(
    title="The window against the network",
    claims=(),
    question=QUESTION,
    jobs=tuple(
        job
        for net in NETS
        for job in grid(net=(net,), length=LENGTHS, start=STARTS[net], rate=RATES, decay=DECAYS, seed=tuned.CHOOSING)
    ),
    then=then,
    run=run,
    tables=tables,
    sample={"net": "LSTM", "length": 8, "start": "f 1", "rate": 0.03, "decay": 0.0, "seed": 100},
    unstable=("known", "new", "moved", "longer", "solved"),
)
