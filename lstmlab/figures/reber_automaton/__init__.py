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
from lstmlab.figures.runtime.base import Figure, fixed
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
    return {
        "now": min(step, len(string) - 1),
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


def where(place: int, outer: str) -> str:
    """The place in words."""
    if place == 1:
        return "before the outer symbol, which may be T or P"
    if place == 9:
        return f"behind the inner string: the outer {outer} has to come again"
    if place == 10:
        return "before the last E"
    return f"in state {place - 2} of the automaton"


def describe(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """The text alternative: how far the string is read, where it is, and what the net expects."""
    string, k = controls["string"], values["now"] - 1
    expected = ", ".join(
        f"{symbol} {_percent(p)}{' (possible)' if can else ''}"
        for symbol, p, can in zip(reber.SYMBOLS, values["probabilities"][k], values["possible"][k], strict=True)
    )
    return (
        f"An embedded Reber string, read up to {string[: k + 1]}: {where(values['place'][k], string[1])}. "
        f"The {NETS[controls['net']]} expects {expected}. {verdict(controls, values)}"
    )


def verdict(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """Whether the net is right at this step, and how often in this string and in others."""
    k = values["now"] - 1
    here = "right" if values["right"][k] else "not right"
    wrong = values["wrong_steps"]
    whole = "It is right at every step of this string" if not wrong else f"It is not right at {_steps(wrong)} of it"
    share = stored()[controls["net"]]["right"]
    return f"This is {here}. {whole}, and it has {_percent(share)} of 500 test strings right at every step."


def _steps(count: int) -> str:
    return f"{count} step{'' if count == 1 else 's'}"


def _percent(share: float) -> str:
    return f"{fixed(100 * share, 0)} %"


class ReberAutomaton(Figure):
    """The automaton of the embedded Reber grammar, and what a trained LSTM and a trained Elman net expect next."""

    title = "Reber automaton and two nets"

    string = Choice("BTBTXSETE", "String", options=STRINGS)
    net = Choice("lstm", "Net", options=NETS)
    step = Whole(1, "Symbols read", low=1, high=LONGEST)

    compute = staticmethod(compute)
    describe = staticmethod(describe)

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "symbols": reber.SYMBOLS,
            "automaton": list(reber.AUTOMATON),
            "names": NETS,
            "nets": {name: stored()[name] for name in NETS},
        }
