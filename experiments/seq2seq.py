"""Does attention help a decoder? Strings turned round, by their length; and what teacher forcing hides."""

from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import optim, seq2seq
from lstmlab.cells import gru, lstm
from lstmlab.intervals import bootstrap
from lstmlab.tasks import strings

QUESTION = """
Strings of 1 to 12 of eight symbols are written again from the last symbol to the first (`lstmlab.tasks.strings`), by an
encoder and a decoder of 32 units each (`lstmlab.seq2seq`), GRU or LSTM, with attention and without. The forget gates of
the LSTM start at a bias of 1. Batches of 32 new strings, cross-entropy with teacher forcing, Adam, clipped at norm 1,
2000 updates, float32. Each net has its own rate: the one of four with which most strings of two further seeds are
right over all lengths that were trained. Every seed has test strings of its own, 200 of each length; a string is right
if every symbol and the end are, written without a teacher. Length 16 was never trained. A seed succeeds at a length if
90 % of its strings are right.
"""

CELLS = {"GRU": gru, "LSTM": lstm}
NETS = tuple(f"{cell}{tail}" for cell in CELLS for tail in ("", " with attention"))
RATES = (0.003, 0.01, 0.03, 0.1)
CHOOSING, REPORTED = (100, 101), tuple(range(6))
LENGTHS = (4, 8, 12, 16)
N_SYMBOLS, N_HIDDEN, LONGEST, UPDATES, N_TEST = 8, 32, 12, 2000, 200
Rows = list[dict[str, Any]]


def run(net: str, rate: float, seed: int) -> dict[str, Any]:
    cell, attention = CELLS[net.split()[0]], net.endswith("attention")
    rng = np.random.default_rng(seed)
    params = seq2seq.first_weights(rng, cell, N_SYMBOLS, N_HIDDEN, N_SYMBOLS + 1, attention, np.float32)
    optimizer = optim.adam(rate)
    memory = optimizer.init(params)
    for _ in range(UPDATES):
        batch = strings.batch(rng, 32, 1, LONGEST, N_SYMBOLS, dtype=np.float32)
        _, grads = seq2seq.loss_and_gradients(cell, params, seq2seq.Pairs(*batch), attention)
        grads, _ = optim.clip_by_global_norm(grads, 1.0)
        params, memory = optimizer.update(grads, memory, params)
    found: dict[str, Any] = {}
    for length in LENGTHS:
        test = strings.batch(np.random.default_rng(1000 + seed), N_TEST, length, length, N_SYMBOLS, dtype=np.float32)
        written = seq2seq.greedy(cell, params, test.xs, test.mask, length + 1, attention).symbols
        right = seq2seq.exact(written, test.targets, test.target_mask)
        found[f"right_{length}"] = round(float(right.mean()), 4)
        if length == LONGEST:
            logits, _ = seq2seq.forward(cell, params, seq2seq.Pairs(*test), attention)
            taught = logits.argmax(axis=-1)
            found["alone"] = [round(float(share), 4) for share in (written != test.targets).mean(axis=1)]
            found["taught"] = [round(float(share), 4) for share in (taught != test.targets).mean(axis=1)]
    return found | {"solved": found["right_4"] >= 0.8}


def trained(row: dict[str, Any]) -> float:
    """The share of right strings over the lengths that were trained."""
    return float(np.mean([row[f"right_{length}"] for length in LENGTHS if length <= LONGEST]))


def chosen(rows: Rows, net: str) -> float:
    """The rate at which a net does best over the seeds that are there to choose."""
    tried = {rate: [row for row in tell.select(rows, net=net, rate=rate) if row["seed"] in CHOOSING] for rate in RATES}
    return max(RATES, key=lambda rate: float(np.mean([trained(row) for row in tried[rate]])))


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    return tuple({"net": net, "rate": chosen(rows, net), "seed": seed} for net in NETS for seed in REPORTED)


def reported(rows: Rows, net: str) -> Rows:
    """The runs of a net at its rate, over the seeds that did not choose it."""
    return [row for row in tell.select(rows, net=net, rate=chosen(rows, net)) if row["seed"] in REPORTED]


def verdict(rows: Rows) -> str:
    """What the rows say of each cell with and without attention, over the lengths that were trained."""
    said = []
    for cell in CELLS:
        without, with_it = (
            bootstrap([100 * trained(row) for row in reported(rows, net)]) for net in NETS if net.startswith(cell)
        )
        more = with_it.low > without.high
        less = with_it.high < without.low
        word = "more with attention" if more else "fewer with attention" if less else "not told apart"
        said.append(f"{cell} {without.value:.0f} and {with_it.value:.0f} % ({word})")
    return f"Strings of trained lengths that are right within {UPDATES} updates: {', '.join(said)}."


def tables(rows: Rows) -> list[Table]:
    lines, seeds = [], []
    for net in NETS:
        some = reported(rows, net)
        shares = [tell.mean(some, f"right_{length}", 0, percent=True) for length in LENGTHS]
        lines.append((net, f"{chosen(rows, net):g}", *shares))
        reach = [[{"solved": row[f"right_{length}"] >= 0.9} for row in some] for length in LENGTHS]
        seeds.append((net, *(tell.solved(each) for each in reach)))
    by_length = tuple(f"length {length}" for length in LENGTHS)
    places = [(f"{t + 1}" if t < LONGEST else "end", *_errors(rows, t)) for t in range(LONGEST + 1)]
    two = tuple(f"{net}, {how}" for net in NETS for how in ("taught", "alone"))
    return [
        Table(f"{verdict(rows)} Strings that are right, by length", ("net", "rate", *by_length), tuple(lines)),
        Table("Seeds with 90 % of the strings right (95 % Wilson interval)", ("net", *by_length), tuple(seeds)),
        Table(
            f"Wrong symbols at each place of strings of {LONGEST}, in percent: while a teacher says what came before, "
            "and alone",
            ("symbol", *two),
            tuple(places),
        ),
    ]


def _errors(rows: Rows, t: int) -> list[str]:
    """Mean error at one place of the answer: each net taught, then alone."""
    return [
        f"{100 * np.mean([row[how][t] for row in reported(rows, net)]):.0f}"
        for net in NETS
        for how in ("taught", "alone")
    ]


EXPERIMENT = Experiment(
    title="Sequence to sequence",
    claims=(),
    question=QUESTION,
    jobs=grid(net=NETS, rate=RATES, seed=CHOOSING),
    then=then,
    run=run,
    tables=tables,
    sample={"net": "GRU", "rate": 0.01, "seed": 100},
    unstable=("right_4", "right_8", "right_12", "right_16", "alone", "taught"),
)
