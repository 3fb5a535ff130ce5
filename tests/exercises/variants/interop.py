"""Right answers to the exercises of chapter 12 in other people's styles. Every one of them has to pass."""

from typing import NamedTuple

import numpy as np

# interop.to_pytorch_lstm


def torch_with_the_bias_in_the_second_place(W_x, W_h, b):
    return {"weight_ih_l0": W_x.T, "weight_hh_l0": W_h.T, "bias_ih_l0": np.zeros(b.shape), "bias_hh_l0": b}


def torch_with_halves_of_the_bias(W_x, W_h, b):
    state = {}
    for name, weight in (("ih", W_x), ("hh", W_h)):
        state[f"weight_{name}_l0"] = np.transpose(weight).copy()
        state[f"bias_{name}_l0"] = b / 2
    return state


def torch_with_an_uneven_split(W_x, W_h, b):
    share = np.linspace(-1, 2, len(b)).astype(b.dtype)
    return {
        "bias_hh_l0": b - share,
        "bias_ih_l0": share,
        "weight_hh_l0": np.ascontiguousarray(W_h.T),
        "weight_ih_l0": np.ascontiguousarray(W_x.T),
    }


def torch_gate_by_gate(W_x, W_h, b):
    rows = [[part.T for part in np.split(one, 4, axis=1)] for one in (W_x, W_h)]
    return {
        "weight_ih_l0": np.concatenate(rows[0]),
        "weight_hh_l0": np.vstack(rows[1]),
        "bias_ih_l0": np.concatenate(np.split(b, 4)),
        "bias_hh_l0": np.zeros(4 * len(W_h)),
    }


def torch_as_lists(W_x, W_h, b):
    return {
        "weight_ih_l0": W_x.T.tolist(),
        "weight_hh_l0": W_h.T.tolist(),
        "bias_ih_l0": b.tolist(),
        "bias_hh_l0": [0.0] * len(b),
    }


def torch_in_float32(W_x, W_h, b):
    W_x, W_h, b = (one.astype(np.float32) for one in (W_x, W_h, b))
    return {"weight_ih_l0": W_x.T, "weight_hh_l0": W_h.T, "bias_ih_l0": b / 3, "bias_hh_l0": b - b / 3}


def torch_with_more_keys(W_x, W_h, b):
    found = {"weight_ih_l0": np.einsum("dk->kd", W_x), "weight_hh_l0": np.swapaxes(W_h, 0, 1)}
    return found | {"bias_ih_l0": b.copy(), "bias_hh_l0": b - b, "hidden_size": len(W_h)}


# interop.from_keras_lstm


def keras_as_they_came(kernel, recurrent_kernel, bias):
    return kernel, recurrent_kernel, bias


def keras_gate_by_gate(kernel, recurrent_kernel, bias):
    found = []
    for packed in (kernel, recurrent_kernel, bias):
        i, f, c, o = np.split(packed, 4, axis=-1)
        found.append(np.concatenate([i, f, c, o], axis=-1))
    return found


class Params(NamedTuple):
    W_x: np.ndarray
    W_h: np.ndarray
    b: np.ndarray


def keras_as_named_values(kernel, recurrent_kernel, bias):
    return Params(kernel.copy(), recurrent_kernel.copy(), bias.copy())


def keras_as_a_dict(kernel, recurrent_kernel, bias):
    return {"W_x": np.array(kernel), "W_h": np.array(recurrent_kernel), "b": np.array(bias)}


def keras_in_float32(kernel, recurrent_kernel, bias):
    return tuple(one.astype(np.float32) for one in (kernel, recurrent_kernel, bias))


def keras_as_lists(kernel, recurrent_kernel, bias):
    return kernel.tolist(), recurrent_kernel.tolist(), bias.tolist()


def keras_filled_in(kernel, recurrent_kernel, bias):
    H = recurrent_kernel.shape[0]
    W_x, W_h, b = np.empty_like(kernel), np.empty_like(recurrent_kernel), np.empty_like(bias)
    for gate in range(4):
        columns = slice(gate * H, (gate + 1) * H)
        W_x[:, columns], W_h[:, columns], b[columns] = kernel[:, columns], recurrent_kernel[:, columns], bias[columns]
    return W_x, W_h, b


VARIANTS = {
    "interop.to_pytorch_lstm": [
        torch_with_the_bias_in_the_second_place,
        torch_with_halves_of_the_bias,
        torch_with_an_uneven_split,
        torch_gate_by_gate,
        torch_as_lists,
        torch_in_float32,
        torch_with_more_keys,
    ],
    "interop.from_keras_lstm": [
        keras_as_they_came,
        keras_gate_by_gate,
        keras_as_named_values,
        keras_as_a_dict,
        keras_in_float32,
        keras_as_lists,
        keras_filled_in,
    ],
}
