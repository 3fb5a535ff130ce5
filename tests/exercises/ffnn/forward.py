"""ffnn.forward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("ffnn.forward")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def forward_in_one_line(x, W1, b1, W2, b2):
    return (h := np.tanh(x @ W1 + b1)), h @ W2 + b2


@right
def forward_with_dot(x, W1, b1, W2, b2):
    h = np.tanh(np.add(np.dot(x, W1), b1))
    return h, np.add(np.dot(h, W2), b2)


@right
def forward_with_einsum(x, W1, b1, W2, b2):
    h = np.tanh(np.einsum("nd,dh->nh", x, W1) + b1)
    y = np.einsum("nh,hk->nk", h, W2) + b2
    return h, y


@right
def forward_row_by_row(x, W1, b1, W2, b2):
    hs, ys = [], []
    for row in x:
        h = np.tanh(row @ W1 + b1)
        hs.append(h)
        ys.append(h @ W2 + b2)
    return hs, ys


@right
def forward_with_a_column_of_ones(x, W1, b1, W2, b2):
    ones = np.ones((len(x), 1))
    h = np.tanh(np.hstack([x, ones]) @ np.vstack([W1, b1]))
    return h, np.hstack([h, ones]) @ np.vstack([W2, b2])


@right
def forward_as_columns(x, W1, b1, W2, b2):
    h = np.tanh(W1.T @ x.T + b1[:, None])
    y = W2.T @ h + b2.reshape(-1, 1)
    return h.T, y.T


@right
def forward_in_float32(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (array.astype(np.float32) for array in (x, W1, b1, W2, b2))
    h = np.tanh(x @ W1 + b1)
    return h, h @ W2 + b2


@right
def forward_with_tanh_by_hand(x, W1, b1, W2, b2):
    a = x @ W1
    a += b1
    h = (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))
    return [h, np.matmul(h, W2) + b2]


@right
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


@wrong("linear-hidden")
def _(x, W1, b1, W2, b2):
    h = x @ W1 + b1
    return h, h @ W2 + b2


@wrong("tanh-output")
def _(x, W1, b1, W2, b2):
    h = np.tanh(np.dot(x, W1) + b1)
    y = np.tanh(np.dot(h, W2) + b2)
    return h, y


@wrong("sigmoid-hidden", "sigmoid-output")
def _(x, W1, b1, W2, b2):
    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    h = sigmoid(x @ W1 + b1)
    return h, sigmoid(h @ W2 + b2)


@wrong("sigmoid-hidden")
def _(x, W1, b1, W2, b2):
    h = 0.5 * np.tanh(0.5 * (x @ W1 + b1)) + 0.5
    return h, h @ W2 + b2


@wrong("b1-missing", "b2-missing")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1)
    return h, h @ W2


@wrong(says="other order")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1 + b1)
    y = h @ W2 + b2
    return y, h


@wrong(says="2 values")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1 + b1)
    return h @ W2 + b2


@wrong(says="error")
def _(x, W1, b1, W2, b2):
    h = np.tanh(W1 @ x + b1)
    return h, W2 @ h + b2


@wrong(says="transposed")
def _(x, W1, b1, W2, b2):
    h = np.tanh(W1.T @ x.T + b1[:, None])
    y = W2.T @ h + b2[:, None]
    return h, y


@wrong("b1-outside-tanh")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1) + b1
    return h, h @ W2 + b2


@wrong("softmax-output")
def _(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1 + b1)
    z = h @ W2 + b2
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return h, z / z.sum(axis=1, keepdims=True)


@wrong("tanh-of-half")
def _(x, W1, b1, W2, b2):
    a = x @ W1 + b1
    h = (1 - np.exp(-a)) / (1 + np.exp(-a))
    return h, h @ W2 + b2


@wrong(says="`x`")
def _(x, W1, b1, W2, b2):
    W1 += 0
    x -= x.mean(axis=0)
    h = np.tanh(x @ W1 + b1)
    return h, h @ W2 + b2


@wrong("output-from-sum")
def _(x, W1, b1, W2, b2):
    a = x @ W1 + b1
    return np.tanh(a), a @ W2 + b2


@wrong("sum-clipped")
def _(x, W1, b1, W2, b2):
    a = np.minimum(np.maximum(x @ W1 + b1, -5), 5)
    h = (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))
    return h, h @ W2 + b2


@wrong("output-clipped")
def _(x, W1, b1, W2, b2):
    h = np.tanh(np.dot(x, W1) + b1)
    return h, np.maximum(-5, np.minimum(5, np.dot(h, W2) + b2))
