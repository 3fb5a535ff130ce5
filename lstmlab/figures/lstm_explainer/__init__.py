"""The LSTM, alive: the trained net of chapter 11 reads the reader's own text, and every number of it can be looked at.

Each unit has at every step its gates i, f, o, its candidate g, its cell c and its output h (net.py has the formulas).
The reader sees them all at once, holds some of them at a value and sees what becomes of the rest, asks what a
probability owes to which character before it, and lets the net write on.

    bits = -(mean over t of log2 p_t(character t + 1))        half-life = ln(1/2) / ln(mean f)

Source: what a single unit follows in a text was first shown by A. Karpathy, J. Johnson and L. Fei-Fei, "Visualizing and
Understanding Recurrent Networks", arXiv:1506.02078 (2015).
"""

from functools import lru_cache
from typing import Any

import numpy as np

from lstmlab.figures.cell_reader import PASSAGE
from lstmlab.figures.lstm_explainer import follows, net, tour
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Text, Whole
from lstmlab.shapes import Array

LONGEST = 600  # characters
REACH = 32  # characters that are taken away, one after the other
SHOWN = 8  # of the characters that are expected
UNITS = len(net.weights().W_h)
PASSAGES = {
    "A scene of our own": PASSAGE,
    "A letter of today": "Dear Anna,\nthe train was late again, so I read the whole book. The gate to the garden is "
    "open "
    "now, and the bread is on the table. Come when you can, and bring your brother.\n",
    "Names in capitals": "BRUTUS\nNo.\n\nSICINIUS\nWhat then?\n\nBRUTUS\nNothing.\n\nSICINIUS\nGood night.\n\nBRUTUS\n",
    "One line that does not end": "the people of the city and the people of the town and the people of the field and "
    "the people of the sea and the people of the hill\n",
}
SHOW = {
    "c": "cell c",
    "h": "output h",
    "i": "input gate i",
    "f": "forget gate f",
    "g": "candidate g",
    "o": "output gate o",
}
A_CHANGE = "changes such as 'f 42 0-19 1'"
ORDER = {
    "number": "their number",
    "acts": "when they act",
    "half_life": "half-life",
    **{name: f"following: {words}" for name, words in follows.FEATURES.items()},
}


def _random_text(rng: np.random.Generator) -> str:
    start, length = rng.integers(0, len(PASSAGE) - 60), rng.integers(0, 60)
    return PASSAGE[start : start + length] + "é"[: rng.integers(0, 2)]


def _random_changes(rng: np.random.Generator) -> str:
    said = []
    for _ in range(rng.integers(0, 4)):
        first = rng.integers(0, 40)
        unit = "all" if rng.random() < 0.3 else str(rng.integers(0, UNITS))
        value = f"{rng.integers(-100, 101) / 100:g}"
        said.append(f"{rng.choice(list(net.HELD))} {unit} {first}-{first + rng.integers(0, 20)} {value}")
    return "; ".join(said)


def _says_changes(said: str) -> bool:
    try:
        return all(change.unit < UNITS for change in net.parse(said))
    except ValueError:
        return False


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
        stop: of the tour, 0 for none.
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
        "best": follows.best(unit),
        "alike": _alike(now.c, at),
        **_past(codes, made, now, at, aim, panel),
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


def _past(codes: list[int], made: list[net.Change], now: net.Run, at: int, aim: int, panel: str) -> dict[str, Any]:
    """What log p of a symbol after this step owes to each character; only where it is looked at."""
    told: dict[str, Any] = {"aim": named(net.weights().symbols[aim]), "aim_p": float(np.exp(now.log_p[at + 1, aim]))}
    if panel != "past" or at < 0:
        return told | {"strength": [], "dc": [], "taken": [], "most": -1, "most_taken": -1, "agree": "none"}
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
        "agree": "yes" if most == most_taken else "no",
    }


WORDS = {
    "alt": "{seen[fate]}",
    "seen": {
        "empty": "No text yet. The net stands at its zero state, and expects {likely[0].symbol} {likely[0].p:%1}, "
        "{likely[1].symbol} {likely[1].p:%1} as the first character.",
        "else": "A text of {length:# character|# characters}, each on the colour of {shown[show]} of unit {unit}, "
        "and a map "
        "of all {units} units over the steps, in the order of {ordered[order]}. {now} {next} "
        "{told[fate]}{panels[panel]}",
    },
    "now": "At step {at+1}, after “{around}”, {shown[show]} of unit {unit} is {value:2}.",
    "next": "The net expects {likely[0].symbol} {likely[0].p:%1}, {likely[1].symbol} {likely[1].p:%1}, "
    "{likely[2].symbol} "
    "{likely[2].p:%1}.",
    "told": {
        "strange": "Characters that the net has never seen are steps without a letter to it: {unknown} ",
        "else": "",
    },
    "panels": {
        "change": "{changed[touched]}",
        "past": "{owed[agree]}",
        "write": "At a temperature of {temperature:2} and with seed {seed} it would write {drawn} next.",
        "else": "{changed[touched]}",
    },
    "changed": {
        "yes": "With {count:one change|# changes} the text costs {bits:2} bits a character, untouched {bits_plain:2}.",
        "no": "The text costs {bits:2} bits a character.",
    },
    "owed": {
        "yes": "The probability of {aim}, {aim_p:%1}, owes most to the character of step {most+1}, by its gradient "
        "and when "
        "characters are taken away.",
        "no": "The probability of {aim}, {aim_p:%1}, owes most to the character of step {most+1} by its gradient; when "
        "characters are taken away, to that of step {most_taken+1}.",
        "none": "There is no past yet.",
    },
    "result": "{said[fate]}",
    "said": {
        "empty": "Type or paste a text: the net reads it as you write.",
        "else": "{now} {next} {told[fate]}{panels[panel]}",
    },
}


# What stands beside the picture, filled in by the page alone.
SENTENCES = {
    "text": "Your own text: type or paste",
    "passage": "or take a passage",
    "own": "your own text",
    "strange": "The net has never seen: {unknown} It reads a step without a letter there.",
    "map": "Map of all units over the steps. Left and right change the step, up and down the unit.",
    "read": "unit {unit}, step {step+1}, {symbol}: {shown[show]} = {read:3}",
    "tour": "A tour of seven stops shows what can be done here. Or begin with a text of your own.",
    "start": "Begin the tour",
    "next": "Next stop",
    "back": "Back",
    "stop": "Stop {number} of {of}. {say}",
    "address": "Address of this state",
    "keeps": "Unit {unit} keeps {mean_f:%1} of its cell from step to step in this text: a half-life of "
    "{half_life:1} steps.",
    "follows": "What unit {unit} follows most closely is {best.feature}: r = {best.r:2}, with an interval from "
    "{best.low:2} to {best.high:2}; that makes it number {best.rank} of {units}. Measured over "
    "{measured.characters:,} characters of {measured.source}.",
    "came": "What came was {came}, to which the net had given {came_p:%1}.",
    "after": "The text ends here. What the net expects next:",
    "before_all": "Before the first character the net stands at its zero state. What it expects:",
    "alike": "The state of all cells was most like this one at these steps:",
    "near": "step {step+1}, “{around}”: {cosine:2}",
    "change": "Choose what is held, and over which steps; or drag along a row of the map.",
    "hold": "Hold it",
    "silence": "Silence this unit",
    "keep": "Forget nothing: all f at 1",
    "undo": "Undo the last change",
    "who": {"one": "of unit {unit}", "all": "of all units"},
    "made": "{shown[what]} {who[whose]} is held at {value:2} from step {from+1} to step {to+1}",
    "touched": "The text costs {bits:2} bits a character, untouched {bits_plain:2}. Dashed: the untouched curve.",
    "untouched": "Nothing is changed yet. The text costs {bits:2} bits a character.",
    "past": "After step {at+1} the net gives {aim} {aim_p:%1}. The bars say what the natural logarithm of this "
    "probability owes "
    "to each of the last {taken.length} characters: by its gradient, and by reading the text again without that one "
    "character. "
    "Blue speaks for it, orange against it. The text above is underlined in the same way.",
    "write": "It would write {drawn} next. The same text, temperature and seed give the same again; every character "
    "that it wrote "
    "can be read like any other.",
    "one": "Write one character",
    "many": "Write forty",
}


class LstmExplainer(Figure):
    """A trained LSTM that reads any text in the page: all its numbers, changes, the gradient to the past, writing.

    Args:
        text: what it reads.
        panel: what is opened: "step", "change", "past" or "write".
        show: "c", "h", "i", "f", "g" or "o". order: of the units. unit, step: what is looked at.
        changes: what is held, such as "f 42 0-19 1; h all 30-30 0".
        what, held, first, last, whom: the change that is about to be made.
        target: the character whose probability is explained; "" is the one that came.
        temperature, seed, pace: of writing. stop: of the tour.
    """

    title = "The LSTM, alive"
    parts = ("lstm_explainer/net.js", "lstm_explainer/numbers.js", "lstm_explainer/map.js", "lstm_explainer/panels.js")

    text = Text(PASSAGE, "Text", longest=LONGEST, draw=_random_text)
    panel = Choice(
        "step",
        "Open",
        options={"step": "This step", "change": "Change it", "past": "Look back", "write": "Let it write"},
    )
    show = Choice("c", "Show", options=SHOW)
    order = Choice("half_life", "Units in the order of", options=ORDER)
    unit = Whole(56, "Unit", low=0, high=UNITS - 1)
    step = Whole(44, "Step", low=0, high=LONGEST - 1)
    changes = Text(
        "", "Changes", longest=400, draw=_random_changes, of=("changes such as 'f 42 0-19 1'", _says_changes)
    )
    what = Choice("f", "Hold", options={name: SHOW[name] for name in net.HELD})
    held = Number(1, "at", low=-1, high=1, step=0.05)
    first = Whole(0, "From step", low=0, high=LONGEST - 1)
    last = Whole(LONGEST - 1, "To step", low=0, high=LONGEST - 1)
    whom = Choice("one", "Of", options={"one": "this unit", "all": "all units"})
    target = Choice(
        "", "Whose probability", options={"": "the one that came", **{one: named(one) for one in net.weights().symbols}}
    )
    temperature = Number(0.7, "Temperature", low=0.1, high=2, step=0.05)
    pace = Number(8, "Characters a second", low=1, high=30, step=1, digits=0)
    seed = Whole(1, "Seed", low=0, high=99)
    stop = Whole(0, "Stop of the tour", low=0, high=len(tour.STOPS))

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def embedded() -> dict[str, Any]:
        return {**net.embedded(), "follows": follows.stored(), "features": follows.FEATURES}

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "passages": PASSAGES,
            "shown": SHOW,
            "ordered": ORDER,
            "units": UNITS,
            "reach": REACH,
            "shown_symbols": SHOWN,
            "stops": tour.STOPS,
            "sentences": SENTENCES,
            "measured": {name: follows.stored()[name] for name in ("source", "characters")},
        }
