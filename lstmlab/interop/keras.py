"""Keras: weights as `get_weights()` lists them for SimpleRNN, LSTM and GRU.

    array               gates                       shape
    kernel              LSTM i f c o, GRU z r h     (D, G H)
    recurrent_kernel    the same                    (H, G H)
    bias                the same                    (G H,)
    bias of a GRU with reset_after=True             (2, 3H): of the input, of the recurrent product

A Bidirectional layer lists its forward half first, then its backward half; a Sequential model lists layer after layer.
z weighs the previous state. `reset_after=True` is the default. There are no peepholes. Keras counts sequences first:
its inputs are (N, T, D) where ours are (T, N, D).

`unit_forget_bias=True` adds 1 to the LSTM's forget bias when the layer is made; the weights that are listed contain it.

Source: documentation of Keras 3, pages SimpleRNN layer, LSTM layer, GRU layer and Bidirectional layer; the order of the
gates stands in the code of `LSTMCell` and `GRUCell` (keras/src/layers/rnn, version 3.15.1).
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from lstmlab.cells import gru_reset_after, lstm, peephole
from lstmlab.cells.protocol import Cell
from lstmlab.interop import advice
from lstmlab.interop.forms import (
    Place,
    as_array,
    check_gate_count,
    make_params,
    parts_of,
    places_of,
    read_parts,
    reorder,
    restore,
)
from lstmlab.shapes import Array, bind, describe

MISSING = {peephole: "Keras has no LSTM with peepholes; ONNX has"}
ORDER = {"h": "h", "ifgo": "ifgo", "rzn": "zrn"}
NAMES = ("kernel", "recurrent_kernel", "bias")


def to_keras(cell: Cell, params: Any) -> list[Array]:
    """The weights as `set_weights` takes them.

    The layer to set them in: keras.layers.SimpleRNN(H), SimpleRNN(H, activation="relu") for `irnn`, LSTM(H),
    GRU(H, reset_after=False) for `gru`, GRU(H, reset_after=True) for `gru_reset_after`; in keras.layers.Bidirectional
    for a Bidirectional; for a Stack a keras.Sequential of such layers, all but the last with `return_sequences=True`.
    For a Reversed with `go_backwards=True`: that layer lists its outputs in the order in which it makes them, the last
    step first.

    Args:
        cell: lstmlab.cells.elman, irnn, lstm, gru or gru_reset_after, a variant, or a Stack or Bidirectional of them.
        params: its weights.

    Returns:
        New arrays: kernel, recurrent_kernel, bias, for each direction of each layer.

    Raises:
        ValueError: Keras has no such cell, or a shape does not fit; TypeError: weights of another cell.

    Source: SimpleRNN, LSTM, GRU and Bidirectional layer, documentation of Keras 3.
    """
    places = places_of(cell, MISSING)
    weights: list[Array] = []
    for form, one in chain.from_iterable(parts_of(cell, params, places)):
        bias = np.stack([one.b_x, one.b_h]) if form.cell is gru_reset_after else one.b
        weights += [reorder(form, array, ORDER[form.gates]) for array in (one.W_x, one.W_h, bias)]
    return weights


def from_keras(cell: Cell, weights: Sequence[Any]) -> Any:
    """Weights of the cell from what `get_weights()` lists.

    Args:
        cell: what to read: as in `to_keras`.
        weights: kernel, recurrent_kernel, bias, for each direction of each layer.

    Returns:
        The Params of the cell (a tuple for a Stack, Both for a Bidirectional), in the precision received.

    Raises:
        ValueError: too few or too many arrays, a wrong shape or number of gates; TypeError: not a list of arrays.

    Source: SimpleRNN, LSTM, GRU and Bidirectional layer, documentation of Keras 3.
    """
    places_of(cell, MISSING)
    if not isinstance(weights, Sequence) or isinstance(weights, str):
        raise TypeError(f"weights: expected a list of arrays, as get_weights() gives it, got {type(weights).__name__}")
    try:
        return _from_keras(cell, weights)
    except ValueError as error:
        raise ValueError(f"{error}{advice.keras(cell, weights, _from_keras)}") from None


def from_keras_lstm(kernel: Array, recurrent_kernel: Array, bias: Array) -> tuple[Array, Array, Array]:
    """The weights of one LSTM from those of keras.layers.LSTM: `from_keras` of three arrays.

    Args:
        kernel: (D, 4H), packed i f c o.
        recurrent_kernel: (H, 4H).
        bias: (4H,).

    Returns:
        W_x (D, 4H), W_h (H, 4H) and b (4H,), packed i f g o: new arrays.

    Raises:
        ValueError, TypeError: as in `from_keras`.
    """
    params = from_keras(lstm, [kernel, recurrent_kernel, bias])
    return params.W_x, params.W_h, params.b


def _from_keras(cell: Cell, weights: Sequence[Any]) -> Any:
    places = places_of(cell, MISSING)
    n_cells = sum(len(both) for both in places)
    if len(weights) != 3 * n_cells:
        hint = "; a layer made with use_bias=False has no biases: give zeros" if len(weights) == 2 * n_cells else ""
        of = f", for each of {n_cells} cells" if n_cells > 1 else ""
        raise ValueError(f"weights: expected {3 * n_cells} arrays, {', '.join(NAMES)}{of}, got {len(weights)}{hint}")
    rest = iter(enumerate(weights))

    def read(place: Place, sizes: dict[str, int]) -> tuple[Any, dict[str, int]]:
        named = {f"weights[{k}] ({place.path}{part})": value for part, (k, value) in zip(NAMES, rest, strict=False)}
        return _read(place, {name: as_array(name, value) for name, value in named.items()}, sizes)

    return read_parts(cell, places, read)


def _read(place: Place, named: dict[str, Array], sizes: dict[str, int]) -> tuple[Any, dict[str, int]]:
    form, packed = place.form, place.form.packed
    (x_name, W_x), (h_name, W_h), (b_name, b) = named.items()
    matrices = {h_name: (W_h, f"H {packed}"), x_name: (W_x, f"D {packed}")}
    advice.check_turned(form, matrices, sizes, "Keras", "from_pytorch")
    if W_h.ndim == 2:
        check_gate_count(form, h_name, W_h, f"(H, {packed})", *W_h.shape[::-1])
    rows = 2 if form.cell is gru_reset_after else 1
    letters = packed if rows == 1 else f"2 {packed}"
    in_a_row = advice.two_biases_side_by_side(form, b_name, b, len(W_h)) if W_h.ndim else ""
    if in_a_row:
        raise ValueError(f"{b_name}: expected {describe(letters, {'H': len(W_h)})}, got {b.shape}{in_a_row}")
    if form.gates == "rzn" and b.ndim != rows:
        other = "reset_after=True, which is gru_reset_after" if rows == 1 else "reset_after=False, which is gru"
        raise ValueError(
            f"{b_name}: expected {'(3H,)' if rows == 1 else '(2, 3H)'}, got {b.shape}, as if it came from {other}"
        )
    sizes = bind(sizes, **{h_name: (W_h, f"H {packed}"), x_name: (W_x, f"D {packed}"), b_name: (b, letters)})
    W_x, W_h, b = (restore(form, array, ORDER[form.gates]) for array in (W_x, W_h, b))
    return make_params(form, W_x, W_h, [b] if rows == 1 else [row.copy() for row in b]), sizes
