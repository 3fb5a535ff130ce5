"""Optimisers: pure functions that turn weights and gradients into new weights.

Each is one formula, applied to every array of a tree of weights (see lstmlab.trees). `lr` is a number or a schedule, a
function from the updates made so far to the rate (lstmlab.schedules). Nothing is changed in place, and float32 stays
float32.
"""

import inspect
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lstmlab import schedules, trees
from lstmlab.shapes import Array, check_fields, check_fraction, check_one_of, check_positive
from lstmlab.trees import Tree


class Optimizer(NamedTuple):
    """Two functions, and how they were made.

    init: params -> state; update: (grads, state, params) -> (params, state), gradients first as in JAX and Optax.
    `state` is what the optimiser remembers from one update to the next. name: the call with all options, such as
    "sgd(lr=0.1, momentum=0.9)".
    """

    init: Callable[[Tree], "State"]
    update: Callable[[Tree, "State", Tree], tuple[Tree, "State"]]
    name: str = ""


class State(NamedTuple):
    """What an optimiser remembers.

    t: updates made; memory: by the name in the formula ("v", "m"), a tree in the form of the weights; {} where there is
    nothing to remember.
    """

    t: int
    memory: dict[str, Tree]


def sgd(lr: Any, momentum: float = 0.0) -> Optimizer:
    """Gradient descent, with momentum where asked: v = momentum v + grad, w = w - lr v.

    Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational
    Mathematics and Mathematical Physics 4 (1964), 1-17; the form in Rumelhart, Hinton and Williams (1986).

    Args:
        lr: the learning rate, a number or a schedule.
        momentum: what is kept of the last step; 0 remembers nothing.

    Raises:
        ValueError: a learning rate that is not above 0, or momentum outside [0, 1); TypeError: not a number. From
            `update`: ValueError where grads have another form or shape than params, where the state is another
            optimiser's, or where a schedule gives a rate below 0; TypeError where grads have another dtype than params.
    """
    check_fraction(momentum=momentum)
    beta = float(momentum)  # a NumPy float64 would turn float32 weights into float64

    def plain(w: Array, grad: Array, lr: float, t: int) -> tuple[Any, ...]:
        return (w - lr * grad,)

    def with_momentum(w: Array, grad: Array, lr: float, t: int, v: Array) -> tuple[Any, ...]:
        v = beta * v + grad
        return w - lr * v, v

    if beta == 0:
        return _optimizer("sgd", lr, plain, (), momentum=beta)
    return _optimizer("sgd", lr, with_momentum, ("v",), momentum=beta)


def momentum(lr: Any, beta: float = 0.9) -> Optimizer:
    """Gradient descent with momentum: v = beta v + grad, w = w - lr v. Args, errors and source: as in `sgd`."""
    check_fraction(beta=beta)
    return sgd(lr, momentum=beta)


def nesterov(lr: Any, beta: float = 0.9) -> Optimizer:
    """Nesterov's momentum: the gradient is taken where the velocity is about to carry the weights.

        v = beta v + grad(w)          w = w - lr (grad(w) + beta v)

    The method itself keeps weights u and asks for the gradient at the point ahead of them, u - lr beta v. Here w is
    that point: it is the one that is kept, so that the gradient is taken at the weights as everywhere else. With a
    constant rate both make the same steps, and w = u - lr beta v after each.

    Source: Y. Nesterov, "A method of solving a convex programming problem with convergence rate O(1/k^2)", Soviet
    Mathematics Doklady 27 (1983), 372-376; as momentum: I. Sutskever, J. Martens, G. Dahl and G. Hinton, "On the
    importance of initialization and momentum in deep learning", ICML 2013; the form with w: Y. Bengio, N.
    Boulanger-Lewandowski and R. Pascanu, "Advances in optimizing recurrent networks", ICASSP 2013.

    Args and errors: as in `sgd`; beta is its momentum.
    """
    check_fraction(beta=beta)
    beta = float(beta)

    def rule(w: Array, grad: Array, lr: float, t: int, v: Array) -> tuple[Any, ...]:
        v = beta * v + grad
        return w - lr * (grad + beta * v), v

    return _optimizer("nesterov", lr, rule, ("v",), beta=beta)


def adagrad(lr: Any, eps: float = 1e-8) -> Optimizer:
    """AdaGrad: each weight's rate falls with all the gradients that it has seen.

        s = s + grad^2          w = w - lr grad / (sqrt(s) + eps)

    Source: J. Duchi, E. Hazan and Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
    Optimization", Journal of Machine Learning Research 12 (2011), 2121-2159, in its diagonal form.

    Args:
        lr: the learning rate, a number or a schedule.
        eps: keeps a weight that never had a gradient from 0 / 0.

    Raises:
        ValueError, TypeError: as in `sgd`, and eps that is not above 0.
    """
    check_positive(eps=eps)
    eps = float(eps)

    def rule(w: Array, grad: Array, lr: float, t: int, s: Array) -> tuple[Any, ...]:
        s = s + grad * grad
        return w - lr * grad / (np.sqrt(s) + eps), s

    return _optimizer("adagrad", lr, rule, ("s",), eps=eps)


def rmsprop(lr: Any, decay: float = 0.9, eps: float = 1e-8) -> Optimizer:
    """RMSProp: AdaGrad that forgets, a running mean of the squared gradient instead of its sum.

        s = decay s + (1 - decay) grad^2          w = w - lr grad / (sqrt(s) + eps)

    Source: T. Tieleman and G. Hinton, "Lecture 6.5 - rmsprop", COURSERA: Neural Networks for Machine Learning (2012).

    Args:
        lr: the learning rate, a number or a schedule.
        decay: what is kept of the mean at each update.
        eps: keeps a weight that never had a gradient from 0 / 0.

    Raises:
        ValueError, TypeError: as in `sgd`, decay outside [0, 1), and eps that is not above 0.
    """
    check_positive(eps=eps)
    check_fraction(decay=decay)
    decay, eps = float(decay), float(eps)

    def rule(w: Array, grad: Array, lr: float, t: int, s: Array) -> tuple[Any, ...]:
        s = decay * s + (1 - decay) * grad * grad
        return w - lr * grad / (np.sqrt(s) + eps), s

    return _optimizer("rmsprop", lr, rule, ("s",), decay=decay, eps=eps)


def adam(lr: Any, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8) -> Optimizer:
    """Adam: each weight's step is scaled by the recent size of its own gradient.

        m = beta1 m + (1 - beta1) grad          v = beta2 v + (1 - beta2) grad^2
        w = w - lr * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps),   t = 1, 2, ...

    The divisions by 1 - beta^t correct the start, where m and v are still near their first value, zero.

    Source: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.

    Args:
        lr: the learning rate, a number or a schedule.
        beta1, beta2: what is kept of m and of v at each update.
        eps: keeps a weight that never had a gradient from 0 / 0.

    Raises:
        ValueError, TypeError: as in `sgd`, a beta outside [0, 1), and eps that is not above 0.
    """
    check_positive(eps=eps)
    check_fraction(beta1=beta1, beta2=beta2)
    beta1, beta2, eps = float(beta1), float(beta2), float(eps)

    def rule(w: Array, grad: Array, lr: float, t: int, m: Array, v: Array) -> tuple[Any, ...]:
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad * grad
        return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v

    return _optimizer("adam", lr, rule, ("m", "v"), beta1=beta1, beta2=beta2, eps=eps)


OPTIMIZERS: dict[str, Callable[..., Optimizer]] = {
    rule.__name__: rule for rule in (sgd, momentum, nesterov, adagrad, rmsprop, adam)
}


def by_name(name: str, **options: Any) -> Optimizer:
    """An optimiser by its name: `by_name("adam", lr=0.01)`, for tables of experiments.

    Args:
        name: "sgd", "momentum", "nesterov", "adagrad", "rmsprop" or "adam".
        options: those of the function of that name.

    Raises:
        ValueError: an unknown name; TypeError: an option that this optimiser does not have, or no lr.
    """
    check_one_of(OPTIMIZERS, name=name)
    known = list(inspect.signature(OPTIMIZERS[name]).parameters)
    if "lr" not in options or not set(options) <= set(known):
        raise TypeError(f"options of {name}: expected lr and any of {known[1:]}, got {list(options)}")
    return OPTIMIZERS[name](**options)


def clip_by_global_norm(grads: Tree, max_norm: float) -> tuple[Tree, float]:
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
    check_positive(max_norm=max_norm)
    trees.check_arrays("grads", grads)
    norm = float(np.sqrt(sum(np.vdot(grad, grad).real for _, grad in trees.leaves(grads))))
    if norm <= max_norm or not np.isfinite(norm):  # an infinite norm cannot be scaled away: the caller has to see it
        return grads, norm
    return trees.map(lambda grad: grad * float(max_norm / norm), grads), norm


def clipped(optimizer: Optimizer, max_norm: float) -> Optimizer:
    """The same optimiser, given gradients that are clipped to a global norm first: `clipped(adam(0.01), max_norm=1.0)`.

    Args:
        optimizer: any.
        max_norm: the limit of `clip_by_global_norm`.

    Raises:
        ValueError, TypeError: as in `clip_by_global_norm`, at once.
    """
    check_positive(max_norm=max_norm)
    check_fields(Optimizer, optimizer=optimizer)

    def update(grads: Tree, state: State, params: Tree) -> tuple[Tree, State]:
        return optimizer.update(clip_by_global_norm(grads, max_norm)[0], state, params)

    return Optimizer(optimizer.init, update, f"clipped({optimizer.name}, max_norm={max_norm})")


def _optimizer(name: str, lr: Any, rule: Callable[..., Any], memory: tuple[str, ...], **options: float) -> Optimizer:
    """An optimiser from its rule for one array: (w, grad, lr, t, *memory) -> (w, *memory)."""
    if not callable(lr):
        check_positive(lr=lr)
        lr = float(lr)
    rate = lr if callable(lr) else lambda t: lr

    def init(params: Tree) -> State:
        return State(0, {part: trees.map(np.zeros_like, params) for part in memory})

    def update(grads: Tree, state: State, params: Tree) -> tuple[Tree, State]:
        check_fields(State, state=state)
        if tuple(state.memory) != memory:
            raise ValueError(f"state: expected the memory of {name}, {memory}, got {tuple(state.memory)}")
        _same_kind(params, grads)
        t, now = state.t + 1, _rate(rate(state.t), state.t)
        updated = [rule(w, g, now, t, *rest) for _, w, g, *rest in trees.leaves(params, grads, *state.memory.values())]
        # From one tuple an array to one tree a part: the new weights, then what is remembered.
        new, *remembered = (trees.map(_each(updated, part), params) for part in range(1 + len(memory)))
        return new, State(t, dict(zip(memory, remembered, strict=True)))

    chosen = {"lr": schedules.describe(lr), **options}
    return Optimizer(init, update, f"{name}({', '.join(f'{key}={value}' for key, value in chosen.items())})")


def _each(updated: list[tuple[Any, ...]], part: int) -> Callable[..., Any]:
    column = iter([arrays[part] for arrays in updated])
    return lambda _: next(column)


def _rate(value: Any, t: int) -> float:
    if not math.isfinite(value) or value < 0:
        raise ValueError(f"lr: expected a schedule of rates from 0 on, got {value} after {t} updates")
    return float(value)


def _same_kind(params: Tree, grads: Tree) -> None:
    # NumPy would broadcast a wrong gradient quietly and change the shape of a weight, or its precision.
    for name, w, grad in trees.leaves(params, grads):
        if np.shape(w) != np.shape(grad):
            raise ValueError(f"gradient of {name}: expected {np.shape(w)}, the weight's shape, got {np.shape(grad)}")
        if np.asarray(w).dtype != np.asarray(grad).dtype:
            came, expected = np.asarray(grad).dtype, np.asarray(w).dtype
            raise TypeError(f"gradient of {name}: expected {expected}, the weight's dtype, got {came}")
