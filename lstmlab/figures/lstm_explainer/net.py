"""The net of the explainer in NumPy: forward with changes, exactly backward, one character taken away, writing.

    a_t = W_x x_t + W_h h_{t-1} + b        c_t = f_t c_{t-1} + i_t g_t        h_t = o_t tanh(c_t)
    y_t = W_y h_t + b_y                    p_t = softmax(y_t)

The weights are those of `lstmlab.data.play_model`: whole numbers of eight bits and a scale for each column of a matrix.
net.js computes the same from the same whole numbers.

A change holds a quantity of one unit, or of all, at a value from one step to another: `f 42 0-19 1` is the forget gate
of unit 42 held open over the first twenty steps. Where something is held, nothing is carried back through it.
"""

import base64
import re
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from lstmlab import gates
from lstmlab.data.play_net import SCALE, log_softmax, play_model, rounded
from lstmlab.shapes import Array

GATES = "ifgo"
HELD = "ifgoch"
# A gate is held between 0 and 1, g and h between -1 and 1, c anywhere. The same in net.js.
CHANGE = re.compile(
    r"(?![ifo] \S+ \S+ -)(?![ifogh] \S+ \S+ -?(?:[2-9]|1\.0?[1-9]))"
    r"([ifgoch]) (all|\d{1,3}) (\d{1,3})-(\d{1,3}) (-?\d(?:\.\d{1,2})?)"
)


class Weights(NamedTuple):
    """Float64, of H units and K symbols: W_x (K, 4H), W_h (H, 4H), b (4H,), W_y (H, K), b_y (K,)."""

    W_x: Array
    W_h: Array
    b: Array
    W_y: Array
    b_y: Array
    symbols: list[str]


class Change(NamedTuple):
    """what: a letter of HELD. unit: its number, or -1 for all. first, last: steps from 0 on, both held."""

    what: str
    unit: int
    first: int
    last: int
    value: float


class Run(NamedTuple):
    """Of T characters: gates (4, T, H) in the order i f g o, c and h (T, H), log_p (T + 1, K).

    log_p[t] is what is expected before character t; the last row, what comes after the text.
    """

    gates: Array
    c: Array
    h: Array
    log_p: Array


class Past(NamedTuple):
    """What a log probability owes to the past: strength (t + 1,) by character, dc (t + 1, H)."""

    strength: Array
    dc: Array


@cache
def embedded() -> dict[str, Any]:
    """The weights as the page is given them: the stored bytes in base64, and the symbols."""
    model = play_model()
    told: dict[str, Any] = {"symbols": model.symbols, "n_hidden": len(model.params.cell.W_h)}
    for name, array in rounded(model.params).items():
        small = array.astype("<f4") if array.dtype == np.float32 else array
        told[name.split(".", 1)[1]] = base64.b64encode(small.tobytes()).decode()
    return told


@cache
def weights() -> Weights:
    """The weights that the page has too: whole numbers times scales, in float64."""
    told = embedded()

    def numbers(name: str, kind: str) -> Array:
        return np.frombuffer(base64.b64decode(told[name]), kind).astype(np.float64)

    def matrix(name: str) -> Array:
        scales = numbers(name + SCALE, "<f4")
        array: Array = numbers(name, "i1").reshape(-1, len(scales)) * scales
        return array

    return Weights(
        matrix("W_x"), matrix("W_h"), numbers("b", "<f4"), matrix("W_y"), numbers("b_y", "<f4"), told["symbols"]
    )


def encode(text: str) -> list[int]:
    """The number of each character, -1 for one that the net does not know: a step without a letter."""
    index = {symbol: number for number, symbol in enumerate(weights().symbols)}
    return [index.get(symbol, -1) for symbol in text]


def parse(changes: str) -> list[Change]:
    """Changes from their text: one after the other, with "; " between.

    Raises:
        ValueError: it does not say changes.
    """
    found = []
    for said in changes.split("; ") if changes else []:
        match = CHANGE.fullmatch(said)
        if match is None or int(match[3]) > int(match[4]):
            raise ValueError(f"changes: expected such as 'f 42 0-19 1; h all 3-3 0', got {said!r}")
        unit = -1 if match[2] == "all" else int(match[2])
        found.append(Change(match[1], unit, int(match[3]), int(match[4]), float(match[5])))
    return found


def run(codes: list[int], changes: list[Change], skipped: int = -1, prior: Run | None = None) -> Run:
    """Read the characters from the zero state.

    Args:
        skipped: a step whose character is taken away.
        prior: a run with the same changes that begins alike, up to that step.
    """
    W_x, W_h, b, W_y, b_y, _ = weights()
    n, n_hidden = len(codes), len(W_h)
    kept, cs, hs = np.zeros((4, n, n_hidden)), np.zeros((n, n_hidden)), np.zeros((n + 1, n_hidden))
    same = skipped if prior is not None else 0
    if prior is not None:
        kept[:, :same], cs[:same], hs[1 : same + 1] = prior.gates[:, :same], prior.c[:same], prior.h[:same]
    c = cs[same - 1] if same else np.zeros(n_hidden)
    for t, code in list(enumerate(codes))[same:]:
        now = [each for each in changes if each.first <= t <= each.last]
        a = hs[t] @ W_h + b
        if code >= 0 and t != skipped:
            a += W_x[code]
        for gate, part in enumerate(gates.split(a, 4)):
            kept[gate, t] = np.tanh(part) if GATES[gate] == "g" else gates.sigmoid(part)
            _hold(kept[gate, t], now, GATES[gate])
        i, f, g, o = kept[:, t]
        c = f * c + i * g
        _hold(c, now, "c")
        hs[t + 1] = o * np.tanh(c)
        _hold(hs[t + 1], now, "h")
        cs[t] = c
    return Run(kept, cs, hs[1:], log_softmax(hs @ W_y + b_y))


def _hold(row: Array, changes: list[Change], what: str) -> None:
    for each in changes:
        if each.what == what:
            row[each.unit if each.unit >= 0 else slice(None)] = each.value


def back(codes: list[int], changes: list[Change], done: Run, at: int, symbol: int) -> Past:
    """The exact gradient of log p of a symbol after step `at`, by backpropagation through time.

    strength[k] is its derivative by a factor before the character of step k, at 1: what a little more of that character
    does. dc[k] is its derivative by c_k. The text is read with the changes.
    """
    W_x, W_h, _, W_y, _, _ = weights()
    strength, dcs = np.zeros(at + 1), np.zeros((at + 1, len(W_h)))
    dh = W_y[:, symbol] - W_y @ np.exp(done.log_p[at + 1])
    dc_after = np.zeros(len(W_h))
    for t in range(at, -1, -1):
        now = [each for each in changes if each.first <= t <= each.last]
        i, f, g, o = done.gates[:, t]
        before = done.c[t - 1] if t else np.zeros(len(W_h))
        squashed = np.tanh(done.c[t])
        _hold(dh, [each._replace(value=0) for each in now], "h")
        dc = dc_after + dh * o * (1 - squashed**2)
        dcs[t] = dc
        dc = dc.copy()
        _hold(dc, [each._replace(value=0) for each in now], "c")
        parts = [dc * g * i * (1 - i), dc * before * f * (1 - f), dc * i * (1 - g**2), dh * squashed * o * (1 - o)]
        for gate, part in zip(GATES, parts, strict=True):
            _hold(part, [each._replace(value=0) for each in now], gate)
        da = np.concatenate(parts)
        strength[t] = da @ W_x[codes[t]] if codes[t] >= 0 else 0.0
        dh, dc_after = W_h @ da, dc * f
    return Past(strength, dcs)


def taken_away(codes: list[int], changes: list[Change], done: Run, at: int, symbol: int, reach: int) -> Array:
    """How much log p of the symbol after step `at` changes when one character is taken away: of the last `reach`."""
    first = max(0, at + 1 - reach)
    text = codes[: at + 1]
    lost = done.log_p[at + 1, symbol]
    return np.array([run(text, changes, k, done).log_p[at + 1, symbol] - lost for k in range(first, at + 1)])


def uniform(seed: int, place: int) -> float:
    """A number from 0 to 1 for each place of a text that is written: the same for the same seed, in both languages."""
    mixed = (seed * 0x9E3779B1 + (place + 1) * 0x85EBCA6B) & 0xFFFFFFFF
    for shift, factor in ((16, 0x21F0AAAD), (15, 0x735A2D97)):
        mixed = ((mixed ^ (mixed >> shift)) * factor) & 0xFFFFFFFF
    return float((mixed ^ (mixed >> 15)) / 2**32)


def draw(log_p: Array, temperature: float, seed: int, place: int) -> int:
    """A symbol, drawn with p^(1 / temperature): the first whose sum is above the number of this place."""
    sums = np.cumsum(np.exp((log_p - log_p.max()) / temperature))
    return int((sums > uniform(seed, place) * sums[-1]).argmax())


def write(text: str, changes: list[Change], count: int, temperature: float, seed: int) -> str:
    """The text with so many characters more, each drawn after those before it."""
    for _ in range(count):
        log_p = run(encode(text), changes).log_p[-1]
        text += weights().symbols[draw(log_p, temperature, seed, len(text))]
    return text
