"""Model files as exporters write them, stored for the tests: onnx_exports.npz.

    python tests/package/oracles/onnx_exports.py        in an environment with tests/package/oracles/requirements.txt

Every file is written by torch.onnx.export: by the older exporter, which traces a module (`dynamo=False`), with its
constants folded and as they come, and by the newer one (`dynamo=True`); with fixed sizes, and with any number of steps
and sequences. Weights and states are random and none is zero. Of a file only its texts are taken away, which hold the
source code of the machine that made it; its nodes and numbers stay. What comes out for `xs` is from onnxruntime.

Arrays have the name "case/part": `model`, its bytes; `xs` (T, N, D), or (N, T, D) where `batch_first`; `ys`, the
outputs of all steps in the same order; `state/...`, what the file takes as initial state at every run. `about` holds,
as JSON, the versions, a hash of the program, and what each case is. See tests/package/oracles/README.md.
"""

import hashlib
import io
import json
import platform
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

HERE = Path(__file__).resolve().parent
PROGRAMS = ("onnx_exports.py",)
STORED = HERE / "onnx_exports.npz"

T, N, D, H = 5, 2, 3, 4


class Plain(nn.Module):
    """A module that starts from zeros, as most do: the exporter writes the zeros down."""

    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, xs: torch.Tensor) -> torch.Tensor:
        return self.inner(xs)[0]


class Learned(Plain):
    """A module that starts from states that it has learned, handed out to as many sequences as come."""

    def __init__(self, inner: Any) -> None:
        super().__init__(inner)
        rows = inner.num_layers * (2 if inner.bidirectional else 1)
        parts = 2 if isinstance(inner, nn.LSTM) else 1
        self.start = nn.ParameterList(nn.Parameter(torch.randn(rows, 1, H)) for _ in range(parts))

    def forward(self, xs: torch.Tensor) -> torch.Tensor:
        n = xs.shape[0 if self.inner.batch_first else 1]
        state = [part.expand(-1, n, -1).contiguous() for part in self.start]
        return self.inner(xs, tuple(state) if len(state) == 2 else state[0])[0]


class Given(Plain):
    """A module that is handed its state at every run."""

    def forward(self, xs: torch.Tensor, h0: torch.Tensor, c0: torch.Tensor) -> torch.Tensor:
        return self.inner(xs, (h0, c0))[0]


class Between(nn.Module):
    """Two layers with something else between them: no stack."""

    def __init__(self) -> None:
        super().__init__()
        self.below, self.norm, self.above = nn.LSTM(D, H), nn.LayerNorm(H), nn.LSTM(H, H)

    def forward(self, xs: torch.Tensor) -> torch.Tensor:
        return self.above(self.norm(self.below(xs)[0]))[0]


class Handed(nn.Module):
    """An encoder whose last state is where the decoder starts: no stack either."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.decoder = nn.GRU(D, H), nn.GRU(D, H)

    def forward(self, xs: torch.Tensor) -> torch.Tensor:
        return self.decoder(xs, self.encoder(xs)[1])[0]


# title -> (module, what it is: cell, layers, both directions)
MODULES: dict[str, Any] = {
    "LSTM": (lambda: Plain(nn.LSTM(D, H)), ("lstm", 1, False)),
    "LSTM without biases": (lambda: Plain(nn.LSTM(D, H, bias=False)), ("lstm", 1, False)),
    "GRU": (lambda: Plain(nn.GRU(D, H)), ("gru_reset_after", 1, False)),
    "RNN": (lambda: Plain(nn.RNN(D, H)), ("elman", 1, False)),
    "RNN, relu": (lambda: Plain(nn.RNN(D, H, nonlinearity="relu")), ("relu", 1, False)),
    "GRU, 3 layers, dropout": (lambda: Plain(nn.GRU(D, H, 3, dropout=0.5)), ("gru_reset_after", 3, False)),
    "LSTM, 2 layers, both directions": (
        lambda: Plain(nn.LSTM(D, H, 2, bidirectional=True, batch_first=True)),
        ("lstm", 2, True),
    ),
    "LSTM, learned state, 2 layers": (lambda: Learned(nn.LSTM(D, H, 2)), ("lstm", 2, False)),
    "GRU, learned state, both directions": (
        lambda: Learned(nn.GRU(D, H, bidirectional=True, batch_first=True)),
        ("gru_reset_after", 1, True),
    ),
    "LSTM, state from outside": (lambda: Given(nn.LSTM(D, H)), ("lstm", 1, False)),
    "LSTM, LayerNorm, LSTM": (Between, ("none", 2, False)),
    "GRU starts where GRU ends": (Handed, ("none", 2, False)),
}
WAYS = {
    "traced": {"dynamo": False},
    "traced, any size": {"dynamo": False, "dynamic": True},
    "traced, not folded": {"dynamo": False, "do_constant_folding": False},
    "traced, opset 12": {"dynamo": False, "opset_version": 12},
    "exported": {"dynamo": True},
    "exported, any size": {"dynamo": True, "dynamic": True},
}


def export(
    module: nn.Module, given: dict[str, torch.Tensor], batch_axis: int, dynamic: bool = False, **options: Any
) -> bytes:
    sizes: dict[str, Any] = {}
    if dynamic and options["dynamo"]:
        named = {batch_axis: torch.export.Dim("n"), 1 - batch_axis: torch.export.Dim("t")}
        sizes["dynamic_shapes"] = tuple(named if name == "xs" else {1: named[batch_axis]} for name in given)
    elif dynamic:
        axes = {batch_axis: "n", 1 - batch_axis: "t"}
        sizes["dynamic_axes"] = {name: axes if name == "xs" else {1: "n"} for name in given}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        if options["dynamo"]:
            options |= {"external_data": False, "verbose": False}
        torch.onnx.export(
            module, tuple(given.values()), str(path), input_names=list(given), output_names=["ys"], **sizes, **options
        )
        model = onnx.load(path)
    for one in (
        model,
        model.graph,
        *model.graph.node,
        *model.graph.input,
        *model.graph.output,
        *model.graph.value_info,
    ):
        one.ClearField("doc_string")
        one.ClearField("metadata_props")
    model.graph.ClearField("value_info")
    for tensor in model.graph.initializer:
        tensor.ClearField("doc_string")
    return model.SerializeToString()


def runs(model: bytes, given: dict[str, np.ndarray]) -> np.ndarray:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return session.run(None, given)[0]


def main() -> None:
    warnings.simplefilter("ignore")
    vectors: dict[str, np.ndarray] = {}
    cases: dict[str, dict] = {}
    for number, (title, (make, (cell, layers, both))) in enumerate(MODULES.items()):
        torch.manual_seed(number)
        module = make().eval()
        batch_first = bool(getattr(getattr(module, "inner", None), "batch_first", False))
        given = {"xs": torch.randn(*((N, T) if batch_first else (T, N)), D)}
        if isinstance(module, Given):
            given |= {"h0": torch.randn(1, N, H), "c0": torch.randn(1, N, H)}
        fed = {name: tensor.numpy() for name, tensor in given.items()}
        with torch.no_grad():
            expected = module(*given.values()).numpy()
        for way, options in WAYS.items():
            if way == "traced, opset 12" and title not in ("LSTM, 2 layers, both directions", "GRU"):
                continue
            if title in ("LSTM without biases", "LSTM, LayerNorm, LSTM", "GRU starts where GRU ends") and "," in way:
                continue
            model = export(module, given, 0 if batch_first else 1, **options)
            ys = runs(model, fed)
            assert np.abs(ys - expected).max() < 1e-5, (title, way)
            name = f"{title} ({way})"
            vectors[f"{name}/model"] = np.frombuffer(model, np.uint8)
            vectors |= {f"{name}/{'xs' if key == 'xs' else f'state/{key}'}": array for key, array in fed.items()}
            vectors[f"{name}/ys"] = ys
            state = "learned" if isinstance(module, Learned) else "given" if isinstance(module, Given) else "zero"
            cases[name] = {
                "cell": cell,
                "layers": layers,
                "bidirectional": both,
                "batch_first": batch_first,
                "state": state,
            }
    about = {
        "programs": hashlib.sha256(b"".join((HERE / name).read_bytes() for name in PROGRAMS)).hexdigest(),
        "versions": {
            "torch": torch.__version__,
            "onnx": onnx.__version__,
            "onnxruntime": onnxruntime.__version__,
            "numpy": np.__version__,
            "python": platform.python_version(),
        },
        "machine": platform.machine(),
        "cases": cases,
    }
    packed = io.BytesIO()
    np.savez_compressed(packed, about=np.array(json.dumps(about)), **vectors)
    STORED.write_bytes(packed.getvalue())
    print(f"{STORED.name}: {len(cases)} cases, {STORED.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
