"""The simple recurrent network with rectified units, which starts as the identity: IRNN.

    a_t = x_t W_x + h_{t-1} W_h + b
    h_t = max(0, a_t)

It is Elman's cell with another function in the place of tanh, and has its weights and its state. Where a unit is at
work the derivative is 1, however large: nothing is squashed. With W_h = I and b = 0 a state that is not below zero
stays as it is, and so does its gradient; `lstmlab.init` starts it there. Nothing bounds the state either: a W_h that
stretches lets it grow without end.

PyTorch calls it nn.RNN(nonlinearity="relu"), Keras SimpleRNN(activation="relu"), ONNX an RNN with the activation Relu.

Source: Q. V. Le, N. Jaitly and G. E. Hinton, "A Simple Way to Initialize Recurrent Networks of Rectified Linear Units",
arXiv:1504.00941 (2015), sections 2 and 4.
"""

import numpy as np

from lstmlab.cells.arguments import apply_dropout_mask, check_backward, check_step
from lstmlab.cells.elman import GATES, LETTERS, Cache, Params, State, count_parameters, zeros
from lstmlab.shapes import Array

__all__ = ["GATES", "LETTERS", "Cache", "Params", "State", "count_parameters", "step", "step_backward", "zeros"]


def step(params: Params, x: Array, state: State, drop: Array | None = None) -> tuple[State, Cache]:
    """One step forward: h = max(0, x W_x + h_prev W_h + b).

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
    a = x @ W_x + h_prev @ W_h + b
    # The real part decides: a complex step along the imaginary axis stays on its side of the bend. NaN stays NaN.
    h = np.where(a.real < 0, 0, a)
    return State(h), Cache(x, h_prev, h, drop)


def step_backward(params: Params, cache: Cache, dstate: State) -> tuple[Array, State, Params]:
    """One step backward, from dL/dh to the gradient of everything that h was made of.

    With da = dh where h > 0, and 0 elsewhere, at the bend itself too:

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
    da = dstate.h * (h.real > 0)
    dh_prev = apply_dropout_mask(da @ params.W_h.T, drop)
    grads = Params(W_x=x.T @ da, W_h=h_prev.T @ da, b=da.sum(axis=0))
    return da @ params.W_x.T, State(dh_prev), grads
