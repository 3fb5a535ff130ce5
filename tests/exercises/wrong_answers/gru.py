"""Wrong answers to the exercises of chapter 7, as learners write them."""

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# gru.step


@wrong("gru.step", "z-the-other-way-round", says="the other convention, the same function family")
def _(x, h_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    r = sigmoid(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    z = sigmoid(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return z * h_prev + (1 - z) * n


@wrong("gru.step", "reset-after")
def _(x, h_prev, W_x, W_h, b):
    # One product with all of W_h, as an LSTM has it.
    x_r, x_z, x_n = np.hsplit(x @ W_x + b, 3)
    h_r, h_z, h_n = np.hsplit(h_prev @ W_h, 3)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    return (1 - z) * h_prev + z * np.tanh(x_n + r * h_n)


@wrong("gru.step", "reset-after-on-the-bias-too")
def _(x, h_prev, W_x, W_h, b):
    H = len(W_h)
    gates = sigmoid(x @ W_x[:, : 2 * H] + h_prev @ W_h[:, : 2 * H] + b[: 2 * H])
    r, z = gates[:, :H], gates[:, H:]
    n = np.tanh(x @ W_x[:, 2 * H :] + r * (h_prev @ W_h[:, 2 * H :] + b[2 * H :]))
    return h_prev + z * (n - h_prev)


@wrong("gru.step", "pytorchs-form")
def _(x, h_prev, W_x, W_h, b):
    # Copied from the documentation of torch.nn.GRU.
    i_r, i_z, i_n = np.split(x @ W_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    n = np.tanh(i_n + r * h_n)
    return n + z * (h_prev - n)


@wrong("gru.step", "z-the-other-way-round", "reset-after", says="Two known mistakes at once")
def _(x, h_prev, W_x, W_h, b):
    i_r, i_z, i_n = np.split(x @ W_x + b, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    n = np.tanh(i_n + r * h_n)
    return (1 - z) * n + z * h_prev


@wrong("gru.step", "r-and-z-swapped", says="Keras")
def _(x, h_prev, W_x, W_h, b):
    H = len(W_h)
    z = sigmoid(x @ W_x[:, :H] + h_prev @ W_h[:, :H] + b[:H])
    r = sigmoid(x @ W_x[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(x @ W_x[:, 2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


@wrong("gru.step", "order-n-r-z", says="n r z")
def _(x, h_prev, W_x, W_h, b):
    a = x @ W_x + b
    H = len(W_h)
    r = sigmoid(a[:, H : 2 * H] + h_prev @ W_h[:, H : 2 * H])
    z = sigmoid(a[:, 2 * H :] + h_prev @ W_h[:, 2 * H :])
    n = np.tanh(a[:, :H] + (r * h_prev) @ W_h[:, :H])
    return (1 - z) * h_prev + z * n


@wrong("gru.step", "r-and-z-swapped", "z-the-other-way-round", says="Two known mistakes at once")
def _(x, h_prev, W_x, W_h, b):
    # Keras with reset_after=False.
    x_z, x_r, x_h = np.split(x @ W_x + b, 3, axis=1)
    U_z, U_r, U_h = np.split(W_h, 3, axis=1)
    z, r = sigmoid(x_z + h_prev @ U_z), sigmoid(x_r + h_prev @ U_r)
    return z * h_prev + (1 - z) * np.tanh(x_h + (r * h_prev) @ U_h)


@wrong("gru.step", "candidate-with-sigmoid")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    return (1 - z) * h_prev + z * sigmoid(x_n + (r * h_prev) @ U_n)


@wrong("gru.step", "no-bias", "no-reset", says="Two known mistakes at once")
def _(x, h_prev, W_x, W_h, b):
    _, z, n = np.split(x @ W_x + h_prev @ W_h, 3, axis=1)
    z = sigmoid(z)
    return (1 - z) * h_prev + z * np.tanh(n)


@wrong("gru.step", "reset-old-state-kept")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    z = sigmoid(x_z + h_prev @ U_z)
    h = sigmoid(x_r + h_prev @ U_r) * h_prev
    n = np.tanh(x_n + h @ U_n)
    return (1 - z) * h + z * n


@wrong("gru.step", "reset-in-z-too")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    seen = sigmoid(x_r + h_prev @ U_r) * h_prev
    z = sigmoid(x_z + seen @ U_z)
    return (1 - z) * h_prev + z * np.tanh(x_n + seen @ U_n)


@wrong("gru.step", "joined-the-other-way")
def _(x, h_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    W = np.vstack([W_x, W_h])
    a = np.hstack([h_prev, x]) @ W + b
    r, z = sigmoid(a[:, :H]), sigmoid(a[:, H : 2 * H])
    n = np.tanh(np.hstack([r * h_prev, x]) @ W[:, 2 * H :] + b[2 * H :])
    return (1 - z) * h_prev + z * n


@wrong("gru.step", says="h_prev")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    n = np.tanh(x_n + (r * h_prev) @ U_n)
    h_prev *= 1 - z
    h_prev += z * n
    return h_prev


@wrong("gru.step", says=("error", "shape"))
def _(x, h_prev, W_x, W_h, b):
    # The reset is put between the old state and all of W_h.
    a = x @ W_x + h_prev @ W_h + b
    r = sigmoid(a[:, : len(W_h)])
    return np.tanh(x @ W_x + r * (h_prev @ W_h) + b)


@wrong("gru.step", says="(N, H)")
def _(x, h_prev, W_x, W_h, b):
    return sigmoid(x @ W_x + h_prev @ W_h + b)


@wrong("gru.step", says="one value is asked for")
def _(x, h_prev, W_x, W_h, b):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    n = np.tanh(x_n + (r * h_prev) @ U_n)
    return (1 - z) * h_prev + z * n, r, z


@wrong("gru.step", says="not right")
def _(x, h_prev, W_x, W_h, b):
    # Two thirds of the candidate: no known mistake.
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    return (1 - z) * h_prev + z * np.tanh(x_n + (r * h_prev) @ U_n) * 2 / 3


# gru.step_reset_after


@wrong("gru.step_reset_after", "z-the-other-way-round", says="the other convention, the same function family")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * h_prev + z * np.tanh(i_n + r * h_n)


@wrong("gru.step_reset_after", "reset-before")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    H = len(W_h)
    gates = sigmoid((x @ W_x + b_x + h_prev @ W_h + b_h)[:, : 2 * H])
    r, z = gates[:, :H], gates[:, H:]
    n = np.tanh(x @ W_x[:, 2 * H :] + b_x[2 * H :] + (r * h_prev) @ W_h[:, 2 * H :] + b_h[2 * H :])
    return (1 - z) * n + z * h_prev


@wrong("gru.step_reset_after", "the-first-exercise")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    x_r, x_z, x_n = np.split(x @ W_x + b_x + b_h, 3, axis=1)
    U_r, U_z, U_n = np.split(W_h, 3, axis=1)
    r, z = sigmoid(x_r + h_prev @ U_r), sigmoid(x_z + h_prev @ U_z)
    return (1 - z) * h_prev + z * np.tanh(x_n + (r * h_prev) @ U_n)


@wrong("gru.step_reset_after", "bias-outside-reset")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    b = b_x + b_h
    i_r, i_z, i_n = np.split(x @ W_x + b, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("gru.step_reset_after", "b_h-left-out")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("gru.step_reset_after", "biases-exchanged")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_h, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_x, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("gru.step_reset_after", "reset-on-everything")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    r, z, n = np.split(x @ W_x + b_x + h_prev @ W_h + b_h, 3, axis=1)
    n = np.tanh(sigmoid(r) * n)
    return (1 - sigmoid(z)) * n + sigmoid(z) * h_prev


@wrong("gru.step_reset_after", "no-reset")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    _, z, n = np.split(x @ W_x + b_x + h_prev @ W_h + b_h, 3, axis=1)
    return (1 - sigmoid(z)) * np.tanh(n) + sigmoid(z) * h_prev


@wrong("gru.step_reset_after", "r-and-z-swapped")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_z, i_r, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_z, h_r, h_n = np.split(h_prev @ W_h + b_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("gru.step_reset_after", "z-the-other-way-round", "b_h-left-out", says="Two known mistakes at once")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * h_prev + z * np.tanh(i_n + r * h_n)


@wrong("gru.step_reset_after", "gates-not-squashed")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_h, 3, axis=1)
    r, z = i_r + h_r, i_z + h_z
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("gru.step_reset_after", says="error")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    # PyTorch's arrays are transposed. These are not.
    i_r, i_z, i_n = np.split(x @ W_x.T + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h.T + b_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("gru.step_reset_after", says="`b_x`")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    b_x += b_h
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


@wrong("gru.step_reset_after", says="b_h")
def _(x, h_prev, W_x, W_h, b_x, b_h):
    # The bias of the candidate's state is halved: no known mistake, so the term has to be named.
    i_r, i_z, i_n = np.split(x @ W_x + b_x, 3, axis=1)
    h_r, h_z, h_n = np.split(h_prev @ W_h + b_h / 2, 3, axis=1)
    r, z = sigmoid(i_r + h_r), sigmoid(i_z + h_z)
    return (1 - z) * np.tanh(i_n + r * h_n) + z * h_prev


# gru.swap_z


@wrong("gru.swap_z", "everything-negated")
def _(W_x, W_h, b):
    return -W_x, -W_h, -b


@wrong("gru.swap_z", says="`W_x`")
def _(W_x, W_h, b):
    H = len(W_h)
    for packed in (W_x, W_h, b):
        packed[..., H : 2 * H] *= -1
    return W_x, W_h, b


@wrong("gru.swap_z", "bias-forgotten")
def _(W_x, W_h, b):
    H = len(W_h)
    W_x, W_h = W_x.copy(), W_h.copy()
    W_x[:, H : 2 * H] *= -1
    W_h[:, H : 2 * H] *= -1
    return W_x, W_h, b


@wrong("gru.swap_z", "W_h-forgotten")
def _(W_x, W_h, b):
    # "W_z and b_z are negated", as some texts say it with one W for x and h.
    signs = np.repeat([1, -1, 1], len(W_h))
    return W_x * signs, W_h, b * signs


@wrong("gru.swap_z", "r-negated")
def _(W_x, W_h, b):
    signs = np.repeat([-1, 1, 1], len(W_h))
    return W_x * signs, W_h * signs, b * signs


@wrong("gru.swap_z", "one-minus-weights")
def _(W_x, W_h, b):
    H = len(W_h)
    found = [W_x.copy(), W_h.copy(), b.copy()]
    for packed in found:
        packed[..., H : 2 * H] = 1 - packed[..., H : 2 * H]
    return found


@wrong("gru.swap_z", "blocks-exchanged")
def _(W_x, W_h, b):
    order = np.arange(len(b)).reshape(3, -1)[[1, 0, 2]].ravel()
    return W_x[:, order], W_h[:, order], b[order]


@wrong("gru.swap_z", "W_h-forgotten", "bias-forgotten", says="Two known mistakes at once")
def _(W_x, W_h, b):
    W_x = W_x.copy()
    W_x[:, len(W_h) : 2 * len(W_h)] *= -1
    return W_x, W_h, b


@wrong("gru.swap_z", says="3")
def _(W_x, W_h, b):
    H = len(W_h)
    return -W_x[:, H : 2 * H], -W_h[:, H : 2 * H], -b[H : 2 * H]


@wrong("gru.swap_z", says="`W_x`")
def _(W_x, W_h, b):
    # Every third column, as if the gates of a unit stood side by side.
    W_x, W_h, b = W_x.copy(), W_h.copy(), b.copy()
    for packed in (W_x, W_h, b):
        packed[..., 1::3] *= -1
    return W_x, W_h, b


# gru.step_backward


@wrong("gru.step_backward", "z-the-other-way-round", says="the other convention, the same function family")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    W_r, W_z, W_n = np.split(W_h, 3, axis=1)
    da_n = dh * (1 - z) * (1 - n**2)
    back = da_n @ W_n.T
    da_r, da_z = back * h_prev * r * (1 - r), dh * (h_prev - n) * z * (1 - z)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * z + back * r + da_r @ W_r.T + da_z @ W_z.T,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


@wrong("gru.step_backward", "reset-after")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    H = len(W_h)
    da_n = dh * z * (1 - n**2)
    da_r = da_n * (h_prev @ W_h[:, 2 * H :]) * r * (1 - r)
    da_z = dh * (n - h_prev) * z * (1 - z)
    da_x, da_h = np.hstack([da_r, da_z, da_n]), np.hstack([da_r, da_z, da_n * r])
    return {
        "x": da_x @ W_x.T,
        "h_prev": dh * (1 - z) + da_h @ W_h.T,
        "W_x": x.T @ da_x,
        "W_h": h_prev.T @ da_h,
        "b": da_x.sum(axis=0),
    }


def _given(dh, x, h_prev, r, z, n, W_x, W_h):
    """What all answers below have right: the gradients of the three sums, and what comes back through W_hn."""
    da_n = dh * z * (1 - n**2)
    back = da_n @ np.split(W_h, 3, axis=1)[2].T
    return back * h_prev * r * (1 - r), dh * (n - h_prev) * z * (1 - z), da_n, back


@wrong("gru.step_backward", "reset-forgotten-on-the-path", "dW_hn-without-r", says="Two known mistakes at once")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    # As in an LSTM: one product with all of W_h.
    *parts, _ = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    da = np.hstack(parts)
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + da @ W_h.T,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
    }


@wrong("gru.step_backward", "kept-path-dropped")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    H = len(W_h)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": da[:, : 2 * H] @ W_h[:, : 2 * H].T + back * r,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da[:, : 2 * H], (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


@wrong("gru.step_backward", "r-path-dropped", "z-path-dropped", says="Two known mistakes at once")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + back * r,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


@wrong("gru.step_backward", "dW_hn-without-r", says="`W_h`")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    H = len(W_h)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + back * r + da[:, : 2 * H] @ W_h[:, : 2 * H].T,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
    }


@wrong("gru.step_backward", "r-and-z-swapped")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    # Only the line that joins the three parts is in another order.
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    W_r, W_z, _ = np.split(W_h, 3, axis=1)
    da = np.hstack([da_z, da_r, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + back * r + da_r @ W_r.T + da_z @ W_z.T,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


@wrong("gru.step_backward", "last-row-only")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    W_r, W_z, _ = np.split(W_h, 3, axis=1)
    da = np.hstack([da_r, da_z, da_n])
    for k in range(len(x)):
        dW_x = np.outer(x[k], da[k])
        h, s = h_prev[k], r[k] * h_prev[k]
        dW_h = np.hstack([np.outer(h, da_r[k]), np.outer(h, da_z[k]), np.outer(s, da_n[k])])
        db = da[k]
    dh_prev = dh * (1 - z) + back * r + da_r @ W_r.T + da_z @ W_z.T
    return {"x": da @ W_x.T, "h_prev": dh_prev, "W_x": dW_x, "W_h": dW_h, "b": db}


def _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h):
    W_r, W_z, _ = np.split(W_h, 3, axis=1)
    da = np.hstack([da_r, da_z, da_n])
    return {
        "x": da @ W_x.T,
        "h_prev": dh * (1 - z) + back * r + da_r @ W_r.T + da_z @ W_z.T,
        "W_x": x.T @ da,
        "W_h": np.hstack([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n]),
        "b": da.sum(axis=0),
    }


@wrong("gru.step_backward", "dr-of-the-other-variant")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    _, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    m = h_prev @ np.split(W_h, 3, axis=1)[2]
    return _finished(da_n * m * r * (1 - r), da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)


@wrong("gru.step_backward", "dz-negated")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    return _finished(da_r, -da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)


@wrong("gru.step_backward", "dz-without-old-state")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, _, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    return _finished(da_r, dh * n * z * (1 - z), da_n, back, dh, x, h_prev, r, z, W_x, W_h)


@wrong("gru.step_backward", "dz-negated", "r-without-derivative", says="Two known mistakes at once")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    _, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    return _finished(back * h_prev, -da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)


@wrong("gru.step_backward", says=("`b`", "(3H,)"))
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    found = _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)
    return found | {"b": np.hstack([da_r, da_z, da_n])}


@wrong("gru.step_backward", says="h_prev")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    found = _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)
    del found["h_prev"]
    return found


@wrong("gru.step_backward", says="`dh`")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    found = _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)
    dh *= 1 - z
    return found


@wrong("gru.step_backward", says="3 times too large")
def _(dh, x, h_prev, r, z, n, W_x, W_h):
    da_r, da_z, da_n, back = _given(dh, x, h_prev, r, z, n, W_x, W_h)
    found = _finished(da_r, da_z, da_n, back, dh, x, h_prev, r, z, W_x, W_h)
    return found | {"W_x": 3 * found["W_x"]}


# gru.count_parameters


@wrong("gru.count_parameters", "as-many-as-an-lstm")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1)


@wrong("gru.count_parameters", "two-biases")
def _(n_in, n_hidden):
    return 3 * n_hidden * (n_in + n_hidden + 2)


@wrong("gru.count_parameters", "gates-only")
def _(n_in, n_hidden):
    return 2 * (n_in * n_hidden + n_hidden**2 + n_hidden)


@wrong("gru.count_parameters", "no-biases")
def _(n_in, n_hidden):
    return 3 * (n_in + n_hidden) * n_hidden


@wrong("gru.count_parameters", "biases-once")
def _(n_in, n_hidden):
    return 3 * (n_in + n_hidden) * n_hidden + n_hidden


@wrong("gru.count_parameters", "no-recurrent-weights")
def _(n_in, n_hidden):
    return 3 * n_hidden * (n_in + 1)


@wrong("gru.count_parameters", "as-many-as-an-lstm", "no-biases", says="Two known mistakes at once")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden)


@wrong("gru.count_parameters", says="whole number")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) * 0.75 + 0.5


@wrong("gru.count_parameters", says="has to be a number")
def _(n_in, n_hidden):
    return [(n_in, 3 * n_hidden), (n_hidden, 3 * n_hidden), (3 * n_hidden,)]


@wrong("gru.count_parameters", says="return")
def _(n_in, n_hidden):
    print(3 * n_hidden * (n_in + n_hidden + 1))
