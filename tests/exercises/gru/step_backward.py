"""gru.step_backward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("gru.step_backward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def backward_gate_by_gate(dh, x, h_prev, r, z, n, W_x, W_h):
    W_xr, W_xz, W_xn = np.split(W_x, 3, axis=1)
    W_hr, W_hz, W_hn = np.split(W_h, 3, axis=1)
    da_n = dh * z * (1 - n**2)
    da_r = (da_n @ W_hn.T) * h_prev * (r - r**2)
    da_z = dh * (n - h_prev) * (z - z**2)
    dh_prev = dh - dh * z
    dh_prev = dh_prev + r * (da_n @ W_hn.T)
    dh_prev = dh_prev + da_r @ W_hr.T
    dh_prev = dh_prev + da_z @ W_hz.T
    dx = da_r @ W_xr.T + da_z @ W_xz.T + da_n @ W_xn.T
    return {
        "b": np.r_[da_r.sum(0), da_z.sum(0), da_n.sum(0)],
        "W_x": np.hstack([x.T @ da_r, x.T @ da_z, x.T @ da_n]),
        "W_h": np.hstack([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n]),
        "x": dx,
        "h_prev": dh_prev,
    }


def backward_with_views(dh, x, h_prev, r, z, n, W_x, W_h):
    H = len(W_h)
    da = np.zeros((len(x), 3 * H))
    da[:, 2 * H :] = dh * z * (1 - n * n)
    back = da[:, 2 * H :] @ W_h[:, 2 * H :].T
    da[:, :H] = back * h_prev * r * (1 - r)
    da[:, H : 2 * H] = dh * (n - h_prev) * z * (1 - z)
    dW_h = h_prev.T @ da
    dW_h[:, 2 * H :] = (r * h_prev).T @ da[:, 2 * H :]
    dh_prev = dh * (1 - z) + back * r + da[:, : 2 * H] @ W_h[:, : 2 * H].T
    return {"x": da @ W_x.T, "h_prev": dh_prev, "W_x": x.T @ da, "W_h": dW_h, "b": da.sum(0)}


def _given(dh, x, h_prev, r, z, n, W_x, W_h):
    """What all answers below have right: the gradients of the three sums, and what comes back through W_hn."""
    da_n = dh * z * (1 - n**2)
    back = da_n @ np.split(W_h, 3, axis=1)[2].T
    return back * h_prev * r * (1 - r), dh * (n - h_prev) * z * (1 - z), da_n, back


def _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h):
    W_r, W_z, _ = np.split(W_h, 3, axis=1)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + back * r + da_r @ W_r.T + da_z @ W_z.T,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


right(backward_with_views)


right(backward_gate_by_gate)


@right
def backward_with_einsum(dh, x, h_prev, r, z, n, W_x, W_h):
    W = np.split(W_h, 3, axis=1)
    a_n = dh * z * (1 - n**2)
    back = np.einsum("nj,ij->ni", a_n, W[2])
    a_r, a_z = back * h_prev * r * (1 - r), dh * (n - h_prev) * z * (1 - z)
    parts = [(h_prev, a_r), (h_prev, a_z), (r * h_prev, a_n)]
    da = np.concatenate([a for _, a in parts], axis=1)
    dh_prev = dh * (1 - z) + back * r + np.einsum("nj,ij->ni", a_r, W[0]) + np.einsum("nj,ij->ni", a_z, W[1])
    return {
        "x": np.einsum("nk,dk->nd", da, W_x),
        "h_prev": dh_prev,
        "W_x": np.einsum("nd,nk->dk", x, da),
        "W_h": np.concatenate([np.einsum("ni,nj->ij", seen, a) for seen, a in parts], axis=1),
        "b": np.einsum("nk->k", da),
    }


@right
def backward_row_by_row(dh, x, h_prev, r, z, n, W_x, W_h):
    W_hr, W_hz, W_hn = np.split(W_h, 3, axis=1)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[1])
    dx, dh_prev = np.zeros_like(x), np.zeros_like(h_prev)
    for k in range(len(x)):
        a_n = dh[k] * z[k] * (1 - n[k] ** 2)
        a_r = (W_hn @ a_n) * h_prev[k] * r[k] * (1 - r[k])
        a_z = dh[k] * (n[k] - h_prev[k]) * z[k] * (1 - z[k])
        a = np.concatenate([a_r, a_z, a_n])
        dx[k] = W_x @ a
        dh_prev[k] = dh[k] * (1 - z[k]) + r[k] * (W_hn @ a_n) + W_hr @ a_r + W_hz @ a_z
        dW_x += np.outer(x[k], a)
        dW_h += np.hstack([np.outer(h_prev[k], a_r), np.outer(h_prev[k], a_z), np.outer(r[k] * h_prev[k], a_n)])
        db += a
    return {"x": dx, "h_prev": dh_prev, "W_x": dW_x, "W_h": dW_h, "b": db}


@right
def backward_in_float32(dh, x, h_prev, r, z, n, W_x, W_h):
    given = (one.astype(np.float32) for one in (dh, x, h_prev, r, z, n, W_x, W_h))
    return backward_gate_by_gate(*given)


@right
def backward_with_more_in_the_dict(dh, x, h_prev, r, z, n, W_x, W_h):
    found = backward_gate_by_gate(dh, x, h_prev, r, z, n, W_x, W_h)
    return found | {"r": 0, "z": dh * (n - h_prev), "n": dh * z}


@right
def backward_as_nested_lists(dh, x, h_prev, r, z, n, W_x, W_h):
    return {name: one.tolist() for name, one in backward_with_views(dh, x, h_prev, r, z, n, W_x, W_h).items()}


@right
def backward_with_the_reset_state(dh, x, h_prev, r, z, n, W_x, W_h):
    # dr r = ds h_prev r = ds s: the reset old state s serves three times.
    s = r * h_prev
    H = len(W_h)
    da_n = (1 + n) * (1 - n) * z * dh
    ds = da_n @ W_h[:, -H:].T
    da_rz = np.hstack([ds * s * (1 - r), dh * (n - h_prev) * z * (1 - z)])
    da = np.hstack([da_rz, da_n])
    return {
        "x": (W_x @ da.T).T,
        "h_prev": dh * (1 - z) + ds * r + da_rz @ W_h[:, :-H].T,
        "W_x": np.matmul(x.T, da),
        "W_h": np.hstack([h_prev.T @ da_rz, s.T @ da_n]),
        "b": np.ones(len(x)) @ da,
    }


@wrong("z-the-other-way-round", says="the other convention, the same function family")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    W_r, W_z, W_n = np.split(W_h, 3, axis=1)
    da_n = dh * (1 - z) * (1 - n**2)
    back = da_n @ W_n.T
    da_r, da_z = back * h_prev * r * (1 - r), dh * (h_prev - n) * z * (1 - z)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * z + back * r + da_r @ W_r.T + da_z @ W_z.T,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


@wrong("reset-after")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    H = len(W_h)
    da_n = dh * z * (1 - n**2)
    da_r = da_n * (h_prev @ W_h[:, 2 * H :]) * r * (1 - r)
    da_z = dh * (n - h_prev) * z * (1 - z)
    da_x, da_h = np.hstack([da_r, da_z, da_n]), np.hstack([da_r, da_z, da_n * r])
    return {
        "x": da_x @ W_x.T,
        "h_prev": dh * (1 - z) + da_h @ W_h.T,
        "W_x": x.T @ da_x,
        "W_h": h_prev.T @ da_h,
        "b": da_x.sum(axis=0),
    }


@wrong("reset-forgotten-on-the-path", "dW_hn-without-r", says="Two known mistakes at once")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    # As in an LSTM: one product with all of W_h.
    *parts, _ = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    da = np.hstack(parts)
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + da @ W_h.T,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
    }


@wrong("kept-path-dropped")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    H = len(W_h)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": da[:, : 2 * H] @ W_h[:, : 2 * H].T + back * r,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da[:, : 2 * H], (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


@wrong("r-path-dropped", "z-path-dropped", says="Two known mistakes at once")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + back * r,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


@wrong("dW_hn-without-r", says="`W_h`")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    H = len(W_h)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + back * r + da[:, : 2 * H] @ W_h[:, : 2 * H].T,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
    }


@wrong("r-and-z-swapped")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    # Only the line that joins the three parts is in another order.
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    W_r, W_z, _ = np.split(W_h, 3, axis=1)
    da = np.hstack([da_z, da_r, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + back * r + da_r @ W_r.T + da_z @ W_z.T,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


@wrong("last-row-only")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    W_r, W_z, _ = np.split(W_h, 3, axis=1)
    da = np.hstack([da_r, da_z, da_n])
    for k in range(len(x)):
        dW_x = np.outer(x[k], da[k])
        h, s = h_prev[k], r[k] * h_prev[k]
        dW_h = np.hstack([np.outer(h, da_r[k]), np.outer(h, da_z[k]), np.outer(s, da_n[k])])
        db = da[k]
    dh_prev = dh * (1 - z) + back * r + da_r @ W_r.T + da_z @ W_z.T
    return {"x": da @ W_x.T, "h_prev": dh_prev, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("dr-of-the-other-variant")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    _, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    m = h_prev @ np.split(W_h, 3, axis=1)[2]
    return _finished(da_n * m * r * (1 - r), da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)


@wrong("dz-negated")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    return _finished(da_r, -da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)


@wrong("dz-without-old-state")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, _, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    return _finished(da_r, dh * n * z * (1 - z), da_n, back, dh, x, h_prev, r, z, W_x, W_h)


@wrong("dz-negated", "r-without-derivative", says="Two known mistakes at once")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    _, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    return _finished(back * h_prev, -da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)


@wrong(says=("`b`", "(3H,)"))
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    found = _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)
    return found | {"b": np.hstack([da_r, da_z, da_n])}


@wrong(says="h_prev")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    found = _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)
    del found["h_prev"]
    return found


@wrong(says="`dh`")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    found = _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)
    dh *= 1 - z
    return found


@wrong(says="3 times too large")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    found = _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)
    return found | {"W_x": 3 * found["W_x"]}


@wrong("clipped-inside")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    grads = backward_gate_by_gate(dh, x, h_prev, r, z, n, W_x, W_h)
    for grad in grads.values():
        np.clip(grad, -10, 10, out=grad)
    return grads


@wrong("scaled-inside")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    grads = backward_gate_by_gate(dh, x, h_prev, r, z, n, W_x, W_h)
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    if norm > 5:
        grads = {name: grad * 5 / norm for name, grad in grads.items()}
    return grads
