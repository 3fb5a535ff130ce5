"""The cells beside PyTorch in float64: outputs, and the gradient of every weight, input and initial state.

The numbers are stored in tests/package/oracles/ with the programs that made them. How PyTorch's weights become ours is
written here once more, in the plainest form: lstmlab.interop is tested elsewhere.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab import kernels, layers, trees, unroll
from lstmlab.cells import elman, gru_reset_after, irnn, lstm
from lstmlab.gradcheck import relative_error
from tests.cases import for_each
from tests.package.cell_cases import ALL

ORACLES = Path(__file__).parent / "oracles"
LIMIT = 1e-10

MODULES = {"RNN": elman, "RNN, relu": irnn, "LSTM": lstm, "GRU": gru_reset_after}


def read() -> tuple[dict, dict[str, dict[str, dict[str, np.ndarray]]]]:
    """What the stored file says of itself, and its arrays: case -> part -> name."""
    vectors: dict = {}
    with np.load(ORACLES / "pytorch_vectors.npz") as stored:
        about = json.loads(str(stored["about"]))
        for key in stored.files:
            if key == "about":
                continue
            case, part, name = key.split("/")
            vectors.setdefault(case, {}).setdefault(part, {})[name] = stored[key]
    return about, vectors


ABOUT, VECTORS = read()
CASES = ABOUT["cases"]
TORCH = [title for title, case in CASES.items() if case["layout"] == "torch"]
PLAIN = [title for title in TORCH if "chunks" in CASES[title]]
BY_HAND = [title for title in CASES if title not in TORCH]
ONE_LAYER = [*PLAIN, *BY_HAND]


def cell_of(title: str) -> Any:
    """The cell that a case is about, stacked and both ways where the case is."""
    case = CASES[title]
    if case["layout"] == "lstmlab":
        return ALL[title]
    cell = MODULES[case["module"]]
    if case["bidirectional"]:
        cell = layers.Bidirectional(cell)
    return layers.Stack((cell,) * case["layers"]) if case["layers"] > 1 else cell


def params_of(title: str, arrays: dict[str, np.ndarray], two_biases_are_added: bool) -> Any:
    """Weights, or their gradients, in our form. A sum of two biases has one gradient, which PyTorch gives to both."""
    case = CASES[title]
    if case["layout"] == "lstmlab":
        cell = ALL[title]
        peepholes = {name.removeprefix("p."): array for name, array in arrays.items() if name.startswith("p.")}
        return cell.Params(*(peepholes if name == "p" else arrays[name] for name in cell.Params._fields))

    def one(layer: int, suffix: str) -> Any:
        W_x, W_h, b_x, b_h = (
            arrays[f"{name}_l{layer}{suffix}"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        if case["module"] == "GRU":
            return gru_reset_after.Params(W_x.T, W_h.T, b_x, b_h)
        if not two_biases_are_added:
            assert relative_error(b_x, b_h) < 1e-13
        return MODULES[case["module"]].Params(W_x.T, W_h.T, b_x + b_h if two_biases_are_added else b_x)

    return arranged(case, lambda layer, direction: one(layer, ("", "_reverse")[direction]))


def state_of(title: str, arrays: dict[str, np.ndarray], name: str) -> Any:
    """A state, or its gradient, in our form; `name` with a # for the part: "#0", "#n", "d#n"."""
    case = CASES[title]
    if case["layout"] == "lstmlab":
        State = ALL[title].State
        return State(*(arrays[name.replace("#", part)] for part in State._fields))
    State = MODULES[case["module"]].State
    directions = 2 if case["bidirectional"] else 1
    return arranged(
        case,
        lambda layer, direction: State(
            *(arrays[name.replace("#", part)][layer * directions + direction] for part in State._fields)
        ),
    )


def arranged(case: dict, make: Any) -> Any:
    """One for each layer and direction, put together as lstmlab.layers wants them."""
    each = tuple(
        layers.Both(make(layer, 0), make(layer, 1)) if case["bidirectional"] else make(layer, 0)
        for layer in range(case["layers"])
    )
    return each if len(each) > 1 else each[0]


def mask_of(title: str) -> np.ndarray | None:
    lengths = CASES[title].get("lengths")
    return None if lengths is None else np.arange(len(VECTORS[title]["given"]["xs"]))[:, None] < np.array(lengths)


def run(title: str, way: Any, k: int | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """What we compute, and what PyTorch computed: outputs and gradients under the same names."""
    vectors = VECTORS[title]
    given, stored = vectors["given"], vectors["gradients" if k is None else f"gradients k={k}"]
    hs, state, (dxs, dstate, grads) = way(
        cell_of(title),
        params_of(title, vectors["weights"], two_biases_are_added=True),
        given["xs"],
        state_of(title, given, "#0"),
        given["dhs"],
        state_of(title, given, "d#n"),
        mask_of(title),
        k,
    )
    if mask_of(title) is not None:
        hs = hs * mask_of(title)[..., None]  # PyTorch fills up with zeros, we repeat the last h
    ours = {"hs": hs, "final state": state, "dxs": dxs, "dstate0": dstate, "gradients": grads}
    theirs = {
        "hs": vectors["outputs"]["hs"],
        "final state": state_of(title, vectors["outputs"], "#n"),
        "dxs": stored["xs"],
        "dstate0": state_of(title, stored, "#0"),
        "gradients": params_of(title, stored, two_biases_are_added=False),
    }
    return ours, theirs


def by_unroll(cell, params, xs, state, dhs, dstate, mask, k):
    trace = unroll.forward(cell, params, xs, state, mask=mask)
    back = unroll.truncated_backward(cell, params, trace, dhs, k or len(xs), dstate)
    return trace.hs, trace.state, back


def by_kernel(cell, params, xs, state, dhs, dstate, mask, k):
    trace = kernels.forward(cell, params, xs, state, mask=mask)
    return trace.hs, trace.state, kernels.backward(cell, params, trace, dhs, dstate, k=k)


def by_layers(cell, params, xs, state, dhs, dstate, mask, k, fast=True):
    trace = layers.forward(cell, params, xs, state, mask=mask, fast=fast)
    return trace.hs, trace.state, layers.backward(cell, params, trace, dhs, dstate, k=k)


def by_layers_of_reference_cells(*arguments):
    return by_layers(*arguments, fast=False)


def agree(record_property: Any, title: str, way: Any, k: int | None = None) -> None:
    ours, theirs = run(title, way, k)
    errors = {name: relative_error(one, other) for name, one, other in trees.leaves(ours, theirs)}
    worst = max(errors, key=errors.__getitem__)
    record_property("largest error", f"{errors[worst]:.1e} {worst}")
    assert {name: error for name, error in errors.items() if not error <= LIMIT} == {}


@for_each("title", ONE_LAYER)
def test_a_cell_and_all_its_gradients_are_those_of_pytorch(title, record_property):
    agree(record_property, title, by_unroll)


@for_each("title", [title for title in ONE_LAYER if kernels.has(cell_of(title))])
def test_a_kernel_and_all_its_gradients_are_those_of_pytorch(title, record_property):
    agree(record_property, title, by_kernel)


@for_each("k", [2, 3])
@for_each("way", [by_unroll, by_kernel, by_layers])
@for_each("title", PLAIN)
def test_gradients_cut_off_after_k_steps_are_those_of_detach(title, way, k, record_property):
    agree(record_property, title, way, k)


@for_each("way", [by_unroll, by_kernel])
@for_each("title", PLAIN)
def test_a_masked_sequence_has_the_gradients_of_a_packed_one(title, way, record_property):
    agree(record_property, f"{title}, unequal lengths", way)


@for_each("way", [by_layers, by_layers_of_reference_cells])
@for_each("title", TORCH)
def test_stacks_and_both_directions_have_the_gradients_of_pytorch(title, way, record_property):
    agree(record_property, title, way)


def test_modules_are_stored_alone_stacked_both_ways_and_with_unequal_lengths():
    assert set(CASES) == set(VECTORS)
    assert {CASES[title]["module"] for title in PLAIN} == set(MODULES)
    for kind in ("unequal lengths", "2 layers", "both directions"):
        assert all(f"torch.nn.{module}, {kind}" in TORCH for module in MODULES)


def test_every_cell_with_each_of_its_options_has_its_stored_vectors():
    others = {title for title, cell in ALL.items() if cell not in MODULES.values()}
    assert others == set(BY_HAND)


def test_no_stored_gradient_is_zero_except_where_the_papers_rule_cuts_it_off():
    for title, parts in VECTORS.items():
        for name, array in parts["gradients"].items():
            cut_off = name == "h0" and title.endswith("truncated")
            assert (np.abs(array).max() > 1e-6) != cut_off, f"{title}: {name}"


def test_a_truncated_gradient_is_another_one_than_the_full_gradient():
    for title in PLAIN:
        for k in CASES[title]["chunks"]:
            full, cut = VECTORS[title]["gradients"], VECTORS[title][f"gradients k={k}"]
            assert all(relative_error(full[name], cut[name]) > 1e-3 for name in full), title


def test_the_stored_vectors_were_made_by_the_programs_that_stand_beside_them():
    programs = ("pytorch_vectors.py", "pytorch_cells.py")
    found = hashlib.sha256(b"".join((ORACLES / name).read_bytes() for name in programs)).hexdigest()
    assert found == ABOUT["programs"], (
        "run tests/package/oracles/pytorch_vectors.py again (see tests/package/oracles/README.md)"
    )
    pinned = (ORACLES / "requirements.txt").read_text(encoding="utf-8").split()
    assert f"torch=={ABOUT['versions']['torch'].split('+')[0]}" in pinned
