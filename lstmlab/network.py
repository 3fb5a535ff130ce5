"""A recurrent network: a cell, a stack of cells or both directions, unrolled over a sequence, and a readout on top."""

from collections.abc import Callable
from typing import Any, NamedTuple, overload

from lstmlab import layers, readout
from lstmlab.cells.protocol import Cell
from lstmlab.dropout import Masks
from lstmlab.shapes import Array, check_fields, check_function, check_one_of
from lstmlab.trees import Tree


class Params(NamedTuple):
    """Weights of the network: `cell`, those of the cell or its layers, and `readout`, those of the readout."""

    cell: Tree
    readout: readout.Params


class Batch(NamedTuple):
    """Sequences, and what the network is to say to them.

    xs: (T, N, D), time first; targets: what the loss compares the outputs with; mask: (T, N), False where a sequence
    has no input (see `lstmlab.unroll.forward`); state: the state before the first step, zero if left out.
    """

    xs: Array
    targets: Array
    mask: Array | None = None
    state: Tree = None


def forward(
    cell: Cell,
    params: Params,
    xs: Array,
    state: Tree = None,
    mode: str = "many-to-many",
    mask: Array | None = None,
    fast: bool = True,
) -> tuple[Array, layers.Trace]:
    """Run the cell over the sequence and read its hidden states. Nothing is dropped: dropout belongs to training.

    Args:
        cell: a module such as `lstmlab.cells.elman`, a `lstmlab.layers.Stack` or a `lstmlab.layers.Bidirectional`.
        params: its weights and those of the readout.
        xs: (T, N, D), time first.
        state: the state before the first step; zero if left out.
        mode: "many-to-many" or "many-to-one". The latter reads each sequence's own last output, and of a half that runs
            backward its output at step 0, where it has seen everything (`lstmlab.readout.last`).
        mask: (T, N), False where a sequence has no input: see `lstmlab.unroll.forward`.
        fast: False runs the reference cell, step by step, where there is a kernel too.

    Returns:
        ys, (T, N, K) or (N, K), and the trace: `trace.hs` are the hidden states, `trace.state` the state to go on from.

    Raises:
        ValueError: a shape does not fit, no steps, or an unknown mode.
        TypeError: not an array, or float32 mixed with float64.
    """
    check_one_of(readout.MODES, mode=mode)
    check_fields(Params, params=params)
    trace = layers.forward(cell, params.cell, xs, state, mask, fast=fast)
    return readout.forward(params.readout, _read(cell, trace.hs, mode), mode), trace


Loss = Callable[[Array, Array], tuple[Any, Array]]


@overload
def loss_and_gradients(
    cell: Cell,
    params: Params,
    xs: Array,
    targets: Array,
    loss: Loss,
    mode: str = ...,
    *,
    k: int | None = ...,
    drop: Masks | None = ...,
    fast: bool = ...,
) -> tuple[Any, Params, Tree]: ...


@overload
def loss_and_gradients(
    cell: Cell,
    params: Params,
    batch: Batch | tuple[Array, Array],
    loss: Loss,
    mode: str = ...,
    *,
    k: int | None = ...,
    drop: Masks | None = ...,
    fast: bool = ...,
) -> tuple[Any, Params, Tree]: ...


def loss_and_gradients(
    cell: Cell,
    params: Params,
    *batch_and_loss: Any,
    k: int | None = None,
    drop: Masks | None = None,
    fast: bool = True,
    **named: Any,
) -> tuple[Any, Params, Tree]:
    """The loss of one batch of sequences and its gradient, by backpropagation through time.

    Args:
        cell, params, fast: as in `forward`.
        batch_and_loss: `xs, targets, loss`, or `batch, loss`, where the batch is a pair (xs, targets) or a `Batch`,
            which may have a mask and a state too; then `mode`, as in `forward`, if it is another one. The loss is
            (ys, targets) -> (loss, dys), such as `lstmlab.losses.mse`. With a mask, "many-to-many" counts the outputs
            at padded steps too, unless it is `lstmlab.losses.masked(loss, mask)`.
        named: the same by their names: xs and targets, or batch; loss; mode.
        k: truncate: the gradient is stopped every k steps. Full backpropagation if left out.
        drop: dropout masks for this batch, drawn by `lstmlab.dropout.Dropout.draw`; nothing is dropped if left out.

    Returns:
        The loss, its gradients in the form of `params`, and the state after the last step (to carry on from it).

    Raises:
        ValueError: as in `forward`, k below 1 or with a Bidirectional, or targets that do not fit; TypeError: as in
            `forward`, or a batch that has other parts.
    """
    in_two = "targets" in named or (len(batch_and_loss) > 1 and not callable(batch_and_loss[1]))
    (xs, targets, mask, state), loss, mode = (_of_arrays if in_two else _of_batch)(*batch_and_loss, **named)
    check_one_of(readout.MODES, mode=mode)
    check_fields(Params, params=params)
    check_function(loss=loss)
    of_cell, outputs = (None, None) if drop is None else drop
    fast = fast and not layers.is_complex(params)
    trace = layers.forward(cell, params.cell, xs, state, mask, of_cell, fast)
    read = _read(cell, trace.hs, mode)
    read = read if outputs is None else read * outputs
    value, dys = loss(readout.forward(params.readout, read, mode), targets)
    dread, readout_grads = readout.backward(params.readout, read, dys, mode)
    dread = dread if outputs is None else dread * outputs
    dhs = dread if mode == "many-to-many" else readout.last_backward(cell, dread[0], len(trace.hs))
    _, _, cell_grads = layers.backward(cell, params.cell, trace, dhs, k=k)
    return value, Params(cell_grads, readout_grads), trace.state


def _of_arrays(xs: Array, targets: Array, loss: Loss, mode: str = "many-to-many") -> tuple[Batch, Loss, str]:
    return Batch(xs, targets), loss, mode


def _of_batch(batch: Any, loss: Loss, mode: str = "many-to-many") -> tuple[Batch, Loss, str]:
    if not isinstance(batch, (tuple, list)) or not 2 <= len(batch) <= len(Batch._fields):
        kind = f"{type(batch).__name__} of {len(batch)}" if isinstance(batch, (tuple, list)) else type(batch).__name__
        raise TypeError(f"batch: expected (xs, targets) or a Batch(xs, targets, mask, state), got {kind}")
    return Batch(*batch), loss, mode


def _read(cell: Cell, hs: Array, mode: str) -> Array:
    """The outputs that the readout sees: all of them, or the last as a sequence of one step."""
    return hs if mode == "many-to-many" else readout.last(cell, hs)[None]
