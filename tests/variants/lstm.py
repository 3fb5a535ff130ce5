"""Right answers to the exercises of chapter 5 in other people's styles. Every one of them has to pass."""

import numpy as np


def sigmoid(a):
    # As most people write it: for large negative a the exponential is infinite, and the result is still right.
    return 1 / (1 + np.exp(-a))


# lstm.cec_step


def cec_step_plain_sigmoid(x, h_prev, c_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    z = x @ W_x + h_prev @ W_h + b
    c = c_prev + sigmoid(z[:, :H]) * np.tanh(z[:, H : 2 * H])
    return sigmoid(z[:, 2 * H :]) * np.tanh(c), c


def cec_step_with_einsum(x, h_prev, c_prev, W_x, W_h, b):
    z = np.einsum("nd,dk->nk", x, W_x) + np.einsum("nh,hk->nk", h_prev, W_h) + b
    i, g, o = z.reshape(len(x), 3, -1).swapaxes(0, 1)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return {"h": sigmoid(o) * np.tanh(c), "c": c}


def cec_step_joined(x, h_prev, c_prev, W_x, W_h, b):
    one = np.ones((len(x), 1))
    z = np.hstack([x, h_prev, one]) @ np.vstack([W_x, W_h, b])
    i, g, o = np.hsplit(z, 3)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return [sigmoid(o) * np.tanh(c), c]


def cec_step_gate_by_gate(x, h_prev, c_prev, W_x, W_h, b):
    (W_xi, W_xg, W_xo), (W_hi, W_hg, W_ho) = np.split(W_x, 3, axis=1), np.split(W_h, 3, axis=1)
    b_i, b_g, b_o = b.reshape(3, -1)
    i = sigmoid(x @ W_xi + h_prev @ W_hi + b_i)
    g = np.tanh(x @ W_xg + h_prev @ W_hg + b_g)
    o = sigmoid(x @ W_xo + h_prev @ W_ho + b_o)
    c = np.add(c_prev, np.multiply(i, g))
    return o * np.tanh(c), c


def cec_step_row_by_row(x, h_prev, c_prev, W_x, W_h, b):
    h, c = np.zeros_like(h_prev), c_prev.copy()
    for n in range(len(x)):
        i, g, o = np.split(x[n] @ W_x + h_prev[n] @ W_h + b, 3)
        c[n] += sigmoid(i) * np.tanh(g)
        h[n] = sigmoid(o) * np.tanh(c[n])
    return h, c


def cec_step_in_float32_as_lists(x, h_prev, c_prev, W_x, W_h, b):
    h, c = cec_step_plain_sigmoid(x, h_prev, c_prev, W_x, W_h, b)
    return h.astype(np.float32), c.astype(np.float32)


# lstm.step


def step_plain_sigmoid(x, h_prev, c_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    z = np.dot(x, W_x) + np.dot(h_prev, W_h) + b
    i, f = sigmoid(z[:, :H]), sigmoid(z[:, H : 2 * H])
    g, o = np.tanh(z[:, 2 * H : 3 * H]), sigmoid(z[:, 3 * H :])
    c = f * c_prev + i * g
    return o * np.tanh(c), c


def step_with_einsum(x, h_prev, c_prev, W_x, W_h, b):
    z = np.einsum("nd,dk->nk", x, W_x) + np.einsum("nh,hk->nk", h_prev, W_h) + b[None]
    i, f, g, o = np.einsum("ngh->gnh", z.reshape(len(x), 4, -1))
    c = np.multiply(sigmoid(f), c_prev) + np.multiply(sigmoid(i), np.tanh(g))
    return sigmoid(o) * np.tanh(c), c


def step_joined(x, h_prev, c_prev, W_x, W_h, b):
    W = np.vstack([W_x, W_h])
    W_i, W_f, W_g, W_o = np.hsplit(W, 4)
    b_i, b_f, b_g, b_o = np.split(b, 4)
    xh = np.hstack([x, h_prev])
    c = sigmoid(xh @ W_f + b_f) * c_prev + sigmoid(xh @ W_i + b_i) * np.tanh(xh @ W_g + b_g)
    return sigmoid(xh @ W_o + b_o) * np.tanh(c), c


def step_gate_by_gate(x, h_prev, c_prev, W_x, W_h, b):
    H = len(W_h)
    gates = {}
    for k, name in enumerate("ifgo"):
        part = slice(k * H, (k + 1) * H)
        a = x @ W_x[:, part] + h_prev @ W_h[:, part] + b[part]
        gates[name] = np.tanh(a) if name == "g" else sigmoid(a)
    c = gates["f"] * c_prev + gates["i"] * gates["g"]
    h = gates["o"] * np.tanh(c)
    return [h, c]


def step_row_by_row(x, h_prev, c_prev, W_x, W_h, b):
    hs, cs = [], []
    for n in range(len(x)):
        i, f, g, o = (x[n] @ W_x + h_prev[n] @ W_h + b).reshape(4, -1)
        c = sigmoid(f) * c_prev[n] + sigmoid(i) * np.tanh(g)
        cs.append(c)
        hs.append(sigmoid(o) * np.tanh(c))
    return hs, cs


def step_number_by_number(x, h_prev, c_prev, W_x, W_h, b):
    N, H = h_prev.shape
    z = (x @ W_x + h_prev @ W_h + b).astype(float)
    h, c = [[0.0] * H for _ in range(N)], [[0.0] * H for _ in range(N)]
    for n in range(N):
        for j in range(H):
            i, f, g, o = z[n, j], z[n, H + j], z[n, 2 * H + j], z[n, 3 * H + j]
            c[n][j] = float(sigmoid(f) * c_prev[n, j] + sigmoid(i) * np.tanh(g))
            h[n][j] = float(sigmoid(o) * np.tanh(c[n][j]))
    return h, c


def step_in_float32(x, h_prev, c_prev, W_x, W_h, b):
    h, c = step_plain_sigmoid(x, h_prev, c_prev, W_x, W_h, b)
    return h.astype(np.float32), c.astype(np.float32)


def step_with_tanh_for_the_sigmoid(x, h_prev, c_prev, W_x, W_h, b):
    def gate(a):
        return 0.5 * (1 + np.tanh(a / 2))

    z = x @ W_x + h_prev @ W_h + b
    i, f, g, o = z.reshape(z.shape[0], 4, -1).transpose(1, 0, 2)
    c = gate(i) * np.tanh(g)
    c += gate(f) * c_prev
    return {"h": gate(o) * np.tanh(c), "c": c}


def step_one_sigmoid_for_three(x, h_prev, c_prev, W_x, W_h, b):
    H = c_prev.shape[-1]
    a = np.matmul(x, W_x)
    a += np.matmul(h_prev, W_h)
    a += b
    g = np.tanh(a[:, 2 * H : -H])
    a = np.where(a >= 0, 1 / (1 + np.exp(-np.abs(a))), np.exp(-np.abs(a)) / (1 + np.exp(-np.abs(a))))
    c = a[:, H : 2 * H] * c_prev + a[:, :H] * g
    return a[:, -H:] * np.tanh(c), c


# lstm.pack


def pack_with_numbers(W_i, W_f, W_g, W_o):
    H = W_i.shape[-1]
    W = np.zeros((*W_i.shape[:-1], 4 * H))
    for k, one in enumerate((W_i, W_f, W_g, W_o)):
        W[..., k * H : (k + 1) * H] = one
    return W


def pack_with_hstack(*gates):
    return np.hstack(gates)


def pack_by_the_transpose(W_i, W_f, W_g, W_o):
    return np.vstack([W_i.T, W_f.T, W_g.T, W_o.T]).T if W_i.ndim == 2 else np.concatenate([W_i, W_f, W_g, W_o])


def pack_with_append(W_i, W_f, W_g, W_o):
    W = W_i
    for more in (W_f, W_g, W_o):
        W = np.append(W, more, axis=-1)
    return W


def pack_lists(W_i, W_f, W_g, W_o):
    if W_i.ndim == 1:
        return [*W_i, *W_f, *W_g, *W_o]
    return [[*i, *f, *g, *o] for i, f, g, o in zip(W_i, W_f, W_g, W_o, strict=True)]


def pack_by_reshaping(W_i, W_f, W_g, W_o):
    return np.stack([W_i, W_f, W_g, W_o], axis=-2).reshape(*W_i.shape[:-1], -1).astype(np.float32)


# lstm.unpack


def unpack_with_slices(W):
    H = W.shape[-1] // 4
    return W[..., :H], W[..., H : 2 * H], W[..., 2 * H : 3 * H], W[..., 3 * H :]


def unpack_with_hsplit(W):
    return np.hsplit(W, 4)


def unpack_by_reshaping(W):
    parts = W.reshape(*W.shape[:-1], 4, -1)
    return [parts[..., k, :].copy() for k in range(4)]


def unpack_a_dictionary(W):
    H = W.shape[-1] // 4
    return {f"W_{gate}": np.take(W, range(k * H, (k + 1) * H), axis=-1) for k, gate in enumerate("ifgo")}


def unpack_by_the_transpose(W):
    H = len(W.T) // 4
    return tuple(W.T[k * H : (k + 1) * H].T.astype(np.float32) for k in range(4))


def unpack_lists(W):
    return tuple(part.tolist() for part in np.array_split(W, 4, axis=-1))


VARIANTS = {
    "lstm.cec_step": [
        cec_step_plain_sigmoid,
        cec_step_with_einsum,
        cec_step_joined,
        cec_step_gate_by_gate,
        cec_step_row_by_row,
        cec_step_in_float32_as_lists,
    ],
    "lstm.step": [
        step_plain_sigmoid,
        step_with_einsum,
        step_joined,
        step_gate_by_gate,
        step_row_by_row,
        step_number_by_number,
        step_in_float32,
        step_with_tanh_for_the_sigmoid,
        step_one_sigmoid_for_three,
    ],
    "lstm.pack": [
        pack_with_numbers,
        pack_with_hstack,
        pack_by_the_transpose,
        pack_with_append,
        pack_lists,
        pack_by_reshaping,
    ],
    "lstm.unpack": [
        unpack_with_slices,
        unpack_with_hsplit,
        unpack_by_reshaping,
        unpack_a_dictionary,
        unpack_by_the_transpose,
        unpack_lists,
    ],
}
