"""Wrong and foreign weights: the error names the weight, what came, and what was expected."""

from typing import Any

import numpy as np
import pytest

from lstmlab import interop, layers
from lstmlab.cells import ablation, elman, feedforward, gru, gru_reset_after, lstm, lstm1997, peephole
from lstmlab.layers import Bidirectional, Both, Reversed, Stack
from tests.cases import for_each
from tests.package.interop_cases import LAYOUTS

D, H = 3, 4
WRITERS = [write for write, _ in LAYOUTS.values()] + [interop.to_onnx]


def zeros(cell: Any) -> Any:
    return layers.zeros(cell, D, H)


def without(weights: dict, name: str) -> dict:
    return {key: array for key, array in weights.items() if key != name}


TORCH = interop.to_pytorch(lstm, zeros(lstm))
KERAS = interop.to_keras(lstm, zeros(lstm))
ONNX = interop.to_onnx_weights(lstm, zeros(lstm))


# Cells without a counterpart


@for_each("write", WRITERS)
@for_each("cell", [lstm1997, lstm1997.variant("paper"), *map(ablation.variant, ablation.BLOCKS)])
def test_a_cell_that_no_library_has_says_so_and_what_can_be_exported(write, cell):
    able = "cells.elman, cells.irnn, cells.lstm, cells.peephole, cells.gru, cells.gru_reset_after"
    more = "and Stack and Bidirectional of them"
    with pytest.raises(ValueError, match=f"has no layout in PyTorch, Keras or ONNX.*{able}, {more}"):
        write(cell, zeros(cell))


def test_two_ablations_are_other_cells_and_say_which():
    for name, twin in {"vanilla": r"it is cells.peephole with", "NP": "it is cells.lstm with"}.items():
        with pytest.raises(ValueError, match=twin):
            interop.to_onnx(ablation.variant(name), zeros(ablation.variant(name)))
    plain = ablation.variant("NP")
    params = layers.zeros(plain, D, H)
    xs = np.random.default_rng(0).normal(size=(4, 2, D))
    as_lstm = lstm.Params(params.W_x + 0.1, params.W_h, params.b)
    same = layers.forward(plain, params._replace(W_x=params.W_x + 0.1), xs).hs
    np.testing.assert_allclose(layers.forward(lstm, as_lstm, xs).hs, same, rtol=0, atol=1e-15)


@for_each(
    "function, cell, message",
    [
        (
            interop.to_pytorch,
            gru,
            "PyTorch has no GRU with the reset before the product; its own form is .*gru_reset_after",
        ),
        (interop.to_pytorch, peephole, "PyTorch has no LSTM with peepholes; ONNX has"),
        (interop.to_keras, peephole, "Keras has no LSTM with peepholes; ONNX has"),
        (interop.to_keras, Stack((lstm, Bidirectional(peephole))), "Keras has no LSTM with peepholes"),
        (interop.to_pytorch, Stack((lstm, elman)), r"expected one kind of cell.*got LSTM, Elman cell; take one layer"),
        (
            interop.to_pytorch,
            Stack((lstm, Bidirectional(lstm))),
            "all of them forward or all bidirectional.*LSTM both ways",
        ),
        (interop.to_pytorch, Reversed(lstm), "PyTorch has no module that runs from the last step to the first alone"),
        (interop.to_onnx, Reversed(Bidirectional(lstm)), "a Reversed of a Bidirectional has no layout"),
        (
            interop.to_onnx_weights,
            Bidirectional(Stack((lstm, lstm))),
            "a Bidirectional of a Stack has no layout.*a Stack of Bidirectional layers",
        ),
    ],
)
def test_what_one_library_lacks_is_named(function, cell, message):
    with pytest.raises(ValueError, match=message):
        function(cell, zeros(cell))


def test_pytorch_has_one_size_in_all_layers():
    params = layers.zeros(Stack((lstm, lstm)), D, (4, 5))
    with pytest.raises(ValueError, match=r"expected one H in all layers, as PyTorch has it, got \[4, 5\]"):
        interop.to_pytorch(Stack((lstm, lstm)), params)


@for_each("cell", [feedforward, np, None, "lstm"])
def test_what_is_no_cell_is_named(cell):
    for write in WRITERS:
        with pytest.raises(TypeError, match=r"expected a module of lstmlab.cells with a step, a Stack or a"):
            write(cell, zeros(lstm))


# Our own weights


@for_each("write", WRITERS)
def test_weights_that_do_not_fit_the_cell_are_named(write):
    params = zeros(lstm)
    with pytest.raises(ValueError, match=r"W_x: expected \(D, 4H\).*got \(3, 12\)"):
        write(lstm, params._replace(W_x=np.zeros((3, 12))))
    with pytest.raises(TypeError, match=r"params: expected Params\(W_x, W_h, b\), got Params\(W_x, W_h, b_x, b_h\)"):
        write(lstm, zeros(gru_reset_after))
    with pytest.raises(TypeError, match="b: expected a NumPy array of numbers"):
        write(lstm, params._replace(b=[0.0] * 16))
    with pytest.raises(ValueError, match="params: expected 2, one a layer of the stack, got 1"):
        write(Stack((lstm, lstm)), (params,))
    with pytest.raises(TypeError, match="params: expected a tuple, one a layer of the stack, got Params"):
        write(Stack((lstm, lstm)), params)
    with pytest.raises(ValueError, match=r"1.W_x: expected \(D, 4H\) = \(4, 16\), got \(3, 16\)"):
        write(Stack((lstm, lstm)), (params, params))
    with pytest.raises(TypeError, match=r"params: expected Both\(forward, backward\), got Params"):
        write(Bidirectional(lstm), params)
    with pytest.raises(ValueError, match=r"backward.W_h: expected \(H, 4H\) = \(4, 16\), got \(5, 20\)"):
        write(Bidirectional(lstm), Both(params, layers.zeros(lstm, D, 5)))


# Weights of PyTorch


def test_missing_and_foreign_names_of_pytorch_are_said():
    cases: list[tuple[Any, dict, str]] = [
        (
            lstm,
            without(TORCH, "bias_hh_l0"),
            r"'bias_hh_l0' is missing \(a module made with bias=False.*expected weight_ih",
        ),
        (
            lstm,
            without(TORCH, "weight_ih_l0"),
            "'weight_ih_l0' is missing; expected weight_ih_l0, .* got weight_hh_l0, ",
        ),
        (lstm, TORCH | {"weight_hr_l0": np.zeros((2, 4))}, "'weight_hr_l0' is not expected .a projection, proj_size"),
        (lstm, TORCH | {"fc.weight": np.zeros(2)}, "'fc.weight' is not expected"),
        (lstm, {}, "'weight_ih_l0' is missing; .*; got nothing"),
        (Bidirectional(lstm), TORCH, "'weight_ih_l0_reverse' is missing"),
        (
            lstm,
            interop.to_pytorch(Bidirectional(lstm), zeros(Bidirectional(lstm))),
            "'weight_ih_l0_reverse' is not expected",
        ),
        (Stack((lstm, lstm)), TORCH, "'weight_ih_l1' is missing"),
    ]
    for cell, weights, message in cases:
        with pytest.raises(ValueError, match=f"weights: {message}"):
            interop.from_pytorch(cell, weights)
    with pytest.raises(ValueError, match=r"'other.weight_ih_l0' is missing.*got nothing"):
        interop.from_pytorch(lstm, TORCH, prefix="other.")
    with pytest.raises(TypeError, match=r"weights: expected arrays by name, as state_dict\(\) gives them, got list"):
        interop.from_pytorch(lstm, KERAS)


def test_wrong_shapes_and_gate_counts_of_pytorch_are_said():
    cases: list[tuple[Any, dict, str]] = [
        (
            gru_reset_after,
            TORCH,
            r"weight_hh_l0: expected \(3H, H\), 3 gates \(GRU .*\), got \(16, 4\): 4 gates of H = 4, as an LSTM",
        ),
        (elman, TORCH, r"weight_hh_l0: expected \(H, H\), 1 gate \(Elman cell\), got \(16, 4\): 4 gates"),
        (lstm, TORCH | {"weight_hh_l0": np.zeros((12, 4))}, r"3 gates of H = 4, as a GRU has"),
        (
            lstm,
            TORCH | {"weight_hh_l0": np.zeros((16, 5))},
            r"weight_hh_l0: expected \(4H, H\) = \(20, 5\), got \(16, 5\)",
        ),
        (lstm, TORCH | {"weight_ih_l0": np.zeros((12, 3))}, r"weight_ih_l0: expected \(4H, D\).* got \(12, 3\)"),
        (lstm, TORCH | {"bias_ih_l0": np.zeros(12)}, r"bias_ih_l0: expected \(4H,\) = \(16,\), got \(12,\)"),
        (lstm, TORCH | {"weight_hh_l0": np.zeros(64)}, r"weight_hh_l0: expected \(4H, H\), got \(64,\)"),
    ]
    for cell, weights, message in cases:
        with pytest.raises(ValueError, match=message):
            interop.from_pytorch(cell, weights)
    deep = interop.to_pytorch(Stack((lstm, lstm)), zeros(Stack((lstm, lstm))))
    with pytest.raises(ValueError, match=r"weight_ih_l1: expected \(4H, D\) = \(16, 4\), got \(16, 3\)"):
        interop.from_pytorch(Stack((lstm, lstm)), deep | {"weight_ih_l1": np.zeros((16, 3))})
    with pytest.raises(TypeError, match="bias_ih_l0: expected float64 like weight_hh_l0, got float32"):
        interop.from_pytorch(lstm, TORCH | {"bias_ih_l0": np.zeros(16, np.float32)})
    with pytest.raises(TypeError, match="bias_ih_l0: expected an array of floating-point numbers, got dtype int64"):
        interop.from_pytorch(lstm, TORCH | {"bias_ih_l0": np.zeros(16, np.int64)})


def test_a_tensor_that_cannot_become_an_array_is_named():
    class Tensor:
        def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad.")

    with pytest.raises(TypeError, match=r"weight_ih_l0: expected an array, got Tensor: Can't call numpy\(\) on Tensor"):
        interop.from_pytorch(lstm, TORCH | {"weight_ih_l0": Tensor()})


# Weights of Keras


def test_wrong_lists_of_keras_are_said():
    before, after = interop.to_keras(gru, zeros(gru)), interop.to_keras(gru_reset_after, zeros(gru_reset_after))
    cases: list[tuple[Any, list, str]] = [
        (lstm, KERAS[:2], "expected 3 arrays, kernel, recurrent_kernel, bias, got 2; a layer made with use_bias=False"),
        (lstm, [], "expected 3 arrays, .* got 0$"),
        (Bidirectional(lstm), KERAS, "expected 6 arrays, kernel, recurrent_kernel, bias, for each of 2 cells, got 3"),
        (
            gru,
            KERAS,
            r"weights\[1\] \(recurrent_kernel\): expected \(H, 3H\), 3 gates.* 4 gates of H = 4, as an LSTM has",
        ),
        (lstm, before, r"weights\[1\] \(recurrent_kernel\): .* 3 gates of H = 4, as a GRU has"),
        (gru, after, r"weights\[2\] \(bias\): expected \(3H,\), got \(2, 12\), as if it came from reset_after=True"),
        (
            gru_reset_after,
            before,
            r"expected \(2, 3H\), got \(12,\), as if it came from reset_after=False, which is gru; .*\(gru, w",
        ),
        (lstm, [KERAS[1], KERAS[0], KERAS[2]], r"weights\[1\] \(recurrent_kernel\): expected \(H, 4H\).*got \(3, 16\)"),
        (lstm, [KERAS[0].T, *KERAS[1:]], r"weights\[0\] \(kernel\): expected \(D, 4H\).*got \(16, 3\)"),
        (Stack((lstm, lstm)), KERAS * 2, r"weights\[3\] \(1.kernel\): expected \(D, 4H\) = \(4, 16\), got \(3, 16\)"),
    ]
    for cell, weights, message in cases:
        with pytest.raises(ValueError, match=message):
            interop.from_keras(cell, weights)
    for weights in (TORCH, "kernel", None):
        with pytest.raises(TypeError, match=r"weights: expected a list of arrays, as get_weights\(\) gives it"):
            interop.from_keras(lstm, weights)
    with pytest.raises(
        TypeError, match=r"weights\[2\] \(bias\): expected an array of floating-point numbers, got dtype"
    ):
        interop.from_keras(lstm, [*KERAS[:2], "bias"])


# Weights of ONNX


def test_wrong_weights_of_onnx_are_said():
    peepholes = interop.to_onnx_weights(peephole, zeros(peephole))
    cases: list[tuple[Any, Any, str]] = [
        (lstm, without(ONNX, "R"), "weights: 'R' is missing; expected W, R, B"),
        (lstm, peepholes, r"weights: 'P' is not expected \(the peepholes of an LSTM: they belong to .*peephole\)"),
        (peephole, ONNX, "weights: 'P' is missing"),
        (gru, ONNX, r"R: expected \(3H, H\), 3 gates .*, got \(16, 4\): 4 gates of H = 4, as an LSTM has"),
        (Bidirectional(lstm), ONNX, r"W: expected \(2, ...\), 2 directions, got \(1, 16, 3\)"),
        (lstm, ONNX | {"B": np.zeros((1, 16))}, r"B: expected \(8H,\) = \(32,\), got \(16,\)"),
        (peephole, peepholes | {"P": np.zeros((1, 4))}, r"P: expected \(3H,\) = \(12,\), got \(4,\)"),
        (lstm, ONNX | {"W": np.float64(1)}, r"W: expected \(1, ...\), 1 direction, got \(\)"),
        (lstm, {"W": ONNX["W"], "R": np.zeros(1)}, r"R: expected \(4H, H\), got \(\)"),
        (Stack((lstm, lstm)), [ONNX], "weights: expected a list of 2 dicts, one a layer, got 1"),
        (Stack((lstm, lstm)), [ONNX, ONNX], r"1.W: expected \(4H, D\) = \(16, 4\), got \(16, 3\)"),
    ]
    for cell, weights, message in cases:
        with pytest.raises(ValueError, match=message):
            interop.from_onnx_weights(cell, weights)
    with pytest.raises(TypeError, match="weights: expected W, R, B by name, got list"):
        interop.from_onnx_weights(lstm, [ONNX])


# What would fit


def behind(prefix: str, weights: dict) -> dict:
    return {prefix + name: array for name, array in weights.items()}


def turned(weights: Any, *names: Any) -> Any:
    """The weights with the matrices of these names transposed, all of them where none is named."""
    if isinstance(weights, list):
        return [array.T if not names or k in names else array for k, array in enumerate(weights)]
    return {key: array.T if not names or key in names else array for key, array in weights.items()}


TWO, BOTH = Stack((lstm, lstm)), Bidirectional(lstm)
TORCH_TWO, TORCH_BOTH = (interop.to_pytorch(cell, zeros(cell)) for cell in (TWO, BOTH))
KERAS_TWO, KERAS_BOTH = (interop.to_keras(cell, zeros(cell)) for cell in (TWO, BOTH))
TORCH_GRU, TORCH_ELMAN = (interop.to_pytorch(cell, zeros(cell)) for cell in (gru_reset_after, elman))
KERAS_GRU = interop.to_keras(gru_reset_after, zeros(gru_reset_after))
DENSE = {"fc.weight": np.zeros((2, H)), "fc.bias": np.zeros(2)}

# (cell, weights, prefix): the words that have to stand in the message, and the call that then works.
ADVISED_PYTORCH: dict[str, tuple[Any, dict, str, str, tuple]] = {
    "behind a prefix": (
        lstm,
        behind("encoder.lstm.", TORCH),
        "",
        r"fits from_pytorch\(lstm, weights, prefix='encoder.lstm.'\)$",
        (lstm, behind("encoder.lstm.", TORCH), "encoder.lstm."),
    ),
    "behind a prefix, with other layers": (
        lstm,
        behind("rnn.", TORCH) | DENSE,
        "",
        r"fits from_pytorch\(lstm, weights, prefix='rnn.'\)$",
        (lstm, behind("rnn.", TORCH) | DENSE, "rnn."),
    ),
    "beside other layers": (
        lstm,
        TORCH | DENSE,
        "",
        r"without fc.weight, fc.bias what came fits from_pytorch\(lstm, weights\)$",
        (lstm, TORCH, ""),
    ),
    "another prefix": (lstm, TORCH, "lstm.", r"fits from_pytorch\(lstm, weights\)$", (lstm, TORCH, "")),
    "a module in a module": (
        lstm,
        behind("module.", TORCH),
        "x.",
        r"prefix='module.'\)$",
        (lstm, behind("module.", TORCH), "module."),
    ),
    "two layers into one": (
        lstm,
        TORCH_TWO,
        "",
        r"from_pytorch\(Stack\(\(lstm,\) \* 2\), weights\)$",
        (TWO, TORCH_TWO, ""),
    ),
    "one layer into two": (TWO, TORCH, "", r"from_pytorch\(lstm, weights\)$", (lstm, TORCH, "")),
    "both ways into one": (
        lstm,
        TORCH_BOTH,
        "",
        r"from_pytorch\(Bidirectional\(lstm\), weights\)$",
        (BOTH, TORCH_BOTH, ""),
    ),
    "one way into both": (BOTH, TORCH, "", r"from_pytorch\(lstm, weights\)$", (lstm, TORCH, "")),
    "another cell": (
        lstm,
        TORCH_GRU,
        "",
        r"3 gates of H = 4, as a GRU has; .*\(gru_reset_after, weights\)$",
        (gru_reset_after, TORCH_GRU, ""),
    ),
    "another cell, two layers, behind a prefix": (
        gru_reset_after,
        behind("a.b.", TORCH_TWO),
        "",
        r"\(Stack\(\(lstm,\) \* 2\), weights, prefix='a.b.'\)$",
        (TWO, behind("a.b.", TORCH_TWO), "a.b."),
    ),
    "a checkpoint": (
        lstm,
        {"epoch": 3, "state_dict": TORCH},
        "",
        r"weights\['state_dict'\] holds arrays by name itself",
        (lstm, TORCH, ""),
    ),
    "transposed": (
        lstm,
        turned(TORCH),
        "",
        r"weight_hh_l0: expected \(4H, H\) .*, got \(4, 16\), which is transposed, and so is weight_ih_l0: give arr",
        (lstm, TORCH, ""),
    ),
    "one transposed": (
        lstm,
        turned(TORCH, "weight_ih_l0"),
        "",
        r"weight_ih_l0: expected \(4H, D\) .*, got \(3, 16\), which is transposed: give array.T$",
        (lstm, TORCH, ""),
    ),
    "another cell, transposed": (
        gru_reset_after,
        turned(TORCH),
        "",
        "transposed, .* has 4 gates, as an LSTM has",
        (lstm, TORCH, ""),
    ),
    "an Elman cell, transposed": (
        elman,
        turned(TORCH_ELMAN),
        "",
        r"weight_ih_l0: .* transposed \(a square matrix",
        (elman, TORCH_ELMAN, ""),
    ),
    "two layers, transposed": (
        TWO,
        turned(TORCH_TWO),
        "",
        "weight_hh_l0.*transposed, and so is weight_ih_l0",
        (TWO, TORCH_TWO, ""),
    ),
}

ADVISED_KERAS: dict[str, tuple[Any, list, str, tuple]] = {
    "two layers into one": (lstm, KERAS_TWO, r"fits from_keras\(Stack\(\(lstm,\) \* 2\), weights\)$", (TWO, KERAS_TWO)),
    "both ways into one": (lstm, KERAS_BOTH, r"fits from_keras\(Bidirectional\(lstm\), weights\)$", (BOTH, KERAS_BOTH)),
    "one layer into two": (TWO, KERAS, r"fits from_keras\(lstm, weights\)$", (lstm, KERAS)),
    "a Dense layer above": (
        lstm,
        [*KERAS, np.zeros((4, 2)), np.zeros(2)],
        r"weights\[0:3\] fit from_keras\(lstm, ...\)",
        (lstm, KERAS),
    ),
    "an Embedding below": (
        lstm,
        [np.zeros((50, 3)), *KERAS],
        r"weights\[1:4\] fit from_keras\(lstm, ...\)",
        (lstm, KERAS),
    ),
    "in another order": (lstm, [KERAS[1], KERAS[0], KERAS[2]], "have changed places$", (lstm, KERAS)),
    "transposed": (
        lstm,
        turned(KERAS),
        r"recurrent_kernel.: expected \(H, 4H\) .*got \(16, 4\), which is transposed, and so is .*kernel.: give array",
        (lstm, KERAS),
    ),
    "another reset": (gru, KERAS_GRU, r"fits from_keras\(gru_reset_after, weights\)$", (gru_reset_after, KERAS_GRU)),
    "another cell": (
        gru,
        KERAS,
        r"4 gates of H = 4, as an LSTM has; what came fits from_keras\(lstm, weights\)$",
        (lstm, KERAS),
    ),
    "a bias of cuDNN, GRU": (
        gru_reset_after,
        [*KERAS_GRU[:2], np.zeros(24)],
        r"expected \(2, 3H\) = \(2, 12\), got \(24,\): cuDNN's two biases in a row\. .*reset_after=True.*bias.resh",
        (gru_reset_after, [*KERAS_GRU[:2], np.zeros(24).reshape(2, 12)]),
    ),
    "a bias of cuDNN, GRU of another reset": (
        gru,
        [*KERAS_GRU[:2], np.zeros(24)],
        "it is gru_reset_after",
        (gru_reset_after, [*KERAS_GRU[:2], np.zeros((2, 12))]),
    ),
    "a bias of cuDNN, LSTM": (
        lstm,
        [*KERAS[:2], np.zeros(32)],
        r"give weights\[2\].reshape\(2, 4 \* H\).sum\(0\)$",
        (lstm, [*KERAS[:2], np.zeros(32).reshape(2, 4 * H).sum(0)]),
    ),
    "two biases, LSTM": (
        lstm,
        [*KERAS[:2], np.zeros((2, 16))],
        r"two biases, which are added: give weights\[2\].sum\(0\)$",
        (lstm, [*KERAS[:2], np.zeros((2, 16)).sum(0)]),
    ),
}


@for_each("title", ADVISED_PYTORCH)
def test_an_error_says_how_the_weights_of_pytorch_would_fit(title):
    cell, weights, prefix, message, right = ADVISED_PYTORCH[title]
    with pytest.raises(ValueError, match=message) as caught:
        interop.from_pytorch(cell, weights, prefix)
    interop.from_pytorch(*right)
    if title == "transposed":
        assert "64" not in str(caught.value), "an H that was read from the wrong axis is of no help"


@for_each("title", ADVISED_KERAS)
def test_an_error_says_how_the_weights_of_keras_would_fit(title):
    cell, weights, message, right = ADVISED_KERAS[title]
    with pytest.raises(ValueError, match=message) as caught:
        interop.from_keras(cell, weights)
    interop.from_keras(*right)
    if "cuDNN" in title:
        assert "reset_after=False" not in str(caught.value)


def test_an_error_says_how_the_weights_of_onnx_would_fit():
    with pytest.raises(
        ValueError, match=r"W: .*got \(16, 3\): the axis of directions is missing, give W\[None\] for one"
    ):
        interop.from_onnx_weights(lstm, {name: array[0] for name, array in ONNX.items()})
    swapped = {name: array.swapaxes(1, 2) if array.ndim == 3 else array for name, array in ONNX.items()}
    with pytest.raises(ValueError, match=r"R: .* got \(4, 16\), which is transposed, and so is W: give array.T$"):
        interop.from_onnx_weights(lstm, swapped)


@for_each("sizes", [(1, 1), (2, 2), (3, 4), (4, 3), (12, 3), (3, 12), (16, 4), (5, 1)], ids=str)
@for_each("cell", [elman, lstm, gru_reset_after], ids=lambda cell: cell.__name__)
def test_no_weights_that_fit_are_called_transposed(cell, sizes):
    """Sizes for which one shape may be read in two ways."""
    params = layers.zeros(cell, *sizes)
    for write, read in LAYOUTS.values():
        read(cell, write(cell, params))
