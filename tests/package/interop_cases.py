"""Cells and stacks of cells that other libraries have, for the tests of lstmlab.interop."""

from typing import Any

import numpy as np

from lstmlab import interop, layers, trees
from lstmlab.cells import elman, gru, gru_reset_after, irnn, lstm, peephole
from lstmlab.layers import Bidirectional, Reversed, Stack

SINGLE: dict[str, Any] = {
    "Elman": elman,
    "IRNN": irnn,
    "LSTM": lstm,
    "peephole LSTM": peephole,
    "peephole LSTM, truncated": peephole.variant(gradient="truncated"),
    "GRU": gru,
    "GRU, z weighs the previous state": gru.variant(z_weighs="previous"),
    "GRU, reset after": gru_reset_after,
    "GRU, reset after, z weighs the candidate": gru_reset_after.variant(z_weighs="candidate"),
}
ALIKE: dict[str, Any] = (
    {f"{title}, both directions": Bidirectional(cell) for title, cell in SINGLE.items()}
    | {f"{title}, 3 layers": Stack((cell,) * 3) for title, cell in SINGLE.items()}
    | {f"{title}, 2 layers, both directions": Stack((Bidirectional(cell),) * 2) for title, cell in SINGLE.items()}
)
MIXED: dict[str, Any] = {
    "LSTM on a bidirectional GRU": Stack((Bidirectional(gru), lstm)),
    "a stack in a stack": Stack((elman, Stack((gru_reset_after, Bidirectional(lstm))), gru)),
    "LSTM from the last step": Reversed(lstm),
    "there and back": Stack((gru, Reversed(lstm), Reversed(gru_reset_after))),
    "peepholes above and below": Stack((peephole, Bidirectional(peephole), lstm)),
}
ALL = SINGLE | ALIKE | MIXED

LAYOUTS = {
    "PyTorch": (interop.to_pytorch, interop.from_pytorch),
    "Keras": (interop.to_keras, interop.from_keras),
    "ONNX": (interop.to_onnx_weights, interop.from_onnx_weights),
}


def lacks(layout: str, title: str) -> bool:
    """What a library has no layout for."""
    if layout == "PyTorch":
        return title in MIXED or "peephole" in title or ("GRU" in title and "reset after" not in title)
    return layout == "Keras" and "peephole" in title


PAIRS = [(layout, title) for layout in LAYOUTS for title in ALL if not lacks(layout, title)]


def random_tree(like: Any, rng: np.random.Generator, dtype: Any = np.float64) -> Any:
    """Random numbers around 0.3 in size, in the form of a tree of weights or states."""
    return trees.map(lambda array: (rng.normal(size=array.shape) * 0.3).astype(dtype), like)


def random_params(cell: Any, rng: np.random.Generator, dtype: Any = np.float64, n_hidden: Any = 4) -> Any:
    return random_tree(layers.zeros(cell, 3, n_hidden), rng, dtype)


def same_bytes(one: Any, other: Any) -> bool:
    """Whether two trees hold the same numbers, bit for bit, in arrays of the same shape and precision."""
    return all(
        (a.shape, a.dtype, a.tobytes()) == (b.shape, b.dtype, b.tobytes()) for _, a, b in trees.leaves(one, other)
    )
