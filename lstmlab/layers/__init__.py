"""Layers: cells stacked on each other and run in both directions, at the level of whole sequences.

    Stack:          hs_1 = run(cell_1, xs)    hs_2 = run(cell_2, hs_1)    ...    the last layer's hs is the output
    Bidirectional:  hs = [run(cell, xs), flip(run(cell, flip(xs)))]    two sets of weights, the halves side by side
    Reversed:       hs = flip(run(cell, flip(xs)))    from the last step to the first, as one half of a Bidirectional

Each of them is a cell (lstmlab.cells.protocol): it stands wherever a module stands in `forward`, `backward` and
lstmlab.network, and may contain the others: `Stack((Bidirectional(lstm), Bidirectional(gru)))`. Weights, states and
gradients have the same form: for a Stack a tuple, one a layer; for a Bidirectional `Both(forward, backward)`; for a
Reversed those of its cell.

A single cell is run by its kernel where it has one (lstmlab.kernels) and by lstmlab.unroll otherwise: the same numbers.

Source: stacks of LSTM layers, both ways: A. Graves, A. Mohamed and G. Hinton, "Speech recognition with deep recurrent
neural networks", ICASSP 2013; two directions: M. Schuster and K. K. Paliwal, "Bidirectional Recurrent Neural Networks",
IEEE Transactions on Signal Processing 45 (1997), 2673-2681.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from lstmlab import trees, unroll
from lstmlab.cells.protocol import Cell
from lstmlab.dropout import Drop
from lstmlab.layers.bidirectional import Bidirectional, Both
from lstmlab.layers.layer import Layer, Run, Single, Trace, layer_of
from lstmlab.layers.reversed import Reversed
from lstmlab.layers.stack import Stack
from lstmlab.shapes import Array, bind, check_fields, check_int
from lstmlab.trees import Tree

__all__ = [
    "Bidirectional",
    "Both",
    "Drop",
    "Layer",
    "Reversed",
    "Run",
    "Single",
    "Stack",
    "Trace",
    "backward",
    "forward",
    "is_complex",
    "layer_of",
    "output_size",
    "zero_state",
    "zeros",
]


def output_size(cell: Cell, n_hidden: Any) -> int:
    """Outputs of a step: H of a cell, 2H of a Bidirectional, those of a Stack's last layer. Errors: as in `zeros`."""
    return layer_of(cell).output_size(n_hidden)


def zeros(cell: Cell, n_in: int, n_hidden: Any, dtype: Any = np.float64) -> Tree:
    """Weights of the right shapes, all zero: what `lstmlab.init` fills.

    Args:
        cell: a module of lstmlab.cells, a `Stack` or a `Bidirectional`.
        n_in: inputs of the first layer, D.
        n_hidden: units H of a cell; for a Stack also a tuple, one number a layer. Each half of a Bidirectional has H.
        dtype: float64 or float32.

    Raises:
        ValueError: a size below 1, or not one a layer; TypeError: sizes that are not integers.
    """
    return layer_of(cell).zeros(n_in, n_hidden, dtype)


def zero_state(cell: Cell, params: Tree, n: int) -> Tree:
    """The state before anything was seen: zeros for every layer and both halves. As in `lstmlab.unroll.zero_state`."""
    return layer_of(cell).map(lambda single, weights: unroll.zero_state(single, weights, n), params=params)


def forward(
    cell: Cell,
    params: Tree,
    xs: Array,
    state: Tree = None,
    mask: Array | None = None,
    drop: Tree = None,
    fast: bool = True,
) -> Trace:
    """Run a cell, a `Stack` or a `Bidirectional` over whole sequences.

    Args:
        cell: what runs.
        params: its weights, in the form of `zeros`.
        xs: (T, N, D), time first.
        state: the state before the first step, in the form of `zero_state`; zero if left out. The backward half of a
            Bidirectional starts from its own at the last step.
        mask: (T, N), False where a sequence has no input: see `lstmlab.unroll.forward`. All layers have the same.
        drop: `lstmlab.dropout.Drop` for a cell, a tuple of them for a Stack, `Both` of them for a Bidirectional.
        fast: False runs the reference cells, step by step, where there are kernels too.

    Returns:
        `Trace`: hs (T, N, H), or (T, N, 2H) for a Bidirectional, and the state after the last step.

    Raises:
        ValueError: a shape or a number of layers does not fit; TypeError: not an array, float32 mixed with float64, or
            something in the form of another cell.
    """
    sizes = bind(xs=(xs, "T N D"))
    if mask is not None:
        unroll.check_mask(mask, sizes)
    # One complex layer sends complex gradients to all others, and kernels take none.
    return layer_of(cell).forward(params, xs, state, mask, drop, fast and not is_complex(params, xs, state))


def backward(
    cell: Cell, params: Tree, trace: Trace, dhs: Array, dstate: Tree = None, k: int | None = None
) -> tuple[Array, Tree, Tree]:
    """Backpropagation through time and down through the layers: the dxs of a layer are the dhs of the one below it.

    Args:
        cell, params: as in `forward`.
        trace: from `forward`.
        dhs: dL/dhs, in the shape of trace.hs, of the loss at each step alone.
        dstate: gradient of the state after the last step, where something else uses it; zero if left out.
        k: truncate every layer: chunks of k steps from step 0, as in `lstmlab.unroll.truncated_backward`. Full
            backpropagation if left out.

    Returns:
        dxs (T, N, D), the gradient of the state before the first step, and the gradients of the weights.

    Raises:
        ValueError: dhs does not fit, k below 1, or k with a Bidirectional, which needs the whole sequence; TypeError: k
            is not an integer.
    """
    layer = layer_of(cell)
    if k is not None:
        check_int(1, k=k)
        layer.check_truncation(k)
    check_fields(Trace, trace=trace)
    bind(hs=(trace.hs, "T N H"), dhs=(dhs, "T N H"))
    return layer.backward(params, trace, dhs, dstate, k)


def is_complex(*arrays: Tree) -> bool:
    """Whether a complex number is among arrays or trees of them, as it is while `lstmlab.gradcheck` takes its steps."""
    return any(np.iscomplexobj(array) for _, array in trees.leaves(arrays))


if TYPE_CHECKING:
    from lstmlab.cells import gru, lstm

    # Here mypy says so if a layer is no cell.
    _CELLS: tuple[Cell, ...] = (Stack((Bidirectional(lstm), Reversed(gru))), Single(lstm))
