"""peephole.step: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers
from tests.exercises.lstm import cells

ANSWERS = Answers("peephole.step")
right, wrong = ANSWERS.right, ANSWERS.wrong


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def step_gate_by_gate(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    W_xi, W_xf, W_xg, W_xo = np.split(W_x, 4, axis=1)
    W_hi, W_hf, W_hg, W_ho = np.split(W_h, 4, axis=1)
    b_i, b_f, b_g, b_o = np.split(b, 4)
    i = sigmoid(x @ W_xi + h_prev @ W_hi + p_i * c_prev + b_i)
    f = sigmoid(x @ W_xf + h_prev @ W_hf + p_f * c_prev + b_f)
    c = f * c_prev + i * np.tanh(x @ W_xg + h_prev @ W_hg + b_g)
    o = sigmoid(x @ W_xo + h_prev @ W_ho + p_o * c + b_o)
    return o * np.tanh(c), c


right(step_gate_by_gate)


@right
def step_with_diagonal_matrices(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = h_prev.shape[1]
    a = np.dot(x, W_x) + np.dot(h_prev, W_h) + b
    i = sigmoid(a[:, :H] + c_prev @ np.diag(p_i))
    f = sigmoid(a[:, H : 2 * H] + c_prev @ np.diag(p_f))
    c = f * c_prev + i * np.tanh(a[:, 2 * H : 3 * H])
    o = sigmoid(a[:, 3 * H :] + c @ np.diag(p_o))
    return [o * np.tanh(c), c]


@right
def step_with_joined_rows(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(p_i)
    a = np.hstack([x, h_prev]) @ np.vstack([W_x, W_h]) + b
    peeps = np.concatenate([p_i, p_f]) * np.hstack([c_prev, c_prev])
    i, f = np.hsplit(sigmoid(a[:, : 2 * H] + peeps), 2)
    c = np.tanh(a[:, 2 * H : 3 * H]) * i + c_prev * f
    return sigmoid(a[:, -H:] + c * p_o) * np.tanh(c), c


@right
def step_with_einsum(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = h_prev.shape[1]
    a = np.einsum("nd,dgh->gnh", x, W_x.reshape(-1, 4, H)) + np.einsum("nk,kgh->gnh", h_prev, W_h.reshape(H, 4, H))
    a = a + b.reshape(4, 1, H)
    i, f = sigmoid(a[0] + np.einsum("nh,h->nh", c_prev, p_i)), sigmoid(a[1] + np.einsum("nh,h->nh", c_prev, p_f))
    c = f * c_prev + i * np.tanh(a[2])
    o = sigmoid(a[3] + np.einsum("nh,h->nh", c, p_o))
    return o * np.tanh(c), c


@right
def step_row_by_row(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    hs, cs = [], []
    for one, h, c in zip(x, h_prev, c_prev, strict=True):
        a_i, a_f, a_g, a_o = np.array_split(one @ W_x + h @ W_h + b, 4)
        c = sigmoid(a_f + p_f * c) * c + sigmoid(a_i + p_i * c) * np.tanh(a_g)
        hs.append(sigmoid(a_o + p_o * c) * np.tanh(c))
        cs.append(c)
    return np.array(hs), np.array(cs)


@right
def step_in_float32(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    given = (one.astype(np.float32) for one in (x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o))
    return step_gate_by_gate(*given)


@right
def step_as_columns(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(p_o)
    a, c = W_x.T @ x.T + W_h.T @ h_prev.T + b[:, None], c_prev.T
    i, f = sigmoid(a[:H] + p_i[:, None] * c), sigmoid(a[H : 2 * H] + p_f[:, None] * c)
    c = f * c + i * np.tanh(a[2 * H : 3 * H])
    return (sigmoid(a[3 * H :] + p_o[:, None] * c) * np.tanh(c)).T, c.T


@right
def step_changing_its_own_sums(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(W_h)
    a = x @ W_x
    a += h_prev @ W_h
    a += b
    a[:, :H] += c_prev * p_i
    a[:, H : 2 * H] += c_prev * p_f
    c = sigmoid(a[:, H : 2 * H]) * c_prev + sigmoid(a[:, :H]) * np.tanh(a[:, 2 * H : 3 * H])
    a[:, 3 * H :] += c * p_o
    return sigmoid(a[:, 3 * H :]) * np.tanh(c), c


@wrong("output-peephole-sees-old-cell")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    # All gates at once, before the cell.
    H = len(W_h)
    a = x @ W_x + h_prev @ W_h + b
    i = sigmoid(a[:, :H] + p_i * c_prev)
    f = sigmoid(a[:, H : 2 * H] + p_f * c_prev)
    o = sigmoid(a[:, 3 * H :] + p_o * c_prev)
    c = f * c_prev + i * np.tanh(a[:, 2 * H : 3 * H])
    return o * np.tanh(c), c


@wrong("peepholes-after-the-sigmoid")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    a_i, a_f, a_g, a_o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    i, f = sigmoid(a_i) + p_i * c_prev, sigmoid(a_f) + p_f * c_prev
    c = f * c_prev + i * np.tanh(a_g)
    return (sigmoid(a_o) + p_o * c) * np.tanh(c), c


@wrong("no-peepholes")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("cells-summed-up")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    i, f = sigmoid(i + (c_prev @ p_i).reshape(-1, 1)), sigmoid(f + (c_prev @ p_f).reshape(-1, 1))
    c = f * c_prev + i * np.tanh(g)
    return sigmoid(o + (c @ p_o).reshape(-1, 1)) * np.tanh(c), c


@wrong("full-matrix")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(p_i)
    P_i, P_f, P_o = (np.tile(p, (H, 1)) for p in (p_i, p_f, p_o))
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + c_prev @ P_f) * c_prev + sigmoid(i + c_prev @ P_i) * np.tanh(g)
    return sigmoid(o + c @ P_o) * np.tanh(c), c


@wrong("peepholes-of-i-and-f-see-h_prev")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    i, f = sigmoid(i + p_i * h_prev), sigmoid(f + p_f * h_prev)
    c = f * c_prev + i * np.tanh(g)
    return sigmoid(o + p_o * c) * np.tanh(c), c


@wrong("output-peephole-sees-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    shown = np.tanh(c)
    return sigmoid(o + p_o * shown) * shown, c


@wrong("output-peephole-sees-old-cell", "order-i-f-o-g", says="Two known mistakes at once")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    H = len(W_h)
    a = x @ W_x + h_prev @ W_h + b
    i, f, o = (sigmoid(a[:, k * H : (k + 1) * H] + p * c_prev) for k, p in enumerate((p_i, p_f, p_o)))
    c = f * c_prev + i * np.tanh(a[:, 3 * H :])
    return o * np.tanh(c), c


@wrong("order-o-i-f-g", says="o i f g")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    o, i, f, g = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return sigmoid(o + p_o * c) * np.tanh(c), c


@wrong("no-p_o", "no-tanh-of-c", says="Two known mistakes at once")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("results-exchanged")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return c, sigmoid(o + p_o * c) * np.tanh(c)


@wrong("p_i-and-p_f-exchanged")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_i * c_prev) * c_prev + sigmoid(i + p_f * c_prev) * np.tanh(g)
    return sigmoid(o + p_o * c) * np.tanh(c), c


@wrong(says=("error", "shape"))
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    # A product where one number a unit is meant.
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + c_prev @ p_f) * c_prev + sigmoid(i + c_prev @ p_i) * np.tanh(g)
    return sigmoid(o + c @ p_o) * np.tanh(c), c


@wrong(says="c_prev")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    i, f = sigmoid(i + p_i * c_prev), sigmoid(f + p_f * c_prev)
    c_prev *= f
    c_prev += i * np.tanh(g)
    return sigmoid(o + p_o * c_prev) * np.tanh(c_prev), c_prev


@wrong(says="`p_o`")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    # The output gate sees half of the cell: no known mistake, so the term has to be named.
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return sigmoid(o + p_o * c / 2) * np.tanh(c), c


@wrong(says="2 values are asked for, `h` and `c`")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.hsplit(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g)
    return sigmoid(o + p_o * c) * np.tanh(c)


@wrong("tanh-of-c-kept")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = np.tanh(sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g))
    return sigmoid(o + p_o * c) * c, c


@wrong("cell-clipped")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = np.clip(sigmoid(f + p_f * c_prev) * c_prev + sigmoid(i + p_i * c_prev) * np.tanh(g), -10, 10)
    return sigmoid(o + p_o * c) * np.tanh(c), c


@wrong("hard-sigmoid")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    def gate(a):
        return np.clip(0.2 * a + 0.5, 0, 1)

    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = gate(f + p_f * c_prev) * c_prev + gate(i + p_i * c_prev) * np.tanh(g)
    return gate(o + p_o * c) * np.tanh(c), c


@wrong("peepholes-without-the-cell")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f + p_f) * c_prev + sigmoid(i + p_i) * np.tanh(g)
    return sigmoid(o + p_o) * np.tanh(c), c


@wrong("one-peephole-for-all-gates")
def _(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    seen = p_i * c_prev
    c = sigmoid(f + seen) * c_prev + sigmoid(i + seen) * np.tanh(g)
    return sigmoid(o + p_i * c) * np.tanh(c), c


def with_a_wrong_cell(changes):
    def step(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
        return cells.step(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o, **changes)

    return step


for name, changes in cells.WRONG.items():
    wrong(name)(with_a_wrong_cell(changes))
