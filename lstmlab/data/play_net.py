"""A character model that was trained on plays: its weights, its vocabulary, what it foretells.

The weights lie in the package as a .safetensors file, one byte a weight: a matrix W is kept as whole numbers q from
-127 to 127 and one scale for each of its columns,

    scale_j = max over i of |W_ij| / 127          q_ij = W_ij / scale_j, rounded          W_ij is read as q_ij scale_j

under the names "cell.W_x" (I8) and "cell.W_x.scale" (F32); biases are kept as they are (F32). A weight is off by half a
scale at most. The file is read here without the safetensors package: eight bytes with the length of a header, the
header in JSON with the place of every array, then the numbers. Nothing of it is program code. It was made by
`python -m experiments.text`.

Source: the format of .safetensors, in the README of the safetensors package.
"""

import json
from importlib import resources
from typing import Any, NamedTuple

import numpy as np

from lstmlab import network, readout, text, trees
from lstmlab.cells import lstm
from lstmlab.cells.protocol import Cell
from lstmlab.shapes import Array

FILE = "play_lstm.safetensors"
SCALE = ".scale"
KINDS = {"F32": "<f4", "I8": "i1"}


class PlayModel(NamedTuple):
    """An LSTM that reads characters: weights (float32), symbols in the order of their numbers, and how it was made."""

    params: network.Params
    symbols: list[str]
    about: dict[str, str]

    def forward(self, codes: Array, state: Any = None) -> tuple[Array, Array, Array, Any]:
        """Read a row of codes (T,).

        Returns:
            logits (T, K) of the character after each, cells c (T, H) and outputs h (T, H), all float64, and the last
            state.
        """
        return forward(self.params, codes, state)


def play_model() -> PlayModel:
    """The stored model: an LSTM trained on 35 plays of Shakespeare; not on Coriolanus, Twelfth Night or The Tempest."""
    arrays, about = read(resources.files("lstmlab.data").joinpath(FILE).read_bytes())
    cell = lstm.Params(*(arrays[f"cell.{name}"] for name in lstm.Params._fields))
    top = readout.Params(*(arrays[f"readout.{name}"] for name in readout.Params._fields))
    return PlayModel(network.Params(cell, top), json.loads(about["symbols"]), about)


def read(content: bytes) -> tuple[dict[str, Array], dict[str, str]]:
    """The arrays of a .safetensors file by name, float32, those of one byte times their scales; and its metadata.

    Raises:
        ValueError: the file is damaged.
    """
    try:
        end = 8 + int.from_bytes(content[:8], "little")
        header = json.loads(content[8:end])
        about = header.pop("__metadata__", {})
        stored = {}
        for name, entry in header.items():
            first, last = entry["data_offsets"]
            stored[name] = np.frombuffer(content[end + first : end + last], KINDS[entry["dtype"]])
            stored[name] = stored[name].reshape(entry["shape"]).astype(np.float32)
        scales = {name: stored.pop(name + SCALE) for name in list(stored) if name + SCALE in stored}
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"{FILE}: expected a whole .safetensors file of I8 and F32 arrays, got {problem}") from problem
    return {name: array * scales[name] if name in scales else array for name, array in stored.items()}, about


def rounded(params: network.Params) -> dict[str, Array]:
    """Weights as the file keeps them, by name: whole numbers of one byte and the scales of their columns."""
    kept = {}
    for name, array in trees.leaves(params):
        if array.ndim == 2:
            largest = np.abs(array).max(axis=0)
            scale = np.where(largest > 0, largest / 127, 1).astype(np.float32)
            kept[name], kept[name + SCALE] = np.rint(array / scale).astype(np.int8), scale
        else:
            kept[name] = array.astype(np.float32)
    return kept


def forward(params: network.Params, codes: Array, state: Any = None) -> tuple[Array, Array, Array, Any]:
    """What an LSTM with these weights makes of a row of codes, in float64: see `PlayModel.forward`."""
    W_x, W_h, b = (array.astype(np.float64) for array in params.cell)
    W_y, b_y = (array.astype(np.float64) for array in params.readout)
    wide = lstm.Params(W_x, W_h, b)
    n_hidden = len(W_h)
    now = lstm.State(np.zeros((1, n_hidden)), np.zeros((1, n_hidden))) if state is None else state
    hs, cs = np.empty((len(codes), n_hidden)), np.empty((len(codes), n_hidden))
    xs = text.one_hot(np.asarray(codes), len(W_x))
    for t, x in enumerate(xs):
        now, _ = lstm.step(wide, x[None], now)
        hs[t], cs[t] = now.h[0], now.c[0]
    return hs @ W_y + b_y, cs, hs, now


def log_softmax(logits: Array) -> Array:
    """The natural logarithms of the softmax over the last axis, without overflow."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    logs: Array = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs


def bits(cell: Cell, params: network.Params, codes: Array, n_symbols: int) -> float:
    """Bits per character of a network that reads a text from its start, as one stream.

    Args:
        cell, params: as in `lstmlab.network.forward`.
        codes: (T,); the first is read and not foretold.
        n_symbols: K.
    """
    xs = text.one_hot(codes[:-1, None], n_symbols, params.readout.b_y.dtype)
    logits, _ = network.forward(cell, params, xs)
    said = np.take_along_axis(log_softmax(logits[:, 0].astype(np.float64)), codes[1:, None], axis=-1)
    return text.bits_per_character(said)
