"""How a wrong array relates to the right one: sign, transpose, ratio or difference, a shift, a limit, a place."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from lstmlab.checking.diagnosis import letters, limits
from lstmlab.checking.diagnosis.compare import near, wrong
from lstmlab.checking.diagnosis.pairs import Found, Pair, as_float, every
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.templates import Sentence
from lstmlab.checking.text import listed, number


def relation(pairs: Sequence[Pair], axes: str | None, titles: dict[str, Any]) -> Sentence | None:
    """What holds in every pair, as a sentence about the part of this title; None where nothing is found."""
    for test in _TESTS:
        found = test(pairs)
        if found:
            return say(found[0], **titles, **found[1])
    found = _region(pairs, letters.axes(axes))
    return say(found[0], **titles, **found[1]) if found else None


def _zero(pairs: Sequence[Pair]) -> Found:
    if any(np.any(pair.got) for pair in pairs):
        return None
    return "relation.zero" if all(pair.got.ndim == 0 for pair in pairs) else "relation.zero-everywhere", {}


def _sign(pairs: Sequence[Pair]) -> Found:
    return ("relation.sign", {}) if every(pairs, np.negative) else None


def _some_signs(pairs: Sequence[Pair]) -> Found:
    """Every number right but for its sign, in some places and not in others."""
    several = any(pair.right.size > 1 for pair in pairs)
    return ("relation.some-signs", {}) if several and all(_but_for_signs(pair) for pair in pairs) else None


def _but_for_signs(pair: Pair) -> bool:
    got, right = np.abs(as_float(pair.got)), np.abs(as_float(pair.right))
    return near(got, right, pair.tolerance)


def _constant(pairs: Sequence[Pair]) -> Found:
    """One and the same number where several different ones belong."""
    if len(pairs) < 3 or any(pair.right.ndim for pair in pairs):
        return None
    got, right = {pair.got.item() for pair in pairs}, {pair.right.item() for pair in pairs}
    if len(got) > 1 or len(right) < 3:
        return None
    return "relation.constant", {"number": number(got.pop()), "n": len(pairs)}


def _transposed(pairs: Sequence[Pair]) -> Found:
    square = all(pair.right.ndim == 2 and pair.right.shape[0] == pair.right.shape[1] for pair in pairs)
    return ("relation.transposed", {}) if square and every(pairs, np.transpose) else None


def _reversed(pairs: Sequence[Pair]) -> Found:
    if any(pair.right.ndim == 0 for pair in pairs):
        return None
    if every(pairs, lambda right: right[::-1]):
        return "relation.reversed", {}
    return ("relation.reversed-rows", {}) if every(pairs, lambda right: right[..., ::-1]) else None


def _shifted(pairs: Sequence[Pair]) -> Found:
    if any(pair.right.ndim == 0 or len(pair.right) < 3 for pair in pairs):
        return None
    for shift, id in ((1, "relation.one-late"), (-1, "relation.one-early")):
        here, there = (slice(1, None), slice(None, -1))[::shift]
        if all(near(as_float(pair.got[here]), as_float(pair.right[there]), pair.tolerance) for pair in pairs):
            return id, {}
    return None


def _ratio(pairs: Sequence[Pair]) -> Found:
    ratios = []
    for pair in pairs:
        got, right = as_float(pair.got), as_float(pair.right)
        big = np.abs(right) > 1e-6 * max(1.0, float(np.abs(right).max(initial=0.0)))
        if not big.any():
            continue
        ratio = float(np.median(got[big] / right[big]))
        if ratio == 0 or not math.isfinite(ratio) or not pair.equal(ratio * right):
            return None
        ratios.append((ratio, pair))
    if not ratios or all(abs(abs(ratio) - 1) < 1e-6 for ratio, _ in ratios):
        return None
    sign = "-and-negative" if all(ratio < 0 for ratio, _ in ratios) else ""
    for name, size in _factors(ratios[0][1].known):
        for word, power in (("large", 1), ("small", -1)):
            if all(_is(abs(ratio), (size(pair.known) or math.nan) ** power) for ratio, pair in ratios):
                return f"relation.too-{word}{sign}", {"factor": name}
    if len(ratios) == 1 and ratios[0][1].right.size == 1:  # a single number always has a ratio
        return None
    first = abs(ratios[0][0])
    if all(_is(abs(ratio), first) for ratio, _ in ratios):
        word, factor = ("large", first) if first > 1 else ("small", 1 / first)
        short = number(factor)
        return f"relation.too-{word}{sign}", {"factor": f"{factor:.9g}" if float(short) == 1 else short}
    if len(ratios) > 1 and any(pair.right.size > 1 for _, pair in ratios):
        return "relation.factor-by-case", {}
    return None


def _difference(pairs: Sequence[Pair]) -> Found:
    gaps = []
    for pair in pairs:
        gap = as_float(pair.got) - as_float(pair.right)
        if gap.size == 0 or not np.isfinite(gap).all() or not pair.equal(as_float(pair.right) + float(gap.flat[0])):
            return None
        gaps.append((float(gap.flat[0]), pair))
    if not gaps or (len(gaps) == 1 and gaps[0][1].right.size == 1):
        return None
    for sign, id in ((1, "relation.above"), (-1, "relation.below")):
        if all(_is(gap, sign) for gap, _ in gaps):
            return id, {"gap": 1}
        for name, size in _factors(gaps[0][1].known):
            if all(_is(gap, sign * size(pair.known)) for gap, pair in gaps):
                return id, {"gap": name}
    first = gaps[0][0]
    if len(gaps) > 1 and all(_is(gap, first) for gap, _ in gaps):
        return "relation.above" if first > 0 else "relation.below", {"gap": number(abs(first))}
    return None


def _offset_by_case(pairs: Sequence[Pair]) -> Found:
    """All numbers of a case moved by one number, which is another one in each case: a mean that was taken away, say."""
    if len(pairs) < 2 or not any(pair.right.size > 1 for pair in pairs):
        return None
    moved = [as_float(pair.got) - as_float(pair.right) for pair in pairs]
    if any(gap.size == 0 or not np.isfinite(gap).all() for gap in moved):
        return None
    if not all(pair.equal(as_float(pair.right) + float(gap.flat[0])) for pair, gap in zip(pairs, moved, strict=True)):
        return None
    # The mean that is left is zero in every case, and was not before.
    centred = all(
        abs(float(as_float(pair.got).mean())) < 1e-9 * (1 + float(np.abs(pair.right).max())) for pair in pairs
    )
    return "relation.mean-taken-away" if centred else "relation.offset-by-case", {}


def _turned_round(pairs: Sequence[Pair]) -> Found:
    """The last one where the first belongs, and all others moved on: what an index of -1 and `np.roll` do."""
    if any(pair.right.ndim == 0 or len(pair.right) < 2 for pair in pairs):
        return None
    for shift, id in ((1, "relation.rolled-on"), (-1, "relation.rolled-back")):
        if every(pairs, partial(np.roll, shift=shift, axis=0)):
            return id, {}
    return None


def _one_place(pairs: Sequence[Pair]) -> Found:
    """One single number wrong in each array, and always the same one, counted from the start or from the end."""
    places = []
    for pair in pairs:
        bad = np.flatnonzero(wrong(pair.got, pair.right, pair.tolerance))
        if len(bad) != 1 or pair.right.size < 3:
            return None
        places.append((int(bad[0]), int(bad[0]) - pair.right.size))
    for k, word in ((0, "first"), (1, "last")):
        if len({place[k] for place in places}) == 1 and places[0][k] in (0, -1):
            return f"region.only-the-{word}", {}
    return "region.one-number", {}


_ORDINALS = ("word.first", "word.second", "word.third", "word.fourth")

_Size = Callable[[dict[str, float]], float]


def _factors(known: dict[str, float]) -> Iterator[tuple[str, _Size]]:
    """Numbers that turn up as a factor by mistake, with their names: 2, N, T, the root of H, products of two."""
    for plain in (2, 4, 3):
        yield str(plain), partial(_polynomial, (), plain, 0)
    for name in known:
        yield name, partial(_polynomial, (name,), 1, 0)
    for name in known:
        yield say("factor.root", name=name), partial(_root, name)
        yield say("factor.square", name=name), partial(_polynomial, (name, name), 1, 0)
        yield say("factor.double", name=name), partial(_polynomial, (name,), 2, 0)
        yield say("factor.one-less", name=name), partial(_polynomial, (name,), 1, -1)
        yield say("factor.one-more", name=name), partial(_polynomial, (name,), 1, 1)
    for one, other in combinations(known, 2):
        yield say("factor.product", name=one, other=other), partial(_polynomial, (one, other), 1, 0)


def _polynomial(names: tuple[str, ...], times: float, plus: float, sizes: dict[str, float]) -> float:
    return times * math.prod(sizes.get(name, math.nan) for name in names) + plus


def _root(name: str, sizes: dict[str, float]) -> float:
    return math.sqrt(abs(sizes.get(name, math.nan)))


def _region(pairs: Sequence[Pair], axes: list[str]) -> Found:
    """Where along one axis the numbers are wrong, if they are right in other places."""
    if not all(pair.right.ndim and pair.right.ndim == pairs[0].right.ndim for pair in pairs):
        return None
    for axis in range(pairs[0].right.ndim):
        lines = []
        for pair in pairs:
            others = tuple(k for k in range(pair.right.ndim) if k != axis)
            bad = np.atleast_1d(wrong(pair.got, pair.right, pair.tolerance).any(axis=others))
            if len(bad) > 1:
                lines.append(bad)
        found = _blocks(pairs, axis, axes[axis]) if axis < len(axes) else None
        if found:
            return found
        letter = axes[axis] if axis < len(axes) else ""
        values = {"entry": letters.word(letter), "axis": letter}
        along = "-along" if letter.isalpha() else ""
        for place, said in ((0, "first"), (-1, "last")):
            rest = [np.delete(bad, place) for bad in lines]
            if lines and all(bad[place] and not others.any() for bad, others in zip(lines, rest, strict=True)):
                return f"region.wrong-at-{said}{along}", values
            if lines and all(not bad[place] and others.all() for bad, others in zip(lines, rest, strict=True)):
                return f"region.right-at-{said}{along}", values
    return None


def _blocks(pairs: Sequence[Pair], axis: int, letter: str) -> Found:
    """Which of the blocks along an axis such as 4H are wrong, if others are right."""
    count, one = letters.blocks(letter)
    found = set()
    for pair in pairs:
        parts = zip(*(np.split(array, count, axis=axis) for array in (pair.got, pair.right)), strict=True)
        found.add(tuple(bool(wrong(got, right, pair.tolerance).any()) for got, right in parts))
    if count == 1 or len(found) != 1 or all(*found):
        return None
    places = listed([say(word) for word, bad in zip(_ORDINALS, *found, strict=False) if bad])
    return "region.blocks", {"places": places, "n": count, "block": one, "axis": letter}


def _is(value: float, other: float) -> bool:
    return math.isclose(value, other, rel_tol=1e-6, abs_tol=1e-9)


_TESTS = (
    _zero,
    _constant,
    _sign,
    _some_signs,
    _transposed,
    _reversed,
    _ratio,
    _difference,
    _turned_round,
    _shifted,
    _offset_by_case,
    limits.cut_off,
    limits.bounded,
    limits.rounded,
    limits.small_ones_left_out,
    limits.short_numbers,
    limits.squared,
    _one_place,
)
