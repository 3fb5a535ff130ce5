"""Wrong answers to the exercises of chapter 1, as learners write them."""

import itertools

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)

# ffnn.count_parameters


@wrong("ffnn.count_parameters", "no-biases")
def _(sizes):
    return sum(sizes[k] * sizes[k + 1] for k in range(len(sizes) - 1))


@wrong("ffnn.count_parameters", "no-output-biases")
def _(sizes):
    total = 0
    for k in range(len(sizes) - 1):
        total += sizes[k] * sizes[k + 1]
    return total + sum(sizes[1:-1])


@wrong("ffnn.count_parameters", "input-biases")
def _(sizes):
    return sum(a * b for a, b in itertools.pairwise(sizes)) + sum(sizes)


@wrong("ffnn.count_parameters", says="unpack")
def _(sizes):
    n_in, n_hidden, n_out = sizes
    return n_in * n_hidden + n_hidden + n_hidden * n_out + n_out


@wrong("ffnn.count_parameters", says="IndexError")
def _(sizes):
    return sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2]


@wrong("ffnn.count_parameters", says="IndexError")
def _(sizes):
    total = 0
    for k in range(len(sizes)):
        total += (sizes[k] + 1) * sizes[k + 1]
    return total


@wrong("ffnn.count_parameters", "no-biases", "last-layer-missing")
def _(sizes):
    return sum(sizes[k] * sizes[k + 1] for k in range(len(sizes) - 2))


@wrong("ffnn.count_parameters", "one-hidden-layer-only")
def _(sizes):
    return (sizes[0] + 1) * sizes[1] + (sizes[1] + 1) * sizes[-1]


@wrong("ffnn.count_parameters", says="a whole number")
def _(sizes):
    return float(sum((a + 1) * b for a, b in itertools.pairwise(sizes)))


@wrong("ffnn.count_parameters", says="26")
def _(sizes):
    return 26


@wrong("ffnn.count_parameters", "counts-units")
def _(sizes):
    return np.sum(sizes)


@wrong("ffnn.count_parameters", says="expected")
def _(sizes):
    total = 0
    for k in range(len(sizes) - 1):
        total += sizes[k] * sizes[k + 1] + sizes[k + 1]
        return total


@wrong("ffnn.count_parameters", says="sizes")
def _(sizes):
    total = 0
    while len(sizes) > 1:
        n_in = sizes.pop(0)
        total += (n_in + 1) * sizes[0]
    return total


# ffnn.forward


@wrong("ffnn.forward", "linear-hidden")
def _(x, W1, b1, W2, b2):
    h = x @ W1 + b1
    return h, h @ W2 + b2


@wrong("ffnn.forward", "tanh-output")
def _(x, W1, b1, W2, b2):
    h = np.tanh(np.dot(x, W1) + b1)
    y = np.tanh(np.dot(h, W2) + b2)
    return h, y


@wrong("ffnn.forward", "sigmoid-hidden", "sigmoid-output")
def _(x, W1, b1, W2, b2):
    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    h = sigmoid(x @ W1 + b1)
    return h, sigmoid(h @ W2 + b2)


@wrong("ffnn.forward", "sigmoid-hidden")
def _(x, W1, b1, W2, b2):
    h = 0.5 * np.tanh(0.5 * (x @ W1 + b1)) + 0.5
    return h, h @ W2 + b2


@wrong("ffnn.forward", "b1-missing", "b2-missing")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1)
    return h, h @ W2


@wrong("ffnn.forward", says="other order")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1 + b1)
    y = h @ W2 + b2
    return y, h


@wrong("ffnn.forward", says="2 values")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1 + b1)
    return h @ W2 + b2


@wrong("ffnn.forward", says="error")
def _(x, W1, b1, W2, b2):
    h = np.tanh(W1 @ x + b1)
    return h, W2 @ h + b2


@wrong("ffnn.forward", says="transposed")
def _(x, W1, b1, W2, b2):
    h = np.tanh(W1.T @ x.T + b1[:, None])
    y = W2.T @ h + b2[:, None]
    return h, y


@wrong("ffnn.forward", "b1-outside-tanh")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1) + b1
    return h, h @ W2 + b2


@wrong("ffnn.forward", "softmax-output")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1 + b1)
    z = h @ W2 + b2
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return h, z / z.sum(axis=1, keepdims=True)


@wrong("ffnn.forward", "tanh-of-half")
def _(x, W1, b1, W2, b2):
    a = x @ W1 + b1
    h = (1 - np.exp(-a)) / (1 + np.exp(-a))
    return h, h @ W2 + b2


@wrong("ffnn.forward", says="`x`")
def _(x, W1, b1, W2, b2):
    W1 += 0
    x -= x.mean(axis=0)
    h = np.tanh(x @ W1 + b1)
    return h, h @ W2 + b2


@wrong("ffnn.forward", "output-from-sum")
def _(x, W1, b1, W2, b2):
    a = x @ W1 + b1
    return np.tanh(a), a @ W2 + b2


# ffnn.softmax_cross_entropy


@wrong("ffnn.softmax_cross_entropy", "no-max-shift", says="1000")
def _(logits, labels):
    n = len(labels)
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(n), labels]).mean()
    d = p.copy()
    d[np.arange(n), labels] -= 1
    return loss, d / n


@wrong("ffnn.softmax_cross_entropy", "log-of-underflow")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.mean(np.log(p[np.arange(len(p)), labels])), (p - y) / len(p)


@wrong("ffnn.softmax_cross_entropy", "log-of-underflow", says=("1000", "nan"))
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.mean(np.sum(y * np.log(p), axis=1)), (p - y) / len(p)


@wrong("ffnn.softmax_cross_entropy", "log-with-epsilon")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.sum(y * np.log(p + 1e-12)) / len(p), (p - y) / len(p)


@wrong("ffnn.softmax_cross_entropy", "log-with-epsilon")
def _(logits, labels):
    # The book of many a learner adds 1e-7.
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.sum(np.log(p[np.arange(len(p)), labels] + 1e-7)) / len(p), (p - y) / len(p)


@wrong("ffnn.softmax_cross_entropy", "one-shift-for-all")
def _(logits, labels):
    n = len(labels)
    z = logits - np.max(logits)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[range(n), labels] -= 1
    return -log_p[range(n), labels].mean(), d / n


@wrong("ffnn.softmax_cross_entropy", "softmax-over-the-batch")
def _(logits, labels):
    z = logits - logits.max(axis=0)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum() / len(y), (np.exp(log_p) - y) / len(y)


@wrong("ffnn.softmax_cross_entropy", "summed-gradient")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(axis=1).mean(), np.exp(log_p) - y


@wrong("ffnn.softmax_cross_entropy", "mean-over-classes-too")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -np.mean(y * log_p), (np.exp(log_p) - y) / len(y)


@wrong("ffnn.softmax_cross_entropy", "gradient-in-columns")
def _(logits, labels):
    n = len(labels)
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[:, labels] -= 1
    return -log_p[np.arange(n), labels].mean(), d / n


@wrong("ffnn.softmax_cross_entropy", "p-changed-in-place")
def _(logits, labels):
    n = len(labels)
    z = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = z / z.sum(axis=1, keepdims=True)
    d = p
    d[np.arange(n), labels] -= 1
    d /= n
    loss = -np.log(p[np.arange(n), labels]).mean()
    return loss, d


@wrong("ffnn.softmax_cross_entropy", says="logits")
def _(logits, labels):
    n = len(labels)
    logits -= logits.max(axis=1, keepdims=True)
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), labels] -= 1
    return -log_p[np.arange(n), labels].mean(), d / n


@wrong("ffnn.softmax_cross_entropy", says="loss")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(axis=1), (np.exp(log_p) - y) / len(y)


@wrong("ffnn.softmax_cross_entropy", "all-summed")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(), np.exp(log_p) - y


@wrong("ffnn.softmax_cross_entropy", says=("error", "broadcast"))
def _(logits, labels):
    z = logits - logits.max(axis=1)
    log_p = z - np.log(np.exp(z).sum(axis=1))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(axis=1).mean(), (np.exp(log_p) - y) / len(y)


@wrong("ffnn.softmax_cross_entropy", "derivative-again")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    p, y = np.exp(log_p), np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(axis=1).mean(), (p - y) * p * (1 - p) / len(y)


# ffnn.backward


@wrong("ffnn.backward", "tanh-derivative-missing")
def _(x, h, dy, W2):
    dh = dy @ W2.T
    return {"W1": x.T @ dh, "b1": dh.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("ffnn.backward", "tanh-twice")
def _(x, h, dy, W2):
    da = dy @ W2.T / np.cosh(h) ** 2
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("ffnn.backward", "biases-averaged")
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h * h)
    return {"W1": x.T @ da, "b1": da.mean(axis=0), "W2": h.T @ dy, "b2": dy.mean(axis=0)}


@wrong("ffnn.backward", "divided-by-n")
def _(x, h, dy, W2):
    n = x.shape[0]
    da = dy @ W2.T * (1 - h * h)
    return {"W1": x.T @ da / n, "b1": da.sum(0) / n, "W2": h.T @ dy / n, "b2": dy.sum(0) / n}


@wrong("ffnn.backward", "last-row-only")
def _(x, h, dy, W2):
    for n in range(len(x)):
        da = W2 @ dy[n] * (1 - h[n] ** 2)
        grads = {"W1": np.outer(x[n], da), "b1": da, "W2": np.outer(h[n], dy[n]), "b2": dy[n]}
    return grads


@wrong("ffnn.backward", "W1-before-derivative", "b1-before-derivative", "tanh-derivative-missing")
def _(x, h, dy, W2):
    dW2 = h.T @ dy
    dh = np.dot(dy, W2.T)
    dW1 = x.T @ dh
    return {"W1": dW1, "b1": dh.sum(axis=0), "W2": dW2, "b2": dy.sum(axis=0)}


@wrong("ffnn.backward", "b1-before-derivative")
def _(x, h, dy, W2):
    dh = dy @ W2.T
    return {"W1": x.T @ (dh * (1 - h**2)), "b1": dh.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("ffnn.backward", says=("b1", "axis"))
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h**2)
    return {"W1": x.T @ da, "b1": da, "W2": h.T @ dy, "b2": dy}


@wrong("ffnn.backward", says="dict")
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h**2)
    return x.T @ da, da.sum(0), h.T @ dy, dy.sum(0)


@wrong("ffnn.backward", says="`W1`")
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h**2)
    return {"dW1": x.T @ da, "db1": da.sum(0), "dW2": h.T @ dy, "db2": dy.sum(0)}


@wrong("ffnn.backward", says="transposed")
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h**2)
    return {"W1": da.T @ x, "b1": da.sum(0), "W2": dy.T @ h, "b2": dy.sum(0)}


@wrong("ffnn.backward", says="error")
def _(x, h, dy, W2):
    da = dy @ W2 * (1 - h**2)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("ffnn.backward", "sigmoid-derivative")
def _(x, h, dy, W2):
    da = dy @ W2.T * h * (1 - h)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("ffnn.backward", "b1-averaged", "tanh-derivative-missing")
def _(x, h, dy, W2):
    da = dy @ W2.T
    return {"W1": x.T @ da, "b1": da.mean(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("ffnn.backward", says=("`W1`", "3"))
def _(x, h, dy, W2):
    # A factor that no known mistake has: the parameter and the ratio have to be named.
    da = dy @ W2.T * (1 - h**2)
    return {"W1": 3 * x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("ffnn.backward", says="`h`")
def _(x, h, dy, W2):
    h *= h
    da = dy @ W2.T * (1 - h)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": np.sqrt(h).T @ dy, "b2": dy.sum(0)}


# ffnn.sliding_windows


@wrong("ffnn.sliding_windows", "target-in-window")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.stack([series[k : k + width] for k in range(n)])
    return X, np.array([series[k + width - 1 + horizon - 1] for k in range(n)])


@wrong("ffnn.sliding_windows", "target-one-late", says="n")
def _(series, width, horizon):
    if len(series) <= width + horizon:
        raise ValueError
    X, Y = [], []
    for k in range(len(series) - width - horizon):
        X.append(series[k : k + width])
        Y.append(series[k + width + horizon])
    return np.array(X), np.array(Y)


@wrong("ffnn.sliding_windows", "horizon-unused")
def _(series, width, horizon):
    if len(series) - width - horizon + 1 <= 0:
        raise ValueError
    X, Y = [], []
    for k in range(len(series) - width):
        X.append(series[k : k + width])
        Y.append(series[k + width])
    return np.array(X), np.array(Y)


@wrong("ffnn.sliding_windows", "too-short-accepted", says="ValueError")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width + horizon - 1] for k in range(n)])
    return X, Y


@wrong("ffnn.sliding_windows", "no-room-accepted", says="ValueError")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    assert n >= 0
    if n < 0:
        raise ValueError
    return np.array([series[k : k + width] for k in range(n)]), series[width + horizon - 1 :]


@wrong("ffnn.sliding_windows", "last-pair-missing", says="n")
def _(series, width, horizon):
    n = len(series) - width - horizon
    if n < 0:
        raise ValueError
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width + horizon - 1] for k in range(n)])
    return X, Y


@wrong("ffnn.sliding_windows", "all-values-to-horizon", says="Y")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width : k + width + horizon] for k in range(n)])
    return X, Y


@wrong("ffnn.sliding_windows", says="error")
def _(series, width, horizon):
    X, Y = [], []
    for k in range(len(series) - width):
        X.append(series[k : k + width])
        Y.append(series[k + width + horizon - 1])
    return np.array(X), np.array(Y)


@wrong("ffnn.sliding_windows", "windows-one-late")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([series[k : k + width] for k in range(1, n + 1)])
    return X, series[width + horizon - 1 :]


@wrong("ffnn.sliding_windows", "windows-reversed")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([[series[k + width - 1 - j] for j in range(width)] for k in range(n)])
    return X, series[width + horizon - 1 :]


@wrong("ffnn.sliding_windows", says=("X", "(n, width)"))
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([series[j : j + n] for j in range(width)])
    return X, series[width + horizon - 1 :]


@wrong("ffnn.sliding_windows", says="Y")
def _(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError
    X = np.array([series[k : k + width] for k in range(n)])
    return X, series[width + horizon - 1 :].reshape(-1, 1)
