"""What is on the screen of the explainer, as numbers; numbers.js gives the same."""

from functools import lru_cache
from typing import Any

import numpy as np

from lstmlab.figures.lstm_explainer import follows, net
from lstmlab.shapes import Array

REACH = 24  # characters that are taken away, one after the other
SHOWN = 8  # of the characters that are expected
UNITS = len(net.weights().W_h)
LONGEST = 1000  # characters of a text


@lru_cache(maxsize=8)
def reading(text: str, changes: str) -> net.Run:
    """The text read with the changes."""
    return net.run(net.encode(text), net.parse(changes))


def named(symbol: str) -> str:
    """A symbol as it is shown: the white ones by name."""
    return {"\n": "new line", " ": "space"}.get(symbol, symbol)


def bits(run: net.Run, codes: list[int]) -> float:
    """Bits per character: of all after the first that the net knows; 0 where there is none."""
    told = [run.log_p[t, code] for t, code in enumerate(codes) if t and code >= 0]
    return float(-np.mean(told) / np.log(2)) if told else 0.0


def at_temperature(log_p: Array, temperature: float, likely: Array, came: int) -> dict[str, Any]:
    """What a character is drawn from at a temperature: p^(1 / temperature), so that the sum is 1 again.

        p_s = exp(log_p_s / τ) / (sum over all symbols of exp(log_p / τ))        bits = -(sum of p log2 p)

    Args:
        likely: the symbols from the most to the least likely, which no temperature changes.
        came: the symbol that came, or -1.

    Returns:
        first: the most likely symbols. rest: of all others together. bits: the entropy. kinds: 2 to the power of the
        bits. came_p: of the one that came.
    """
    scaled = (log_p - log_p.max()) / temperature
    weights = np.exp(scaled)
    p = weights / weights.sum()
    bits = float(np.log2(weights.sum()) - (p * scaled).sum() / np.log(2))
    return {
        "first": [{"symbol": named(net.weights().symbols[k]), "p": float(p[k])} for k in likely[:SHOWN]],
        "rest": float(p[likely[SHOWN:]].sum()),
        "bits": bits,
        "kinds": float(2**bits),
        "came_p": float(p[came]) if came >= 0 else 0.0,
    }


def order_of(order: str, run: net.Run) -> list[int]:
    """The units from top to bottom."""
    n = len(run.c)
    if order in follows.FEATURES:
        return [row[0] for row in follows.table()[order]]
    if order == "number" or n == 0:
        return list(range(UNITS))
    if order == "half_life":
        return [int(unit) for unit in np.argsort(-run.gates[1].mean(axis=0), kind="stable")]
    moved = np.abs(np.diff(run.c, axis=0, prepend=np.zeros((1, UNITS))))
    return [int(unit) for unit in np.argsort(moved.argmax(axis=0), kind="stable")]


def compute(
    text: str,
    panel: str,
    show: str,
    order: str,
    unit: int,
    step: int,
    changes: str,
    what: str,
    held: float,
    first: int,
    last: int,
    whom: str,
    target: str,
    temperature: float,
    pace: float,
    seed: int,
    stop: int,
    size: str,
) -> dict[str, Any]:
    """What is on the screen, as numbers: of the unit at the step, of the next character, of the changes, of the past.

    Args:
        text: what is read.
        panel: "step", "change", "past" or "write".
        show: the quantity: "c", "h", "i", "f", "g" or "o".
        order: of the units: "number", "acts", "half_life" or what they follow.
        unit, step: what is looked at; a step after the text is its last one.
        changes: what is held (net.py).
        what, held, first, last, whom: the change that the reader is about to make: a quantity at a value over steps, of
            this unit or of "all".
        target: whose log probability is explained; "" for the character that came.
        temperature, seed: of writing. pace: characters that are written in a second.
        stop: of the tour, 0 for none. size: of the figure, "whole" or "small".
    """
    codes, symbols = net.encode(text), net.weights().symbols
    n = len(codes)
    now, plain = reading(text, changes), reading(text, "")
    at = min(step, n - 1)
    likely = np.argsort(-now.log_p[at + 1], kind="stable")
    p, p_plain = np.exp(now.log_p[at + 1]), np.exp(plain.log_p[at + 1])
    came = codes[at + 1] if at + 1 < n else -1
    aim = symbols.index(target) if target in symbols else came if came >= 0 else int(likely[0])
    made = net.parse(changes)
    numbers = _numbers(now, codes, at, unit)
    mean_f = float(now.gates[1][:, unit].mean()) if n else 0.0
    unknown = sorted({symbol for symbol, code in zip(text, codes, strict=True) if code < 0})
    return {
        "length": n,
        "unknown": " ".join(unknown),
        "fate": "empty" if n == 0 else "strange" if unknown else "known",
        "at": at,
        "around": " ".join(text[max(0, at - 11) : at + 1].split()),
        "letter": named(text[at]) if n else "",
        "numbers": numbers,
        "value": numbers[show],
        "curve": _row(now, show)[:, unit].tolist(),
        "before": _row(plain, show)[:, unit].tolist(),
        "mean_f": mean_f,
        "half_life": float(np.log(0.5) / np.log(mean_f)) if 0 < mean_f < 1 else 0.0,
        "rows": order_of(order, now),
        "likely": [
            {"symbol": named(symbols[k]), "p": float(p[k]), "p_plain": float(p_plain[k])} for k in likely[:SHOWN]
        ],
        "rest": float(p[likely[SHOWN:]].sum()),
        "came": named(symbols[came]) if came >= 0 else "",
        "came_p": float(p[came]) if came >= 0 else 0.0,
        "bits": bits(now, codes),
        "bits_plain": bits(plain, codes),
        "count": len(made),
        "touched": "yes" if made else "no",
        "tempered": at_temperature(now.log_p[at + 1], temperature, likely, came),
        "look": "chances" if size == "small" and panel == "write" else "map" if n else "empty",
        "best": follows.best(unit),
        "along": follows.along(order, unit),
        "room": LONGEST - n,
        "alike": _alike(now.c, at),
        **_past(text, codes, made, now, at, aim, panel),
        "drawn": named(symbols[net.draw(now.log_p[n], temperature, seed, n)]),
    }


def _row(run: net.Run, show: str) -> Array:
    return {"c": run.c, "h": run.h}[show] if show in "ch" else run.gates[net.GATES.index(show)]


def _numbers(run: net.Run, codes: list[int], at: int, unit: int) -> dict[str, Any]:
    """Of a unit at a step: gates, cell before and after, output, and what each gate sums up: letter, h, bias."""
    if at < 0:
        return dict.fromkeys(("i", "f", "g", "o", "c_before", "c", "h"), 0.0) | {"sums": []}
    W_x, W_h, b, *_ = net.weights()
    before = run.h[at - 1] if at else np.zeros(UNITS)
    columns = [gate * UNITS + unit for gate in range(4)]
    return {
        **{name: float(run.gates[gate, at, unit]) for gate, name in enumerate(net.GATES)},
        "c_before": float(run.c[at - 1, unit]) if at else 0.0,
        "c": float(run.c[at, unit]),
        "h": float(run.h[at, unit]),
        "sums": [
            [float(W_x[codes[at], k]) if codes[at] >= 0 else 0.0, float(before @ W_h[:, k]), float(b[k])]
            for k in columns
        ],
    }


def _alike(cells: Array, at: int) -> list[list[float]]:
    """The three steps whose cells are most like those of now, with the cosine of the angle between them."""
    if at < 0:
        return []
    lengths = np.sqrt((cells**2).sum(axis=1))
    both = lengths * lengths[at]
    near = np.where(both > 0, cells @ cells[at] / np.where(both > 0, both, 1), 0.0)
    found = [int(k) for k in np.argsort(-near, kind="stable") if abs(k - at) > 1]
    return [[k, float(near[k])] for k in found[:3]]


def _past(
    text: str, codes: list[int], made: list[net.Change], now: net.Run, at: int, aim: int, panel: str
) -> dict[str, Any]:
    """What log p of a symbol after this step owes to each character; only where it is looked at."""
    told: dict[str, Any] = {"aim": named(net.weights().symbols[aim]), "aim_p": float(np.exp(now.log_p[at + 1, aim]))}
    if panel != "past" or at < 0:
        nothing = {"most": -1, "most_taken": -1, "most_letter": "", "taken_letter": "", "agree": "none"}
        return told | {"strength": [], "dc": [], "taken": []} | nothing
    past = net.back(codes, made, now, at, aim)
    taken = net.taken_away(codes, made, now, at, aim, REACH)
    reached = past.strength[at + 1 - len(taken) :]
    most, most_taken = (int(np.abs(row).argmax()) + at + 1 - len(taken) for row in (reached, taken))
    return told | {
        "strength": past.strength.tolist(),
        "dc": np.sqrt((past.dc**2).sum(axis=1)).tolist(),
        "taken": taken.tolist(),
        "most": most,
        "most_taken": most_taken,
        "most_letter": named(text[most]),
        "taken_letter": named(text[most_taken]),
        "agree": "yes" if most == most_taken else "no",
    }
