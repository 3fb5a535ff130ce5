"""The LSTM over a whole sequence, with or without peepholes.

The formulas are those of lstmlab.cells.lstm and lstmlab.cells.peephole. Inside, the gates stand in the order g f i o,
with c_{t-1} before them: [c_{t-1} g] and [f i] are then neighbours, and one product of the pairs gives both parts of
c_t. How the arrays stand: lstmlab.kernels.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.cells import lstm, peephole
from lstmlab.kernels import blocks
from lstmlab.shapes import Array


class Cache(NamedTuple):
    """What the backward pass needs.

    stacked: (T + 1, D + 1 + H, N), rows [x_t; 1; h_{t-1}]. gates: (T + 1, 5H, N), rows [c_{t-1}; g; f; i; o].
    tanh_c: (T, H, N). mask: (T, N) or None.
    """

    stacked: Array
    gates: Array
    tanh_c: Array
    mask: Array | None


def forward(
    params: Any, xs: Array, state: Any, mask: Array | None, options: peephole.Options | None = None
) -> tuple[Array, Any, Cache]:
    """hs (T, N, H), the last state, and what the backward pass needs. The options change the gradient alone."""
    (n_steps, n, n_in), H, dtype = xs.shape, state.h.shape[1], state.h.dtype
    W = blocks.prescale_gates(_reordered(blocks.stack_weights(params.W_x, params.b, params.W_h)), slice(H, None)).T
    stacked = blocks.stack_inputs(xs, state.h)
    gates = np.empty((n_steps + 1, 5 * H, n), dtype)
    gates[0, :H] = state.c.T
    tanh_c = np.empty((n_steps, H, n), dtype)
    run = _with_peepholes if isinstance(params, peephole.Params) else _without_peepholes
    run(params, W, stacked, gates, tanh_c, mask)
    hs = blocks.time_first(stacked[1:, n_in + 1 :])
    last = type(state)(hs[-1].copy(), gates[-1, :H].T.copy())
    return hs, last, Cache(stacked, gates, tanh_c, mask)


def _without_peepholes(params: Any, W: Array, stacked: Array, gates: Array, tanh_c: Array, mask: Array | None) -> None:
    H, dtype = tanh_c.shape[1], tanh_c.dtype
    half = np.array(0.5, dtype)  # a scalar would be converted in each call
    written = np.empty((2 * H, *tanh_c.shape[2:]), dtype)
    kept, new = written[:H], written[H:]
    dot, tanh, add, multiply = np.dot, np.tanh, np.add, np.multiply
    for x_1_h, a, sigmoids, c_g, f_i, o, c, tanh_c_t, h, held in zip(
        stacked[:-1],
        gates[:-1, H:],
        gates[:-1, 2 * H :],
        gates[:-1, : 2 * H],
        gates[:-1, 2 * H : 4 * H],
        gates[:-1, 4 * H :],
        gates[1:, :H],
        tanh_c,
        stacked[1:, -H:],
        blocks.frozen_rows(mask),
        strict=False,
    ):
        dot(W, x_1_h, a)
        tanh(a, a)
        multiply(sigmoids, half, sigmoids)
        add(sigmoids, half, sigmoids)
        multiply(c_g, f_i, written)
        add(kept, new, c)
        tanh(c, tanh_c_t)
        multiply(o, tanh_c_t, h)
        if held is not None:
            np.copyto(c, c_g[:H], where=held)
            np.copyto(h, x_1_h[-H:], where=held)


def _with_peepholes(params: Any, W: Array, stacked: Array, gates: Array, tanh_c: Array, mask: Array | None) -> None:
    (n_steps, H, n), dtype = tanh_c.shape, tanh_c.dtype
    half = np.array(0.5, dtype)
    p_f_i = 0.5 * np.stack([params.p_f, params.p_i])[:, :, None]
    p_o = 0.5 * params.p_o[:, None]
    pairs = gates.reshape(n_steps + 1, 5, H, n)  # a step's rows, one gate a slice
    written, peeped = np.empty((2, 2, H, n), dtype)
    kept, new = written
    dot, tanh, add, multiply = np.dot, np.tanh, np.add, np.multiply
    for x_1_h, a, g_f_i, c_prev, c_g, f_i, o, c, tanh_c_t, h, held in zip(
        stacked[:-1],
        gates[:-1, H:],
        gates[:-1, H : 4 * H],
        gates[:-1, :H],
        pairs[:-1, :2],
        pairs[:-1, 2:4],
        gates[:-1, 4 * H :],
        gates[1:, :H],
        tanh_c,
        stacked[1:, -H:],
        blocks.frozen_rows(mask),
        strict=False,
    ):
        dot(W, x_1_h, a)
        multiply(p_f_i, c_prev, peeped)
        add(f_i, peeped, f_i)
        tanh(g_f_i, g_f_i)
        multiply(f_i, half, f_i)
        add(f_i, half, f_i)
        multiply(c_g, f_i, written)
        add(kept, new, c)
        multiply(p_o, c, kept)  # the output gate sees the new cell
        add(o, kept, o)
        tanh(o, o)
        multiply(o, half, o)
        add(o, half, o)
        tanh(c, tanh_c_t)
        multiply(o, tanh_c_t, h)
        if held is not None:
            np.copyto(c, c_prev, where=held)
            np.copyto(h, x_1_h[-H:], where=held)


def backward(params: Any, cache: Cache, dhs: Array, dstate: Any, k: int) -> tuple[Array, Any, Any]:
    """dxs (T, N, D), the gradient of the first state, the gradients of the weights; gradients cut every k steps."""
    (n_steps, n, H), n_in, dtype = dhs.shape, len(params.W_x), dhs.dtype
    peepholes = isinstance(params, peephole.Params)
    size = blocks.block_size(n_steps, n)
    stacked_rows = blocks.Rows(size, n_in + 1 + H, n, dtype)
    da_rows = blocks.Rows(size, 4 * H, n, dtype)
    slots = np.empty((size, 6 * H, n), dtype)
    dh_losses = da_rows.lend(size, H, n)
    dW = np.zeros((n_in + 1 + H, 4 * H), dtype)
    dp = np.zeros((3, H), dtype)
    dxs = np.empty((n_steps, n, n_in), dtype)
    dh, dc = np.array(dstate.h.T, order="C"), np.array(dstate.c.T, order="C")
    W_h, W_x = np.asfortranarray(_reordered(params.W_h)), _reordered(params.W_x)
    run = _back_with_peepholes if peepholes else _back_without_peepholes
    for start, stop, edge in blocks.from_the_end(n_steps, n, k):
        block = slots[: stop - start]
        _local_derivatives(cache, start, stop, block)
        dh_losses[: stop - start] = dhs[start:stop].transpose(0, 2, 1)
        blocks.mask_gradients(block, 6, cache.mask, start, stop, keep=0)
        seen = None if cache.mask is None else cache.mask[start:stop][::-1]
        dc = run(params, W_h, block, dh_losses[: stop - start], dh, dc, seen).copy()
        if peepholes:
            dp += _peephole_gradients(cache, start, stop, block)
        rows = da_rows(block[:, H : 5 * H])
        dW += np.matmul(stacked_rows(cache.stacked[start:stop]).T, rows)
        np.matmul(rows, W_x.T, dxs[start:stop].reshape(-1, n_in))
        if edge:
            dh[:] = 0
            dc[:] = 0
    weights = (_reordered(dW[:n_in]), _reordered(dW[n_in + 1 :]), _reordered(dW[n_in]))
    grads = (
        peephole.Params(*weights, p_i=dp[1].copy(), p_f=dp[0].copy(), p_o=dp[2].copy())
        if peepholes
        else lstm.Params(*weights)
    )
    return dxs, type(dstate)(dh.T.copy(), dc.T.copy()), grads


def _local_derivatives(cache: Cache, start: int, stop: int, slots: Array) -> None:
    """Fill slots (steps, 6H, N) with what dc and dh are multiplied by, in the place where the product will stand.

    Rows [f; i(1 - g^2); c_{t-1} f(1 - f); g i(1 - i)] wait for dc, and [tanh(c) o(1 - o); o(1 - tanh(c)^2)] for dh.
    """
    H = slots.shape[1] // 6
    gates, tanh_c = cache.gates[start:stop], cache.tanh_c[start:stop]
    h = cache.stacked[start + 1 : stop + 1, -H:]
    c_g, f_i, f, i, g, o = (
        gates[:, first * H : last * H] for first, last in ((0, 2), (2, 4), (2, 3), (3, 4), (1, 2), (4, 5))
    )
    of_g, of_f_i, of_i = slots[:, H : 2 * H], slots[:, 2 * H : 4 * H], slots[:, 3 * H : 4 * H]
    of_o, of_c, free = slots[:, 4 * H : 5 * H], slots[:, 5 * H :], slots[:, 4 * H :]
    one = np.array(1, slots.dtype)
    slots[:, :H] = f
    np.multiply(c_g, f_i, of_f_i)
    np.multiply(of_i, g, of_g)
    np.subtract(i, of_g, of_g)
    np.subtract(one, f_i, free)
    np.multiply(of_f_i, free, of_f_i)
    np.subtract(one, o, of_o)
    np.multiply(of_o, h, of_o)
    np.multiply(tanh_c, h, of_c)
    np.subtract(o, of_c, of_c)


def _back_without_peepholes(
    params: Any, W_h: Array, slots: Array, dh_losses: Array, dh: Array, dc: Array, seen: Array | None
) -> Array:
    """From the last step of a block to its first: slots become [dc_{t-1}; da_g; da_f; da_i; da_o; ...], dh changes.

    seen: the mask of the block, the last step first. Returns the dc before the block.
    """
    n_steps, H, n = dh_losses.shape
    by_gate = slots.reshape(n_steps, 6, H, n)[::-1]
    dot, add, multiply = np.dot, np.add, np.multiply
    for dh_loss, of_dh, dc_of_h, of_dc, da, dc_prev, held in zip(
        dh_losses[::-1],
        by_gate[:, 4:],
        by_gate[:, 5],
        by_gate[:, :4],
        slots[::-1, H : 5 * H],
        by_gate[:, 0],
        blocks.frozen_rows(seen),
        strict=False,
    ):
        add(dh, dh_loss, dh)
        kept = None if held is None else np.where(held, dh, 0)
        multiply(dh, of_dh, of_dh)
        add(dc, dc_of_h, dc)
        multiply(dc, of_dc, of_dc)
        dot(W_h, da, dh)
        if kept is not None:
            add(dh, kept, dh)
        dc = dc_prev
    return dc


def _back_with_peepholes(
    params: Any, W_h: Array, slots: Array, dh_losses: Array, dh: Array, dc: Array, seen: Array | None
) -> Array:
    n_steps, H, n = dh_losses.shape
    by_gate = slots.reshape(n_steps, 6, H, n)[::-1]
    p_f_i = np.stack([params.p_f, params.p_i])[:, :, None]
    p_o = params.p_o[:, None]
    peeped = np.empty((2, H, n), slots.dtype)
    from_f, from_i = peeped
    dot, add, multiply = np.dot, np.add, np.multiply
    for dh_loss, of_dh, dc_of_h, da_o, of_dc, da, da_f_i, dc_prev, held in zip(
        dh_losses[::-1],
        by_gate[:, 4:],
        by_gate[:, 5],
        by_gate[:, 4],
        by_gate[:, :4],
        slots[::-1, H : 5 * H],
        by_gate[:, 2:4],
        by_gate[:, 0],
        blocks.frozen_rows(seen),
        strict=False,
    ):
        add(dh, dh_loss, dh)
        kept = None if held is None else np.where(held, dh, 0)
        multiply(dh, of_dh, of_dh)
        add(dc, dc_of_h, dc)
        multiply(p_o, da_o, from_f)
        add(dc, from_f, dc)
        multiply(dc, of_dc, of_dc)
        dot(W_h, da, dh)
        if kept is not None:
            add(dh, kept, dh)
        multiply(p_f_i, da_f_i, peeped)
        add(dc_prev, from_f, dc_prev)
        add(dc_prev, from_i, dc_prev)
        dc = dc_prev
    return dc


def _peephole_gradients(cache: Cache, start: int, stop: int, slots: Array) -> Array:
    """Sums over steps and batch, rows f, i, o (3, H): f and i saw c_{t-1}, o saw c_t."""
    H = slots.shape[1] // 6
    c_prev, c = cache.gates[start:stop, :H], cache.gates[start + 1 : stop + 1, :H]
    seen_by = {2: c_prev, 3: c_prev, 4: c}
    return np.stack([np.einsum("thn,thn->h", slots[:, s * H : (s + 1) * H], cell) for s, cell in seen_by.items()])


def _reordered(W: Array) -> Array:
    """Columns i f g o to g f i o, or back: the same exchange of i and g. A copy."""
    by_gate = W.reshape(*W.shape[:-1], 4, -1)
    return by_gate[..., [2, 1, 0, 3], :].reshape(W.shape)
