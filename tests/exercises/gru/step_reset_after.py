"""gru.step_reset_after: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("gru.step_reset_after")
right, wrong = ANSWERS.right, ANSWERS.wrong


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def after_gate_by_gate(x, h_prev, W_x, W_h, b_x, b_h):
    H = h_prev.shape[1]
    first, second, third = slice(0, H), slice(H, 2 * H), slice(2 * H, 3 * H)
    r = sigmoid(x @ W_x[:, first] + b_x[first] + h_prev @ W_h[:, first] + b_h[first])
    z = sigmoid(x @ W_x[:, second] + b_x[second] + h_prev @ W_h[:, second] + b_h[second])
    n = np.tanh(x @ W_x[:, third] + b_x[third] + r * (h_prev @ W_h[:, third] + b_h[third]))
    return (1 - z) * n + z * h_prev


right(after_gate_by_gate)


@right
def after_with_both_gates_at_once(x, h_prev, W_x, W_h, b_x, b_h):
    H = len(W_h)
    a_x, a_h = np.dot(x, W_x) + b_x, np.dot(h_prev, W_h) + b_h
    r, z = np.hsplit(sigmoid((a_x + a_h)[:, : 2 * H]), 2)
    n = np.tanh(a_x[:, 2 * H :] + r * a_h[:, 2 * H :])
    return n + z * (h_prev - n)


@right
def after_with_joined_gates(x, h_prev, W_x, W_h, b_x, b_h):
    H = len(W_h)
    W = np.vstack([W_x, W_h])[:, : 2 * H]
    gates = sigmoid(np.hstack([x, h_prev]) @ W + (b_x + b_h)[: 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + b_x[2 * H :] + gates[:, :H] * (h_prev @ W_h[:, 2 * H :] + b_h[2 * H :]))
    return (1 - gates[:, H:]) * n + gates[:, H:] * h_prev


@right
def after_with_einsum(x, h_prev, W_x, W_h, b_x, b_h):
    H = h_prev.shape[1]
    a_x = np.einsum("nd,dgh->ngh", x, W_x.reshape(-1, 3, H)) + b_x.reshape(3, H)
    a_h = np.einsum("ni,igh->ngh", h_prev, W_h.reshape(H, 3, H)) + b_h.reshape(3, H)
    r, z = sigmoid(a_x[:, 0] + a_h[:, 0]), sigmoid(a_x[:, 1] + a_h[:, 1])
    return z * h_prev + (1 - z) * np.tanh(a_x[:, 2] + r * a_h[:, 2])


@right
def after_row_by_row(x, h_prev, W_x, W_h, b_x, b_h):
    rows = []
    for k in range(len(x)):
        x_r, x_z, x_n = np.split(x[k] @ W_x + b_x, 3)
        h_r, h_z, h_n = np.split(h_prev[k] @ W_h + b_h, 3)
        z = sigmoid(x_z + h_z)
        rows.append((1 - z) * np.tanh(x_n + sigmoid(x_r + h_r) * h_n) + z * h_prev[k])
    return rows


@right
def after_in_float32(x, h_prev, W_x, W_h, b_x, b_h):
    given = (one.astype(np.float32) for one in (x, h_prev, W_x, W_h, b_x, b_h))
    return after_gate_by_gate(*given)


@right
def after_with_pytorchs_own_layout(x, h_prev, W_x, W_h, b_x, b_h):
    # As the weights lie in torch.nn.GRUCell: transposed.
    weight_ih, weight_hh = W_x.T, W_h.T
    x_r, x_z, x_n = np.split(x @ weight_ih.T + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ weight_hh.T + b_h, 3, axis=1)
    z = sigmoid(x_z + h_z)
    return (1 - z) * np.tanh(x_n + sigmoid(x_r + h_r) * h_n) + z * h_prev


@wrong("z-the-other-way-round", says="the other convention, the same function family")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * h_prev + z * np.tanh(i_n + r * h_n)


@wrong("reset-before")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    H = len(W_h)
    gates = sigmoid((x @ W_x + b_x + h_prev @ W_h + b_h)[:, : 2 * H])
    r, z = gates[:, :H], gates[:, H:]
    n = np.tanh(x @ W_x[:, 2 * H :] + b_x[2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b_h[2 * H :])
    return (1 - z) * n + z * h_prev


@wrong("the-first-exercise")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    x_r, x_z, x_n = np.split(x @ W_x + b_x + b_h, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    return (1 - z) * h_prev + z * np.tanh(x_n + (r * h_prev) @ U_n)


@wrong("bias-outside-reset")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    b = b_x + b_h
    i_r, i_z, i_n = np.split(x @ W_x + b, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("b_h-left-out")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("biases-exchanged")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_h, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_x, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("reset-on-everything")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    r, z, n = np.split(x @ W_x + b_x + h_prev @ W_h + b_h, 3, axis=1)
    n = np.tanh(sigmoid(r) * n)
    return (1 - sigmoid(z)) * n + sigmoid(z) * h_prev


@wrong("no-reset")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    _, z, n = np.split(x @ W_x + b_x + h_prev @ W_h + b_h, 3, axis=1)
    return (1 - sigmoid(z)) * np.tanh(n) + sigmoid(z) * h_prev


@wrong("r-and-z-swapped")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_z, i_r, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_z, h_r, h_n = np.split(h_prev @ W_h + b_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("z-the-other-way-round", "b_h-left-out", says="Two known mistakes at once")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * h_prev + z * np.tanh(i_n + r * h_n)


@wrong("gates-not-squashed")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_h, 3, axis=1)
    r, z = i_r + h_r, i_z + h_z
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong(says="error")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    # PyTorch's arrays are transposed. These are not.
    i_r, i_z, i_n = np.split(x @ W_x.T + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h.T + b_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong(says="`b_x`")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    b_x += b_h
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong(says="b_h")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    # The bias of the candidate's state is halved: no known mistake, so the term has to be named.
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_h / 2, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("hard-sigmoid")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    def gate(a):
        return np.minimum(1, np.maximum(0, a / 6 + 0.5))

    x_r, x_z, x_n = np.hsplit(x @ W_x + b_x, 3)
    h_r, h_z, h_n = np.hsplit(h_prev @ W_h + b_h, 3)
    z = gate(x_z + h_z)
    return (1 - z) * np.tanh(x_n + gate(x_r + h_r) * h_n) + z * h_prev


@wrong("state-clipped")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    return np.minimum(np.maximum(after_gate_by_gate(x, h_prev, W_x, W_h, b_x, b_h), -5), 5)


@wrong("sigmoid-falls")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    x_r, x_z, x_n = np.hsplit(x @ W_x + b_x, 3)
    h_r, h_z, h_n = np.hsplit(h_prev @ W_h + b_h, 3)
    r, z = 1 / (1 + np.exp(x_r + h_r)), 1 / (1 + np.exp(x_z + h_z))
    return (1 - z) * np.tanh(x_n + r * h_n) + z * h_prev
