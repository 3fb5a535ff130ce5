"""Outputs and all gradients of PyTorch in float64, stored for the tests: pytorch_vectors.npz.

    python tests/package/oracles/pytorch_vectors.py        in an environment with tests/package/oracles/requirements.txt

Weights, inputs, initial states and the gradients that come from the loss are random and none is zero. The loss is
sum(hs * dhs) + sum(state_n * dstate_n), so that dhs and dstate_n are exactly the gradients that enter. Each array has
the name "case/part/name"; `about` holds, as JSON, the versions, a hash of the programs, and what each case is.
See tests/package/oracles/README.md.
"""

import hashlib
import json
import platform
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytorch_cells as cells
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

HERE = Path(__file__).resolve().parent
PROGRAMS = ("pytorch_vectors.py", "pytorch_cells.py")
STORED = HERE / "pytorch_vectors.npz"

T, N, D, H = 7, 3, 2, 4
LENGTHS = (4, 7, 1)
CHUNKS = (2, 3)  # T is a multiple of neither
PARTS = ("h", "c")
MODULES = {"RNN": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}

# Title, as in tests/package/cell_cases.py -> (step, shapes of its weights, arrays in its state).
PEEPHOLES = cells.shapes(D, H, 4, "p_i", "p_f", "p_o")
THREE_BLOCKS = cells.shapes(D, H, 3)
TWO_BIASES = cells.shapes(D, H, 3, biases=("b_x", "b_h"))
BY_HAND = {
    "peephole LSTM": (cells.peephole, PEEPHOLES, 2),
    "peephole LSTM, truncated": (partial(cells.peephole, truncated=True), PEEPHOLES, 2),
    "LSTM of 1997": (cells.lstm1997, THREE_BLOCKS, 2),
    "LSTM of 1997, truncated": (partial(cells.lstm1997, truncated=True), THREE_BLOCKS, 2),
    "LSTM of 1997, the paper's squashing": (partial(cells.lstm1997, paper=True), THREE_BLOCKS, 2),
    "LSTM of 1997, the paper's squashing, truncated": (
        partial(cells.lstm1997, paper=True, truncated=True),
        THREE_BLOCKS,
        2,
    ),
    "GRU": (partial(cells.gru, z_weighs="candidate"), THREE_BLOCKS, 1),
    "GRU, z weighs the previous state": (partial(cells.gru, z_weighs="previous"), THREE_BLOCKS, 1),
    "GRU, reset after, z weighs the candidate": (partial(cells.gru_reset_after, z_weighs="candidate"), TWO_BIASES, 1),
} | {
    f"LSTM, ablation: {without}": (
        partial(cells.ablation, without=without),
        cells.shapes(D, H, len(blocks), *(f"p.{name}" for name in peepholes)),
        2,
    )
    for without, (blocks, peepholes) in cells.ABLATIONS.items()
}
MINIMAL = {
    "minimal GRU": (cells.minimal_gru, cells.shapes(D, H, 2, blind=True), 1),
    "minimal LSTM": (cells.minimal_lstm, cells.shapes(D, H, 3, blind=True), 1),
}


def draw(rng: np.random.Generator, shape: tuple[int, ...], size: float = 1.0) -> torch.Tensor:
    return torch.tensor(rng.normal(size=shape) * size, requires_grad=True)


def inputs(rng: np.random.Generator, width: int, n_parts: int, state_shape: tuple[int, ...]) -> dict:
    """xs, the initial state and the gradients of the loss; width is the size of one output."""
    given = {"xs": draw(rng, (T, N, D)), "dhs": draw(rng, (T, N, width))}
    for part in PARTS[:n_parts]:
        given[f"{part}0"] = draw(rng, state_shape)
        given[f"d{part}n"] = draw(rng, state_shape)
    return given


def gradients(weights: dict, given: dict, hs: torch.Tensor, state: tuple) -> dict:
    """Everything that a backward pass has to return, by name."""
    loss = (hs * given["dhs"].detach()).sum()
    for part, array in zip(PARTS, state, strict=False):
        loss = loss + (array * given[f"d{part}n"].detach()).sum()
    wanted = {**weights, **{name: array for name, array in given.items() if not name.startswith("d")}}
    found = torch.autograd.grad(loss, list(wanted.values()), materialize_grads=True)
    return dict(zip(wanted, found, strict=True))


def store(vectors: dict, title: str, **parts: dict) -> None:
    for part, arrays in parts.items():
        for name, array in arrays.items():
            vectors[f"{title}/{part}/{name}"] = array.detach().numpy().copy()


def outputs(hs: torch.Tensor, state: tuple) -> dict:
    return {"hs": hs, **{f"{part}n": array for part, array in zip(PARTS, state, strict=False)}}


def by_hand(vectors: dict, rng: np.random.Generator, title: str) -> dict:
    """A cell of pytorch_cells.py over a sequence."""
    step, shapes, n_parts = (BY_HAND | MINIMAL)[title]
    weights = {name: draw(rng, shape, 0.5) for name, shape in shapes.items()}
    given = inputs(rng, H, n_parts, (N, H))
    state = tuple(given[f"{part}0"] for part in PARTS[:n_parts])
    hs = []
    for x in given["xs"]:
        state = step(weights, x, state)
        hs.append(state[0])
    stacked = torch.stack(hs)
    store(
        vectors,
        title,
        weights=weights,
        given=given,
        outputs=outputs(stacked, state),
        gradients=gradients(weights, given, stacked, state),
    )
    return {"layout": "lstmlab"}


def with_module(
    vectors: dict,
    rng: np.random.Generator,
    name: str,
    layers: int = 1,
    both_ways: bool = False,
    packed: bool = False,
    **settings: str,
) -> dict:
    """A module of torch.nn, and for the plain ones its truncated gradients."""
    directions = 2 if both_ways else 1
    module = MODULES[name](D, H, num_layers=layers, bidirectional=both_ways, dtype=torch.float64, **settings)
    with torch.no_grad():
        for weight in module.parameters():
            weight.copy_(draw(rng, tuple(weight.shape), 0.5))
    weights = dict(module.named_parameters())
    n_parts = 2 if name == "LSTM" else 1
    given = inputs(rng, directions * H, n_parts, (layers * directions, N, H))
    start = tuple(given[f"{part}0"] for part in PARTS[:n_parts])
    kinds = {"2 layers": layers == 2, "both directions": both_ways, "unequal lengths": packed}
    title = ", ".join([f"torch.nn.{name}", *settings.values(), *(kind for kind, holds in kinds.items() if holds)])
    called = ", ".join([name, *settings.values()])
    about = {"layout": "torch", "module": called, "layers": layers, "bidirectional": both_ways}
    if packed:
        about["lengths"] = list(LENGTHS)
        # Padding has no output, so no loss reaches it.
        given["dhs"] = given["dhs"] * torch.tensor(LENGTHS).gt(torch.arange(T)[:, None])[..., None]
        sequences = pack_padded_sequence(given["xs"], torch.tensor(LENGTHS), enforce_sorted=False)
        hs, state = run(module, sequences, start)
        hs, _ = pad_packed_sequence(hs, total_length=T)
    else:
        hs, state = run(module, given["xs"], start)
    found = gradients(weights, given, hs, state)
    store(vectors, title, weights=weights, given=given, outputs=outputs(hs, state), gradients=found)
    if layers == 1 and not both_ways and not packed:
        about["chunks"] = list(CHUNKS)
        for k in CHUNKS:
            hs, state = truncated(module, given["xs"], start, k)
            store(vectors, title, **{f"gradients k={k}": gradients(weights, given, hs, state)})
    return {title: about}


def run(module: torch.nn.Module, xs, start: tuple) -> tuple[torch.Tensor, tuple]:
    """Output and final state, the state as a tuple for every module."""
    if len(start) == 2:
        return module(xs, start)
    hs, state = module(xs, *start)
    return hs, (state,)


def truncated(module: torch.nn.Module, xs: torch.Tensor, state: tuple, k: int) -> tuple[torch.Tensor, tuple]:
    """Chunks of k steps from step 0; the state goes on to the next chunk, the graph does not."""
    hs = []
    for first in range(0, len(xs), k):
        if first:
            state = tuple(array.detach() for array in state)
        chunk, state = run(module, xs[first : first + k], state)
        hs.append(chunk)
    return torch.cat(hs), state


def programs_hash() -> str:
    """What the programs are: the stored file names the ones that made it."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in PROGRAMS)).hexdigest()


def main() -> None:
    torch.set_num_threads(1)
    vectors: dict[str, np.ndarray] = {}
    cases = {}
    seeds = iter(range(1, 100))

    def rng() -> np.random.Generator:
        return np.random.default_rng(next(seeds))

    for name in MODULES:
        for options in ({}, {"packed": True}, {"layers": 2}, {"both_ways": True}):
            cases |= with_module(vectors, rng(), name, **options)
    cases |= with_module(vectors, rng(), "LSTM", layers=2, both_ways=True)
    cases |= with_module(vectors, rng(), "LSTM", layers=2, both_ways=True, packed=True)
    for title in BY_HAND:
        cases[title] = by_hand(vectors, rng(), title)
    for options in ({}, {"packed": True}, {"layers": 2}, {"both_ways": True}):  # late: the seeds of the others stay
        cases |= with_module(vectors, rng(), "RNN", nonlinearity="relu", **options)
    for title in MINIMAL:
        cases[title] = by_hand(vectors, rng(), title)
    about = {
        "programs": programs_hash(),
        "versions": {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()},
        "machine": platform.machine(),
        "cases": cases,
    }
    np.savez_compressed(STORED, about=np.array(json.dumps(about)), **vectors)
    print(f"{STORED.name}: {len(cases)} cases, {len(vectors)} arrays, {STORED.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
