"""elman.readout: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("elman.readout")
right, wrong = ANSWERS.right, ANSWERS.wrong


def readout_then_pick(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys if mode == "many-to-many" else ys[-1]


right(readout_then_pick)


@right
def readout_step_by_step(hs, W_y, b_y, mode):
    if mode == "many-to-one":
        return hs[len(hs) - 1] @ W_y + b_y
    return np.array([h @ W_y + b_y for h in hs])


@right
def readout_with_einsum(hs, W_y, b_y, mode):
    if mode == "many-to-one":
        return np.einsum("nh,hk->nk", hs[-1], W_y) + b_y
    return np.einsum("tnh,hk->tnk", hs, W_y) + b_y


@right
def readout_with_dot(hs, W_y, b_y, mode):
    match mode:
        case "many-to-many":
            return np.add(np.dot(hs, W_y), b_y)
        case "many-to-one":
            return np.add(np.dot(hs[-1], W_y), b_y)
        case _:
            raise ValueError(mode)


@right
def readout_flattened(hs, W_y, b_y, mode):
    T, N, H = hs.shape
    ys = (hs.reshape(T * N, H) @ W_y).reshape(T, N, -1) + b_y
    return ys.tolist() if mode == "many-to-many" else ys[T - 1].tolist()


@right
def readout_in_float32(hs, W_y, b_y, mode):
    return readout_then_pick(hs, W_y, b_y, mode).astype(np.float32)


@right
def readout_in_place_on_its_own_array(hs, W_y, b_y, mode):
    ys = np.matmul(hs if mode == "many-to-many" else hs[-1], W_y)
    ys += b_y
    return ys


@wrong("first-state")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys[0] if mode == "many-to-one" else ys


@wrong("last-sequence")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys[:, -1] if mode == "many-to-one" else ys


@wrong("mode-ignored", says="T")
def _(hs, W_y, b_y, mode):
    return np.array([h @ W_y + b_y for h in hs])


@wrong("always-the-last")
def _(hs, W_y, b_y, mode):
    for h in hs:
        y = h @ W_y + b_y
    return y


@wrong("mean-over-time")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys.mean(axis=0) if mode == "many-to-one" else ys


@wrong("answers-summed")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys.sum(axis=0) if mode == "many-to-one" else ys


@wrong("modes-swapped")
def _(hs, W_y, b_y, mode):
    return hs @ W_y + b_y if mode == "many-to-one" else hs[-1] @ W_y + b_y


@wrong(says="1")
def _(hs, W_y, b_y, mode):
    if mode == "many-to-one":
        hs = hs[-1:]
    return hs @ W_y + b_y


@wrong(says="None")
def _(hs, W_y, b_y, mode):
    if mode == "many-to-many":
        return hs @ W_y + b_y


@wrong(says="None")
def _(hs, W_y, b_y, mode):
    if mode == "many_to_many":
        return hs @ W_y + b_y
    if mode == "many_to_one":
        return hs[-1] @ W_y + b_y


@wrong("no-bias")
def _(hs, W_y, b_y, mode):
    return np.dot(hs[-1] if mode == "many-to-one" else hs, W_y)


@wrong("softmax")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    e = np.exp(ys - ys.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p[-1] if mode == "many-to-one" else p


@wrong("answers-clipped")
def _(hs, W_y, b_y, mode):
    ys = np.minimum(np.maximum(hs @ W_y + b_y, -5), 5)
    return ys[-1] if mode == "many-to-one" else ys
