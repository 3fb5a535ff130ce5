"""How much of its past does a network use? Nets of short and of long blocks, left with the last few characters."""

from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import data, init, losses, network, optim, schedules, text
from lstmlab.cells import lstm
from lstmlab.data import play_net
from lstmlab.intervals import bootstrap
from lstmlab.shapes import Array

QUESTION = """
A network learns from blocks of a text. The state goes on from block to block, the gradient does not. Does it use what
lies before the block? The same characters of act 5 are told after everything from the start of the act, and after the
last n characters alone, from a state of zero; the difference is taken place by place, at every fifth character. Small
LSTMs (H = 64), trained on acts 1 to 3 of Coriolanus for twelve epochs with Adam (0.004, falling along a cosine to 0,
clipped at norm 1): in blocks of 8 steps with 32 streams, and of 32 steps with 8 streams, so that both have the same
number of updates and of characters in each. Either the state of a stream is carried from the start of the text to its
end, or it begins anew from zero, every 512 characters on average. Three seeds.
"""

LAST = (4, 8, 16, 32, 64)
KINDS = {  # steps in a block, and how probable it is that a stream begins anew before it: every 512 characters
    "blocks of 8": (8, 0),
    "blocks of 32": (32, 0),
    "blocks of 8, begun anew": (8, 1 / 64),
    "blocks of 32, begun anew": (32, 1 / 16),
}
SEEDS = (0, 1, 2)
PIECE, EVERY = 1000, 5
SMALL, TOY = "small", "small, toy text"


def run(net: str, kind: str, seed: int) -> dict[str, Any]:
    play = data.toy_play(np.random.default_rng(1623)) if net == TOY else data.play()
    if net != TOY and not play.real:
        raise ModuleNotFoundError(f"this job needs the play: {data.INSTALL_PLAYS}")
    symbols, index = text.vocabulary(play.text)
    read, epochs = ("".join(play.acts[:3]), 12) if net == SMALL else (play.acts[0], 2)
    params = trained(np.random.default_rng(seed), text.encode(read, index), len(symbols), kind, epochs)
    return looked_back(params, text.encode(play.acts[4], index), len(symbols))


def trained(rng: np.random.Generator, codes: Array, n_symbols: int, kind: str, epochs: int) -> network.Params:
    block, fresh = KINDS[kind]
    params = init.network(rng, lstm, n_symbols, 64, n_symbols, np.float32)
    streams = 256 // block
    updates = epochs * len(list(text.stream_batches(codes, streams, block)))
    optimizer = optim.adam(schedules.cosine(0.004, 0.0, updates))
    memory = optimizer.init(params)
    for _ in range(epochs):
        state = None
        for X, Y in text.stream_batches(codes, streams, block):
            if fresh and state:
                goes_on = rng.random((streams, 1)) >= fresh
                state = lstm.State(state.h * goes_on, state.c * goes_on)
            batch = network.Batch(text.one_hot(X, n_symbols, np.float32), Y, state=state)
            _, grads, state = network.loss_and_gradients(lstm, params, batch, losses.softmax_cross_entropy)
            grads, _ = optim.clip_by_global_norm(grads, 1.0)
            params, memory = optimizer.update(grads, memory, params)
    return params


def looked_back(params: network.Params, codes: Array, n_symbols: int) -> dict[str, Any]:
    """Bits after everything, and for each past: n, bits, how many more than after everything, and the interval."""
    places = np.arange(max(LAST), len(codes), EVERY)
    logits, _ = network.forward(lstm, params, text.one_hot(codes[:, None], n_symbols, np.float32))
    everything = _bits(logits[places - 1, 0], codes[places])
    found: dict[str, Any] = {"all": round(float(everything.mean()), 4), "last": []}
    for last in LAST:
        xs = text.one_hot(codes[places + np.arange(-last, 0)[:, None]], n_symbols, np.float32)
        bits = _bits(network.forward(lstm, params, xs, mode="many-to-one")[0], codes[places])
        found["last"].append([last, round(float(bits.mean()), 4), *interval(bits - everything, PIECE // EVERY)])
    return found


def _bits(logits: Array, codes: Array) -> Array:
    said = play_net.log_softmax(logits.astype(np.float64))
    return -said[np.arange(len(codes)), codes] / np.log(2)


def interval(differences: Array, piece: int) -> list[float]:
    """The mean of differences that stand in the order of the text, and its 95 % interval over pieces of it."""
    whole = differences[: len(differences) // piece * piece].reshape(-1, piece)
    return [round(number, 4) for number in bootstrap(whole.mean(axis=1))]


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    by_kind = {kind: tell.select(rows, net=SMALL, kind=kind) for kind in KINDS}
    lines = []
    for place, last in enumerate(LAST):
        more = [[row | {"more": row["last"][place][2]} for row in some] for some in by_kind.values()]
        lines.append((f"the last {last}", *(tell.mean(some, "more", 3) for some in more)))
    everything = [tell.mean(some, "all", 3) for some in by_kind.values()]
    caption = "Small LSTMs: bits more than after everything (three seeds, the mean and its 95 % bootstrap interval)"
    return [Table(caption, ("has read", *KINDS), (*lines, ("everything: bits", *everything)))]


EXPERIMENT = Experiment(
    title="What a longer past is worth",
    claims=(),
    question=QUESTION,
    jobs=(
        *grid(net=(SMALL,), kind=tuple(KINDS), seed=SEEDS),
        {"net": TOY, "kind": "blocks of 32", "seed": 0},
    ),
    run=run,
    tables=tables,
    sample={"net": TOY, "kind": "blocks of 32", "seed": 0},
)
