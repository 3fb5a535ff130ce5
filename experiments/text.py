"""Bits per character of plays that were held out: n-gram models beside recurrent networks, all read the same 35 plays.

`python -m experiments.text` trains the larger LSTM anew and writes its weights into the package, rounded to a byte
each; the experiment measures those that are stored.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import data, init, losses, network, ngrams, optim, storage, text, trees
from lstmlab.cells import elman, gru, lstm
from lstmlab.data import play_net, plays
from lstmlab.intervals import bootstrap
from lstmlab.shapes import Array

QUESTION = """
How well is the next character of a play told in advance? All 38 plays of the package: 35 to train on (4.6 million
characters), The Tempest to choose on, Coriolanus and Twelfth Night to measure on, in bits per character. N-gram models
of order n see the n - 1 characters before, smoothed by the rule of Witten and Bell, that of Kneser and Ney, or its
modified form; the order is chosen on The Tempest. Networks read 16 streams side by side, 64 steps in an update. The
state is carried from update to update, but each stream begins anew from zero with probability 1/16; the gradient stops
between the updates. Adam with a rate that falls along a line to 0 in the last fifth of the updates, clipped at norm 1,
float32, nothing dropped. Each cell has the same budget of computation, 3e11 weights times characters: a larger net
reads less of the text. Two sizes by four or five rates for each cell are tried with one seed; the best on The Tempest
is trained again with three other seeds, and these are told of. The LSTM whose weights come with the package has 192
units and reads 30.7 million characters, a budget 23 times as large, with one seed. Its rate is 0.008, which is better
than 0.004 in a pilot of 1,200 updates with one seed, as in the table of choices here; still higher rates do better
there, and none was tried over the long training. Its weights are rounded to a byte each. What it makes of a short past
is measured on every tenth character of Coriolanus: it begins with a state of zero, and reads the last n characters
before. Differences are paired, place by place; their intervals come from a bootstrap over pieces of 1,000 characters.
"""

CHOOSE, TEST = "the-tempest", ("coriolanus", "twelfth-night")
TITLES = {"the-tempest": "The Tempest", "coriolanus": "Coriolanus", "twelfth-night": "Twelfth Night"}
CELLS = {"LSTM": lstm, "GRU": gru, "Elman": elman}
SIZES = {"LSTM": (96, 192), "GRU": (96, 192), "Elman": (192, 384)}
RATES = {  # wide enough that the best is none at an end
    "LSTM": (0.004, 0.008, 0.016, 0.032, 0.064),
    "GRU": (0.004, 0.008, 0.016, 0.032),
    "Elman": (0.001, 0.002, 0.004, 0.008),
}
RULES = {"Witten-Bell": "witten-bell", "Kneser-Ney": "kneser-ney", "modified Kneser-Ney": "modified-kneser-ney"}
ORDERS = (4, 5, 6, 7, 8)
STREAMS, STEPS = 16, 64
FRESH = 1 / 16  # how probable it is that a stream begins anew, at each update
BUDGET = 3e11  # weights of a network times characters that it may read
CHOOSING, REPORTED = 100, (0, 1, 2)
# The larger network, whose weights are stored.
STORED, STORED_SIZE, STORED_RATE, STORED_UPDATES = "LSTM, stored", 192, 0.008, 30_000
ROUNDING = "bits per character of The Tempest"  # before and after it, kept with the weights
LAST = (4, 8, 16, 32, 64, 128)
PIECE, EVERY = 1000, 10


@cache
def symbols() -> list[str]:
    """The characters of all plays."""
    if not plays.plays():
        raise ModuleNotFoundError(f"this job needs the plays: {data.INSTALL_PLAYS}")
    return text.vocabulary("".join(data.play(name).text for name in plays.plays()))[0]


@cache
def codes_of(*names: str) -> Array:
    """The plays with these names, one after the other, as numbers; those to train on where none is named."""
    names = names or tuple(name for name in sorted(plays.plays()) if name not in (CHOOSE, *TEST))
    index = {symbol: number for number, symbol in enumerate(symbols())}
    return text.encode("".join(data.play(name).text for name in names), index)


def start(rng: np.random.Generator, cell: Any, n_hidden: int) -> network.Params:
    K = len(symbols())
    return init.network(rng, cell, K, n_hidden, K, np.float32)


def n_weights(params: Any) -> int:
    return sum(array.size for _, array in trees.leaves(params))


def falling(rate: float, updates: int) -> Any:
    """The rate for each update: as it is, and in the last fifth of them along a line to 0."""
    return lambda t: rate * min(1.0, 5 * (1 - t / updates))


def train(cell: Any, params: network.Params, rate: Any, updates: int, rng: np.random.Generator) -> network.Params:
    """So many updates by Adam; the text is read again from its start where it ends.

    Before each update every stream is set to a state of zero with probability FRESH. A net that never begins anew grows
    into a state that lasts for ever, and is lost without it at the start of a text.
    """
    optimizer = optim.adam(rate)
    memory, state, done = optimizer.init(params), None, 0
    while True:
        for X, Y in text.stream_batches(codes_of(), STREAMS, STEPS):
            if done == updates:
                return params
            batch = network.Batch(text.one_hot(X, len(symbols()), np.float32), Y, state=state and some_anew(state, rng))
            _, grads, state = network.loss_and_gradients(cell, params, batch, losses.softmax_cross_entropy)
            grads, _ = optim.clip_by_global_norm(grads, 1.0)
            params, memory = optimizer.update(grads, memory, params)
            done += 1
        state = None


def some_anew(state: Any, rng: np.random.Generator) -> Any:
    """The state with some of its rows, each a stream, at zero."""
    goes_on = (rng.random((STREAMS, 1)) >= FRESH).astype(np.float32)
    return trees.map(lambda values: values * goes_on, state)


def bits_of_each(cell: Any, params: network.Params, codes: Array) -> Array:
    """Bits of each character but the first, (T - 1,), of a text that is read from its start, in blocks."""
    state, found = None, []
    for first in range(0, len(codes) - 1, 2000):
        read = codes[first : first + 2000][: len(codes) - 1 - first]
        xs = text.one_hot(read[:, None], len(symbols()), params.readout.b_y.dtype)
        logits, trace = network.forward(cell, params, xs, state)
        found.append(_surprise(logits[:, 0], codes[first + 1 : first + 1 + len(read)]))
        state = trace.state
    return np.concatenate(found)


def bits_after(params: network.Params, codes: Array, last: int, places: Array) -> Array:
    """Bits of the characters at some places where an LSTM reads only the `last` characters before each."""
    found = []
    for some in np.array_split(places, max(1, len(places) // 1000)):
        xs = text.one_hot(codes[some + np.arange(-last, 0)[:, None]], len(symbols()), np.float32)
        found.append(_surprise(network.forward(lstm, params, xs, mode="many-to-one")[0], codes[some]))
    return np.concatenate(found)


def _surprise(logits: Array, codes: Array) -> Array:
    said = play_net.log_softmax(logits.astype(np.float64))
    return -np.take_along_axis(said, codes[:, None], axis=-1)[:, 0] / np.log(2)


def run(
    model: str, size: int, rate: float, seed: int, toy: bool = False, beside: dict[str, int] | None = None
) -> dict[str, Any]:
    """One model. Settings that it does not have are 0; `size` of an n-gram model is its order.

    toy: on the text of the small grammar. beside: with the stored network, the orders of the rules beside it.
    """
    if toy:
        acts = data.toy_play(np.random.default_rng(1623)).acts
        known, index = text.vocabulary("".join(acts))
        fitted = ngrams.fit(text.encode("".join(acts[:3]), index), size, len(known), RULES[model])
        said = ngrams.log_probabilities(fitted, text.encode(acts[4], index))
        return {"toy act 5": round(text.bits_per_character(said[1:]), 4)}
    if model in RULES:
        numbers, bits = counted(RULES[model], size)
        return {"numbers": numbers, "read": len(codes_of()), **means(bits)}
    if model == STORED:
        return stored(beside or {})
    rng = np.random.default_rng(seed)
    params = start(rng, CELLS[model], size)
    updates = int(BUDGET / n_weights(params) / (STREAMS * STEPS))
    params = train(CELLS[model], params, falling(rate, updates), updates, rng)
    plays_read = (CHOOSE,) if seed == CHOOSING else (CHOOSE, *TEST)
    bits = {name: bits_of_each(CELLS[model], params, codes_of(name)) for name in plays_read}
    return {"numbers": n_weights(params), "read": updates * STREAMS * STEPS, **means(bits)}


def counted(rule: str, order: int) -> tuple[int, dict[str, Array]]:
    """How many counts an n-gram model holds, and its bits for each character of the plays that were held out."""
    fitted = ngrams.fit(codes_of(), order, len(symbols()), rule)
    bits = {name: -ngrams.log_probabilities(fitted, codes_of(name))[1:] / np.log(2) for name in (CHOOSE, *TEST)}
    return sum(len(level.grams) for level in fitted.levels), bits


def means(bits: dict[str, Array]) -> dict[str, float]:
    return {name: round(float(each.mean()), 4) for name, each in bits.items()}


def stored(orders: dict[str, int]) -> dict[str, Any]:
    """The network that comes with the package, beside counting by some rules, and with a shorter and shorter past."""
    model = data.play_model()
    if model.symbols != symbols():
        raise ValueError(f"{play_net.FILE}: expected the symbols of all plays, got {''.join(model.symbols)!r}")
    bits = {name: bits_of_each(lstm, model.params, codes_of(name)) for name in (CHOOSE, *TEST)}
    found: dict[str, Any] = {"numbers": n_weights(model.params), "read": int(model.about["characters read"])}
    found |= means(bits)
    found["gain"] = {}
    for rule, order in orders.items():
        _, by_counting = counted(RULES[rule], order)
        found["gain"][rule] = {name: interval(by_counting[name] - bits[name], PIECE) for name in TEST}
    codes = codes_of(TEST[0])
    places = np.arange(max(LAST), len(codes), EVERY)
    everything = bits[TEST[0]][places - 1]
    found["all"] = round(float(everything.mean()), 4)
    found["last"] = []
    for last in LAST:
        some = bits_after(model.params, codes, last, places)
        found["last"].append([last, round(float(some.mean()), 4), *interval(some - everything, PIECE // EVERY)])
    return found


def interval(differences: Array, piece: int) -> list[float]:
    """The mean of differences that stand in the order of the text, and its 95 % interval over pieces of it."""
    whole = differences[: len(differences) // piece * piece].reshape(-1, piece)
    return [round(number, 4) for number in bootstrap(whole.mean(axis=1))]


def best(rows: list[dict[str, Any]], model: str) -> dict[str, Any]:
    """The row of a model that does best on the play to choose on, among those that may choose."""
    some = [
        row for row in tell.select(rows, model=model) if not row["toy"] and (model in RULES or row["seed"] == CHOOSING)
    ]
    return min(some, key=lambda row: row[CHOOSE])


def then(rows: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    chosen = {model: best(rows, model) for model in CELLS}
    again = [
        {"model": model, "size": row["size"], "rate": row["rate"], "seed": seed, "toy": False}
        for model, row in chosen.items()
        for seed in REPORTED
    ]
    orders = {rule: best(rows, rule)["size"] for rule in RULES}
    return (
        *again,
        {"model": STORED, "size": STORED_SIZE, "rate": STORED_RATE, "seed": 0, "toy": False, "beside": orders},
    )


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    real = [row for row in rows if not row["toy"]]
    return [_held_out(real), _beside(real), _past(real), _counting(real), _chosen(real), _toy(rows)]


def _held_out(rows: list[dict[str, Any]]) -> Table:
    lines = []
    for model in (*RULES, *reversed(CELLS), STORED):
        row = best(rows, model) if model != STORED else tell.select(rows, model=STORED)[0]
        name = f"{row['size']}-gram, {model}" if model in RULES else f"{model}, H = {row['size']}"
        some = tell.select(rows, model=model, size=row["size"], rate=row["rate"])
        some = [each for each in some if TEST[0] in each]
        bits = [f"{some[0][play]:.2f}" if len(some) == 1 else tell.mean(some, play) for play in TEST]
        perplexity = f"{2 ** np.mean([each[TEST[0]] for each in some]):.1f}"
        lines.append((name, f"{row['numbers']:,}", f"{row['read'] / 1e6:.1f}", *bits, perplexity))
    columns = (
        "model",
        "numbers in it",
        "million characters read",
        *(TITLES[play] for play in TEST),
        "perplexity, Coriolanus",
    )
    caption = (
        "Bits per character of two plays that no model has read (the cells: equal computation, three seeds, the mean "
        "and its 95 % bootstrap interval)"
    )
    return Table(caption, columns, tuple(lines))


def _beside(rows: list[dict[str, Any]]) -> Table:
    row = tell.select(rows, model=STORED)[0]
    lines = [
        (f"{row['beside'][rule]}-gram, {rule}", *("{:+.3f} ({:+.3f} to {:+.3f})".format(*gain[play]) for play in TEST))
        for rule, gain in ((rule, row["gain"][rule]) for rule in RULES)
    ]
    caption = (
        "How many bits per character counting needs more than the stored LSTM (paired, 95 % interval over the text)"
    )
    return Table(caption, ("counting", *(TITLES[play] for play in TEST)), tuple(lines))


def _past(rows: list[dict[str, Any]]) -> Table:
    row = tell.select(rows, model=STORED)[0]
    lines = [
        (f"the last {last}", f"{bits:.3f}", f"{more:+.3f} ({low:+.3f} to {high:+.3f})")
        for last, bits, more, low, high in row["last"]
    ]
    caption = (
        f"What a longer past is worth to the stored LSTM, trained in blocks of {STEPS} characters (paired, Coriolanus)"
    )
    columns = ("has read", "bits per character", "more than with everything")
    return Table(caption, columns, (*lines, ("everything", f"{row['all']:.3f}", "-")))


def _counting(rows: list[dict[str, Any]]) -> Table:
    lines = []
    for order in ORDERS:
        two = [tell.select(rows, model=model, size=order)[0] for model in RULES]
        lines.append((order, f"{two[0]['numbers']:,}", *(f"{row[CHOOSE]:.3f}" for row in two)))
    caption = f"Counting: bits per character of {TITLES[CHOOSE]}, on which the order is chosen"
    return Table(caption, ("order", "counts", *RULES), tuple(lines))


def _chosen(rows: list[dict[str, Any]]) -> Table:
    lines = []
    for model in CELLS:
        for size in SIZES[model]:
            some = [tell.select(rows, model=model, size=size, rate=rate, seed=CHOOSING)[0] for rate in RATES[model]]
            bits = "; ".join(f"{row['rate']:g}: {row[CHOOSE]:.3f}" for row in some)
            mark = f"{best(rows, model)['rate']:g}" if best(rows, model)["size"] == size else ""
            lines.append((model, size, f"{some[0]['read'] / 1e6:.1f}", bits, mark))
    columns = ("cell", "H", "million characters read", "bits by rate", "chosen rate")
    return Table(f"Size and rate of each cell: bits per character of {TITLES[CHOOSE]}, one seed", columns, tuple(lines))


def _toy(rows: list[dict[str, Any]]) -> Table:
    on_toy = tell.select(rows, toy=True)
    lines = [
        (order, *(f"{tell.select(on_toy, model=model, size=order)[0]['toy act 5']:.2f}" for model in RULES))
        for order in (3, 4)
    ]
    return Table(
        "Counting on the text of the small grammar: acts 1 to 3 read, act 5 told", ("order", *RULES), tuple(lines)
    )


def write_weights() -> None:
    """Train the larger network and store its weights in the package."""
    rng = np.random.default_rng(0)
    params = start(rng, lstm, STORED_SIZE)
    keep(train(lstm, params, falling(STORED_RATE, STORED_UPDATES), STORED_UPDATES, rng))


def keep(params: network.Params) -> None:
    """Store weights in the package, rounded to a byte each, with what they are and what the rounding cost."""
    path = Path(data.__file__).with_name(play_net.FILE)
    about = {
        "symbols": json.dumps(symbols()),
        "trained": f"35 plays of Shakespeare by python -m experiments.text; not {', '.join(TITLES.values())}",
        "characters read": str(STORED_UPDATES * STREAMS * STEPS),
    }
    storage.save(path, play_net.rounded(params), about)
    before, after = (bits_of_each(lstm, each, codes_of(CHOOSE)).mean() for each in (params, data.play_model().params))
    about[ROUNDING] = f"{before:.4f} before rounding, {after:.4f} after"
    storage.save(path, play_net.rounded(params), about)
    print(about)


EXPERIMENT = Experiment(
    title="Bits per character",
    claims=(),
    question=QUESTION,
    jobs=(
        *grid(model=tuple(RULES), size=(3, 4), rate=(0,), seed=(0,), toy=(True,)),
        *grid(model=tuple(RULES), size=ORDERS, rate=(0,), seed=(0,), toy=(False,)),
        *(
            job
            for model in CELLS
            for job in grid(model=(model,), size=SIZES[model], rate=RATES[model], seed=(CHOOSING,), toy=(False,))
        ),
    ),
    run=run,
    tables=tables,
    then=then,
    sample={"model": "Kneser-Ney", "size": 3, "rate": 0, "seed": 0, "toy": True},
)

if __name__ == "__main__":
    write_weights()
