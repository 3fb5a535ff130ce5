"""Wrong answers to the exercises of chapter 3, as learners write them."""

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)

# bptt.numerical_gradient


@wrong("bptt.numerical_gradient", "forward-difference")
def _(f, x, eps):
    grad = np.zeros_like(x)
    base = f(x)
    for i in np.ndindex(x.shape):
        moved = x.copy()
        moved[i] += eps
        grad[i] = (f(moved) - base) / eps
    return grad


@wrong("bptt.numerical_gradient", "copy-missing", says="x")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus = x
        plus[i] += eps
        minus = x
        minus[i] -= eps
        grad[i] = (f(plus) - f(minus)) / (2 * eps)
    return grad


@wrong("bptt.numerical_gradient", "restored-by-adding")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        i = it.multi_index
        x[i] += eps
        high = f(x)
        x[i] -= 2 * eps
        low = f(x)
        x[i] += eps
        grad[i] = (high - low) / (2 * eps)
    return grad


@wrong("bptt.numerical_gradient", "x-not-restored")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + eps
        above = f(x)
        x[i] = old - eps
        grad[i] = (above - f(x)) / (2 * eps)
    return grad


@wrong("bptt.numerical_gradient", "all-at-once")
def _(f, x, eps):
    return (f(x + eps) - f(x - eps)) / (2 * eps)


@wrong("bptt.numerical_gradient", "rows-at-once")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in range(x.shape[0]):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (f(x + e) - f(x - e)) / (2 * eps)
    return grad


@wrong("bptt.numerical_gradient", "brackets-missing")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (f(x + e) - f(x - e)) / 2 * eps
    return grad


@wrong("bptt.numerical_gradient", "flat-result", says="(N, D)")
def _(f, x, eps):
    slopes = []
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        slopes.append((f(x + e) - f(x - e)) / (2 * eps))
    return slopes


@wrong("bptt.numerical_gradient", "eps-ignored")
def _(f, x, eps=1e-6):
    eps = 1e-6
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (f(x + e) - f(x - e)) / (2 * eps)
    return grad


@wrong("bptt.numerical_gradient", says="IndexError")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in range(x.size):
        old = x[i]
        x[i] = old + eps
        above = f(x)
        x[i] = old - eps
        below = f(x)
        x[i] = old
        grad[i] = (above - below) / (2 * eps)
    return grad


@wrong("bptt.numerical_gradient", says="three axes")
def _(f, x, eps):
    # Two loops: right for matrices alone.
    grad = np.zeros(x.shape)
    if x.ndim != 2:
        return grad
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            e = np.zeros(x.shape)
            e[i, j] = eps
            grad[i, j] = (f(x + e) - f(x - e)) / (2 * eps)
    return grad


@wrong("bptt.numerical_gradient", "sign", "divided-by-one-step")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old - eps
        below = f(x)
        x[i] = old + eps
        above = f(x)
        x[i] = old
        grad[i] = (below - above) / eps
    return grad


# bptt.step_backward


@wrong("bptt.step_backward", "tanh-derivative-missing")
def _(dh, x, h_prev, h, W_x, W_h):
    return {
        "x": dh @ W_x.T,
        "h_prev": dh @ W_h.T,
        "W_x": x.T @ dh,
        "W_h": h_prev.T @ dh,
        "b": dh.sum(axis=0),
    }


@wrong("bptt.step_backward", "tanh-twice")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - np.tanh(h) ** 2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(axis=0)}


@wrong("bptt.step_backward", "new-state-for-old")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h.T @ da, "b": da.sum(axis=0)}


@wrong("bptt.step_backward", "W_h-not-transposed")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h * h)
    return {
        "x": np.dot(da, W_x.T),
        "h_prev": np.dot(da, W_h),
        "W_x": np.dot(x.T, da),
        "W_h": np.dot(h_prev.T, da),
        "b": np.sum(da, axis=0),
    }


@wrong("bptt.step_backward", says="(D, H)")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": da.T @ x, "W_h": da.T @ h_prev, "b": da.sum(axis=0)}


@wrong("bptt.step_backward", "b-not-summed", says="(H,)")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da}


@wrong("bptt.step_backward", says="`dx`")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"dx": da @ W_x.T, "dh_prev": da @ W_h.T, "dW_x": x.T @ da, "dW_h": h_prev.T @ da, "db": da.sum(axis=0)}


@wrong("bptt.step_backward", says="dict")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return da @ W_x.T, da @ W_h.T, x.T @ da, h_prev.T @ da, da.sum(axis=0)


@wrong("bptt.step_backward", "dh-changed-in-place", says="dh *=")
def _(dh, x, h_prev, h, W_x, W_h):
    dh *= 1 - h**2
    return {"x": dh @ W_x.T, "h_prev": dh @ W_h.T, "W_x": x.T @ dh, "W_h": h_prev.T @ dh, "b": dh.sum(axis=0)}


@wrong("bptt.step_backward", "tanh-twice", "new-state-for-old")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - np.tanh(h) ** 2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h.T @ da, "b": da.sum(axis=0)}


@wrong("bptt.step_backward", says="`W_x` is 3 times too large")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": 3 * x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(axis=0)}


@wrong("bptt.step_backward", says="error")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": W_x @ da, "h_prev": W_h @ da, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(axis=0)}


# bptt.backward


@wrong("bptt.backward", "future-left-out")
def _(dhs, xs, hs, h0, W_x, W_h):
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dxs = []
    for t in range(len(xs)):
        h_prev = h0 if t == 0 else hs[t - 1]
        da = dhs[t] * (1 - hs[t] ** 2)
        dxs.append(da @ W_x.T)
        dW_x += xs[t].T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
    dh0 = (dhs[0] * (1 - hs[0] ** 2)) @ W_h.T
    return {"xs": np.array(dxs), "h0": dh0, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", "not-fed-back", "minus-one-read")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh_next = np.zeros_like(h0)
    for t in range(len(xs) - 1, -1, -1):
        dh = dhs[t] + dh_next
        da = dh * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += hs[t - 1].T @ da
        db += da.sum(axis=0)
        dh_prev = da @ W_h.T  # noqa: F841
    return {"xs": dxs, "h0": dh_next, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", "minus-one-read")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in range(len(xs) - 1, -1, -1):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += hs[t - 1].T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
    return {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", "start-state-zero")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in range(len(xs) - 1, -1, -1):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        if t > 0:
            dW_h += hs[t - 1].T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
    return {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", "first-step-missing")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in range(len(xs) - 1, 0, -1):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += hs[t - 1].T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
    return {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", "all-overwritten")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dh = np.zeros_like(h0)
    for t in range(len(xs) - 1, -1, -1):
        h_prev = hs[t - 1] if t > 0 else h0
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x = xs[t].T @ da
        dW_h = h_prev.T @ da
        db = da.sum(axis=0)
        dh = da @ W_h.T
    return {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", "dhs-changed-in-place", says="dhs")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh_next = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        dh = dhs[t]
        dh += dh_next
        da = dh * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += (h0 if t == 0 else hs[t - 1]).T @ da
        db += da.sum(axis=0)
        dh_next = da @ W_h.T
    return {"xs": dxs, "h0": dh_next, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", "xs-in-reverse", "h0-one-step-short")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = []
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh_next = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        dh = dhs[t] + dh_next
        da = dh * (1 - hs[t] ** 2)
        dxs.append(da @ W_x.T)
        dW_x += xs[t].T @ da
        dW_h += (h0 if t == 0 else hs[t - 1]).T @ da
        db += da.sum(axis=0)
        dh_next = da @ W_h.T
    return {"xs": np.array(dxs), "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", "batch-first")
def _(dhs, xs, hs, h0, W_x, W_h):
    _N, T, _D = xs.shape
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(T)):
        h_prev = hs[:, t - 1] if t > 0 else h0
        da = (dhs[:, t] + dh) * (1 - hs[:, t] ** 2)
        dxs[:, t] = da @ W_x.T
        dW_x += xs[:, t].T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
    return {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", says="`h0` is missing")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in range(len(xs) - 1, -1, -1):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += (h0 if t == 0 else hs[t - 1]).T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
    return {"xs": dxs, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("bptt.backward", says=("error", "before"))
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    for t in range(len(xs) - 1, -1, -1):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)  # noqa: F821
        dxs[t] = da @ W_x.T
        dh = da @ W_h.T
    return {"xs": dxs, "h0": dh}


@wrong("bptt.backward", says=("Right in 1 of 4 cases", "right at the last step along T only"))
def _(dhs, xs, hs, h0, W_x, W_h):
    # The step before sees the derivative of its own state as well: right for a sequence of one step alone.
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        h_prev = h0 if t == 0 else hs[t - 1]
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
        dh = (da @ W_h.T) * (1 - h_prev**2 if t > 0 else 1)
    return {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}


# bptt.truncated


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


@wrong("bptt.truncated", "never-cut")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    return _chunk(dhs, xs, hs, h0, W_x, W_h)


@wrong("bptt.truncated", "every-chunk-starts-from-h0")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    parts = []
    for s in range(0, len(xs), k):
        parts.append(_chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], h0, W_x, W_h))
    return _added(parts)


@wrong("bptt.truncated", "all-start-states-zero")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    zero = np.zeros_like(h0)
    parts = []
    for s in range(0, len(xs), k):
        parts.append(_chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], zero, W_x, W_h))
    return _added(parts)


@wrong("bptt.truncated", "chunk-reads-its-own-last-state")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    parts = []
    for s in range(0, len(xs), k):
        part = hs[s : s + k]
        parts.append(_chunk(dhs[s : s + k], xs[s : s + k], part, part[-1], W_x, W_h))
    return _added(parts)


@wrong("bptt.truncated", "short-chunk-dropped")
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


@wrong("bptt.truncated", "last-chunk-only")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    h = h0
    for s in range(0, len(xs), k):
        grads = _chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], h, W_x, W_h)
        h = hs[min(s + k, len(xs)) - 1]
    return grads


@wrong("bptt.truncated", "last-k-steps-only")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    before = hs[-k - 1] if len(xs) > k else h0
    return _chunk(dhs[-k:], xs[-k:], hs[-k:], before, W_x, W_h)


@wrong("bptt.truncated", "chunks-counted-from-the-end")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    parts = []
    stop = len(xs)
    while stop > 0:
        start = max(0, stop - k)
        before = hs[start - 1] if start > 0 else h0
        parts.append(_chunk(dhs[start:stop], xs[start:stop], hs[start:stop], before, W_x, W_h))
        stop = start
    return _added(parts)


@wrong("bptt.truncated", "cut-one-step-late")
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


@wrong("bptt.truncated", "each-loss-k-steps-back")
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


@wrong("bptt.truncated", "k-chunks")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    size = int(np.ceil(len(xs) / k))
    parts = []
    for s in range(0, len(xs), size):
        before = hs[s - 1] if s > 0 else h0
        parts.append(_chunk(dhs[s : s + size], xs[s : s + size], hs[s : s + size], before, W_x, W_h))
    return _added(parts)


@wrong("bptt.truncated", "averaged-over-chunks", "every-chunk-starts-from-h0")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    parts = []
    for s in range(0, len(xs), k):
        parts.append(_chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], h0, W_x, W_h))
    return {name: np.mean([part[name] for part in parts], axis=0) for name in parts[0]}


@wrong("bptt.truncated", says="IndexError")
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


@wrong("bptt.truncated", says="`b` is not")
def _(dhs, xs, hs, h0, W_x, W_h, k):
    # The gradient of b is doubled: no known mistake, so the parameter has to be named.
    grads = _added(
        _chunk(dhs[s : s + k], xs[s : s + k], hs[s : s + k], hs[s - 1] if s else h0, W_x, W_h)
        for s in range(0, len(xs), k)
    )
    return {**grads, "b": 2 * grads["b"]}
