"""Right answers to the exercises of chapter 2 in other people's styles. Every one of them has to pass."""

from itertools import accumulate

import numpy as np

# elman.step


def step_with_dot(x, h_prev, W_x, W_h, b):
    return np.tanh(np.dot(x, W_x) + np.dot(h_prev, W_h) + b)


def step_with_einsum(x, h_prev, W_x, W_h, b):
    return np.tanh(np.einsum("nd,dh->nh", x, W_x) + np.einsum("ni,ij->nj", h_prev, W_h) + b[None, :])


def step_with_joined_rows(x, h_prev, W_x, W_h, b):
    joined = np.concatenate([x, h_prev], axis=1)
    return np.tanh(joined @ np.concatenate([W_x, W_h], axis=0) + b)


def step_joined_with_a_one(x, h_prev, W_x, W_h, b):
    ones = np.ones((x.shape[0], 1))
    return np.tanh(np.hstack((h_prev, ones, x)) @ np.vstack((W_h, b, W_x)))


def step_row_by_row(x, h_prev, W_x, W_h, b):
    h = []
    for n in range(len(x)):
        h.append(np.tanh(x[n] @ W_x + h_prev[n] @ W_h + b))
    return h


def step_in_float32(x, h_prev, W_x, W_h, b):
    return np.tanh(x @ W_x + h_prev @ W_h + b).astype(np.float32)


def step_with_sigmoid(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    return 2 / (1 + np.exp(-2 * a)) - 1


def step_as_columns(x, h_prev, W_x, W_h, b):
    return np.tanh(W_x.T @ x.T + W_h.T @ h_prev.T + b.reshape(-1, 1)).T


def step_in_place_on_its_own_array(x, h_prev, W_x, W_h, b):
    h = np.matmul(h_prev, W_h)
    h += b
    h += np.matmul(x, W_x)
    np.tanh(h, out=h)
    return h


def step_as_nested_lists(x, h_prev, W_x, W_h, b):
    return step_with_dot(x, h_prev, W_x, W_h, b).tolist()


# elman.forward


def forward_with_a_list(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.stack(hs)


def forward_as_a_list(xs, h0, W_x, W_h, b):
    hs = [h0]
    for x in xs:
        hs.append(np.tanh(x @ W_x + hs[-1] @ W_h + b))
    return hs[1:]


def forward_with_inputs_first(xs, h0, W_x, W_h, b):
    a = xs @ W_x + b
    hs = np.empty_like(a)
    for t in range(len(xs)):
        before = h0 if t == 0 else hs[t - 1]
        hs[t] = np.tanh(a[t] + before @ W_h)
    return hs


def forward_with_room_for_h0(xs, h0, W_x, W_h, b):
    T, N, _ = xs.shape
    hs = np.zeros((T + 1, N, len(b)))
    hs[0] = h0
    for t in range(1, T + 1):
        hs[t] = np.tanh(xs[t - 1] @ W_x + hs[t - 1] @ W_h + b)
    return hs[1:]


def forward_with_h0_at_the_end(xs, h0, W_x, W_h, b):
    hs = np.zeros((len(xs) + 1, *h0.shape))
    hs[-1] = h0
    for t, x in enumerate(xs):
        hs[t] = np.tanh(x @ W_x + hs[t - 1] @ W_h + b)
    return hs[:-1]


def forward_sequence_by_sequence(xs, h0, W_x, W_h, b):
    rows = []
    for n in range(xs.shape[1]):
        h = h0[n]
        states = []
        for t in range(xs.shape[0]):
            h = np.tanh(xs[t, n] @ W_x + h @ W_h + b)
            states.append(h)
        rows.append(states)
    return np.array(rows).transpose(1, 0, 2)


def forward_by_accumulation(xs, h0, W_x, W_h, b):
    states = accumulate(xs, lambda h, x: np.tanh(x @ W_x + h @ W_h + b), initial=h0)
    return np.array(list(states)[1:])


def forward_by_recursion(xs, h0, W_x, W_h, b):
    h = np.tanh(xs[0] @ W_x + h0 @ W_h + b)
    if len(xs) == 1:
        return h[None]
    return np.concatenate([h[None], forward_by_recursion(xs[1:], h, W_x, W_h, b)])


def forward_with_stacked_weights(xs, h0, W_x, W_h, b):
    W = np.vstack([W_x, W_h, b])
    h, hs = h0.copy(), np.zeros((xs.shape[0], *h0.shape))
    for t in range(xs.shape[0]):
        h[:] = np.tanh(np.c_[xs[t], h, np.ones(len(h))] @ W)
        hs[t] = h
    return hs


def forward_with_einsum_in_float32(xs, h0, W_x, W_h, b):
    hs, h = [], h0.astype(np.float32)
    for x in xs.astype(np.float32):
        a = np.einsum("nd,dh->nh", x, W_x) + np.einsum("ni,ij->nj", h, W_h) + b
        h = np.tanh(a).astype(np.float32)
        hs.append(h)
    return np.array(hs)


# elman.next_symbol_pairs


def pairs_from_the_identity(indices, depth):
    return np.eye(depth)[indices[:-1]], indices[1:]


def pairs_by_comparison(indices, depth):
    X = (np.asarray(indices)[:-1, None] == np.arange(depth)).astype(np.float32)
    return X, np.asarray(indices)[1:]


def pairs_as_lists(indices, depth):
    X = [[1 if k == i else 0 for k in range(depth)] for i in indices[:-1]]
    return X, list(indices[1:])


def pairs_by_fancy_index(indices, depth):
    n = len(indices) - 1
    X = np.zeros((n, depth), dtype=int)
    X[np.arange(n), indices[:n]] = 1
    return X, np.array(indices[1:], dtype=np.int64)


def pairs_in_a_loop(indices, depth):
    X, Y = [], []
    for now, following in zip(indices, indices[1:]):  # noqa: B905, RUF007
        row = np.zeros(depth)
        row[now] = 1.0
        X.append(row)
        Y.append(following)
    return np.array(X), np.array(Y)


def pairs_from_all_rows(indices, depth):
    one_hot = np.identity(depth)[np.array(indices)]
    return one_hot[:-1], one_hot.argmax(axis=1)[1:]


def pairs_by_putting(indices, depth):
    X = np.zeros((len(indices) - 1, depth))
    np.put_along_axis(X, np.asarray(indices)[:-1, None], 1, axis=1)
    return [X, np.roll(indices, -1)[:-1]]


# elman.readout


def readout_then_pick(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys if mode == "many-to-many" else ys[-1]


def readout_step_by_step(hs, W_y, b_y, mode):
    if mode == "many-to-one":
        return hs[len(hs) - 1] @ W_y + b_y
    return np.array([h @ W_y + b_y for h in hs])


def readout_with_einsum(hs, W_y, b_y, mode):
    if mode == "many-to-one":
        return np.einsum("nh,hk->nk", hs[-1], W_y) + b_y
    return np.einsum("tnh,hk->tnk", hs, W_y) + b_y


def readout_with_dot(hs, W_y, b_y, mode):
    match mode:
        case "many-to-many":
            return np.add(np.dot(hs, W_y), b_y)
        case "many-to-one":
            return np.add(np.dot(hs[-1], W_y), b_y)
        case _:
            raise ValueError(mode)


def readout_flattened(hs, W_y, b_y, mode):
    T, N, H = hs.shape
    ys = (hs.reshape(T * N, H) @ W_y).reshape(T, N, -1) + b_y
    return ys.tolist() if mode == "many-to-many" else ys[T - 1].tolist()


def readout_in_float32(hs, W_y, b_y, mode):
    return readout_then_pick(hs, W_y, b_y, mode).astype(np.float32)


def readout_in_place_on_its_own_array(hs, W_y, b_y, mode):
    ys = np.matmul(hs if mode == "many-to-many" else hs[-1], W_y)
    ys += b_y
    return ys


# elman.count_parameters


def count_by_rows(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + 1) + n_out * (n_hidden + 1)


def count_real_arrays(n_in, n_hidden, n_out):
    shapes = [(n_in, n_hidden), (n_hidden, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)]
    return sum(np.zeros(shape).size for shape in shapes)


def count_products(n_in, n_hidden, n_out):
    shapes = [(n_in, n_hidden), (n_hidden, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)]
    return sum(np.prod(shape) for shape in shapes)


def count_as_powers(n_in, n_hidden, n_out):
    return n_hidden**2 + n_hidden * (n_in + n_out + 1) + n_out


def count_joined(n_in, n_hidden, n_out):
    W = np.empty((n_in + n_hidden + 1, n_hidden))
    W_y = np.empty((n_hidden + 1, n_out))
    return np.int64(W.size + W_y.size)


def count_as_a_dictionary(n_in, n_hidden, n_out):
    counts = {"W_x": n_in * n_hidden, "W_h": n_hidden * n_hidden, "b": n_hidden, "W_y": n_hidden * n_out, "b_y": n_out}
    return np.array(sum(counts.values()))


VARIANTS = {
    "elman.step": [
        step_with_dot,
        step_with_einsum,
        step_with_joined_rows,
        step_joined_with_a_one,
        step_row_by_row,
        step_in_float32,
        step_with_sigmoid,
        step_as_columns,
        step_in_place_on_its_own_array,
        step_as_nested_lists,
    ],
    "elman.forward": [
        forward_with_a_list,
        forward_as_a_list,
        forward_with_inputs_first,
        forward_with_room_for_h0,
        forward_with_h0_at_the_end,
        forward_sequence_by_sequence,
        forward_by_accumulation,
        forward_by_recursion,
        forward_with_stacked_weights,
        forward_with_einsum_in_float32,
    ],
    "elman.next_symbol_pairs": [
        pairs_from_the_identity,
        pairs_by_comparison,
        pairs_as_lists,
        pairs_by_fancy_index,
        pairs_in_a_loop,
        pairs_from_all_rows,
        pairs_by_putting,
    ],
    "elman.readout": [
        readout_then_pick,
        readout_step_by_step,
        readout_with_einsum,
        readout_with_dot,
        readout_flattened,
        readout_in_float32,
        readout_in_place_on_its_own_array,
    ],
    "elman.count_parameters": [
        count_by_rows,
        count_real_arrays,
        count_products,
        count_as_powers,
        count_joined,
        count_as_a_dictionary,
    ],
}
