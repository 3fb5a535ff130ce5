"""The GRU whose reset gate acts after the product: the form of PyTorch, of cuDNN and of Keras' default.

    r_t = sigmoid(x_t W_xr + b_xr + h_{t-1} W_hr + b_hr)                reset gate
    z_t = sigmoid(x_t W_xz + b_xz + h_{t-1} W_hz + b_hz)                update gate
    m_t = h_{t-1} W_hn + b_hn                                           what the past says to the candidate
    n_t = tanh(x_t W_xn + b_xn + r_t m_t)                               candidate
    h_t = (1 - z_t) n_t + z_t h_{t-1}                                   z_weighs="previous", PyTorch's
    h_t = (1 - z_t) h_{t-1} + z_t n_t                                   z_weighs="candidate"

The weights are packed in the order r z n. All three products with h_{t-1} can be taken as one, which is what makes the
form fast. It is another function than lstmlab.cells.gru, because r and W_hn cannot change places. The second bias
matters for n alone, where r multiplies it; of r and z only the sums b_x + b_h count.

Source: the documentation of torch.nn.GRU; ONNX calls the two forms linear_before_reset 1 and 0, Keras reset_after True
and False.
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
LETTERS = {"W_h": "H 3H", "W_x": "D 3H", "b_x": "3H", "b_h": "3H"}
Z_WEIGHS = ("previous", "candidate")


@dataclass(frozen=True)
class Options:
    """What can be chosen.

    Attributes:
        z_weighs: "previous" or "candidate": what is multiplied by z. The other is multiplied by 1 - z.

    Raises:
        ValueError: an unknown option.
    """

    gates: ClassVar[tuple[str, ...]] = GATES
    z_weighs: str = "previous"

    def __post_init__(self) -> None:
        check_one_of(Z_WEIGHS, z_weighs=self.z_weighs)


DEFAULTS = Options()


class Params(NamedTuple):
    """Weights, packed r z n: W_x (D, 3H), W_h (H, 3H), the biases b_x (3H,) of the input and b_h (3H,) of the state."""

    W_x: Array
    W_h: Array
    b_x: Array
    b_h: Array


class State(NamedTuple):
    """What the cell hands to its next step: h (N, H)."""

    h: Array


class Cache(NamedTuple):
    """What the backward step needs: x (N, D), h_prev (N, H) as it came, and r, z, n, m (N, H), with m = h W_hn + b_hn.

    drop: the recurrent dropout mask (N, H), or None.
    """

    x: Array
    h_prev: Array
    r: Array
    z: Array
    n: Array
    m: Array
    drop: Array | None


def step(
    params: Params, x: Array, state: State, drop: Array | None = None, options: Options = DEFAULTS
) -> tuple[State, Cache]:
    """One step forward: the formulas at the top of lstmlab.cells.gru_reset_after.

    Args:
        params: W_x (D, 3H), W_h (H, 3H), b_x (3H,), b_h (3H,), packed r z n.
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
    b_xr, b_xz, b_xn = split(params.b_x, 3)
    b_hr, b_hz, b_hn = split(params.b_h, 3)
    r = sigmoid(x @ W_xr + b_xr + h_seen @ W_hr + b_hr)
    z = sigmoid(x @ W_xz + b_xz + h_seen @ W_hz + b_hz)
    m = h_seen @ W_hn + b_hn
    n = np.tanh(x @ W_xn + b_xn + r * m)
    h = (1 - z) * h_prev + z * n if options.z_weighs == "candidate" else (1 - z) * n + z * h_prev
    return State(h), Cache(x, h_prev, r, z, n, m, drop)


def step_backward(
    params: Params, cache: Cache, dstate: State, options: Options = DEFAULTS
) -> tuple[Array, State, Params]:
    """One step backward, from dL/dh to the gradient of everything that h was made of.

        dz = dh (h_prev - n)        dn = dh (1 - z)        dh_prev = dh z              z_weighs="previous"
        dz = dh (n - h_prev)        dn = dh z              dh_prev = dh (1 - z)        z_weighs="candidate"
        da_n = dn (1 - n^2)        dr = da_n m        dm = da_n r
        da_r = dr r (1 - r)        da_z = dz z (1 - z)

    and with da_x = [da_r da_z da_n] and da_h = [da_r da_z dm], which differ in the last block alone:

        dx = da_x W_x^T        dW_x = x^T da_x             db_x = sum of da_x over the batch
        dW_h = h_prev^T da_h        db_h = sum of da_h over the batch
        dh_prev = dh_prev + da_h W_h^T

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
    x, h_prev, r, z, n, m, drop = cache
    h_seen = apply_dropout_mask(h_prev, drop)
    dh = dstate.h
    if options.z_weighs == "candidate":
        dz, dn, dh_prev = dh * (n - h_prev), dh * z, dh * (1 - z)
    else:
        dz, dn, dh_prev = dh * (h_prev - n), dh * (1 - z), dh * z
    da_n = dn * (1 - n * n)
    da_r, da_z, dm = da_n * m * r * (1 - r), dz * z * (1 - z), da_n * r
    da_x, da_h = pack(da_r, da_z, da_n), pack(da_r, da_z, dm)
    dh_prev = dh_prev + apply_dropout_mask(da_h @ params.W_h.T, drop)
    grads = Params(W_x=x.T @ da_x, W_h=h_seen.T @ da_h, b_x=da_x.sum(axis=0), b_h=da_h.sum(axis=0))
    return da_x @ params.W_x.T, State(dh_prev), grads


def variant(z_weighs: str = "previous") -> Variant:
    """The cell with its option fixed: `variant("candidate")`. Errors: an unknown option."""
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
    biases = (np.zeros(n_packed, dtype) for _ in ("b_x", "b_h"))
    return Params(np.zeros((n_in, n_packed), dtype), np.zeros((n_hidden, n_packed), dtype), *biases)


def count_parameters(n_in: int, n_hidden: int, options: Options = DEFAULTS) -> int:
    """3 H (D + H + 2) weights: 3 H more than lstmlab.cells.gru, for the second bias."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    return 3 * n_hidden * (n_in + n_hidden + 2)
