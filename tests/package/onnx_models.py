"""ONNX models of one operator, built and run without lstmlab.interop, so that no error can hide in both."""

from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import helper

from lstmlab.shapes import Array

ROWS = {"RNN": 1, "LSTM": 4, "GRU": 3}
INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
OPSET = 14


def session(model: bytes) -> onnxruntime.InferenceSession:
    """One thread, and no warnings about what it optimises."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def operator_model(operator: str, arrays: dict[str, Array], **attributes: Any) -> onnx.ModelProto:
    """A model of one operator. X, initial_h and initial_c are its inputs, W, R, B and P are stored in it."""
    fed = {name: array for name, array in arrays.items() if name in ("X", "initial_h", "initial_c")}
    names = [name if name in arrays else "" for name in INPUTS[: 8 if operator == "LSTM" else 6]]
    outputs = ["Y", "Y_h", "Y_c"] if operator == "LSTM" else ["Y", "Y_h"]
    kind = helper.np_dtype_to_tensor_dtype(arrays["W"].dtype)
    node = helper.make_node(operator, names, outputs, name="it", hidden_size=arrays["R"].shape[2], **attributes)
    graph = helper.make_graph(
        [node],
        "oracle",
        [helper.make_tensor_value_info(name, kind, array.shape) for name, array in fed.items()],
        [helper.make_tensor_value_info(name, kind, [None] * (4 if name == "Y" else 3)) for name in outputs],
        [onnx.numpy_helper.from_array(array, name) for name, array in arrays.items() if name not in fed],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)


def run_operator(operator: str, arrays: dict[str, Array], **attributes: Any) -> list[Array]:
    """Y (T, directions, N, H), Y_h and for an LSTM Y_c (directions, N, H), from onnxruntime."""
    model = operator_model(operator, arrays, **attributes)
    onnx.checker.check_model(model)
    names = [value.name for value in model.graph.input]
    return session(model.SerializeToString()).run(None, {name: arrays[name] for name in names})


def draw(
    operator: str,
    rng: np.random.Generator,
    sizes: tuple[int, int, int, int],
    directions: int = 1,
    peepholes: bool = False,
) -> dict[str, Array]:
    """Random weights, inputs and initial states of sizes (T, N, D, H), float32, none of them zero.

    The recurrent weights are of the size that a trained net has: a random net with larger ones is chaotic, and any two
    ways of rounding part after some steps. Large peepholes let a cell hold itself open and grow by one at every step.
    """
    t, n, d, h = sizes
    rows = ROWS[operator] * h
    shapes = {
        "X": ((t, n, d), 1.0),
        "W": ((directions, rows, d), 1 / np.sqrt(d)),
        "R": ((directions, rows, h), 1 / np.sqrt(h)),
        "B": ((directions, 2 * rows), 0.5),
        "initial_h": ((directions, n, h), 0.5),
    }
    if operator == "LSTM":
        shapes["initial_c"] = ((directions, n, h), 1.0)
    if peepholes:
        shapes["P"] = ((directions, 3 * h), 0.25)
    return {name: (rng.normal(size=shape) * size).astype(np.float32) for name, (shape, size) in shapes.items()}
