"""PyTorch: weights as the `state_dict` of torch.nn.RNN, LSTM and GRU has them.

    key                       shape       gates
    weight_ih_l0              (G H, D)    LSTM i f g o, GRU r z n
    weight_hh_l0              (G H, H)    the same
    bias_ih_l0, bias_hh_l0    (G H,)      the same

The second layer ends in `_l1`; the direction from the last step to the first in `_reverse`. All layers have the same
kind of cell and the same H, and the input of a layer above a bidirectional one is 2 H wide, forward first. The GRU
multiplies the reset gate with (h_prev W_hn + b_hn), and its z weighs the previous state. There are no peepholes.
`RNNCell`, `LSTMCell` and `GRUCell` have the same four arrays without `_l0`.

Setting a forget bias of 1 in both of PyTorch's biases gives a bias of 2: they are added.

Source: documentation of PyTorch 2.13, pages torch.nn.RNN, torch.nn.LSTM and torch.nn.GRU ("Variables").
"""

from collections.abc import Mapping
from itertools import chain
from typing import Any

import numpy as np

from lstmlab.cells import gru, lstm, peephole
from lstmlab.cells.protocol import Cell
from lstmlab.interop import advice
from lstmlab.interop.forms import (
    Place,
    as_array,
    check_gate_count,
    check_names,
    make_params,
    parts_of,
    places_of,
    read_parts,
    reorder,
    restore,
    two_biases,
)
from lstmlab.shapes import Array, bind, check_text

MISSING = {
    gru: "PyTorch has no GRU with the reset before the product; its own form is lstmlab.cells.gru_reset_after, "
    "another function: train that one, or use Keras or ONNX",
    peephole: "PyTorch has no LSTM with peepholes; ONNX has",
}
NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def to_pytorch(cell: Cell, params: Any) -> dict[str, Array]:
    """The weights as a `state_dict`.

    The module to load them into: torch.nn.RNN(D, H), torch.nn.RNN(D, H, nonlinearity="relu") for `irnn`,
    torch.nn.LSTM(D, H) or torch.nn.GRU(D, H), with `num_layers=` the length of the Stack and `bidirectional=True` for
    Bidirectional layers:

        module.load_state_dict({name: torch.from_numpy(array) for name, array in to_pytorch(cell, params).items()})

    A cell with one bias puts it into `bias_ih`, and zeros into `bias_hh`. The GRU with the reset after the product
    keeps both.

    Args:
        cell: lstmlab.cells.elman, irnn, lstm or gru_reset_after, a variant, or a Stack or Bidirectional of one.
        params: its weights.

    Returns:
        New arrays by name, in the precision of the weights.

    Raises:
        ValueError: PyTorch has no such cell or stack, or a shape does not fit; TypeError: weights of another cell.

    Source: torch.nn.RNN, torch.nn.LSTM and torch.nn.GRU, documentation of PyTorch 2.13.
    """
    places = _places(cell)
    parts = list(chain.from_iterable(parts_of(cell, params, places)))
    sizes = {one.W_h.shape[0] for _, one in parts}
    if len(sizes) > 1:
        raise ValueError(f"params: expected one H in all layers, as PyTorch has it, got {sorted(sizes)}")
    weights: dict[str, Array] = {}
    for suffix, (form, one) in zip(_suffixes(places), parts, strict=True):
        W_x, W_h = (np.ascontiguousarray(reorder(form, array, form.gates).T) for array in (one.W_x, one.W_h))
        arrays = (W_x, W_h, *two_biases(form, one, form.gates))
        weights |= {name + suffix: array for name, array in zip(NAMES, arrays, strict=True)}
    return weights


def from_pytorch(cell: Cell, weights: Mapping[str, Any], prefix: str = "") -> Any:
    """Weights of the cell from a `state_dict`.

    The two biases of PyTorch are added where the cell has one. The GRU with the reset after the product keeps both.

    Args:
        cell: what to read: as in `to_pytorch`.
        weights: arrays or tensors by name. The names of `RNNCell`, `LSTMCell` and `GRUCell` are read as well.
        prefix: what stands before the names, such as "encoder.lstm."; names without it are left alone.

    Returns:
        The Params of the cell (a tuple for a Stack, Both for a Bidirectional), in the precision received.

    Raises:
        ValueError: a weight is missing or foreign, or has the wrong shape or number of gates; TypeError: not an array.

    Source: torch.nn.RNN, torch.nn.LSTM and torch.nn.GRU, documentation of PyTorch 2.13.
    """
    _places(cell)
    if not isinstance(weights, Mapping):
        raise TypeError(f"weights: expected arrays by name, as state_dict() gives them, got {type(weights).__name__}")
    try:
        return _from_pytorch(cell, weights, prefix)
    except ValueError as error:
        raise ValueError(f"{error}{advice.pytorch(cell, weights, prefix, _from_pytorch)}") from None


def to_pytorch_lstm(W_x: Array, W_h: Array, b: Array) -> dict[str, Array]:
    """The weights of one LSTM as torch.nn.LSTM takes them: `to_pytorch` of three arrays.

    Args:
        W_x: (D, 4H), packed i f g o.
        W_h: (H, 4H).
        b: (4H,).

    Returns:
        weight_ih_l0 (4H, D), weight_hh_l0 (4H, H), bias_ih_l0 (4H,), and zeros bias_hh_l0 (4H,).

    Raises:
        ValueError, TypeError: as in `to_pytorch`.
    """
    return to_pytorch(lstm, lstm.Params(W_x, W_h, b))


def _from_pytorch(cell: Cell, weights: Mapping[str, Any], prefix: str) -> Any:
    check_text(prefix=prefix)
    places = _places(cell)
    came = [name for name in weights if name.startswith(prefix)]
    suffixes = _suffixes(places)
    if suffixes == ["_l0"] and f"{prefix}weight_hh" in came:  # torch.nn.LSTMCell and its like
        suffixes = [""]
    check_names([prefix + name + suffix for suffix in suffixes for name in NAMES], came, _why)
    rest = iter(suffixes)

    def read(place: Place, sizes: dict[str, int]) -> tuple[Any, dict[str, int]]:
        suffix = next(rest)
        return _read(
            place, {name: as_array(name, weights[name]) for name in (prefix + n + suffix for n in NAMES)}, sizes
        )

    return read_parts(cell, places, read)


def _read(place: Place, arrays: dict[str, Array], sizes: dict[str, int]) -> tuple[Any, dict[str, int]]:
    form, packed = place.form, place.form.packed
    (ih, W_x), (hh, W_h), (b_ih, b_x), (b_hh, b_h) = arrays.items()
    advice.check_turned(form, {hh: (W_h, f"{packed} H"), ih: (W_x, f"{packed} D")}, sizes, "PyTorch", "from_keras")
    if W_h.ndim == 2:
        check_gate_count(form, hh, W_h, f"({packed}, H)", *W_h.shape)
    # Its columns tell H, whatever the number of gates.
    sizes = ({"H": W_h.shape[1]} if W_h.ndim == 2 else {}) | sizes
    sizes = bind(
        sizes, **{hh: (W_h, f"{packed} H"), ih: (W_x, f"{packed} D"), b_ih: (b_x, packed), b_hh: (b_h, packed)}
    )
    W_x, W_h, *biases = (restore(form, array, form.gates) for array in (W_x.T, W_h.T, b_x, b_h))
    return make_params(form, W_x, W_h, biases), sizes


def _places(cell: Cell) -> list[list[Place]]:
    places = places_of(cell, MISSING)
    if any(both[0].alone_backward for both in places):
        raise ValueError(
            "cell: PyTorch has no module that runs from the last step to the first alone: take the weights of the cell "
            "in the Reversed, and flip what goes in and what comes out (torch.flip(xs, [0]))"
        )
    kinds = {(both[0].form, len(both)) for both in places}
    if len(kinds) > 1:
        came = ", ".join(f"{both[0].form.name}{' both ways' * (len(both) > 1)}" for both in places)
        raise ValueError(
            "cell: expected one kind of cell in all layers, all of them forward or all bidirectional, as a module of "
            f"PyTorch has them, got {came}; take one layer at a time"
        )
    return places


def _suffixes(places: list[list[Place]]) -> list[str]:
    return [f"_l{k}{'_reverse' * reverse}" for k, both in enumerate(places) for reverse in range(len(both))]


def _why(name: str) -> str:
    if "weight_hr" in name:
        return "a projection, proj_size: the cells here have none"
    if "bias" in name:
        return "a module made with bias=False has no biases: give zeros"
    if "_reverse" in name:
        return "the backward half of a bidirectional module, here a Bidirectional"
    return ""
