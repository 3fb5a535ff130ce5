"""What was done to right numbers at the end: cut off, rounded, made short, squared, small ones left out."""

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from lstmlab.checking.diagnosis.compare import wrong
from lstmlab.checking.diagnosis.pairs import Found, Pair, as_float, every, many


def cut_off(pairs: Sequence[Pair]) -> Found:
    """Numbers that end at a limit, as those of `np.clip` do."""
    limit = max((float(np.abs(pair.got).max(initial=0.0)) for pair in pairs), default=0.0)
    cut = sum(int((np.abs(pair.right) > limit * (1 + 1e-6)).sum()) for pair in pairs)
    # A single number that is too small has no limit yet.
    if cut < 2 or not math.isfinite(limit) or not every(pairs, partial(np.clip, a_min=-limit, a_max=limit)):
        return None
    return "relation.cut-off", {"limit": f"{limit:.4g}"}


def bounded(pairs: Sequence[Pair]) -> Found:
    """Numbers that end at a limit on one side, as those of `np.minimum` and `np.maximum` do."""
    for sign, word in ((1, "above"), (-1, "below")):
        limit = max((float((sign * as_float(pair.got)).max(initial=-math.inf)) for pair in pairs), default=0.0)
        cut = sum(int((sign * pair.right > limit + 1e-6 * abs(limit)).sum()) for pair in pairs)
        if cut >= 2 and math.isfinite(limit) and every(pairs, partial(_at_most, sign=sign, limit=limit)):
            return f"relation.never-{word}", {"limit": f"{sign * limit:.4g}"}
    return None


def _at_most(right: np.ndarray, sign: int, limit: float) -> np.ndarray:
    bounded: np.ndarray = sign * np.minimum(sign * right, limit)
    return bounded


def rounded(pairs: Sequence[Pair]) -> Found:
    if every(pairs, np.trunc):
        return "relation.cut-to-whole-numbers", {}
    named = {0: "relation.rounded-to-whole-numbers", 1: "relation.rounded-to-one-digit"}
    for digits in range(9):
        if all(pair.equal(np.round(pair.right, digits)) for pair in pairs):
            return named.get(digits, "relation.rounded"), {"digits": digits}
    return None


def short_numbers(pairs: Sequence[Pair]) -> Found:
    """Numbers that keep a few digits only: of a short type, or written out and read again."""
    if not many(pairs):
        return None
    with np.errstate(over="ignore"):
        if every(pairs, lambda right: right.astype(np.float16)):
            return "relation.half-precision", {}
    for digits in range(1, 8):
        if every(pairs, partial(_significant, digits=digits)):
            return "relation.significant-digits" if digits > 1 else "relation.one-significant-digit", {"digits": digits}
    return None


def _significant(right: np.ndarray, digits: int) -> np.ndarray:
    return np.array([float(f"{value:.{digits}g}") for value in right.flat]).reshape(right.shape)


def small_ones_left_out(pairs: Sequence[Pair]) -> Found:
    """Zero where a number is small, right where it is not."""
    largest = [0.0]
    for pair in pairs:
        gone = (as_float(pair.got) == 0) & (pair.right != 0)
        if not np.array_equal(gone, wrong(pair.got, pair.right, pair.tolerance)):
            return None
        largest.append(float(np.abs(pair.right[gone]).max(initial=0.0)))
    kept = min(
        (float(np.abs(as_float(pair.right)[as_float(pair.got) != 0]).min(initial=math.inf)) for pair in pairs),
        default=math.inf,
    )
    # Were the largest number left out also among the small ones, size would not be what decides.
    return ("relation.small-left-out", {"limit": f"{max(largest):.2g}"}) if 0 < max(largest) < kept else None


def squared(pairs: Sequence[Pair]) -> Found:
    if not many(pairs):
        return None
    powers = (("squared", np.square), ("rooted", lambda right: np.sqrt(np.abs(right))))
    return next(((f"relation.{name}", {}) for name, power in powers if every(pairs, power)), None)
