"""Files as exporters write them: read whole, and what our cells then compute beside onnxruntime.

The files of torch.onnx are stored in tests/package/oracles/ with the program that made them. Those of tf2onnx are built
here in its manner: a kernel of TensorFlow behind the nodes that bring it into the order of ONNX.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from lstmlab import cells, interop, layers, trees
from lstmlab.cells import lstm
from lstmlab.layers import Bidirectional, Both, Stack
from tests.cases import for_each
from tests.package.onnx_models import session

ORACLES = Path(__file__).parent / "oracles"
STORED = np.load(ORACLES / "onnx_exports.npz")
ABOUT = json.loads(str(STORED["about"]))
CASES = ABOUT["cases"]
LIMIT = 1e-5
# What the newer exporter writes out step by step.
UNROLLED = [title for title in CASES if title.startswith("RNN") and "(exported" in title]
NO_STACK = [title for title in CASES if CASES[title]["cell"] == "none"]
READ = [title for title in CASES if title not in UNROLLED + NO_STACK]


def model(title: str) -> bytes:
    return STORED[f"{title}/model"].tobytes()


def expected_cell(about: dict[str, Any]) -> Any:
    cell = cells.irnn if about["cell"] == "relu" else getattr(cells, about["cell"])
    layer = Bidirectional(cell) if about["bidirectional"] else cell
    return Stack((layer,) * about["layers"]) if about["layers"] > 1 else layer


def test_the_stored_files_were_made_by_the_program_beside_them():
    program = b"".join((ORACLES / name).read_bytes() for name in ("onnx_exports.py",))
    assert hashlib.sha256(program).hexdigest() == ABOUT["programs"], "run tests/package/oracles/onnx_exports.py again"


def test_both_exporters_and_all_kinds_of_nodes_are_among_them():
    assert len(READ) >= 40
    kinds = {node.op_type for title in READ for node in onnx.load_model_from_string(model(title)).graph.node}
    assert kinds >= {"Unsqueeze", "Slice", "Concat", "Transpose", "Constant", "Expand", "Shape", "Reshape", "Squeeze"}


@for_each("title", READ)
def test_a_file_of_torch_is_read_whole_and_computes_the_same(title, record_property):
    about = CASES[title]
    found = interop.from_onnx(model(title))
    assert found.cell == expected_cell(about)
    xs, ys = STORED[f"{title}/xs"], STORED[f"{title}/ys"]
    if about["batch_first"]:
        xs, ys = xs.swapaxes(0, 1), ys.swapaxes(0, 1)
    assert (found.state is not None) == (about["state"] == "learned") == (len(found) == 3)
    state = found.state
    if about["state"] == "learned":
        one = {len(array) for _, array in trees.leaves(state)}
        assert one == ({1} if "any size" in title else {xs.shape[1]})
        state = trees.map(lambda array: np.broadcast_to(array, (xs.shape[1], array.shape[1])).copy(), state)
    elif about["state"] == "given":
        state = found.cell.State(STORED[f"{title}/state/h0"][0], STORED[f"{title}/state/c0"][0])
    error = float(np.abs(layers.forward(found.cell, found.params, xs, state).hs - ys).max())
    record_property("largest difference", error)
    assert error <= LIMIT


@for_each("title", UNROLLED)
def test_a_file_without_an_operator_says_what_may_have_happened(title):
    with pytest.raises(ValueError, match=r"got none; it has Add, .*MatMul.*written every step out.*with dynamo=False"):
        interop.from_onnx(model(title))


@for_each("title", NO_STACK)
def test_operators_that_are_no_plain_stack_are_refused_together_and_read_one_by_one(title):
    message = (
        "something else stands between them .*LayerNormalization" if "LayerNorm" in title else "computes from data"
    )
    with pytest.raises(ValueError, match=f"model: expected .*{message}.*node="):
        interop.from_onnx(model(title))
    graph = onnx.load_model_from_string(model(title)).graph
    names = [node.name for node in graph.node if node.op_type in ("LSTM", "GRU")]
    assert len(names) == 2
    for name in names:
        assert len(interop.from_onnx(model(title), node=name)) == 2


# In the manner of tf2onnx

D, H, N, T = 3, 4, 2, 5


def tf_lstm(rng: np.random.Generator, layers_: int = 1, tail: tuple = ()) -> tuple[onnx.ModelProto, list[np.ndarray]]:
    """LSTM layers whose kernels (D + H, 4H), in TensorFlow's order i c f o, are cut, turned and put together by nodes.

    tail: a node to put behind the kernel, (operator, attributes).
    """
    nodes: list[Any] = [helper.make_node("Transpose", ["xs"], ["xs_by_step"], perm=[1, 0, 2])]
    tensors: dict[str, np.ndarray] = {
        "front": np.array([0]),  "two": np.array([2]),
        "zero": np.array(0.0, np.float32), "h": np.array([H]), "one": np.array([1]),
    }  # fmt: skip
    below, width, kernels = "xs_by_step", D, []
    for k in range(layers_):
        kernels += [
            rng.normal(size=(width + H, 4 * H)).astype(np.float32) * 0.4,
            rng.normal(size=4 * H).astype(np.float32),
        ]
        tensors |= {f"kernel{k}": kernels[-2], f"bias{k}": kernels[-1], f"rows{k}": np.array([width, H])}
        kernel = f"kernel{k}"
        for operator, attributes in tail:
            nodes.append(helper.make_node(operator, [kernel], [f"{kernel}_{operator}"], **attributes))
            kernel = f"{kernel}_{operator}"
        nodes.append(helper.make_node("Split", [kernel, f"rows{k}"], [f"w{k}", f"r{k}"], axis=0))
        for name in ("w", "r"):
            parts = [f"{name}{k}_{gate}" for gate in "icfo"]
            nodes += [
                helper.make_node("Split", [f"{name}{k}"], parts, axis=1),
                helper.make_node("Concat", [parts[0], parts[3], parts[2], parts[1]], [f"{name}{k}_iofc"], axis=1),
                helper.make_node("Transpose", [f"{name}{k}_iofc"], [f"{name}{k}_T"], perm=[1, 0]),
                helper.make_node("Unsqueeze", [f"{name}{k}_T", "front"], [f"{name.upper()}{k}"]),
            ]
        parts = [f"b{k}_{gate}" for gate in "icfo"]
        nodes += [
            helper.make_node("Split", [f"bias{k}"], parts, axis=0),
            helper.make_node("Concat", [parts[0], parts[3], parts[2], parts[1]], [f"b{k}_iofc"], axis=0),
            helper.make_node("Mul", [f"b{k}_iofc", "zero"], [f"b{k}_zeros"]),
            helper.make_node("Concat", [f"b{k}_iofc", f"b{k}_zeros"], [f"b{k}_two"], axis=0),
            helper.make_node("Unsqueeze", [f"b{k}_two", "front"], [f"B{k}"]),
            # Zeros for as many sequences as come, and their lengths: all the steps there are.
            helper.make_node("Shape", [below], [f"shape{k}"]),
            helper.make_node("Slice", [f"shape{k}", "one", "two"], [f"n{k}"]),
            helper.make_node("Slice", [f"shape{k}", "front", "one"], [f"t{k}"]),
            helper.make_node("Concat", ["one", f"n{k}", "h"], [f"start_shape{k}"], axis=0),
            helper.make_node("Expand", ["zero", f"start_shape{k}"], [f"start{k}"]),
            helper.make_node("Tile", [f"t{k}", f"n{k}"], [f"lengths{k}_64"]),
            helper.make_node("Cast", [f"lengths{k}_64"], [f"lengths{k}"], to=TensorProto.INT32),
            helper.make_node(
                "LSTM",
                [below, f"W{k}", f"R{k}", f"B{k}", f"lengths{k}", f"start{k}", f"start{k}"],
                [f"Y{k}"],
                hidden_size=H,
                name=f"lstm{k}",
            ),
            helper.make_node("Squeeze", [f"Y{k}", "one"], [f"hs{k}"]),
        ]
        below, width = f"hs{k}", H
    nodes.append(helper.make_node("Transpose", [below], ["ys"], perm=[1, 0, 2]))
    graph = helper.make_graph(
        nodes,
        "tf2onnx",
        [helper.make_tensor_value_info("xs", TensorProto.FLOAT, ["n", "t", D])],
        [helper.make_tensor_value_info("ys", TensorProto.FLOAT, ["n", "t", H])],
        [numpy_helper.from_array(array, name) for name, array in tensors.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8), kernels


@for_each("layers_", [1, 2, 3])
@for_each("tail", [(), (("Identity", {}),), (("Transpose", {}), ("Identity", {}))], ids=["", "Identity", "T"])
def test_a_kernel_of_tensorflow_behind_nodes_is_read(layers_, tail):
    rng = np.random.default_rng(layers_)
    built, kernels = tf_lstm(rng, layers_, tail if len(tail) < 2 else ())
    if len(tail) == 2:  # stored the other way round, and turned by a node
        built, kernels = tf_lstm(rng, layers_, tail)
        for tensor in [one for one in built.graph.initializer if one.name.startswith("kernel")]:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).T.copy(), tensor.name))
    onnx.checker.check_model(built)
    cell, params = interop.from_onnx(built)
    assert cell == (lstm if layers_ == 1 else Stack((lstm,) * layers_))
    first = params if layers_ == 1 else params[0]
    i, c, f, o = np.split(kernels[0][:D], 4, axis=1)
    np.testing.assert_array_equal(first.W_x, np.hstack([i, f, c, o]))
    xs = rng.normal(size=(N, T, D)).astype(np.float32)
    (ys,) = session(built.SerializeToString()).run(None, {"xs": xs})
    hs = layers.forward(cell, params, xs.swapaxes(0, 1)).hs
    assert np.abs(hs.swapaxes(0, 1) - ys).max() <= LIMIT


def test_a_weight_that_cannot_be_computed_says_by_what_and_to_fold_constants():
    built, _ = tf_lstm(np.random.default_rng(0), 1, (("NoSuchThing", {}),))
    with pytest.raises(ValueError, match=r"W of LSTM 'lstm0' stored in the file.*NoSuchThing, Split.*fold constants"):
        interop.from_onnx(built)


def test_a_weight_that_depends_on_the_data_says_by_what():
    built, _ = tf_lstm(np.random.default_rng(0))
    node = next(one for one in built.graph.node if one.output[0] == "W0")
    scaled = [
        helper.make_node("ReduceSum", ["xs"], ["sum"], keepdims=0),
        helper.make_node("Mul", ["W0_plain", "sum"], ["W0"]),
    ]
    node.output[0] = "W0_plain"
    at = list(built.graph.node).index(node)
    for k, one in enumerate(scaled):
        built.graph.node.insert(at + 1 + k, one)
    with pytest.raises(ValueError, match=r"got 'W0', which is not stored but computed at every run, by Split.*Mul"):
        interop.from_onnx(built)


@for_each("wrong", ["steps and sequences swapped", "gates of a step turned", "a residual"])
def test_what_stands_between_two_layers_is_not_guessed_from_names(wrong):
    """Each has the shape of a stack, and the nodes that one might have."""
    built, _ = tf_lstm(np.random.default_rng(0), 2)
    at = next(k for k, node in enumerate(built.graph.node) if node.output[0] == "hs0")
    built.graph.node[at].output[0] = "hs0_plain"
    more = {
        "steps and sequences swapped": [helper.make_node("Transpose", ["hs0_plain"], ["hs0"], perm=[1, 0, 2])],
        "gates of a step turned": [
            helper.make_node("Split", ["hs0_plain"], ["hs0_a", "hs0_b"], axis=2),
            helper.make_node("Concat", ["hs0_b", "hs0_a"], ["hs0"], axis=2),
        ],
        "a residual": [helper.make_node("Add", ["hs0_plain", "hs0_plain"], ["hs0"])],
    }[wrong]
    for k, node in enumerate(more):
        built.graph.node.insert(at + 1 + k, node)
    onnx.checker.check_model(built)
    with pytest.raises(ValueError, match="something else stands between them"):
        interop.from_onnx(built)
    assert interop.from_onnx(built, node="lstm1").cell is lstm


def test_an_operator_inside_a_loop_and_one_of_another_domain_are_named():
    inner = helper.make_node("GRU", ["a", "W", "R"], ["y"], name="deep", hidden_size=2)
    body = helper.make_graph([inner], "body", [], [])
    outer = helper.make_node("If", ["yes"], ["y"], then_branch=body, else_branch=body)
    model = helper.make_model(helper.make_graph([outer], "g", [], []))
    with pytest.raises(ValueError, match="got none; GRU 'deep' stands inside an If, a Loop or a Scan"):
        interop.from_onnx(model)
    other = helper.make_node("DynamicQuantizeLSTM", ["a"], ["y"], domain="com.microsoft")
    model = helper.make_model(helper.make_graph([other], "g", [], []))
    with pytest.raises(
        ValueError, match=r"got none; com\.microsoft\.DynamicQuantizeLSTM has its weights in a form of its own"
    ):
        interop.from_onnx(model)


def test_a_function_of_the_model_is_written_out():
    built, _ = tf_lstm(np.random.default_rng(0))
    expected = interop.from_onnx(built)
    at = next(k for k, node in enumerate(built.graph.node) if node.op_type == "LSTM")
    node = built.graph.node[at]
    inputs, outputs = list(node.input), list(node.output)
    unique = list(dict.fromkeys(inputs))
    function = helper.make_function("here", "Layer", unique, outputs, [node], built.opset_import)
    call = helper.make_node("Layer", unique, outputs, domain="here")
    del built.graph.node[at]
    built.graph.node.insert(at, call)
    built.functions.append(function)
    built.opset_import.append(helper.make_opsetid("here", 1))
    found = interop.from_onnx(built)
    assert found.cell is lstm
    for one, other in zip(found.params, expected.params, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_learned_state_of_a_layer_both_ways_is_both():
    title = "GRU, learned state, both directions (traced)"
    state = interop.from_onnx(model(title)).state
    assert isinstance(state, Both)
    assert state.forward.h.shape == state.backward.h.shape == (2, 4)
    assert not np.array_equal(state.forward.h, state.backward.h)
