"""Layers: cells stacked on each other and run in both directions, at the level of whole sequences.

    Stack:          hs_1 = run(cell_1, xs)    hs_2 = run(cell_2, hs_1)    ...    the last layer's hs is the output
    Bidirectional:  hs = [run(cell, xs), flip(run(cell, flip(xs)))]    two sets of weights, the halves side by side

A `Stack` or a `Bidirectional` stands wherever a cell stands in `forward`, `backward` and lstmlab.network, and may
contain the other: `Stack((Bidirectional(lstm), Bidirectional(gru)))`. Weights, states and gradients have the same form:
for a Stack a tuple, one a layer; for a Bidirectional `Both(forward, backward)`.

A single cell is run by its kernel where it has one (lstmlab.kernels) and by lstmlab.unroll otherwise: the same numbers.

Source: stacks of LSTM layers, both ways: A. Graves, A. Mohamed and G. Hinton, "Speech recognition with deep recurrent
neural networks", ICASSP 2013; two directions: M. Schuster and K. K. Paliwal, "Bidirectional Recurrent Neural Networks",
IEEE Transactions on Signal Processing 45 (1997), 2673-2681.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lstmlab import kernels, trees, unroll
from lstmlab.dropout import Drop
from lstmlab.gates import pack, split
from lstmlab.shapes import Array, bind, fields, whole

_OF_KERNELS = ({np.dtype(np.float32)}, {np.dtype(np.float64)})


@dataclass(frozen=True)
class Stack:
    """Layers on top of each other: each reads what the one below it puts out.

    Attributes:
        cells: one a layer, from the inputs upwards: modules of lstmlab.cells, `Bidirectional`, or another Stack.

    Raises:
        TypeError: no tuple, or something in it is no cell; ValueError: no layers.
    """

    cells: tuple

    def __post_init__(self) -> None:
        if not isinstance(self.cells, tuple):
            raise TypeError(f"cells: expected a tuple of cells, one a layer, got {type(self.cells).__name__}")
        if not self.cells:
            raise ValueError("cells: expected at least one layer, got none")
        for cell in self.cells:
            _is_cell(cell)


@dataclass(frozen=True)
class Bidirectional:
    """A cell that runs from the first step to the last, and another of its kind that runs from the last to the first.

    Both outputs at a step stand side by side, (T, N, 2H), the forward half first, so that every step knows the whole
    sequence. With a mask the backward half meets the padding first and carries its first state over it.

    Attributes:
        cell: a module of lstmlab.cells, or a `Stack`: then each direction is a stack by itself.

    Raises:
        TypeError: cell is no cell.
    """

    cell: Any

    def __post_init__(self) -> None:
        _is_cell(self.cell)


class Both(NamedTuple):
    """What belongs to the two halves of a `Bidirectional`: weights, states, gradients."""

    forward: Any
    backward: Any


class Trace(NamedTuple):
    """A forward pass, kept for the backward pass.

    hs: (T, N, H), the outputs; state: the state after the last step; parts: the traces of the layers or of the two
    halves, or that of the cell; inputs: the dropout mask of a cell's inputs, or None.
    """

    hs: Array
    state: Any
    parts: tuple
    inputs: Array | None = None


def output_size(cell: Any, n_hidden: Any) -> int:
    """Outputs of a step: H of a cell, 2H of a Bidirectional, those of a Stack's last layer. Errors: as in `zeros`."""
    if isinstance(cell, Stack):
        return output_size(cell.cells[-1], _sizes(cell, n_hidden)[-1])
    if isinstance(cell, Bidirectional):
        return 2 * output_size(cell.cell, n_hidden)
    whole(1, n_hidden=n_hidden)
    return int(n_hidden)


def zeros(cell: Any, n_in: int, n_hidden: Any, dtype: Any = np.float64) -> Any:
    """Weights of the right shapes, all zero: what `lstmlab.init` fills.

    Args:
        cell: a module of lstmlab.cells, a `Stack` or a `Bidirectional`.
        n_in: inputs of the first layer, D.
        n_hidden: units H of a cell; for a Stack also a tuple, one number a layer. Each half of a Bidirectional has H.
        dtype: float64 or float32.

    Raises:
        ValueError: a size below 1, or not one a layer; TypeError: sizes that are no whole numbers.
    """
    if isinstance(cell, Stack):
        params = []
        for layer, size in zip(cell.cells, _sizes(cell, n_hidden), strict=True):
            params.append(zeros(layer, n_in, size, dtype))
            n_in = output_size(layer, size)
        return tuple(params)
    if isinstance(cell, Bidirectional):
        return Both(zeros(cell.cell, n_in, n_hidden, dtype), zeros(cell.cell, n_in, n_hidden, dtype))
    return cell.zeros(n_in, n_hidden, dtype)


def zero_state(cell: Any, params: Any, n: int) -> Any:
    """The state before anything was seen: zeros for every layer and both halves. As in `lstmlab.unroll.zero_state`."""
    if not isinstance(cell, (Stack, Bidirectional)):
        return unroll.zero_state(cell, params, n)
    states = [zero_state(part, weights, n) for part, weights in _parts(cell, params=params)]
    return tuple(states) if isinstance(cell, Stack) else Both(*states)


def forward(
    cell: Any, params: Any, xs: Array, state: Any = None, mask: Array | None = None, drop: Any = None, fast: bool = True
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
    fast = fast and not is_complex(params, xs, state)
    if isinstance(cell, Stack):
        return _stack_forward(cell, params, xs, state, mask, drop, fast)
    if isinstance(cell, Bidirectional):
        return _both_forward(cell, params, xs, state, mask, drop, fast)
    state = zero_state(cell, params, sizes["N"]) if state is None else state
    drop = Drop() if drop is None else drop
    fields(Drop, drop=drop)
    inputs, recurrent = drop
    if inputs is not None:
        bind(xs=(xs, "T N D"), inputs=(inputs, "N D"))
        xs = xs * inputs
    args = (cell, params, xs, state)
    precisions = {getattr(array, "dtype", None) for _, array in trees.leaves(args[1:])}
    kernel = fast and recurrent is None and kernels.has(cell) and precisions in _OF_KERNELS
    part = kernels.forward(*args, mask) if kernel else unroll.forward(*args, mask, recurrent)
    return Trace(part.hs, part.state, (part,), inputs)


def backward(
    cell: Any, params: Any, trace: Trace, dhs: Array, dstate: Any = None, k: int | None = None
) -> tuple[Array, Any, Any]:
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
            is no whole number.
    """
    if k is not None:
        whole(1, k=k)
        _refuse_truncation(cell, k)
    bind(hs=(trace.hs, "T N H"), dhs=(dhs, "T N H"))
    if isinstance(cell, Stack):
        return _stack_backward(cell, params, trace, dhs, dstate, k)
    if isinstance(cell, Bidirectional):
        return _both_backward(cell, params, trace, dhs, dstate)
    (part,) = trace.parts
    if isinstance(part, kernels.Trace):
        dxs, dstate, grads = kernels.backward(cell, params, part, dhs, dstate, k)
    else:
        dxs, dstate, grads = unroll.truncated_backward(cell, params, part, dhs, len(dhs) if k is None else k, dstate)
    return dxs if trace.inputs is None else dxs * trace.inputs, dstate, grads


def is_complex(*arrays: Any) -> bool:
    """Whether a complex number is among arrays or trees of them, as it is while `lstmlab.gradcheck` takes its steps."""
    return any(np.iscomplexobj(array) for _, array in trees.leaves(arrays))


def _stack_forward(cell: Stack, params: Any, xs: Array, state: Any, mask: Array | None, drop: Any, fast: bool) -> Trace:
    traces = []
    for layer, weights, first, dropped in _parts(cell, params=params, state=state, drop=drop):
        traces.append(forward(layer, weights, xs, first, mask, dropped, fast))
        xs = traces[-1].hs
    return Trace(xs, tuple(trace.state for trace in traces), tuple(traces))


def _stack_backward(
    cell: Stack, params: Any, trace: Trace, dhs: Array, dstate: Any, k: int | None
) -> tuple[Array, Any, Any]:
    dfirst, grads = [], []
    for layer, weights, part, dlast in reversed(_parts(cell, params=params, parts=trace.parts, dstate=dstate)):
        dhs, dstate_of_layer, grads_of_layer = backward(layer, weights, part, dhs, dlast, k)
        dfirst.append(dstate_of_layer)
        grads.append(grads_of_layer)
    return dhs, tuple(reversed(dfirst)), tuple(reversed(grads))


def _both_forward(
    cell: Bidirectional, params: Any, xs: Array, state: Any, mask: Array | None, drop: Any, fast: bool
) -> Trace:
    halves = _parts(cell, params=params, state=state, drop=drop)
    traces = []
    for (half, weights, first, dropped), way in zip(halves, (1, -1), strict=True):
        seen = None if mask is None else mask[::way]
        traces.append(forward(half, weights, xs[::way], first, seen, dropped, fast))
    ahead, back = traces
    return Trace(pack(ahead.hs, back.hs[::-1]), Both(ahead.state, back.state), (ahead, back))


def _both_backward(cell: Bidirectional, params: Any, trace: Trace, dhs: Array, dstate: Any) -> tuple[Array, Any, Any]:
    halves = _parts(cell, params=params, dstate=dstate)
    results = []
    for (half, weights, dlast), part, dhalf, way in zip(halves, trace.parts, split(dhs, 2), (1, -1), strict=True):
        results.append(backward(half, weights, part, dhalf[::way], dlast))
    (dahead, *ahead), (dback, *back) = results
    dfirst, grads = (Both(*pair) for pair in zip(ahead, back, strict=True))
    return dahead + dback[::-1], dfirst, grads


def _parts(cell: Any, **named: Any) -> list[tuple]:
    """(cell, its part of each tree, ...) for every layer or both halves. A tree that is None is None in each part."""
    cells = cell.cells if isinstance(cell, Stack) else (cell.cell, cell.cell)
    columns = [cells]
    for name, tree in named.items():
        if tree is None:
            tree = (None,) * len(cells)
        elif isinstance(cell, Stack):
            _one_a_layer(cell, name, tree)
        else:
            fields(Both, **{name: tree})
        columns.append(tree)
    return list(zip(*columns, strict=True))


def _one_a_layer(cell: Stack, name: str, values: Any) -> None:
    # A NamedTuple is a tuple too: the weights of one cell are not the weights of its layers.
    if not isinstance(values, tuple) or hasattr(values, "_fields"):
        raise TypeError(f"{name}: expected a tuple, one a layer of the stack, got {type(values).__name__}")
    if len(values) != len(cell.cells):
        raise ValueError(f"{name}: expected {len(cell.cells)}, one a layer of the stack, got {len(values)}")


def _sizes(cell: Stack, n_hidden: Any) -> tuple:
    sizes = n_hidden if isinstance(n_hidden, tuple) else (n_hidden,) * len(cell.cells)
    _one_a_layer(cell, "n_hidden", sizes)
    return sizes


def _is_cell(cell: Any) -> None:
    if not isinstance(cell, (Stack, Bidirectional)) and not hasattr(cell, "step_backward"):
        name = getattr(cell, "__name__", repr(cell))
        raise TypeError(f"cell: expected a module of lstmlab.cells with a step, a Stack or a Bidirectional, got {name}")


def _refuse_truncation(cell: Any, k: int) -> None:
    for layer in cell.cells if isinstance(cell, Stack) else ():
        _refuse_truncation(layer, k)
    if isinstance(cell, Bidirectional):
        raise ValueError(f"k: expected None for a Bidirectional, got {k}: its backward half needs the whole sequence")
