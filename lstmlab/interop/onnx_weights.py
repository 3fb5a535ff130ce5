"""ONNX: the weights of its operators RNN, LSTM and GRU.

    input                       gates                      shape
    W                           LSTM i o f c, GRU z r h    (directions, G H, D)
    R                           the same                   (directions, G H, H)
    B                           the same, twice            (directions, 2 G H): of the input, of the recurrent product
    P, peepholes of the LSTM    i o f                      (directions, 3H)

Directions are 1, or 2 for `direction="bidirectional"`, forward first. An operator is one layer. The GRU's attribute
`linear_before_reset` says where the reset gate acts: 0 before the product (`gru`), 1 after it (`gru_reset_after`). Its
z weighs the previous state. i and f see the cell before, o sees the new one, as in `peephole`.

Source: documentation of ONNX, operators RNN, LSTM and GRU, version 14.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lstmlab.cells import peephole
from lstmlab.cells.protocol import Cell
from lstmlab.interop import advice
from lstmlab.interop.forms import (
    Form,
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
from lstmlab.layers import Stack
from lstmlab.shapes import Array, bind

ORDER = {"h": "h", "ifgo": "iofg", "rzn": "zrn"}


def import_onnx(function: str) -> Any:
    """The package onnx, which only those need who write or read files."""
    try:
        import onnx
    except ImportError as error:
        raise ImportError(f'{function} needs the package onnx: pip install "lstmlab[interop]"') from error
    return onnx


def to_onnx_weights(cell: Cell, params: Any) -> Any:
    """The weights as inputs of the operators RNN, LSTM or GRU. For a file that runs, see `to_onnx`.

    A cell with one bias puts it into the first half of B, and zeros into the second. The GRU with the reset after the
    product keeps both.

    Args:
        cell: lstmlab.cells.elman, irnn, lstm, peephole, gru or gru_reset_after, a variant, or a Stack, Bidirectional
            or Reversed of them.
        params: its weights.

    Returns:
        New arrays W, R, B and for peepholes P, by name; for a Stack a list of such dicts, one a layer.

    Raises:
        ValueError: ONNX has no such cell, or a shape does not fit; TypeError: weights of another cell.

    Source: RNN, LSTM and GRU, version 14, documentation of the ONNX operators.
    """
    places = places_of(cell, {})
    found = []
    for both in parts_of(cell, params, places):
        halves = [_write(form, one) for form, one in both]
        found.append({name: np.stack([half[name] for half in halves]) for name in halves[0]})
    return found if isinstance(cell, Stack) else found[0]


def from_onnx_weights(cell: Cell, weights: Any) -> Any:
    """Weights of the cell from the inputs of the operators RNN, LSTM or GRU. For a whole file, see `from_onnx`.

    The two halves of B are added where the cell has one bias. Where B is left out it is zero, as ONNX has it.

    Args:
        cell: what to read: as in `to_onnx_weights`.
        weights: W, R, B and for peepholes P, by name; for a Stack a list of such dicts, one a layer.

    Returns:
        The Params of the cell (a tuple for a Stack, Both for a Bidirectional), in the precision received.

    Raises:
        ValueError: a weight is missing or foreign, or has the wrong shape, number of gates or of directions;
        TypeError: not arrays by name.

    Source: RNN, LSTM and GRU, version 14, documentation of the ONNX operators.
    """
    places = places_of(cell, {})
    stacked = isinstance(cell, Stack)
    if stacked and (not isinstance(weights, Sequence) or len(weights) != len(places)):
        came = f"{len(weights)}" if isinstance(weights, Sequence) else type(weights).__name__
        raise ValueError(f"weights: expected a list of {len(places)} dicts, one a layer, got {came}")
    halves = iter(
        [
            half
            for k, (both, layer) in enumerate(zip(places, weights if stacked else [weights], strict=True))
            for half in _halves(both, layer, f"{k}." if stacked else "")
        ]
    )
    return read_parts(cell, places, lambda place, sizes: _read(place, next(halves), sizes))


def _write(form: Form, params: Any) -> dict[str, Array]:
    order = ORDER[form.gates]
    weights = {
        "W": np.ascontiguousarray(reorder(form, params.W_x, order).T),
        "R": np.ascontiguousarray(reorder(form, params.W_h, order).T),
        "B": np.concatenate(two_biases(form, params, order)),
    }
    if form.cell is peephole:
        weights["P"] = np.concatenate([params.p_i, params.p_o, params.p_f])
    return weights


def _halves(both: list[Place], weights: Any, path: str) -> list[dict[str, Any]]:
    """The weights of each direction, named as they came, such as "0.W"; B is None where it was left out."""
    if not isinstance(weights, Mapping):
        raise TypeError(f"{path}weights: expected W, R, B by name, got {type(weights).__name__}")
    form = both[0].form
    needed = ["W", "R", "B"] + ["P"] * (form.cell is peephole)
    came = [name for name in weights if weights[name] is not None]
    check_names([path + name for name in needed], [path + name for name in {"B": 0} | dict.fromkeys(came)], _why)
    arrays = {name: as_array(path + name, weights[name]) for name in needed if name in came}
    for name, array in arrays.items():
        if array.ndim == 0 or len(array) != len(both):
            raise ValueError(
                f"{path + name}: expected ({len(both)}, ...), {len(both)} direction{'s' * (len(both) > 1)}, "
                f"got {array.shape}{_without_directions(form, name, array)}"
            )
    return [{path + name: arrays[name][k] if name in arrays else None for name in needed} for k in range(len(both))]


def _read(place: Place, named: dict[str, Any], sizes: dict[str, int]) -> tuple[Any, dict[str, int]]:
    form, packed = place.form, place.form.packed
    (w_name, W), (r_name, R), (b_name, B), *rest = named.items()
    advice.check_turned(form, {r_name: (R, f"{packed} H"), w_name: (W, f"{packed} D")}, sizes, "ONNX", "")
    if R.ndim == 2:
        check_gate_count(form, r_name, R, f"({packed}, H)", *R.shape)
        # Its columns tell H, whatever the number of gates.
        sizes = {"H": R.shape[1]} | sizes
    sizes = bind(sizes, **{r_name: (R, f"{packed} H"), w_name: (W, f"{packed} D")})
    B = np.zeros(2 * len(R), R.dtype) if B is None else B
    sizes = bind(sizes, **{r_name: (R, f"{packed} H"), b_name: (B, f"{2 * len(form.gates)}H")})
    W_x, W_h, *biases = (restore(form, array, ORDER[form.gates]) for array in (W.T, R.T, *np.split(B, 2)))
    peepholes: tuple[Any, ...] = ()
    for name, P in rest:
        bind(sizes, **{r_name: (R, f"{packed} H"), name: (P, "3H")})
        p_i, p_o, p_f = (part.copy() for part in np.split(P, 3))
        peepholes = (p_i, p_f, p_o)
    return make_params(form, W_x, W_h, biases, peepholes), sizes


def _without_directions(form: Form, name: str, array: Array) -> str:
    """Say so if an array is that of one direction, without the axis of directions."""
    axes = 2 if name in ("W", "R") else 1
    rows = 2 if name == "B" else 1
    alone = array.ndim == axes and len(array) % (rows * len(form.gates)) == 0
    return f": the axis of directions is missing, give {name}[None] for one direction" if alone else ""


def _why(name: str) -> str:
    return "the peepholes of an LSTM: they belong to lstmlab.cells.peephole" if name.endswith("P") else ""
