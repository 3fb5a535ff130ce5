"""Elman's simple recurrent network: the new hidden state sees the input and the old hidden state.

    a_t = x_t W_x + h_{t-1} W_h + b
    h_t = tanh(a_t)

Source: J. L. Elman, "Finding Structure in Time", Cognitive Science 14 (1990), 179-211, figure 2. Elman used the
logistic function; tanh is today's usual choice and the one in PyTorch, Keras and ONNX.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.cells.arguments import apply_dropout_mask, check_backward, check_step
from lstmlab.shapes import Array, check_dtype, check_int

# All one block: the cell has no gates.
GATES = ("h",)
LETTERS = {"W_h": "H H", "W_x": "D H", "b": "H"}


class Params(NamedTuple):
    """Weights of an Elman cell: W_x (D, H), W_h (H, H), b (H,)."""

    W_x: Array
    W_h: Array
    b: Array


class State(NamedTuple):
    """What the cell hands to its next step: h (N, H)."""

    h: Array


class Cache(NamedTuple):
    """What the backward step needs of the forward step: x (N, D), h_prev (N, H) as the weights saw it, h (N, H).

    drop: the recurrent dropout mask (N, H), or None.
    """

    x: Array
    h_prev: Array
    h: Array
    drop: Array | None = None


def step(params: Params, x: Array, state: State, drop: Array | None = None) -> tuple[State, Cache]:
    """One step forward: h = tanh(x W_x + h_prev W_h + b).

    Args:
        params: W_x (D, H), W_h (H, H), b (H,).
        x: input (N, D).
        state: h_prev (N, H).
        drop: recurrent dropout: h_prev is multiplied by it (N, H) before it meets the weights.

    Returns:
        The new state h (N, H), and the cache for `step_backward`.

    Raises:
        ValueError: a shape does not fit, or the batch is empty; TypeError: not an array, float32 mixed with float64,
            weights or a state of another cell.
    """
    check_step(LETTERS, Params, State, params, x, state)
    W_x, W_h, b = params
    h_prev = apply_dropout_mask(state.h, drop)
    h = np.tanh(x @ W_x + h_prev @ W_h + b)
    return State(h), Cache(x, h_prev, h, drop)


def step_backward(params: Params, cache: Cache, dstate: State) -> tuple[Array, State, Params]:
    """One step backward, from dL/dh to the gradient of everything that h was made of.

    With da = dh * (1 - h^2):

        dx = da W_x^T        dh_prev = da W_h^T
        dW_x = x^T da        dW_h = h_prev^T da        db = sum of da over the batch

    Args:
        params: as in `step`.
        cache: from `step`.
        dstate: dL/dh (N, H), from the loss at this step and from the step after it together.

    Returns:
        dx (N, D), the gradient of the previous state (N, H), and the gradients of the weights.

    Raises:
        ValueError, TypeError: as in `step`.
    """
    check_backward(LETTERS, Params, Cache, State, params, cache, dstate)
    x, h_prev, h, drop = cache
    da = dstate.h * (1 - h * h)
    dh_prev = apply_dropout_mask(da @ params.W_h.T, drop)
    grads = Params(W_x=x.T @ da, W_h=h_prev.T @ da, b=da.sum(axis=0))
    return da @ params.W_x.T, State(dh_prev), grads


def zeros(n_in: int, n_hidden: int, dtype: Any = np.float64) -> Params:
    """Weights of the right shapes, all zero: what `lstmlab.init` fills. Errors: sizes that are no numbers from 1 on."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    check_dtype(dtype=dtype)
    return Params(np.zeros((n_in, n_hidden), dtype), np.zeros((n_hidden, n_hidden), dtype), np.zeros(n_hidden, dtype))


def count_parameters(n_in: int, n_hidden: int) -> int:
    """H (D + H + 1) weights: a row for each input, each hidden unit and the bias."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    return n_hidden * (n_in + n_hidden + 1)
