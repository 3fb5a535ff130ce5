"""A cell in both directions.

hs = [run(cell, xs), flip(run(cell, flip(xs)))]    two sets of weights, the halves side by side
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lstmlab.cells.protocol import Cell
from lstmlab.gates import pack, split
from lstmlab.layers.layer import Layer, Run, Trace, layer_of, only_cell
from lstmlab.shapes import Array, check_fields
from lstmlab.trees import Tree


class Both(NamedTuple):
    """What belongs to the two halves of a `Bidirectional`: weights, states, gradients."""

    forward: Tree
    backward: Tree


@dataclass(frozen=True)
class Bidirectional(Layer):
    """A cell that runs from the first step to the last, and another of its kind that runs from the last to the first.

    Both outputs at a step stand side by side, (T, N, 2H), the forward half first, so that every step knows the whole
    sequence. With a mask the backward half meets the padding first and carries its first state over it.

    Attributes:
        cell: a module of lstmlab.cells, or a `Stack`: then each direction is a stack by itself.

    Raises:
        TypeError: cell is no cell.
    """

    cell: Cell

    def __post_init__(self) -> None:
        layer_of(self.cell)

    def zeros(self, n_in: int, n_hidden: Any, dtype: Any = np.float64) -> Tree:
        half = layer_of(self.cell)
        return Both(half.zeros(n_in, n_hidden, dtype), half.zeros(n_in, n_hidden, dtype))

    def output_size(self, n_hidden: Any) -> int:
        return 2 * layer_of(self.cell).output_size(n_hidden)

    def map(self, function: Callable[..., Any], **trees: Tree) -> Tree:
        half = layer_of(self.cell)
        return Both(*(half.map(function, **dict(zip(trees, its, strict=True))) for its in self._halves(**trees)))

    def runs(self, path: str = "") -> list[list[Run]]:
        cell = only_cell(self, self.cell)
        return [[Run(cell, f"{path}{way}.") for way in Both._fields]]

    def forward(self, params: Tree, xs: Array, state: Tree, mask: Array | None, drop: Tree, fast: bool) -> Trace:
        half, traces = layer_of(self.cell), []
        halves = self._halves(params=params, state=state, drop=drop)
        for (weights, first, dropped), way in zip(halves, (1, -1), strict=True):
            seen = None if mask is None else mask[::way]
            traces.append(half.forward(weights, xs[::way], first, seen, dropped, fast))
        ahead, back = traces
        return Trace(pack(ahead.hs, back.hs[::-1]), Both(ahead.state, back.state), (ahead, back))

    def backward(self, params: Tree, trace: Trace, dhs: Array, dstate: Tree, k: int | None) -> tuple[Array, Tree, Tree]:
        half, results = layer_of(self.cell), []
        halves = self._halves(params=params, dstate=dstate)
        for (weights, dlast), part, dhalf, way in zip(halves, trace.parts, split(dhs, 2), (1, -1), strict=True):
            results.append(half.backward(weights, part, dhalf[::way], dlast, k))
        (dahead, *ahead), (dback, *back) = results
        dfirst, grads = (Both(*pair) for pair in zip(ahead, back, strict=True))
        return dahead + dback[::-1], dfirst, grads

    def ends(self, hs: Array) -> list[Array]:
        ahead, back = split(hs, 2)
        half = layer_of(self.cell)
        return half.ends(ahead) + half.ends(back[::-1])

    def check_truncation(self, k: int) -> None:
        raise ValueError(f"k: expected None for a Bidirectional, got {k}: its backward half needs the whole sequence")

    def _halves(self, **named: Tree) -> list[tuple[Any, ...]]:
        """The parts of the trees that belong to each half. A tree that is None is None in both."""
        check_fields(Both, **{name: tree for name, tree in named.items() if tree is not None})
        columns = [Both(None, None) if tree is None else tree for tree in named.values()]
        return list(zip(*columns, strict=True))
