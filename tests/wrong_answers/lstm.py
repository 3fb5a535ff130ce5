"""Wrong answers to the exercises of chapter 5, as learners write them."""

import numpy as np

from tests.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# lstm.step


@wrong("lstm.step", "order-f-i-g-o")
def _(x, h_prev, c_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    z = x @ W_x + h_prev @ W_h + b
    f = sigmoid(z[:, :H])
    i = sigmoid(z[:, H : 2 * H])
    g = np.tanh(z[:, 2 * H : 3 * H])
    o = sigmoid(z[:, 3 * H :])
    c = f * c_prev + i * g
    return o * np.tanh(c), c


@wrong("lstm.step", "order-i-f-o-g")
def _(x, h_prev, c_prev, W_x, W_h, b):
    # One sigmoid for the first three blocks, as in code that packs the candidate last.
    H = h_prev.shape[1]
    a = np.hstack([x, h_prev]) @ np.vstack([W_x, W_h]) + b
    gates = sigmoid(a[:, : 3 * H])
    g = np.tanh(a[:, 3 * H :])
    c = gates[:, H : 2 * H] * c_prev + gates[:, :H] * g
    return gates[:, 2 * H :] * np.tanh(c), c


@wrong("lstm.step", "order-i-o-f-g")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, o, f, g = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=-1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", "order-f-i-g-o", "no-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b):
    f, i, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=-1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("lstm.step", "order-f-i-g-o")
def _(x, h_prev, c_prev, W_x, W_h, b):
    # The names are right and the two products are not.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    i, f, o = map(sigmoid, (i, f, o))
    c = i * c_prev + f * np.tanh(g)
    return o * np.tanh(c), c


@wrong("lstm.step", "no-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("lstm.step", "cell-squashed")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = np.tanh(sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g))
    h = sigmoid(o) * np.tanh(c)
    return h, c


@wrong("lstm.step", "no-forget-gate")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, _, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", "candidate-added")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + (sigmoid(i) + np.tanh(g))
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", "joined-the-other-way")
def _(x, h_prev, c_prev, W_x, W_h, b):
    hx = np.concatenate((h_prev, x), axis=1)
    i, f, g, o = np.split(hx @ np.concatenate((W_x, W_h), axis=0) + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", "sigmoid-overflows", says="NaN")
def _(x, h_prev, c_prev, W_x, W_h, b):
    def s(a):
        return np.exp(a) / (np.exp(a) + 1)

    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = s(f) * c_prev + s(i) * np.tanh(g)
    return s(o) * np.tanh(c), c


@wrong("lstm.step", "results-exchanged")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return c, sigmoid(o) * np.tanh(c)


@wrong("lstm.step", says=("2 values are asked for", "`h` and `c`"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c)


@wrong("lstm.step", says="c_prev")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c_prev *= sigmoid(f)
    c_prev += sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_prev), c_prev


@wrong("lstm.step", says=("error", "equal"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    # Without an axis the rows are split, not the columns.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", says="`h` is right; `c` is not")
def _(x, h_prev, c_prev, W_x, W_h, b):
    # No known mistake: c is returned as it was after forgetting.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    kept = sigmoid(f) * c_prev
    return sigmoid(o) * np.tanh(kept + sigmoid(i) * np.tanh(g)), kept
