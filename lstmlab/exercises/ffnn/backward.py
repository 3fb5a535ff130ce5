"""Exercise ffnn.backward: the gradients of all weights, by hand."""

import numpy as np

from lstmlab.cells import feedforward
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def backward(x, h, dy, W2):
    dW2 = h.T @ dy
    db2 = dy.sum(axis=0)
    dh = dy @ W2.T
    da = dh * (1 - h**2)
    dW1 = x.T @ da
    db1 = da.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def reference(x, h, dy, W2):
    # W1, b1 and b2 take no part in the gradients of the weights.
    n_in, (n_hidden, n_out) = x.shape[1], W2.shape
    W1, b1, b2 = (np.zeros(shape, W2.dtype) for shape in [(n_in, n_hidden), n_hidden, n_out])
    _, grads = feedforward.backward(feedforward.Params(W1, b1, W2, b2), feedforward.Cache(x, h), dy)
    return grads._asdict()


def case(rng, label, n, d, h, k, dtype=np.float64, size=1):
    shapes = {"W1": (d, h), "b1": (h,), "W2": (h, k), "b2": (k,)}
    params = feedforward.Params(**{name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()})
    x = 2 * numbers(rng, n, d, dtype=dtype)
    _, cache = feedforward.forward(params, x)
    return Case({"x": x, "h": cache.h, "dy": size * numbers(rng, n, k, dtype=dtype), "W2": params.W2}, label)


def cases(rng):
    yield case(rng, "random numbers", 5, 3, 4, 2)
    yield case(rng, "float32 numbers", 4, 2, 5, 3, np.float32)
    yield case(rng, "a batch of one row", 1, 3, 4, 2)
    yield case(rng, "layers of a single unit", 3, 1, 1, 1)
    yield case(rng, "a gradient a thousand times as large", 4, 3, 5, 2, size=1e3)
    yield case(rng, "a gradient a million times as small", 4, 3, 5, 2, size=1e-6)


EXERCISE = Exercise(
    name="ffnn.backward",
    title="Backpropagation through two layers",
    chapter=1,
    points=3,
    section=("backpropagation", "Backpropagation by hand"),
    arguments={"x": "N D", "h": "N H", "dy": "N K", "W2": "H K"},
    returns={"W1": "D H", "b1": "H", "W2": "H K", "b2": "K"},
    cases=cases,
    worked=backward,
    reference=reference,
    isolate=("x", "h", "W2"),
    tested="h from the package's own forward pass, in float64 and float32, a batch of one row, layers of a single "
    "unit, and gradients that are large and small",
    mistakes=load("ffnn.backward", shared=("bptt",)),
)
