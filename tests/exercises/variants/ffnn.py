"""Right answers to the exercises of chapter 1 in other people's styles. Every one of them has to pass."""

from itertools import pairwise

import numpy as np

# ffnn.count_parameters


def count_by_pairs(sizes):
    return sum(n_in * n_out + n_out for n_in, n_out in pairwise(sizes))


def count_with_a_row_for_the_bias(sizes):
    return sum((n_in + 1) * n_out for n_in, n_out in zip(sizes, sizes[1:]))  # noqa: B905, RUF007


def count_in_numpy(sizes):
    sizes = np.array(sizes)
    return (sizes[:-1] * sizes[1:]).sum() + sizes[1:].sum()


def count_real_arrays(sizes):
    weights = [np.zeros((n_in, n_out)) for n_in, n_out in pairwise(sizes)]
    biases = [np.zeros(n) for n in sizes[1:]]
    return sum(array.size for array in weights + biases)


def count_as_a_dot_product(sizes):
    return np.dot(np.array(sizes[:-1]) + 1, sizes[1:])


def count_recursively(sizes):
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + count_recursively(sizes[1:])


def count_as_int32(sizes):
    return np.int32(count_by_pairs(sizes))


# ffnn.forward


def forward_in_one_line(x, W1, b1, W2, b2):
    return (h := np.tanh(x @ W1 + b1)), h @ W2 + b2


def forward_with_dot(x, W1, b1, W2, b2):
    h = np.tanh(np.add(np.dot(x, W1), b1))
    return h, np.add(np.dot(h, W2), b2)


def forward_with_einsum(x, W1, b1, W2, b2):
    h = np.tanh(np.einsum("nd,dh->nh", x, W1) + b1)
    y = np.einsum("nh,hk->nk", h, W2) + b2
    return h, y


def forward_row_by_row(x, W1, b1, W2, b2):
    hs, ys = [], []
    for row in x:
        h = np.tanh(row @ W1 + b1)
        hs.append(h)
        ys.append(h @ W2 + b2)
    return hs, ys


def forward_with_a_column_of_ones(x, W1, b1, W2, b2):
    ones = np.ones((len(x), 1))
    h = np.tanh(np.hstack([x, ones]) @ np.vstack([W1, b1]))
    return h, np.hstack([h, ones]) @ np.vstack([W2, b2])


def forward_as_columns(x, W1, b1, W2, b2):
    h = np.tanh(W1.T @ x.T + b1[:, None])
    y = W2.T @ h + b2.reshape(-1, 1)
    return h.T, y.T


def forward_in_float32(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (array.astype(np.float32) for array in (x, W1, b1, W2, b2))
    h = np.tanh(x @ W1 + b1)
    return h, h @ W2 + b2


def forward_with_tanh_by_hand(x, W1, b1, W2, b2):
    a = x @ W1
    a += b1
    h = (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))
    return [h, np.matmul(h, W2) + b2]


def forward_number_by_number(x, W1, b1, W2, b2):
    n_rows, n_hidden, n_out = len(x), len(b1), len(b2)
    h = np.zeros((n_rows, n_hidden))
    y = np.zeros((n_rows, n_out))
    for n in range(n_rows):
        for j in range(n_hidden):
            h[n, j] = np.tanh(sum(x[n, i] * W1[i, j] for i in range(x.shape[1])) + b1[j])
        for k in range(n_out):
            y[n, k] = b2[k] + sum(h[n, j] * W2[j, k] for j in range(n_hidden))
    return h, y


# ffnn.softmax_cross_entropy


def loss_with_one_hot(logits, labels):
    y = np.eye(logits.shape[1])[labels]
    z = logits - np.max(logits, axis=-1, keepdims=True)
    p = np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)
    loss = np.mean(np.log(np.sum(np.exp(z), axis=-1)) - np.sum(y * z, axis=-1))
    return loss, (p - y) / len(logits)


def loss_with_logaddexp(logits, labels):
    n = len(logits)
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    d = np.exp(log_p)
    for k in range(n):
        d[k, labels[k]] -= 1
    return -sum(log_p[k, labels[k]] for k in range(n)) / n, d / n


def loss_row_by_row(logits, labels):
    total, rows = 0.0, []
    for row, label in zip(logits, labels, strict=True):
        row = row - row.max()
        log_sum = np.log(np.exp(row).sum())
        total += log_sum - row[label]
        grad = np.exp(row - log_sum)
        grad[label] -= 1
        rows.append(grad / len(labels))
    return total / len(labels), rows


def loss_with_take_along_axis(logits, labels):
    top = np.amax(logits, axis=1)[:, None]
    log_sum = top + np.log(np.exp(logits - top).sum(1)[:, None])
    picked = np.take_along_axis(logits - log_sum, labels[:, None], axis=1)
    p = np.exp(logits - log_sum)
    np.put_along_axis(p, labels[:, None], np.take_along_axis(p, labels[:, None], axis=1) - 1, axis=1)
    return (-picked.mean(), p / picked.size)


def loss_with_transposed_logits(logits, labels):
    z = logits.T - logits.T.max(axis=0)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    loss = -np.mean(log_p[labels, np.arange(labels.size)])
    y = (np.arange(logits.shape[1])[:, None] == labels).astype(float)
    return loss, ((np.exp(log_p) - y) / labels.size).T


def loss_as_an_array_of_no_axis(logits, labels):
    loss, d = loss_with_one_hot(logits.copy(), labels)
    return np.array(loss), d


def loss_in_float32(logits, labels):
    loss, d = loss_with_one_hot(logits, labels)
    return np.float32(loss), d.astype(np.float32)


def loss_as_a_list(logits, labels):
    loss, d = loss_with_logaddexp(logits, labels)
    return [float(loss), d.tolist()]


# ffnn.backward


def backward_in_other_order(x, h, dy, W2):
    da = np.dot(dy, W2.T) * (1.0 - np.square(h))
    return dict(b2=np.sum(dy, 0), W2=np.dot(h.T, dy), b1=np.sum(da, 0), W1=np.dot(x.T, da))  # noqa: C408


def backward_with_einsum(x, h, dy, W2):
    da = np.einsum("nk,hk->nh", dy, W2) * (1 - h * h)
    return {
        "W1": np.einsum("nd,nh->dh", x, da),
        "b1": np.einsum("nh->h", da),
        "W2": np.einsum("nh,nk->hk", h, dy),
        "b2": np.einsum("nk->k", dy),
    }


def backward_row_by_row(x, h, dy, W2):
    grads = {
        "W1": np.zeros((x.shape[1], h.shape[1])),
        "b1": np.zeros(h.shape[1]),
        "W2": np.zeros_like(W2),
        "b2": np.zeros(dy.shape[1]),
    }
    for n in range(len(x)):
        grads["W2"] += np.outer(h[n], dy[n])
        grads["b2"] += dy[n]
        da = (W2 @ dy[n]) * (1 - h[n] ** 2)
        grads["W1"] += np.outer(x[n], da)
        grads["b1"] += da
    return grads


def backward_with_more_gradients(x, h, dy, W2):
    dh = dy @ W2.T
    da = dh * (1 + h) * (1 - h)
    ones = np.ones(len(x))
    return {"h": dh, "a": da, "W1": x.T @ da, "b1": ones @ da, "W2": h.T @ dy, "b2": ones @ dy, "dy": dy}


def backward_through_arctanh(x, h, dy, W2):
    a = np.arctanh(h)
    da = (dy @ W2.T) / np.cosh(a) ** 2
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


def backward_in_float32(x, h, dy, W2):
    grads = backward_in_other_order(x, h, dy, W2)
    return {name: grad.astype(np.float32) for name, grad in grads.items()}


def backward_as_columns(x, h, dy, W2):
    da = (W2 @ dy.T) * (1 - h.T**2)
    return {"W1": (da @ x).T, "b1": da.sum(axis=1), "W2": (dy.T @ h).T, "b2": dy.T.sum(axis=1).tolist()}


def backward_in_place_on_its_own_arrays(x, h, dy, W2):
    factor = h.copy()
    factor *= h
    factor *= -1
    factor += 1
    da = np.matmul(dy, W2.transpose())
    da *= factor
    return {"W1": x.T @ da, "b1": np.add.reduce(da), "W2": h.T @ dy, "b2": np.add.reduce(dy)}


# ffnn.sliding_windows


def windows_in_a_loop(series, width, horizon):
    X, Y = [], []
    for start in range(len(series) - width - horizon + 1):
        end = start + width
        X.append(series[start:end])
        Y.append(series[end + horizon - 1])
    if not X:
        raise ValueError("too short")
    return np.array(X), np.array(Y)


def windows_with_a_view(series, width, horizon):
    if len(series) < width + horizon:
        raise ValueError(f"expected at least {width + horizon} values, got {len(series)}")
    X = np.lib.stride_tricks.sliding_window_view(series, width)
    Y = series[width + horizon - 1 :]
    return X[: len(Y)], Y


def windows_by_index(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n < 1:
        raise ValueError
    start = np.arange(n)
    return series[start[:, None] + np.arange(width)], series[start + width + horizon - 1]


def windows_by_columns(series, width, horizon):
    n = series.size - width - horizon + 1
    if n <= 0:
        raise ValueError("no window fits")
    X = np.column_stack([series[k : k + n] for k in range(width)])
    return X, series[-n:]


def windows_as_lists(series, width, horizon):
    series = list(series)
    n = len(series) - (width + horizon) + 1
    if n <= 0:
        raise ValueError("no window fits")
    return [series[k : k + width] for k in range(n)], [series[k + width + horizon - 1] for k in range(n)]


def windows_filled_in(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("no window fits")
    X, Y = np.empty((n, width)), np.empty(n)
    for k in range(n):
        X[k] = series[k : k + width]
        Y[k] = series[k + width - 1 + horizon]
    return X, Y


def windows_with_strides(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("no window fits")
    (stride,) = series.strides
    X = np.lib.stride_tricks.as_strided(series, (n, width), (stride, stride))
    return X.copy(), series[width + horizon - 1 :].copy()


def windows_with_an_error_of_its_own(series, width, horizon):
    class TooShort(ValueError):
        pass

    if len(series) - width - horizon < 0:
        raise TooShort
    return windows_filled_in(series, width, horizon)


VARIANTS = {
    "ffnn.count_parameters": [
        count_by_pairs,
        count_with_a_row_for_the_bias,
        count_in_numpy,
        count_real_arrays,
        count_as_a_dot_product,
        count_recursively,
        count_as_int32,
    ],
    "ffnn.forward": [
        forward_in_one_line,
        forward_with_dot,
        forward_with_einsum,
        forward_row_by_row,
        forward_with_a_column_of_ones,
        forward_as_columns,
        forward_in_float32,
        forward_with_tanh_by_hand,
        forward_number_by_number,
    ],
    "ffnn.softmax_cross_entropy": [
        loss_with_one_hot,
        loss_with_logaddexp,
        loss_row_by_row,
        loss_with_take_along_axis,
        loss_with_transposed_logits,
        loss_as_an_array_of_no_axis,
        loss_in_float32,
        loss_as_a_list,
    ],
    "ffnn.backward": [
        backward_in_other_order,
        backward_with_einsum,
        backward_row_by_row,
        backward_with_more_gradients,
        backward_through_arctanh,
        backward_in_float32,
        backward_as_columns,
        backward_in_place_on_its_own_arrays,
    ],
    "ffnn.sliding_windows": [
        windows_in_a_loop,
        windows_with_a_view,
        windows_by_index,
        windows_by_columns,
        windows_as_lists,
        windows_filled_in,
        windows_with_strides,
        windows_with_an_error_of_its_own,
    ],
}
