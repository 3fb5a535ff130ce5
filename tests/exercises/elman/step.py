"""elman.step: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("elman.step")
right, wrong = ANSWERS.right, ANSWERS.wrong


def step_with_dot(x, h_prev, W_x, W_h, b):
    return np.tanh(np.dot(x, W_x) + np.dot(h_prev, W_h) + b)


right(step_with_dot)


@right
def step_with_einsum(x, h_prev, W_x, W_h, b):
    return np.tanh(np.einsum("nd,dh->nh", x, W_x) + np.einsum("ni,ij->nj", h_prev, W_h) + b[None, :])


@right
def step_with_joined_rows(x, h_prev, W_x, W_h, b):
    joined = np.concatenate([x, h_prev], axis=1)
    return np.tanh(joined @ np.concatenate([W_x, W_h], axis=0) + b)


@right
def step_joined_with_a_one(x, h_prev, W_x, W_h, b):
    ones = np.ones((x.shape[0], 1))
    return np.tanh(np.hstack((h_prev, ones, x)) @ np.vstack((W_h, b, W_x)))


@right
def step_row_by_row(x, h_prev, W_x, W_h, b):
    h = []
    for n in range(len(x)):
        h.append(np.tanh(x[n] @ W_x + h_prev[n] @ W_h + b))
    return h


@right
def step_in_float32(x, h_prev, W_x, W_h, b):
    return np.tanh(x @ W_x + h_prev @ W_h + b).astype(np.float32)


@right
def step_with_sigmoid(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    return 2 / (1 + np.exp(-2 * a)) - 1


@right
def step_as_columns(x, h_prev, W_x, W_h, b):
    return np.tanh(W_x.T @ x.T + W_h.T @ h_prev.T + b.reshape(-1, 1)).T


@right
def step_in_place_on_its_own_array(x, h_prev, W_x, W_h, b):
    h = np.matmul(h_prev, W_h)
    h += b
    h += np.matmul(x, W_x)
    np.tanh(h, out=h)
    return h


@right
def step_as_nested_lists(x, h_prev, W_x, W_h, b):
    return step_with_dot(x, h_prev, W_x, W_h, b).tolist()


@wrong("no-memory")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(np.dot(x, W_x) + b)


@wrong("W_h-transposed")
def _(x, h_prev, W_x, W_h, b):
    a = np.einsum("nd,dh->nh", x, W_x) + np.einsum("ni,hi->nh", h_prev, W_h)
    return np.tanh(a + b)


@wrong("sigmoid")
def _(x, h_prev, W_x, W_h, b):
    def sigmoid(a):
        return np.where(a > 0, 1 / (1 + np.exp(-a)), np.exp(a) / (1 + np.exp(a)))

    return sigmoid(x @ W_x + h_prev @ W_h + b)


@wrong("tanh-of-half")
def _(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    return (1 - np.exp(-a)) / (1 + np.exp(-a))


@wrong("old-state-outside")
def _(x, h_prev, W_x, W_h, b):
    h = np.tanh(x @ W_x + b)
    h = h + h_prev @ W_h
    return h


@wrong("joined-the-other-way")
def _(x, h_prev, W_x, W_h, b):
    W = np.vstack([W_x, W_h])
    return np.tanh(np.hstack([h_prev, x]) @ W + b)


@wrong("no-bias", "W_h-transposed")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(x @ W_x + h_prev @ W_h.T)


@wrong(says="h_prev")
def _(x, h_prev, W_x, W_h, b):
    h_prev[:] = np.tanh(x @ W_x + h_prev @ W_h + b)
    return h_prev


@wrong(says=("error", "W_x"))
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(W_x @ x + W_h @ h_prev + b)


@wrong(says=("error", "shape"))
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(x * W_x + h_prev * W_h + b)


@wrong(says="(N, H)")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(W_x.T @ x.T + W_h.T @ h_prev.T + b[:, None])


@wrong(says="NameError")
def _(x, h_prev, W_x, W_h, b):
    return tanh(x @ W_x + h_prev @ W_h + b)  # noqa: F821


@wrong(says="one value is asked for")
def _(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    h = np.tanh(a)
    return h, a


@wrong(says="return")
def _(x, h_prev, W_x, W_h, b):
    print(np.tanh(x @ W_x + h_prev @ W_h + b))


@wrong("no-tanh")
def _(x, h_prev, W_x, W_h, b):
    return x @ W_x + h_prev @ W_h + b


@wrong("relu")
def _(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    a[a < 0] = 0
    return a


@wrong(says="h_prev")
def _(x, h_prev, W_x, W_h, b):
    # The weight of the old state is halved: no known mistake, so the term has to be named.
    return np.tanh(x @ W_x + 0.5 * (h_prev @ W_h) + b)


@wrong("W_h-number-by-number", says="`@`")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(x @ W_x + h_prev * W_h + b)


@wrong("bracket-closed-too-early")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(x @ W_x) + h_prev @ W_h + b


@wrong("tangent")
def _(x, h_prev, W_x, W_h, b):
    return np.tan(x @ W_x + h_prev @ W_h + b)


@wrong("hyperbolic-sine")
def _(x, h_prev, W_x, W_h, b):
    return np.sinh(x @ W_x + h_prev @ W_h + b)


@wrong("leaky-state")
def _(x, h_prev, W_x, W_h, b):
    alpha = 0.1
    return (1 - alpha) * h_prev + alpha * np.tanh(x @ W_x + h_prev @ W_h + b)


@wrong("sum-clipped")
def _(x, h_prev, W_x, W_h, b):
    a = np.clip(np.dot(x, W_x) + np.dot(h_prev, W_h) + b, -3, 3)
    return 2 / (1 + np.exp(-2 * a)) - 1


@wrong("hard-tanh")
def _(x, h_prev, W_x, W_h, b):
    return np.minimum(1, np.maximum(-1, x @ W_x + h_prev @ W_h + b))


@wrong("two-updates-a-step")
def _(x, h_prev, W_x, W_h, b):
    for _ in range(2):
        h_prev = np.tanh(x @ W_x + h_prev @ W_h + b)
    return h_prev


@wrong("softsign")
def _(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    return a / (1 + abs(a))


@wrong("arctangent")
def _(x, h_prev, W_x, W_h, b):
    return np.arctan(x @ W_x + h_prev @ W_h + b)


@wrong("leaky-state")
def _(x, h_prev, W_x, W_h, b):
    return 0.9 * h_prev + np.tanh(x @ W_x + h_prev @ W_h + b)
