"""gru.step: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("gru.step")
right, wrong = ANSWERS.right, ANSWERS.wrong


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def step_gate_by_gate(x, h_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    r = sigmoid(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    z = sigmoid(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


right(step_gate_by_gate)


@right
def step_with_joined_rows(x, h_prev, W_x, W_h, b):
    W = np.concatenate([W_x, W_h])
    H = len(W_h)
    gates = sigmoid(np.concatenate([x, h_prev], axis=1) @ W[:, : 2 * H] + b[: 2 * H])
    r, z = gates[:, :H], gates[:, H:]
    n = np.tanh(np.hstack([x, r * h_prev]) @ W[:, 2 * H :] + b[2 * H :])
    return h_prev + z * (n - h_prev)


@right
def step_with_einsum(x, h_prev, W_x, W_h, b):
    N, H = h_prev.shape
    a = (np.einsum("nd,dk->nk", x, W_x) + b).reshape(N, 3, H)
    W = W_h.reshape(H, 3, H)
    r = sigmoid(a[:, 0] + np.einsum("ni,ij->nj", h_prev, W[:, 0]))
    z = sigmoid(a[:, 1] + np.einsum("ni,ij->nj", h_prev, W[:, 1]))
    n = np.tanh(a[:, 2] + np.einsum("ni,ni,ij->nj", r, h_prev, W[:, 2]))
    return n * z + h_prev - h_prev * z


@right
def step_row_by_row(x, h_prev, W_x, W_h, b):
    rows = []
    for one, before in zip(x, h_prev, strict=True):
        x_r, x_z, x_n = np.array_split(one @ W_x + b, 3)
        W_r, W_z, W_n = np.array_split(W_h, 3, axis=1)
        r, z = sigmoid(x_r + before @ W_r), sigmoid(x_z + before @ W_z)
        rows.append(((1 - z) * before + z * np.tanh(x_n + (r * before) @ W_n)).tolist())
    return rows


@right
def step_in_float32(x, h_prev, W_x, W_h, b):
    x, h_prev, W_x, W_h, b = (one.astype(np.float32) for one in (x, h_prev, W_x, W_h, b))
    return step_gate_by_gate(x, h_prev, W_x, W_h, b)


@right
def step_with_the_gate_that_keeps(x, h_prev, W_x, W_h, b):
    # The other convention's gate is 1 - z: the sigmoid of the negative sum.
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=-1)
    W_r, W_z, W_n = np.split(W_h, 3, axis=-1)
    keep = sigmoid(-x_z - h_prev @ W_z)
    seen = sigmoid(x_r + h_prev @ W_r) * h_prev
    return keep * h_prev + (1 - keep) * np.tanh(x_n + seen @ W_n)


@right
def step_as_columns(x, h_prev, W_x, W_h, b):
    H = len(W_h)
    h = h_prev.T
    a = W_x.T @ x.T + b[:, None]
    r = 0.5 + 0.5 * np.tanh(0.5 * (a[:H] + W_h[:, :H].T @ h))
    z = 0.5 + 0.5 * np.tanh(0.5 * (a[H : 2 * H] + W_h[:, H : 2 * H].T @ h))
    n = np.tanh(a[2 * H :] + W_h[:, 2 * H :].T @ (r * h))
    return ((1 - z) * h + z * n).T


@wrong("z-the-other-way-round", says="the other convention, the same function family")
def _(x, h_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    r = sigmoid(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    z = sigmoid(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return z * h_prev + (1 - z) * n


@wrong("reset-after")
def _(x, h_prev, W_x, W_h, b):
    # One product with all of W_h, as an LSTM has it.
    x_r, x_z, x_n = np.hsplit(x @ W_x + b, 3)
    h_r, h_z, h_n = np.hsplit(h_prev @ W_h, 3)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    return (1 - z) * h_prev + z * np.tanh(x_n + r * h_n)


@wrong("reset-after-on-the-bias-too")
def _(x, h_prev, W_x, W_h, b):
    H = len(W_h)
    gates = sigmoid(x @ W_x[:, : 2 * H] + h_prev @ W_h[:, : 2 * H] + b[: 2 * H])
    r, z = gates[:, :H], gates[:, H:]
    n = np.tanh(x @ W_x[:, 2 * H :] + r * (h_prev @ W_h[:, 2 * H :] + b[2 * H :]))
    return h_prev + z * (n - h_prev)


@wrong("pytorchs-form")
def _(x, h_prev, W_x, W_h, b):
    # Copied from the documentation of torch.nn.GRU.
    i_r, i_z, i_n = np.split(x @ W_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    n = np.tanh(i_n + r * h_n)
    return n + z * (h_prev - n)


@wrong("z-the-other-way-round", "reset-after", says="Two known mistakes at once")
def _(x, h_prev, W_x, W_h, b):
    i_r, i_z, i_n = np.split(x @ W_x + b, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    n = np.tanh(i_n + r * h_n)
    return (1 - z) * n + z * h_prev


@wrong("r-and-z-swapped", says="Keras")
def _(x, h_prev, W_x, W_h, b):
    H = len(W_h)
    z = sigmoid(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    r = sigmoid(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


@wrong("order-n-r-z", says="n r z")
def _(x, h_prev, W_x, W_h, b):
    a = x @ W_x + b
    H = len(W_h)
    r = sigmoid(a[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H])
    z = sigmoid(a[:, 2 * H :] + h_prev @ W_h[:, 2 * H :])
    n = np.tanh(a[:, :H] + (r * h_prev) @ W_h[:, :H])
    return (1 - z) * h_prev + z * n


@wrong("r-and-z-swapped", "z-the-other-way-round", says="Two known mistakes at once")
def _(x, h_prev, W_x, W_h, b):
    # Keras with reset_after=False.
    x_z, x_r, x_h = np.split(x @ W_x + b, 3, axis=1)
    U_z, U_r, U_h = np.split(W_h, 3, axis=1)
    z, r = sigmoid(x_z + h_prev @ U_z), sigmoid(x_r + h_prev @ U_r)
    return z * h_prev + (1 - z) * np.tanh(x_h + (r * h_prev) @ U_h)


@wrong("candidate-with-sigmoid")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    return (1 - z) * h_prev + z * sigmoid(x_n + (r * h_prev) @ U_n)


@wrong("no-bias", "no-reset", says="Two known mistakes at once")
def _(x, h_prev, W_x, W_h, b):
    _, z, n = np.split(x @ W_x + h_prev @ W_h, 3, axis=1)
    z = sigmoid(z)
    return (1 - z) * h_prev + z * np.tanh(n)


@wrong("reset-old-state-kept")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    z = sigmoid(x_z + h_prev @ U_z)
    h = sigmoid(x_r + h_prev @ U_r) * h_prev
    n = np.tanh(x_n + h @ U_n)
    return (1 - z) * h + z * n


@wrong("reset-in-z-too")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    seen = sigmoid(x_r + h_prev @ U_r) * h_prev
    z = sigmoid(x_z + seen @ U_z)
    return (1 - z) * h_prev + z * np.tanh(x_n + seen @ U_n)


@wrong("joined-the-other-way")
def _(x, h_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    W = np.vstack([W_x, W_h])
    a = np.hstack([h_prev, x]) @ W + b
    r, z = sigmoid(a[:, :H]), sigmoid(a[:, H : 2 * H])
    n = np.tanh(np.hstack([r * h_prev, x]) @ W[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


@wrong(says="h_prev")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    n = np.tanh(x_n + (r * h_prev) @ U_n)
    h_prev *= 1 - z
    h_prev += z * n
    return h_prev


@wrong(says=("error", "shape"))
def _(x, h_prev, W_x, W_h, b):
    # The reset is put between the old state and all of W_h.
    a = x @ W_x + h_prev @ W_h + b
    r = sigmoid(a[:, : len(W_h)])
    return np.tanh(x @ W_x + r * (h_prev @ W_h) + b)


@wrong(says="(N, H)")
def _(x, h_prev, W_x, W_h, b):
    return sigmoid(x @ W_x + h_prev @ W_h + b)


@wrong(says="one value is asked for")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    n = np.tanh(x_n + (r * h_prev) @ U_n)
    return (1 - z) * h_prev + z * n, r, z


@wrong(says="not right")
def _(x, h_prev, W_x, W_h, b):
    # Two thirds of the candidate: no known mistake.
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    return (1 - z) * h_prev + z * np.tanh(x_n + (r * h_prev) @ U_n) * 2 / 3


@wrong("hard-sigmoid")
def _(x, h_prev, W_x, W_h, b):
    def gate(a):
        return np.minimum(1, np.maximum(0, 0.2 * a + 0.5))

    H = len(W_h)
    r = gate(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    z = gate(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


@wrong("state-clipped")
def _(x, h_prev, W_x, W_h, b):
    return np.minimum(np.maximum(step_gate_by_gate(x, h_prev, W_x, W_h, b), -1), 1)


@wrong("candidate-with-relu")
def _(x, h_prev, W_x, W_h, b):
    def relu(a):
        return a * (a > 0)

    H = len(W_h)
    r = sigmoid(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    z = sigmoid(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = relu(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


@wrong("gates-all-or-nothing")
def _(x, h_prev, W_x, W_h, b):
    def gate(a):
        return np.where(a > 0, 1.0, 0.0)

    H = len(W_h)
    r = gate(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    z = gate(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


@wrong("sigmoid-falls")
def _(x, h_prev, W_x, W_h, b):
    def gate(a):
        return 1 / (1 + np.exp(a))

    H = len(W_h)
    r = gate(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    z = gate(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


@wrong("two-updates-a-step")
def _(x, h_prev, W_x, W_h, b):
    for _ in range(2):
        h_prev = step_gate_by_gate(x, h_prev, W_x, W_h, b)
    return h_prev


@wrong("leaky-state")
def _(x, h_prev, W_x, W_h, b):
    return 0.8 * h_prev + 0.2 * step_gate_by_gate(x, h_prev, W_x, W_h, b)


def by_slices(old="1 - z", new="z", block=2, candidate_bias=True):
    """A step that cuts the blocks out by slices, with one of them wrong."""

    def step(x, h_prev, W_x, W_h, b):
        H = h_prev.shape[1]
        blocks = [slice(k * H, (k + 1) * H) for k in range(3)]
        r, z = (1 / (1 + np.exp(-(x @ W_x[:, k] + h_prev @ W_h[:, k] + b[k]))) for k in blocks[:2])
        bias = b[blocks[2]] if candidate_bias else 0
        n = np.tanh(x @ W_x[:, blocks[2]] + (r * h_prev) @ W_h[:, blocks[block]] + bias)
        shares = {"z": z, "1 - z": 1 - z, "r": r}
        return shares[old] * h_prev + shares[new] * n

    return step


right(by_slices())
wrong("candidate-with-the-block-of-z")(by_slices(block=1))
wrong("candidate-with-the-block-of-r")(by_slices(block=0))
wrong("old-state-by-r")(by_slices(old="r"))
wrong("candidate-without-bias")(by_slices(candidate_bias=False))
wrong("both-shares-one-minus-z")(by_slices(new="1 - z"))
