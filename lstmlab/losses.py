"""Losses: what is to be made small, each returned together with its gradient."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, bind_any, check_function
from lstmlab.unroll import check_mask

# Axes of outputs by their number, as the docstrings of the cells call them.
_LETTERS = {0: "", 1: "N", 2: "N K", 3: "T N K"}


def mse(y: Array, target: Array) -> tuple[Any, Array]:
    """Mean squared error: L = mean of (y - target)^2 over all numbers, dL/dy = 2 (y - target) / count.

    Args:
        y: outputs of any shape, such as (N, K) or (T, N, K).
        target: what they should be, of the same shape.

    Returns:
        The loss, one number, and dL/dy in the shape of y.

    Raises:
        ValueError: shapes that differ (they are never broadcast), or no numbers at all; TypeError: not arrays, or
            float32 mixed with float64.
    """
    letters = _LETTERS.get(np.ndim(y), " ".join(f"axis{k}" for k in range(np.ndim(y))))
    bind(y=(y, letters), target=(target, letters))
    if y.size == 0:
        raise ValueError(f"y: expected at least one number, got shape {y.shape}")
    difference = y - target
    return (difference * difference).mean(), 2 * difference / y.size


def softmax(logits: Array) -> Array:
    """Probabilities p_k = exp(z_k) / sum over j of exp(z_j), along the last axis.

    The largest logit of each row is subtracted first. That changes nothing in exact arithmetic and keeps exp from
    overflowing: logits of 1000 are fine.

    Args:
        logits: z, (..., K).

    Returns:
        p (..., K), positive, each row with sum 1.

    Raises:
        ValueError: no classes; TypeError: not an array of numbers.
    """
    _classes(logits)
    exps = np.exp(logits - logits.real.max(axis=-1, keepdims=True))
    probabilities: Array = exps / exps.sum(axis=-1, keepdims=True)
    return probabilities


def softmax_cross_entropy(logits: Array, labels: Array) -> tuple[Any, Array]:
    """Cross-entropy of softmax probabilities: L = mean over rows of -log p_label, dL/dz = (p - one-hot) / rows.

    The logarithm is taken of the sum, not of the probability, which may be too small to be represented:
    -log p_label = log sum over j of exp(z_j - z_max) - (z_label - z_max).

    Args:
        logits: z, (N, K) or (T, N, K): any number of axes in front of the classes.
        labels: integers from 0 to K - 1, (N,) or (T, N): the shape of logits without its last axis.

    Returns:
        The loss in nats, one number, and dL/dlogits in the shape of logits.

    Raises:
        ValueError: shapes that do not fit, no rows, or a label outside 0 .. K - 1; TypeError: labels that are not whole
            numbers, or logits that are not an array of numbers.
    """
    n_classes = _classes(logits)
    if not isinstance(labels, np.ndarray) or labels.dtype.kind not in "iu":
        kind = f"dtype {labels.dtype}" if isinstance(labels, np.ndarray) else type(labels).__name__
        raise TypeError(f"labels: expected an array of integers, got {kind}")
    if labels.shape != logits.shape[:-1]:
        raise ValueError(
            f"labels: expected {logits.shape[:-1]}, the shape of logits without its last axis, got {labels.shape}"
        )
    if labels.size == 0:
        raise ValueError(f"logits: expected at least one row, got shape {logits.shape}")
    if labels.min() < 0 or labels.max() >= n_classes:
        wrong = labels.min() if labels.min() < 0 else labels.max()
        raise ValueError(f"labels: expected numbers from 0 to {n_classes - 1} (K = {n_classes}), got {wrong}")
    shifted = logits - logits.real.max(axis=-1, keepdims=True)
    exps = np.exp(shifted)
    totals = exps.sum(axis=-1, keepdims=True)
    right = np.take_along_axis(shifted, labels[..., None], axis=-1)
    loss = (np.log(totals) - right).mean()
    dlogits = exps / totals
    one_hot = np.arange(n_classes) == labels[..., None]
    return loss, (dlogits - one_hot) / labels.size


def masked(
    loss: Callable[[Array, Array], tuple[Any, Array]], mask: Array
) -> Callable[[Array, Array], tuple[Any, Array]]:
    """The same loss over the steps that have an input, and no others: for sequences of unequal length.

    Every step with an input counts the same, whichever sequence it is from. Outputs and targets at padded steps are not
    looked at: they may be anything, a label of -1 too.

    Args:
        loss: (y, target) -> (loss, dy) that takes rows (N, K), such as `mse` or `softmax_cross_entropy`.
        mask: (T, N), True where there is an input, as in `lstmlab.unroll.forward`.

    Returns:
        (ys, targets) -> (loss, dys), with ys (T, N, K) and dys zero where mask is False.

    Raises:
        ValueError: mask is True nowhere, or, when called, ys or targets have another T or N.
        TypeError: mask is no array of booleans, or, when called, ys or targets are no arrays.
    """
    check_function(loss=loss)
    check_mask(mask, {})
    if not mask.any():
        raise ValueError("mask: expected at least one step with an input, got none")

    def over_inputs(ys: Array, targets: Array) -> tuple[Any, Array]:
        sizes = dict(zip("TN", mask.shape, strict=True))
        bind(sizes, ys=(ys, "T N K"))
        bind_any(sizes, targets=(targets, "T N" if np.ndim(targets) == 2 else "T N K"))
        value, drows = loss(ys[mask], targets[mask])
        dys = np.zeros(ys.shape, drows.dtype)
        dys[mask] = drows
        return value, dys

    return over_inputs


def _classes(logits: Array) -> int:
    letters = " ".join([*(f"axis{k}" for k in range(np.ndim(logits) - 1)), "K"])
    n_classes = bind(logits=(logits, letters))["K"]
    if n_classes == 0:
        raise ValueError(f"logits: expected at least one class (K >= 1), got shape {logits.shape}")
    return n_classes
