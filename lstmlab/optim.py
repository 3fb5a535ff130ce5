"""Optimisers: pure functions that turn weights and gradients into new weights.

Weights may be any tree of arrays (see lstmlab.trees). Nothing is changed in place; float32 stays float32.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lstmlab import trees
from lstmlab.shapes import positive


class Optimizer(NamedTuple):
    """Two functions.

    init: params -> state; update: (params, grads, state) -> (params, state). `state` is what the optimiser remembers
    from one update to the next.
    """

    init: Callable[[Any], Any]
    update: Callable[[Any, Any, Any], tuple[Any, Any]]


def sgd(lr: float, momentum: float = 0.0) -> Optimizer:
    """Gradient descent, with momentum where asked: v = momentum v + grad, w = w - lr v.

    Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational
    Mathematics and Mathematical Physics 4 (1964), 1-17; the form in Rumelhart, Hinton and Williams (1986).

    Raises:
        ValueError: a learning rate that is not above 0, or momentum outside [0, 1); TypeError: not a number. From
            `update`: ValueError where grads have another form or shape than params.
    """
    positive(lr=lr)
    _fraction(momentum=momentum)
    lr, momentum = float(lr), float(momentum)  # a NumPy float64 would turn float32 weights into float64

    def init(params: Any) -> Any:
        return trees.map(np.zeros_like, params)

    def update(params: Any, grads: Any, velocity: Any) -> tuple[Any, Any]:
        _same_shapes(params, grads)
        velocity = trees.map(lambda v, grad: momentum * v + grad, velocity, grads)
        return trees.map(lambda w, v: w - lr * v, params, velocity), velocity

    return Optimizer(init, update)


class AdamState(NamedTuple):
    """t: updates made; m, v: running means of the gradient and of its square, in the form of the weights."""

    t: int
    m: Any
    v: Any


def adam(lr: float, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8) -> Optimizer:
    """Adam: each weight's step is scaled by the recent size of its own gradient.

        m = beta1 m + (1 - beta1) grad          v = beta2 v + (1 - beta2) grad^2
        w = w - lr * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps),   t = 1, 2, ...

    The divisions by 1 - beta^t correct the start, where m and v are still near their first value, zero.

    Source: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.

    Raises:
        ValueError: a learning rate or eps that is not above 0, or a beta outside [0, 1); TypeError: not a number.
            From `update`: ValueError where grads have another form or shape than params.
    """
    positive(lr=lr, eps=eps)
    _fraction(beta1=beta1, beta2=beta2)
    lr, beta1, beta2, eps = float(lr), float(beta1), float(beta2), float(eps)

    def init(params: Any) -> AdamState:
        zero = trees.map(np.zeros_like, params)
        return AdamState(0, zero, zero)

    def update(params: Any, grads: Any, state: AdamState) -> tuple[Any, AdamState]:
        _same_shapes(params, grads)
        t = state.t + 1
        m = trees.map(lambda m, grad: beta1 * m + (1 - beta1) * grad, state.m, grads)
        v = trees.map(lambda v, grad: beta2 * v + (1 - beta2) * grad * grad, state.v, grads)
        m_scale, v_scale = 1 - beta1**t, 1 - beta2**t
        params = trees.map(lambda w, m, v: w - lr * (m / m_scale) / (np.sqrt(v / v_scale) + eps), params, m, v)
        return params, AdamState(t, m, v)

    return Optimizer(init, update)


def clip_by_global_norm(grads: Any, max_norm: float) -> tuple[Any, float]:
    """Scale all gradients by max_norm / norm where norm, the length of all of them as one vector, is above max_norm.

    All are scaled alike, so that the direction of the step stays as it is.

    Source: R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013,
    algorithm 1.

    Args:
        grads: a tree of arrays.
        max_norm: the limit.

    Returns:
        The gradients, and their norm before clipping.

    Raises:
        ValueError: max_norm that is not above 0; TypeError: not a number.
    """
    positive(max_norm=max_norm)
    norm = float(np.sqrt(sum(np.vdot(grad, grad).real for _, grad in trees.leaves(grads))))
    if norm <= max_norm or not np.isfinite(norm):  # an infinite norm cannot be scaled away: the caller has to see it
        return grads, norm
    return trees.map(lambda grad: grad * float(max_norm / norm), grads), norm


def _fraction(**numbers: Any) -> None:
    for name, value in numbers.items():
        if not isinstance(value, (int, float, np.integer, np.floating)) or isinstance(value, bool):
            raise TypeError(f"{name}: expected a number from 0 to below 1, got {value!r}")
        if not 0 <= value < 1:
            raise ValueError(f"{name}: expected a number from 0 to below 1, got {value}")


def _same_shapes(params: Any, grads: Any) -> None:
    # NumPy would broadcast a wrong gradient quietly and change the shape of a weight.
    for name, w, grad in trees.leaves(params, grads):
        if np.shape(w) != np.shape(grad):
            raise ValueError(f"gradient of {name}: expected {np.shape(w)}, the weight's shape, got {np.shape(grad)}")
