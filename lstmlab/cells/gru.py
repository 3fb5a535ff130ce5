"""The gated recurrent unit (GRU): two gates and no separate cell. The reset gate acts before the product.

    r_t = sigmoid(x_t W_xr + h_{t-1} W_hr + b_r)                reset gate: how much of the past the candidate sees
    z_t = sigmoid(x_t W_xz + h_{t-1} W_hz + b_z)                update gate
    n_t = tanh(x_t W_xn + (r_t h_{t-1}) W_hn + b_n)             candidate: the new value
    h_t = (1 - z_t) h_{t-1} + z_t n_t                           z_weighs="candidate"
    h_t = (1 - z_t) n_t + z_t h_{t-1}                           z_weighs="previous"

The weights are packed in the order r z n. Both forms of the last line are in use. They are one function once the signs
of W_xz, W_hz and b_z are turned, because 1 - sigmoid(a) = sigmoid(-a).

Source: K. Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder for Statistical Machine Translation",
EMNLP 2014, where z weighs the previous state; J. Chung, C. Gulcehre, K. Cho and Y. Bengio, "Empirical Evaluation of
Gated Recurrent Neural Networks on Sequence Modeling", arXiv:1412.3555, where z weighs the candidate.
"""

import sys
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from lstmlab.cells.arguments import apply_dropout_mask, check_backward, check_step
from lstmlab.cells.variant import Variant
from lstmlab.gates import pack, sigmoid, split
from lstmlab.shapes import Array, check_dtype, check_int, check_one_of

GATES = ("r", "z", "n")
LETTERS = {"W_h": "H 3H", "W_x": "D 3H", "b": "3H"}
Z_WEIGHS = ("candidate", "previous")


@dataclass(frozen=True)
class Options:
    """What can be chosen.

    Attributes:
        z_weighs: "candidate" or "previous": what is multiplied by z. The other is multiplied by 1 - z.

    Raises:
        ValueError: an unknown option.
    """

    gates: ClassVar[tuple[str, ...]] = GATES
    z_weighs: str = "candidate"

    def __post_init__(self) -> None:
        check_one_of(Z_WEIGHS, z_weighs=self.z_weighs)


DEFAULTS = Options()


class Params(NamedTuple):
    """Weights of a GRU, packed r z n: W_x (D, 3H), W_h (H, 3H), b (3H,)."""

    W_x: Array
    W_h: Array
    b: Array


class State(NamedTuple):
    """What the cell hands to its next step: h (N, H)."""

    h: Array


class Cache(NamedTuple):
    """What the backward step needs: x (N, D), h_prev (N, H) as it came, and r, z, n (N, H).

    drop: the recurrent dropout mask (N, H), or None.
    """

    x: Array
    h_prev: Array
    r: Array
    z: Array
    n: Array
    drop: Array | None


def step(
    params: Params, x: Array, state: State, drop: Array | None = None, options: Options = DEFAULTS
) -> tuple[State, Cache]:
    """One step forward: the formulas at the top of lstmlab.cells.gru.

    Args:
        params: W_x (D, 3H), W_h (H, 3H), b (3H,), packed r z n.
        x: input (N, D).
        state: h_prev (N, H).
        drop: recurrent dropout: h_prev is multiplied by it (N, H) before it meets the weights. What the update gate
            keeps of h_prev meets no weight and is not dropped.
        options: what is multiplied by z.

    Returns:
        The new state h (N, H), and the cache for `step_backward`.

    Raises:
        ValueError: a shape does not fit, or the batch is empty; TypeError: not an array, float32 mixed with float64,
            weights or a state of another cell.
    """
    check_step(LETTERS, Params, State, params, x, state)
    h_prev, h_seen = state.h, apply_dropout_mask(state.h, drop)
    W_xr, W_xz, W_xn = split(params.W_x, 3)
    W_hr, W_hz, W_hn = split(params.W_h, 3)
    b_r, b_z, b_n = split(params.b, 3)
    r = sigmoid(x @ W_xr + h_seen @ W_hr + b_r)
    z = sigmoid(x @ W_xz + h_seen @ W_hz + b_z)
    n = np.tanh(x @ W_xn + (r * h_seen) @ W_hn + b_n)
    h = (1 - z) * h_prev + z * n if options.z_weighs == "candidate" else (1 - z) * n + z * h_prev
    return State(h), Cache(x, h_prev, r, z, n, drop)


def step_backward(
    params: Params, cache: Cache, dstate: State, options: Options = DEFAULTS
) -> tuple[Array, State, Params]:
    """One step backward, from dL/dh to the gradient of everything that h was made of.

        dz = dh (n - h_prev)        dn = dh z              dh_prev = dh (1 - z)        z_weighs="candidate"
        dz = dh (h_prev - n)        dn = dh (1 - z)        dh_prev = dh z              z_weighs="previous"
        da_n = dn (1 - n^2)        d(r h_prev) = da_n W_hn^T
        dr = d(r h_prev) h_prev        da_r = dr r (1 - r)        da_z = dz z (1 - z)
        dh_prev = dh_prev + d(r h_prev) r + da_r W_hr^T + da_z W_hz^T

    and with da = [da_r da_z da_n]:

        dx = da W_x^T        dW_x = x^T da        db = sum of da over the batch
        dW_hr = h_prev^T da_r        dW_hz = h_prev^T da_z        dW_hn = (r h_prev)^T da_n

    Args:
        params: as in `step`.
        cache: from `step`.
        dstate: dL/dh (N, H), from the loss at this step and from the step after it together.
        options: as in `step`.

    Returns:
        dx (N, D), the gradient of the previous state (N, H), and the gradients of the weights.

    Raises:
        ValueError, TypeError: as in `step`.
    """
    check_backward(LETTERS, Params, Cache, State, params, cache, dstate)
    x, h_prev, r, z, n, drop = cache
    h_seen = apply_dropout_mask(h_prev, drop)
    W_hr, W_hz, W_hn = split(params.W_h, 3)
    dh = dstate.h
    if options.z_weighs == "candidate":
        dz, dn, dh_prev = dh * (n - h_prev), dh * z, dh * (1 - z)
    else:
        dz, dn, dh_prev = dh * (h_prev - n), dh * (1 - z), dh * z
    da_n = dn * (1 - n * n)
    drh = da_n @ W_hn.T
    da_r, da_z = drh * h_seen * r * (1 - r), dz * z * (1 - z)
    dh_seen = drh * r + da_r @ W_hr.T + da_z @ W_hz.T
    da = pack(da_r, da_z, da_n)
    dW_h = pack(h_seen.T @ da_r, h_seen.T @ da_z, (r * h_seen).T @ da_n)
    grads = Params(W_x=x.T @ da, W_h=dW_h, b=da.sum(axis=0))
    return da @ params.W_x.T, State(dh_prev + apply_dropout_mask(dh_seen, drop)), grads


def variant(z_weighs: str = "candidate") -> Variant:
    """The cell with its option fixed: `variant("previous")`. Errors: an unknown option."""
    return Variant(sys.modules[__name__], Options(z_weighs))


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
    n_packed = 3 * n_hidden
    return Params(np.zeros((n_in, n_packed), dtype), np.zeros((n_hidden, n_packed), dtype), np.zeros(n_packed, dtype))


def count_parameters(n_in: int, n_hidden: int, options: Options = DEFAULTS) -> int:
    """3 H (D + H + 1) weights: three quarters of those of an LSTM."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    return 3 * n_hidden * (n_in + n_hidden + 1)
