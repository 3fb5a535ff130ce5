"""The LSTM with peepholes: the gates see the cell also when the output gate hides it.

    i_t = sigmoid(x_t W_xi + h_{t-1} W_hi + b_i + p_i c_{t-1})      input gate
    f_t = sigmoid(x_t W_xf + h_{t-1} W_hf + b_f + p_f c_{t-1})      forget gate
    g_t = tanh(x_t W_xg + h_{t-1} W_hg + b_g)                       candidate
    c_t = f_t c_{t-1} + i_t g_t
    o_t = sigmoid(x_t W_xo + h_{t-1} W_ho + b_o + p_o c_t)          output gate: it sees the new cell
    h_t = o_t tanh(c_t)

The weights are packed in the order i f g o. A peephole is one number a unit: each cell is seen by its own gates only.

Source: F. A. Gers and J. Schmidhuber, "Recurrent Nets that Time and Count", IJCNN 2000; F. A. Gers, N. N. Schraudolph
and J. Schmidhuber, "Learning Precise Timing with LSTM Recurrent Networks", Journal of Machine Learning Research 3
(2002), 115-143. Both truncate the gradient (`step_backward`); the exact one is that of A. Graves and J. Schmidhuber,
Neural Networks 18 (2005), 602-610.
"""

import sys
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from lstmlab.cells.arguments import apply_dropout_mask, check_backward, check_step
from lstmlab.cells.variant import Variant
from lstmlab.gates import pack, sigmoid, split
from lstmlab.shapes import Array, check_dtype, check_int, check_one_of

GATES = ("i", "f", "g", "o")
LETTERS = {"W_h": "H 4H", "W_x": "D 4H", "b": "4H", "p_i": "H", "p_f": "H", "p_o": "H"}
GRADIENTS = ("exact", "truncated")


@dataclass(frozen=True)
class Options:
    """What can be chosen.

    Attributes:
        gradient: "exact" or "truncated"; it matters to `step_backward` alone.

    Raises:
        ValueError: an unknown option.
    """

    gates: ClassVar[tuple[str, ...]] = GATES
    gradient: str = "exact"

    def __post_init__(self) -> None:
        check_one_of(GRADIENTS, gradient=self.gradient)


DEFAULTS = Options()


class Params(NamedTuple):
    """Weights, packed i f g o: W_x (D, 4H), W_h (H, 4H), b (4H,), and the peepholes p_i, p_f, p_o (H,)."""

    W_x: Array
    W_h: Array
    b: Array
    p_i: Array
    p_f: Array
    p_o: Array


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


def step(
    params: Params, x: Array, state: State, drop: Array | None = None, options: Options = DEFAULTS
) -> tuple[State, Cache]:
    """One step forward: the six formulas at the top of lstmlab.cells.peephole.

    Args:
        params: W_x (D, 4H), W_h (H, 4H), b (4H,), packed i f g o; p_i, p_f, p_o (H,).
        x: input (N, D).
        state: h_prev and c_prev (N, H).
        drop: recurrent dropout: h_prev is multiplied by it (N, H) before it meets the weights. Peepholes see all of c.
        options: of no matter here: the step is the same for both gradients.

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
    i = sigmoid(x @ W_xi + h_prev @ W_hi + b_i + params.p_i * c_prev)
    f = sigmoid(x @ W_xf + h_prev @ W_hf + b_f + params.p_f * c_prev)
    g = np.tanh(x @ W_xg + h_prev @ W_hg + b_g)
    c = f * c_prev + i * g
    o = sigmoid(x @ W_xo + h_prev @ W_ho + b_o + params.p_o * c)
    h = o * np.tanh(c)
    return State(h, c), Cache(x, h_prev, c_prev, i, f, g, o, c, drop)


def step_backward(
    params: Params, cache: Cache, dstate: State, options: Options = DEFAULTS
) -> tuple[Array, State, Params]:
    """One step backward, from dL/dh and dL/dc to the gradient of everything that they were made of.

        do = dh tanh(c)        da_o = do o (1 - o)
        dc = dc + dh o (1 - tanh(c)^2) + da_o p_o       the cell is used three times: by h, by o and by the next step
        di = dc g        df = dc c_prev        dg = dc i
        da_i = di i (1 - i)        da_f = df f (1 - f)        da_g = dg (1 - g^2)
        dc_prev = dc f + da_i p_i + da_f p_f            ... and so was the old cell: by c, by i and by f
        dp_i = sum of da_i c_prev        dp_f = sum of da_f c_prev        dp_o = sum of da_o c, over the batch

    and with da = [da_i da_f da_g da_o]:

        dx = da W_x^T        dh_prev = da W_h^T
        dW_x = x^T da        dW_h = h_prev^T da        db = sum of da over the batch

    With gradient="truncated", the papers' rule, an error that has reached the net input of a gate or of the candidate
    changes the weights there and goes no further: dh_prev = 0, and no error passes through a peephole into the cell,
    so that the three terms with p above vanish. What goes back in time is dc f alone. dx remains.

    Args:
        params: as in `step`.
        cache: from `step`.
        dstate: dL/dh and dL/dc (N, H), from the loss at this step and from the step after it together.
        options: the gradient.

    Returns:
        dx (N, D), the gradient of the previous state, and the gradients of the weights.

    Raises:
        ValueError, TypeError: as in `step`.
    """
    check_backward(LETTERS, Params, Cache, State, params, cache, dstate)
    x, h_prev, c_prev, i, f, g, o, c, drop = cache
    tanh_c = np.tanh(c)
    da_o = dstate.h * tanh_c * o * (1 - o)
    dc = dstate.c + dstate.h * o * (1 - tanh_c * tanh_c)
    if options.gradient == "exact":
        dc = dc + da_o * params.p_o
    da_i, da_f, da_g = dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g * g)
    da = pack(da_i, da_f, da_g, da_o)
    dh_prev, dc_prev = np.zeros_like(h_prev), dc * f
    if options.gradient == "exact":
        dh_prev, dc_prev = apply_dropout_mask(da @ params.W_h.T, drop), dc_prev + da_i * params.p_i + da_f * params.p_f
    grads = Params(
        W_x=x.T @ da,
        W_h=h_prev.T @ da,
        b=da.sum(axis=0),
        p_i=(da_i * c_prev).sum(axis=0),
        p_f=(da_f * c_prev).sum(axis=0),
        p_o=(da_o * c).sum(axis=0),
    )
    return da @ params.W_x.T, State(dh_prev, dc_prev), grads


def variant(gradient: str = "exact") -> Variant:
    """The cell with its option fixed: `variant("truncated")`. Errors: an unknown option."""
    return Variant(sys.modules[__name__], Options(gradient))


def zeros(n_in: int, n_hidden: int, dtype: Any = np.float64, options: Options = DEFAULTS) -> Params:
    """Weights of the right shapes, all zero: what `lstmlab.init` fills.

    Args:
        n_in, n_hidden: D and H.
        dtype: float64 or float32.
        options: of no matter here: all have the same weights.

    Raises:
        ValueError: a size below 1, another dtype; TypeError: a size that is not an integer.
    """
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    check_dtype(dtype=dtype)
    n_packed = 4 * n_hidden
    return Params(
        np.zeros((n_in, n_packed), dtype),
        np.zeros((n_hidden, n_packed), dtype),
        np.zeros(n_packed, dtype),
        *(np.zeros(n_hidden, dtype) for _ in ("p_i", "p_f", "p_o")),
    )


def count_parameters(n_in: int, n_hidden: int, options: Options = DEFAULTS) -> int:
    """4 H (D + H + 1) + 3 H weights: those of the LSTM, and three peepholes a unit."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    return 4 * n_hidden * (n_in + n_hidden + 1) + 3 * n_hidden
