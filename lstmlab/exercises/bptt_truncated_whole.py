"""Known mistakes of exercise bptt.truncated that are whole functions, not edits of the worked answer."""

import numpy as np


def _chunk(dhs, xs, hs, h_before, W_x, W_h):
    """The gradients of one chunk, from the losses in it."""
    dW_x, dW_h, db = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(len(W_h))
    dh_next = np.zeros_like(hs[0])
    for t in reversed(range(len(xs))):
        h_prev = hs[t - 1] if t > 0 else h_before
        da = (dhs[t] + dh_next) * (1 - hs[t] ** 2)
        dW_x += xs[t].T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
        dh_next = da @ W_h.T
    return {"W_x": dW_x, "W_h": dW_h, "b": db}


def _added(parts):
    return {name: sum(part[name] for part in parts) for name in ("W_x", "W_h", "b")}


def _chunks(dhs, xs, hs, h0, W_x, W_h, starts, before):
    stops = [*starts[1:], len(xs)]
    parts = [
        _chunk(dhs[a:b], xs[a:b], hs[a:b], before(a, b), W_x, W_h) for a, b in zip(starts, stops, strict=True) if a < b
    ]
    return _added(parts)


def full_backward_of_each_chunk(dhs, xs, hs, h0, W_x, W_h, k):
    return _chunks(dhs, xs, hs, h0, W_x, W_h, list(range(0, len(xs), k)), lambda a, b: h0)


def cut_after_the_second_step(dhs, xs, hs, h0, W_x, W_h, k):
    starts = [0, *range(1, len(xs), k)] if k > 1 else [0]
    return _chunks(dhs, xs, hs, h0, W_x, W_h, starts, lambda a, b: hs[a - 1] if a else h0)


def own_last_state(dhs, xs, hs, h0, W_x, W_h, k):
    return _chunks(dhs, xs, hs, h0, W_x, W_h, list(range(0, len(xs), k)), lambda a, b: hs[b - 1])


def steps_counted_in_the_loop(dhs, xs, hs, h0, W_x, W_h, k):
    first = len(xs) % k
    starts = sorted({0, *range(first, len(xs), k)})
    return _chunks(dhs, xs, hs, h0, W_x, W_h, starts, lambda a, b: hs[a - 1] if a else h0)


def k_chunks_rounded_down(dhs, xs, hs, h0, W_x, W_h, k):
    size = max(len(xs) // k, 1)
    starts = list(range(0, len(xs), size))
    return _chunks(dhs, xs, hs, h0, W_x, W_h, starts, lambda a, b: hs[a - 1] if a else h0)


def k_chunks_by_array_split(dhs, xs, hs, h0, W_x, W_h, k):
    starts = [int(part[0]) for part in np.array_split(np.arange(len(xs)), k) if len(part)]
    return _chunks(dhs, xs, hs, h0, W_x, W_h, starts, lambda a, b: hs[a - 1] if a else h0)


def window_for_each_loss(dhs, xs, hs, h0, W_x, W_h, k):
    return _windows(dhs, xs, hs, h0, W_x, W_h, k)


def window_of_k_steps_further(dhs, xs, hs, h0, W_x, W_h, k):
    return _windows(dhs, xs, hs, h0, W_x, W_h, k + 1)


def _windows(dhs, xs, hs, h0, W_x, W_h, steps):
    parts = []
    for t in range(len(xs)):
        a = max(0, t + 1 - steps)
        alone = np.zeros_like(dhs[a : t + 1])
        alone[-1] = dhs[t]
        parts.append(_chunk(alone, xs[a : t + 1], hs[a : t + 1], hs[a - 1] if a else h0, W_x, W_h))
    return _added(parts)
