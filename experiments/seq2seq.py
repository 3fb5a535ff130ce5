"""Does attention help a decoder? Strings turned round or sorted, by their length; and what teacher forcing hides."""

from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import optim, schedules, seq2seq
from lstmlab.cells import gru, lstm
from lstmlab.intervals import bootstrap
from lstmlab.tasks import strings

QUESTION = """
Strings of 1 to 12 of eight symbols are written again from the last symbol to the first (`lstmlab.tasks.strings`), by an
encoder and a decoder of 32 units each (`lstmlab.seq2seq`), GRU or LSTM, with attention and without. The forget gates of
the LSTM start at a bias of 1. Batches of 32 new strings, cross-entropy with teacher forcing, Adam, clipped at norm 1,
2000 updates, float32. Each net has its own rate: the one of five (0.003, 0.01, 0.03, 0.1, 0.3) with which most strings
of two further seeds are right over all lengths that were trained; six seeds are told of. The same once more for strings
that are to be sorted, with rates chosen for that; four seeds are told of. And strings turned round with ten times the
updates: the rate that a net chose then falls to zero along a cosine, and training ends when 99.5 % of 600 further
strings of the trained lengths are right, looked at after every 1000 updates (three seeds). Every seed has test strings
of its own, 200 of each length; a string is right if every symbol and the end are, written without a teacher. Length 16
was never trained. A seed succeeds at a length if 90 % of its strings are right.
"""

CELLS = {"GRU": gru, "LSTM": lstm}
NETS = tuple(f"{cell}{tail}" for cell in CELLS for tail in ("", " with attention"))
RATES = (0.003, 0.01, 0.03, 0.1, 0.3)
CHOOSING = (100, 101)
LENGTHS = (4, 8, 12, 16)
N_SYMBOLS, N_HIDDEN, LONGEST, UPDATES, N_TEST = 8, 32, 12, 2000, 200
# What is told of: the order that is asked for, the budget of updates, seeds.
TOLD = {
    "turned round": ("reverse", UPDATES, tuple(range(6))),
    "turned round, ten times the updates": ("reverse", 10 * UPDATES, tuple(range(3))),
    "sorted": ("sort", UPDATES, tuple(range(4))),
}
Rows = list[dict[str, Any]]


def run(net: str, rate: float, seed: int, order: str, budget: int) -> dict[str, Any]:
    cell, attention = CELLS[net.split()[0]], net.endswith("attention")
    rng = np.random.default_rng(seed)
    params = seq2seq.first_weights(rng, cell, N_SYMBOLS, N_HIDDEN, N_SYMBOLS + 1, attention, np.float32)
    longer = budget > UPDATES
    optimizer = optim.adam(schedules.cosine(rate, 0.0, budget) if longer else rate)
    memory = optimizer.init(params)
    for update in range(1, budget + 1):
        batch = strings.batch(rng, 32, 1, LONGEST, N_SYMBOLS, order, np.float32)
        _, grads = seq2seq.loss_and_gradients(cell, params, seq2seq.Pairs(*batch), attention)
        grads, _ = optim.clip_by_global_norm(grads, 1.0)
        params, memory = optimizer.update(grads, memory, params)
        if longer and update % 1000 == 0:
            drawn = np.random.default_rng(2000 + seed)  # the same strings every time
            checked = [_written(net, params, drawn, length, order)[1].mean() for length in LENGTHS if length <= LONGEST]
            if np.mean(checked) >= 0.995:
                break
    found: dict[str, Any] = {"updates": update}
    drawn = {length: np.random.default_rng(1000 + seed) for length in LENGTHS}
    for length in LENGTHS:
        written, right, test = _written(net, params, drawn[length], length, order)
        found[f"right_{length}"] = round(float(right.mean()), 4)
        if length == LONGEST:
            logits, _ = seq2seq.forward(cell, params, seq2seq.Pairs(*test), attention)
            taught = logits.argmax(axis=-1)
            found["alone"] = [round(float(share), 4) for share in (written != test.targets).mean(axis=1)]
            found["taught"] = [round(float(share), 4) for share in (taught != test.targets).mean(axis=1)]
    return found | {"solved": found["right_4"] >= 0.8}


def _written(net: str, params: Any, rng: np.random.Generator, length: int, order: str) -> tuple[Any, Any, Any]:
    """What a net writes alone for new strings of a length, which of them are right, and the strings."""
    cell, attention = CELLS[net.split()[0]], net.endswith("attention")
    test = strings.batch(rng, N_TEST, length, length, N_SYMBOLS, order, np.float32)
    written = seq2seq.greedy(cell, params, test.xs, test.mask, length + 1, attention).symbols
    return written, seq2seq.exact(written, test.targets, test.target_mask), test


def trained(row: dict[str, Any]) -> float:
    """The share of right strings over the lengths that were trained."""
    return float(np.mean([row[f"right_{length}"] for length in LENGTHS if length <= LONGEST]))


def chosen(rows: Rows, net: str, order: str) -> float:
    """The rate at which a net does best over the seeds that are there to choose."""
    some = [row for row in tell.select(rows, net=net, order=order) if row["seed"] in CHOOSING]
    return max(RATES, key=lambda rate: float(np.mean([trained(row) for row in tell.select(some, rate=rate)])))


def then(rows: Rows) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"net": net, "rate": chosen(rows, net, order), "seed": seed, "order": order, "budget": budget}
        for order, budget, seeds in TOLD.values()
        for net in NETS
        for seed in seeds
    )


def reported(rows: Rows, net: str, told: str) -> Rows:
    """The runs of a net at its rate, over the seeds that did not choose it."""
    order, budget, seeds = TOLD[told]
    some = tell.select(rows, net=net, order=order, budget=budget, rate=chosen(rows, net, order))
    return [row for row in some if row["seed"] in seeds]


def verdict(rows: Rows, told: str) -> str:
    """What the rows say of each cell with and without attention: of strings that are right, or of when training ended.

    With the larger budget training ends when nearly all strings are right: then the updates tell the nets apart.
    """
    _, budget, _ = TOLD[told]
    longer = budget > UPDATES
    more, fewer = ("later", "sooner") if longer else ("more", "fewer")
    said = []
    for cell in CELLS:
        without, with_it = (
            bootstrap([row["updates"] if longer else 100 * trained(row) for row in reported(rows, net, told)])
            for net in NETS
            if net.startswith(cell)
        )
        above, below = with_it.low > without.high, with_it.high < without.low
        word = f"{more} with attention" if above else f"{fewer} with attention" if below else "not told apart"
        said.append(f"{cell} {without.value:.0f} and {with_it.value:.0f}{'' if longer else ' %'} ({word})")
    what = "Updates until nearly all strings are right" if longer else "Strings of trained lengths that are right"
    return f"{what} within {budget} updates, {told.split(',')[0]}: {', '.join(said)}."


def tables(rows: Rows) -> list[Table]:
    first, longer, sort = TOLD
    by_length = tuple(f"length {length}" for length in LENGTHS)
    seeds = []
    for net in NETS:
        some = reported(rows, net, first)
        reach = [[{"solved": row[f"right_{length}"] >= 0.9} for row in some] for length in LENGTHS]
        seeds.append((net, *(tell.solved(each) for each in reach)))
    places = [(f"{t + 1}" if t < LONGEST else "end", *_errors(rows, t)) for t in range(LONGEST + 1)]
    two = tuple(f"{net}, {how}" for net in NETS for how in ("taught", "alone"))
    return [
        _by_length(rows, first),
        Table("Seeds with 90 % of the strings right (95 % Wilson interval)", ("net", *by_length), tuple(seeds)),
        Table(
            f"Wrong symbols at each place of strings of {LONGEST}, in percent: while a teacher says what came before, "
            "and alone",
            ("symbol", *two),
            tuple(places),
        ),
        _by_length(rows, longer),
        _by_length(rows, sort),
    ]


def _by_length(rows: Rows, told: str) -> Table:
    longer = TOLD[told][1] > UPDATES  # where training may end before its budget
    lines = []
    for net in NETS:
        some = reported(rows, net, told)
        shares = [tell.mean(some, f"right_{length}", 0, percent=True) for length in LENGTHS]
        ended = (tell.mean(some, "updates", 0),) if longer else ()
        lines.append((net, f"{some[0]['rate']:g}", *ended, *shares))
    columns = ("net", "rate", *(("updates",) if longer else ()), *(f"length {length}" for length in LENGTHS))
    return Table(f"{verdict(rows, told)} Strings that are right, by length", columns, tuple(lines))


def _errors(rows: Rows, t: int) -> list[str]:
    """Mean error at one place of the answer: each net taught, then alone."""
    return [
        f"{100 * np.mean([row[how][t] for row in reported(rows, net, 'turned round')]):.0f}"
        for net in NETS
        for how in ("taught", "alone")
    ]


EXPERIMENT = Experiment(
    title="Sequence to sequence",
    claims=(),
    question=QUESTION,
    jobs=grid(net=NETS, rate=RATES, seed=CHOOSING, order=("reverse", "sort"), budget=(UPDATES,)),
    then=then,
    run=run,
    tables=tables,
    sample={"net": "GRU", "rate": 0.01, "seed": 100, "order": "reverse", "budget": 2000},
    unstable=("right_4", "right_8", "right_12", "right_16", "alone", "taught"),
)
