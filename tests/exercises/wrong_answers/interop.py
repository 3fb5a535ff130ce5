"""Wrong answers to the exercises of chapter 12, as learners write them."""

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)


def named(W_x, W_h, b_x, b_h):
    return {"weight_ih_l0": W_x, "weight_hh_l0": W_h, "bias_ih_l0": b_x, "bias_hh_l0": b_h}


def moved(packed, order):
    """Blocks of the last axis, by their places."""
    parts = np.split(packed, 4, axis=-1)
    return np.concatenate([parts[k] for k in order], axis=-1)


# interop.to_pytorch_lstm


@wrong("interop.to_pytorch_lstm", "not-transposed")
def _(W_x, W_h, b):
    return named(W_x, W_h, b / 2, b / 2)


@wrong("interop.to_pytorch_lstm", "not-transposed", "bias-twice")
def _(W_x, W_h, b):
    return named(W_x, W_h, b, b)


@wrong("interop.to_pytorch_lstm", "bias-twice")
def _(W_x, W_h, b):
    return named(np.transpose(W_x), np.transpose(W_h), b.copy(), b.copy())


@wrong("interop.to_pytorch_lstm", "order-i-o-f-g", says="ONNX packs its gates in your order")
def _(W_x, W_h, b):
    W_x, W_h, b = (moved(one, (0, 3, 1, 2)) for one in (W_x, W_h, b))
    return named(W_x.T, W_h.T, np.zeros_like(b), b)


@wrong("interop.to_pytorch_lstm", "order-f-i-g-o")
def _(W_x, W_h, b):
    H = len(W_h)
    order = np.r_[H : 2 * H, :H, 2 * H : 4 * H]
    return named(W_x[:, order].T, W_h[:, order].T, b[order] / 2, b[order] / 2)


@wrong("interop.to_pytorch_lstm", "one-bias")
def _(W_x, W_h, b):
    return {"weight_ih_l0": W_x.T, "weight_hh_l0": W_h.T, "bias_ih_l0": b}


@wrong("interop.to_pytorch_lstm", "names-of-LSTMCell")
def _(W_x, W_h, b):
    return {"weight_ih": W_x.T.copy(), "weight_hh": W_h.T.copy(), "bias_ih": b, "bias_hh": np.zeros(len(b))}


@wrong("interop.to_pytorch_lstm", says="The key `bias_ih_l0` is missing")
def _(W_x, W_h, b):
    return {"weight_ih_l0": W_x.T, "weight_hh_l0": W_h.T, "bias_l0": b}


@wrong("interop.to_pytorch_lstm", "reshaped")
def _(W_x, W_h, b):
    D, H = len(W_x), len(W_h)
    return named(W_x.reshape(4 * H, D), W_h.reshape(4 * H, H), b, np.zeros(4 * H))


@wrong("interop.to_pytorch_lstm", "W_h-not-transposed")
def _(W_x, W_h, b):
    return named(W_x.T, W_h, b, 0 * b)


@wrong("interop.to_pytorch_lstm", "forget-bias-added")
def _(W_x, W_h, b):
    b_hh = np.zeros(len(b), b.dtype)
    b_hh[len(b) // 4 : len(b) // 2] = 1.0
    return named(W_x.T, W_h.T, b, b_hh)


@wrong("interop.to_pytorch_lstm", "unit-by-unit")
def _(W_x, W_h, b):
    H = len(W_h)
    rows = np.arange(4 * H).reshape(4, H).T.ravel()
    return named(W_x.T[rows], W_h.T[rows], b[rows], np.zeros(4 * H))


@wrong("interop.to_pytorch_lstm", "exchanged")
def _(W_x, W_h, b):
    return {"weight_hh_l0": W_x.T, "weight_ih_l0": W_h.T, "bias_hh_l0": b, "bias_ih_l0": 0 * b}


@wrong("interop.to_pytorch_lstm", "no-bias")
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, 0 * b, 0 * b)


@wrong("interop.to_pytorch_lstm", says="A dict with the keys")
def _(W_x, W_h, b):
    return W_x.T, W_h.T, b, np.zeros_like(b)


@wrong("interop.to_pytorch_lstm", says=("`bias_ih_l0`", "not right"))
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, b / 2, b / 4)


# interop.from_keras_lstm


@wrong("interop.from_keras_lstm", "transposed")
def _(kernel, recurrent_kernel, bias):
    return kernel.T, recurrent_kernel.T, bias


@wrong("interop.from_keras_lstm", "order-i-f-o-g")
def _(kernel, recurrent_kernel, bias):
    # c taken for the gate that comes last.
    return tuple(moved(one, (0, 1, 3, 2)) for one in (kernel, recurrent_kernel, bias))


@wrong("interop.from_keras_lstm", "order-i-g-f-o")
def _(kernel, recurrent_kernel, bias):
    return [moved(one, (0, 2, 1, 3)) for one in (kernel, recurrent_kernel, bias)]


@wrong("interop.from_keras_lstm", "order-i-o-f-g")
def _(kernel, recurrent_kernel, bias):
    return [moved(one, (0, 3, 1, 2)) for one in (kernel, recurrent_kernel, bias)]


@wrong("interop.from_keras_lstm", "order-f-i-g-o")
def _(kernel, recurrent_kernel, bias):
    H = len(recurrent_kernel)
    order = [*range(H, 2 * H), *range(H), *range(2 * H, 4 * H)]
    return kernel[:, order], recurrent_kernel[:, order], bias[order]


@wrong("interop.from_keras_lstm", "forget-bias-again")
def _(kernel, recurrent_kernel, bias):
    H = recurrent_kernel.shape[0]
    return kernel, recurrent_kernel, bias + np.repeat([0, 1, 0, 0], H).astype(bias.dtype)


@wrong("interop.from_keras_lstm", "exchanged")
def _(kernel, recurrent_kernel, bias):
    W_h, W_x = kernel, recurrent_kernel
    return W_x, W_h, bias


@wrong("interop.from_keras_lstm", "bias-twice")
def _(kernel, recurrent_kernel, bias):
    return kernel, recurrent_kernel, bias + bias


@wrong("interop.from_keras_lstm", "two-biases")
def _(kernel, recurrent_kernel, bias):
    return kernel, recurrent_kernel, np.array([bias, 0 * bias])


@wrong("interop.from_keras_lstm", "recurrent-kernel-transposed")
def _(kernel, recurrent_kernel, bias):
    return kernel, np.transpose(recurrent_kernel), bias


@wrong("interop.from_keras_lstm", "unit-by-unit")
def _(kernel, recurrent_kernel, bias):
    H = len(recurrent_kernel)
    columns = [gate * H + unit for unit in range(H) for gate in range(4)]
    return kernel[:, columns], recurrent_kernel[:, columns], bias[columns]


@wrong("interop.from_keras_lstm", "half-of-the-bias")
def _(kernel, recurrent_kernel, bias):
    b_x, _ = np.split(bias, 2)
    return kernel, recurrent_kernel, b_x


@wrong("interop.from_keras_lstm", says="3 values are asked for")
def _(kernel, recurrent_kernel, bias):
    return np.vstack([kernel, recurrent_kernel]), bias


@wrong("interop.from_keras_lstm", says="changes its input")
def _(kernel, recurrent_kernel, bias):
    bias[len(bias) // 4 : len(bias) // 2] -= 1
    return kernel, recurrent_kernel, bias


@wrong("interop.from_keras_lstm", "forget-bias-taken-away")
def _(kernel, recurrent_kernel, bias):
    i, f, c, o = np.split(bias, 4)
    return kernel, recurrent_kernel, np.concatenate([i, f - 1, c, o])


@wrong("interop.from_keras_lstm", "forget-bias-overwritten")
def _(kernel, recurrent_kernel, bias):
    H = len(recurrent_kernel)
    b = np.array(bias)
    b[H : 2 * H] = 1.0
    return kernel, recurrent_kernel, b


@wrong("interop.from_keras_lstm", "one-added-to-all")
def _(kernel, recurrent_kernel, bias):
    return kernel.copy(), recurrent_kernel.copy(), 1 + bias


@wrong("interop.from_keras_lstm", says="wrong in the third and fourth of the 4 blocks")
def _(kernel, recurrent_kernel, bias):
    return moved(kernel, (0, 1, 3, 2)), moved(recurrent_kernel, (0, 1, 3, 2)), bias


@wrong("interop.to_pytorch_lstm", "second-bias-a-number")
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, b, 0.0)


@wrong("interop.to_pytorch_lstm", "second-bias-None")
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, b, None)


@wrong("interop.to_pytorch_lstm", "second-bias-too-short")
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, b, np.zeros(len(W_h)))


@wrong("interop.to_pytorch_lstm", says="wrong in the third and fourth of the 4 blocks")
def _(W_x, W_h, b):
    return named(moved(W_x, (0, 1, 3, 2)).T, moved(W_h, (0, 1, 3, 2)).T, b, np.zeros_like(b))
