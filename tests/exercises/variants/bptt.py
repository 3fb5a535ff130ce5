"""Right answers to the exercises of chapter 3 in other people's styles. Every one of them has to pass."""

import numpy as np

# bptt.numerical_gradient


def numerical_on_copies(f, x, eps):
    grad = np.zeros_like(x)
    for index, _ in np.ndenumerate(x):
        plus, minus = x.copy(), x.copy()
        plus[index] += eps
        minus[index] -= eps
        grad[index] = (f(plus) - f(minus)) / (2 * eps)
    return grad


def numerical_with_nditer(f, x, eps):
    grad = np.empty(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        kept = float(x[i])
        x[i] = kept + eps
        high = f(x)
        x[i] = kept - eps
        low = f(x)
        x[i] = kept
        grad[i] = (high - low) / 2 / eps
        it.iternext()
    return grad


def numerical_over_the_flat_copy(f, x, eps):
    slopes = []
    for k in range(x.size):
        moved = np.array(x, dtype=float)
        moved.flat[k] += eps
        above = f(moved)
        moved.flat[k] = x.flat[k] - eps
        slopes.append((above - f(moved)) * 0.5 / eps)
    return np.array(slopes).reshape(x.shape)


def numerical_with_directions(f, x, eps):
    directions = np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + eps * d) - f(x - eps * d)) / (2 * eps) for d in directions]
    return np.reshape(slopes, x.shape)


def numerical_through_a_view(f, x, eps):
    x = x.copy()
    flat = x.reshape(-1)
    grad = np.zeros(x.size)
    for k in range(len(flat)):
        old = flat[k]
        values = []
        for sign in (1, -1):
            flat[k] = old + sign * eps
            values.append(float(f(x)))
        flat[k] = old
        grad[k] = (values[0] - values[1]) / (2 * eps)
    return grad.reshape(x.shape)


def numerical_from_two_halves(f, x, eps):
    grad, middle = np.zeros(x.shape), f(x)
    for i in np.ndindex(*x.shape):
        step = np.zeros(x.shape)
        step[i] = eps
        grad[i] = ((f(x + step) - middle) / eps + (middle - f(x - step)) / eps) / 2
    return grad


# bptt.step_backward


def step_backward_in_one_dict(dh, x, h_prev, h, W_x, W_h):
    da = (1 - h * h) * dh
    return dict(  # noqa: C408
        x=np.dot(da, W_x.T), h_prev=np.dot(da, W_h.T), W_x=np.dot(x.T, da), W_h=np.dot(h_prev.T, da), b=np.sum(da, 0)
    )


def step_backward_with_einsum(dh, x, h_prev, h, W_x, W_h):
    da = dh - dh * h**2
    return {
        "b": np.einsum("nh->h", da),
        "W_h": np.einsum("ni,nj->ij", h_prev, da),
        "W_x": np.einsum("nd,nh->dh", x, da),
        "h_prev": np.einsum("nj,ij->ni", da, W_h),
        "x": np.einsum("nh,dh->nd", da, W_x),
    }


def step_backward_row_by_row(dh, x, h_prev, h, W_x, W_h):
    dx, dh_prev = np.zeros(x.shape), np.zeros(h_prev.shape)
    dW_x, dW_h, db = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(len(W_h))
    for n in range(len(x)):
        da = dh[n] * (1 - h[n] ** 2)
        dx[n] = W_x @ da
        dh_prev[n] = W_h @ da
        dW_x += np.outer(x[n], da)
        dW_h += np.outer(h_prev[n], da)
        db += da
    return {"x": dx, "h_prev": dh_prev, "W_x": dW_x, "W_h": dW_h, "b": db}


def step_backward_with_joined_inputs(dh, x, h_prev, h, W_x, W_h):
    d = x.shape[1]
    da = dh * (1 + h) * (1 - h)
    joined = np.concatenate([x, h_prev, np.ones((len(x), 1))], axis=1)
    dW = joined.T @ da
    back = da @ np.concatenate([W_x, W_h]).T
    return {"x": back[:, :d], "h_prev": back[:, d:], "W_x": dW[:d], "W_h": dW[d:-1], "b": dW[-1]}


def step_backward_in_float32(dh, x, h_prev, h, W_x, W_h):
    grads = step_backward_with_einsum(dh, x, h_prev, h, W_x, W_h)
    return {name: one.astype(np.float32) for name, one in grads.items()}


def step_backward_with_more_in_the_dict(dh, x, h_prev, h, W_x, W_h):
    slope = 1 / np.cosh(np.arctanh(h)) ** 2
    grads = {"a": dh * slope}
    da = grads["a"]
    grads["W_x"], grads["W_h"], grads["b"] = x.T @ da, h_prev.T @ da, da.T.sum(axis=1)
    grads["x"], grads["h_prev"] = (W_x @ da.T).T, (W_h @ da.T).T
    return grads


def step_backward_by_jacobians(dh, x, h_prev, h, W_x, W_h):
    slopes = np.stack([np.diag(1 - row**2) for row in h])
    da = np.einsum("nj,nji->ni", dh, slopes)
    return {
        "x": np.matmul(da, W_x.T),
        "h_prev": np.matmul(da, np.transpose(W_h)),
        "W_x": sum(x[n][:, None] * da[n] for n in range(len(x))),
        "W_h": sum(h_prev[n][:, None] * da[n] for n in range(len(x))),
        "b": sum(da),
    }


# bptt.backward


def backward_with_lists(dhs, xs, hs, h0, W_x, W_h):
    dxs, das = [], []
    states = [h0, *hs]
    carried = 0
    for t in range(len(xs) - 1, -1, -1):
        da = (dhs[t] + carried) * (1 - states[t + 1] ** 2)
        carried = da @ W_h.T
        dxs.insert(0, da @ W_x.T)
        das.insert(0, da)
    return {
        "xs": dxs,
        "h0": carried,
        "W_x": sum(x.T @ da for x, da in zip(xs, das, strict=True)),
        "W_h": sum(h.T @ da for h, da in zip(states[:-1], das, strict=True)),
        "b": sum(da.sum(0) for da in das),
    }


def backward_with_einsum_at_the_end(dhs, xs, hs, h0, W_x, W_h):
    before = np.concatenate([h0[np.newaxis], hs[:-1]])
    das = np.zeros_like(hs)
    dh = np.zeros_like(h0)
    for t in range(len(xs))[::-1]:
        das[t] = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dh = das[t] @ W_h.T
    return {
        "xs": das @ W_x.T,
        "h0": dh,
        "W_x": np.einsum("tnd,tnh->dh", xs, das),
        "W_h": np.einsum("tni,tnj->ij", before, das),
        "b": das.sum(axis=(0, 1)),
    }


def backward_with_a_step(dhs, xs, hs, h0, W_x, W_h):
    grads = {"xs": np.zeros_like(xs), "W_x": 0, "W_h": 0, "b": 0}
    dh = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        one = step_backward_with_einsum(dhs[t] + dh, xs[t], hs[t - 1] if t else h0, hs[t], W_x, W_h)
        dh = one["h_prev"]
        grads["xs"][t] = one["x"]
        for name in ("W_x", "W_h", "b"):
            grads[name] = grads[name] + one[name]
    return {**grads, "h0": dh}


def backward_sequence_by_sequence(dhs, xs, hs, h0, W_x, W_h):
    T, N, _ = xs.shape
    dxs, dh0 = np.zeros(xs.shape), np.zeros(h0.shape)
    dW_x, dW_h, db = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(W_h.shape[0])
    for n in range(N):
        dh = np.zeros(h0.shape[1])
        for t in range(T - 1, -1, -1):
            da = (dh + dhs[t, n]) * (1 - hs[t, n] ** 2)
            dxs[t, n] = W_x @ da
            dW_x += np.outer(xs[t, n], da)
            dW_h += np.outer(hs[t - 1, n] if t > 0 else h0[n], da)
            db += da
            dh = W_h @ da
        dh0[n] = dh
    return {"xs": dxs, "h0": dh0, "W_x": dW_x, "W_h": dW_h, "b": db}


def backward_by_recursion(dhs, xs, hs, h0, W_x, W_h):
    if len(xs) == 0:
        zero = {"xs": np.zeros(xs.shape), "h0": np.zeros(h0.shape)}
        return {**zero, "W_x": np.zeros(W_x.shape), "W_h": np.zeros(W_h.shape), "b": np.zeros(len(W_h))}
    later = backward_by_recursion(dhs[1:], xs[1:], hs[1:], hs[0], W_x, W_h)
    da = (dhs[0] + later["h0"]) * (1 - hs[0] ** 2)
    return {
        "xs": np.concatenate([(da @ W_x.T)[None], later["xs"]]),
        "h0": da @ W_h.T,
        "W_x": later["W_x"] + xs[0].T @ da,
        "W_h": later["W_h"] + h0.T @ da,
        "b": later["b"] + da.sum(axis=0),
    }


def backward_in_float32(dhs, xs, hs, h0, W_x, W_h):
    grads = backward_with_einsum_at_the_end(*(one.astype(np.float32) for one in (dhs, xs, hs, h0, W_x, W_h)))
    return {**grads, "h_last": hs[-1]}


# bptt.truncated


def truncated_chunk_by_chunk(dhs, xs, hs, h0, W_x, W_h, k):
    total = {"W_x": np.zeros_like(W_x), "W_h": np.zeros_like(W_h), "b": np.zeros(len(W_h))}
    state = h0
    for start in range(0, len(xs), k):
        part = slice(start, start + k)
        grads = backward_with_einsum_at_the_end(dhs[part], xs[part], hs[part], state, W_x, W_h)
        for name in total:
            total[name] += grads[name]
        state = hs[part][-1]
    return total


def truncated_from_the_last_chunk(dhs, xs, hs, h0, W_x, W_h, k):
    T = len(xs)
    n_chunks = int(np.ceil(T / k))
    W = {"W_x": 0, "W_h": 0, "b": 0}
    for c in range(n_chunks - 1, -1, -1):
        dh = np.zeros(h0.shape)
        for t in range(min((c + 1) * k, T) - 1, c * k - 1, -1):
            da = (dhs[t] + dh) * (1 - hs[t] ** 2)
            W["W_x"] = W["W_x"] + xs[t].T @ da
            W["W_h"] = W["W_h"] + (h0 if t == 0 else hs[t - 1]).T @ da
            W["b"] = W["b"] + da.sum(axis=0)
            dh = da @ W_h.T
    return W


def truncated_with_a_factor(dhs, xs, hs, h0, W_x, W_h, k):
    before = np.concatenate([h0[None], hs[:-1]])
    das = np.zeros(hs.shape)
    dh = 0
    for t in reversed(range(len(xs))):
        das[t] = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dh = (das[t] @ W_h.T) * (t % k > 0)
    return {
        "W_x": np.tensordot(xs, das, axes=([0, 1], [0, 1])),
        "W_h": np.tensordot(before, das, axes=([0, 1], [0, 1])),
        "b": das.sum(axis=0).sum(axis=0),
    }


def truncated_cut_before_it_is_added(dhs, xs, hs, h0, W_x, W_h, k):
    grads = {name: np.zeros(shape) for name, shape in (("W_x", W_x.shape), ("W_h", W_h.shape), ("b", len(W_h)))}
    dh_next = np.zeros(h0.shape)
    for t in range(len(xs) - 1, -1, -1):
        if (t + 1) % k == 0:
            dh_next = np.zeros(h0.shape)
        da = (dhs[t] + dh_next) * (1 - hs[t]) * (1 + hs[t])
        h_prev = hs[t - 1] if t else h0
        grads["W_x"] += np.einsum("nd,nh->dh", xs[t], da)
        grads["W_h"] += np.einsum("ni,nj->ij", h_prev, da)
        grads["b"] += da.sum(0)
        dh_next = np.einsum("nj,ij->ni", da, W_h)
    return grads


def truncated_with_marked_edges(dhs, xs, hs, h0, W_x, W_h, k):
    edges = set(range(0, len(xs), k))
    dW_x, dW_h, db = [], [], []
    dh = np.zeros_like(h0)
    for t in range(len(xs))[::-1]:
        grads = step_backward_with_joined_inputs(dhs[t] + dh, xs[t], hs[t - 1] if t else h0, hs[t], W_x, W_h)
        dW_x.append(grads["W_x"])
        dW_h.append(grads["W_h"])
        db.append(grads["b"])
        dh = np.zeros_like(h0) if t in edges else grads["h_prev"]
    return {"W_x": np.sum(dW_x, axis=0), "W_h": np.sum(dW_h, axis=0), "b": np.sum(db, axis=0), "chunks": len(edges)}


VARIANTS = {
    "bptt.numerical_gradient": [
        numerical_on_copies,
        numerical_with_nditer,
        numerical_over_the_flat_copy,
        numerical_with_directions,
        numerical_through_a_view,
        numerical_from_two_halves,
    ],
    "bptt.step_backward": [
        step_backward_in_one_dict,
        step_backward_with_einsum,
        step_backward_row_by_row,
        step_backward_with_joined_inputs,
        step_backward_in_float32,
        step_backward_with_more_in_the_dict,
        step_backward_by_jacobians,
    ],
    "bptt.backward": [
        backward_with_lists,
        backward_with_einsum_at_the_end,
        backward_with_a_step,
        backward_sequence_by_sequence,
        backward_by_recursion,
        backward_in_float32,
    ],
    "bptt.truncated": [
        truncated_chunk_by_chunk,
        truncated_from_the_last_chunk,
        truncated_with_a_factor,
        truncated_cut_before_it_is_added,
        truncated_with_marked_edges,
    ],
}
