"""The GRU with the reset gate after the product (PyTorch, cuDNN), over a whole sequence.

The formulas are those of lstmlab.cells.gru_reset_after. Every gradient of a step is dh times something known before the
loop, so that one product a step serves all of them. Inside, q = h_{t-1} W_hn + b_hn stands before r z n, and both
conventions of z are one function (see lstmlab.kernels.gru). How the arrays stand: lstmlab.kernels.
"""

from typing import NamedTuple

import numpy as np

from lstmlab.cells.gru_reset_after import DEFAULTS, Options, Params, State
from lstmlab.gates import pack
from lstmlab.kernels import blocks
from lstmlab.kernels.gru import with_sign
from lstmlab.shapes import Array


class Cache(NamedTuple):
    """What the backward pass needs.

    stacked: (T + 1, D + 1 + H, N), rows [x_t; 1; h_{t-1}]. gates: (T, 4H, N), rows [q; r; z; n]. sign: 1, or -1 where z
    weighs the old state. mask: (T, N) or None.
    """

    stacked: Array
    gates: Array
    sign: float
    mask: Array | None


def forward(
    params: Params, xs: Array, state: State, mask: Array | None, options: Options = DEFAULTS
) -> tuple[Array, State, Cache]:
    """hs (T, N, H), the last state, and what the backward pass needs."""
    (n_steps, n, n_in), H, dtype = xs.shape, state.h.shape[1], state.h.dtype
    sign = 1.0 if options.z_weighs == "candidate" else -1.0
    W_x, b_x, b_h, W_h = (with_sign(W, sign) for W in (params.W_x, params.b_x, params.b_h, params.W_h))
    W_r_z = blocks.stack_weights(W_x, b_x + b_h, W_h)[:, : 2 * H].copy()
    W_r_z = blocks.prescale_gates(W_r_z, slice(None)).T
    W_x_n = np.concatenate([W_x, b_x[None]])[:, 2 * H :].T
    W_h_n = np.concatenate([b_h[None], W_h])[:, 2 * H :].T.copy(order="F")
    stacked = blocks.stack_inputs(xs, state.h)
    gates = np.empty((n_steps, 4 * H, n), dtype)
    np.matmul(W_x_n, stacked[:-1, : n_in + 1], gates[:, 3 * H :])
    part = np.empty((H, n), dtype)
    half = np.array(0.5, dtype)
    dot, tanh, add, subtract, multiply = np.dot, np.tanh, np.add, np.subtract, np.multiply
    for x_1_h, one_h, h_prev, q, r_z, r, z, n_t, h, held in zip(
        stacked[:-1],
        stacked[:-1, n_in:],
        stacked[:-1, n_in + 1 :],
        gates[:, :H],
        gates[:, H : 3 * H],
        gates[:, H : 2 * H],
        gates[:, 2 * H : 3 * H],
        gates[:, 3 * H :],
        stacked[1:, n_in + 1 :],
        blocks.frozen_rows(mask),
        strict=False,
    ):
        dot(W_r_z, x_1_h, r_z)
        tanh(r_z, r_z)
        multiply(r_z, half, r_z)
        add(r_z, half, r_z)
        dot(W_h_n, one_h, q)
        multiply(r, q, part)
        add(n_t, part, n_t)
        tanh(n_t, n_t)
        subtract(n_t, h_prev, part)
        multiply(z, part, part)
        add(h_prev, part, h)
        if held is not None:
            np.copyto(h, h_prev, where=held)
    hs = blocks.time_first(stacked[1:, n_in + 1 :])
    return hs, State(hs[-1].copy()), Cache(stacked, gates, sign, mask)


def backward(params: Params, cache: Cache, dhs: Array, dstate: State, k: int) -> tuple[Array, State, Params]:
    """dxs (T, N, D), the gradient of the first state, the gradients of the weights; gradients cut every k steps."""
    (n_steps, n, H), n_in, dtype = dhs.shape, len(params.W_x), dhs.dtype
    size = blocks.block_size(n_steps, n)
    stacked_rows = blocks.Rows(size, n_in + 1 + H, n, dtype)
    da_rows = blocks.Rows(size, 4 * H, n, dtype)
    slots = np.empty((size, 5 * H, n), dtype)
    dh_losses = da_rows.lend(size, H, n)
    of_x, of_h = np.zeros((n_in + 1, 3 * H), dtype), np.zeros((1 + H, 3 * H), dtype)  # rows [x; 1] and [1; h]
    dxs = np.empty((n_steps, n, n_in), dtype)
    dh = np.array(dstate.h.T, order="C")
    W_x, W_h = params.W_x, params.W_h
    W_q_r_z = np.asfortranarray(pack(W_h[:, 2 * H :], W_h[:, :H], W_h[:, H : 2 * H]))
    for start, stop, edge in blocks.from_the_end(n_steps, n, k):
        block = slots[: stop - start]
        _local_derivatives(cache, start, stop, block)
        blocks.mask_gradients(block, 5, cache.mask, start, stop, keep=0)
        dh_losses[: stop - start] = dhs[start:stop].transpose(0, 2, 1)
        _back(W_q_r_z, block, dh_losses[: stop - start], dh)
        rows = da_rows(block[:, H:])  # q r z n
        inputs = stacked_rows(cache.stacked[start:stop])
        of_x += np.matmul(inputs[:, : n_in + 1].T, rows[:, H:])
        of_h += np.matmul(inputs[:, n_in:].T, rows[:, : 3 * H])
        np.matmul(rows[:, H:], W_x.T, dxs[start:stop].reshape(-1, n_in))
        if edge:
            dh[:] = 0
    db_h, dW_h = (pack(of_h[rows, H : 2 * H], of_h[rows, 2 * H :], of_h[rows, :H]) for rows in (0, slice(1, None)))
    grads = Params(W_x=of_x[:n_in].copy(), W_h=dW_h, b_x=of_x[n_in].copy(), b_h=db_h)
    return dxs, State(dh.T.copy()), grads


def _local_derivatives(cache: Cache, start: int, stop: int, slots: Array) -> None:
    """Fill slots (steps, 5H, N) with what dh is multiplied by, in the place where the product will stand.

    Rows [1 - z; r z(1 - n^2); q z(1 - n^2) r(1 - r); (n - h_{t-1}) z(1 - z); z(1 - n^2)]. Where 1 - z stands in the
    place of z, the derivative of z is the negative one.
    """
    H = slots.shape[1] // 5
    h_prev, gates = cache.stacked[start:stop, -H:], cache.gates[start:stop]
    q, r, z, n = (gates[:, s * H : (s + 1) * H] for s in range(4))
    of_keep, of_q, of_r, of_z, of_n = (slots[:, s * H : (s + 1) * H] for s in range(5))
    one = np.array(1, slots.dtype)
    np.multiply(n, n, of_n)
    np.subtract(one, of_n, of_n)
    np.multiply(of_n, z, of_n)
    np.multiply(of_n, r, of_q)
    np.subtract(one, r, of_r)
    np.multiply(of_r, of_q, of_r)
    np.multiply(of_r, q, of_r)
    np.subtract(one, z, of_keep)
    np.subtract(*((n, h_prev) if cache.sign == 1 else (h_prev, n)), of_z)
    np.multiply(of_z, z, of_z)
    np.multiply(of_z, of_keep, of_z)


def _back(W_q_r_z: Array, slots: Array, dh_losses: Array, dh: Array) -> None:
    """From the last step of a block to its first: slots become [dh kept; dq; da_r; da_z; da_n], dh changes."""
    n_steps, H, n = dh_losses.shape
    by_gate = slots.reshape(n_steps, 5, H, n)[::-1]
    dot, add, multiply = np.dot, np.add, np.multiply
    for dh_loss, of_dh, da, kept in zip(dh_losses[::-1], by_gate, slots[::-1, H : 4 * H], by_gate[:, 0], strict=True):
        add(dh, dh_loss, dh)
        multiply(dh, of_dh, of_dh)
        dot(W_q_r_z, da, dh)
        add(dh, kept, dh)
