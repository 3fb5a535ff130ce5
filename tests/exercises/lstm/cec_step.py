"""lstm.cec_step: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers
from tests.exercises.lstm import cells

ANSWERS = Answers("lstm.cec_step")
right, wrong = ANSWERS.right, ANSWERS.wrong


def sigmoid(a):
    # As most people write it: for large negative a the exponential is infinite, and the result is still right.
    return 1 / (1 + np.exp(-a))


def cec_step_plain_sigmoid(x, h_prev, c_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    z = x @ W_x + h_prev @ W_h + b
    c = c_prev + sigmoid(z[:, :H]) * np.tanh(z[:, H : 2 * H])
    return sigmoid(z[:, 2 * H :]) * np.tanh(c), c


def three(x, h_prev, W_x, W_h, b):
    return np.split(x @ W_x + h_prev @ W_h + b, 3, axis=1)


right(cec_step_plain_sigmoid)


@right
def cec_step_with_einsum(x, h_prev, c_prev, W_x, W_h, b):
    z = np.einsum("nd,dk->nk", x, W_x) + np.einsum("nh,hk->nk", h_prev, W_h) + b
    i, g, o = z.reshape(len(x), 3, -1).swapaxes(0, 1)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return {"h": sigmoid(o) * np.tanh(c), "c": c}


@right
def cec_step_joined(x, h_prev, c_prev, W_x, W_h, b):
    one = np.ones((len(x), 1))
    z = np.hstack([x, h_prev, one]) @ np.vstack([W_x, W_h, b])
    i, g, o = np.hsplit(z, 3)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return [sigmoid(o) * np.tanh(c), c]


@right
def cec_step_gate_by_gate(x, h_prev, c_prev, W_x, W_h, b):
    (W_xi, W_xg, W_xo), (W_hi, W_hg, W_ho) = np.split(W_x, 3, axis=1), np.split(W_h, 3, axis=1)
    b_i, b_g, b_o = b.reshape(3, -1)
    i = sigmoid(x @ W_xi + h_prev @ W_hi + b_i)
    g = np.tanh(x @ W_xg + h_prev @ W_hg + b_g)
    o = sigmoid(x @ W_xo + h_prev @ W_ho + b_o)
    c = np.add(c_prev, np.multiply(i, g))
    return o * np.tanh(c), c


@right
def cec_step_row_by_row(x, h_prev, c_prev, W_x, W_h, b):
    h, c = np.zeros_like(h_prev), c_prev.copy()
    for n in range(len(x)):
        i, g, o = np.split(x[n] @ W_x + h_prev[n] @ W_h + b, 3)
        c[n] += sigmoid(i) * np.tanh(g)
        h[n] = sigmoid(o) * np.tanh(c[n])
    return h, c


@right
def cec_step_in_float32_as_lists(x, h_prev, c_prev, W_x, W_h, b):
    h, c = cec_step_plain_sigmoid(x, h_prev, c_prev, W_x, W_h, b)
    return h.astype(np.float32), c.astype(np.float32)


@wrong("order-i-o-g")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, o, g = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("order-g-i-o")
def _(x, h_prev, c_prev, W_x, W_h, b):
    H = W_h.shape[0]
    z = np.hstack((x, h_prev)) @ np.vstack((W_x, W_h)) + b
    g, i, o = np.tanh(z[:, :H]), sigmoid(z[:, H : 2 * H]), sigmoid(z[:, 2 * H :])
    c = c_prev + i * g
    return o * np.tanh(c), c


@wrong("order-g-i-o", "no-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b):
    g, i, o = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("forget-gate")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    i = sigmoid(i)
    f = 1 - i
    c = f * c_prev + i * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong(says=("error", "equal"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    # A forget gate, though there are three blocks only.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("papers-squashing")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * (4 / (1 + np.exp(-g)) - 2)
    return sigmoid(o) * (2 / (1 + np.exp(-c)) - 1), c


@wrong("cell-squashed")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = np.tanh(c_prev + sigmoid(i) * np.tanh(g))
    return sigmoid(o) * np.tanh(c), c


@wrong("results-exchanged")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return c, sigmoid(o) * np.tanh(c)


@wrong("candidate-with-sigmoid")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = sigmoid(np.array(three(x, h_prev, W_x, W_h, b)))
    c = c_prev + i * g
    return o * np.tanh(c), c


@wrong(says="c_prev")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c_prev += sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_prev), c_prev


@wrong("old-cell-left-out")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong(says=("2 values are asked for", "`h` and `c`"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c)


@wrong("tanh-of-c-kept")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = np.tanh(c_prev + sigmoid(i) * np.tanh(g))
    return sigmoid(o) * c, c


@wrong("cell-clipped")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = np.clip(c_prev + sigmoid(i) * np.tanh(g), -50, 50)
    return sigmoid(o) * np.tanh(c), c


@wrong("hard-sigmoid")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    i, o = (np.maximum(0, np.minimum(1, 0.2 * a + 0.5)) for a in (i, o))
    c = c_prev + i * np.tanh(g)
    return o * np.tanh(c), c


def with_a_wrong_cell(changes):
    def step(x, h_prev, c_prev, W_x, W_h, b):
        return cells.step(x, h_prev, c_prev, W_x, W_h, b, **changes)

    return step


for name, changes in cells.WRONG.items():
    wrong(name)(with_a_wrong_cell(changes))
