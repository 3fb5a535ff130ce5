"""The minimal LSTM: an LSTM whose gates and candidate do not look at the state, and which shows its cell as it is.

    f_t = sigmoid(x_t W_xf + b_f)                forget gate
    i_t = sigmoid(x_t W_xi + b_i)                input gate
    g_t = x_t W_xg + b_g                         candidate: what could be written
    h_t = f_t / (f_t + i_t) h_{t-1} + i_t / (f_t + i_t) g_t

What is kept and what is written add up to one, so that h does not grow with the length of the sequence. There is no
output gate, no tanh and no W_h; h and c are one. With a_t = f_t / (f_t + i_t) and b_t = i_t g_t / (f_t + i_t) it is the
linear recurrence h_t = a_t h_{t-1} + b_t of lstmlab.scan, like the minimal GRU (lstmlab.cells.mingru).

The weights are packed in the order f i g.

Source: L. Feng, F. Tung, M. O. Ahmed, Y. Bengio and H. Hajimirsadeghi, "Were RNNs All We Needed?", arXiv:2410.01201
(2024), section 3.2.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.cells.arguments import apply_dropout_mask, check_backward, check_step
from lstmlab.gates import pack, sigmoid, split
from lstmlab.scan import Affine
from lstmlab.shapes import Array, bind, check_dtype, check_fields, check_int

GATES = ("f", "i", "g")
LETTERS = {"b": "3H", "W_x": "D 3H"}


class Params(NamedTuple):
    """Weights of a minimal LSTM, packed f i g: W_x (D, 3H), b (3H,)."""

    W_x: Array
    b: Array


class State(NamedTuple):
    """What the cell hands to its next step: h (N, H)."""

    h: Array


class Gates(NamedTuple):
    """The gates f and i and the candidate g, of one step (N, H) or of all (T, N, H)."""

    f: Array
    i: Array
    g: Array


class Cache(NamedTuple):
    """What the backward step needs: x (N, D), h_prev (N, H), and the gates.

    drop: the recurrent dropout mask (N, H), or None; nothing depends on it.
    """

    x: Array
    h_prev: Array
    gates: Gates
    drop: Array | None


def coefficients(params: Params, x: Array) -> tuple[Affine, Gates]:
    """What a step does to the state, h -> a h + b, from its input alone: a = f / (f + i), b = i g / (f + i).

    Args:
        params: W_x (D, 3H), b (3H,).
        x: the input of one step (N, D), or those of all steps (T, N, D).

    Returns:
        a and b, and the gates, all (N, H) or (T, N, H).

    Raises:
        ValueError: a shape does not fit; TypeError: not an array, float32 mixed with float64, weights of another cell.
    """
    check_fields(Params, params=params)
    bind(W_x=(params.W_x, "D GH"), b=(params.b, "GH"), x=(x, "N D" if np.ndim(x) == 2 else "T N D"))
    a_f, a_i, g = split(x @ params.W_x + params.b, 3)
    f, i = sigmoid(a_f), sigmoid(a_i)
    kept = _kept(f, i)
    return Affine(kept, (1 - kept) * g), Gates(f, i, g)


def coefficients_backward(gates: Gates, da: Array, db: Array) -> Array:
    """From the gradient of a and b to that of the net inputs, packed f i g: (N, 3H) or (T, N, 3H).

        dk = da - db g        dg = db (1 - k)        with k = f / (f + i), the share that is kept
        da_f = dk k (1 - k) (1 - f)        da_i = -dk k (1 - k) (1 - i)

    Args:
        gates: from `coefficients`.
        da, db: dL/da and dL/db.

    Raises:
        ValueError: shapes that differ; TypeError: not arrays, float32 mixed with float64, or other gates.
    """
    check_fields(Gates, gates=gates)
    letters = "N H" if np.ndim(da) == 2 else "T N H"
    bind(da=(da, letters), db=(db, letters), **{name: (part, letters) for name, part in gates._asdict().items()})
    f, i, g = gates
    kept = _kept(f, i)
    shift = (da - db * g) * kept * (1 - kept)
    return pack(shift * (1 - f), -shift * (1 - i), db * (1 - kept))


def step(params: Params, x: Array, state: State, drop: Array | None = None) -> tuple[State, Cache]:
    """One step forward: the formulas at the top of lstmlab.cells.minlstm.

    Args:
        params: W_x (D, 3H), b (3H,), packed f i g.
        x: input (N, D).
        state: h_prev (N, H).
        drop: recurrent dropout (N, H). h_prev meets no weight here, so it drops nothing.

    Returns:
        The new state h (N, H), and the cache for `step_backward`.

    Raises:
        ValueError: a shape does not fit, or the batch is empty; TypeError: not an array, float32 mixed with float64,
            weights or a state of another cell.
    """
    check_step(LETTERS, Params, State, params, x, state)
    apply_dropout_mask(state.h, drop)  # only to say so if it does not fit
    (a, b), gates = coefficients(params, x)
    return State(a * state.h + b), Cache(x, state.h, gates, drop)


def step_backward(params: Params, cache: Cache, dstate: State) -> tuple[Array, State, Params]:
    """One step backward, from dL/dh to the gradient of everything that h was made of.

        da = dh h_prev        db = dh        dh_prev = dh f / (f + i)

    and with the gradient of the net inputs, `coefficients_backward`, in the place of d:

        dx = d W_x^T        dW_x = x^T d        db = sum of d over the batch

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
    x, h_prev, gates, _ = cache
    dh = dstate.h
    d = coefficients_backward(gates, dh * h_prev, dh)
    return d @ params.W_x.T, State(dh * _kept(gates.f, gates.i)), Params(W_x=x.T @ d, b=d.sum(axis=0))


def zeros(n_in: int, n_hidden: int, dtype: Any = np.float64) -> Params:
    """Weights of the right shapes, all zero: what `lstmlab.init` fills.

    Args:
        n_in, n_hidden: D and H.
        dtype: float64 or float32.

    Raises:
        ValueError: a size below 1, another dtype; TypeError: a size that is not an integer.
    """
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    check_dtype(dtype=dtype)
    return Params(np.zeros((n_in, 3 * n_hidden), dtype), np.zeros(3 * n_hidden, dtype))


def count_parameters(n_in: int, n_hidden: int) -> int:
    """3 H (D + 1) weights: none of them grows with the square of H."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    return 3 * n_hidden * (n_in + 1)


def _kept(f: Array, i: Array) -> Array:
    """f / (f + i), and one half where both are too small to be told from zero."""
    total = f + i
    shut = total == 0
    kept: Array = np.where(shut, 0.5, f / np.where(shut, 1, total)).astype(total.dtype)
    return kept
