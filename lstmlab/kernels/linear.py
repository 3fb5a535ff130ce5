"""Cells that are linear in their state, over a whole sequence: one product for all inputs, one scan for all states.

There is no loop over time. A cell says what its steps do to the state, `coefficients`, and `lstmlab.scan` does it.
Where a sequence has no input, its step is a = 1, b = 0: the state stays.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab import scan
from lstmlab.shapes import Array


class Cache(NamedTuple):
    """What the backward pass needs.

    xs: (T, N, D); gates: of the cell, (T, N, H) each; a, hs: (T, N, H); h0: (N, H); mask: (T, N) or None.
    """

    xs: Array
    gates: Any
    a: Array
    hs: Array
    h0: Array
    mask: Array | None


class Kernel:
    """The kernel of a cell that has `coefficients` and `coefficients_backward`, such as `lstmlab.cells.mingru`."""

    def __init__(self, cell: Any) -> None:
        self.cell = cell

    def forward(
        self, params: Any, xs: Array, state: Any, mask: Array | None, options: None = None
    ) -> tuple[Array, Any, Cache]:
        """hs (T, N, H), the last state, and what the backward pass needs."""
        (a, b), gates = self.cell.coefficients(params, xs)
        if mask is not None:
            a[~mask], b[~mask] = 1, 0
        hs = scan.prefix(a, b, state.h)
        return hs, self.cell.State(hs[-1].copy()), Cache(xs, gates, a, hs, state.h, mask)

    def backward(self, params: Any, cache: Cache, dhs: Array, dstate: Any, k: int) -> tuple[Array, Any, Any]:
        """dxs (T, N, D), the gradient of the first state, the gradients of the weights; gradients cut every k steps."""
        a = cache.a
        if k < len(a):
            # What a step hands to the one before it goes through its a; da is that of the step itself, and remains.
            a = a.copy()
            a[k::k] = 0
        da, db, dh0 = scan.prefix_backward(a, cache.hs, cache.h0, dhs, dstate.h)
        if cache.mask is not None:
            da[~cache.mask], db[~cache.mask] = 0, 0
        d = self.cell.coefficients_backward(cache.gates, da, db)
        dW_x = np.tensordot(cache.xs, d, axes=((0, 1), (0, 1)))
        return d @ params.W_x.T, self.cell.State(dh0), self.cell.Params(W_x=dW_x, b=d.sum(axis=(0, 1)))
