"""Reading a model file: the weights of its operators RNN, LSTM and GRU, whoever wrote it.

One operator is a cell. Several, each of which reads what the one before puts out, are a Stack. Whether that is so is
not guessed from the names of the nodes in between: numbers are sent through them (see onnx_graph).
"""

from itertools import pairwise
from typing import Any

import numpy as np

from lstmlab import layers, trees
from lstmlab.interop.onnx_graph import Graph, attributes, load, named
from lstmlab.interop.onnx_operator import AT_EVERY_RUN, Layer, read
from lstmlab.interop.onnx_weights import import_onnx
from lstmlab.layers import Stack
from lstmlab.shapes import Array


class Imported(tuple[Any, ...]):
    """What a model file holds: a tuple `(cell, params)`, or `(cell, params, state)` where it stores a state too.

    `cell, params = from_onnx(file)` is all for most files. Where the file stores the state before the first step, a
    learned one for example, the same line fails, and the state is not lost unnoticed; `.cell`, `.params` and `.state`
    work in both cases.
    """

    @property
    def cell(self) -> Any:
        """A module of lstmlab.cells, or a Reversed, Bidirectional or Stack."""
        return self[0]

    @property
    def params(self) -> Any:
        """The weights of the cell."""
        return self[1]

    @property
    def state(self) -> Any:
        """The state before the first step, as `lstmlab.layers.forward` takes it; None for zeros."""
        return self[2] if len(self) > 2 else None


def from_onnx(model: Any, node: str | None = None) -> Imported:
    """A cell and its weights from a model file.

    The operator says which cell it is: RNN `elman`, or `irnn` with the activation Relu; LSTM `lstm`, or `peephole`
    where it has P; GRU `gru`, or `gru_reset_after` where linear_before_reset is 1; for `direction="reverse"` the
    `Reversed` of it, for both directions the `Bidirectional`. Several operators that feed each other are a `Stack` of
    them. Weights may stand behind other nodes, such as Slice, Concat, Unsqueeze and Transpose, as long as nothing in
    them depends on the data.

    The attribute `layout` says how the data lie, and a `sequence_lens` that comes with the data is their `mask`:
    neither is about the weights. What else the operators have and our cells do not is refused by name.

    Args:
        model: the path of the file, its bytes, or a loaded `onnx.ModelProto`.
        node: the name of one operator, or of its output, where the file has several and is no plain stack.

    Returns:
        `Imported`: the cell and its Params (Both for a Bidirectional, a tuple for a Stack), as precise as in the file.
        Where the file stores the state before the first step, it comes third: each part (N, H) for the N sequences of
        the file, or (1, H) where it is handed out to as many as come: `trees.map(lambda a: a.repeat(n, 0), state)`.

    Raises:
        ImportError: the package onnx is missing; ValueError: no ONNX file, no such operator, several that are no stack,
            one that computes another function than our cells, weights that are not stored in the file or do not fit;
            TypeError: model is no path, bytes or model.

    Source: RNN, LSTM and GRU, documentation of the ONNX operators.
    """
    onnx = import_onnx("from_onnx")
    graph = Graph(onnx, load(onnx, model))
    nodes = _pick(graph, node)
    found = [read(graph, one, alone=node is not None) for one in nodes]
    for first, second in pairwise(nodes):
        _refuse_what_stands_between(graph, first, second)
    if len(found) == 1:
        return Imported(found[0] if isinstance(found[0].state, tuple) else found[0][:2])
    cell, params = Stack(tuple(layer.cell for layer in found)), tuple(layer.params for layer in found)
    state = _states(nodes, found)
    return Imported((cell, params) if state is None else (cell, params, state))


def _pick(graph: Graph, name: str | None) -> list[Any]:
    """The operators to read: all of them, or the one that has the name.

    Raises:
        ValueError: there is none, or none of that name.
    """
    names = ", ".join(named(one) for one in graph.operators) or "none"
    if name is not None:
        chosen = [one for one in graph.operators if name in (one.name, *one.output)]
        if len(chosen) != 1:
            raise ValueError(f"model: expected an operator RNN, LSTM or GRU named {name!r}, got {names}")
        return chosen
    if not graph.operators:
        raise ValueError(f"model: expected one operator RNN, LSTM or GRU, got {names}{_instead(graph)}")
    return graph.operators


def _instead(graph: Graph) -> str:
    """What a file without such an operator has, and what to do."""
    if graph.nested:
        return f"; {named(graph.nested[0])} stands inside an If, a Loop or a Scan, where it is not read"
    kinds = sorted({f"{node.domain}.{node.op_type}".lstrip(".") for node in graph.nodes} - {"Constant"})
    recurrent = [kind for kind in kinds if any(word in kind.upper() for word in ("RNN", "LSTM", "GRU"))]
    if recurrent:
        return f"; {', '.join(recurrent)} has its weights in a form of its own: read the file before it was optimised"
    if {"MatMul", "Gemm"} & set(kinds):
        return (
            f"; it has {', '.join(kinds[:8])}: an exporter may have written every step out. torch.onnx.export does so "
            "for nn.RNN and for projections; of nn.RNN it writes the operator with dynamo=False"
        )
    return ""


def _refuse_what_stands_between(graph: Graph, first: Any, second: Any) -> None:
    """Say so if one operator does not read exactly what the other puts out, both directions side by side.

    Raises:
        ValueError: the two are no Stack.
    """
    names = ", ".join(named(one) for one in graph.operators)
    advice = f"the file has {names}; say which with node="
    try:
        Y, X = graph.between(first, second)
    except ValueError as error:
        raise ValueError(
            f"model: expected one operator RNN, LSTM or GRU, or a stack of them: {error}; {advice}"
        ) from error
    hs = _time_first(Y, attributes(graph.onnx, first))
    hs = hs.transpose(0, 2, 1, 3).reshape(hs.shape[0], hs.shape[2], -1)
    xs = X.swapaxes(0, 1) if attributes(graph.onnx, second).get("layout") else X
    if hs.shape != xs.shape or not np.allclose(hs, xs, rtol=1e-6, atol=0):
        kinds = graph.kinds(second.input[0])
        raise ValueError(
            f"model: expected one operator RNN, LSTM or GRU, or a stack of them, in which {named(second)} reads what "
            f"{named(first)} puts out; something else stands between them ({kinds}): {advice}"
        )


def _time_first(Y: Array, options: dict[str, Any]) -> Array:
    """(T, directions, N, H), from (N, T, directions, H) where layout is 1."""
    return Y.transpose(1, 2, 0, 3) if options.get("layout") else Y


def _states(nodes: list[Any], found: list[Layer]) -> Any:
    """The states of all layers of a Stack; None where no layer has one in the file.

    Raises:
        ValueError: some layers have it in the file, and some take it at every run.
    """
    stored = [layer.state for layer in found if isinstance(layer.state, tuple)]
    if not stored:
        return None
    for node, layer in zip(nodes, found, strict=True):
        if layer.state == AT_EVERY_RUN:
            raise ValueError(
                f"model: expected the initial states of all layers stored in the file, got one of {named(node)} that "
                "comes from outside; take one at a time with node="
            )
    n = max(len(array) for state in stored for _, array in trees.leaves(state))
    return tuple(
        layers.zero_state(layer.cell, layer.params, n)
        if layer.state is None
        else trees.map(lambda array: np.broadcast_to(array, (n, array.shape[1])).copy(), layer.state)
        for layer in found
    )
