"""Every input and attribute that ONNX's RNN, LSTM and GRU have, in any version: read, or refused by its name.

What is read is compared with onnxruntime, which gets the same model. A version to come that has one more input or
attribute makes the first test fail.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import onnx
import pytest
from onnx import helper

from lstmlab import interop, layers
from lstmlab.cells import elman, gru, gru_reset_after, irnn, lstm, peephole
from lstmlab.layers import Bidirectional, Reversed
from lstmlab.shapes import Array
from tests.package.onnx_models import INPUTS, ROWS, draw, operator_model, session

T, N, D, H = 5, 2, 3, 4
LIMIT = 1e-5
WEIGHTS = ("W", "R", "B", "P")


def table() -> set[tuple[str, str]]:
    """(operator, input or attribute) of all versions of the installed onnx."""
    found = set()
    for schema in onnx.defs.get_all_schemas_with_history():
        if schema.name in ROWS and schema.domain == "":
            found |= {(schema.name, one.name) for one in schema.inputs}
            found |= {(schema.name, name) for name in schema.attributes}
    return found


class Case(NamedTuple):
    """One value of an input or attribute.

    cell: what it is read as, or the words of the refusal; attributes, directions, peepholes: of the operator;
    stored, dropped: inputs that stand in the file, or that are left out, against the usual; change: of the model.
    """

    cell: Any
    attributes: Mapping[str, Any] = MappingProxyType({})
    directions: int = 1
    stored: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    change: Callable[[onnx.ModelProto], Any] | None = None


def unstored(name: str) -> Callable[[onnx.ModelProto], Any]:
    """The weight comes in at every run."""

    def change(model: onnx.ModelProto) -> None:
        tensor = next(one for one in model.graph.initializer if one.name == name)
        model.graph.initializer.remove(tensor)
        model.graph.input.append(helper.make_tensor_value_info(name, tensor.data_type, tensor.dims))

    return change


def lengths(*values: int) -> Callable[[onnx.ModelProto], Any]:
    """sequence_lens, stored in the file."""

    def change(model: onnx.ModelProto) -> None:
        model.graph.node[0].input[4] = "sequence_lens"
        model.graph.initializer.append(onnx.numpy_helper.from_array(np.array(values, np.int32), "sequence_lens"))

    return change


def lengths_from_outside(model: onnx.ModelProto) -> None:
    model.graph.node[0].input[4] = "sequence_lens"
    model.graph.input.append(helper.make_tensor_value_info("sequence_lens", onnx.TensorProto.INT32, [N]))


PLAIN = {"RNN": elman, "LSTM": lstm, "GRU": gru}
HIDDEN = {"RNN": ["Tanh"], "LSTM": ["Sigmoid", "Tanh", "Tanh"], "GRU": ["Sigmoid", "Tanh"]}


def cases() -> dict[tuple[str, str], list[Case]]:
    found: dict[tuple[str, str], list[Case]] = {}
    for operator, cell in PLAIN.items():
        names, few = HIDDEN[operator], len(HIDDEN[operator])
        both = {"direction": "bidirectional"}
        for name in ("W", "R"):
            found[operator, name] = [Case(cell), Case(f"{name} of {operator}.*not stored", change=unstored(name))]
        found |= {
            (operator, "X"): [Case(cell)],
            (operator, "B"): [
                Case(cell),
                Case(cell, dropped=("B",)),
                Case(f"B of {operator}.*not stored", change=unstored("B")),
            ],
            (operator, "sequence_lens"): [
                Case(cell, change=lengths(T, T)),
                Case(cell, change=lengths_from_outside),
                Case(r"sequence_lens .* to come with the data, got \[5, 3\] stored", change=lengths(T, 3)),
                Case("sequence_lens .* to come with the data", change=lengths(3, 3)),
            ],
            (operator, "initial_h"): [
                Case(cell, stored=("initial_h", "initial_c")),
                Case(Bidirectional(cell), both, 2, ("initial_h", "initial_c")),
                Case(cell, stored=("initial_h",), dropped=("initial_c",)),
                Case(cell, dropped=("initial_h", "initial_c")),
            ],
            (operator, "activations"): [
                Case(cell, {"activations": names}),
                # onnxruntime takes a letter of either case, but not for the RNN.
                Case(cell, {"activations": names if operator == "RNN" else [name.upper() for name in names]}),
                Case(Bidirectional(cell), both | {"activations": names * 2}, 2),
                *(
                    Case("activations", {"activations": [*names[:k], other, *names[k + 1 :]]})
                    for k in range(few)
                    for other in ("HardSigmoid", "Softsign", "Affine")
                ),
                Case("activations", both | {"activations": names + ["Softsign"] * few}, 2),
            ],
            (operator, "activation_alpha"): [Case(cell, {"activation_alpha": [0.3] * few})],
            (operator, "activation_beta"): [Case(cell, {"activation_beta": [0.3] * few})],
            (operator, "clip"): [
                Case("without clip", {"clip": 3.0}),
                Case("without clip", {"clip": 0.0}),
                Case(cell, {"clip": float(np.finfo(np.float32).max)}),
            ],
            (operator, "direction"): [
                Case(cell, {"direction": "forward"}),
                Case(Reversed(cell), {"direction": "reverse"}),
                Case(Reversed(cell), {"direction": "reverse"}, stored=("initial_h", "initial_c")),
                Case(Bidirectional(cell), both, 2),
                Case("direction='upward'", {"direction": "upward"}),
            ],
            (operator, "hidden_size"): [Case(cell), Case("hidden_size=4 of .*got 5", {"hidden_size": H + 1})],
            # onnxruntime has layout=1 on no processor: see the test below.
            (operator, "layout"): [Case(cell, {"layout": 0}), Case("layout 0 or 1 of .*got 2", {"layout": 2})],
            (operator, "output_sequence"): [Case(cell, {"output_sequence": 1}), Case(cell, {"output_sequence": 0})],
        }
    found["RNN", "activations"] += [
        Case(elman, {"activations": ["Tanh", "Tanh"]}),
        Case(irnn, {"activations": ["Relu"]}),
        Case(irnn, {"activations": ["Relu", "Tanh"]}),
        Case(Bidirectional(irnn), {"activations": ["Relu", "Relu"], "direction": "bidirectional"}, 2),
        Case("activations", {"activations": ["Relu", "Tanh"], "direction": "bidirectional"}, 2),
    ]
    found["GRU", "activations"] += [Case("activations", {"activations": ["Sigmoid", "Relu"]})]
    found["LSTM", "activations"] += [Case("activations", {"activations": ["Sigmoid", "Relu", "Tanh"]})]
    found["LSTM", "initial_c"] = [Case(lstm, stored=("initial_c",), dropped=("initial_h",))]
    found["LSTM", "initial_c"] += [Case("initial_h from outside and the rest from the file", stored=("initial_c",))]
    found["LSTM", "P"] = [Case(peephole), Case("P of LSTM.*not stored", change=unstored("P"))]
    found["LSTM", "input_forget"] = [Case(lstm, {"input_forget": 0}), Case("input_forget=1", {"input_forget": 1})]
    found["GRU", "linear_before_reset"] = [Case(gru, {"linear_before_reset": 0})]
    found["GRU", "linear_before_reset"] += [Case(gru_reset_after, {"linear_before_reset": 1})]
    return found


CASES = cases()
FLAT = [
    pytest.param(operator, name, case, id=f"{operator}-{name}-{k}")
    for (operator, name), list_ in CASES.items()
    for k, case in enumerate(list_)
]


def test_every_input_and_attribute_of_every_version_has_a_case():
    assert table() == set(CASES), "read or refuse what is new in lstmlab/interop/onnx_operator.py, and add a case"


def model_of(operator: str, name: str, case: Case) -> tuple[onnx.ModelProto, dict[str, Array]]:
    arrays = draw(operator, np.random.default_rng(0), (T, N, D, H), case.directions, peepholes=name == "P")
    arrays = {key: array for key, array in arrays.items() if key not in case.dropped}
    model = operator_model(operator, arrays)
    node = model.graph.node[0]
    for key, value in case.attributes.items():
        for old in [one for one in node.attribute if one.name == key]:
            node.attribute.remove(old)
        node.attribute.append(helper.make_attribute(key, value))
    for key in (key for key in case.stored if key in arrays):
        model.graph.input.remove(next(one for one in model.graph.input if one.name == key))
        model.graph.initializer.append(onnx.numpy_helper.from_array(arrays[key], key))
    if case.change is not None:
        case.change(model)
    return model, arrays


@pytest.mark.parametrize("operator, name, case", FLAT)
def test_it_is_read_as_onnxruntime_reads_it_or_refused_by_name(operator, name, case):
    model, arrays = model_of(operator, name, case)
    if isinstance(case.cell, str):
        with pytest.raises(ValueError, match=case.cell):
            interop.from_onnx(model)
        return
    found = interop.from_onnx(model)
    assert found.cell == case.cell
    if name == "output_sequence":  # no onnxruntime of today runs version 1
        del model.graph.node[0].attribute[-1]
    fed = {one.name for one in model.graph.input}
    given = arrays | {"sequence_lens": np.full(N, T, np.int32)}
    Y = session(model.SerializeToString()).run(["Y"], {key: given[key] for key in fed})[0]
    state = found.state
    if state is None:
        state = layers.zero_state(found.cell, found.params, N)
        if "initial_h" in fed:
            parts = [arrays[key] for key in ("initial_h", "initial_c") if key in arrays]
            halves = [type(half)(*(part[k] for part in parts)) for k, half in enumerate(halves_of(state))]
            state = layers.Both(*halves) if len(halves) == 2 else halves[0]
    hs = layers.forward(found.cell, found.params, arrays["X"], state).hs
    assert np.abs(hs - Y.transpose(0, 2, 1, 3).reshape(T, N, -1)).max() <= LIMIT
    assert len(found) == (3 if case.stored else 2)


def halves_of(state: Any) -> list[Any]:
    return list(state) if isinstance(state, layers.Both) else [state]


def test_an_attribute_of_a_version_to_come_is_refused_by_its_name():
    model, _ = model_of("GRU", "X", Case(gru))
    model.graph.node[0].attribute.append(helper.make_attribute("twice", 1))
    with pytest.raises(ValueError, match="without twice, which no version known here has, got 1"):
        interop.from_onnx(model)
    model, _ = model_of("LSTM", "P", Case(peephole))
    model.graph.node[0].input.append("W")
    with pytest.raises(ValueError, match=f"at most {len(INPUTS)} inputs of LSTM 'it'"):
        interop.from_onnx(model)


@pytest.mark.parametrize("operator", ROWS)
def test_layout_1_turns_the_axes_of_the_data_and_of_a_stored_state(operator):
    """By onnx.reference, and for the state by the same file with layout 0."""
    model, arrays = model_of(operator, "layout", Case(PLAIN[operator], stored=("initial_h", "initial_c")))
    expected = interop.from_onnx(model)
    for key in ("initial_h", "initial_c"):
        for tensor in [one for one in model.graph.initializer if one.name == key]:
            tensor.CopyFrom(onnx.numpy_helper.from_array(arrays[key].swapaxes(0, 1).copy(), key))
    model.graph.node[0].attribute.append(helper.make_attribute("layout", 1))
    found = interop.from_onnx(model)
    assert found.cell is expected.cell
    for one, other in zip(found.params + found.state, expected.params + expected.state, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_state_of_zeros_is_none():
    model, arrays = model_of("LSTM", "X", Case(lstm))
    for key in ("initial_h", "initial_c"):
        model.graph.input.remove(next(one for one in model.graph.input if one.name == key))
        model.graph.initializer.append(onnx.numpy_helper.from_array(0 * arrays[key], key))
    cell, _ = interop.from_onnx(model)
    assert cell is lstm
    assert interop.from_onnx(model).state is None
