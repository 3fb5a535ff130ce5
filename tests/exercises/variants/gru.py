"""Right answers to the exercises of chapter 7 in other people's styles. Every one of them has to pass."""

import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# gru.step


def step_gate_by_gate(x, h_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    r = sigmoid(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    z = sigmoid(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


def step_with_joined_rows(x, h_prev, W_x, W_h, b):
    W = np.concatenate([W_x, W_h])
    H = len(W_h)
    gates = sigmoid(np.concatenate([x, h_prev], axis=1) @ W[:, : 2 * H] + b[: 2 * H])
    r, z = gates[:, :H], gates[:, H:]
    n = np.tanh(np.hstack([x, r * h_prev]) @ W[:, 2 * H :] + b[2 * H :])
    return h_prev + z * (n - h_prev)


def step_with_einsum(x, h_prev, W_x, W_h, b):
    N, H = h_prev.shape
    a = (np.einsum("nd,dk->nk", x, W_x) + b).reshape(N, 3, H)
    W = W_h.reshape(H, 3, H)
    r = sigmoid(a[:, 0] + np.einsum("ni,ij->nj", h_prev, W[:, 0]))
    z = sigmoid(a[:, 1] + np.einsum("ni,ij->nj", h_prev, W[:, 1]))
    n = np.tanh(a[:, 2] + np.einsum("ni,ni,ij->nj", r, h_prev, W[:, 2]))
    return n * z + h_prev - h_prev * z


def step_row_by_row(x, h_prev, W_x, W_h, b):
    rows = []
    for one, before in zip(x, h_prev, strict=True):
        x_r, x_z, x_n = np.array_split(one @ W_x + b, 3)
        W_r, W_z, W_n = np.array_split(W_h, 3, axis=1)
        r, z = sigmoid(x_r + before @ W_r), sigmoid(x_z + before @ W_z)
        rows.append(((1 - z) * before + z * np.tanh(x_n + (r * before) @ W_n)).tolist())
    return rows


def step_in_float32(x, h_prev, W_x, W_h, b):
    x, h_prev, W_x, W_h, b = (one.astype(np.float32) for one in (x, h_prev, W_x, W_h, b))
    return step_gate_by_gate(x, h_prev, W_x, W_h, b)


def step_with_the_gate_that_keeps(x, h_prev, W_x, W_h, b):
    # The other convention's gate is 1 - z: the sigmoid of the negative sum.
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=-1)
    W_r, W_z, W_n = np.split(W_h, 3, axis=-1)
    keep = sigmoid(-x_z - h_prev @ W_z)
    seen = sigmoid(x_r + h_prev @ W_r) * h_prev
    return keep * h_prev + (1 - keep) * np.tanh(x_n + seen @ W_n)


def step_as_columns(x, h_prev, W_x, W_h, b):
    H = len(W_h)
    h = h_prev.T
    a = W_x.T @ x.T + b[:, None]
    r = 0.5 + 0.5 * np.tanh(0.5 * (a[:H] + W_h[:, :H].T @ h))
    z = 0.5 + 0.5 * np.tanh(0.5 * (a[H : 2 * H] + W_h[:, H : 2 * H].T @ h))
    n = np.tanh(a[2 * H :] + W_h[:, 2 * H :].T @ (r * h))
    return ((1 - z) * h + z * n).T


# gru.step_reset_after


def after_gate_by_gate(x, h_prev, W_x, W_h, b_x, b_h):
    H = h_prev.shape[1]
    first, second, third = slice(0, H), slice(H, 2 * H), slice(2 * H, 3 * H)
    r = sigmoid(x @ W_x[:, first] + b_x[first] + h_prev @ W_h[:, first] + b_h[first])
    z = sigmoid(x @ W_x[:, second] + b_x[second] + h_prev @ W_h[:, second] + b_h[second])
    n = np.tanh(x @ W_x[:, third] + b_x[third] + r * (h_prev @ W_h[:, third] + b_h[third]))
    return (1 - z) * n + z * h_prev


def after_with_both_gates_at_once(x, h_prev, W_x, W_h, b_x, b_h):
    H = len(W_h)
    a_x, a_h = np.dot(x, W_x) + b_x, np.dot(h_prev, W_h) + b_h
    r, z = np.hsplit(sigmoid((a_x + a_h)[:, : 2 * H]), 2)
    n = np.tanh(a_x[:, 2 * H :] + r * a_h[:, 2 * H :])
    return n + z * (h_prev - n)


def after_with_joined_gates(x, h_prev, W_x, W_h, b_x, b_h):
    H = len(W_h)
    W = np.vstack([W_x, W_h])[:, : 2 * H]
    gates = sigmoid(np.hstack([x, h_prev]) @ W + (b_x + b_h)[: 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + b_x[2 * H :] + gates[:, :H] * (h_prev @ W_h[:, 2 * H :] + b_h[2 * H :]))
    return (1 - gates[:, H:]) * n + gates[:, H:] * h_prev


def after_with_einsum(x, h_prev, W_x, W_h, b_x, b_h):
    H = h_prev.shape[1]
    a_x = np.einsum("nd,dgh->ngh", x, W_x.reshape(-1, 3, H)) + b_x.reshape(3, H)
    a_h = np.einsum("ni,igh->ngh", h_prev, W_h.reshape(H, 3, H)) + b_h.reshape(3, H)
    r, z = sigmoid(a_x[:, 0] + a_h[:, 0]), sigmoid(a_x[:, 1] + a_h[:, 1])
    return z * h_prev + (1 - z) * np.tanh(a_x[:, 2] + r * a_h[:, 2])


def after_row_by_row(x, h_prev, W_x, W_h, b_x, b_h):
    rows = []
    for k in range(len(x)):
        x_r, x_z, x_n = np.split(x[k] @ W_x + b_x, 3)
        h_r, h_z, h_n = np.split(h_prev[k] @ W_h + b_h, 3)
        z = sigmoid(x_z + h_z)
        rows.append((1 - z) * np.tanh(x_n + sigmoid(x_r + h_r) * h_n) + z * h_prev[k])
    return rows


def after_in_float32(x, h_prev, W_x, W_h, b_x, b_h):
    given = (one.astype(np.float32) for one in (x, h_prev, W_x, W_h, b_x, b_h))
    return after_gate_by_gate(*given)


def after_with_pytorchs_own_layout(x, h_prev, W_x, W_h, b_x, b_h):
    # As the weights lie in torch.nn.GRUCell: transposed.
    weight_ih, weight_hh = W_x.T, W_h.T
    x_r, x_z, x_n = np.split(x @ weight_ih.T + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ weight_hh.T + b_h, 3, axis=1)
    z = sigmoid(x_z + h_z)
    return (1 - z) * np.tanh(x_n + sigmoid(x_r + h_r) * h_n) + z * h_prev


# gru.swap_z


def swap_z_in_copies(W_x, W_h, b):
    H = len(W_h)
    W_x, W_h, b = W_x.copy(), W_h.copy(), b.copy()
    for packed in (W_x, W_h, b):
        packed[..., H : 2 * H] *= -1
    return W_x, W_h, b


def swap_z_by_signs(W_x, W_h, b):
    signs = np.repeat([1, -1, 1], len(W_h))
    return W_x * signs, W_h * signs, b * signs


def swap_z_as_a_list(W_x, W_h, b):
    H = len(W_h)
    return [np.hstack([one[..., :H], -one[..., H : 2 * H], one[..., 2 * H :]]) for one in (W_x, W_h, b)]


def swap_z_by_a_matrix(W_x, W_h, b):
    H = len(W_h)
    turn = np.diag(np.concatenate([np.ones(H), -np.ones(H), np.ones(H)]))
    return W_x @ turn, W_h @ turn, b @ turn


def swap_z_column_by_column(W_x, W_h, b):
    H = b.size // 3
    changed = []
    for packed in (W_x, W_h, b):
        columns = [-column if H <= k < 2 * H else column for k, column in enumerate(packed.T)]
        changed.append(np.array(columns).T)
    return tuple(changed)


def swap_z_where(W_x, W_h, b):
    k = np.arange(len(b))
    of_z = (k >= len(b) // 3) & (k < 2 * len(b) // 3)
    return tuple(np.where(of_z, -one, one).tolist() for one in (W_x, W_h, b))


# gru.step_backward


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


def backward_in_float32(dh, x, h_prev, r, z, n, W_x, W_h):
    given = (one.astype(np.float32) for one in (dh, x, h_prev, r, z, n, W_x, W_h))
    return backward_gate_by_gate(*given)


def backward_with_more_in_the_dict(dh, x, h_prev, r, z, n, W_x, W_h):
    found = backward_gate_by_gate(dh, x, h_prev, r, z, n, W_x, W_h)
    return found | {"r": 0, "z": dh * (n - h_prev), "n": dh * z}


def backward_as_nested_lists(dh, x, h_prev, r, z, n, W_x, W_h):
    return {name: one.tolist() for name, one in backward_with_views(dh, x, h_prev, r, z, n, W_x, W_h).items()}


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


# gru.count_parameters


def count_factored(n_in, n_hidden):
    return 3 * n_hidden * (n_in + n_hidden + 1)


def count_by_shapes(n_in, n_hidden):
    shapes = [(n_in, 3 * n_hidden), (n_hidden, 3 * n_hidden), (3 * n_hidden,)]
    return sum(np.prod(shape) for shape in shapes)


def count_by_arrays(n_in, n_hidden):
    W_x, W_h, b = np.zeros((n_in, 3 * n_hidden)), np.zeros((n_hidden, 3 * n_hidden)), np.zeros(3 * n_hidden)
    return W_x.size + W_h.size + b.size


def count_gate_by_gate(n_in, n_hidden):
    total = 0
    for _ in ("r", "z", "n"):
        total += (n_in + 1) * n_hidden
        total += n_hidden**2
    return total


def count_beside_an_lstm(n_in, n_hidden):
    lstm = 4 * n_hidden * (n_in + n_hidden + 1)
    return lstm * 3 // 4


def count_unit_by_unit(n_in, n_hidden):
    return sum(3 * (n_in + n_hidden + 1) for _ in range(n_hidden))


VARIANTS = {
    "gru.step": [
        step_gate_by_gate,
        step_with_joined_rows,
        step_with_einsum,
        step_row_by_row,
        step_in_float32,
        step_with_the_gate_that_keeps,
        step_as_columns,
    ],
    "gru.step_reset_after": [
        after_gate_by_gate,
        after_with_both_gates_at_once,
        after_with_joined_gates,
        after_with_einsum,
        after_row_by_row,
        after_in_float32,
        after_with_pytorchs_own_layout,
    ],
    "gru.swap_z": [
        swap_z_in_copies,
        swap_z_by_signs,
        swap_z_as_a_list,
        swap_z_by_a_matrix,
        swap_z_column_by_column,
        swap_z_where,
    ],
    "gru.step_backward": [
        backward_with_views,
        backward_gate_by_gate,
        backward_with_einsum,
        backward_row_by_row,
        backward_in_float32,
        backward_with_more_in_the_dict,
        backward_as_nested_lists,
        backward_with_the_reset_state,
    ],
    "gru.count_parameters": [
        count_factored,
        count_by_shapes,
        count_by_arrays,
        count_gate_by_gate,
        count_beside_an_lstm,
        count_unit_by_unit,
    ],
}
