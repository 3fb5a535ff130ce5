"""Outputs of Keras, stored for the tests: keras_vectors.npz.

    python tests/package/oracles/keras_vectors.py        in an environment with tests/package/oracles/requirements.txt

Weights, inputs and initial states are random and none is zero. Keras counts sequences first, xs (N, T, D); the stored
arrays keep that order. Each array has the name "case/part/name": weights as `layer.get_weights()` lists them, numbered
from 0; given xs and the initial states in the order of `layer.call`; outputs hs and the states after the last step.
`about` holds, as JSON, the versions, a hash of the program, and what each case is. See tests/package/oracles/README.md.

All layers are made in float64. Two of them are exact to float32 all the same, SimpleRNN and the GRU with the reset
before: keras.ops.matmul rounds float64 to float32 (Keras 3.15 on its PyTorch backend), and they use it. The
other two hand the whole sequence to PyTorch. `about` says for each case which it is.
"""

import hashlib
import json
import os
import platform
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import torch

HERE = Path(__file__).resolve().parent
PROGRAMS = ("keras_vectors.py",)
STORED = HERE / "keras_vectors.npz"

T, N, D, H = 7, 3, 2, 4

# kind -> (layer, its options, arrays in its state)
KINDS = {
    "SimpleRNN": (keras.layers.SimpleRNN, {}, 1),
    "LSTM": (keras.layers.LSTM, {}, 2),
    "GRU, reset before": (keras.layers.GRU, {"reset_after": False}, 1),
    "GRU, reset after": (keras.layers.GRU, {"reset_after": True}, 1),
}
WITH_MATMUL = ("SimpleRNN", "GRU, reset before")


def draw(rng: np.random.Generator, *shape: int, size: float = 1.0) -> np.ndarray:
    return rng.normal(size=shape) * size


def one_layer(rng: np.random.Generator, kind: str, both_ways: bool, xs: np.ndarray) -> tuple[list, list, list]:
    """Weights, initial states and what comes out: hs, then the states after the last step."""
    layer_class, options, n_parts = KINDS[kind]
    layer = layer_class(H, return_sequences=True, return_state=True, dtype="float64", **options)
    if both_ways:
        layer = keras.layers.Bidirectional(layer, merge_mode="concat", dtype="float64")
    layer.build(xs.shape)
    weights = [draw(rng, *weight.shape, size=0.5) for weight in layer.weights]
    layer.set_weights(weights)
    states = [draw(rng, N, H) for _ in range(n_parts * (2 if both_ways else 1))]
    found = layer(keras.ops.convert_to_tensor(xs), initial_state=[keras.ops.convert_to_tensor(s) for s in states])
    return weights, states, [keras.ops.convert_to_numpy(array) for array in found]


def case(vectors: dict, rng: np.random.Generator, kind: str, layers: int, both_ways: bool) -> dict:
    title = ", ".join([kind] + [f"{layers} layers"] * (layers > 1) + ["both directions"] * both_ways)
    xs = draw(rng, N, T, D)
    weights, given, hs, ends = [], [], xs, []
    for _ in range(layers):
        more, states, (hs, *state) = one_layer(rng, kind, both_ways, hs)
        weights += more
        given += states
        ends += state
    vectors[f"{title}/given/xs"] = xs
    vectors[f"{title}/outputs/hs"] = hs
    for part, arrays in {"weights": weights, "states": given, "ends": ends}.items():
        for k, array in enumerate(arrays):
            assert array.dtype == np.float64
            vectors[f"{title}/{part}/{k}"] = array
    exact_to = "float32" if kind in WITH_MATMUL else "float64"
    return {title: {"kind": kind, "layers": layers, "bidirectional": both_ways, "exact_to": exact_to}}


def main() -> None:
    rng = np.random.default_rng(20261121)
    vectors: dict[str, np.ndarray] = {}
    cases: dict[str, dict] = {}
    for kind in KINDS:
        for layers, both_ways in ((1, False), (1, True), (2, False), (2, True)):
            cases |= case(vectors, rng, kind, layers, both_ways)
    about = {
        "programs": hashlib.sha256(b"".join((HERE / name).read_bytes() for name in PROGRAMS)).hexdigest(),
        "versions": {
            "keras": keras.__version__,
            "torch": torch.__version__,
            "numpy": np.__version__,
            "python": platform.python_version(),
        },
        "machine": platform.machine(),
        "cases": cases,
    }
    np.savez_compressed(STORED, about=np.array(json.dumps(about)), **vectors)
    print(f"{STORED.name}: {len(cases)} cases, {len(vectors)} arrays, {STORED.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
