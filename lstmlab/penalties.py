"""Penalties on large weights, against overfitting: L1 and L2, added to the loss and to its gradient.

    P = l1 sum |w| + l2 / 2 sum w^2          dP/dw = l1 sign(w) + l2 w

The sums go over all weights but the biases. L2 pulls each weight towards zero in proportion to its size: with plain
gradient descent an update multiplies it by 1 - lr l2, hence "weight decay". L1 pulls all alike and drives those that
help little to zero. Keras' `l2(s)` is s sum w^2, twice ours.

Source: L2 as weight decay: A. Krogh and J. A. Hertz, "A Simple Weight Decay Can Improve Generalization", NIPS 4 (1992);
L1: R. Tibshirani, "Regression Shrinkage and Selection via the Lasso", Journal of the Royal Statistical Society B 58
(1996), 267-288.
"""

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from lstmlab import trees
from lstmlab.shapes import check_function, check_not_negative, check_text

# "b", "b1", "b_x", "bias", "bias_ih_l0": what a bias is called in this package and in others.
_BIAS = re.compile(r"(b|bias|biases)(\d+|_.*)?")


def is_weight(name: str) -> bool:
    """Whether an array is penalised by default: all but those whose own name, after the last dot, is that of a bias.

    "cell.W_h", "readout.W_y" and the peepholes "p_i" are; "cell.b", "b1", "b_x" and "bias" are not. A bias shifts a
    unit and cannot make the network more curved; its size tells nothing about overfitting.
    """
    check_text(name=name)
    return not _BIAS.fullmatch(name.rpartition(".")[2])


def penalty(params: Any, l1: float = 0.0, l2: float = 0.0, on: Callable[[str], bool] = is_weight) -> tuple[Any, Any]:
    """P = l1 sum |w| + l2 / 2 sum w^2 and its gradient; at w = 0 the gradient of |w| is taken to be 0.

    Args:
        params: a tree of arrays.
        l1, l2: strengths, from 0 on.
        on: name -> bool: which arrays are penalised, by their names in `lstmlab.trees.leaves`.

    Returns:
        The penalty, one number, and its gradient in the form of params, zero where nothing is penalised.

    Raises:
        ValueError: a strength below 0, or `on` chooses no array at all; TypeError: not a number.
    """
    check_not_negative(l1=l1, l2=l2)
    l1, l2 = float(l1), float(l2)
    check_function(on=on)
    trees.check_arrays("params", params)
    names = [name for name, _ in trees.leaves(params)]
    chosen = {name for name in names if on(name)}
    if not chosen:
        raise ValueError(f"on: expected at least one array to be penalised, got none of {names}")
    value: Any = 0.0
    grads = []
    for name, w in trees.leaves(params):
        grad = np.zeros_like(w)
        if name in chosen and l1:
            value = value + l1 * np.abs(w).sum()
            grad = grad + l1 * np.sign(w)
        if name in chosen and l2:
            value = value + 0.5 * l2 * (w * w).sum()
            grad = grad + l2 * w
        grads.append(grad)
    rest = iter(grads)
    return value, trees.map(lambda _: next(rest), params)


def add(
    loss_and_gradients: Callable[..., tuple[Any, ...]],
    l1: float = 0.0,
    l2: float = 0.0,
    on: Callable[[str], bool] = is_weight,
) -> Callable[..., tuple[Any, ...]]:
    """The same function with a penalty added to the loss and to the gradients: what `lstmlab.training.fit` is given.

        fit(params, penalties.add(loss_and_gradients, l2=1e-4), batches, ...)

    The training loss of the history then contains the penalty; a validation loss contains what its function returns.

    Args:
        loss_and_gradients: (params, ...) -> (loss, grads, ...); what follows is passed on.
        l1, l2, on: as in `penalty`.

    Raises:
        ValueError, TypeError: as in `penalty`; the strengths at once, not at the first batch.
    """
    check_function(loss_and_gradients=loss_and_gradients)
    check_not_negative(l1=l1, l2=l2)

    def penalised(params: Any, *batch: Any) -> tuple[Any, ...]:
        loss, grads, *rest = loss_and_gradients(params, *batch)
        extra, derivatives = penalty(params, l1, l2, on)
        return loss + extra, trees.map(np.add, grads, derivatives), *rest

    return penalised
