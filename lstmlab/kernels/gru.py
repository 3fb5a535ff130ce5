"""The GRU with the reset gate before the product, over a whole sequence.

The formulas are those of lstmlab.cells.gru. Both conventions of z are one function: where z weighs the old state, 1 - z
is computed in its place, from negated weights. How the arrays stand: lstmlab.kernels.
"""

from typing import NamedTuple

import numpy as np

from lstmlab.cells.gru import DEFAULTS, Options, Params, State
from lstmlab.kernels import blocks
from lstmlab.shapes import Array


class Cache(NamedTuple):
    """What the backward pass needs.

    stacked: (T + 1, D + 1 + H, N), rows [x_t; 1; h_{t-1}]. gates: (T, 3H, N), rows [r; z; n]. reset: (T, H, N),
    r h_{t-1}. sign: 1, or -1 where z weighs the old state. mask: (T, N) or None.
    """

    stacked: Array
    gates: Array
    reset: Array
    sign: float
    mask: Array | None


def forward(
    params: Params, xs: Array, state: State, mask: Array | None, options: Options = DEFAULTS
) -> tuple[Array, State, Cache]:
    """hs (T, N, H), the last state, and what the backward pass needs."""
    (n_steps, n, n_in), H, dtype = xs.shape, state.h.shape[1], state.h.dtype
    sign = 1.0 if options.z_weighs == "candidate" else -1.0
    W_x, b, W_h = (with_sign(W, sign) for W in (params.W_x, params.b, params.W_h))
    W = blocks.stack_weights(W_x, b, W_h)
    W_r_z = blocks.prescale_gates(W[:, : 2 * H].copy(), slice(None)).T
    W_x_n, W_h_n = W[: n_in + 1, 2 * H :].T, W_h[:, 2 * H :].T.copy(order="F")
    stacked = blocks.stack_inputs(xs, state.h)
    gates = np.empty((n_steps, 3 * H, n), dtype)
    np.matmul(W_x_n, stacked[:-1, : n_in + 1], gates[:, 2 * H :])
    reset = np.empty((n_steps, H, n), dtype)
    part = np.empty((H, n), dtype)
    half = np.array(0.5, dtype)
    dot, tanh, add, subtract, multiply = np.dot, np.tanh, np.add, np.subtract, np.multiply
    for x_1_h, h_prev, r_z, r, z, n_t, reset_t, h, held in zip(
        stacked[:-1],
        stacked[:-1, n_in + 1 :],
        gates[:, : 2 * H],
        gates[:, :H],
        gates[:, H : 2 * H],
        gates[:, 2 * H :],
        reset,
        stacked[1:, n_in + 1 :],
        blocks.frozen_rows(mask),
        strict=False,
    ):
        dot(W_r_z, x_1_h, r_z)
        tanh(r_z, r_z)
        multiply(r_z, half, r_z)
        add(r_z, half, r_z)
        multiply(r, h_prev, reset_t)
        dot(W_h_n, reset_t, part)
        add(n_t, part, n_t)
        tanh(n_t, n_t)
        subtract(n_t, h_prev, part)
        multiply(z, part, part)
        add(h_prev, part, h)
        if held is not None:
            np.copyto(h, h_prev, where=held)
    hs = blocks.time_first(stacked[1:, n_in + 1 :])
    return hs, State(hs[-1].copy()), Cache(stacked, gates, reset, sign, mask)


def backward(params: Params, cache: Cache, dhs: Array, dstate: State, k: int) -> tuple[Array, State, Params]:
    """dxs (T, N, D), the gradient of the first state, the gradients of the weights; gradients cut every k steps."""
    (n_steps, n, H), n_in, dtype = dhs.shape, len(params.W_x), dhs.dtype
    size = blocks.block_size(n_steps, n)
    stacked_rows = blocks.Rows(size, n_in + 1 + H, n, dtype)
    reset_rows = blocks.Rows(size, H, n, dtype)
    da_rows = blocks.Rows(size, 3 * H, n, dtype)
    slots = np.empty((size, 5 * H, n), dtype)
    dh_losses = da_rows.lend(size, H, n)
    dW = np.zeros((n_in + 1 + H, 3 * H), dtype)
    dxs = np.empty((n_steps, n, n_in), dtype)
    dh = np.array(dstate.h.T, order="C")
    W_x, W_h = params.W_x, params.W_h
    W_h_r_z, W_h_n = np.asfortranarray(W_h[:, : 2 * H]), np.asfortranarray(W_h[:, 2 * H :])
    for start, stop, edge in blocks.from_the_end(n_steps, n, k):
        block = slots[: stop - start]
        _local_derivatives(cache, start, stop, block)
        blocks.mask_gradients(block, 5, cache.mask, start, stop, keep=4)
        dh_losses[: stop - start] = dhs[start:stop].transpose(0, 2, 1)
        _back(W_h_r_z, W_h_n, block, dh_losses[: stop - start], dh)
        rows = da_rows(block[:, H : 4 * H])
        inputs = stacked_rows(cache.stacked[start:stop])
        dW[:, : 2 * H] += np.matmul(inputs.T, rows[:, : 2 * H])
        dW[: n_in + 1, 2 * H :] += np.matmul(inputs[:, : n_in + 1].T, rows[:, 2 * H :])
        dW[n_in + 1 :, 2 * H :] += np.matmul(reset_rows(cache.reset[start:stop]).T, rows[:, 2 * H :])
        np.matmul(rows, W_x.T, dxs[start:stop].reshape(-1, n_in))
        if edge:
            dh[:] = 0
    return dxs, State(dh.T.copy()), Params(W_x=dW[:n_in].copy(), W_h=dW[n_in + 1 :].copy(), b=dW[n_in].copy())


def _local_derivatives(cache: Cache, start: int, stop: int, slots: Array) -> None:
    """Fill slots (steps, 5H, N) with what is multiplied, in the place where the product will stand.

    Rows [r; h_{t-1} r(1 - r)] wait for the gradient of r h_{t-1}, rows [(n - h_{t-1}) z(1 - z); z(1 - n^2); 1 - z]
    for dh. Where 1 - z stands in the place of z, the derivative of z is the negative one.
    """
    H = slots.shape[1] // 5
    h_prev, gates = cache.stacked[start:stop, -H:], cache.gates[start:stop]
    r, z, n = gates[:, :H], gates[:, H : 2 * H], gates[:, 2 * H :]
    of_part, of_r, of_z, of_n, of_keep = (slots[:, s * H : (s + 1) * H] for s in range(5))
    one = np.array(1, slots.dtype)
    of_part[...] = r
    np.subtract(one, r, of_r)
    np.multiply(of_r, cache.reset[start:stop], of_r)
    np.multiply(n, n, of_n)
    np.subtract(one, of_n, of_n)
    np.multiply(of_n, z, of_n)
    np.subtract(one, z, of_keep)
    np.subtract(*((n, h_prev) if cache.sign == 1 else (h_prev, n)), of_z)
    np.multiply(of_z, z, of_z)
    np.multiply(of_z, of_keep, of_z)


def _back(W_h_r_z: Array, W_h_n: Array, slots: Array, dh_losses: Array, dh: Array) -> None:
    """From the last step of a block to its first: slots become [...; da_r; da_z; da_n; dh kept], dh changes."""
    n_steps, H, n = dh_losses.shape
    by_gate = slots.reshape(n_steps, 5, H, n)[::-1]
    dreset = np.empty((H, n), slots.dtype)
    dot, add, multiply = np.dot, np.add, np.multiply
    for dh_loss, of_dh, of_dreset, from_reset, da_n, da_r_z, kept in zip(
        dh_losses[::-1],
        by_gate[:, 2:],
        by_gate[:, :2],
        by_gate[:, 0],
        by_gate[:, 3],
        slots[::-1, H : 3 * H],
        by_gate[:, 4],
        strict=True,
    ):
        add(dh, dh_loss, dh)
        multiply(dh, of_dh, of_dh)
        dot(W_h_n, da_n, dreset)
        multiply(dreset, of_dreset, of_dreset)
        dot(W_h_r_z, da_r_z, dh)
        add(dh, from_reset, dh)
        add(dh, kept, dh)


def with_sign(W: Array, sign: float) -> Array:
    """Weights (..., 3H) with the block of z negated where sign is -1: a copy then, otherwise the same array."""
    if sign == 1:
        return W
    H = W.shape[-1] // 3
    W = W.copy()
    W[..., H : 2 * H] *= sign
    return W
