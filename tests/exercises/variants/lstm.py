"""Right answers to the exercises of chapter 5 in other people's styles. Every one of them has to pass."""

import math

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


# lstm.forward


def _cell(z, c):
    i, f, g, o = np.split(z, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def forward_with_lists(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        h, c = _cell(x @ W_x + h @ W_h + b, c)
        hs.append(h)
        cs.append(c)
    return hs, cs


def forward_with_inputs_first(xs, h0, c0, W_x, W_h, b):
    zs = xs @ W_x + b
    hs, cs = np.empty((len(xs), *h0.shape)), np.empty((len(xs), *h0.shape))
    for t, z in enumerate(zs):
        hs[t], cs[t] = _cell(z + (hs[t - 1] if t else h0) @ W_h, cs[t - 1] if t else c0)
    return hs, cs


def forward_with_einsum(xs, h0, c0, W_x, W_h, b):
    states = [(h0, c0)]
    for x in xs:
        h, c = states[-1]
        z = np.einsum("nd,dk->nk", x, W_x) + np.einsum("nh,hk->nk", h, W_h) + b
        states.append(_cell(z, c))
    hs, cs = zip(*states[1:], strict=True)
    return np.stack(hs), np.stack(cs)


def forward_sequence_by_sequence(xs, h0, c0, W_x, W_h, b):
    T, N, _ = xs.shape
    hs, cs = np.zeros((T, N, len(W_h))), np.zeros((T, N, len(W_h)))
    for n in range(N):
        h, c = h0[n], c0[n]
        for t in range(T):
            h, c = _cell(xs[t, n] @ W_x + h @ W_h + b, c)
            hs[t, n], cs[t, n] = h, c
    return hs, cs


def forward_joined(xs, h0, c0, W_x, W_h, b):
    W = np.concatenate((W_x, W_h))
    h, c, out = h0, c0, []
    for x in xs:
        h, c = _cell(np.concatenate((x, h), axis=1) @ W + b, c)
        out.append(np.stack((h, c)))
    hs, cs = np.stack(out, axis=1)
    return {"hs": hs, "cs": cs}


def forward_gate_by_gate(xs, h0, c0, W_x, W_h, b):
    U, W, B = W_x.reshape(len(W_x), 4, -1), W_h.reshape(len(W_h), 4, -1), b.reshape(4, -1)
    hs, cs = np.zeros((len(xs) + 1, *h0.shape)), np.zeros((len(xs) + 1, *c0.shape))
    hs[0], cs[0] = h0, c0
    for t in range(1, len(xs) + 1):
        i, f, g, o = (xs[t - 1] @ U[:, k] + hs[t - 1] @ W[:, k] + B[k] for k in range(4))
        cs[t] = sigmoid(f) * cs[t - 1] + sigmoid(i) * np.tanh(g)
        hs[t] = sigmoid(o) * np.tanh(cs[t])
    return hs[1:], cs[1:]


def forward_in_float32(xs, h0, c0, W_x, W_h, b):
    hs, cs = forward_with_lists(xs, h0, c0, W_x, W_h, b)
    return np.array(hs, dtype=np.float32), np.array(cs, dtype=np.float32)


# lstm.step_backward


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


def back_row_by_row(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    grads = {"x": [], "h_prev": [], "c_prev": [], "W_x": 0, "W_h": 0, "b": 0}
    for n in range(len(x)):
        sums, dcell = _sums(dh[n], dc[n], c_prev[n], i[n], f[n], g[n], o[n], c[n])
        da = np.concatenate(sums)
        grads["x"].append(W_x @ da)
        grads["h_prev"].append(W_h @ da)
        grads["c_prev"].append(dcell * f[n])
        grads["W_x"] = grads["W_x"] + np.outer(x[n], da)
        grads["W_h"] = grads["W_h"] + np.outer(h_prev[n], da)
        grads["b"] = grads["b"] + da
    return grads


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


def back_by_the_outputs(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    # The slope of tanh(c) written with the hyperbolic cosine, in float32.
    dc = dc + dh * o / np.cosh(c) ** 2
    sums = [dc * g * (i - i**2), dc * c_prev * (f - f**2), dc * i * (1 - g) * (1 + g), dh * np.tanh(c) * (o - o**2)]
    da = np.concatenate(sums, axis=1).astype(np.float32)
    grads = {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(axis=0)}
    return {**grads, "c_prev": (dc * f).astype(np.float32)}


# lstm.backward


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


def backward_step_by_step(dhs, xs, h0, c0, W_x, W_h, b):
    return _through_time(back_with_hstack, dhs, xs, h0, c0, W_x, W_h, b)


def backward_with_einsum(dhs, xs, h0, c0, W_x, W_h, b):
    return _through_time(back_with_einsum, dhs, xs, h0, c0, W_x, W_h, b)


def backward_gate_by_gate(dhs, xs, h0, c0, W_x, W_h, b):
    return _through_time(back_gate_by_gate, dhs, xs, h0, c0, W_x, W_h, b)


def backward_joined(dhs, xs, h0, c0, W_x, W_h, b):
    return _through_time(back_joined, dhs, xs, h0, c0, W_x, W_h, b)


def backward_in_float32(dhs, xs, h0, c0, W_x, W_h, b):
    grads = backward_step_by_step(dhs, xs, h0, c0, W_x, W_h, b)
    return {name: np.array(one, dtype=np.float32) for name, one in grads.items()}


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


# lstm.initial_bias


def bias_by_joining(n_hidden, forget_bias):
    return np.concatenate([np.zeros(n_hidden), np.full(n_hidden, forget_bias), np.zeros(2 * n_hidden)])


def bias_as_a_list(n_hidden, forget_bias):
    return [0.0] * n_hidden + [forget_bias] * n_hidden + [0.0] * n_hidden * 2


def bias_from_a_matrix(n_hidden, forget_bias):
    b = np.zeros((4, n_hidden))
    b["ifgo".index("f")] += forget_bias
    return b.ravel()


def bias_by_repeating(n_hidden, forget_bias):
    return np.repeat([0, forget_bias, 0, 0], n_hidden)


def bias_by_kron_in_float32(n_hidden, forget_bias):
    return np.kron([0, forget_bias, 0, 0], np.ones(n_hidden)).astype(np.float32)


def bias_by_splitting(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    _, f, _, _ = np.split(b, 4)
    f[:] = forget_bias
    return b


# lstm.half_life


def half_life_base_2(f):
    return -1 / np.log2(f)


def half_life_base_10(f):
    return np.log10(0.5) / np.log10(f)


def half_life_positive(f):
    return np.log(2) / np.log(1 / f)


def half_life_log1p(f):
    return -math.log(2) / math.log1p(float(f) - 1)


def half_life_to_that_base(f):
    return math.log(0.5, f)


def half_life_as_an_array(f):
    return np.array(np.log(0.5) / np.log(f))


def half_life_found_by_halving(f):
    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if float(f) ** middle > 0.5 else (low, middle)
    return low


# lstm.count_parameters


def count_by_rows(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1)


def count_real_arrays(n_in, n_hidden):
    shapes = [(n_in, 4 * n_hidden), (n_hidden, 4 * n_hidden), (4 * n_hidden,)]
    return sum(np.zeros(shape).size for shape in shapes)


def count_products(n_in, n_hidden):
    return np.prod([n_in, 4, n_hidden]) + np.prod([n_hidden, 4, n_hidden]) + 4 * n_hidden


def count_joined(n_in, n_hidden):
    return np.int64(np.empty((n_in + n_hidden + 1, 4 * n_hidden)).size)


def count_gate_by_gate(n_in, n_hidden):
    total = 0
    for _ in ("i", "f", "g", "o"):
        total += (n_in + n_hidden) * n_hidden
        total += n_hidden
    return total


def count_as_an_array(n_in, n_hidden):
    return np.array(4 * (n_hidden**2 + n_in * n_hidden + n_hidden))


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
    "lstm.forward": [
        forward_with_lists,
        forward_with_inputs_first,
        forward_with_einsum,
        forward_sequence_by_sequence,
        forward_joined,
        forward_gate_by_gate,
        forward_in_float32,
    ],
    "lstm.step_backward": [
        back_with_hstack,
        back_with_einsum,
        back_gate_by_gate,
        back_row_by_row,
        back_joined,
        back_by_the_outputs,
    ],
    "lstm.backward": [
        backward_step_by_step,
        backward_with_einsum,
        backward_gate_by_gate,
        backward_joined,
        backward_in_float32,
        backward_with_one_product_at_the_end,
        backward_sequence_by_sequence,
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
    "lstm.initial_bias": [
        bias_by_joining,
        bias_as_a_list,
        bias_from_a_matrix,
        bias_by_repeating,
        bias_by_kron_in_float32,
        bias_by_splitting,
    ],
    "lstm.half_life": [
        half_life_base_2,
        half_life_base_10,
        half_life_positive,
        half_life_log1p,
        half_life_to_that_base,
        half_life_as_an_array,
        half_life_found_by_halving,
    ],
    "lstm.count_parameters": [
        count_by_rows,
        count_real_arrays,
        count_products,
        count_joined,
        count_gate_by_gate,
        count_as_an_array,
    ],
}
