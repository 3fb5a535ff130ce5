"""Kernels: a cell over a whole sequence, the same numbers as the reference cells, in less time.

`lstmlab.unroll` calls a cell step by step; each step is written to be read, and makes arrays for every formula. A
kernel knows the whole sequence at once:

- States stand feature by feature, (H, N), and the gates of a step below each other: each is one piece of memory.
- Inputs, a row of ones and the state stand below each other too, (D + 1 + H, N): one product gives all gates, with
  their bias.
- sigmoid(a) = (1 + tanh(a/2)) / 2, with the half in the weights: one call of tanh serves all gates.
- The backward pass takes the local derivatives of a block of steps at once, in the place where the gradients will
  stand, and leaves the gradients of the weights to one product a block.
- Nothing is allocated inside the loop over time. A cell that is linear in its state needs none: it is scanned.

A kernel has `forward(params, xs, state, mask, options) -> (hs, state, cache)` and
`backward(params, cache, dhs, dstate, k) -> (dxs, dstate, grads)`, and stands for one or two cells of lstmlab.cells.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.cells import elman as elman_cell
from lstmlab.cells import gru as gru_cell
from lstmlab.cells import gru_reset_after as gru_reset_after_cell
from lstmlab.cells import irnn as irnn_cell
from lstmlab.cells import lstm as lstm_cell
from lstmlab.cells import mingru as mingru_cell
from lstmlab.cells import minlstm as minlstm_cell
from lstmlab.cells import peephole as peephole_cell
from lstmlab.cells.arguments import check_cell, check_step, check_weights
from lstmlab.cells.protocol import StepCell
from lstmlab.cells.variant import parts
from lstmlab.kernels import elman, gru, gru_reset_after, irnn, linear, lstm
from lstmlab.shapes import Array, bind, check_fields, check_int
from lstmlab.unroll import check_mask

_KERNELS: dict[Any, Any] = {
    elman_cell: elman,
    irnn_cell: irnn,
    lstm_cell: lstm,
    peephole_cell: lstm,
    gru_cell: gru,
    gru_reset_after_cell: gru_reset_after,
    mingru_cell: linear.Kernel(mingru_cell),
    minlstm_cell: linear.Kernel(minlstm_cell),
}


class Trace(NamedTuple):
    """A forward pass, kept for the backward pass.

    hs: (T, N, H), the output of every step; state: the state after the last step; cache: what the kernel keeps.
    """

    hs: Array
    state: Any
    cache: Any


def has(cell: StepCell) -> bool:
    """Whether there is a kernel for a cell and its options. All but those with another gradient than the exact one."""
    module, options = parts(cell)
    return module in _KERNELS and getattr(options, "gradient", "exact") == "exact"


def forward(cell: StepCell, params: Any, xs: Array, state: Any, mask: Array | None = None) -> Trace:
    """Run a cell over a sequence: the same as `lstmlab.unroll.forward`.

    Args:
        cell: a module such as `lstmlab.cells.lstm`, or a `Variant` of one.
        params: its weights, all float32 or all float64.
        xs: (T, N, D), time first, in the same precision.
        state: the state before the first step, arrays (N, H).
        mask: (T, N), False where a sequence has no input: its state stays as it is, and hs repeats its output.

    Returns:
        `Trace` with hs (T, N, H).

    Raises:
        ValueError: there is no kernel for the cell, xs has no steps, a shape does not fit. TypeError: another cell's
            weights or state, float32 mixed with float64, numbers that are neither, a mask that is not of booleans.
    """
    check_cell(cell)
    module, options = parts(cell)
    if not has(cell):
        raise ValueError(f"cell: expected one that has a kernel, got {cell.__name__}; lstmlab.unroll runs every cell")
    sizes = bind(xs=(xs, "T N D"))
    if sizes["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    check_step(module.LETTERS, module.Params, module.State, params, xs[0], state)
    for name, array in {"xs": xs, "W_x": params.W_x}.items():
        if array.dtype not in (np.float32, np.float64):
            raise TypeError(f"{name}: expected float32 or float64, got {array.dtype}")
    if mask is not None:
        check_mask(mask, sizes)
        xs = np.where(mask[:, :, None], xs, 0)  # padding may hold anything, NaN too
    return Trace(*_KERNELS[module].forward(params, xs, state, mask, options))


def backward(
    cell: StepCell, params: Any, trace: Trace, dhs: Array, dstate: Any = None, k: int | None = None
) -> tuple[Array, Any, Any]:
    """Backpropagation through time, full or truncated: the same as `lstmlab.unroll.truncated_backward`.

    Args:
        cell, params: as in `forward`.
        trace: from `forward`.
        dhs: (T, N, H), dL/dh_t of the loss at each step alone.
        dstate: gradient of the state after the last step, where something else uses it; zero if left out.
        k: truncate: chunks of k steps counted from step 0, gradients stopped between them. None does not truncate.

    Returns:
        dxs (T, N, D), the gradient of the state before the first step, and the gradients of the weights.

    Raises:
        ValueError: k below 1, or dhs does not fit the trace; TypeError: k is not an integer, another cell's gradient,
            another precision than that of the forward pass.
    """
    check_cell(cell)
    module, _ = parts(cell)
    if k is not None:
        check_int(1, k=k)
    if check_weights(module.LETTERS, module.Params, params)["D"] == 0:
        raise ValueError("W_x: expected at least one input, got D = 0")
    check_fields(Trace, trace=trace)
    hs = trace.hs
    bind(hs=(hs, "T N H"), dhs=(dhs, "T N H"))
    if dstate is None:
        dstate = module.State(*(np.zeros_like(part) for part in trace.state))
    check_fields(module.State, dstate=dstate)
    for name, part in dstate._asdict().items():
        bind(hs=(hs, "T N H"), **{f"d{name}": (part, "N H")})
    for name, array in {"dhs": dhs, **{f"d{name}": part for name, part in dstate._asdict().items()}}.items():
        if array.dtype != hs.dtype:
            raise TypeError(f"{name}: expected {hs.dtype} like the outputs, got {array.dtype}")
    before: tuple[Array, Any, Any] = _KERNELS[module].backward(params, trace.cache, dhs, dstate, k or len(hs))
    return before
