"""What every kind of layer can do, and the simplest one: a single cell, run by its kernel or step by step."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lstmlab import kernels, trees, unroll
from lstmlab.cells.protocol import Cell, StepCell
from lstmlab.dropout import Drop
from lstmlab.shapes import Array, bind, check_fields, check_int
from lstmlab.trees import Tree

_OF_KERNELS = ({np.dtype(np.float32)}, {np.dtype(np.float64)})


class Trace(NamedTuple):
    """A forward pass, kept for the backward pass.

    hs: (T, N, H), the outputs; state: the state after the last step; parts: the traces of the layers or of the two
    halves, or that of the cell; inputs: the dropout mask of a cell's inputs, or None.
    """

    hs: Array
    state: Tree
    parts: tuple[Any, ...]
    inputs: Array | None = None


class Run(NamedTuple):
    """A single cell in a tree of layers.

    cell: a module of lstmlab.cells or a `Variant` of one; path: of its part in the tree of the weights, such as
    "0.backward."; alone_backward: it is a `Reversed`, and no half of a Bidirectional.
    """

    cell: StepCell
    path: str
    alone_backward: bool = False


class Layer(ABC):
    """What every kind of layer can do: `Single`, `Stack` and `Bidirectional`, and one that you write.

    The functions of lstmlab.layers say what the arguments are.
    """

    @abstractmethod
    def zeros(self, n_in: int, n_hidden: Any, dtype: Any = np.float64) -> Tree:
        """Weights of the right shapes, all zero."""

    @abstractmethod
    def output_size(self, n_hidden: Any) -> int:
        """Outputs of a step."""

    @abstractmethod
    def map(self, function: Callable[..., Any], **trees: Tree) -> Tree:
        """function(cell, its part of each tree) for every single cell: what it returns, in the form of the trees."""

    def runs(self, path: str = "") -> list[list[Run]]:
        """The single cells, layer after layer: one in each, or two where a layer runs both ways, the forward one first.

        They come in the order in which `map` meets them. Other libraries know layers of this kind and no others.

        Raises:
            ValueError: the layers are of another kind, or a direction has several layers of its own.
        """
        raise ValueError(f"cell: a {type(self).__name__} is no row of layers that each have one cell or two directions")

    @abstractmethod
    def forward(self, params: Tree, xs: Array, state: Tree, mask: Array | None, drop: Tree, fast: bool) -> Trace:
        """Run over sequences: params, xs (T, N, D), state, mask (T, N), drop and fast are those of `layers.forward`."""

    @abstractmethod
    def backward(self, params: Tree, trace: Trace, dhs: Array, dstate: Tree, k: int | None) -> tuple[Array, Tree, Tree]:
        """Backpropagation through time: params, trace, dhs (T, N, H), dstate and k are those of `layers.backward`."""

    @abstractmethod
    def ends(self, hs: Array) -> list[Array]:
        """Views of hs (T, N, H) where each direction has seen everything, in the order of their columns."""

    def count_parameters(self, n_in: int, n_hidden: Any) -> int:
        """The number of weights. Errors: as in `zeros`."""
        return trees.count(self.zeros(n_in, n_hidden))

    @abstractmethod
    def check_truncation(self, k: int) -> None:
        """Say so if gradients cannot be stopped every k steps, with a ValueError."""


@dataclass(frozen=True)
class Single(Layer):
    """One cell as a layer: run by its kernel, or step by step.

    Attributes:
        cell: a module of lstmlab.cells, or a `Variant` of one.

    Raises:
        TypeError: cell is no cell.
    """

    cell: StepCell

    def __post_init__(self) -> None:
        if not hasattr(self.cell, "step_backward"):
            name = getattr(self.cell, "__name__", repr(self.cell))
            message = "cell: expected a module of lstmlab.cells with a step, a Stack or a Bidirectional"
            raise TypeError(f"{message}, got {name}")

    def zeros(self, n_in: int, n_hidden: Any, dtype: Any = np.float64) -> Tree:
        return self.cell.zeros(n_in, n_hidden, dtype)

    def output_size(self, n_hidden: Any) -> int:
        check_int(1, n_hidden=n_hidden)
        return int(n_hidden)

    def map(self, function: Callable[..., Any], **trees: Tree) -> Tree:
        return function(self.cell, *trees.values())

    def runs(self, path: str = "") -> list[list[Run]]:
        return [[Run(self.cell, path)]]

    def forward(self, params: Tree, xs: Array, state: Tree, mask: Array | None, drop: Tree, fast: bool) -> Trace:
        state = unroll.zero_state(self.cell, params, xs.shape[1]) if state is None else state
        drop = Drop() if drop is None else drop
        check_fields(Drop, drop=drop)
        inputs, recurrent = drop
        if inputs is not None:
            bind(xs=(xs, "T N D"), inputs=(inputs, "N D"))
            xs = xs * inputs
        precisions = {getattr(array, "dtype", None) for _, array in trees.leaves((params, xs, state))}
        part: Any
        if fast and recurrent is None and kernels.has(self.cell) and precisions in _OF_KERNELS:
            part = kernels.forward(self.cell, params, xs, state, mask)
        else:
            part = unroll.forward(self.cell, params, xs, state, mask, recurrent)
        return Trace(part.hs, part.state, (part,), inputs)

    def backward(self, params: Tree, trace: Trace, dhs: Array, dstate: Tree, k: int | None) -> tuple[Array, Tree, Tree]:
        (part,) = trace.parts
        if isinstance(part, kernels.Trace):
            dxs, dstate, grads = kernels.backward(self.cell, params, part, dhs, dstate, k)
        else:
            dxs, dstate, grads = unroll.truncated_backward(self.cell, params, part, dhs, k or len(dhs), dstate)
        return dxs if trace.inputs is None else dxs * trace.inputs, dstate, grads

    def ends(self, hs: Array) -> list[Array]:
        return [hs[-1]]

    def check_truncation(self, k: int) -> None:
        return  # a cell can be cut anywhere


def only_cell(outer: Layer, inner: Cell) -> StepCell:
    """The cell inside a layer that other libraries have around one cell alone. Errors: a ValueError for any other."""
    layer = layer_of(inner)
    if not isinstance(layer, Single):
        name = type(outer).__name__
        raise ValueError(
            f"cell: a {name} of a {type(layer).__name__} has no layout in PyTorch, Keras or ONNX; "
            f"what has one: a Stack of {name} layers, each of one cell"
        )
    return layer.cell


def layer_of(cell: Cell) -> Layer:
    """The cell as a layer: itself where it is one. Errors: a TypeError where it is no cell."""
    return cell if isinstance(cell, Layer) else Single(cell)  # type: ignore[arg-type]  # Single looks for its step
