"""peephole.step_backward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("peephole.step_backward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def backward_line_by_line(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    da_o = dh * np.tanh(c) * (o - o**2)
    total = dc + dh * o * (1 - np.tanh(c) ** 2)
    total = total + p_o * da_o
    da_i = total * g * (i - i**2)
    da_f = total * c_prev * (f - f**2)
    da_g = total * i * (1 - g * g)
    dc_prev = f * total
    dc_prev = dc_prev + p_i * da_i
    dc_prev = dc_prev + p_f * da_f
    da = np.hstack((da_i, da_f, da_g, da_o))
    return {
        "p_o": np.sum(da_o * c, axis=0),
        "p_f": np.sum(da_f * c_prev, axis=0),
        "p_i": np.sum(da_i * c_prev, axis=0),
        "b": np.sum(da, axis=0),
        "W_h": np.dot(h_prev.T, da),
        "W_x": np.dot(x.T, da),
        "c_prev": dc_prev,
        "h_prev": np.dot(da, W_h.T),
        "x": np.dot(da, W_x.T),
    }


def backward_gate_by_gate(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a_o = dh * np.tanh(c) * o * (1 - o)
    dc = dc + dh * o / np.cosh(c) ** 2 + a_o * p_o
    parts = [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 + g) * (1 - g), a_o]
    W_xs, W_hs = np.split(W_x, 4, axis=1), np.split(W_h, 4, axis=1)
    return {
        "x": sum(a @ W.T for a, W in zip(parts, W_xs, strict=True)),
        "h_prev": sum(a @ W.T for a, W in zip(parts, W_hs, strict=True)),
        "c_prev": dc * f + parts[0] * p_i + parts[1] * p_f,
        "W_x": np.concatenate([x.T @ a for a in parts], axis=1),
        "W_h": np.concatenate([h_prev.T @ a for a in parts], axis=1),
        "b": np.concatenate([a.sum(axis=0) for a in parts]),
        "p_i": (parts[0] * c_prev).sum(axis=0),
        "p_f": (parts[1] * c_prev).sum(axis=0),
        "p_o": (parts[3] * c).sum(axis=0),
    }


def _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=True):
    """The gradients of the four sums, i f g o, and the whole dc."""
    a_o = dh * np.tanh(c) * o * (1 - o)
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    if through_p_o:
        dc = dc + a_o * p_o
    return [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), a_o], dc


def _gradients(a, x, h_prev, c_prev, c, W_x, W_h):
    """Everything that the four sums alone decide."""
    da = np.hstack(a)
    return {
        "x": da @ W_x.T,
        "h_prev": da @ W_h.T,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
        "p_i": (a[0] * c_prev).sum(axis=0),
        "p_f": (a[1] * c_prev).sum(axis=0),
        "p_o": (a[3] * c).sum(axis=0),
    }


right(backward_line_by_line)


right(backward_gate_by_gate)


@right
def backward_with_einsum(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    tanh_c = np.tanh(c)
    a_o = dh * tanh_c * o * (1 - o)
    dc = dc + dh * o * (1 - tanh_c**2) + np.einsum("nh,h->nh", a_o, p_o)
    a_i, a_f, a_g = dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2)
    da = np.concatenate([a_i, a_f, a_g, a_o], axis=-1)
    return {
        "x": np.einsum("nk,dk->nd", da, W_x),
        "h_prev": np.einsum("nk,hk->nh", da, W_h),
        "c_prev": dc * f + np.einsum("nh,h->nh", a_i, p_i) + np.einsum("nh,h->nh", a_f, p_f),
        "W_x": np.einsum("nd,nk->dk", x, da),
        "W_h": np.einsum("nh,nk->hk", h_prev, da),
        "b": np.einsum("nk->k", da),
        "p_i": np.einsum("nh,nh->h", a_i, c_prev),
        "p_f": np.einsum("nh,nh->h", a_f, c_prev),
        "p_o": np.einsum("nh,nh->h", a_o, c),
    }


@right
def backward_row_by_row(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    W = {"W_x": np.zeros_like(W_x), "W_h": np.zeros_like(W_h), "b": np.zeros(W_h.shape[1])}
    p = {"p_i": np.zeros_like(p_i), "p_f": np.zeros_like(p_f), "p_o": np.zeros_like(p_o)}
    rows = {"x": [], "h_prev": [], "c_prev": []}
    for k in range(len(x)):
        a_o = dh[k] * np.tanh(c[k]) * o[k] * (1 - o[k])
        d = dc[k] + dh[k] * o[k] * (1 - np.tanh(c[k]) ** 2) + a_o * p_o
        a_i, a_f = d * g[k] * i[k] * (1 - i[k]), d * c_prev[k] * f[k] * (1 - f[k])
        a = np.concatenate([a_i, a_f, d * i[k] * (1 - g[k] ** 2), a_o])
        rows["x"].append(W_x @ a)
        rows["h_prev"].append(W_h @ a)
        rows["c_prev"].append(d * f[k] + a_i * p_i + a_f * p_f)
        W["W_x"] += np.outer(x[k], a)
        W["W_h"] += np.outer(h_prev[k], a)
        W["b"] += a
        p["p_i"] += a_i * c_prev[k]
        p["p_f"] += a_f * c_prev[k]
        p["p_o"] += a_o * c[k]
    return {**{name: np.array(several) for name, several in rows.items()}, **W, **p}


@right
def backward_in_float32(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    given = (dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o)
    return backward_line_by_line(*(one.astype(np.float32) for one in given))


@right
def backward_with_more_in_the_dict(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    found = backward_gate_by_gate(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o)
    return {"o": dh * np.tanh(c), "words": "exact", **found}


@right
def backward_with_diagonals(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    # As if the peepholes were full matrices: their gradients are the diagonals of the matrices' gradients.
    a_o = dh * np.tanh(c) * o * (1 - o)
    dc = dc + dh * o * (1 - np.tanh(c) ** 2) + a_o @ np.diag(p_o).T
    a_i, a_f, a_g = dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2)
    da = np.concatenate([a_i, a_f, a_g, a_o], axis=1)
    return {
        "x": (W_x @ da.T).T,
        "h_prev": (W_h @ da.T).T,
        "c_prev": dc * f + a_i @ np.diag(p_i).T + a_f @ np.diag(p_f).T,
        "W_x": (da.T @ x).T,
        "W_h": (da.T @ h_prev).T,
        "b": np.ones(len(x)) @ da,
        "p_i": np.diag(c_prev.T @ a_i),
        "p_f": np.diag(c_prev.T @ a_f),
        "p_o": np.diag(c.T @ a_o),
    }


@wrong("the-papers-rule", says="the papers' rule")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    found = _gradients(a, x, h_prev, c_prev, c, W_x, W_h)
    return found | {"h_prev": 0 * h_prev, "c_prev": dc * f}


@wrong("peepholes-not-followed")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f}


@wrong("do-p_o-left-out-of-dc")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("gates-left-out-of-dc_prev", says="`c_prev` is not")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f}


@wrong("output-gate-saw-the-old-cell")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    found = _gradients(a, x, h_prev, c_prev, c_prev, W_x, W_h)
    return found | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f + a[3] * p_o}


@wrong("p_o-added-too-late")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    dc = dc + a[3] * p_o
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("dp_o-with-the-old-cell", says="`p_o` is not")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    found = _gradients(a, x, h_prev, c_prev, c_prev, W_x, W_h)
    return found | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("dp_o-with-the-old-cell", "do-p_o-left-out-of-dc", says="Two known mistakes at once")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    found = _gradients(a, x, h_prev, c_prev, c_prev, W_x, W_h)
    return found | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("dc-of-the-next-step-left-out")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, 0, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("dc_prev-without-f")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc + a[0] * p_i + a[1] * p_f}


@wrong("order-f-i-g-o")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    right = _gradients(a, x, h_prev, c_prev, c, W_x, W_h)
    packed = _gradients([a[1], a[0], *a[2:]], x, h_prev, c_prev, c, W_x, W_h)
    peepholes = {name: right[name] for name in ("p_i", "p_f", "p_o")}
    return packed | peepholes | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("c-squared-without-tanh")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    dc = dc + dh * o * (np.tanh(c) ** 2 - c**2)
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong(says=("`p_i`", "(H,)"))
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    # The gradients of full matrices.
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    found = _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}
    return found | {"p_i": c_prev.T @ a[0], "p_f": c_prev.T @ a[1], "p_o": c.T @ a[3]}


@wrong(says="`dc`")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, whole = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    dc += whole - dc
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong(says="c_prev")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h)


@wrong(says=("`p_f`", "wrong sign"))
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    found = _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}
    return found | {"p_f": -found["p_f"]}


@wrong("slope-derived-again")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    tanh_c = np.tanh(c)
    da_o = dh * tanh_c * o * (1 - o)
    dc = dc + dh * o * (-2 * tanh_c) + da_o * p_o
    da_i, da_f, da_g = dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (-2 * g)
    da = np.hstack((da_i, da_f, da_g, da_o))
    return {
        **{"x": da @ W_x.T, "h_prev": da @ W_h.T, "c_prev": dc * f + da_i * p_i + da_f * p_f},
        **{"W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(axis=0)},
        **{"p_i": (da_i * c_prev).sum(axis=0), "p_f": (da_f * c_prev).sum(axis=0), "p_o": (da_o * c).sum(axis=0)},
    }


@wrong("clipped-inside")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    grads = backward_line_by_line(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o)
    return {name: np.maximum(np.minimum(one, 5), -5) for name, one in grads.items()}
