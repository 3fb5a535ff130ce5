"""lstm.unpack: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("lstm.unpack")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def unpack_with_slices(W):
    H = W.shape[-1] // 4
    return W[..., :H], W[..., H : 2 * H], W[..., 2 * H : 3 * H], W[..., 3 * H :]


@right
def unpack_with_hsplit(W):
    return np.hsplit(W, 4)


@right
def unpack_by_reshaping(W):
    parts = W.reshape(*W.shape[:-1], 4, -1)
    return [parts[..., k, :].copy() for k in range(4)]


@right
def unpack_a_dictionary(W):
    H = W.shape[-1] // 4
    return {f"W_{gate}": np.take(W, range(k * H, (k + 1) * H), axis=-1) for k, gate in enumerate("ifgo")}


@right
def unpack_by_the_transpose(W):
    H = len(W.T) // 4
    return tuple(W.T[k * H : (k + 1) * H].T.astype(np.float32) for k in range(4))


@right
def unpack_lists(W):
    return tuple(part.tolist() for part in np.array_split(W, 4, axis=-1))


@wrong("along-the-rows")
def _(W):
    return np.array_split(W, 4)


@wrong("along-the-rows", says="error")
def _(W):
    return tuple(np.split(W, 4))


@wrong("weights-only", says="error")
def _(W):
    H = W.shape[1] // 4
    return W[:, :H], W[:, H : 2 * H], W[:, 2 * H : 3 * H], W[:, 3 * H :]


@wrong("unit-by-unit")
def _(W):
    parts = W.reshape(*W.shape[:-1], -1, 4)
    return tuple(parts[..., k] for k in range(4))


@wrong("order-f-i-g-o")
def _(W):
    W_i, W_f, W_g, W_o = np.split(W, 4, axis=-1)
    return W_f, W_i, W_g, W_o


@wrong("order-i-f-o-g")
def _(W):
    W_i, W_f, W_o, W_g = np.split(W, 4, axis=-1)
    return W_i, W_f, W_g, W_o


@wrong("reshaped")
def _(W):
    return W.reshape((4, *W.shape[:-1], -1))


@wrong(says="4 values are asked for")
def _(W):
    H = W.shape[-1] // 4
    return W[..., :H], W[..., H : 2 * H], W[..., 2 * H :]
