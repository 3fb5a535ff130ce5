"""Exercise interop.to_pytorch_lstm: the weights of an LSTM as torch.nn.LSTM takes them."""

from typing import Any

import numpy as np

from lstmlab import interop
from lstmlab.exercises import gate_orders
from lstmlab.exercises.interop.packed_weights import packed_cases, reordered
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Exercise

NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")


def to_pytorch_lstm(W_x, W_h, b):
    return {
        "weight_ih_l0": W_x.T,
        "weight_hh_l0": W_h.T,
        "bias_ih_l0": b,
        "bias_hh_l0": np.zeros_like(b),
    }


def same_split(got: Any, wanted: Any) -> Any:
    """PyTorch adds its two biases: the same sum counts as the same two biases."""
    if not isinstance(got, dict) or not isinstance(wanted, dict):
        return got
    if set(wanted) < set(NAMES) <= set(got):
        return {}  # a known mistake that leaves a key out is none that has all four
    try:
        halves = [[np.asarray(one[name], dtype=float) for name in NAMES[2:]] for one in (got, wanted)]
    except (KeyError, TypeError, ValueError):
        return got
    if len({half.shape for pair in halves for half in pair}) != 1:
        return got
    (first, second), (_, other) = halves
    # Near enough to be meant so; whether it is exact is for the comparison to say.
    if not np.allclose(first + second, sum(halves[1]), rtol=1e-3, atol=1e-3):
        return got
    dtype = np.result_type(*(getattr(got[name], "dtype", float) for name in NAMES[2:]))
    return {**got, NAMES[2]: (first + second - other).astype(dtype), NAMES[3]: other}


ORDERS = gate_orders.lstm(
    "one whose gates stand in the order {order} instead of {right}",
    reordered("W_x", "W_h", "b"),
    alone=lambda order: True,
)

EXERCISE = Exercise(
    name="interop.to_pytorch_lstm",
    title="An LSTM for PyTorch",
    chapter=14,
    points=2,
    section=("next-pytorch", "PyTorch"),
    arguments={"W_x": "D 4H", "W_h": "H 4H", "b": "4H"},
    returns={"weight_ih_l0": "4H D", "weight_hh_l0": "4H H", "bias_ih_l0": "4H", "bias_hh_l0": "4H"},
    cases=lambda rng: packed_cases(rng, "W_x", "W_h", "b"),
    worked=to_pytorch_lstm,
    reference=interop.to_pytorch_lstm,
    fitted=same_split,
    tested="weights of unequal and of equal sizes, float32, and a single unit; the biases by their sum",
    mistakes=load("interop.to_pytorch_lstm", insert={"orders": ORDERS}),
)
