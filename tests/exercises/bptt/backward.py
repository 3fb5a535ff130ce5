"""bptt.backward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers, changed

ANSWERS = Answers("bptt.backward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def step_backward_with_einsum(dh, x, h_prev, h, W_x, W_h):
    da = dh - dh * h**2
    return {
        "b": np.einsum("nh->h", da),
        "W_h": np.einsum("ni,nj->ij", h_prev, da),
        "W_x": np.einsum("nd,nh->dh", x, da),
        "h_prev": np.einsum("nj,ij->ni", da, W_h),
        "x": np.einsum("nh,dh->nd", da, W_x),
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


@right
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


right(backward_with_einsum_at_the_end)


@right
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


@right
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


@right
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


@right
def backward_in_float32(dhs, xs, hs, h0, W_x, W_h):
    grads = backward_with_einsum_at_the_end(*(one.astype(np.float32) for one in (dhs, xs, hs, h0, W_x, W_h)))
    return {**grads, "h_last": hs[-1]}


@right
def backward_from_the_end(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += (hs[t - 1] if t else h0).T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
    return {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("future-left-out")
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


@wrong("not-fed-back", "minus-one-read")
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


wrong("minus-one-read")(
    changed(
        backward_from_the_end,
        ("for t in reversed(range(len(xs))):", "for t in range(len(xs) - 1, -1, -1):"),
        ("dW_h += (hs[t - 1] if t else h0).T @ da", "dW_h += hs[t - 1].T @ da"),
    )
)


wrong("start-state-zero")(
    changed(
        backward_from_the_end,
        ("for t in reversed(range(len(xs))):", "for t in range(len(xs) - 1, -1, -1):"),
        ("dW_h += (hs[t - 1] if t else h0).T @ da", "if t > 0:\n    dW_h += hs[t - 1].T @ da"),
    )
)


wrong("first-step-missing")(
    changed(
        backward_from_the_end,
        ("for t in reversed(range(len(xs))):", "for t in range(len(xs) - 1, 0, -1):"),
        ("dW_h += (hs[t - 1] if t else h0).T @ da", "dW_h += hs[t - 1].T @ da"),
    )
)


@wrong("all-overwritten")
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


@wrong("dhs-changed-in-place", says="dhs")
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


@wrong("xs-in-reverse", "h0-one-step-short")
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


@wrong("batch-first")
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


wrong(says="`h0` is missing")(
    changed(
        backward_from_the_end,
        ("for t in reversed(range(len(xs))):", "for t in range(len(xs) - 1, -1, -1):"),
        ("dW_h += (hs[t - 1] if t else h0).T @ da", "dW_h += (h0 if t == 0 else hs[t - 1]).T @ da"),
        (
            'return {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}',
            'return {"xs": dxs, "W_x": dW_x, "W_h": dW_h, "b": db}',
        ),
    )
)


@wrong(says=("error", "before"))
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    for t in range(len(xs) - 1, -1, -1):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)  # noqa: F821
        dxs[t] = da @ W_x.T
        dh = da @ W_h.T
    return {"xs": dxs, "h0": dh}


@wrong(says=("Right in 1 of 6 cases", "right at the last step along T only"))
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


@wrong("clipped-inside")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += (hs[t - 1] if t else h0).T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
    for one in (dW_x, dW_h, db):
        np.clip(one, -5, 5, out=one)  # against exploding gradients
    return {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}


wrong("clipped-on-the-way")(
    changed(backward_from_the_end, ("dh = da @ W_h.T", "dh = np.maximum(np.minimum(da @ W_h.T, 5), -5)"))
)


wrong("twice-the-state")(
    changed(backward_from_the_end, ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * (-2 * hs[t])"))
)


wrong("derivative-from-the-sum")(
    changed(
        backward_from_the_end,
        ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * (1 - np.arctanh(hs[t]) ** 2)"),
    )
)


wrong("carried-from-ones")(changed(backward_from_the_end, ("dh = np.zeros_like(h0)", "dh = np.ones_like(h0)")))


wrong("carried-gradients-piled-up")(changed(backward_from_the_end, ("dh = da @ W_h.T", "dh += da @ W_h.T")))


@wrong("scaled-inside")
def _(dhs, xs, hs, h0, W_x, W_h):
    dxs = np.zeros_like(xs)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(len(xs))):
        da = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += (hs[t - 1] if t else h0).T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
    grads = {"xs": dxs, "h0": dh, "W_x": dW_x, "W_h": dW_h, "b": db}
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    if norm > 5:
        grads = {name: grad * 5 / norm for name, grad in grads.items()}
    return grads


wrong("carried-gradient-weakened")(changed(backward_from_the_end, ("dh = da @ W_h.T", "dh = 0.9 * da @ W_h.T")))


wrong("twice-the-state")(
    changed(backward_from_the_end, ("da = (dhs[t] + dh) * (1 - hs[t] ** 2)", "da = (dhs[t] + dh) * 2 * hs[t]"))
)


ANSWERS.equivalent = {
    "`T = len(xs)` -> `T = len(dhs)`": "dhs, xs and hs have one length, T",
    "`T = len(xs)` -> `T = len(hs)`": "dhs, xs and hs have one length, T",
    "`dxs = np.zeros(xs.shape)` -> `dxs = -np.zeros(xs.shape)`": "every number is overwritten",
    "`dxs = np.zeros(xs.shape)` -> `dxs = np.ones(xs.shape)`": "every number is overwritten in the loop",
    "`dh_next = np.zeros_like(h0)` -> `dh_next = -np.zeros_like(h0)`": (
        "minus zero added to a number gives the number"
    ),
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(T)`": "a zero of fewer axes is added just as well",
    "`dh_next = np.zeros_like(h0)` -> `dh_next = np.zeros_like(db)`": ("a zero of fewer axes is added just as well"),
}
