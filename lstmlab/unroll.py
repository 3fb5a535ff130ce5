"""Unrolling: one forward pass and one backpropagation through time for every cell, full and truncated.

A cell is a module with `step` and `step_backward` (see lstmlab.cells). Nothing here knows which cell it is.

Source: P. J. Werbos, "Backpropagation Through Time: What It Does and How to Do It", Proc. IEEE 78 (1990), 1550-1560;
truncation: R. J. Williams and J. Peng, Neural Computation 2 (1990), 490-501.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab import trees
from lstmlab.shapes import Array, bind, whole


class Trace(NamedTuple):
    """A forward pass, kept for the backward pass.

    hs: (T, N, H), the output of every step; state: the state after the last step; caches: one a step.
    """

    hs: Array
    state: Any
    caches: tuple


def zero_state(cell: Any, params: Any, n: int) -> Any:
    """The state of a cell that has seen nothing: zeros (N, H) for each of its parts, in the precision of the weights.

    Args:
        cell: a module such as `lstmlab.cells.elman`.
        params: its weights, W_h (H, ...) among them.
        n: sequences in the batch, N.

    Raises:
        ValueError: n below 1; TypeError: n is no whole number.
    """
    whole(1, n=n)
    shape = (n, params.W_h.shape[0])
    return cell.State(*(np.zeros(shape, params.W_h.dtype) for _ in cell.State._fields))


def forward(cell: Any, params: Any, xs: Array, state: Any) -> Trace:
    """Run a cell over a sequence: state_t = step(params, x_t, state_{t-1}).

    Args:
        cell: a module such as `lstmlab.cells.elman`.
        params: its weights.
        xs: (T, N, D), time first.
        state: the state before the first step; its first array is h (N, H).

    Returns:
        `Trace` with hs (T, N, H).

    Raises:
        ValueError: xs has no steps or a shape does not fit.
    """
    sizes = bind(xs=(xs, "T N D"), h0=(state[0], "N H"))
    if sizes["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    hs, caches = [], []
    for x in xs:
        state, cache = cell.step(params, x, state)
        hs.append(state[0])
        caches.append(cache)
    return Trace(np.stack(hs), state, tuple(caches))


def backward(cell: Any, params: Any, trace: Trace, dhs: Array, dstate: Any = None) -> tuple[Array, Any, Any]:
    """Backpropagation through time: the chain rule over the unrolled graph, from the last step to the first.

    Each step's h receives two gradients: from its own loss, dhs[t], and from the step after it.

    Args:
        cell, params: as in `forward`.
        trace: from `forward`.
        dhs: (T, N, H), dL/dh_t of the loss at each step alone.
        dstate: gradient of the state after the last step, where something else uses it; zero if left out.

    Returns:
        dxs (T, N, D), the gradient of the state before the first step, and the gradients of the weights.
    """
    return truncated_backward(cell, params, trace, dhs, len(trace.caches), dstate)


def truncated_backward(
    cell: Any, params: Any, trace: Trace, dhs: Array, k: int, dstate: Any = None
) -> tuple[Array, Any, Any]:
    """Truncated backpropagation: chunks of k steps counted from step 0, the states carried, the gradients stopped.

    The forward pass is untouched; only the gradient that would cross from one chunk into the chunk before it is set to
    zero. The last chunk may be shorter. With k >= T this is the full backward pass.

    Args, returns: as in `backward`; k is at least 1.

    Raises:
        ValueError: k below 1, or dhs does not fit the trace; TypeError: k is no whole number.
    """
    n_steps = len(trace.caches)
    whole(1, k=k)
    bind(hs=(trace.hs, "T N H"), dhs=(dhs, "T N H"))
    zero = trees.map(np.zeros_like, trace.state)
    dstate = zero if dstate is None else dstate
    dxs: list[Array] = []
    grads = trees.map(np.zeros_like, params)
    for t in reversed(range(n_steps)):
        dstate = dstate._replace(h=dstate.h + dhs[t])
        dx, dstate, step_grads = cell.step_backward(params, trace.caches[t], dstate)
        dxs.append(dx)
        grads = trees.map(np.add, grads, step_grads)
        if t % k == 0 and t > 0:
            dstate = zero
    return np.stack(dxs[::-1]), dstate, grads
