"""lstm.step: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers
from tests.exercises.lstm import cells

ANSWERS = Answers("lstm.step")
right, wrong = ANSWERS.right, ANSWERS.wrong


def sigmoid(a):
    # As most people write it: for large negative a the exponential is infinite, and the result is still right.
    return 1 / (1 + np.exp(-a))


def step_plain_sigmoid(x, h_prev, c_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    z = np.dot(x, W_x) + np.dot(h_prev, W_h) + b
    i, f = sigmoid(z[:, :H]), sigmoid(z[:, H : 2 * H])
    g, o = np.tanh(z[:, 2 * H : 3 * H]), sigmoid(z[:, 3 * H :])
    c = f * c_prev + i * g
    return o * np.tanh(c), c


right(step_plain_sigmoid)


@right
def step_with_einsum(x, h_prev, c_prev, W_x, W_h, b):
    z = np.einsum("nd,dk->nk", x, W_x) + np.einsum("nh,hk->nk", h_prev, W_h) + b[None]
    i, f, g, o = np.einsum("ngh->gnh", z.reshape(len(x), 4, -1))
    c = np.multiply(sigmoid(f), c_prev) + np.multiply(sigmoid(i), np.tanh(g))
    return sigmoid(o) * np.tanh(c), c


@right
def step_joined(x, h_prev, c_prev, W_x, W_h, b):
    W = np.vstack([W_x, W_h])
    W_i, W_f, W_g, W_o = np.hsplit(W, 4)
    b_i, b_f, b_g, b_o = np.split(b, 4)
    xh = np.hstack([x, h_prev])
    c = sigmoid(xh @ W_f + b_f) * c_prev + sigmoid(xh @ W_i + b_i) * np.tanh(xh @ W_g + b_g)
    return sigmoid(xh @ W_o + b_o) * np.tanh(c), c


@right
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


@right
def step_row_by_row(x, h_prev, c_prev, W_x, W_h, b):
    hs, cs = [], []
    for n in range(len(x)):
        i, f, g, o = (x[n] @ W_x + h_prev[n] @ W_h + b).reshape(4, -1)
        c = sigmoid(f) * c_prev[n] + sigmoid(i) * np.tanh(g)
        cs.append(c)
        hs.append(sigmoid(o) * np.tanh(c))
    return hs, cs


@right
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


@right
def step_in_float32(x, h_prev, c_prev, W_x, W_h, b):
    h, c = step_plain_sigmoid(x, h_prev, c_prev, W_x, W_h, b)
    return h.astype(np.float32), c.astype(np.float32)


@right
def step_with_tanh_for_the_sigmoid(x, h_prev, c_prev, W_x, W_h, b):
    def gate(a):
        return 0.5 * (1 + np.tanh(a / 2))

    z = x @ W_x + h_prev @ W_h + b
    i, f, g, o = z.reshape(z.shape[0], 4, -1).transpose(1, 0, 2)
    c = gate(i) * np.tanh(g)
    c += gate(f) * c_prev
    return {"h": gate(o) * np.tanh(c), "c": c}


@right
def step_one_sigmoid_for_three(x, h_prev, c_prev, W_x, W_h, b):
    H = c_prev.shape[-1]
    a = np.matmul(x, W_x)
    a += np.matmul(h_prev, W_h)
    a += b
    g = np.tanh(a[:, 2 * H : -H])
    a = np.where(a >= 0, 1 / (1 + np.exp(-np.abs(a))), np.exp(-np.abs(a)) / (1 + np.exp(-np.abs(a))))
    c = a[:, H : 2 * H] * c_prev + a[:, :H] * g
    return a[:, -H:] * np.tanh(c), c


@wrong("order-f-i-g-o")
def _(x, h_prev, c_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    z = x @ W_x + h_prev @ W_h + b
    f = sigmoid(z[:, :H])
    i = sigmoid(z[:, H : 2 * H])
    g = np.tanh(z[:, 2 * H : 3 * H])
    o = sigmoid(z[:, 3 * H :])
    c = f * c_prev + i * g
    return o * np.tanh(c), c


@wrong("order-i-f-o-g")
def _(x, h_prev, c_prev, W_x, W_h, b):
    # One sigmoid for the first three blocks, as in code that packs the candidate last.
    H = h_prev.shape[1]
    a = np.hstack([x, h_prev]) @ np.vstack([W_x, W_h]) + b
    gates = sigmoid(a[:, : 3 * H])
    g = np.tanh(a[:, 3 * H :])
    c = gates[:, H : 2 * H] * c_prev + gates[:, :H] * g
    return gates[:, 2 * H :] * np.tanh(c), c


@wrong("order-i-o-f-g")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, o, f, g = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=-1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("order-f-i-g-o", "no-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b):
    f, i, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=-1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("order-f-i-g-o")
def _(x, h_prev, c_prev, W_x, W_h, b):
    # The names are right and the two products are not.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    i, f, o = map(sigmoid, (i, f, o))
    c = i * c_prev + f * np.tanh(g)
    return o * np.tanh(c), c


@wrong("no-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("cell-squashed")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = np.tanh(sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g))
    h = sigmoid(o) * np.tanh(c)
    return h, c


@wrong("no-forget-gate")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, _, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("candidate-added")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + (sigmoid(i) + np.tanh(g))
    return sigmoid(o) * np.tanh(c), c


@wrong("joined-the-other-way")
def _(x, h_prev, c_prev, W_x, W_h, b):
    hx = np.concatenate((h_prev, x), axis=1)
    i, f, g, o = np.split(hx @ np.concatenate((W_x, W_h), axis=0) + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("sigmoid-overflows", says="NaN")
def _(x, h_prev, c_prev, W_x, W_h, b):
    def s(a):
        return np.exp(a) / (np.exp(a) + 1)

    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = s(f) * c_prev + s(i) * np.tanh(g)
    return s(o) * np.tanh(c), c


@wrong("results-exchanged")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return c, sigmoid(o) * np.tanh(c)


@wrong(says=("2 values are asked for", "`h` and `c`"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c)


@wrong(says="c_prev")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c_prev *= sigmoid(f)
    c_prev += sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_prev), c_prev


@wrong(says=("error", "equal", "Along which axis"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    # Without an axis the rows are split, not the columns.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong(says="`h` is right; `c` is not")
def _(x, h_prev, c_prev, W_x, W_h, b):
    # No known mistake: c is returned as it was after forgetting.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    kept = sigmoid(f) * c_prev
    return sigmoid(o) * np.tanh(kept + sigmoid(i) * np.tanh(g)), kept


@wrong("cell-clipped")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    c = np.minimum(np.maximum(c, -10), 10)
    return sigmoid(o) * np.tanh(c), c


@wrong("output-gate-in-the-cell")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(o) * (sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g))
    return sigmoid(o) * np.tanh(c), c


def with_a_wrong_cell(changes):
    def step(x, h_prev, c_prev, W_x, W_h, b):
        return cells.step(x, h_prev, c_prev, W_x, W_h, b, **changes)

    return step


for name, changes in cells.WRONG.items():
    wrong(name)(with_a_wrong_cell(changes))


@wrong("old-cell-returned")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c_prev


@wrong("old-output-added")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return h_prev + sigmoid(o) * np.tanh(c), c


@wrong("input-gate-on-everything")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(i) * (sigmoid(f) * c_prev + np.tanh(g))
    return sigmoid(o) * np.tanh(c), c
