"""A cell that runs from the last step to the first.

hs = flip(run(cell, flip(xs)))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstmlab.cells.protocol import Cell
from lstmlab.layers.layer import Layer, Run, Trace, layer_of, only_cell
from lstmlab.shapes import Array
from lstmlab.trees import Tree


@dataclass(frozen=True)
class Reversed(Layer):
    """A cell that runs from the last step to the first: step t knows what comes after it, and nothing before.

    It is the backward half of a `Bidirectional` alone. Its output at a step stands at that step, the state before the
    first step is the one it has at the last, and weights and states have the form of its cell.

    Attributes:
        cell: a module of lstmlab.cells, a `Stack` or a `Bidirectional`.

    Raises:
        TypeError: cell is no cell.
    """

    cell: Cell

    def __post_init__(self) -> None:
        layer_of(self.cell)

    def zeros(self, n_in: int, n_hidden: Any, dtype: Any = np.float64) -> Tree:
        return layer_of(self.cell).zeros(n_in, n_hidden, dtype)

    def output_size(self, n_hidden: Any) -> int:
        return layer_of(self.cell).output_size(n_hidden)

    def map(self, function: Callable[..., Any], **trees: Tree) -> Tree:
        return layer_of(self.cell).map(function, **trees)

    def runs(self, path: str = "") -> list[list[Run]]:
        return [[Run(only_cell(self, self.cell), path, alone_backward=True)]]

    def forward(self, params: Tree, xs: Array, state: Tree, mask: Array | None, drop: Tree, fast: bool) -> Trace:
        seen = None if mask is None else mask[::-1]
        part = layer_of(self.cell).forward(params, xs[::-1], state, seen, drop, fast)
        return Trace(part.hs[::-1], part.state, (part,))

    def backward(self, params: Tree, trace: Trace, dhs: Array, dstate: Tree, k: int | None) -> tuple[Array, Tree, Tree]:
        dxs, dfirst, grads = layer_of(self.cell).backward(params, trace.parts[0], dhs[::-1], dstate, k)
        return dxs[::-1], dfirst, grads

    def ends(self, hs: Array) -> list[Array]:
        return layer_of(self.cell).ends(hs[::-1])

    def check_truncation(self, k: int) -> None:
        raise ValueError(f"k: expected None for a Reversed, got {k}: it needs the whole sequence")
