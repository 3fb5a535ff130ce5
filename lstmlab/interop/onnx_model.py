"""Model files: a network as an ONNX graph, for onnxruntime and every other program that runs ONNX.

A layer is one operator RNN, LSTM or GRU, with its weights as `lstmlab.interop.onnx_weights` writes them. Around it
stand only operators that move axes, because ONNX has an axis of directions where we have none:

    Y (T, directions, N, H)  ->  hs (T, N, directions * H)        initial_h (directions, N, H)  <-  h0 (N, H)

Source: documentation of ONNX, operators RNN, LSTM and GRU, version 14.
"""

import os
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab import network
from lstmlab._version import __version__
from lstmlab.cells import gru_reset_after, irnn
from lstmlab.cells.protocol import Cell
from lstmlab.interop.forms import Place, places_of
from lstmlab.interop.onnx_weights import import_onnx, to_onnx_weights
from lstmlab.layers import Stack
from lstmlab.readout import MODES
from lstmlab.shapes import Array, bind, check_one_of

# Operators of version 14, in force from opset 14 to 21. Any onnxruntime from 1.12 on takes this opset and IR version.
OPSET = 17
IR_VERSION = 8
OPERATORS = {"h": "RNN", "ifgo": "LSTM", "rzn": "GRU"}


def to_onnx(
    cell: Cell, params: Any, path: str | os.PathLike[str] | None = None, *, mode: str = "many-to-many"
) -> bytes:
    """A model file that runs in onnxruntime: opset 17, IR version 8, any number of steps T and sequences N.

    Inputs of the model:

    - `xs` (T, N, D);
    - the state before the first step, each part (N, H): `h0`, and for an LSTM `c0`.

    Outputs:

    - `hs` (T, N, H), or (T, N, 2H) from a Bidirectional;
    - the state after the last step, each part (N, H): `h`, and for an LSTM `c`;
    - `ys`, where params are those of a network: (T, N, K), or (N, K) for "many-to-one".

    The state of a Stack or a Bidirectional has its names from its tree (see `lstmlab.trees.leaves`), such as `0.h0`,
    `1.backward.c0` before and `0.h`, `1.backward.c` after:

        feed = {f"{name}0": array for name, array in trees.leaves(state)} | {"xs": xs}

    Weights, inputs and outputs keep the precision of params. onnxruntime (1.31 on the CPU) runs these operators in
    float32 and not in float64, though ONNX allows both: convert the weights with .astype(np.float32) before. The file
    in float64 is for programs that have such operators, `onnx.reference` among them.

    Args:
        cell: lstmlab.cells.elman, irnn, lstm, peephole, gru or gru_reset_after, a variant, or a Stack, Bidirectional
            or Reversed of them.
        params: its weights, or those of a network, `lstmlab.network.Params`.
        path: where to write the file; it is only returned if left out.
        mode: what the readout of a network reads, as in `lstmlab.network.forward`: "many-to-many" or "many-to-one".

    Returns:
        The bytes of the file.

    Raises:
        ImportError: the package onnx is missing; ValueError: ONNX has no such cell, a shape does not fit, or an
        unknown mode; TypeError: weights of another cell, or of mixed precision.

    Source: RNN, LSTM and GRU, version 14, documentation of the ONNX operators.
    """
    check_one_of(MODES, mode=mode)
    onnx = import_onnx("to_onnx")
    whole = params if isinstance(params, network.Params) else None
    places = places_of(cell, {})
    found = to_onnx_weights(cell, params if whole is None else whole.cell)
    weights = found if isinstance(cell, Stack) else [found]
    graph = _Graph(onnx, weights[0]["W"])
    hs = "xs"
    for directions, arrays in zip(places, weights, strict=True):
        hs = graph.layer(directions, arrays, hs, "hs" if directions is places[-1] else _path(directions) + "hs")
    if whole is not None:
        graph.readout(whole.readout, mode)
    data: bytes = graph.model(
        f"lstmlab.{', '.join(directions[0].form.name for directions in places)}"
    ).SerializeToString()
    if path is not None:
        Path(path).write_bytes(data)
    return data


class _Graph:
    """A graph while it grows: nodes, their constants, and the inputs and outputs of the whole."""

    def __init__(self, onnx: Any, W: Array) -> None:
        if W.dtype not in (np.float32, np.float64):
            raise TypeError(f"params: expected float32 or float64, got {W.dtype}")
        self.onnx = onnx
        self.dtype = W.dtype
        self.nodes: list[Any] = []
        self.constants: dict[str, Array] = {}
        self.inputs = [self.value("xs", "T", "N", W.shape[2])]
        self.outputs: list[Any] = []
        # Of the last layer: the width of its hs, and the names of its h after the last step.
        self.width = 0
        self.ends: list[str] = []

    def value(self, name: str, *shape: Any) -> Any:
        """The declaration of an input or output. Letters in its shape are sizes that a run decides."""
        kind = self.onnx.helper.np_dtype_to_tensor_dtype(self.dtype)
        return self.onnx.helper.make_tensor_value_info(name, kind, shape)

    def constant(self, name: str, array: Any) -> str:
        self.constants[name] = np.asarray(array)
        return name

    def weight(self, name: str, array: Array) -> str:
        if array.dtype != self.dtype:
            raise TypeError(
                f"params: expected {self.dtype} everywhere, as in the first layer, got {array.dtype}: {name}"
            )
        return self.constant(name, array)

    def add(self, operator: str, inputs: list[str], outputs: list[str], **attributes: Any) -> str:
        self.nodes.append(self.onnx.helper.make_node(operator, inputs, outputs, name=outputs[0], **attributes))
        return outputs[0]

    def layer(self, directions: list[Place], arrays: dict[str, Array], xs: str, hs: str) -> str:
        """One operator, and around it what moves its axis of directions. Returns hs."""
        form, path = directions[0].form, _path(directions)
        n_hidden = arrays["R"].shape[2]
        parts = form.cell.State._fields
        weights = {name: self.weight(path + name, array) for name, array in arrays.items()}
        starts = [self.start([place.path + part for place in directions], path + part, n_hidden) for part in parts]
        last = [f"{path}Y_{part}" for part in parts]
        attributes: dict[str, Any] = {"hidden_size": n_hidden}
        if len(directions) == 2:
            attributes["direction"] = "bidirectional"
        elif directions[0].alone_backward:
            attributes["direction"] = "reverse"
        if form.cell is irnn:
            attributes["activations"] = ["Relu"] * len(directions)
        if form.gates == "rzn":
            attributes["linear_before_reset"] = int(form.cell is gru_reset_after)
        # Between B and the initial state stands sequence_lens, left out: all sequences are as long as xs.
        inputs = [xs, weights["W"], weights["R"], weights["B"], "", *starts]
        inputs += [weights["P"]] if "P" in weights else []
        Y = self.add(OPERATORS[form.gates], inputs, [f"{path}Y", *last], **attributes)
        self.width = len(directions) * n_hidden
        self.ends = [f"{place.path}h" for place in directions]
        if len(directions) == 1:
            self.add("Squeeze", [Y, self.constant("directions", [1])], [hs])
        else:
            swapped = self.add("Transpose", [Y], [f"{path}Y_by_step"], perm=[0, 2, 1, 3])
            # A zero keeps the size that is there: T and N.
            self.add("Reshape", [swapped, self.constant(f"{path}side_by_side", [0, 0, self.width])], [hs])
        if hs == "hs":
            self.outputs.insert(0, self.value("hs", "T", "N", self.width))
        for k, place in enumerate(directions):
            for part, end in zip(parts, last, strict=True):
                self.add("Gather", [end, self.constant(f"index_{k}", k)], [place.path + part], axis=0)
                self.outputs.append(self.value(place.path + part, "N", n_hidden))
        return hs

    def start(self, names: list[str], joined: str, n_hidden: int) -> str:
        """The initial state of a layer, (directions, N, H), from an input (N, H) for each direction."""
        halves = []
        for name in names:
            self.inputs.append(self.value(f"{name}0", "N", n_hidden))
            inputs = [f"{name}0", self.constant("front", [0])]
            halves.append(self.add("Unsqueeze", inputs, [f"{name}0_in_front"]))
        return halves[0] if len(halves) == 1 else self.add("Concat", halves, [f"{joined}0_both"], axis=0)

    def readout(self, params: Any, mode: str) -> None:
        """ys = hs W_y + b_y, of every step, or one y a sequence."""
        sizes = bind({"H": self.width}, W_y=(params.W_y, "H K"), b_y=(params.b_y, "K"))
        hs, steps = "hs", ["T"]
        if mode == "many-to-one":
            # What each direction puts out when it has seen everything: its state after the last step.
            hs, steps = self.ends[0], []
            if len(self.ends) == 2:
                hs = self.add("Concat", self.ends, ["hs_at_the_end"], axis=1)
        product = self.add("MatMul", [hs, self.weight("W_y", params.W_y)], ["hs_W_y"])
        self.add("Add", [product, self.weight("b_y", params.b_y)], ["ys"])
        self.outputs.append(self.value("ys", *steps, "N", sizes["K"]))

    def model(self, doc: str) -> Any:
        helper = self.onnx.helper
        tensors = [self.onnx.numpy_helper.from_array(array, name) for name, array in self.constants.items()]
        graph = helper.make_graph(self.nodes, "lstmlab", self.inputs, self.outputs, tensors, doc_string=doc)
        return helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name="lstmlab",
            producer_version=__version__,
            doc_string=doc,
        )


def _path(directions: list[Place]) -> str:
    """The path of a layer, without that of its direction: "" for a single one, "0." in a Stack."""
    return directions[0].path.removesuffix("forward.")
