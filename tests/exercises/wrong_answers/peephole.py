"""Wrong answers to the exercises of chapter 6, as learners write them."""

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# peephole.step


@wrong("peephole.step", "output-peephole-sees-old-cell")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    # All gates at once, before the cell.
    H = len(W_h)
    a = x @ W_x + h_prev @ W_h + b
    i = sigmoid(a[:, :H] + p_i * c_prev)
    f = sigmoid(a[:, H : 2 * H] + p_f * c_prev)
    o = sigmoid(a[:, 3 * H :] + p_o * c_prev)
    c = f * c_prev + i * np.tanh(a[:, 2 * H : 3 * H])
    return o * np.tanh(c), c


@wrong("peephole.step", "peepholes-after-the-sigmoid")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    a_i, a_f, a_g, a_o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    i, f = sigmoid(a_i) + p_i * c_prev, sigmoid(a_f) + p_f * c_prev
    c = f * c_prev + i * np.tanh(a_g)
    return (sigmoid(a_o) + p_o * c) * np.tanh(c), c


@wrong("peephole.step", "no-peepholes")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("peephole.step", "cells-summed-up")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    i, f = sigmoid(i + (c_prev @ p_i).reshape(-1, 1)), sigmoid(f + (c_prev @ p_f).reshape(-1, 1))
    c = f * c_prev + i * np.tanh(g)
    return sigmoid(o + (c @ p_o).reshape(-1, 1)) * np.tanh(c), c


@wrong("peephole.step", "full-matrix")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(p_i)
    P_i, P_f, P_o = (np.tile(p, (H, 1)) for p in (p_i, p_f, p_o))
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + c_prev @ P_f) * c_prev + sigmoid(i + c_prev @ P_i) * np.tanh(g)
    return sigmoid(o + c @ P_o) * np.tanh(c), c


@wrong("peephole.step", "peepholes-of-i-and-f-see-h_prev")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    i, f = sigmoid(i + p_i * h_prev), sigmoid(f + p_f * h_prev)
    c = f * c_prev + i * np.tanh(g)
    return sigmoid(o + p_o * c) * np.tanh(c), c


@wrong("peephole.step", "output-peephole-sees-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    shown = np.tanh(c)
    return sigmoid(o + p_o * shown) * shown, c


@wrong("peephole.step", "output-peephole-sees-old-cell", "order-i-f-o-g", says="Two known mistakes at once")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(W_h)
    a = x @ W_x + h_prev @ W_h + b
    i, f, o = (sigmoid(a[:, k * H : (k + 1) * H] + p * c_prev) for k, p in enumerate((p_i, p_f, p_o)))
    c = f * c_prev + i * np.tanh(a[:, 3 * H :])
    return o * np.tanh(c), c


@wrong("peephole.step", "order-o-i-f-g", says="o i f g")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    o, i, f, g = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return sigmoid(o + p_o * c) * np.tanh(c), c


@wrong("peephole.step", "no-p_o", "no-tanh-of-c", says="Two known mistakes at once")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("peephole.step", "results-exchanged")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return c, sigmoid(o + p_o * c) * np.tanh(c)


@wrong("peephole.step", "p_i-and-p_f-exchanged")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_i * c_prev) * c_prev + sigmoid(i + p_f * c_prev) * np.tanh(g)
    return sigmoid(o + p_o * c) * np.tanh(c), c


@wrong("peephole.step", says=("error", "shape"))
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    # A product where one number a unit is meant.
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + c_prev @ p_f) * c_prev + sigmoid(i + c_prev @ p_i) * np.tanh(g)
    return sigmoid(o + c @ p_o) * np.tanh(c), c


@wrong("peephole.step", says="c_prev")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    i, f = sigmoid(i + p_i * c_prev), sigmoid(f + p_f * c_prev)
    c_prev *= f
    c_prev += i * np.tanh(g)
    return sigmoid(o + p_o * c_prev) * np.tanh(c_prev), c_prev


@wrong("peephole.step", says="`p_o`")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    # The output gate sees half of the cell: no known mistake, so the term has to be named.
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return sigmoid(o + p_o * c / 2) * np.tanh(c), c


@wrong("peephole.step", says="2 values are asked for, `h` and `c`")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return sigmoid(o + p_o * c) * np.tanh(c)


# peephole.step_backward


def _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=True):
    """The gradients of the four sums, i f g o, and the whole dc."""
    a_o = dh * np.tanh(c) * o * (1 - o)
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    if through_p_o:
        dc = dc + a_o * p_o
    return [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), a_o], dc


def _gradients(a, x, h_prev, c_prev, c, W_x, W_h):
    """Everything that the four sums alone decide."""
    da = np.hstack(a)
    return {
        "x": da @ W_x.T,
        "h_prev": da @ W_h.T,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
        "p_i": (a[0] * c_prev).sum(axis=0),
        "p_f": (a[1] * c_prev).sum(axis=0),
        "p_o": (a[3] * c).sum(axis=0),
    }


@wrong("peephole.step_backward", "the-papers-rule", says="the papers' rule")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    found = _gradients(a, x, h_prev, c_prev, c, W_x, W_h)
    return found | {"h_prev": 0 * h_prev, "c_prev": dc * f}


@wrong("peephole.step_backward", "peepholes-not-followed")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f}


@wrong("peephole.step_backward", "do-p_o-left-out-of-dc")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("peephole.step_backward", "gates-left-out-of-dc_prev", says="`c_prev` is not")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f}


@wrong("peephole.step_backward", "output-gate-saw-the-old-cell")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    found = _gradients(a, x, h_prev, c_prev, c_prev, W_x, W_h)
    return found | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f + a[3] * p_o}


@wrong("peephole.step_backward", "p_o-added-too-late")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    dc = dc + a[3] * p_o
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("peephole.step_backward", "dp_o-with-the-old-cell", says="`p_o` is not")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    found = _gradients(a, x, h_prev, c_prev, c_prev, W_x, W_h)
    return found | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("peephole.step_backward", "dp_o-with-the-old-cell", "do-p_o-left-out-of-dc", says="Two known mistakes at once")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o, through_p_o=False)
    found = _gradients(a, x, h_prev, c_prev, c_prev, W_x, W_h)
    return found | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("peephole.step_backward", "dc-of-the-next-step-left-out")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, 0, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("peephole.step_backward", "dc_prev-without-f")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc + a[0] * p_i + a[1] * p_f}


@wrong("peephole.step_backward", "order-f-i-g-o")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    right = _gradients(a, x, h_prev, c_prev, c, W_x, W_h)
    packed = _gradients([a[1], a[0], *a[2:]], x, h_prev, c_prev, c, W_x, W_h)
    peepholes = {name: right[name] for name in ("p_i", "p_f", "p_o")}
    return packed | peepholes | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("peephole.step_backward", "c-squared-without-tanh")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    dc = dc + dh * o * (np.tanh(c) ** 2 - c**2)
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("peephole.step_backward", says=("`p_i`", "(H,)"))
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    # The gradients of full matrices.
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    found = _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}
    return found | {"p_i": c_prev.T @ a[0], "p_f": c_prev.T @ a[1], "p_o": c.T @ a[3]}


@wrong("peephole.step_backward", says="`dc`")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, whole = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    dc += whole - dc
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}


@wrong("peephole.step_backward", says="c_prev")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    return _gradients(a, x, h_prev, c_prev, c, W_x, W_h)


@wrong("peephole.step_backward", says=("`p_f`", "wrong sign"))
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h, p_i, p_f, p_o):
    a, dc = _gates(dh, dc, c_prev, i, f, g, o, c, p_o)
    found = _gradients(a, x, h_prev, c_prev, c, W_x, W_h) | {"c_prev": dc * f + a[0] * p_i + a[1] * p_f}
    return found | {"p_f": -found["p_f"]}


# peephole.count_parameters


@wrong("peephole.count_parameters", "no-peepholes")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1)


@wrong("peephole.count_parameters", "full-matrices")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) + 3 * n_hidden**2


@wrong("peephole.count_parameters", "four-peepholes")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 2)


@wrong("peephole.count_parameters", "three-in-all")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) + 3


@wrong("peephole.count_parameters", "one-peephole")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) + n_hidden


@wrong("peephole.count_parameters", "no-biases")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden) + 3 * n_hidden


@wrong("peephole.count_parameters", "four-peepholes", says="two biases")
def _(n_in, n_hidden):
    # As PyTorch counts its LSTM.
    return 4 * n_hidden * n_in + 4 * n_hidden**2 + 8 * n_hidden


@wrong("peephole.count_parameters", "three-blocks", "no-peepholes", says="Two known mistakes at once")
def _(n_in, n_hidden):
    return 3 * n_hidden * (n_in + n_hidden + 1)


@wrong("peephole.count_parameters", "peepholes-in-every-block")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1 + 3)


@wrong("peephole.count_parameters", says="return")
def _(n_in, n_hidden):
    print(n_hidden * (4 * (n_in + n_hidden + 1) + 3))


@wrong("peephole.count_parameters", says="whole number")
def _(n_in, n_hidden):
    return n_hidden * (4 * (n_in + n_hidden + 1) + 3.5)
