"""The gated cells once more, one unit at a time: no matrix products, no broadcasting, nothing shared with lstmlab.

Each takes one sequence's x, h and c as lists of numbers, and `seen`, the h that the weights are shown, which differs
from h under recurrent dropout. The numbers may be complex, so that the derivative of this code can be taken by the
complex step too. W[i][k] is the weight from i to column k; a packed block begins at column block * H.
"""

import cmath


def sigmoid(a):
    return 1 / (1 + cmath.exp(-a))


def tanh(a):
    return (cmath.exp(2 * a) - 1) / (cmath.exp(2 * a) + 1)


def weighted(values, W, column):
    """values W, one column of it."""
    return sum(values[i] * W[i][column] for i in range(len(values)))


def run(cell, weights, xs, h0, c0, drop=None):
    """hs[t][n][j], and the last h[n][j] and c[n][j], of nested lists; the GRUs leave c as it is."""
    hs = [[None] * len(h0) for _ in xs]
    last = [[], []]
    for n in range(len(h0)):
        h, c = list(h0[n]), list(c0[n])
        for t in range(len(xs)):
            seen = h if drop is None else [h[j] * drop[n][j] for j in range(len(h))]
            h, c = cell(weights, xs[t][n], h, seen, c)
            hs[t][n] = h
        last[0].append(h)
        last[1].append(c)
    return hs, *last


def elman(w, x, h, seen, c):
    size = range(len(h))
    return [tanh(weighted(x, w["W_x"], j) + weighted(seen, w["W_h"], j) + w["b"][j]) for j in size], c


def irnn(w, x, h, seen, c):
    size = range(len(h))
    sums = [weighted(x, w["W_x"], j) + weighted(seen, w["W_h"], j) + w["b"][j] for j in size]
    return [a if a.real > 0 else 0 for a in sums], c


def lstm1997(w, x, h, seen, c):
    new_h, new_c = [], []
    for j in range(len(h)):
        i, g, o = (net(w, x, seen, block * len(h) + j) for block in range(3))
        new_c.append(c[j] + sigmoid(i) * tanh(g))
        new_h.append(sigmoid(o) * tanh(new_c[j]))
    return new_h, new_c


def lstm1997_paper(w, x, h, seen, c):
    new_h, new_c = [], []
    for j in range(len(h)):
        i, g, o = (net(w, x, seen, block * len(h) + j) for block in range(3))
        new_c.append(c[j] + sigmoid(i) * (4 / (1 + cmath.exp(-g)) - 2))
        new_h.append(sigmoid(o) * (2 / (1 + cmath.exp(-new_c[j])) - 1))
    return new_h, new_c


def lstm(w, x, h, seen, c):
    new_h, new_c = [], []
    for j in range(len(h)):
        i, f, g, o = (net(w, x, seen, block * len(h) + j) for block in range(4))
        new_c.append(sigmoid(f) * c[j] + sigmoid(i) * tanh(g))
        new_h.append(sigmoid(o) * tanh(new_c[j]))
    return new_h, new_c


def peephole(w, x, h, seen, c):
    new_h, new_c = [], []
    for j in range(len(h)):
        i, f, g, o = (net(w, x, seen, block * len(h) + j) for block in range(4))
        new_c.append(sigmoid(f + w["p_f"][j] * c[j]) * c[j] + sigmoid(i + w["p_i"][j] * c[j]) * tanh(g))
        new_h.append(sigmoid(o + w["p_o"][j] * new_c[j]) * tanh(new_c[j]))
    return new_h, new_c


def nig(w, x, h, seen, c):
    new_h, new_c = [], []
    for j in range(len(h)):
        f, g, o = (net(w, x, seen, block * len(h) + j) for block in range(3))
        new_c.append(sigmoid(f + w["p"]["f"][j] * c[j]) * c[j] + tanh(g))
        new_h.append(sigmoid(o + w["p"]["o"][j] * new_c[j]) * tanh(new_c[j]))
    return new_h, new_c


def nfg(w, x, h, seen, c):
    new_h, new_c = [], []
    for j in range(len(h)):
        i, g, o = (net(w, x, seen, block * len(h) + j) for block in range(3))
        new_c.append(c[j] + sigmoid(i + w["p"]["i"][j] * c[j]) * tanh(g))
        new_h.append(sigmoid(o + w["p"]["o"][j] * new_c[j]) * tanh(new_c[j]))
    return new_h, new_c


def nog(w, x, h, seen, c):
    new_h, new_c = [], []
    for j in range(len(h)):
        i, f, g = (net(w, x, seen, block * len(h) + j) for block in range(3))
        keep, write = sigmoid(f + w["p"]["f"][j] * c[j]), sigmoid(i + w["p"]["i"][j] * c[j])
        new_c.append(keep * c[j] + write * tanh(g))
        new_h.append(tanh(new_c[j]))
    return new_h, new_c


def with_all_gates(squash_g, squash_h):
    def cell(w, x, h, seen, c):
        new_h, new_c = [], []
        for j in range(len(h)):
            i, f, g, o = (net(w, x, seen, block * len(h) + j) for block in range(4))
            keep, write = sigmoid(f + w["p"]["f"][j] * c[j]), sigmoid(i + w["p"]["i"][j] * c[j])
            new_c.append(keep * c[j] + write * squash_g(g))
            new_h.append(sigmoid(o + w["p"]["o"][j] * new_c[j]) * squash_h(new_c[j]))
        return new_h, new_c

    return cell


def cifg(w, x, h, seen, c):
    new_h, new_c = [], []
    for j in range(len(h)):
        i, g, o = (net(w, x, seen, block * len(h) + j) for block in range(3))
        write = sigmoid(i + w["p"]["i"][j] * c[j])
        new_c.append((1 - write) * c[j] + write * tanh(g))
        new_h.append(sigmoid(o + w["p"]["o"][j] * new_c[j]) * tanh(new_c[j]))
    return new_h, new_c


def gru(mix):
    def cell(w, x, h, seen, c):
        size = range(len(h))
        r = [sigmoid(net(w, x, seen, j)) for j in size]
        z = [sigmoid(net(w, x, seen, len(h) + j)) for j in size]
        reset = [r[j] * seen[j] for j in size]
        n = [tanh(net(w, x, reset, 2 * len(h) + j)) for j in size]
        return [mix(z[j], h[j], n[j]) for j in size], c

    return cell


def gru_reset_after(mix):
    def cell(w, x, h, seen, c):
        size = range(len(h))
        given = [weighted(x, w["W_x"], k) + w["b_x"][k] for k in range(3 * len(h))]
        past = [weighted(seen, w["W_h"], k) + w["b_h"][k] for k in range(3 * len(h))]
        r = [sigmoid(given[j] + past[j]) for j in size]
        z = [sigmoid(given[len(h) + j] + past[len(h) + j]) for j in size]
        n = [tanh(given[2 * len(h) + j] + r[j] * past[2 * len(h) + j]) for j in size]
        return [mix(z[j], h[j], n[j]) for j in size], c

    return cell


def mingru(w, x, h, seen, c):
    new_h = []
    for j in range(len(h)):
        z, n = (weighted(x, w["W_x"], block * len(h) + j) + w["b"][block * len(h) + j] for block in range(2))
        new_h.append(z_weighs_candidate(sigmoid(z), h[j], n))
    return new_h, c


def minlstm(w, x, h, seen, c):
    new_h = []
    for j in range(len(h)):
        f, i, g = (weighted(x, w["W_x"], block * len(h) + j) + w["b"][block * len(h) + j] for block in range(3))
        keep, write = sigmoid(f), sigmoid(i)
        new_h.append((keep * h[j] + write * g) / (keep + write))
    return new_h, c


def net(w, x, seen, column):
    return w["b"][column] + weighted(x, w["W_x"], column) + weighted(seen, w["W_h"], column)


def z_weighs_candidate(z, h, n):
    return h + z * (n - h)


def z_weighs_previous(z, h, n):
    return n + z * (h - n)


def same(a):
    return a


# By the titles of cell_cases.
CELLS = {
    "Elman": elman,
    "IRNN": irnn,
    "LSTM of 1997": lstm1997,
    "LSTM of 1997, the paper's squashing": lstm1997_paper,
    "LSTM": lstm,
    "peephole LSTM": peephole,
    "GRU": gru(z_weighs_candidate),
    "GRU, z weighs the previous state": gru(z_weighs_previous),
    "GRU, reset after": gru_reset_after(z_weighs_previous),
    "GRU, reset after, z weighs the candidate": gru_reset_after(z_weighs_candidate),
    "minimal GRU": mingru,
    "minimal LSTM": minlstm,
    "LSTM, ablation: vanilla": with_all_gates(tanh, tanh),
    "LSTM, ablation: NIG": nig,
    "LSTM, ablation: NFG": nfg,
    "LSTM, ablation: NOG": nog,
    "LSTM, ablation: NIAF": with_all_gates(same, tanh),
    "LSTM, ablation: NOAF": with_all_gates(tanh, same),
    "LSTM, ablation: CIFG": cifg,
    "LSTM, ablation: NP": lstm,
}
