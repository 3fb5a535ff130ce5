"""Wrong cells that learners write in lstm.step, lstm.cec_step, lstm.forward and peephole.step alike."""

import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def relu(a):
    return np.maximum(a, 0)


def mean(kept, written, old):
    return 0.5 * old + 0.5 * (kept + written)


# What is different in a cell that has this mistake, by the names of `step`.
WRONG = {
    "input-gate-reversed": {"let_in": lambda i, g: (1 - i) * g},
    "output-gate-reversed": {"let_out": lambda o, seen: (1 - o) * seen},
    "output-gate-added": {"let_out": lambda o, seen: o + seen},
    "candidate-subtracted": {"mix": lambda kept, written, old: kept - written},
    "cell-leaks": {"mix": mean},
    "old-cell-squashed": {"hold": np.tanh},
    "gates-squashed-twice": {"gate": lambda a: sigmoid(sigmoid(a))},
    "tanh-of-c-twice": {"show": lambda c, g: np.tanh(np.tanh(c))},
    "h-with-sigmoid": {"show": lambda c, g: sigmoid(c)},
    "rectified": {"candidate": relu, "show": lambda c, g: relu(c)},
    "candidate-shown": {"show": lambda c, g: np.tanh(g)},
    "bias-twice": {"bias": lambda b: b + b},
}


def step(
    x,
    h_prev,
    c_prev,
    W_x,
    W_h,
    b,
    p_i=0,
    p_f=0,
    p_o=0,
    gate=sigmoid,
    candidate=np.tanh,
    bias=lambda b: b,
    hold=lambda c: c,
    let_in=lambda i, g: i * g,
    mix=lambda kept, written, old: kept + written,
    show=lambda c, g: np.tanh(c),
    let_out=lambda o, seen: o * seen,
):
    """One step; without peepholes if there are none, without a forget gate if the weights have three blocks."""
    n_blocks = W_h.shape[1] // len(W_h)
    a_i, *a_f, a_g, a_o = np.split(x @ W_x + h_prev @ W_h + bias(b), n_blocks, axis=1)
    f = gate(a_f[0] + p_f * c_prev) if a_f else 1
    g = candidate(a_g)
    c = mix(f * hold(c_prev), let_in(gate(a_i + p_i * c_prev), g), c_prev)
    return let_out(gate(a_o + p_o * c), show(c, g)), c
