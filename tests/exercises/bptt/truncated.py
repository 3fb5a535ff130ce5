"""bptt.truncated: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers, changed

ANSWERS = Answers("bptt.truncated")
right, wrong = ANSWERS.right, ANSWERS.wrong


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


def step_backward_with_joined_inputs(dh, x, h_prev, h, W_x, W_h):
    d = x.shape[1]
    da = dh * (1 + h) * (1 - h)
    joined = np.concatenate([x, h_prev, np.ones((len(x), 1))], axis=1)
    dW = joined.T @ da
    back = da @ np.concatenate([W_x, W_h]).T
    return {"x": back[:, :d], "h_prev": back[:, d:], "W_x": dW[:d], "W_h": dW[d:-1], "b": dW[-1]}


def _chunk(dhs, xs, hs, h_before, W_x, W_h):
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h_before)
    for t in reversed(range(len(xs))):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dW_x += xs[t].T @ da
        dW_h += (h_before if t == 0 else hs[t - 1]).T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
    return {"W_x": dW_x, "W_h": dW_h, "b": db}


def _added(parts):
    parts = list(parts)
    return {name: sum(part[name] for part in parts) for name in ("W_x", "W_h", "b")}


@right
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


@right
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


@right
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


@right
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


@right
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


@right
def from_the_end(dhs, xs, hs, h0, W_x, W_h, k):
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dW_x += xs[t].T @ da
        dW_h += (hs[t - 1] if t else h0).T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
        if t % k == 0:
            dh = np.zeros_like(h0)
    return {"W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("never-cut")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    return _chunk(dhs, xs, hs, h0, W_x, W_h)


@wrong("every-chunk-starts-from-h0")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    parts = []
    for s in range(0, len(xs), k):
        parts.append(_chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], h0, W_x, W_h))
    return _added(parts)


@wrong("all-start-states-zero")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    zero = np.zeros_like(h0)
    parts = []
    for s in range(0, len(xs), k):
        parts.append(_chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], zero, W_x, W_h))
    return _added(parts)


@wrong("chunk-reads-its-own-last-state")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    parts = []
    for s in range(0, len(xs), k):
        part = hs[s : s + k]
        parts.append(_chunk(dhs[s : s + k], xs[s : s + k], part, part[-1], W_x, W_h))
    return _added(parts)


@wrong("short-chunk-dropped")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    total = {"W_x": np.zeros_like(W_x), "W_h": np.zeros_like(W_h), "b": np.zeros(len(W_h))}
    h = h0
    for c in range(len(xs) // k):
        s = slice(c * k, (c + 1) * k)
        part = _chunk(dhs[s], xs[s], hs[s], h, W_x, W_h)
        for name in total:
            total[name] += part[name]
        h = hs[s][-1]
    return total


@wrong("last-chunk-only")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    h = h0
    for s in range(0, len(xs), k):
        grads = _chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], h, W_x, W_h)
        h = hs[min(s + k, len(xs)) - 1]
    return grads


@wrong("last-k-steps-only")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    before = hs[-k - 1] if len(xs) > k else h0
    return _chunk(dhs[-k:], xs[-k:], hs[-k:], before, W_x, W_h)


@wrong("chunks-counted-from-the-end")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    parts = []
    stop = len(xs)
    while stop > 0:
        start = max(0, stop - k)
        before = hs[start - 1] if start > 0 else h0
        parts.append(_chunk(dhs[start:stop], xs[start:stop], hs[start:stop], before, W_x, W_h))
        stop = start
    return _added(parts)


@wrong("cut-one-step-late")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dW_x += xs[t].T @ da
        dW_h += (h0 if t == 0 else hs[t - 1]).T @ da
        db += da.sum(axis=0)
        dh = np.zeros_like(h0) if (t + 1) % k == 0 else da @ W_h.T
    return {"W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("each-loss-k-steps-back")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    for t in range(len(xs)):
        dh = dhs[t]
        for s in range(t, max(-1, t - k), -1):
            da = dh * (1 - hs[s] ** 2)
            dW_x += xs[s].T @ da
            dW_h += (h0 if s == 0 else hs[s - 1]).T @ da
            db += da.sum(axis=0)
            dh = da @ W_h.T
    return {"W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("k-chunks")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    size = int(np.ceil(len(xs) / k))
    parts = []
    for s in range(0, len(xs), size):
        before = hs[s - 1] if s > 0 else h0
        parts.append(_chunk(dhs[s : s + size], xs[s : s + size], hs[s : s + size], before, W_x, W_h))
    return _added(parts)


@wrong("averaged-over-chunks", "every-chunk-starts-from-h0")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    parts = []
    for s in range(0, len(xs), k):
        parts.append(_chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], h0, W_x, W_h))
    return {name: np.mean([part[name] for part in parts], axis=0) for name in parts[0]}


@wrong(says="IndexError")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    # T is taken for a multiple of k.
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    for s in range(0, len(xs), k):
        dh = np.zeros_like(h0)
        for t in range(s + k - 1, s - 1, -1):
            da = (dhs[t] + dh) * (1 - hs[t] ** 2)
            dW_x += xs[t].T @ da
            dW_h += (h0 if t == 0 else hs[t - 1]).T @ da
            db += da.sum(axis=0)
            dh = da @ W_h.T
    return {"W_x": dW_x, "W_h": dW_h, "b": db}


@wrong(says="`b` is not")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    # The gradient of b is doubled: no known mistake, so the parameter has to be named.
    grads = _added(
        _chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], hs[s - 1] if s else h0, W_x, W_h)
        for s in range(0, len(xs), k)
    )
    return {**grads, "b": 2 * grads["b"]}


@wrong("clipped-inside")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dW_x += xs[t].T @ da
        dW_h += (hs[t - 1] if t else h0).T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
        if t % k == 0:
            dh = np.zeros_like(h0)
    for one in (dW_x, dW_h, db):
        np.clip(one, -5, 5, out=one)  # against exploding gradients
    return {"W_x": dW_x, "W_h": dW_h, "b": db}


wrong("clipped-on-the-way")(changed(from_the_end, ("dh = da @ W_h.T", "dh = np.clip(da @ W_h.T, -1, 1)")))


wrong("every-k-th-step")(
    changed(from_the_end, ("for t in reversed(range(len(xs))):", "for t in reversed(range(0, len(xs), k)):"))
)


@wrong("carried-from-ones")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.ones_like(h0)
    for t in reversed(range(len(xs))):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dW_x += xs[t].T @ da
        dW_h += (hs[t - 1] if t else h0).T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
        if t % k == 0:
            dh = np.zeros_like(h0)
    return {"W_x": dW_x, "W_h": dW_h, "b": db}


wrong("carried-gradients-piled-up")(changed(from_the_end, ("dh = da @ W_h.T", "dh += da @ W_h.T")))


@wrong("scaled-inside")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dW_x += xs[t].T @ da
        dW_h += (hs[t - 1] if t else h0).T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
        if t % k == 0:
            dh = np.zeros_like(h0)
    grads = {"W_x": dW_x, "W_h": dW_h, "b": db}
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    if norm > 5:
        grads = {name: grad * 5 / norm for name, grad in grads.items()}
    return grads


wrong("carried-gradient-weakened")(changed(from_the_end, ("dh = da @ W_h.T", "dh = 0.5 * da @ W_h.T")))


wrong("square-missing")(
    changed(from_the_end, ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * (1 - hs[t])"))
)


wrong("square-outside")(
    changed(from_the_end, ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * (1 - hs[t]) ** 2"))
)


wrong("sigmoid-derivative")(
    changed(from_the_end, ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * hs[t] * (1 - hs[t])"))
)


wrong("plus-for-minus")(
    changed(from_the_end, ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * (1 + hs[t] ** 2)"))
)


wrong("derivative-squared")(
    changed(from_the_end, ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * (1 - hs[t] ** 2) ** 2"))
)


wrong("twice-the-state")(
    changed(from_the_end, ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * -2 * hs[t]"))
)


wrong("derivative-from-the-sum")(
    changed(
        from_the_end, ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * (1 - np.arctanh(hs[t]) ** 2)")
    )
)


wrong("every-k-th-step")(
    changed(from_the_end, ("for t in reversed(range(len(xs))):", "for t in reversed(range(k - 1, len(xs), k)):"))
)


ANSWERS.equivalent = {
    "`T = len(xs)` -> `T = len(dhs)`": "dhs, xs and hs have one length, T",
    "`T = len(xs)` -> `T = len(hs)`": "dhs, xs and hs have one length, T",
    "`dh_next = np.zeros_like(h0)` -> `dh_next = -np.zeros_like(h0)`": (
        "minus zero added to a number gives the number"
    ),
    "`dh_next = np.zeros_like(h0)` -> `dh_next = -np.zeros_like(h0)`, place 2": (
        "minus zero added to a number gives the number"
    ),
    "`if t % k == 0:` -> `if -(t % k) == 0:`": "minus zero equals zero, and nothing else is",
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(k)`": "a zero of fewer axes is added just as well",
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(T)`": "a zero of fewer axes is added just as well",
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(db)`": ("a zero of fewer axes is added just as well"),
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(k)`, place 2": (
        "a zero of fewer axes is added just as well"
    ),
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(T)`, place 2": (
        "a zero of fewer axes is added just as well"
    ),
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(t)`, place 2": (
        "a zero of fewer axes is added just as well"
    ),
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(db)`, place 2": (
        "a zero of fewer axes is added just as well"
    ),
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(dh_next)`, place 2": "it has the shape of h0",
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(h_prev)`, place 2": "it has the shape of h0",
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(dh)`, place 2": "it has the shape of h0",
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(da)`, place 2": "it has the shape of h0",
}


@wrong("carried-into-the-next-chunk")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    before = np.concatenate([h0[None], hs[:-1]])
    grads = {"W_x": 0, "W_h": 0, "b": 0}
    carried = 0
    for first in range(0, len(xs), k):
        for t in range(first, len(xs))[:k][::-1]:
            da = (dhs[t] + carried) * (1 - hs[t] ** 2)
            for name, one in (("W_x", xs[t].T @ da), ("W_h", before[t].T @ da), ("b", da.sum(0))):
                grads[name] = grads[name] + one
            carried = da @ W_h.T
    return grads
