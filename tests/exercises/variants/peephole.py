"""Right answers to the exercises of chapter 6 in other people's styles. Every one of them has to pass."""

import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# peephole.step


def step_gate_by_gate(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    W_xi, W_xf, W_xg, W_xo = np.split(W_x, 4, axis=1)
    W_hi, W_hf, W_hg, W_ho = np.split(W_h, 4, axis=1)
    b_i, b_f, b_g, b_o = np.split(b, 4)
    i = sigmoid(x @ W_xi + h_prev @ W_hi + p_i * c_prev + b_i)
    f = sigmoid(x @ W_xf + h_prev @ W_hf + p_f * c_prev + b_f)
    c = f * c_prev + i * np.tanh(x @ W_xg + h_prev @ W_hg + b_g)
    o = sigmoid(x @ W_xo + h_prev @ W_ho + p_o * c + b_o)
    return o * np.tanh(c), c


def step_with_diagonal_matrices(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = h_prev.shape[1]
    a = np.dot(x, W_x) + np.dot(h_prev, W_h) + b
    i = sigmoid(a[:, :H] + c_prev @ np.diag(p_i))
    f = sigmoid(a[:, H : 2 * H] + c_prev @ np.diag(p_f))
    c = f * c_prev + i * np.tanh(a[:, 2 * H : 3 * H])
    o = sigmoid(a[:, 3 * H :] + c @ np.diag(p_o))
    return [o * np.tanh(c), c]


def step_with_joined_rows(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(p_i)
    a = np.hstack([x, h_prev]) @ np.vstack([W_x, W_h]) + b
    peeps = np.concatenate([p_i, p_f]) * np.hstack([c_prev, c_prev])
    i, f = np.hsplit(sigmoid(a[:, : 2 * H] + peeps), 2)
    c = np.tanh(a[:, 2 * H : 3 * H]) * i + c_prev * f
    return sigmoid(a[:, -H:] + c * p_o) * np.tanh(c), c


def step_with_einsum(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = h_prev.shape[1]
    a = np.einsum("nd,dgh->gnh", x, W_x.reshape(-1, 4, H)) + np.einsum("nk,kgh->gnh", h_prev, W_h.reshape(H, 4, H))
    a = a + b.reshape(4, 1, H)
    i, f = sigmoid(a[0] + np.einsum("nh,h->nh", c_prev, p_i)), sigmoid(a[1] + np.einsum("nh,h->nh", c_prev, p_f))
    c = f * c_prev + i * np.tanh(a[2])
    o = sigmoid(a[3] + np.einsum("nh,h->nh", c, p_o))
    return o * np.tanh(c), c


def step_row_by_row(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    hs, cs = [], []
    for one, h, c in zip(x, h_prev, c_prev, strict=True):
        a_i, a_f, a_g, a_o = np.array_split(one @ W_x + h @ W_h + b, 4)
        c = sigmoid(a_f + p_f * c) * c + sigmoid(a_i + p_i * c) * np.tanh(a_g)
        hs.append(sigmoid(a_o + p_o * c) * np.tanh(c))
        cs.append(c)
    return np.array(hs), np.array(cs)


def step_in_float32(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    given = (one.astype(np.float32) for one in (x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o))
    return step_gate_by_gate(*given)


def step_as_columns(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(p_o)
    a, c = W_x.T @ x.T + W_h.T @ h_prev.T + b[:, None], c_prev.T
    i, f = sigmoid(a[:H] + p_i[:, None] * c), sigmoid(a[H : 2 * H] + p_f[:, None] * c)
    c = f * c + i * np.tanh(a[2 * H : 3 * H])
    return (sigmoid(a[3 * H :] + p_o[:, None] * c) * np.tanh(c)).T, c.T


def step_changing_its_own_sums(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(W_h)
    a = x @ W_x
    a += h_prev @ W_h
    a += b
    a[:, :H] += c_prev * p_i
    a[:, H : 2 * H] += c_prev * p_f
    c = sigmoid(a[:, H : 2 * H]) * c_prev + sigmoid(a[:, :H]) * np.tanh(a[:, 2 * H : 3 * H])
    a[:, 3 * H :] += c * p_o
    return sigmoid(a[:, 3 * H :]) * np.tanh(c), c


# peephole.step_backward


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


def backward_in_float32(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    given = (dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o)
    return backward_line_by_line(*(one.astype(np.float32) for one in given))


def backward_with_more_in_the_dict(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    found = backward_gate_by_gate(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o)
    return {"o": dh * np.tanh(c), "words": "exact", **found}


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


# peephole.count_parameters


def count_factored(n_in, n_hidden):
    return n_hidden * (4 * (n_in + n_hidden + 1) + 3)


def count_by_shapes(n_in, n_hidden):
    shapes = [(n_in, 4 * n_hidden), (n_hidden, 4 * n_hidden), (4 * n_hidden,), (n_hidden,), (n_hidden,), (n_hidden,)]
    return sum(np.prod(shape) for shape in shapes)


def count_by_arrays(n_in, n_hidden):
    W_x, W_h, b = np.zeros((n_in, 4 * n_hidden)), np.zeros((n_hidden, 4 * n_hidden)), np.zeros(4 * n_hidden)
    return W_x.size + W_h.size + b.size + sum(np.zeros(n_hidden).size for _ in "ifo")


def count_gate_by_gate(n_in, n_hidden):
    gate = n_in * n_hidden + n_hidden**2 + n_hidden + n_hidden
    candidate = n_in * n_hidden + n_hidden**2 + n_hidden
    return 3 * gate + candidate


def count_unit_by_unit(n_in, n_hidden):
    total = 0
    for _ in range(n_hidden):
        total += 4 * (n_in + n_hidden + 1) + 3
    return total


def count_with_a_dict(n_in, n_hidden):
    sizes = {"W_x": 4 * n_in * n_hidden, "W_h": 4 * n_hidden**2, "b": 4 * n_hidden, "p": 3 * n_hidden}
    return sum(sizes.values())


VARIANTS = {
    "peephole.step": [
        step_gate_by_gate,
        step_with_diagonal_matrices,
        step_with_joined_rows,
        step_with_einsum,
        step_row_by_row,
        step_in_float32,
        step_as_columns,
        step_changing_its_own_sums,
    ],
    "peephole.step_backward": [
        backward_line_by_line,
        backward_gate_by_gate,
        backward_with_einsum,
        backward_row_by_row,
        backward_in_float32,
        backward_with_more_in_the_dict,
        backward_with_diagonals,
    ],
    "peephole.count_parameters": [
        count_factored,
        count_by_shapes,
        count_by_arrays,
        count_gate_by_gate,
        count_unit_by_unit,
        count_with_a_dict,
    ],
}
