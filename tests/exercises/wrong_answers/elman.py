"""Wrong answers to the exercises of chapter 2, as learners write them."""

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)

# elman.step


@wrong("elman.step", "no-memory")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(np.dot(x, W_x) + b)


@wrong("elman.step", "W_h-transposed")
def _(x, h_prev, W_x, W_h, b):
    a = np.einsum("nd,dh->nh", x, W_x) + np.einsum("ni,hi->nh", h_prev, W_h)
    return np.tanh(a + b)


@wrong("elman.step", "sigmoid")
def _(x, h_prev, W_x, W_h, b):
    def sigmoid(a):
        return np.where(a > 0, 1 / (1 + np.exp(-a)), np.exp(a) / (1 + np.exp(a)))

    return sigmoid(x @ W_x + h_prev @ W_h + b)


@wrong("elman.step", "tanh-of-half")
def _(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    return (1 - np.exp(-a)) / (1 + np.exp(-a))


@wrong("elman.step", "old-state-outside")
def _(x, h_prev, W_x, W_h, b):
    h = np.tanh(x @ W_x + b)
    h = h + h_prev @ W_h
    return h


@wrong("elman.step", "joined-the-other-way")
def _(x, h_prev, W_x, W_h, b):
    W = np.vstack([W_x, W_h])
    return np.tanh(np.hstack([h_prev, x]) @ W + b)


@wrong("elman.step", "no-bias", "W_h-transposed")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(x @ W_x + h_prev @ W_h.T)


@wrong("elman.step", says="h_prev")
def _(x, h_prev, W_x, W_h, b):
    h_prev[:] = np.tanh(x @ W_x + h_prev @ W_h + b)
    return h_prev


@wrong("elman.step", says=("error", "W_x"))
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(W_x @ x + W_h @ h_prev + b)


@wrong("elman.step", says=("error", "shape"))
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(x * W_x + h_prev * W_h + b)


@wrong("elman.step", says="(N, H)")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(W_x.T @ x.T + W_h.T @ h_prev.T + b[:, None])


@wrong("elman.step", says="NameError")
def _(x, h_prev, W_x, W_h, b):
    return tanh(x @ W_x + h_prev @ W_h + b)  # noqa: F821


@wrong("elman.step", says="one value is asked for")
def _(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    h = np.tanh(a)
    return h, a


@wrong("elman.step", says="return")
def _(x, h_prev, W_x, W_h, b):
    print(np.tanh(x @ W_x + h_prev @ W_h + b))


@wrong("elman.step", "no-tanh")
def _(x, h_prev, W_x, W_h, b):
    return x @ W_x + h_prev @ W_h + b


@wrong("elman.step", "relu")
def _(x, h_prev, W_x, W_h, b):
    a = x @ W_x + h_prev @ W_h + b
    a[a < 0] = 0
    return a


@wrong("elman.step", says="h_prev")
def _(x, h_prev, W_x, W_h, b):
    # The weight of the old state is halved: no known mistake, so the term has to be named.
    return np.tanh(x @ W_x + 0.5 * (h_prev @ W_h) + b)


@wrong("elman.step", "W_h-number-by-number", says="`@`")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(x @ W_x + h_prev * W_h + b)


@wrong("elman.step", "bracket-closed-too-early")
def _(x, h_prev, W_x, W_h, b):
    return np.tanh(x @ W_x) + h_prev @ W_h + b


@wrong("elman.step", "tangent")
def _(x, h_prev, W_x, W_h, b):
    return np.tan(x @ W_x + h_prev @ W_h + b)


@wrong("elman.step", "hyperbolic-sine")
def _(x, h_prev, W_x, W_h, b):
    return np.sinh(x @ W_x + h_prev @ W_h + b)


# elman.forward


@wrong("elman.forward", "return-in-the-loop")
def _(xs, h0, W_x, W_h, b):
    h = h0
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        return h


@wrong("elman.forward", "return-in-the-loop")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
        return np.array(hs)


@wrong("elman.forward", "backwards")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in reversed(xs):
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.stack(hs)


@wrong("elman.forward", "joined-not-stacked")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.concatenate(hs)


@wrong("elman.forward", "start-state-ignored")
def _(xs, h0, W_x, W_h, b):
    T, N, _ = xs.shape
    hs = np.zeros((T, N, len(b)))
    for t in range(T):
        hs[t] = np.tanh(xs[t] @ W_x + hs[t - 1] @ W_h + b)
    return hs


@wrong("elman.forward", "state-not-carried")
def _(xs, h0, W_x, W_h, b):
    return np.array([np.tanh(x @ W_x + h0 @ W_h + b) for x in xs])


@wrong("elman.forward", "state-not-carried")
def _(xs, h0, W_x, W_h, b):
    return np.tanh(xs @ W_x + h0 @ W_h + b)


@wrong("elman.forward", "one-step-behind")
def _(xs, h0, W_x, W_h, b):
    hs = [h0]
    for t, x in enumerate(xs):
        hs.append(np.tanh(x @ W_x + hs[t - 1] @ W_h + b))
    return np.stack(hs[1:])


@wrong("elman.forward", "all-the-same-state")
def _(xs, h0, W_x, W_h, b):
    h = h0.copy()
    hs = []
    for x in xs:
        h[...] = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.array(hs)


@wrong("elman.forward", "starts-with-h0")
def _(xs, h0, W_x, W_h, b):
    hs = []
    h = h0
    for x in xs:
        hs.append(h)
        h = np.tanh(x @ W_x + h @ W_h + b)
    return np.array(hs)


@wrong("elman.forward", "h0-included", says="too many")
def _(xs, h0, W_x, W_h, b):
    hs = [h0]
    for x in xs:
        hs.append(np.tanh(x @ W_x + hs[-1] @ W_h + b))
    return np.array(hs)


@wrong("elman.forward", "last-state-only", says="(T, N, H)")
def _(xs, h0, W_x, W_h, b):
    h = h0
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
    return h


@wrong("elman.forward", "batch-first")
def _(xs, h0, W_x, W_h, b):
    _N, T, _D = xs.shape
    h = h0
    hs = []
    for t in range(T):
        h = np.tanh(xs[:, t] @ W_x + h @ W_h + b)
        hs.append(h)
    return np.stack(hs, axis=1)


@wrong("elman.forward", "batch-first", says="error")
def _(xs, h0, W_x, W_h, b):
    N, T, _D = xs.shape
    H = W_h.shape[0]
    hs = np.zeros((N, T, H))
    h = h0
    for t in range(T):
        h = np.tanh(xs[:, t, :] @ W_x + h @ W_h + b)
        hs[:, t, :] = h
    return hs


@wrong("elman.forward", "state-runs-on-through-the-batch")
def _(xs, h0, W_x, W_h, b):
    T, N, _ = xs.shape
    hs = np.empty((T, N, h0.shape[1]))
    h = h0[0]
    for n in range(N):
        for t in range(T):
            h = np.tanh(xs[t, n] @ W_x + h @ W_h + b)
            hs[t, n] = h
    return hs


def _with_a_default_that_remembers(xs, h0, W_x, W_h, b, memory=[]):  # noqa: B006
    for x in xs:
        h = memory[-1] if memory else h0
        memory.append(np.tanh(x @ W_x + h @ W_h + b))
    return np.array(memory[-len(xs) :])


wrong("elman.forward", "state-kept-between-calls")(_with_a_default_that_remembers)


_h = None


@wrong("elman.forward", "state-kept-between-calls")
def _(xs, h0, W_x, W_h, b):
    global _h
    if _h is None or _h.shape != h0.shape:
        _h = h0
    hs = []
    for x in xs:
        _h = np.tanh(x @ W_x + _h @ W_h + b)
        hs.append(_h)
    return np.array(hs)


@wrong("elman.forward", "last-step-missing")
def _(xs, h0, W_x, W_h, b):
    hs = np.zeros((len(xs), *h0.shape))
    h = h0
    for t in range(len(xs) - 1):
        h = np.tanh(xs[t] @ W_x + h @ W_h + b)
        hs[t] = h
    return hs


@wrong("elman.forward", says="too few along T")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for t in range(1, len(xs)):
        h = np.tanh(xs[t] @ W_x + h @ W_h + b)
        hs.append(h)
    return np.array(hs)


@wrong("elman.forward", "axes-swapped", says="another order")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.stack(hs, axis=1)


@wrong("elman.forward", says="h0")
def _(xs, h0, W_x, W_h, b):
    hs = []
    for x in xs:
        h0 += np.tanh(x @ W_x + h0 @ W_h + b) - h0
        hs.append(h0.copy())
    return np.array(hs)


@wrong("elman.forward", "states-summed")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0.copy(), []
    for x in xs:
        h += np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h.copy())
    return np.array(hs)


@wrong("elman.forward", says="error")
def _(xs, h0, W_x, W_h, b):
    hs = []
    for t in range(len(xs) + 1):
        h0 = np.tanh(xs[t] @ W_x + h0 @ W_h + b)
        hs.append(h0)
    return np.array(hs)


@wrong("elman.forward", "input-one-step-late")
def _(xs, h0, W_x, W_h, b):
    hs = [h0]
    for t in range(len(xs)):
        hs.append(np.tanh(xs[t - 1] @ W_x + hs[t] @ W_h + b))
    return np.array(hs)[1:]


@wrong("elman.forward", "reshaped")
def _(xs, h0, W_x, W_h, b):
    T, N, D = xs.shape
    sequences = xs.reshape(N, T, D)
    hs = np.zeros((T, N, len(b)))
    for n in range(N):
        h = h0[n]
        for t in range(T):
            h = np.tanh(sequences[n, t] @ W_x + h @ W_h + b)
            hs[t, n] = h
    return hs


@wrong("elman.forward", "no-bias", "W_h-transposed")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h.T)
        hs.append(h)
    return np.array(hs)


# elman.next_symbol_pairs


@wrong("elman.next_symbol_pairs", "target-is-the-input")
def _(indices, depth):
    X = np.eye(depth)[indices[:-1]]
    return X, X.argmax(axis=1)


@wrong("elman.next_symbol_pairs", "previous-symbol")
def _(indices, depth):
    return np.eye(depth)[indices[1:]], indices[:-1]


@wrong("elman.next_symbol_pairs", "depth-from-data", says="depth")
def _(indices, depth):
    return np.eye(len(set(indices.tolist())))[indices[:-1]], indices[1:]


@wrong("elman.next_symbol_pairs", says="depth")
def _(indices, depth):
    return np.eye(indices.max() + 1)[indices[:-1]], indices[1:]


@wrong("elman.next_symbol_pairs", says="too many")
def _(indices, depth):
    return np.eye(depth)[indices], indices[1:]


@wrong("elman.next_symbol_pairs", "all-symbols", says="too many")
def _(indices, depth):
    return np.eye(depth)[indices], np.roll(indices, -1)


@wrong("elman.next_symbol_pairs", says="whole numbers")
def _(indices, depth):
    Y = np.zeros(len(indices) - 1)
    X = np.zeros((len(indices) - 1, depth))
    for t in range(len(Y)):
        X[t, indices[t]] = 1
        Y[t] = indices[t + 1]
    return X, Y


@wrong("elman.next_symbol_pairs", "one-hot-targets", says="Y")
def _(indices, depth):
    eye = np.eye(depth)
    return eye[indices[:-1]], eye[indices[1:]]


@wrong("elman.next_symbol_pairs", "row-never-cleared")
def _(indices, depth):
    row, X = np.zeros(depth), []
    for i in indices[:-1]:
        row[i] = 1
        X.append(row.copy())
    return np.array(X), indices[1:]


@wrong("elman.next_symbol_pairs", "whole-columns")
def _(indices, depth):
    X = np.zeros((len(indices) - 1, depth))
    X[:, indices[:-1]] = 1
    return X, indices[1:]


@wrong("elman.next_symbol_pairs", says="X")
def _(indices, depth):
    return indices[:-1], indices[1:]


@wrong("elman.next_symbol_pairs", says=("other order", "`Y`"))
def _(indices, depth):
    return indices[1:], np.eye(depth)[indices[:-1]]


@wrong("elman.next_symbol_pairs", "counted-from-one")
def _(indices, depth):
    X = np.zeros((len(indices) - 1, depth))
    for t in range(len(X)):
        X[t][indices[t] - 1] = 1
    return X, indices[1:]


# elman.readout


@wrong("elman.readout", "first-state")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys[0] if mode == "many-to-one" else ys


@wrong("elman.readout", "last-sequence")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys[:, -1] if mode == "many-to-one" else ys


@wrong("elman.readout", "mode-ignored", says="T")
def _(hs, W_y, b_y, mode):
    return np.array([h @ W_y + b_y for h in hs])


@wrong("elman.readout", "always-the-last")
def _(hs, W_y, b_y, mode):
    for h in hs:
        y = h @ W_y + b_y
    return y


@wrong("elman.readout", "mean-over-time")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys.mean(axis=0) if mode == "many-to-one" else ys


@wrong("elman.readout", "answers-summed")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys.sum(axis=0) if mode == "many-to-one" else ys


@wrong("elman.readout", "modes-swapped")
def _(hs, W_y, b_y, mode):
    return hs @ W_y + b_y if mode == "many-to-one" else hs[-1] @ W_y + b_y


@wrong("elman.readout", says="1")
def _(hs, W_y, b_y, mode):
    if mode == "many-to-one":
        hs = hs[-1:]
    return hs @ W_y + b_y


@wrong("elman.readout", says="None")
def _(hs, W_y, b_y, mode):
    if mode == "many-to-many":
        return hs @ W_y + b_y


@wrong("elman.readout", says="None")
def _(hs, W_y, b_y, mode):
    if mode == "many_to_many":
        return hs @ W_y + b_y
    if mode == "many_to_one":
        return hs[-1] @ W_y + b_y


@wrong("elman.readout", "no-bias")
def _(hs, W_y, b_y, mode):
    return np.dot(hs[-1] if mode == "many-to-one" else hs, W_y)


@wrong("elman.readout", "softmax")
def _(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    e = np.exp(ys - ys.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p[-1] if mode == "many-to-one" else p


# elman.count_parameters


@wrong("elman.count_parameters", "no-recurrent-weights")
def _(n_in, n_hidden, n_out):
    return (n_in + 1) * n_hidden + (n_hidden + 1) * n_out


@wrong("elman.count_parameters", "no-readout")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + 1)


@wrong("elman.count_parameters", "no-biases")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + n_out)


@wrong("elman.count_parameters", "two-biases")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + 2) + n_out * (n_hidden + 1)


@wrong("elman.count_parameters", "no-readout-bias")
def _(n_in, n_hidden, n_out):
    return n_hidden * (n_in + n_hidden + 1) + n_out * n_hidden


@wrong("elman.count_parameters", says="26")
def _(n_in, n_hidden, n_out):
    return 26


@wrong("elman.count_parameters", says="whole number")
def _(n_in, n_hidden, n_out):
    return 2 * (n_hidden * (n_in + n_hidden + 1) + n_out * (n_hidden + 1)) / 2


@wrong("elman.count_parameters", "units-see-themselves-only")
def _(n_in, n_hidden, n_out):
    return n_in * n_hidden + n_hidden + n_hidden + n_hidden * n_out + n_out
