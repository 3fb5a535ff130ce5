"""The Reber automaton beside two nets: where a string is in the grammar, and what each net expects next.

Both nets were trained on the same strings and stored (`nets.json`, by `train.py`). With every symbol they give
logits y, and from them the probabilities

    p_k = exp(y_k) / sum of exp(y_j)

An answer is right where every symbol that is possible next is more probable than every other one. What is possible
follows from the state of the automaton and, at the outer symbol near the end, from the second symbol of the string.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab import losses, network, readout
from lstmlab.cells import elman, lstm
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Whole
from lstmlab.tasks import reber

STRINGS = {
    "BTBTXSETE": "outer T, short",
    "BPBPVVEPE": "outer P, short",
    "BTBPTTVPXVVETE": "outer T, longer",
    "BPBTSSXXTVPSEPE": "outer P, longer",
}
NETS = {"lstm": "LSTM", "elman": "Elman network"}
_CELLS = {"lstm": lstm, "elman": elman}
LONGEST = max(map(len, STRINGS)) - 1


@cache
def stored() -> dict[str, Any]:
    """Weights by net and name, and the share of 500 test strings that each net has right at every step."""
    text = Path(__file__).with_name("nets.json").read_text(encoding="utf-8")
    nets: dict[str, Any] = json.loads(text)
    return nets


@cache
def weights(name: str) -> network.Params:
    """The weights of one net."""
    arrays = {key: np.array(value) for key, value in stored()[name].items() if key != "right"}
    cell = _CELLS[name].Params(*(arrays[f"cell.{field}"] for field in _CELLS[name].Params._fields))
    return network.Params(cell, readout.Params(arrays["readout.W_y"], arrays["readout.b_y"]))


def compute(string: str, net: str, step: int = 1) -> dict[str, Any]:
    """What the net expects after each symbol but the last, and what is possible.

    Args:
        string: one of STRINGS.
        net: "lstm" or "elman".
        step: how many symbols are read; past the last but one, that one. Changes only `now`.

    Returns:
        now: the step, from 1 to one less than the symbols.
        probabilities: 7 numbers for each step, in the order of `reber.SYMBOLS`.
        possible: 7 times 1 or 0 for each step.
        right: 1 or 0 for each step.
        place: for each step, 1 before the first outer symbol, 2 to 8 in states 0 to 6, 9 before the last outer symbol,
            10 before E.
        wrong_steps: how many answers are not right.
    """
    ys, _ = network.forward(_CELLS[net], weights(net), reber.encode(string[:-1])[:, None])
    possible = np.array([[symbol in some for symbol in reber.SYMBOLS] for some in reber.possible_next(string[:-1])])
    right = reber.right(ys[:, 0], possible)
    now = min(step, len(string) - 1)
    return {
        "now": now,
        "seen": string[:now],
        "probabilities": losses.softmax(ys[:, 0]).tolist(),
        "possible": possible.astype(int).tolist(),
        "right": right.astype(int).tolist(),
        "place": places(string[:-1]),
        "wrong_steps": int((~right).sum()),
    }


def places(symbols: str) -> list[int]:
    """Where a string stands after each symbol: see `compute`."""
    found, place = [], 0
    for symbol in symbols:
        inside = 2 <= place < 2 + reber.END
        place = 2 + reber.AUTOMATON[place - 2][symbol] if inside else place + 1
        found.append(place)
    return found


WORDS = {
    "alt": "An embedded Reber string, read up to {seen}: {where[place[now-1]]}. The {names[net]} expects {expected}. "
    "{result}",
    "where": {
        "1": "before the outer symbol, which may be T or P",
        "9": "behind the inner string: the outer {string[1]} has to come again",
        "10": "before the last E",
        "else": "in state {place[now-1]-2} of the automaton",
    },
    "expected": {"each": "symbols", "say": "{item} {probabilities[now-1][key]:%0}{can[possible[now-1][key]]}"},
    "can": {"1": " (possible)", "0": ""},
    "result": "This is {here[right[now-1]]}. {whole[wrong_steps]}, and it has {nets[net].right:%0} of 500 test strings "
    "right at every step.",
    "here": {"1": "right", "0": "not right"},
    "whole": {
        "0": "It is right at every step of this string",
        "else": "It is not right at {wrong_steps:# step|# steps} of it",
    },
}


class ReberAutomaton(Figure):
    """The automaton of the embedded Reber grammar, and what a trained LSTM and a trained Elman net expect next."""

    title = "Reber automaton and two nets"

    string = Choice("BTBTXSETE", "String", options=STRINGS)
    net = Choice("lstm", "Net", options=NETS)
    step = Whole(3, "Symbols read", low=1, high=LONGEST)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "symbols": reber.SYMBOLS,
            "automaton": list(reber.AUTOMATON),
            "names": NETS,
            "nets": {name: stored()[name] for name in NETS},
        }
