"""A recurrent network: a cell, unrolled over a sequence, and a readout on top of it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from lstmlab import readout, unroll
from lstmlab.shapes import Array, bind


class Params(NamedTuple):
    """Weights of the network: `cell`, the Params of the cell, and `readout`, those of the readout."""

    cell: Any
    readout: readout.Params


def forward(
    cell: Any, params: Params, xs: Array, state: Any = None, mode: str = "many-to-many"
) -> tuple[Array, unroll.Trace]:
    """Run the cell over the sequence and read its hidden states.

    Args:
        cell: a module such as `lstmlab.cells.elman`.
        params: its weights and those of the readout.
        xs: (T, N, D), time first.
        state: the state before the first step; zero if left out.
        mode: "many-to-many" or "many-to-one".

    Returns:
        ys, (T, N, K) or (N, K), and the trace: `trace.hs` are the hidden states, `trace.state` the state to go on from.

    Raises:
        ValueError: a shape does not fit, no steps, or an unknown mode.
        TypeError: not an array, or float32 mixed with float64.
    """
    if state is None:
        state = unroll.zero_state(cell, params.cell, bind(xs=(xs, "T N D"))["N"])
    trace = unroll.forward(cell, params.cell, xs, state)
    return readout.forward(params.readout, trace.hs, mode), trace


def loss_and_gradients(
    cell: Any,
    params: Params,
    xs: Array,
    targets: Array,
    loss: Callable[[Array, Array], tuple[Any, Array]],
    mode: str = "many-to-many",
    state: Any = None,
    k: int | None = None,
) -> tuple[Any, Params, Any]:
    """The loss of one batch of sequences and its gradient, by backpropagation through time.

    Args:
        cell, params, xs, state, mode: as in `forward`.
        targets: what `loss` compares the outputs with.
        loss: (ys, targets) -> (loss, dys), such as `lstmlab.losses.mse`.
        k: truncate: the gradient is stopped every k steps. Full backpropagation if left out.

    Returns:
        The loss, its gradients in the form of `params`, and the state after the last step (to carry on from it).

    Raises:
        ValueError: as in `forward`, k below 1, or targets that do not fit; TypeError: as in `forward`.
    """
    ys, trace = forward(cell, params, xs, state, mode)
    value, dys = loss(ys, targets)
    dhs, readout_grads = readout.backward(params.readout, trace.hs, dys, mode)
    chunk = len(xs) if k is None else k
    _, _, cell_grads = unroll.truncated_backward(cell, params.cell, trace, dhs, chunk)
    return value, Params(cell_grads, readout_grads), trace.state
