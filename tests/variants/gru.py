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
}
