"""A recurrence that is linear in its state, computed for all steps together: the scan.

    h_t = a_t h_{t-1} + b_t

Each step is an affine map h -> a h + b, and two such maps, one after the other, are one again. So the steps may be
put together in any grouping, as long as their order stays: neighbours in pairs, pairs in fours, and so on. That takes
about log2(T) rounds, in each of which all steps are treated at once, where a loop takes T steps one after the other.

`prefix` goes there and back: maps of pairs first, in half as many steps; what these give are the states at every second
step, and the states in between follow in one round. All in all it multiplies about twice as often as the loop.

Source: G. E. Blelloch, "Prefix Sums and Their Applications", CMU-CS-90-190 (1990), sections 1.2 and 1.4; for recurrent
networks: E. Martin and C. Cundy, "Parallelizing Linear Recurrent Neural Nets Over Sequence Length", ICLR 2018.
"""

from typing import NamedTuple

import numpy as np

from lstmlab.shapes import Array, bind


class Affine(NamedTuple):
    """The map h -> a h + b, number by number; a and b have one shape. With a time axis in front: a map a step."""

    a: Array
    b: Array


def compose(first: tuple[Array, Array], second: tuple[Array, Array]) -> Affine:
    """The map that does `first`, then `second`: h -> a2 (a1 h + b1) + b2.

        a = a2 a1        b = a2 b1 + b2

    Args:
        first, second: pairs (a, b) of arrays of one shape.

    Returns:
        `Affine(a, b)` of that shape.

    Raises:
        ValueError: shapes that differ, or not two arrays; TypeError: not arrays, or float32 mixed with float64.
    """
    maps: dict[str, Array] = {}
    for name, pair in (("first", first), ("second", second)):
        if not isinstance(pair, (tuple, list)):
            raise TypeError(f"{name}: expected a pair (a, b), got {type(pair).__name__}")
        if len(pair) != 2:
            raise ValueError(f"{name}: expected a pair (a, b), got {len(pair)} parts")
        maps |= {f"{name}[{k}]": part for k, part in enumerate(pair)}
    letters = " ".join(f"axis{k}" for k in range(np.ndim(first[0])))
    bind(**{name: (part, letters) for name, part in maps.items()})
    return _compose(*first, *second)


def prefix(a: Array, b: Array, h0: Array) -> Array:
    """All states of h_t = a_t h_{t-1} + b_t, in about 2 log2(T) rounds of operations on whole arrays.

    Nothing is divided, so that an a of 0, which forgets all, is fine, and so are products that become too small.

    Args:
        a, b: (T, N, H), time first.
        h0: (N, H), the state before the first step.

    Returns:
        hs (T, N, H): the same as a loop over the steps, up to rounding.

    Raises:
        ValueError: a shape does not fit, or no steps; TypeError: not arrays, or float32 mixed with float64.
    """
    if bind(a=(a, "T N H"), b=(b, "T N H"), h0=(h0, "N H"))["T"] == 0:
        raise ValueError(f"a: expected at least one step, got (T, N, H) = {a.shape}")
    return _prefix(a, b, h0)


def prefix_backward(
    a: Array, hs: Array, h0: Array, dhs: Array, dlast: Array | None = None
) -> tuple[Array, Array, Array]:
    """From the gradient of all states to that of a, b and h0. It is a scan too, from the last step to the first.

        e_t = dhs_t + a_{t+1} e_{t+1}        da_t = e_t h_{t-1}        db_t = e_t        dh0 = a_1 e_1

    Args:
        a, h0: as in `prefix`.
        hs: from `prefix`.
        dhs: (T, N, H), dL/dh_t of what uses h_t beside the next step.
        dlast: (N, H), a further gradient of the last state; none if left out.

    Returns:
        da and db (T, N, H), and dh0 (N, H).

    Raises:
        ValueError, TypeError: as in `prefix`.
    """
    arrays = {"a": (a, "T N H"), "hs": (hs, "T N H"), "h0": (h0, "N H"), "dhs": (dhs, "T N H")}
    if bind(**arrays, **({} if dlast is None else {"dlast": (dlast, "N H")}))["T"] == 0:
        raise ValueError(f"a: expected at least one step, got (T, N, H) = {a.shape}")
    # At the last step there is no later one: whatever is multiplied there meets a state of zeros, or dlast.
    later = np.concatenate([np.ones_like(a[:1]), a[:0:-1]])
    errors = _prefix(later, dhs[::-1], np.zeros_like(h0) if dlast is None else dlast)[::-1]
    before = np.concatenate([h0[None], hs[:-1]])
    return errors * before, errors, a[0] * errors[0]


def _compose(a_1: Array, b_1: Array, a_2: Array, b_2: Array) -> Affine:
    return Affine(a_2 * a_1, a_2 * b_1 + b_2)


def _prefix(a: Array, b: Array, h0: Array) -> Array:
    hs = np.empty(a.shape, np.result_type(a, b, h0))
    hs[0] = a[0] * h0 + b[0]
    if len(a) > 1:
        even = 2 * (len(a) // 2)
        pairs = _compose(a[0:even:2], b[0:even:2], a[1:even:2], b[1:even:2])
        hs[1::2] = _prefix(*pairs, h0)
        hs[2::2] = a[2::2] * hs[1:-1:2] + b[2::2]
    return hs
