"""The LSTM with a forget gate: three gates decide what a cell takes up, keeps and shows.

    i_t = sigmoid(x_t W_xi + h_{t-1} W_hi + b_i)        input gate: how much of the candidate is written
    f_t = sigmoid(x_t W_xf + h_{t-1} W_hf + b_f)        forget gate: how much of the cell is kept
    g_t = tanh(x_t W_xg + h_{t-1} W_hg + b_g)           candidate: what could be written
    o_t = sigmoid(x_t W_xo + h_{t-1} W_ho + b_o)        output gate: how much of the cell is shown
    c_t = f_t c_{t-1} + i_t g_t
    h_t = o_t tanh(c_t)

The weights are packed in the order i f g o: W_x = [W_xi W_xf W_xg W_xo].

Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), 1735-1780; the forget
gate: F. A. Gers, J. Schmidhuber and F. Cummins, "Learning to Forget: Continual Prediction with LSTM", Neural
Computation 12 (2000), 2451-2471. Both squash the candidate and the cell in other ranges and truncate the gradient; the
form here, tanh with the exact gradient, is that of A. Graves and J. Schmidhuber, Neural Networks 18 (2005), 602-610,
without its peepholes.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.cells.arguments import apply_dropout_mask, check_backward, check_step
from lstmlab.gates import pack, sigmoid, split
from lstmlab.shapes import Array, check_dtype, check_int

GATES = ("i", "f", "g", "o")
LETTERS = {"W_h": "H 4H", "W_x": "D 4H", "b": "4H"}


class Params(NamedTuple):
    """Weights of an LSTM, packed i f g o: W_x (D, 4H), W_h (H, 4H), b (4H,)."""

    W_x: Array
    W_h: Array
    b: Array


class State(NamedTuple):
    """What the cell hands to its next step: its output h (N, H) and the cell state c (N, H)."""

    h: Array
    c: Array


class Cache(NamedTuple):
    """What the backward step needs: x (N, D), h_prev (N, H) as the weights saw it, and c_prev, i, f, g, o, c (N, H).

    drop: the recurrent dropout mask (N, H), or None.
    """

    x: Array
    h_prev: Array
    c_prev: Array
    i: Array
    f: Array
    g: Array
    o: Array
    c: Array
    drop: Array | None


def step(params: Params, x: Array, state: State, drop: Array | None = None) -> tuple[State, Cache]:
    """One step forward: the six formulas at the top of lstmlab.cells.lstm.

    Args:
        params: W_x (D, 4H), W_h (H, 4H), b (4H,), packed i f g o.
        x: input (N, D).
        state: h_prev and c_prev (N, H).
        drop: recurrent dropout: h_prev is multiplied by it (N, H) before it meets the weights.

    Returns:
        The new state (h, c), and the cache for `step_backward`.

    Raises:
        ValueError: a shape does not fit, or the batch is empty; TypeError: not an array, float32 mixed with float64,
            weights or a state of another cell.
    """
    check_step(LETTERS, Params, State, params, x, state)
    h_prev, c_prev = apply_dropout_mask(state.h, drop), state.c
    W_xi, W_xf, W_xg, W_xo = split(params.W_x, 4)
    W_hi, W_hf, W_hg, W_ho = split(params.W_h, 4)
    b_i, b_f, b_g, b_o = split(params.b, 4)
    i = sigmoid(x @ W_xi + h_prev @ W_hi + b_i)
    f = sigmoid(x @ W_xf + h_prev @ W_hf + b_f)
    g = np.tanh(x @ W_xg + h_prev @ W_hg + b_g)
    o = sigmoid(x @ W_xo + h_prev @ W_ho + b_o)
    c = f * c_prev + i * g
    h = o * np.tanh(c)
    return State(h, c), Cache(x, h_prev, c_prev, i, f, g, o, c, drop)


def step_backward(params: Params, cache: Cache, dstate: State) -> tuple[Array, State, Params]:
    """One step backward, from dL/dh and dL/dc to the gradient of everything that they were made of.

        do = dh tanh(c)
        dc = dc + dh o (1 - tanh(c)^2)              the cell is used twice: by h and by the next step
        di = dc g        df = dc c_prev        dg = dc i        dc_prev = dc f
        da_i = di i (1 - i)    da_f = df f (1 - f)    da_g = dg (1 - g^2)    da_o = do o (1 - o)

    and with da = [da_i da_f da_g da_o]:

        dx = da W_x^T        dh_prev = da W_h^T
        dW_x = x^T da        dW_h = h_prev^T da        db = sum of da over the batch

    Args:
        params: as in `step`.
        cache: from `step`.
        dstate: dL/dh and dL/dc (N, H), from the loss at this step and from the step after it together.

    Returns:
        dx (N, D), the gradient of the previous state, and the gradients of the weights.

    Raises:
        ValueError, TypeError: as in `step`.
    """
    check_backward(LETTERS, Params, Cache, State, params, cache, dstate)
    x, h_prev, c_prev, i, f, g, o, c, drop = cache
    tanh_c = np.tanh(c)
    do = dstate.h * tanh_c
    dc = dstate.c + dstate.h * o * (1 - tanh_c * tanh_c)
    di, df, dg, dc_prev = dc * g, dc * c_prev, dc * i, dc * f
    da = pack(di * i * (1 - i), df * f * (1 - f), dg * (1 - g * g), do * o * (1 - o))
    dh_prev = apply_dropout_mask(da @ params.W_h.T, drop)
    grads = Params(W_x=x.T @ da, W_h=h_prev.T @ da, b=da.sum(axis=0))
    return da @ params.W_x.T, State(dh_prev, dc_prev), grads


def zeros(n_in: int, n_hidden: int, dtype: Any = np.float64) -> Params:
    """Weights of the right shapes, all zero: what `lstmlab.init` fills. Errors: sizes that are no numbers from 1 on."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    check_dtype(dtype=dtype)
    n_packed = 4 * n_hidden
    return Params(np.zeros((n_in, n_packed), dtype), np.zeros((n_hidden, n_packed), dtype), np.zeros(n_packed, dtype))


def count_parameters(n_in: int, n_hidden: int) -> int:
    """4 H (D + H + 1) weights: four times those of an Elman cell. PyTorch, with two bias vectors, has 4 H more."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    return 4 * n_hidden * (n_in + n_hidden + 1)
