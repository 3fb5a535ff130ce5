"""The readout: a linear layer from the hidden states to the outputs.

    y_t = h_t W_y + b_y

"many-to-many" reads every step, "many-to-one" only the last. There is no squashing: a loss such as
`lstmlab.losses.softmax_cross_entropy` brings its own.

Which step is the last depends on the direction, and `last` knows it: the backward half of a Bidirectional has seen the
whole sequence at step 0, while its output at the last step knows one input only.
"""

from typing import NamedTuple

import numpy as np

from lstmlab.cells.protocol import Cell
from lstmlab.gates import pack, split
from lstmlab.layers import layer_of
from lstmlab.shapes import Array, bind, check_fields, check_int, check_one_of

MODES = ("many-to-many", "many-to-one")


class Params(NamedTuple):
    """Weights of the readout: W_y (H, K), b_y (K,)."""

    W_y: Array
    b_y: Array


def forward(params: Params, hs: Array, mode: str = "many-to-many") -> Array:
    """Outputs y_t = h_t W_y + b_y.

    Args:
        params: W_y (H, K), b_y (K,).
        hs: hidden states (T, N, H), time first.
        mode: "many-to-many" or "many-to-one".

    Returns:
        ys (T, N, K), or y (N, K) of the last step for "many-to-one".

    Raises:
        ValueError: a shape does not fit, no steps, or an unknown mode.
        TypeError: not an array, or float32 mixed with float64.
    """
    _bind(params, hs, mode)
    ys: Array = (hs if mode == "many-to-many" else hs[-1]) @ params.W_y + params.b_y
    return ys


def backward(params: Params, hs: Array, dys: Array, mode: str = "many-to-many") -> tuple[Array, Params]:
    """From dL/dy to the gradient of the hidden states and of the weights.

        dh_t = dy_t W_y^T        dW_y = sum over t of h_t^T dy_t        db_y = sum of dy over steps and batch

    Args:
        params, hs, mode: as in `forward`.
        dys: dL/dy, (T, N, K) or, for "many-to-one", (N, K).

    Returns:
        dhs (T, N, H), zero at every step that was not read, and the gradients of the weights.

    Raises:
        ValueError, TypeError: as in `forward`.
    """
    sizes = _bind(params, hs, mode)
    every_step = mode == "many-to-many"
    bind(sizes, hs=(hs, "T N H"), dys=(dys, "T N K" if every_step else "N K"))
    read = hs if every_step else hs[-1:]
    dread = dys if every_step else dys[None]
    dhs = dread @ params.W_y.T
    if not every_step:
        dhs = np.concatenate([np.zeros_like(dhs, shape=(len(hs) - 1, *dhs.shape[1:])), dhs])
    return dhs, Params(W_y=np.einsum("tnh,tnk->hk", read, dread), b_y=dread.sum(axis=(0, 1)))


def last(cell: Cell, hs: Array) -> Array:
    """The outputs of a cell, a Stack or a Bidirectional once each direction has seen everything.

    Args:
        cell: what made hs.
        hs: (T, N, H) from `lstmlab.layers.forward`.

    Returns:
        (N, H): hs[-1], but hs[0] in the columns of a half that runs backward.

    Raises:
        ValueError: hs is not (T, N, H) or has no steps; TypeError: not an array, or cell that is no cell.
    """
    if bind(hs=(hs, "T N H"))["T"] == 0:
        raise ValueError(f"hs: expected at least one step, got (T, N, H) = {hs.shape}")
    return pack(*layer_of(cell).ends(hs))


def last_backward(cell: Cell, dlast: Array, n_steps: int) -> Array:
    """From the gradient of `last` (N, H) to dhs (T, N, H), T = n_steps: zero wherever `last` did not read.

    Raises:
        ValueError: dlast is not (N, H), or n_steps below 1; TypeError: not an array, not an integer.
    """
    bind(dlast=(dlast, "N H"))
    check_int(1, n_steps=n_steps)
    dhs = np.zeros((n_steps, *dlast.shape), dlast.dtype)
    ends = layer_of(cell).ends(dhs)
    for end, part in zip(ends, split(dlast, len(ends)), strict=True):
        end[...] = part
    return dhs


def count_parameters(n_hidden: int, n_out: int) -> int:
    """(H + 1) K weights: a row for each hidden unit and the bias. Errors: sizes that are no numbers from 1 on."""
    check_int(1, n_hidden=n_hidden, n_out=n_out)
    return (n_hidden + 1) * n_out


def _bind(params: Params, hs: Array, mode: str) -> dict[str, int]:
    check_one_of(MODES, mode=mode)
    check_fields(Params, params=params)
    sizes = bind(W_y=(params.W_y, "H K"), b_y=(params.b_y, "K"), hs=(hs, "T N H"))
    if sizes["T"] == 0:
        raise ValueError(f"hs: expected at least one step, got (T, N, H) = {hs.shape}")
    return sizes
