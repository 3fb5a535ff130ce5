"""Weights go to PyTorch, Keras and ONNX and come back bit for bit; what those libraries compute, our cells compute."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstmlab import interop, layers, trees
from lstmlab.cells import elman, gru, gru_reset_after, irnn, lstm, peephole
from lstmlab.layers import Bidirectional, Both, Stack
from tests.cases import for_each
from tests.package.interop_cases import ALL, LAYOUTS, PAIRS, random_params, random_tree, same_bytes

ORACLES = Path(__file__).parent / "oracles"
LIMIT = 1e-10
KERAS_LIMIT = {"float64": LIMIT, "float32": 2e-6}  # what Keras rounds to float32, although it was asked for float64

BY_LIBRARY = {
    "RNN": elman,
    "RNN, relu": irnn,
    "SimpleRNN": elman,
    "LSTM": lstm,
    "GRU": gru_reset_after,
    "GRU, reset before": gru,
    "GRU, reset after": gru_reset_after,
}


def read(name: str) -> tuple[dict, dict[str, dict[str, dict[str, np.ndarray]]]]:
    """What a stored file says of itself, and its arrays: case -> part -> name."""
    vectors: dict = {}
    with np.load(ORACLES / name) as stored:
        about = json.loads(str(stored["about"]))
        for key in stored.files:
            if key != "about":
                case, part, array = key.split("/")
                vectors.setdefault(case, {}).setdefault(part, {})[array] = stored[key]
    return about, vectors


KERAS, KERAS_VECTORS = read("keras_vectors.npz")
TORCH, TORCH_VECTORS = read("pytorch_vectors.npz")
# Sequences of unequal lengths are about masks, which test_pytorch_vectors.py compares.
TORCH_CASES = [title for title, case in TORCH["cases"].items() if case["layout"] == "torch" and "lengths" not in case]


def stacked(cell: Any, n_layers: int, both_ways: bool) -> Any:
    layer = Bidirectional(cell) if both_ways else cell
    return Stack((layer,) * n_layers) if n_layers > 1 else layer


def numbered(arrays: dict[str, np.ndarray]) -> list[np.ndarray]:
    return [arrays[str(k)] for k in range(len(arrays))]


def in_form_of(state: Any, arrays: list[np.ndarray]) -> Any:
    rest = iter(arrays)
    return trees.map(lambda _: next(rest), state)


# Round trips


@for_each("dtype", [np.float32, np.float64])
@for_each("layout, title", PAIRS)
def test_our_weights_come_back_bit_for_bit(layout, title, dtype):
    write, read_back = LAYOUTS[layout]
    params = random_params(ALL[title], np.random.default_rng(0), dtype)
    for weights in (params, trees.map(np.zeros_like, params)):
        assert same_bytes(read_back(ALL[title], write(ALL[title], weights)), weights)


def without_second_bias(layout: str, title: str, weights: Any) -> Any:
    """Where a cell has one bias, a library's two only come back as they were if one of them is zero."""
    if "reset after" in title or layout == "Keras":
        return weights
    if layout == "PyTorch":
        return {name: array * (0 if "bias_hh" in name else 1) for name, array in weights.items()}
    if isinstance(weights, list):
        return [without_second_bias(layout, title, layer) for layer in weights]
    B = weights["B"].copy()
    B[:, B.shape[1] // 2 :] = 0
    return weights | {"B": B}


@for_each("layout, title", [pair for pair in PAIRS if pair[1] != "a stack in a stack"])
def test_the_weights_of_a_library_come_back_bit_for_bit(layout, title):
    write, read_back = LAYOUTS[layout]
    cell, rng = ALL[title], np.random.default_rng(2)
    theirs = without_second_bias(layout, title, random_tree(write(cell, random_params(cell, rng)), rng))
    theirs = trees.map(lambda array: array + 0.0, theirs)  # -0.0 + 0.0 is 0.0: zeros without a sign
    assert same_bytes(write(cell, read_back(cell, theirs)), theirs)


@for_each("layout, title", PAIRS)
def test_nothing_is_shared_or_changed(layout, title):
    write, read_back = LAYOUTS[layout]
    params = random_params(ALL[title], np.random.default_rng(3))
    before = trees.map(np.copy, params)
    theirs = write(ALL[title], params)
    kept = trees.map(np.copy, theirs)
    ours = read_back(ALL[title], theirs)
    assert same_bytes(params, before)
    assert same_bytes(theirs, kept)
    groups = [[array for _, array in trees.leaves(tree)] for tree in (params, theirs, ours)]
    for one, other in ((0, 1), (1, 2)):
        assert not any(np.shares_memory(a, b) for a in groups[one] for b in groups[other])


# Beside what the libraries computed


@for_each("title", KERAS["cases"])
def test_keras_weights_compute_here_what_they_compute_in_keras(title, record_property):
    case, vectors = KERAS["cases"][title], KERAS_VECTORS[title]
    cell = stacked(BY_LIBRARY[case["kind"]], case["layers"], case["bidirectional"])
    weights = numbered(vectors["weights"])
    params = interop.from_keras(cell, weights)
    xs = vectors["given"]["xs"].swapaxes(0, 1)  # sequences come first in Keras
    state = in_form_of(layers.zero_state(cell, params, xs.shape[1]), numbered(vectors["states"]))
    trace = layers.forward(cell, params, xs, state)
    ends = [array for _, array in trees.leaves(trace.state)]
    found, expected = [trace.hs, *ends], [vectors["outputs"]["hs"].swapaxes(0, 1), *numbered(vectors["ends"])]
    error = max(np.abs(one - other).max() for one, other in zip(found, expected, strict=True))
    record_property("largest difference", float(error))
    assert error <= KERAS_LIMIT[case["exact_to"]]
    assert same_bytes(interop.to_keras(cell, params), weights)


@for_each("title", TORCH_CASES)
def test_pytorch_weights_compute_here_what_they_compute_in_pytorch(title, record_property):
    case, vectors = TORCH["cases"][title], TORCH_VECTORS[title]
    cell = stacked(BY_LIBRARY[case["module"]], case["layers"], case["bidirectional"])
    params = interop.from_pytorch(cell, vectors["weights"])
    given, outputs = vectors["given"], vectors["outputs"]
    parts = [part for part in ("h", "c") if f"{part}0" in given]
    # PyTorch puts all layers and directions of a part into one array, ours go part by part within each of them.
    first = [given[f"{part}0"][k] for k in range(len(given["h0"])) for part in parts]
    last = [outputs[f"{part}n"][k] for k in range(len(given["h0"])) for part in parts]
    state = in_form_of(layers.zero_state(cell, params, given["xs"].shape[1]), first)
    trace = layers.forward(cell, params, given["xs"], state)
    found, expected = [trace.hs, *(array for _, array in trees.leaves(trace.state))], [outputs["hs"], *last]
    error = max(np.abs(one - other).max() for one, other in zip(found, expected, strict=True))
    record_property("largest difference", float(error))
    assert error <= LIMIT
    theirs = interop.to_pytorch(cell, params)
    assert set(theirs) == set(vectors["weights"])
    for name, array in vectors["weights"].items():
        if "weight" in name or cell is gru_reset_after:
            assert same_bytes(theirs[name], array)


def test_every_kind_of_layer_of_both_libraries_was_compared():
    kinds = [(case["kind"], case["layers"], case["bidirectional"]) for case in KERAS["cases"].values()]
    assert set(kinds) == {
        (kind, n, both)
        for kind in ("SimpleRNN", "LSTM", "GRU, reset before", "GRU, reset after")
        for n in (1, 2)
        for both in (False, True)
    }
    modules = {TORCH["cases"][title]["module"] for title in TORCH_CASES}
    assert modules == {"RNN", "RNN, relu", "LSTM", "GRU"}
    assert any(TORCH["cases"][title]["layers"] == 2 and TORCH["cases"][title]["bidirectional"] for title in TORCH_CASES)


def test_the_stored_numbers_of_keras_come_from_the_program_beside_them():
    program = (ORACLES / "keras_vectors.py").read_bytes()
    assert hashlib.sha256(program).hexdigest() == KERAS["programs"], "run tests/package/oracles/keras_vectors.py again"


# The same arrays, another function


def test_arrays_that_fit_another_function_are_what_the_appendix_warns_of():
    """Nothing in the arrays tells these apart, and the outputs are far from each other."""
    rng = np.random.default_rng(11)
    xs = rng.normal(size=(20, 3, 3))
    pairs = {
        "rectified": (elman, irnn, lambda params: params),
        "a forget bias that is added at run time": (
            lstm,
            lstm,
            lambda params: params._replace(b=params.b + np.repeat([0.0, 1.0, 0.0, 0.0], 4)),
        ),
        "what z weighs": (gru, gru.variant(z_weighs="previous"), lambda params: params),
    }
    for title, (cell, other, change) in pairs.items():
        params = random_params(cell, rng)
        weights = interop.to_onnx_weights(cell, params)
        read = change(interop.from_onnx_weights(cell, weights))
        apart = np.abs(layers.forward(cell, params, xs).hs - layers.forward(other, read, xs).hs).max()
        assert apart > 0.1, title


def test_a_projection_is_refused_by_its_name():
    weights = interop.to_pytorch(lstm, random_params(lstm, np.random.default_rng(12)))
    projected = {name: array[:, :2] if "hh" in name and array.ndim == 2 else array for name, array in weights.items()}
    with pytest.raises(
        ValueError, match=r"'weight_hr_l0' is not expected \(a projection, proj_size: the cells here have none"
    ):
        interop.from_pytorch(lstm, projected | {"weight_hr_l0": np.zeros((2, 4))})
    with pytest.raises(ValueError, match=r"weight_hh_l0: expected \(4H, H\).*got \(16, 2\)"):
        interop.from_pytorch(lstm, projected)


# What the layouts say


def test_the_two_biases_of_pytorch_are_added():
    rng = np.random.default_rng(4)
    weights = random_tree(interop.to_pytorch(lstm, random_params(lstm, rng)), rng)
    b = interop.from_pytorch(lstm, weights).b
    np.testing.assert_array_equal(b, weights["bias_ih_l0"] + weights["bias_hh_l0"])
    forget = np.r_[np.zeros(4), np.ones(4), np.zeros(8)]
    assert interop.from_pytorch(lstm, weights | {"bias_ih_l0": forget, "bias_hh_l0": forget}).b[4] == 2


def test_only_the_sum_of_both_biases_counts_for_r_and_z():
    rng = np.random.default_rng(5)
    params = random_params(gru_reset_after, rng)
    moved = np.r_[rng.normal(size=8), np.zeros(4)]
    other = params._replace(b_x=params.b_x + moved, b_h=params.b_h - moved)
    candidate = params._replace(b_x=params.b_x + moved[::-1], b_h=params.b_h - moved[::-1])
    xs = rng.normal(size=(5, 2, 3))
    hs, same, different = (layers.forward(gru_reset_after, one, xs).hs for one in (params, other, candidate))
    np.testing.assert_allclose(same, hs, rtol=0, atol=1e-14)
    assert np.abs(different - hs).max() > 1e-3


@for_each("layout", ["Keras", "ONNX"])
def test_both_conventions_of_z_are_one_function(layout):
    write, read_back = LAYOUTS[layout]
    rng = np.random.default_rng(6)
    params, xs = random_params(gru, rng), rng.normal(size=(6, 2, 3))
    other = read_back(gru.variant("previous"), write(gru, params))
    assert np.abs(other.W_x - params.W_x).max() > 0.1
    hs, same = layers.forward(gru, params, xs).hs, layers.forward(gru.variant("previous"), other, xs).hs
    np.testing.assert_allclose(same, hs, rtol=0, atol=1e-14)


def test_the_gates_stand_where_each_library_looks_for_them():
    """Biases that name their gate: H = 1."""
    lstm_params = lstm.zeros(2, 1)._replace(b=np.array([1.0, 2, 3, 4]))  # i f g o
    gru_params = gru_reset_after.zeros(2, 1)._replace(b_x=np.array([5.0, 6, 7]), b_h=np.array([8.0, 9, 10]))  # r z n
    peepholes = peephole.zeros(2, 1)._replace(p_i=np.array([1.0]), p_f=np.array([2.0]), p_o=np.array([4.0]))
    assert interop.to_pytorch(lstm, lstm_params)["bias_ih_l0"].tolist() == [1, 2, 3, 4]  # i f g o
    assert interop.to_keras(lstm, lstm_params)[2].tolist() == [1, 2, 3, 4]  # i f c o
    assert interop.to_onnx_weights(lstm, lstm_params)["B"].tolist() == [[1, 4, 2, 3, 0, 0, 0, 0]]  # i o f c
    assert interop.to_pytorch(gru_reset_after, gru_params)["bias_hh_l0"].tolist() == [8, 9, 10]  # r z n
    assert interop.to_keras(gru_reset_after, gru_params)[2].tolist() == [[6, 5, 7], [9, 8, 10]]  # z r h
    assert interop.to_onnx_weights(gru_reset_after, gru_params)["B"].tolist() == [[6, 5, 7, 9, 8, 10]]  # z r h
    assert interop.to_onnx_weights(peephole, peepholes)["P"].tolist() == [[1, 4, 2]]  # i o f


def test_the_short_forms_of_the_exercises_are_the_long_ones():
    params = random_params(lstm, np.random.default_rng(7))
    theirs = interop.to_pytorch_lstm(*params)
    assert list(theirs) == ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    assert same_bytes(interop.from_pytorch(lstm, theirs), params)
    assert same_bytes(interop.from_keras_lstm(*interop.to_keras(lstm, params)), tuple(params))


def test_weights_in_a_larger_model_are_found_by_their_prefix_and_cells_without_a_layer_number():
    params = random_params(lstm, np.random.default_rng(8))
    theirs = interop.to_pytorch(lstm, params)
    larger = {f"encoder.{name}": array for name, array in theirs.items()} | {"head.weight": np.ones((2, 4))}
    assert same_bytes(interop.from_pytorch(lstm, larger, prefix="encoder."), params)
    as_cell = {name.removesuffix("_l0"): array for name, array in theirs.items()}
    assert same_bytes(interop.from_pytorch(lstm, as_cell), params)


def test_a_bias_that_onnx_leaves_out_is_zero():
    params = random_params(Bidirectional(elman), np.random.default_rng(9))
    weights = interop.to_onnx_weights(Bidirectional(elman), params)
    read_back = interop.from_onnx_weights(Bidirectional(elman), {name: weights[name] for name in ("W", "R")})
    zero = Both(*(half._replace(b=np.zeros(4)) for half in params))
    assert same_bytes(read_back, zero)
