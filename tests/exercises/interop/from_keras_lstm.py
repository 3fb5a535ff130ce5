"""interop.from_keras_lstm: answers that are right, answers that are wrong, mutants that change nothing."""

from typing import NamedTuple

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("interop.from_keras_lstm")
right, wrong = ANSWERS.right, ANSWERS.wrong


class Params(NamedTuple):
    W_x: np.ndarray
    W_h: np.ndarray
    b: np.ndarray


def moved(packed, order):
    """Blocks of the last axis, by their places."""
    parts = np.split(packed, 4, axis=-1)
    return np.concatenate([parts[k] for k in order], axis=-1)


@right
def keras_as_they_came(kernel, recurrent_kernel, bias):
    return kernel, recurrent_kernel, bias


@right
def keras_gate_by_gate(kernel, recurrent_kernel, bias):
    found = []
    for packed in (kernel, recurrent_kernel, bias):
        i, f, c, o = np.split(packed, 4, axis=-1)
        found.append(np.concatenate([i, f, c, o], axis=-1))
    return found


@right
def keras_as_named_values(kernel, recurrent_kernel, bias):
    return Params(kernel.copy(), recurrent_kernel.copy(), bias.copy())


@right
def keras_as_a_dict(kernel, recurrent_kernel, bias):
    return {"W_x": np.array(kernel), "W_h": np.array(recurrent_kernel), "b": np.array(bias)}


@right
def keras_in_float32(kernel, recurrent_kernel, bias):
    return tuple(one.astype(np.float32) for one in (kernel, recurrent_kernel, bias))


@right
def keras_as_lists(kernel, recurrent_kernel, bias):
    return kernel.tolist(), recurrent_kernel.tolist(), bias.tolist()


@right
def keras_filled_in(kernel, recurrent_kernel, bias):
    H = recurrent_kernel.shape[0]
    W_x, W_h, b = np.empty_like(kernel), np.empty_like(recurrent_kernel), np.empty_like(bias)
    for gate in range(4):
        columns = slice(gate * H, (gate + 1) * H)
        W_x[:, columns], W_h[:, columns], b[columns] = kernel[:, columns], recurrent_kernel[:, columns], bias[columns]
    return W_x, W_h, b


@wrong("transposed")
def _(kernel, recurrent_kernel, bias):
    return kernel.T, recurrent_kernel.T, bias


@wrong("order-i-f-o-g")
def _(kernel, recurrent_kernel, bias):
    # c taken for the gate that comes last.
    return tuple(moved(one, (0, 1, 3, 2)) for one in (kernel, recurrent_kernel, bias))


@wrong("order-i-g-f-o")
def _(kernel, recurrent_kernel, bias):
    return [moved(one, (0, 2, 1, 3)) for one in (kernel, recurrent_kernel, bias)]


@wrong("order-i-o-f-g")
def _(kernel, recurrent_kernel, bias):
    return [moved(one, (0, 3, 1, 2)) for one in (kernel, recurrent_kernel, bias)]


@wrong("order-f-i-g-o")
def _(kernel, recurrent_kernel, bias):
    H = len(recurrent_kernel)
    order = [*range(H, 2 * H), *range(H), *range(2 * H, 4 * H)]
    return kernel[:, order], recurrent_kernel[:, order], bias[order]


@wrong("forget-bias-again")
def _(kernel, recurrent_kernel, bias):
    H = recurrent_kernel.shape[0]
    return kernel, recurrent_kernel, bias + np.repeat([0, 1, 0, 0], H).astype(bias.dtype)


@wrong("exchanged")
def _(kernel, recurrent_kernel, bias):
    W_h, W_x = kernel, recurrent_kernel
    return W_x, W_h, bias


@wrong("bias-twice")
def _(kernel, recurrent_kernel, bias):
    return kernel, recurrent_kernel, bias + bias


@wrong("two-biases")
def _(kernel, recurrent_kernel, bias):
    return kernel, recurrent_kernel, np.array([bias, 0 * bias])


@wrong("recurrent-kernel-transposed")
def _(kernel, recurrent_kernel, bias):
    return kernel, np.transpose(recurrent_kernel), bias


@wrong("unit-by-unit")
def _(kernel, recurrent_kernel, bias):
    H = len(recurrent_kernel)
    columns = [gate * H + unit for unit in range(H) for gate in range(4)]
    return kernel[:, columns], recurrent_kernel[:, columns], bias[columns]


@wrong("half-of-the-bias")
def _(kernel, recurrent_kernel, bias):
    b_x, _ = np.split(bias, 2)
    return kernel, recurrent_kernel, b_x


@wrong(says="3 values are asked for")
def _(kernel, recurrent_kernel, bias):
    return np.vstack([kernel, recurrent_kernel]), bias


@wrong(says="changes its input")
def _(kernel, recurrent_kernel, bias):
    bias[len(bias) // 4 : len(bias) // 2] -= 1
    return kernel, recurrent_kernel, bias


@wrong("forget-bias-taken-away")
def _(kernel, recurrent_kernel, bias):
    i, f, c, o = np.split(bias, 4)
    return kernel, recurrent_kernel, np.concatenate([i, f - 1, c, o])


@wrong("forget-bias-overwritten")
def _(kernel, recurrent_kernel, bias):
    H = len(recurrent_kernel)
    b = np.array(bias)
    b[H : 2 * H] = 1.0
    return kernel, recurrent_kernel, b


@wrong("one-added-to-all")
def _(kernel, recurrent_kernel, bias):
    return kernel.copy(), recurrent_kernel.copy(), 1 + bias


@wrong(says="wrong in the third and fourth of the 4 blocks")
def _(kernel, recurrent_kernel, bias):
    return moved(kernel, (0, 1, 3, 2)), moved(recurrent_kernel, (0, 1, 3, 2)), bias


ANSWERS.equivalent = {
    "`return (kernel.copy(), recurrent_kernel.copy(), bias.copy())` -> `return (kernel, "
    "recurrent_kernel.copy(), bias.copy())`": ("an array holds the same numbers as its copy"),
    "`return (kernel.copy(), recurrent_kernel.copy(), bias.copy())` -> `return (kernel.copy(), "
    "recurrent_kernel, bias.copy())`": ("an array holds the same numbers as its copy"),
    "`return (kernel.copy(), recurrent_kernel.copy(), bias.copy())` -> `return (kernel.copy(), "
    "recurrent_kernel.copy(), bias)`": ("an array holds the same numbers as its copy"),
}
