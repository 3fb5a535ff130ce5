"""interop.to_pytorch_lstm: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("interop.to_pytorch_lstm")
right, wrong = ANSWERS.right, ANSWERS.wrong


def named(W_x, W_h, b_x, b_h):
    return {"weight_ih_l0": W_x, "weight_hh_l0": W_h, "bias_ih_l0": b_x, "bias_hh_l0": b_h}


def moved(packed, order):
    """Blocks of the last axis, by their places."""
    parts = np.split(packed, 4, axis=-1)
    return np.concatenate([parts[k] for k in order], axis=-1)


@right
def torch_with_the_bias_in_the_second_place(W_x, W_h, b):
    return {"weight_ih_l0": W_x.T, "weight_hh_l0": W_h.T, "bias_ih_l0": np.zeros(b.shape), "bias_hh_l0": b}


@right
def torch_with_halves_of_the_bias(W_x, W_h, b):
    state = {}
    for name, weight in (("ih", W_x), ("hh", W_h)):
        state[f"weight_{name}_l0"] = np.transpose(weight).copy()
        state[f"bias_{name}_l0"] = b / 2
    return state


@right
def torch_with_an_uneven_split(W_x, W_h, b):
    share = np.linspace(-1, 2, len(b)).astype(b.dtype)
    return {
        "bias_hh_l0": b - share,
        "bias_ih_l0": share,
        "weight_hh_l0": np.ascontiguousarray(W_h.T),
        "weight_ih_l0": np.ascontiguousarray(W_x.T),
    }


@right
def torch_gate_by_gate(W_x, W_h, b):
    rows = [[part.T for part in np.split(one, 4, axis=1)] for one in (W_x, W_h)]
    return {
        "weight_ih_l0": np.concatenate(rows[0]),
        "weight_hh_l0": np.vstack(rows[1]),
        "bias_ih_l0": np.concatenate(np.split(b, 4)),
        "bias_hh_l0": np.zeros(4 * len(W_h)),
    }


@right
def torch_as_lists(W_x, W_h, b):
    return {
        "weight_ih_l0": W_x.T.tolist(),
        "weight_hh_l0": W_h.T.tolist(),
        "bias_ih_l0": b.tolist(),
        "bias_hh_l0": [0.0] * len(b),
    }


@right
def torch_in_float32(W_x, W_h, b):
    W_x, W_h, b = (one.astype(np.float32) for one in (W_x, W_h, b))
    return {"weight_ih_l0": W_x.T, "weight_hh_l0": W_h.T, "bias_ih_l0": b / 3, "bias_hh_l0": b - b / 3}


@right
def torch_with_more_keys(W_x, W_h, b):
    found = {"weight_ih_l0": np.einsum("dk->kd", W_x), "weight_hh_l0": np.swapaxes(W_h, 0, 1)}
    return found | {"bias_ih_l0": b.copy(), "bias_hh_l0": b - b, "hidden_size": len(W_h)}


@wrong("not-transposed")
def _(W_x, W_h, b):
    return named(W_x, W_h, b / 2, b / 2)


@wrong("not-transposed", "bias-twice")
def _(W_x, W_h, b):
    return named(W_x, W_h, b, b)


@wrong("bias-twice")
def _(W_x, W_h, b):
    return named(np.transpose(W_x), np.transpose(W_h), b.copy(), b.copy())


@wrong("order-i-o-f-g", says="ONNX packs its gates in your order")
def _(W_x, W_h, b):
    W_x, W_h, b = (moved(one, (0, 3, 1, 2)) for one in (W_x, W_h, b))
    return named(W_x.T, W_h.T, np.zeros_like(b), b)


@wrong("order-f-i-g-o")
def _(W_x, W_h, b):
    H = len(W_h)
    order = np.r_[H : 2 * H, :H, 2 * H : 4 * H]
    return named(W_x[:, order].T, W_h[:, order].T, b[order] / 2, b[order] / 2)


@wrong("one-bias")
def _(W_x, W_h, b):
    return {"weight_ih_l0": W_x.T, "weight_hh_l0": W_h.T, "bias_ih_l0": b}


@wrong("names-of-LSTMCell")
def _(W_x, W_h, b):
    return {"weight_ih": W_x.T.copy(), "weight_hh": W_h.T.copy(), "bias_ih": b, "bias_hh": np.zeros(len(b))}


@wrong(says="The key `bias_ih_l0` is missing")
def _(W_x, W_h, b):
    return {"weight_ih_l0": W_x.T, "weight_hh_l0": W_h.T, "bias_l0": b}


@wrong("reshaped")
def _(W_x, W_h, b):
    D, H = len(W_x), len(W_h)
    return named(W_x.reshape(4 * H, D), W_h.reshape(4 * H, H), b, np.zeros(4 * H))


@wrong("W_h-not-transposed")
def _(W_x, W_h, b):
    return named(W_x.T, W_h, b, 0 * b)


@wrong("forget-bias-added")
def _(W_x, W_h, b):
    b_hh = np.zeros(len(b), b.dtype)
    b_hh[len(b) // 4 : len(b) // 2] = 1.0
    return named(W_x.T, W_h.T, b, b_hh)


@wrong("unit-by-unit")
def _(W_x, W_h, b):
    H = len(W_h)
    rows = np.arange(4 * H).reshape(4, H).T.ravel()
    return named(W_x.T[rows], W_h.T[rows], b[rows], np.zeros(4 * H))


@wrong("exchanged")
def _(W_x, W_h, b):
    return {"weight_hh_l0": W_x.T, "weight_ih_l0": W_h.T, "bias_hh_l0": b, "bias_ih_l0": 0 * b}


@wrong("no-bias")
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, 0 * b, 0 * b)


@wrong(says="A dict with the keys")
def _(W_x, W_h, b):
    return W_x.T, W_h.T, b, np.zeros_like(b)


@wrong(says=("`bias_ih_l0`", "not right"))
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, b / 2, b / 4)


@wrong("second-bias-a-number")
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, b, 0.0)


@wrong("second-bias-None")
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, b, None)


@wrong("second-bias-too-short")
def _(W_x, W_h, b):
    return named(W_x.T, W_h.T, b, np.zeros(len(W_h)))


@wrong(says="wrong in the third and fourth of the 4 blocks")
def _(W_x, W_h, b):
    return named(moved(W_x, (0, 1, 3, 2)).T, moved(W_h, (0, 1, 3, 2)).T, b, np.zeros_like(b))


ANSWERS.equivalent = {
    "`return {'weight_ih_l0': W_x.T, 'weight_hh_l0': W_h.T, 'bias_ih_l0': b, 'bias_hh_l0': np.zeros_like(b)}` "
    "-> `return {'weight_ih_l0': W_x.T, 'weight_hh_l0': W_h.T, 'bias_ih_l0': np.zeros_like(b), 'bias_hh_l0': "
    "b}`": ("only the sum of the two biases counts"),
}
