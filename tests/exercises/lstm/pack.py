"""lstm.pack: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("lstm.pack")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def pack_with_numbers(W_i, W_f, W_g, W_o):
    H = W_i.shape[-1]
    W = np.zeros((*W_i.shape[:-1], 4 * H))
    for k, one in enumerate((W_i, W_f, W_g, W_o)):
        W[..., k * H : (k + 1) * H] = one
    return W


@right
def pack_with_hstack(*gates):
    return np.hstack(gates)


@right
def pack_by_the_transpose(W_i, W_f, W_g, W_o):
    return np.vstack([W_i.T, W_f.T, W_g.T, W_o.T]).T if W_i.ndim == 2 else np.concatenate([W_i, W_f, W_g, W_o])


@right
def pack_with_append(W_i, W_f, W_g, W_o):
    W = W_i
    for more in (W_f, W_g, W_o):
        W = np.append(W, more, axis=-1)
    return W


@right
def pack_lists(W_i, W_f, W_g, W_o):
    if W_i.ndim == 1:
        return [*W_i, *W_f, *W_g, *W_o]
    return [[*i, *f, *g, *o] for i, f, g, o in zip(W_i, W_f, W_g, W_o, strict=True)]


@right
def pack_by_reshaping(W_i, W_f, W_g, W_o):
    return np.stack([W_i, W_f, W_g, W_o], axis=-2).reshape(*W_i.shape[:-1], -1).astype(np.float32)


@wrong("along-the-rows")
def _(W_i, W_f, W_g, W_o):
    return np.concatenate((W_i, W_f, W_g, W_o))


@wrong("weights-only", says="error")
def _(W_i, W_f, W_g, W_o):
    return np.concatenate((W_i, W_f, W_g, W_o), axis=1)


@wrong("order-f-i-g-o")
def _(W_i, W_f, W_g, W_o):
    return np.hstack((W_f, W_i, W_g, W_o))


@wrong("order-i-f-o-g")
def _(W_i, W_f, W_g, W_o):
    return np.concatenate((W_i, W_f, W_o, W_g), axis=-1)


@wrong("stacked")
def _(W_i, W_f, W_g, W_o):
    return np.array([W_i, W_f, W_g, W_o])


@wrong("unit-by-unit")
def _(W_i, W_f, W_g, W_o):
    W = np.zeros((*W_i.shape[:-1], 4 * W_i.shape[-1]))
    W[..., 0::4], W[..., 1::4], W[..., 2::4], W[..., 3::4] = W_i, W_f, W_g, W_o
    return W


@wrong("stacked", says="(4, 3, 5)")
def _(W_i, W_f, W_g, W_o):
    return W_i, W_f, W_g, W_o


@wrong(says="error")
def _(W_i, W_f, W_g, W_o):
    return np.concatenate(W_i, W_f, W_g, W_o)
