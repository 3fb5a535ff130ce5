"""gru.swap_z: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("gru.swap_z")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def swap_z_in_copies(W_x, W_h, b):
    H = len(W_h)
    W_x, W_h, b = W_x.copy(), W_h.copy(), b.copy()
    for packed in (W_x, W_h, b):
        packed[..., H : 2 * H] *= -1
    return W_x, W_h, b


@right
def swap_z_by_signs(W_x, W_h, b):
    signs = np.repeat([1, -1, 1], len(W_h))
    return W_x * signs, W_h * signs, b * signs


@right
def swap_z_as_a_list(W_x, W_h, b):
    H = len(W_h)
    return [np.hstack([one[..., :H], -one[..., H : 2 * H], one[..., 2 * H :]]) for one in (W_x, W_h, b)]


@right
def swap_z_by_a_matrix(W_x, W_h, b):
    H = len(W_h)
    turn = np.diag(np.concatenate([np.ones(H), -np.ones(H), np.ones(H)]))
    return W_x @ turn, W_h @ turn, b @ turn


@right
def swap_z_column_by_column(W_x, W_h, b):
    H = b.size // 3
    changed = []
    for packed in (W_x, W_h, b):
        columns = [-column if H <= k < 2 * H else column for k, column in enumerate(packed.T)]
        changed.append(np.array(columns).T)
    return tuple(changed)


@right
def swap_z_where(W_x, W_h, b):
    k = np.arange(len(b))
    of_z = (k >= len(b) // 3) & (k < 2 * len(b) // 3)
    return tuple(np.where(of_z, -one, one).tolist() for one in (W_x, W_h, b))


@wrong("everything-negated")
def _(W_x, W_h, b):
    return -W_x, -W_h, -b


@wrong(says="`W_x`")
def _(W_x, W_h, b):
    H = len(W_h)
    for packed in (W_x, W_h, b):
        packed[..., H : 2 * H] *= -1
    return W_x, W_h, b


@wrong("bias-forgotten")
def _(W_x, W_h, b):
    H = len(W_h)
    W_x, W_h = W_x.copy(), W_h.copy()
    W_x[:, H : 2 * H] *= -1
    W_h[:, H : 2 * H] *= -1
    return W_x, W_h, b


@wrong("W_h-forgotten")
def _(W_x, W_h, b):
    # "W_z and b_z are negated", as some texts say it with one W for x and h.
    signs = np.repeat([1, -1, 1], len(W_h))
    return W_x * signs, W_h, b * signs


@wrong("r-negated")
def _(W_x, W_h, b):
    signs = np.repeat([-1, 1, 1], len(W_h))
    return W_x * signs, W_h * signs, b * signs


@wrong("one-minus-weights")
def _(W_x, W_h, b):
    H = len(W_h)
    found = [W_x.copy(), W_h.copy(), b.copy()]
    for packed in found:
        packed[..., H : 2 * H] = 1 - packed[..., H : 2 * H]
    return found


@wrong("blocks-exchanged")
def _(W_x, W_h, b):
    order = np.arange(len(b)).reshape(3, -1)[[1, 0, 2]].ravel()
    return W_x[:, order], W_h[:, order], b[order]


@wrong("W_h-forgotten", "bias-forgotten", says="Two known mistakes at once")
def _(W_x, W_h, b):
    W_x = W_x.copy()
    W_x[:, len(W_h) : 2 * len(W_h)] *= -1
    return W_x, W_h, b


@wrong(says="3")
def _(W_x, W_h, b):
    H = len(W_h)
    return -W_x[:, H : 2 * H], -W_h[:, H : 2 * H], -b[H : 2 * H]


@wrong("gates-of-a-unit-side-by-side", says="wrong sign in some places")
def _(W_x, W_h, b):
    W_x, W_h, b = W_x.copy(), W_h.copy(), b.copy()
    for packed in (W_x, W_h, b):
        packed[..., 1::3] *= -1
    return W_x, W_h, b
