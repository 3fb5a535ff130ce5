"""A recurrent network: a cell, a stack of cells or both directions, unrolled over a sequence, and a readout on top."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lstmlab import dropout as dropout_module
from lstmlab import layers, readout
from lstmlab.cells.protocol import Cell
from lstmlab.shapes import Array, bind, one_of
from lstmlab.trees import Tree


class Params(NamedTuple):
    """Weights of the network: `cell`, those of the cell or its layers, and `readout`, those of the readout."""

    cell: Tree
    readout: readout.Params


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
    one_of(readout.MODES, mode=mode)
    trace = layers.forward(cell, params.cell, xs, state, mask, fast=fast)
    return readout.forward(params.readout, _read(cell, trace.hs, mode), mode), trace


def loss_and_gradients(
    cell: Cell,
    params: Params,
    xs: Array,
    targets: Array,
    loss: Callable[[Array, Array], tuple[Any, Array]],
    mode: str = "many-to-many",
    state: Tree = None,
    k: int | None = None,
    mask: Array | None = None,
    dropout: dropout_module.Dropout | None = None,
    rng: np.random.Generator | None = None,
    fast: bool = True,
) -> tuple[Any, Params, Tree]:
    """The loss of one batch of sequences and its gradient, by backpropagation through time.

    Args:
        cell, params, xs, state, mode, mask, fast: as in `forward`.
        targets: what `loss` compares the outputs with.
        loss: (ys, targets) -> (loss, dys), such as `lstmlab.losses.mse`. With a mask, "many-to-many" counts the outputs
            at padded steps too, unless it is `lstmlab.losses.masked(loss, mask)`.
        k: truncate: the gradient is stopped every k steps. Full backpropagation if left out.
        dropout: what is dropped while training, `lstmlab.dropout.Dropout`; nothing if left out.
        rng: draws the dropout masks, new ones at each call. Needed with `dropout`.

    Returns:
        The loss, its gradients in the form of `params`, and the state after the last step (to carry on from it).

    Raises:
        ValueError: as in `forward`, k below 1 or with a Bidirectional, or targets that do not fit; TypeError: as in
            `forward`, or dropout without rng.
    """
    one_of(readout.MODES, mode=mode)
    drop, outputs = None, None
    if dropout is not None:
        if rng is None:
            raise TypeError("rng: expected a generator from np.random.default_rng(seed), which dropout needs, got None")
        drop, outputs = dropout.draw(rng, params, bind(xs=(xs, "T N D"))["N"])
    fast = fast and not layers.is_complex(params)
    trace = layers.forward(cell, params.cell, xs, state, mask, drop, fast)
    read = _read(cell, trace.hs, mode)
    read = read if outputs is None else read * outputs
    value, dys = loss(readout.forward(params.readout, read, mode), targets)
    dread, readout_grads = readout.backward(params.readout, read, dys, mode)
    dread = dread if outputs is None else dread * outputs
    dhs = dread if mode == "many-to-many" else readout.last_backward(cell, dread[0], len(trace.hs))
    _, _, cell_grads = layers.backward(cell, params.cell, trace, dhs, k=k)
    return value, Params(cell_grads, readout_grads), trace.state


def _read(cell: Cell, hs: Array, mode: str) -> Array:
    """The outputs that the readout sees: all of them, or the last as a sequence of one step."""
    return hs if mode == "many-to-many" else readout.last(cell, hs)[None]
