"""ffnn.backward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("ffnn.backward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def backward_in_other_order(x, h, dy, W2):
    da = np.dot(dy, W2.T) * (1.0 - np.square(h))
    return dict(b2=np.sum(dy, 0), W2=np.dot(h.T, dy), b1=np.sum(da, 0), W1=np.dot(x.T, da))  # noqa: C408


right(backward_in_other_order)


@right
def backward_with_einsum(x, h, dy, W2):
    da = np.einsum("nk,hk->nh", dy, W2) * (1 - h * h)
    return {
        "W1": np.einsum("nd,nh->dh", x, da),
        "b1": np.einsum("nh->h", da),
        "W2": np.einsum("nh,nk->hk", h, dy),
        "b2": np.einsum("nk->k", dy),
    }


@right
def backward_row_by_row(x, h, dy, W2):
    grads = {
        "W1": np.zeros((x.shape[1], h.shape[1])),
        "b1": np.zeros(h.shape[1]),
        "W2": np.zeros_like(W2),
        "b2": np.zeros(dy.shape[1]),
    }
    for n in range(len(x)):
        grads["W2"] += np.outer(h[n], dy[n])
        grads["b2"] += dy[n]
        da = (W2 @ dy[n]) * (1 - h[n] ** 2)
        grads["W1"] += np.outer(x[n], da)
        grads["b1"] += da
    return grads


@right
def backward_with_more_gradients(x, h, dy, W2):
    dh = dy @ W2.T
    da = dh * (1 + h) * (1 - h)
    ones = np.ones(len(x))
    return {"h": dh, "a": da, "W1": x.T @ da, "b1": ones @ da, "W2": h.T @ dy, "b2": ones @ dy, "dy": dy}


@right
def backward_through_arctanh(x, h, dy, W2):
    a = np.arctanh(h)
    da = (dy @ W2.T) / np.cosh(a) ** 2
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@right
def backward_in_float32(x, h, dy, W2):
    grads = backward_in_other_order(x, h, dy, W2)
    return {name: grad.astype(np.float32) for name, grad in grads.items()}


@right
def backward_as_columns(x, h, dy, W2):
    da = (W2 @ dy.T) * (1 - h.T**2)
    return {"W1": (da @ x).T, "b1": da.sum(axis=1), "W2": (dy.T @ h).T, "b2": dy.T.sum(axis=1).tolist()}


@right
def backward_in_place_on_its_own_arrays(x, h, dy, W2):
    factor = h.copy()
    factor *= h
    factor *= -1
    factor += 1
    da = np.matmul(dy, W2.transpose())
    da *= factor
    return {"W1": x.T @ da, "b1": np.add.reduce(da), "W2": h.T @ dy, "b2": np.add.reduce(dy)}


@wrong("tanh-derivative-missing")
def _(x, h, dy, W2):
    dh = dy @ W2.T
    return {"W1": x.T @ dh, "b1": dh.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("tanh-twice")
def _(x, h, dy, W2):
    da = dy @ W2.T / np.cosh(h) ** 2
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("biases-averaged")
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h * h)
    return {"W1": x.T @ da, "b1": da.mean(axis=0), "W2": h.T @ dy, "b2": dy.mean(axis=0)}


@wrong("divided-by-n")
def _(x, h, dy, W2):
    n = x.shape[0]
    da = dy @ W2.T * (1 - h * h)
    return {"W1": x.T @ da / n, "b1": da.sum(0) / n, "W2": h.T @ dy / n, "b2": dy.sum(0) / n}


@wrong("last-row-only")
def _(x, h, dy, W2):
    for n in range(len(x)):
        da = W2 @ dy[n] * (1 - h[n] ** 2)
        grads = {"W1": np.outer(x[n], da), "b1": da, "W2": np.outer(h[n], dy[n]), "b2": dy[n]}
    return grads


@wrong("W1-before-derivative", "b1-before-derivative", "tanh-derivative-missing")
def _(x, h, dy, W2):
    dW2 = h.T @ dy
    dh = np.dot(dy, W2.T)
    dW1 = x.T @ dh
    return {"W1": dW1, "b1": dh.sum(axis=0), "W2": dW2, "b2": dy.sum(axis=0)}


@wrong("b1-before-derivative")
def _(x, h, dy, W2):
    dh = dy @ W2.T
    return {"W1": x.T @ (dh * (1 - h**2)), "b1": dh.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong(says=("b1", "axis"))
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h**2)
    return {"W1": x.T @ da, "b1": da, "W2": h.T @ dy, "b2": dy}


@wrong(says="dict")
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h**2)
    return x.T @ da, da.sum(0), h.T @ dy, dy.sum(0)


@wrong(says="`W1`")
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h**2)
    return {"dW1": x.T @ da, "db1": da.sum(0), "dW2": h.T @ dy, "db2": dy.sum(0)}


@wrong(says="transposed")
def _(x, h, dy, W2):
    da = dy @ W2.T * (1 - h**2)
    return {"W1": da.T @ x, "b1": da.sum(0), "W2": dy.T @ h, "b2": dy.sum(0)}


@wrong(says="error")
def _(x, h, dy, W2):
    da = dy @ W2 * (1 - h**2)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("sigmoid-derivative")
def _(x, h, dy, W2):
    da = dy @ W2.T * h * (1 - h)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("b1-averaged", "tanh-derivative-missing")
def _(x, h, dy, W2):
    da = dy @ W2.T
    return {"W1": x.T @ da, "b1": da.mean(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong(says=("`W1`", "3"))
def _(x, h, dy, W2):
    # A factor that no known mistake has: the parameter and the ratio have to be named.
    da = dy @ W2.T * (1 - h**2)
    return {"W1": 3 * x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong(says="`h`")
def _(x, h, dy, W2):
    h *= h
    da = dy @ W2.T * (1 - h)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": np.sqrt(h).T @ dy, "b2": dy.sum(0)}


@wrong("clipped-inside")
def _(x, h, dy, W2):
    # The best-known recurrent network in a hundred lines clips its gradients like this.
    da = (dy @ W2.T) * (1 - h * h)
    dW1, db1, dW2, db2 = x.T @ da, np.sum(da, axis=0), h.T @ dy, np.sum(dy, axis=0)
    for one in (dW1, db1, dW2, db2):
        np.clip(one, -5, 5, out=one)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@wrong("twice-the-state")
def _(x, h, dy, W2):
    da = (dy @ W2.T) * -2 * h
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("derivative-from-the-sum")
def _(x, h, dy, W2):
    a = 0.5 * np.log((1 + h) / (1 - h))
    da = (dy @ W2.T) * (1 - a * a)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("plus-for-minus")
def _(x, h, dy, W2):
    da = (dy @ W2.T) * (1 + h * h)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("derivative-with-the-other-sign")
def _(x, h, dy, W2):
    da = (dy @ W2.T) * (h * h - 1)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("twice-the-state")
def _(x, h, dy, W2):
    da = (dy @ W2.T) * (2 * h)
    return {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}


@wrong("first-row-missing")
def _(x, h, dy, W2):
    da = (dy @ W2.T) * (1 - h * h)
    dW1, db1 = np.zeros((x.shape[1], h.shape[1])), np.zeros(h.shape[1])
    dW2, db2 = np.zeros_like(W2), np.zeros(W2.shape[1])
    for n in range(1, len(x)):
        dW1 += np.outer(x[n], da[n])
        db1 += da[n]
        dW2 += np.outer(h[n], dy[n])
        db2 += dy[n]
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@wrong("scaled-inside")
def _(x, h, dy, W2):
    da = (dy @ W2.T) * (1 - h * h)
    grads = {"W1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    if norm > 5:
        grads = {name: grad * 5 / norm for name, grad in grads.items()}
    return grads
