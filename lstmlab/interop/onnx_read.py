"""Reading a model file: the weights of one operator RNN, LSTM or GRU, whoever wrote it.

What the operator may have beyond our cells, other activations, clip or coupled gates, is refused: the weights would be
read, but they would be those of another function.

Source: documentation of ONNX, operators RNN, LSTM and GRU, version 14 (attributes).
"""

import os
from typing import Any

import numpy as np

from lstmlab.cells import elman, gru, gru_reset_after, lstm, peephole
from lstmlab.interop.onnx_weights import from_onnx_weights, import_onnx
from lstmlab.layers import Bidirectional

# What each operator takes for its activations, for one direction.
ACTIVATIONS = {"RNN": ["tanh"], "LSTM": ["sigmoid", "tanh", "tanh"], "GRU": ["sigmoid", "tanh"]}
# The places of the weights among the inputs of an operator.
INPUTS = {"W": 1, "R": 2, "B": 3, "P": 7}


def from_onnx(model: Any, node: str | None = None) -> tuple[Any, Any]:
    """A cell and its weights from a model file.

    The operator says which cell it is: RNN `elman`; LSTM `lstm`, or `peephole` where it has P; GRU `gru`, or
    `gru_reset_after` where linear_before_reset is 1; and the `Bidirectional` of it for both directions. The
    attribute `layout` and the input `sequence_lens` are about the data, not about the weights, and may be anything.

    Args:
        model: the path of the file, its bytes, or a loaded `onnx.ModelProto`.
        node: the name of the operator, where the file has several.

    Returns:
        The cell, and its Params (Both of them for a Bidirectional) in the precision of the file.

    Raises:
        ImportError: the package onnx is missing; ValueError: no ONNX file, no such operator or several, one that
            computes another function than our cells, weights that are not stored in the file or do not fit;
            TypeError: model is no path, bytes or model.

    Source: RNN, LSTM and GRU, version 14, documentation of the ONNX operators.
    """
    onnx = import_onnx("from_onnx")
    graph = _load(onnx, model).graph
    found = _pick([one for one in graph.node if one.op_type in ACTIVATIONS and one.domain in ("", "ai.onnx")], node)
    attributes = {one.name: onnx.helper.get_attribute_value(one) for one in found.attribute}
    stored = {tensor.name: tensor for tensor in graph.initializer}
    stored |= {one.output[0]: _constant(one) for one in graph.node if one.op_type == "Constant"}
    weights = {}
    for name, place in INPUTS.items():
        given = found.input[place] if place < len(found.input) else ""
        if not given:
            continue
        if stored.get(given) is None:
            raise ValueError(
                f"model: expected {name} of {_name(found)} stored in the file, got {given!r}, which is not stored"
            )
        weights[name] = np.array(onnx.numpy_helper.to_array(stored[given]))
    cell = _cell(found.op_type, attributes, "P" in weights, _name(found))
    return cell, from_onnx_weights(cell, weights)


def _load(onnx: Any, model: Any) -> Any:
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


def _pick(candidates: list[Any], name: str | None) -> Any:
    names = ", ".join(_name(one) for one in candidates) or "none"
    chosen = [one for one in candidates if name is None or one.name == name]
    if len(chosen) != 1:
        wanted = "one operator RNN, LSTM or GRU" if name is None else f"an operator RNN, LSTM or GRU named {name!r}"
        hint = "; say which with node=" if len(chosen) > 1 and name is None else ""
        raise ValueError(f"model: expected {wanted}, got {names}{hint}")
    return chosen[0]


def _constant(node: Any) -> Any:
    """The tensor of a node Constant; None where its value is written in another way."""
    return next((one.t for one in node.attribute if one.name == "value"), None)


def _cell(operator: str, attributes: dict[str, Any], has_peepholes: bool, name: str) -> Any:
    """The cell that an operator is.

    Raises:
        ValueError: none of ours.
    """
    direction = _text(attributes.get("direction", "forward"))
    if direction not in ("forward", "bidirectional"):
        raise ValueError(f"model: expected {name} to run forward or bidirectional, got direction={direction!r}")
    expected = ACTIVATIONS[operator] * (2 if direction == "bidirectional" else 1)
    activations = [_text(one) for one in attributes.get("activations", expected)]
    if [one.lower() for one in activations] != expected:
        raise ValueError(
            f"model: expected {name} with activations {expected}, as our cells have them, got {activations}"
        )
    if attributes.get("clip"):
        raise ValueError(f"model: expected {name} without clip, which our cells do not have, got {attributes['clip']}")
    if attributes.get("input_forget"):
        raise ValueError(f"model: expected {name} with an input gate of its own, got input_forget=1")
    if operator == "GRU":
        cell = gru_reset_after if attributes.get("linear_before_reset") else gru
    else:
        cell = elman if operator == "RNN" else peephole if has_peepholes else lstm
    return Bidirectional(cell) if direction == "bidirectional" else cell


def _name(node: Any) -> str:
    return f"{node.op_type} {node.name!r}"


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else value
