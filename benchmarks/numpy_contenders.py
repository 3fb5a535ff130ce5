"""The contenders in NumPy: kernel, reference cell, and the matrix products alone.

A contender is a function without arguments that does one forward and one backward pass; `loss = sum(hs * dhs)`, and
the gradients are those of the weights, of xs and of the initial state.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from benchmarks.plan import GATES, KERNEL, PRODUCTS, REFERENCE, Size
from lstmlab import kernels, trees, unroll
from lstmlab.cells import elman, gru_reset_after, lstm
from lstmlab.kernels import blocks

CELLS: dict[str, Any] = {"lstm": lstm, "gru": gru_reset_after, "elman": elman}


class Problem(NamedTuple):
    """Weights, inputs (T, N, D), the initial state and dL/dhs (T, N, H): the same numbers for all contenders."""

    cell: str
    size: Size
    params: Any
    xs: np.ndarray
    state: Any
    dhs: np.ndarray


class Contender(NamedTuple):
    """run: one forward and backward pass; as_ours: its result as {name: array}, in the layout of lstmlab."""

    run: Callable[[], Any]
    as_ours: Callable[[Any], dict[str, np.ndarray]] | None


def draw(cell: str, size: Size, dtype: str) -> Problem:
    """A problem with random numbers: weights as large as PyTorch starts with, 1 / sqrt(H), and no state of zeros."""
    rng = np.random.default_rng(0)
    T, N, D, H = size
    module = CELLS[cell]

    def normal(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(dtype)

    bound = H**-0.5
    params = trees.map(lambda w: rng.uniform(-bound, bound, w.shape).astype(dtype), module.zeros(D, H))
    state = module.State(*(normal(N, H) for _ in module.State._fields))
    return Problem(cell, size, params, normal(T, N, D), state, normal(T, N, H))


def contenders(problem: Problem) -> dict[str, Contender]:
    """Kernel, reference cell and products for one problem."""
    cell = CELLS[problem.cell]
    _, _, params, xs, state, dhs = problem

    def kernel() -> tuple:
        trace = kernels.forward(cell, params, xs, state)
        return trace.hs, *kernels.backward(cell, params, trace, dhs)

    def reference() -> tuple:
        trace = unroll.forward(cell, params, xs, state)
        return trace.hs, *unroll.backward(cell, params, trace, dhs)

    return {
        KERNEL: Contender(kernel, named),
        REFERENCE: Contender(reference, named),
        PRODUCTS: Contender(products(problem), None),
    }


def named(result: tuple) -> dict[str, np.ndarray]:
    hs, dxs, dstate, grads = result
    return dict(trees.leaves({"hs": hs, "dxs": dxs, "dstate0": dstate, "gradients": grads}))


def products(problem: Problem) -> Callable[[], None]:
    """The kernel's matrix products and nothing else, on arrays that stand in memory as the kernel's do.

    Forward: all weights with [x; 1; h] a step. Backward: W_h with da a step; then, block by block, the gradients of all
    weights as one product and that of xs as another. The numbers in the arrays are random, and results are thrown away.
    """
    rng = np.random.default_rng(1)
    T, N, D, H = problem.size
    packed, stacked_rows = GATES[problem.cell] * H, D + 1 + H
    dtype = problem.xs.dtype

    def normal(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(dtype)

    W, W_x, W_h = normal(stacked_rows, packed).T, normal(D, packed), np.asfortranarray(normal(H, packed))
    stacked, gates, dh = normal(T, stacked_rows, N), normal(T, packed, N), np.empty((H, N), dtype)
    size = blocks.block_size(T, N)
    inputs, das = normal(size * N, stacked_rows), normal(size * N, packed)
    dW, dxs = np.empty((stacked_rows, packed), dtype), np.empty((T * N, D), dtype)
    cuts = [(start * N, stop * N) for start, stop, _ in blocks.from_the_end(T, N, T)]

    def run() -> None:
        for x_1_h, a in zip(stacked, gates, strict=True):
            np.dot(W, x_1_h, a)
        for da in gates[::-1]:
            np.dot(W_h, da, dh)
        for start, stop in cuts:
            np.dot(inputs[: stop - start].T, das[: stop - start], dW)
            np.dot(das[: stop - start], W_x.T, dxs[start:stop])

    return run
