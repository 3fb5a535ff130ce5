"""The rectified cell over a whole sequence: the kernel of Elman's cell with max(0, a) in the place of tanh.

The formulas are those of lstmlab.cells.irnn.
"""

import numpy as np

from lstmlab.cells.irnn import Params, State
from lstmlab.kernels import elman
from lstmlab.kernels.elman import Cache
from lstmlab.shapes import Array


def forward(
    params: Params, xs: Array, state: State, mask: Array | None, options: None = None
) -> tuple[Array, State, Cache]:
    """hs (T, N, H), the last state, and what the backward pass needs."""
    return elman.forward(params, xs, state, mask, options, _rectified)


def backward(params: Params, cache: Cache, dhs: Array, dstate: State, k: int) -> tuple[Array, State, Params]:
    """dxs (T, N, D), the gradient of the first state, the gradients of the weights; gradients cut every k steps."""
    return elman.backward(params, cache, dhs, dstate, k, _derivative)


def _rectified(a: Array, out: Array) -> None:
    np.maximum(a, 0, out=out)


def _derivative(hs: Array, out: Array) -> None:
    """1 where a unit is at work, into `out`."""
    np.greater(hs, 0, out=out)
