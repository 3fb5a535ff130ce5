"""Bits per character of a play: n-gram models of order 1 to 5 beside recurrent networks, on an act that was held out.

`python -m experiments.text` trains the larger network anew and writes its weights into the package; the experiment
measures those that are stored.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import data, init, losses, network, ngrams, optim, schedules, storage, text, trees
from lstmlab.cells import elman, gru, lstm
from lstmlab.data import play_net
from lstmlab.dropout import Dropout

QUESTION = """
How well is the next character of a play foretold? Trained on acts 1 to 3 of Coriolanus, everything chosen on act 4,
measured on act 5, in bits per character. N-gram models of order n see the n - 1 characters before, smoothed by Witten
and Bell's rule. The networks read 8 streams side by side, 32 steps in an update, with the state carried from update
to update and the gradient stopped between them; Adam with a rate that falls from 0.004 to 0, clipped at norm 1,
float32, the weights of the best epoch on act 4. Small nets: H = 64, 12 epochs, a fifth of the outputs dropped in
training. A larger LSTM: H = 160, 14 epochs, 40 % of the outputs dropped; its weights come with the package. Beside the
play, a text from a small grammar, which every machine can make for itself.
"""

ORDERS = tuple(f"{n}-gram" for n in range(1, 6))
CELLS = {"Elman": elman, "GRU": gru, "LSTM": lstm}
STREAMS, STEPS = 8, 32
HIDDEN, EPOCHS = 64, 12
# The larger network, whose weights are stored.
STORED = "LSTM, H = 160, stored weights"
LARGER = {"n_hidden": 160, "epochs": 14, "dropout": 0.4}


def corpus(which: str) -> tuple[list[str], dict[str, np.ndarray]]:
    """The symbols, and the codes of the parts: train, choose, test."""
    play = data.play() if which == "play" else data.toy_play(np.random.default_rng(1623))
    if which == "play" and not play.real:
        raise ModuleNotFoundError(f"this job needs the play: {data.INSTALL_PLAYS}")
    symbols, index = text.vocabulary(play.text)
    parts = {"train": "".join(play.acts[:3]), "choose": play.acts[3], "test": play.acts[4]}
    return symbols, {name: text.encode(part, index) for name, part in parts.items()}


def trained(
    rng: np.random.Generator,
    cell: Any,
    codes: dict[str, np.ndarray],
    n_symbols: int,
    n_hidden: int,
    epochs: int,
    dropout: float,
) -> tuple[Any, list[float]]:
    """The weights of the best epoch on `choose`, and the bits per character on it after every epoch."""
    params = init.network(rng, cell, n_symbols, n_hidden, n_symbols, np.float32)
    drop = Dropout(inputs=0.0, recurrent=0.0, outputs=dropout) if dropout else None
    updates = epochs * len(list(text.stream_batches(codes["train"], STREAMS, STEPS)))
    optimizer = optim.adam(schedules.cosine(0.004, 0.0, updates))
    memory = optimizer.init(params)
    best, found = params, []
    for _ in range(epochs):
        state = None
        for X, Y in text.stream_batches(codes["train"], STREAMS, STEPS):
            xs = text.one_hot(X, n_symbols, np.float32)
            masks = drop.draw(rng, params, STREAMS) if drop else None
            _, grads, state = network.loss_and_gradients(
                cell, params, network.Batch(xs, Y, state=state), losses.softmax_cross_entropy, drop=masks
            )
            grads, _ = optim.clip_by_global_norm(grads, 1.0)
            params, memory = optimizer.update(grads, memory, params)
        found.append(play_net.bits(cell, params, codes["choose"], n_symbols))
        if found[-1] == min(found):
            best = params
    return best, found


def run(which: str, model: str, seed: int) -> dict[str, Any]:
    symbols, codes = corpus(which)
    if model in ORDERS:
        fitted = ngrams.fit(codes["train"], ORDERS.index(model) + 1, len(symbols))
        bits = {
            part: text.bits_per_character(ngrams.log_probabilities(fitted, codes[part])[1:])
            for part in ("choose", "test")
        }
        numbers = sum(len(level.grams) for level in fitted.levels)
    else:
        cell = lstm if model == STORED else CELLS[model]
        if model == STORED:
            params = data.play_model().params
        else:
            params, _ = trained(np.random.default_rng(seed), cell, codes, len(symbols), HIDDEN, EPOCHS, 0.2)
        bits = {part: play_net.bits(cell, params, codes[part], len(symbols)) for part in ("choose", "test")}
        numbers = sum(array.size for _, array in trees.leaves(params))
    return {**{part: round(value, 4) for part, value in bits.items()}, "numbers": numbers}


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for model in tell.values(rows, "model"):
        on_play, on_toy = (tell.select(rows, model=model, which=which) for which in ("play", "toy"))
        numbers = f"{on_play[0]['numbers']:,}"
        lines.append((model, numbers, _bits(on_play, "choose"), _bits(on_play, "test"), _bits(on_toy, "test")))
    columns = ("model", "numbers in it", "play, act 4", "play, act 5", "toy text, act 5")
    caption = "Bits per character (nets on the play: five seeds, the mean and its 95 % bootstrap interval)"
    return [Table(caption, columns, tuple(lines))]


def _bits(rows: list[dict[str, Any]], part: str) -> str:
    return f"{rows[0][part]:.2f}" if len(rows) == 1 else tell.mean(rows, part, 2)


def write_weights() -> None:
    """Train the larger network and store its weights in the package."""
    symbols, codes = corpus("play")
    params, found = trained(np.random.default_rng(0), lstm, codes, len(symbols), **LARGER)
    about = {
        "symbols": json.dumps(symbols),
        "trained": "acts 1 to 3 of Coriolanus by python -m experiments.text, the best epoch on act 4",
        "bits on act 4 by epoch": json.dumps([round(value, 3) for value in found]),
    }
    storage.save(Path(data.__file__).with_name(play_net.FILE), play_net.rounded(params), about)
    print(about["bits on act 4 by epoch"])


EXPERIMENT = Experiment(
    title="Bits per character",
    claims=(),
    question=QUESTION,
    jobs=(
        *grid(which=("play", "toy"), model=ORDERS, seed=(0,)),
        *grid(which=("play",), model=tuple(CELLS), seed=range(5)),
        {"which": "play", "model": STORED, "seed": 0},
    ),
    run=run,
    tables=tables,
    sample={"which": "toy", "model": "3-gram", "seed": 0},
)

if __name__ == "__main__":
    write_weights()
