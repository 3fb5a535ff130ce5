"""What to_onnx writes runs in onnxruntime and computes what our cells compute; from_onnx reads weights back."""

import sys
from typing import Any

import numpy as np
import onnx
import onnx.reference
import pytest

import lstmlab
from lstmlab import interop, layers, network, readout, trees
from lstmlab.cells import elman, gru, gru_reset_after, irnn, lstm, peephole
from lstmlab.cells.variant import Variant
from lstmlab.layers import Bidirectional, Reversed, Stack
from tests.package.interop_cases import ALL, SINGLE, random_params, random_tree, same_bytes
from tests.package.onnx_models import draw, operator_model, session

LIMIT = 1e-5
SIZES = [(60, 2), (1, 1), (13, 5)]  # T, N


def feed(state: Any, xs: np.ndarray) -> dict[str, np.ndarray]:
    return {f"{name}0": array for name, array in trees.leaves(state)} | {"xs": xs}


def case(cell: Any, t: int, n: int, dtype: Any) -> tuple[Any, np.ndarray, Any]:
    """Weights, xs and an initial state, none of them zero; layers of unequal sizes where there are several."""
    rng = np.random.default_rng([t, n])
    flat = isinstance(cell, Stack) and not any(isinstance(layer, Stack) for layer in cell.cells)
    params = random_params(cell, rng, dtype, tuple(range(4, 4 + len(cell.cells))) if flat else 5)
    state = random_tree(layers.zero_state(cell, params, n), rng, dtype)
    return params, rng.normal(size=(t, n, 3)).astype(dtype), state


def run(model: bytes, given: dict) -> dict[str, np.ndarray]:
    """All outputs by name."""
    runtime = session(model)
    return dict(zip([value.name for value in runtime.get_outputs()], runtime.run(None, given), strict=True))


def ours(trace: layers.Trace) -> dict[str, np.ndarray]:
    return {"hs": trace.hs} | dict(trees.leaves(trace.state))


def largest_difference(found: dict, expected: dict) -> float:
    assert set(found) == set(expected)
    for name, array in expected.items():
        assert (found[name].shape, found[name].dtype) == (array.shape, array.dtype), name
    return max(float(np.abs(found[name] - array).max()) for name, array in expected.items())


@pytest.mark.parametrize("title", ALL)
def test_every_cell_that_can_be_exported_computes_the_same_in_onnxruntime(title, record_property):
    cell = ALL[title]
    errors = []
    for t, n in SIZES:
        params, xs, state = case(cell, t, n, np.float32)
        model = interop.to_onnx(cell, params)
        onnx.checker.check_model(model, full_check=True)
        errors.append(largest_difference(run(model, feed(state, xs)), ours(layers.forward(cell, params, xs, state))))
    record_property("largest difference", max(errors))
    assert max(errors) <= LIMIT


@pytest.mark.parametrize("title", [title for title in ALL if "IRNN" not in title])
def test_in_float64_the_file_is_valid_and_computes_the_same_to_the_last_digits(title, record_property):
    """In onnx.reference, which computes in NumPy: onnxruntime has these operators in float32 alone."""
    cell = ALL[title]
    params, xs, state = case(cell, 9, 2, np.float64)
    model = interop.to_onnx(cell, params)
    onnx.checker.check_model(model, full_check=True)
    evaluator = onnx.reference.ReferenceEvaluator(onnx.load_model_from_string(model))
    found = dict(zip(evaluator.output_names, evaluator.run(None, feed(state, xs)), strict=True))
    error = largest_difference(found, ours(layers.forward(cell, params, xs, state)))
    record_property("largest difference", error)
    assert error <= 1e-12


def test_the_reference_of_onnx_still_has_no_rectified_rnn():
    """That is why no IRNN is among the cells above. If this test fails, take them in."""
    params, xs, state = case(irnn, 3, 2, np.float64)
    with pytest.raises(RuntimeError, match="Unknown activation function 'Relu'"):
        onnx.reference.ReferenceEvaluator(interop.to_onnx(irnn, params)).run(None, feed(state, xs))


@pytest.mark.parametrize("mode", readout.MODES)
@pytest.mark.parametrize("title", ["LSTM", "GRU, both directions", "LSTM on a bidirectional GRU"])
def test_a_network_is_written_with_its_readout(title, mode):
    cell = ALL[title]
    weights, xs, state = case(cell, 12, 3, np.float32)
    rng = np.random.default_rng(1)
    width = layers.forward(cell, weights, xs).hs.shape[2]
    params = network.Params(weights, random_tree(readout.Params(np.zeros((width, 2)), np.zeros(2)), rng, np.float32))
    ys, trace = network.forward(cell, params, xs, state, mode)
    found = run(interop.to_onnx(cell, params, mode=mode), feed(state, xs))
    assert largest_difference(found, ours(trace) | {"ys": ys}) <= LIMIT


def test_one_file_runs_with_any_number_of_steps_and_sequences():
    params = random_params(lstm, np.random.default_rng(2), np.float32)
    runtime = session(interop.to_onnx(lstm, params))
    for t, n in [(1, 1), (4, 3), (30, 2)]:
        xs = np.random.default_rng(t).normal(size=(t, n, 3)).astype(np.float32)
        state = layers.zero_state(lstm, params, n)
        (hs,) = runtime.run(["hs"], feed(state, xs))
        assert np.abs(hs - layers.forward(lstm, params, xs).hs).max() <= LIMIT


def test_the_file_says_what_it_is(tmp_path):
    params = random_params(lstm, np.random.default_rng(3), np.float32)
    data = interop.to_onnx(lstm, params, tmp_path / "lstm.onnx")
    assert (tmp_path / "lstm.onnx").read_bytes() == data == interop.to_onnx(lstm, params)
    model = onnx.load_model_from_string(data)
    assert (model.producer_name, model.producer_version) == ("lstmlab", lstmlab.__version__)
    assert [(one.domain, one.version) for one in model.opset_import] == [("", 17)]
    shapes = {
        value.name: [size.dim_param or size.dim_value for size in value.type.tensor_type.shape.dim]
        for value in (*model.graph.input, *model.graph.output)
    }
    state = {name: ["N", 4] for name in ("h0", "c0", "h", "c")}
    assert shapes == {"xs": ["T", "N", 3], "hs": ["T", "N", 4]} | state
    assert "LSTM" in model.doc_string


def test_onnxruntime_still_has_no_float64_for_these_operators():
    """The docstring of to_onnx says so. If this test fails, onnxruntime has learned it: change the docstring."""
    for cell in (elman, lstm, gru):
        params, xs, state = case(cell, 3, 2, np.float64)
        with pytest.raises(Exception, match=r"does not support double|NOT_IMPLEMENTED"):
            run(interop.to_onnx(cell, params), feed(state, xs))


# Reading


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("cell", [elman, irnn, lstm, peephole, gru, gru_reset_after], ids=lambda cell: cell.__name__)
def test_what_was_written_is_read_back_bit_for_bit(cell, dtype, tmp_path):
    for whole in (cell, Bidirectional(cell), Reversed(cell)):
        params = random_params(whole, np.random.default_rng(4), dtype)
        data = interop.to_onnx(whole, params, tmp_path / "model.onnx")
        for source in (data, tmp_path / "model.onnx", str(tmp_path / "model.onnx"), onnx.load_model_from_string(data)):
            found, weights = interop.from_onnx(source)
            assert found == whole
            assert same_bytes(weights, params)


STACKS = [title for title, cell in ALL.items() if isinstance(cell, Stack) and "a stack in a stack" not in title]


@pytest.mark.parametrize("title", STACKS)
def test_a_whole_stack_is_read_back_bit_for_bit(title):
    cell = ALL[title]
    params = random_params(cell, np.random.default_rng(5), np.float32)
    found, weights = interop.from_onnx(interop.to_onnx(cell, params))
    xs = np.random.default_rng(6).normal(size=(4, 2, 3)).astype(np.float32)
    assert np.abs(layers.forward(found, weights, xs).hs - layers.forward(cell, params, xs).hs).max() <= LIMIT
    if not any(isinstance(getattr(layer, "cell", layer), Variant) for layer in cell.cells):
        assert found == cell
        assert same_bytes(weights, params)


def test_one_layer_of_a_stack_is_read_by_the_name_of_its_operator():
    cell = Stack((gru, lstm))
    params = random_params(cell, np.random.default_rng(5))
    data = interop.to_onnx(cell, params)
    found, weights = interop.from_onnx(data, node="1.Y")
    assert found is lstm
    assert same_bytes(weights, params[1])
    assert interop.from_onnx(data, node="1.Y_c")[0] is lstm, "an output of it is as good a name"
    with pytest.raises(ValueError, match=r"named 'Y', got GRU '0.Y', LSTM '1.Y'"):
        interop.from_onnx(data, node="Y")


OPERATORS: list[tuple[str, bool, dict, Any]] = [
    ("RNN", False, {}, elman),
    ("RNN", False, {"activations": ["Tanh"]}, elman),
    ("RNN", False, {"activations": ["Relu"]}, irnn),
    ("LSTM", False, {"activations": ["Sigmoid", "Tanh", "Tanh"]}, lstm),
    ("LSTM", True, {"layout": 0}, peephole),
    ("GRU", False, {}, gru),
    ("GRU", False, {"linear_before_reset": 1}, gru_reset_after),
]


@pytest.mark.parametrize("operator, has_peepholes, attributes, cell", OPERATORS)
def test_a_file_of_another_hand_is_read(operator, has_peepholes, attributes, cell):
    arrays = draw(operator, np.random.default_rng(6), (5, 2, 3, 4), peepholes=has_peepholes)
    model = operator_model(operator, arrays, **attributes)
    found, params = interop.from_onnx(model)
    assert found is cell
    state = cell.State(*(arrays[name][0] for name in ("initial_h", "initial_c") if name in arrays))
    names = [value.name for value in model.graph.input]
    Y, *_ = session(model.SerializeToString()).run(None, {name: arrays[name] for name in names})
    assert np.abs(layers.forward(cell, params, arrays["X"], state).hs - Y[:, 0]).max() <= LIMIT


def test_weights_that_a_node_constant_holds_are_read():
    arrays = draw("GRU", np.random.default_rng(7), (5, 2, 3, 4))
    model = operator_model("GRU", arrays)
    expected = interop.from_onnx(model)[1]
    tensor = next(one for one in model.graph.initializer if one.name == "R")
    model.graph.node.insert(0, onnx.helper.make_node("Constant", [], ["R"], value=tensor))
    model.graph.initializer.remove(tensor)
    assert same_bytes(interop.from_onnx(model)[1], expected)


REFUSED: list[tuple[str, dict, str]] = [
    ("RNN", {"activations": ["Elu"]}, r"activations \['tanh'\], as our cells have them, got \['Elu'\]"),
    ("LSTM", {"activations": ["HardSigmoid", "Tanh", "Tanh"]}, r"got \['HardSigmoid', 'Tanh', 'Tanh'\]"),
    ("LSTM", {"clip": 3.0}, r"without clip, which our cells do not have, got 3.0"),
    ("LSTM", {"input_forget": 1}, r"an input gate of its own, got input_forget=1"),
    ("GRU", {"direction": "sideways"}, r"forward, reverse, bidirectional, got direction='sideways'"),
]


@pytest.mark.parametrize("operator, attributes, message", REFUSED)
def test_an_operator_that_computes_another_function_is_refused(operator, attributes, message):
    model = operator_model(operator, draw(operator, np.random.default_rng(8), (3, 2, 3, 4)), **attributes)
    with pytest.raises(ValueError, match=message):
        interop.from_onnx(model)


def test_what_is_no_onnx_file_is_named(tmp_path):
    (tmp_path / "weights.npz").write_bytes(b"PK\x03\x04 something else")
    for source in (b"PK\x03\x04 something else", tmp_path / "weights.npz"):
        with pytest.raises(ValueError, match="model: expected an ONNX file, got something"):
            interop.from_onnx(source)
    with pytest.raises(ValueError, match="expected one operator RNN, LSTM or GRU, got none"):
        interop.from_onnx(b"")
    with pytest.raises(TypeError, match=r"model: expected a path, bytes or an onnx.ModelProto, got dict"):
        interop.from_onnx({})
    with pytest.raises(FileNotFoundError):
        interop.from_onnx(tmp_path / "nothing.onnx")


def test_weights_that_are_computed_in_the_file_are_named():
    arrays = draw("GRU", np.random.default_rng(9), (3, 2, 3, 4))
    model = operator_model("GRU", arrays)
    model.graph.initializer.remove(next(one for one in model.graph.initializer if one.name == "W"))
    with pytest.raises(ValueError, match=r"expected W of GRU 'it' stored in the file, got 'W', which is not stored"):
        interop.from_onnx(model)


# Bad input


@pytest.mark.parametrize("call", [lambda: interop.to_onnx(lstm, lstm.zeros(2, 3)), lambda: interop.from_onnx(b"")])
def test_where_onnx_is_missing_the_error_says_how_to_get_it(call, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ImportError, match=r'onnx needs the package onnx: pip install "lstmlab\[interop\]"'):
        call()


def test_what_cannot_be_written_is_named():
    double, single = lstm.zeros(3, 4), gru.zeros(4, 4, np.float32)
    with pytest.raises(TypeError, match=r"expected float64 everywhere, as in the first layer, got float32: 1.W"):
        interop.to_onnx(Stack((lstm, gru)), (double, single))
    with pytest.raises(TypeError, match="params: expected float32 or float64, got complex128"):
        interop.to_onnx(lstm, trees.map(lambda array: array + 0j, double))
    with pytest.raises(ValueError, match="mode: expected 'many-to-many' or 'many-to-one', got 'last'"):
        interop.to_onnx(lstm, double, mode="last")
    wide = readout.Params(np.zeros((5, 2)), np.zeros(2))
    with pytest.raises(ValueError, match=r"W_y: expected \(H, K\) = \(4, 2\), got \(5, 2\)"):
        interop.to_onnx(lstm, network.Params(double, wide))


def test_nothing_is_left_behind_where_writing_fails(tmp_path):
    with pytest.raises(TypeError, match=r"params: expected Params\(W_x, W_h, b\), got Params\(W_x, W_h, b_x, b_h\)"):
        interop.to_onnx(lstm, gru_reset_after.zeros(2, 3), tmp_path / "model.onnx")
    assert list(tmp_path.iterdir()) == []


def test_every_single_cell_of_the_course_was_written():
    assert set(SINGLE) >= {"Elman", "LSTM", "peephole LSTM", "GRU", "GRU, reset after"}
