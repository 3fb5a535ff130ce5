"""lstm.backward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("lstm.backward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def sigmoid(a):
    # As most people write it: for large negative a the exponential is infinite, and the result is still right.
    return 1 / (1 + np.exp(-a))


def _states(xs, h, c, W_x, W_h, b):
    for x in xs:
        i, f, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=-1)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        before = h, c
        c = f * c + i * g
        h = o * np.tanh(c)
        yield x, *before, i, f, g, o, c


def _through_time(back, dhs, xs, h0, c0, W_x, W_h, b):
    steps = list(_states(xs, h0, c0, W_x, W_h, b))
    dh, dc, dxs = 0.0 * h0, 0.0 * c0, []
    total = {"W_x": 0.0, "W_h": 0.0, "b": 0.0}
    for step, dloss in zip(reversed(steps), dhs[::-1], strict=True):
        grads = back(dh + dloss, dc, *step, W_x, W_h)
        dh, dc = np.array(grads["h_prev"]), np.array(grads["c_prev"])
        dxs.insert(0, grads["x"])
        total = {name: one + grads[name] for name, one in total.items()}
    return {"xs": dxs, "h0": dh, "c0": dc, **total}


def _sums(dh, dc, c_prev, i, f, g, o, c):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    return (dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g * g), dh * np.tanh(c) * o * (1 - o)), dc


def back_with_hstack(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    da = np.hstack(sums)
    grads = {"W_x": x.T.dot(da), "W_h": h_prev.T.dot(da), "b": np.ones(len(x)) @ da}
    return {**grads, "x": da.dot(W_x.T), "h_prev": da.dot(W_h.T), "c_prev": f * dc, "extra": 1}


def back_with_einsum(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    da = np.concatenate(sums, axis=-1)
    return {
        "x": np.einsum("nk,dk->nd", da, W_x),
        "h_prev": np.einsum("nk,hk->nh", da, W_h),
        "c_prev": dc * f,
        "W_x": np.einsum("nd,nk->dk", x, da),
        "W_h": np.einsum("nh,nk->hk", h_prev, da),
        "b": np.einsum("nk->k", da),
    }


def back_gate_by_gate(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    H = h_prev.shape[1]
    dx, dh_prev = np.zeros_like(x), np.zeros_like(h_prev)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(4 * H)
    for k, da in enumerate(sums):
        part = slice(k * H, (k + 1) * H)
        dx += da @ W_x[:, part].T
        dh_prev += da @ W_h[:, part].T
        dW_x[:, part], dW_h[:, part], db[part] = x.T @ da, h_prev.T @ da, da.sum(0)
    return {"x": dx, "h_prev": dh_prev, "c_prev": dc * f, "W_x": dW_x, "W_h": dW_h, "b": db}


def back_joined(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    da, D = np.concatenate(sums, axis=1), x.shape[1]
    both = da @ np.vstack([W_x, W_h]).T
    dW = np.hstack([x, h_prev, np.ones((len(x), 1))]).T @ da
    return {
        "x": both[:, :D],
        "h_prev": both[:, D:],
        "c_prev": dc * f,
        "W_x": dW[:D],
        "W_h": dW[D:-1],
        "b": dW[-1],
    }


def backward_step_by_step(dhs, xs, h0, c0, W_x, W_h, b):
    return _through_time(back_with_hstack, dhs, xs, h0, c0, W_x, W_h, b)


def backward_with_one_product_at_the_end(dhs, xs, h0, c0, W_x, W_h, b):
    steps = list(_states(xs, h0, c0, W_x, W_h, b))
    das, dh, dc = np.zeros((*dhs.shape[:2], 4 * dhs.shape[2])), 0, 0
    for t in range(len(xs) - 1, -1, -1):
        _, _, c_prev, i, f, g, o, c = steps[t]
        sums, dc = _sums(dhs[t] + dh, dc, c_prev, i, f, g, o, c)
        das[t] = np.concatenate(sums, axis=1)
        dh, dc = das[t] @ W_h.T, dc * f
    before = np.array([step[1] for step in steps])
    return {
        "xs": das @ W_x.T,
        "h0": dh,
        "c0": dc,
        "W_x": np.tensordot(xs, das, ([0, 1], [0, 1])),
        "W_h": np.tensordot(before, das, ([0, 1], [0, 1])),
        "b": das.sum(axis=(0, 1)),
    }


def one_back(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    return da, da @ W_x.T, da @ W_h.T, dc * f


def step(x, h, c, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def collect(dhs, steps, W_x, W_h, feed_h=1, feed_c=1, add=1):
    """The gradients, with the gradient from the next step switched on or off, and sums that add or overwrite."""
    dW_x, dW_h, db, dxs, dh, dc = 0 * W_x, 0 * W_h, np.zeros(W_x.shape[1]), [], 0, 0
    for dloss, step in zip(dhs[::-1], steps[::-1], strict=True):
        da, dx, dh, dc = one_back(dloss + feed_h * dh, feed_c * dc, *step, W_x, W_h)
        dxs.append(dx)
        dW_x = add * dW_x + step[0].T @ da
        dW_h = add * dW_h + step[1].T @ da
        db = add * db + da.sum(axis=0)
    return {"xs": np.array(dxs[::-1]), "h0": dh, "c0": dc, "W_x": dW_x, "W_h": dW_h, "b": db}


def run(xs, h, c, W_x, W_h, b):
    """All that the backward pass needs, a tuple a step."""
    for x in xs:
        i, f, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        before = h, c
        c = f * c + i * g
        h = o * np.tanh(c)
        yield x, *before, i, f, g, o, c


right(backward_step_by_step)


@right
def backward_with_einsum(dhs, xs, h0, c0, W_x, W_h, b):
    return _through_time(back_with_einsum, dhs, xs, h0, c0, W_x, W_h, b)


@right
def backward_gate_by_gate(dhs, xs, h0, c0, W_x, W_h, b):
    return _through_time(back_gate_by_gate, dhs, xs, h0, c0, W_x, W_h, b)


@right
def backward_joined(dhs, xs, h0, c0, W_x, W_h, b):
    return _through_time(back_joined, dhs, xs, h0, c0, W_x, W_h, b)


@right
def backward_in_float32(dhs, xs, h0, c0, W_x, W_h, b):
    grads = backward_step_by_step(dhs, xs, h0, c0, W_x, W_h, b)
    return {name: np.array(one, dtype=np.float32) for name, one in grads.items()}


right(backward_with_one_product_at_the_end)


@right
def backward_sequence_by_sequence(dhs, xs, h0, c0, W_x, W_h, b):
    parts = [
        backward_with_one_product_at_the_end(
            dhs[:, n : n + 1], xs[:, n : n + 1], h0[n : n + 1], c0[n : n + 1], W_x, W_h, b
        )
        for n in range(len(h0))
    ]
    joined = {"xs": np.concatenate([one["xs"] for one in parts], axis=1)}
    joined |= {name: np.concatenate([one[name] for one in parts]) for name in ("h0", "c0")}
    return joined | {name: sum(one[name] for one in parts) for name in ("W_x", "W_h", "b")}


@wrong("nothing-from-the-future")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h, feed_h=0, feed_c=0)


@wrong("dc-not-fed-back")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h, feed_c=0)


@wrong("dh-not-fed-back")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h, feed_h=0)


@wrong("dh-not-fed-back")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    # dh_next stays as it was before the loop: what each step hands back has another name.
    dW_x, dW_h, db, dxs = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b), np.zeros_like(xs)
    dh_next, dc_next = np.zeros_like(h0), np.zeros_like(c0)
    steps = list(run(xs, h0, c0, W_x, W_h, b))
    for t in range(len(xs) - 1, -1, -1):
        da, dxs[t], _dh_prev, dc_next = one_back(dhs[t] + dh_next, dc_next, *steps[t], W_x, W_h)
        dW_x += steps[t][0].T @ da
        dW_h += steps[t][1].T @ da
        db += da.sum(axis=0)
    return {"xs": dxs, "h0": dh_next, "c0": dc_next, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("weights-overwritten")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h, add=0)


@wrong("dxs-in-reverse")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    grads = collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h)
    grads["xs"] = grads["xs"][::-1]
    return grads


@wrong("start-states-ignored")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, np.zeros_like(h0), np.zeros_like(c0), W_x, W_h, b)), W_x, W_h)


@wrong("start-gradients-exchanged")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    grads = collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h)
    return {**grads, "h0": grads["c0"], "c0": grads["h0"]}


@wrong("gradient-order-f-i-g-o")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    dW_x, dW_h, db, dxs, dh, dc = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(b.shape), [], 0, 0
    for dloss, step in zip(dhs[::-1], list(run(xs, h0, c0, W_x, W_h, b))[::-1], strict=True):
        x, h_prev, c_prev, i, f, g, o, c = step
        dh = dh + dloss
        dc = dc + dh * o * (1 - np.tanh(c) ** 2)
        do = dh * np.tanh(c) * o * (1 - o)
        da = np.hstack([dc * c_prev * f * (1 - f), dc * g * i * (1 - i), dc * i * (1 - g**2), do])
        dW_x += x.T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
        dxs.append(da @ W_x.T)
        dh, dc = da @ W_h.T, dc * f
    return {"xs": np.array(dxs[::-1]), "h0": dh, "c0": dc, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("order-f-i-g-o")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    def swap(W):
        i, f, g, o = np.split(W, 4, axis=-1)
        return np.concatenate([f, i, g, o], axis=-1)

    grads = collect(dhs, list(run(xs, h0, c0, swap(W_x), swap(W_h), swap(b))), swap(W_x), swap(W_h))
    return {name: swap(one) if name in ("W_x", "W_h", "b") else one for name, one in grads.items()}


@wrong("last-output-at-the-first-step")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    steps = list(run(xs, h0, c0, W_x, W_h, b))
    hs = [step[6] * np.tanh(step[7]) for step in steps]
    steps = [(step[0], hs[t - 1], *step[2:]) for t, step in enumerate(steps)]
    return collect(dhs, steps, W_x, W_h)


@wrong("sigmoid-overflows", says="NaN")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    h, c, steps = h0, c0, []
    for x in xs:
        z = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        i, f, o = (np.exp(z[k]) / (1 + np.exp(z[k])) for k in (0, 1, 3))
        steps.append((x, h, c, i, f, np.tanh(z[2]), o, f * c + i * np.tanh(z[2])))
        c = steps[-1][-1]
        h = o * np.tanh(c)
    return collect(dhs, steps, W_x, W_h)


@wrong(says="The keys")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    grads = collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h)
    return {"d" + name: one for name, one in grads.items()}


@wrong(says="A dict with the keys")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return tuple(collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h).values())


@wrong("slope-derived-again")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    def back(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
        dc = dc + dh * o * -2 * np.tanh(c)
        sums = dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g * g), dh * np.tanh(c) * o * (1 - o)
        da = np.hstack(sums)
        grads = {"W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(0)}
        return {**grads, "x": da @ W_x.T, "h_prev": da @ W_h.T, "c_prev": f * dc}

    return _through_time(back, dhs, xs, h0, c0, W_x, W_h, b)


def loops(dhs, xs, h0, c0, W_x, W_h, b, dh_next, dc_next, last=None, first=0, carried=lambda new, old: new):
    """Both loops as most people write them, with what is known about the loop that runs backward."""
    steps, grads = list(_states(xs, h0, c0, W_x, W_h, b)), {"xs": np.zeros(xs.shape)}
    grads |= {"W_x": np.zeros(W_x.shape), "W_h": np.zeros(W_h.shape), "b": np.zeros(b.shape)}
    for t in reversed(range(first, len(xs) if last is None else last)):
        x, h_prev, c_prev, i, f, g, o, c = steps[t]
        sums, dc = _sums(dhs[t] + dh_next, dc_next, c_prev, i, f, g, o, c)
        da = np.hstack(sums)
        grads["xs"][t] = da @ W_x.T
        grads["W_x"] += x.T @ da
        grads["W_h"] += h_prev.T @ da
        grads["b"] += da.sum(axis=0)
        dh_next = carried(da @ W_h.T, dh_next)
        dc_next = dc * f
    return {**grads, "h0": dh_next, "c0": dc_next}


@wrong("carried-gradients-piled-up")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return loops(dhs, xs, h0, c0, W_x, W_h, b, 0 * h0, 0 * c0, carried=lambda new, old: old + new)


@wrong("carried-from-ones")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return loops(dhs, xs, h0, c0, W_x, W_h, b, np.zeros_like(h0), np.ones_like(c0))


@wrong("last-step-missing")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return loops(dhs, xs, h0, c0, W_x, W_h, b, np.zeros_like(h0), np.zeros_like(c0), last=len(xs) - 1)


@wrong("first-step-missing")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return loops(dhs, xs, h0, c0, W_x, W_h, b, np.zeros_like(h0), np.zeros_like(c0), first=1)


@wrong("clipped-inside")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    grads = loops(dhs, xs, h0, c0, W_x, W_h, b, np.zeros_like(h0), np.zeros_like(c0))
    for one in (grads["W_x"], grads["W_h"], grads["b"]):
        np.clip(one, -5, 5, out=one)  # against exploding gradients
    return grads


@wrong("clipped-on-the-way")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    zeros = np.zeros_like(h0), np.zeros_like(c0)
    return loops(dhs, xs, h0, c0, W_x, W_h, b, *zeros, carried=lambda new, old: new.clip(-5, 5))


ANSWERS.equivalent = {
    "`T = len(xs)` -> `T = len(dhs)`": "both have as many entries as steps",
    "`c = f * c_prev + i * g` -> `c = f * c + i * g`": "c is still the cell before the step",
}
