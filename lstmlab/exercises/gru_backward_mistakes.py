"""The known mistakes of exercise gru.step_backward, and those in the order of the gates."""

from collections.abc import Callable, Iterator

import numpy as np

from lstmlab.exercises.gru_backward_paths import CONVENTIONS, PATHS, RESET, UPDATE
from lstmlab.exercises.gru_backward_sums import BLOCKS, PACKED_W, SQUASHING, WEIGHTS
from lstmlab.exercises.gru_orders import GATES, Order, other_orders
from lstmlab.exercises.specification import Mistake

_PACKED = "[da_r, da_z, da_n]"


def _order(order: Order) -> tuple[tuple[str, str], ...]:
    a, b, c = order
    blocks = ", ".join(BLOCKS[gate] for gate in order)
    return (
        ("W_hr, W_hz, W_hn =", f"W_h{a}, W_h{b}, W_h{c} ="),
        (_PACKED, f"[da_{a}, da_{b}, da_{c}]"),
        (PACKED_W, f"[{blocks}]"),
    )


def _in_some_places(order: Order) -> Iterator[Callable]:
    """The same with the wrong order in some of the three places: where W_h is taken, and da and dW_h are packed."""
    for taken, packed, packed_W in ((0, 1, 1), (0, 1, 0), (0, 0, 1), (1, 0, 0)):
        orders = (order if wrong else GATES for wrong in (taken, packed, packed_W))
        yield _with_orders(*orders)


def _with_orders(taken: Order, packed: Order, packed_W: Order) -> Callable:
    def step_backward(dh, x, h_prev, r, z, n, W_x, W_h):
        W = dict(zip(taken, np.split(W_h, 3, axis=1), strict=True))
        da_n = dh * z * (1 - n**2)
        drh = da_n @ W["n"].T
        a = {"r": drh * h_prev * r * (1 - r), "z": dh * (n - h_prev) * z * (1 - z), "n": da_n}
        seen = {"r": h_prev, "z": h_prev, "n": r * h_prev}
        da = np.concatenate([a[gate] for gate in packed], axis=1)
        return {
            "x": da @ W_x.T,
            "h_prev": dh * (1 - z) + drh * r + a["r"] @ W["r"].T + a["z"] @ W["z"].T,
            "W_x": x.T @ da,
            "W_h": np.concatenate([seen[gate].T @ a[gate] for gate in packed_W], axis=1),
            "b": da.sum(axis=0),
        }

    return step_backward


def mistakes() -> tuple[Mistake, ...]:
    """All of them, most specific first."""
    orders = other_orders(_order, "takes or packs", lambda order: tuple(_in_some_places(order)))
    return (*CONVENTIONS, *PATHS, *RESET, *UPDATE, *SQUASHING, *orders, *WEIGHTS)
