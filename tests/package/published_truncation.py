"""The published truncated gradients in other words: a forward pass in which everything that is cut is held constant.

Its derivative by the complex step is what the rule has to give. `seen` holds, for each step, what the net inputs of
gates and candidate see of the past, as numbers that do not move. Written from the formulas, one packed product a step.
"""

import numpy as np


def lstm1997(params, xs, state, seen, squashing="tanh"):
    """(hs, h, c): the weights see `seen`, a list of h; the cell alone is carried on."""
    W_x, W_h, b = params
    n_hidden = len(W_h)
    c, hs = state.c, []
    for x, (h_seen, _, _) in zip(xs, seen, strict=True):
        a = (x @ W_x + h_seen @ W_h + b).reshape(len(x), 3, n_hidden)
        i, o = logistic(a[:, 0]), logistic(a[:, 2])
        paper = squashing == "paper"
        c = c + i * (4 * logistic(a[:, 1]) - 2 if paper else np.tanh(a[:, 1]))
        hs.append(o * (2 * logistic(c) - 1 if paper else np.tanh(c)))
    return hs, hs[-1], c


def peephole(params, xs, state, seen):
    """(hs, h, c): the weights see `seen`, and so do the peepholes; the cell alone is carried on."""
    W_x, W_h, b, p_i, p_f, p_o = params
    n_hidden = len(W_h)
    c, hs = state.c, []
    for x, (h_seen, c_seen, c_new_seen) in zip(xs, seen, strict=True):
        a = (x @ W_x + h_seen @ W_h + b).reshape(len(x), 4, n_hidden)
        i, f = logistic(a[:, 0] + p_i * c_seen), logistic(a[:, 1] + p_f * c_seen)
        c = c * f + np.tanh(a[:, 2]) * i
        hs.append(np.tanh(c) * logistic(a[:, 3] + p_o * c_new_seen))
    return hs, hs[-1], c


def logistic(a):
    return 1 / (1 + np.exp(-a))
