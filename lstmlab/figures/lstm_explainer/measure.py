"""Measures what each unit of the stored net follows: python -m lstmlab.figures.lstm_explainer.measure

An act of a play is read from its start, with the weights that the page has. It is cut into pieces of equal length; an
interval holds the middle 95 of 100 correlations over pieces that are drawn with replacement, as many as there are.
"""

import hashlib
import json
from typing import Any

import numpy as np

from lstmlab import data, text
from lstmlab.figures.lstm_explainer import net
from lstmlab.figures.lstm_explainer.follows import FEATURES, FILE
from lstmlab.shapes import Array

PLAY, ACT = "coriolanus", 5
PIECES, DRAWS, DIGITS = 60, 1000, 3
VERSE = 30, 60  # characters that a line of verse has at least and at most


def features(read: str) -> dict[str, Array]:
    """What a unit might follow, (T,) each; NaN where it does not apply.

    The place in the line is that in a line of verse. Lines of prose go on for hundreds of characters, and no unit
    counts that far; a speaker's name is a line too, and a short one.
    """
    found = text.places(read)
    lengths = np.array([len(line) for line in read.splitlines(keepends=True) for _ in line])
    found["line"] = np.where((VERSE[0] <= lengths) & (lengths <= VERSE[1]), found["line"], np.nan)
    found["vowel"] = np.array([float(symbol.lower() in "aeiou") for symbol in read])
    found["capital"] = np.array([float(symbol.isupper()) for symbol in read])
    return {name: found[name] for name in FEATURES}


def correlations_of(sums: Array) -> Array:
    """Pearson's r from sums over n characters: (..., 6, H) of n, v, w, v v, w w, v w."""
    n, v, w, vv, ww, vw = np.moveaxis(sums, -2, 0)
    size = np.sqrt(np.maximum((vv - v * v / n) * (ww - w * w / n), 0))
    return np.where(size > 1e-9, (vw - v * w / n) / np.where(size > 1e-9, size, 1), 0.0)


def measured(cells: Array, wanted: Array, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """r of every unit with a feature where it is not NaN, and the ends of its interval, (H,) each."""
    counts_in = ~np.isnan(wanted)[:, None]
    w = np.broadcast_to(np.nan_to_num(wanted)[:, None], cells.shape)
    rows = np.stack([np.ones_like(cells), cells, w, cells**2, w**2, cells * w], axis=1)  # (T, 6, H)
    rows *= counts_in[:, None]
    length = len(cells) // PIECES
    pieces = rows[: PIECES * length].reshape(PIECES, length, 6, -1).sum(axis=1)
    counts = rng.multinomial(PIECES, np.full(PIECES, 1 / PIECES), size=DRAWS)
    drawn = correlations_of(np.tensordot(counts.astype(float), pieces, axes=1))
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    return correlations_of(pieces.sum(axis=0)), low, high


def measure() -> dict[str, Any]:
    """What is stored: see `follows.stored`."""
    play = data.play(PLAY)
    read = play.acts[ACT - 1]
    run = net.run(net.encode(read), [])
    cells = np.tanh(run.c)
    longest = int(run.gates[1].mean(axis=0).argmax())  # the unit that keeps most from step to step
    rng = np.random.default_rng(0)
    table = {}
    for name, wanted in features(read).items():
        r, low, high = measured(cells, wanted, rng)
        order = np.argsort(-np.abs(r), kind="stable")
        table[name] = [[int(u), *(round(float(row[u]), DIGITS) for row in (r, low, high))] for u in order]
    source = f"act {ACT} of {play.title}"
    return {
        "weights": mark(),
        "source": source,
        "characters": len(read),
        "pieces": PIECES,
        "longest": longest,
        "table": table,
    }


def mark() -> str:
    """A short name for the weights that something was measured with."""
    return hashlib.sha256(json.dumps(net.embedded()).encode()).hexdigest()[:16]


def main() -> None:
    FILE.write_text(json.dumps(measure()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
