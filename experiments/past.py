"""How much of its past does a network use? Nets that read the last few characters alone, or everything."""

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
last n characters alone, from a state of zero; the difference is taken place by place, and its interval by a bootstrap
over pieces of 1,000 characters. First the LSTM that comes with the package (blocks of 32 steps), at every fifth
character. Then small ones (H = 64), trained on acts 1 to 3 of Coriolanus for four epochs with Adam (0.004, falling
along a cosine to 0, clipped at norm 1): in blocks of 8 steps with 32 streams, and of 32 steps with 8 streams, so that
both have the same number of updates and of characters in each. Three seeds, at every fifth character.
"""

LAST = (4, 8, 16, 32, 64)
BLOCKS, SEEDS = (8, 32), (0, 1, 2)
PIECE, EVERY = 1000, 5
STORED, SMALL, TOY = "stored", "small", "small, toy text"


def run(net: str, block: int, seed: int) -> dict[str, Any]:
    play = data.toy_play(np.random.default_rng(1623)) if net == TOY else data.play()
    if net != TOY and not play.real:
        raise ModuleNotFoundError(f"this job needs the play: {data.INSTALL_PLAYS}")
    symbols = data.play_model().symbols if net == STORED else text.vocabulary(play.text)[0]
    index = {symbol: number for number, symbol in enumerate(symbols)}
    if net == STORED:
        params = data.play_model().params
    else:
        read, epochs = ("".join(play.acts[:3]), 4) if net == SMALL else (play.acts[0], 2)
        params = trained(np.random.default_rng(seed), text.encode(read, index), len(symbols), block, epochs)
    return looked_back(params, text.encode(play.acts[4], index), len(symbols))


def trained(rng: np.random.Generator, codes: Array, n_symbols: int, block: int, epochs: int) -> network.Params:
    params = init.network(rng, lstm, n_symbols, 64, n_symbols, np.float32)
    streams = 256 // block
    updates = epochs * len(list(text.stream_batches(codes, streams, block)))
    optimizer = optim.adam(schedules.cosine(0.004, 0.0, updates))
    memory = optimizer.init(params)
    for _ in range(epochs):
        state = None
        for X, Y in text.stream_batches(codes, streams, block):
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
    stored = tell.select(rows, net=STORED)[0]
    lines = [
        (f"the last {last}", f"{bits:.3f}", f"{more:.3f} ({low:.3f} to {high:.3f})")
        for last, bits, more, low, high in stored["last"]
    ]
    small = []
    for place, last in enumerate(LAST):
        by_block = [
            [row | {"more": row["last"][place][2]} for row in tell.select(rows, net=SMALL, block=block)]
            for block in BLOCKS
        ]
        small.append((f"the last {last}", *(tell.mean(some, "more", 3) for some in by_block)))
    everything = [tell.mean(tell.select(rows, net=SMALL, block=block), "all", 3) for block in BLOCKS]
    return [
        Table(
            "The stored LSTM, trained in blocks of 32 steps, on act 5 (paired; 95 % interval over pieces of the text)",
            ("has read", "bits per character", "more than after everything"),
            (*lines, ("everything", f"{stored['all']:.3f}", "-")),
        ),
        Table(
            "Small LSTMs: bits more than after everything (three seeds, the mean and its 95 % bootstrap interval)",
            ("has read", *(f"trained in blocks of {block}" for block in BLOCKS)),
            (*small, ("everything: bits", *everything)),
        ),
    ]


EXPERIMENT = Experiment(
    title="What a longer past is worth",
    claims=(),
    question=QUESTION,
    jobs=(
        {"net": STORED, "block": 32, "seed": 0},
        *grid(net=(SMALL,), block=BLOCKS, seed=SEEDS),
        {"net": TOY, "block": 32, "seed": 0},
    ),
    run=run,
    tables=tables,
    sample={"net": TOY, "block": 32, "seed": 0},
)
