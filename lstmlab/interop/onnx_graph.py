"""The graph of a model file: which values stand in it, and what its other values come from.

Exporters seldom store a weight as the operator takes it. It stands behind Unsqueeze, Slice, Concat, Identity, Transpose
or Constant, and an initial state behind Expand by the shape of what comes in. So a value is computed here by
`onnx.reference`, from the nodes that it needs and from nothing else.
"""

import os
from collections.abc import Iterator
from typing import Any

import numpy as np

from lstmlab.shapes import Array

OPERATORS = ("RNN", "LSTM", "GRU")
FOLD = (
    "have the exporter fold constants (torch.onnx.export folds them unless told otherwise), "
    "or fold them afterwards: python -m onnxsim model.onnx folded.onnx"
)


class Graph:
    """The graph of a model, its local functions written out.

    operators: its nodes RNN, LSTM and GRU, in the order in which they run; nested: such nodes inside If, Loop or Scan.
    """

    def __init__(self, onnx: Any, model: Any) -> None:
        self.onnx = onnx
        self.model = _written_out(model) if model.functions else model
        self.nodes = list(self.model.graph.node)
        self.tensors = {tensor.name: tensor for tensor in self.model.graph.initializer}
        self.declared = {value.name: value for value in self.model.graph.input}
        self.makers = {output: node for node in self.nodes for output in node.output if output}
        self.operators = [node for node in self.nodes if is_operator(node)]
        self.nested = [node for node in _nested(self.nodes) if is_operator(node)]

    def needs(self, *names: str) -> tuple[list[Any], set[str]]:
        """The nodes that make these values, in order, and the values at which the search ends.

        It ends at an input of the model and at what a recurrent operator puts out: these change from run to run.
        """
        wanted, made, ends = list(names), set(), set()
        while wanted:
            name = wanted.pop()
            node = self.makers.get(name)
            if not name or name in self.tensors:
                continue
            if node is None or is_operator(node):
                ends.add(name)
            elif id(node) not in made:
                made.add(id(node))
                wanted += [*node.input, *_outer(node)]
        return [node for node in self.nodes if id(node) in made], ends

    def constant(self, name: str) -> Array | None:
        """A value that is the same in every run; None for one that is not.

        Raises:
            ValueError: it is, but cannot be computed here.
        """
        nodes, ends = self.needs(name)
        if ends:
            return None
        return self._compute(name, nodes, {}) if nodes else self._tensor(name)

    def at_random(self, name: str, seed: int, dynamic: int = 2) -> tuple[Array, dict[str, Array]]:
        """A value in a run with random inputs, and those inputs. Each size that a run decides is `dynamic`.

        Raises:
            ValueError: it cannot be computed here.
        """
        nodes, ends = self.needs(name)
        rng = np.random.default_rng(seed)
        feeds = {end: self._drawn(end, rng, seed, dynamic) for end in sorted(ends)}
        return self._compute(name, nodes, feeds), feeds

    def between(self, first: Any, second: Any) -> tuple[Array, Array]:
        """(Y of one operator, drawn at random, X of another operator that reads it).

        Raises:
            ValueError: the second does not read the first, or what it reads cannot be computed here.
        """
        if first.output[0] not in self.needs(second.input[0])[1]:
            raise ValueError(f"{named(second)} does not read what {named(first)} puts out")
        X, feeds = self.at_random(second.input[0], 0)
        return feeds[first.output[0]], X

    def kinds(self, name: str) -> str:
        """What makes a value, in words: "Slice, Concat"."""
        return ", ".join(dict.fromkeys(node.op_type for node in self.needs(name)[0] if node.op_type != "Constant"))

    def _tensor(self, name: str) -> Array:
        return np.array(self.onnx.numpy_helper.to_array(self.tensors[name]))

    def _compute(self, name: str, nodes: list[Any], feeds: dict[str, Array]) -> Array:
        if name in feeds:
            return feeds[name]
        from onnx.reference import ReferenceEvaluator

        onnx = self.onnx
        used = {given for node in nodes for given in (*node.input, *_outer(node))}
        part = onnx.helper.make_graph(
            nodes,
            "part",
            [
                onnx.helper.make_tensor_value_info(k, onnx.helper.np_dtype_to_tensor_dtype(v.dtype), None)
                for k, v in feeds.items()
            ],
            [onnx.ValueInfoProto(name=name)],
            [tensor for key, tensor in self.tensors.items() if key in used],
        )
        whole = onnx.helper.make_model(part, opset_imports=list(self.model.opset_import))
        try:
            (found,) = ReferenceEvaluator(whole).run(None, feeds)
        except Exception as error:  # an operator that it has not, or one of its many ways to fail
            raise ValueError(
                f"{name!r} is computed in the file, by {self.kinds(name)}, and cannot be: {error}"
            ) from error
        return np.array(found)

    def _drawn(self, name: str, rng: np.random.Generator, seed: int, dynamic: int) -> Array:
        """A value for an input of the model, or for what a recurrent operator puts out."""
        if name in self.makers:
            return rng.normal(size=self._put_out(name, dynamic)).astype(self._weights_of(name).dtype)
        if name not in self.declared:
            raise ValueError(f"{name!r} stands nowhere in the file")
        kind = self.declared[name].type.tensor_type
        shape = [size.dim_value or dynamic for size in kind.shape.dim]
        dtype = self.onnx.helper.tensor_dtype_to_np_dtype(kind.elem_type)
        # Numbers of symbols and lengths: small, and others in another run.
        return (rng.normal(size=shape) if dtype.kind == "f" else np.full(shape, seed)).astype(dtype)

    def _put_out(self, name: str, dynamic: int) -> tuple[int, ...]:
        """The shape of an output: Y (T, directions, N, H), with layout=1 (N, T, directions, H); Y_h, Y_c without T."""
        node = self.makers[name]
        t, n = self.steps_and_sequences(node, dynamic)
        directions, _, h = self._weights_of(name).shape
        by_sequence = bool(attributes(self.onnx, node).get("layout", 0))
        if name == node.output[0]:
            return (n, t, directions, h) if by_sequence else (t, directions, n, h)
        return (n, directions, h) if by_sequence else (directions, n, h)

    def _weights_of(self, name: str) -> Array:
        R = self.constant(self.makers[name].input[2])
        if R is None or R.ndim != 3:
            raise ValueError(f"R of {named(self.makers[name])} is not stored in the file")
        return R

    def steps_and_sequences(self, node: Any, dynamic: int) -> tuple[int, int]:
        """T and N of what an operator reads."""
        X, _ = self.at_random(node.input[0], 0, dynamic)
        if X.ndim != 3:
            raise ValueError(f"X of {named(node)} has {X.ndim} axes where it should have 3")
        by_sequence = bool(attributes(self.onnx, node).get("layout", 0))
        return (X.shape[1], X.shape[0]) if by_sequence else (X.shape[0], X.shape[1])


def _written_out(model: Any) -> Any:
    """The model with its local functions put where they are called."""
    from onnx.inliner import inline_local_functions

    return inline_local_functions(model)


def load(onnx: Any, model: Any) -> Any:
    """An `onnx.ModelProto` from a path, bytes or itself.

    Raises:
        ValueError: no ONNX file; OSError: no file; TypeError: something else.
    """
    if isinstance(model, onnx.ModelProto):
        return model
    try:
        if isinstance(model, bytes):
            return onnx.load_model_from_string(model)
        if isinstance(model, str | os.PathLike):
            return onnx.load(os.fspath(model))
    except OSError:
        raise
    except Exception as error:  # protobuf has its own errors, and says "wire type" where we say: no ONNX file
        raise ValueError(f"model: expected an ONNX file, got something that cannot be read as one ({error})") from error
    raise TypeError(f"model: expected a path, bytes or an onnx.ModelProto, got {type(model).__name__}")


def is_operator(node: Any) -> bool:
    """Whether a node is one of ONNX's own RNN, LSTM and GRU."""
    return node.op_type in OPERATORS and node.domain in ("", "ai.onnx")


def named(node: Any) -> str:
    """Operator and name: "LSTM 'encoder'"; one without a name is called by its first output."""
    return f"{node.op_type} {node.name or next((output for output in node.output if output), '')!r}"


def attributes(onnx: Any, node: Any) -> dict[str, Any]:
    """The attributes of a node by name, text as text."""
    return {one.name: _text(onnx.helper.get_attribute_value(one)) for one in node.attribute}


def _text(value: Any) -> Any:
    if isinstance(value, list):
        return [_text(one) for one in value]
    return value.decode() if isinstance(value, bytes) else value


def _inside(node: Any) -> list[Any]:
    """The graphs that an If, a Loop or a Scan holds."""
    return [graph for one in node.attribute for graph in ([one.g] if one.HasField("g") else one.graphs)]


def _nested(nodes: Any) -> Iterator[Any]:
    for node in nodes:
        for graph in _inside(node):
            yield from graph.node
            yield from _nested(graph.node)


def _outer(node: Any) -> list[str]:
    """What the graphs inside a node read from outside."""
    read: list[str] = []
    for graph in _inside(node):
        own = {value.name for value in (*graph.input, *graph.initializer)}
        own |= {output for inner in graph.node for output in inner.output}
        read += [name for inner in graph.node for name in (*inner.input, *_outer(inner)) if name not in own]
    return read
