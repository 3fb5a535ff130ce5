"""Layers on top of each other.

hs_1 = run(cell_1, xs)    hs_2 = run(cell_2, hs_1)    ...    the last layer's hs is the output
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstmlab.cells.protocol import Cell
from lstmlab.layers.layer import Layer, Run, Trace, layer_of
from lstmlab.shapes import Array
from lstmlab.trees import Tree


@dataclass(frozen=True)
class Stack(Layer):
    """Layers on top of each other: each reads what the one below it puts out.

    Attributes:
        cells: one a layer, from the inputs upwards: modules of lstmlab.cells, `Bidirectional`, or another Stack.

    Raises:
        TypeError: no tuple, or something in it is no cell; ValueError: no layers.
    """

    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.cells, tuple):
            raise TypeError(f"cells: expected a tuple of cells, one a layer, got {type(self.cells).__name__}")
        if not self.cells:
            raise ValueError("cells: expected at least one layer, got none")
        self._layers()

    def zeros(self, n_in: int, n_hidden: Any, dtype: Any = np.float64) -> Tree:
        params = []
        for layer, size in zip(self._layers(), self._sizes(n_hidden), strict=True):
            params.append(layer.zeros(n_in, size, dtype))
            n_in = layer.output_size(size)
        return tuple(params)

    def output_size(self, n_hidden: Any) -> int:
        return self._layers()[-1].output_size(self._sizes(n_hidden)[-1])

    def map(self, function: Callable[..., Any], **trees: Tree) -> Tree:
        return tuple(layer.map(function, **dict(zip(trees, its, strict=True))) for layer, *its in self._parts(**trees))

    def runs(self, path: str = "") -> list[list[Run]]:
        return [run for k, layer in enumerate(self._layers()) for run in layer.runs(f"{path}{k}.")]

    def forward(self, params: Tree, xs: Array, state: Tree, mask: Array | None, drop: Tree, fast: bool) -> Trace:
        traces: list[Trace] = []
        for layer, weights, first, dropped in self._parts(params=params, state=state, drop=drop):
            traces.append(layer.forward(weights, xs, first, mask, dropped, fast))
            xs = traces[-1].hs
        return Trace(xs, tuple(trace.state for trace in traces), tuple(traces))

    def backward(self, params: Tree, trace: Trace, dhs: Array, dstate: Tree, k: int | None) -> tuple[Array, Tree, Tree]:
        dfirst, grads = [], []
        for layer, weights, part, dlast in reversed(self._parts(params=params, parts=trace.parts, dstate=dstate)):
            dhs, dstate_of_layer, grads_of_layer = layer.backward(weights, part, dhs, dlast, k)
            dfirst.append(dstate_of_layer)
            grads.append(grads_of_layer)
        return dhs, tuple(reversed(dfirst)), tuple(reversed(grads))

    def ends(self, hs: Array) -> list[Array]:
        return self._layers()[-1].ends(hs)

    def check_truncation(self, k: int) -> None:
        for layer in self._layers():
            layer.check_truncation(k)

    def _layers(self) -> list[Layer]:
        return [layer_of(cell) for cell in self.cells]

    def _parts(self, **named: Tree) -> list[tuple[Any, ...]]:
        """(layer, its part of each tree) for every layer. A tree that is None is None in each part."""
        for name, tree in named.items():
            if tree is not None:
                self._check_one_a_layer(name, tree)
        nothing = (None,) * len(self.cells)
        columns = [nothing if tree is None else tree for tree in named.values()]
        return list(zip(self._layers(), *columns, strict=True))

    def _sizes(self, n_hidden: Any) -> tuple[Any, ...]:
        sizes = n_hidden if isinstance(n_hidden, tuple) else (n_hidden,) * len(self.cells)
        self._check_one_a_layer("n_hidden", sizes)
        return sizes

    def _check_one_a_layer(self, name: str, values: Any) -> None:
        # A NamedTuple is a tuple too: the weights of one cell are not the weights of its layers.
        if not isinstance(values, tuple) or hasattr(values, "_fields"):
            raise TypeError(f"{name}: expected a tuple, one a layer of the stack, got {type(values).__name__}")
        if len(values) != len(self.cells):
            raise ValueError(f"{name}: expected {len(self.cells)}, one a layer of the stack, got {len(values)}")
