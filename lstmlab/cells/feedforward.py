"""A feed-forward network with one hidden layer: its output depends on this input and on nothing before it.

    a = x W1 + b1
    h = tanh(a)
    y = h W2 + b2

Source: D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating errors",
Nature 323 (1986), 533-536, with tanh for their logistic function and a linear output.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lstmlab.shapes import Array, bind, check_fields, check_int


class Params(NamedTuple):
    """Weights of the two layers: W1 (D, H), b1 (H,), W2 (H, K), b2 (K,)."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array


class Cache(NamedTuple):
    """What the backward pass needs of the forward pass: x (N, D), h (N, H)."""

    x: Array
    h: Array


def forward(params: Params, x: Array) -> tuple[Array, Cache]:
    """The output y = tanh(x W1 + b1) W2 + b2.

    Args:
        params: W1 (D, H), b1 (H,), W2 (H, K), b2 (K,).
        x: input (N, D), a row for each example.

    Returns:
        y (N, K), and the cache for `backward`.

    Raises:
        ValueError: a shape does not fit; TypeError: not an array, or float32 mixed with float64.
    """
    check_fields(Params, params=params)
    W1, b1, W2, b2 = params
    bind(W1=(W1, "D H"), b1=(b1, "H"), W2=(W2, "H K"), b2=(b2, "K"), x=(x, "N D"))
    h = np.tanh(x @ W1 + b1)
    return h @ W2 + b2, Cache(x, h)


def backward(params: Params, cache: Cache, dy: Array) -> tuple[Array, Params]:
    """Backpropagation, from dL/dy to the gradient of the input and of every weight.

        dW2 = h^T dy        db2 = sum of dy over the batch        dh = dy W2^T
        da = dh * (1 - h^2), because tanh'(a) = 1 - tanh(a)^2
        dW1 = x^T da        db1 = sum of da over the batch        dx = da W1^T

    Args:
        params: as in `forward`.
        cache: from `forward`.
        dy: dL/dy (N, K).

    Returns:
        dx (N, D), and the gradients of the weights.

    Raises:
        ValueError: a shape does not fit; TypeError: not an array, or float32 mixed with float64.
    """
    check_fields(Params, params=params)
    check_fields(Cache, cache=cache)
    x, h = cache
    W1, _, W2, _ = params
    bind(W1=(W1, "D H"), W2=(W2, "H K"), x=(x, "N D"), h=(h, "N H"), dy=(dy, "N K"))
    dh = dy @ W2.T
    da = dh * (1 - h * h)
    grads = Params(W1=x.T @ da, b1=da.sum(axis=0), W2=h.T @ dy, b2=dy.sum(axis=0))
    return da @ W1.T, grads


def count_parameters(sizes: Sequence[int]) -> int:
    """Weights and biases of a net with any number of layers: the sum of (n_in + 1) n_out over neighbouring layers.

    Args:
        sizes: units of each layer, from the inputs to the outputs: [3, 4, 2] gives (3 + 1) 4 + (4 + 1) 2 = 26.

    Raises:
        ValueError: fewer than two layers, or a layer without units; TypeError: a size that is not an integer.
    """
    if not isinstance(sizes, (Sequence, np.ndarray)):
        raise TypeError(f"sizes: expected a list of integers, got {type(sizes).__name__}")
    if len(sizes) < 2:
        raise ValueError(f"sizes: expected at least 2 layers (inputs and outputs), got {list(sizes)}")
    for size in sizes:
        check_int(1, size=size)
    return sum((int(n_in) + 1) * int(n_out) for n_in, n_out in pairwise(sizes))
