"""Elman's cell over a whole sequence: two calls of NumPy a step forward, three backward.

The formulas are those of lstmlab.cells.elman. How the arrays stand: lstmlab.kernels.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lstmlab.cells.elman import Params, State
from lstmlab.kernels import blocks
from lstmlab.shapes import Array

Into = Callable[[Array, Array], object]  # (array, out): what it puts into out counts, not what it returns


def derivative_of_tanh(hs: Array, out: Array) -> None:
    """1 - h^2, into `out`."""
    np.multiply(hs, hs, out)
    np.subtract(np.array(1, hs.dtype), out, out)


class Cache(NamedTuple):
    """stacked: (T + 1, D + 1 + H, N), rows [x_t; 1; h_{t-1}]. mask: (T, N) or None."""

    stacked: Array
    mask: Array | None


def forward(
    params: Params, xs: Array, state: State, mask: Array | None, options: None = None, squash: Into | None = None
) -> tuple[Array, State, Cache]:
    """hs (T, N, H), the last state, and what the backward pass needs. squash: what stands in the place of tanh."""
    squash = squash or np.tanh
    n_in = xs.shape[2]
    W = blocks.stack_weights(params.W_x, params.b, params.W_h).T
    stacked = blocks.stack_inputs(xs, state.h)
    dot = np.dot
    states = stacked[:, n_in + 1 :]
    for x_1_h, h_prev, h, held in zip(stacked, states, states[1:], blocks.frozen_rows(mask), strict=False):
        dot(W, x_1_h, h)
        squash(h, h)
        if held is not None:
            np.copyto(h, h_prev, where=held)
    hs = blocks.time_first(stacked[1:, n_in + 1 :])
    return hs, State(hs[-1].copy()), Cache(stacked, mask)


def backward(
    params: Params, cache: Cache, dhs: Array, dstate: State, k: int, derivative: Into = derivative_of_tanh
) -> tuple[Array, State, Params]:
    """dxs (T, N, D), the gradient of the first state, the gradients of the weights; gradients cut every k steps.

    derivative: that of `squash` in `forward`, from its result.
    """
    (n_steps, n, n_hidden), n_in, dtype = dhs.shape, len(params.W_x), dhs.dtype
    size = blocks.block_size(n_steps, n)
    stacked_rows = blocks.Rows(size, n_in + 1 + n_hidden, n, dtype)
    da_rows = blocks.Rows(size, n_hidden, n, dtype)
    das, dh_losses = np.empty((size, n_hidden, n), dtype), da_rows.lend(size, n_hidden, n)
    dW = np.zeros((n_in + 1 + n_hidden, n_hidden), dtype)
    dxs = np.empty((n_steps, n, n_in), dtype)
    dh = np.array(dstate.h.T, order="C")
    W_h = np.asfortranarray(params.W_h)
    dot, add, multiply = np.dot, np.add, np.multiply
    for start, stop, edge in blocks.from_the_end(n_steps, n, k):
        block = slice(0, stop - start)
        hs = cache.stacked[start + 1 : stop + 1, n_in + 1 :]
        da = das[block]
        derivative(hs, da)  # in the place where dL/da will stand
        blocks.mask_gradients(da, 1, cache.mask, start, stop, keep=None)
        dh_losses[block] = dhs[start:stop].transpose(0, 2, 1)
        seen = None if cache.mask is None else cache.mask[start:stop][::-1]
        for dh_loss, da_t, held in zip(dh_losses[block][::-1], da[::-1], blocks.frozen_rows(seen), strict=False):
            add(dh, dh_loss, dh)
            kept = None if held is None else np.where(held, dh, 0)
            multiply(dh, da_t, da_t)
            dot(W_h, da_t, dh)
            if kept is not None:
                add(dh, kept, dh)
        rows = da_rows(da)
        dW += np.matmul(stacked_rows(cache.stacked[start:stop]).T, rows)
        np.matmul(rows, params.W_x.T, dxs[start:stop].reshape(-1, n_in))
        if edge:
            dh[:] = 0
    return dxs, State(dh.T.copy()), Params(W_x=dW[:n_in].copy(), W_h=dW[n_in + 1 :].copy(), b=dW[n_in].copy())
