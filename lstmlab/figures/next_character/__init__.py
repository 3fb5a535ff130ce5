"""The next character: what a trained network expects after a few words, and what a temperature does to it.

    p_s = exp(y_s / τ) / (sum over all symbols of exp(y / τ))        bits = -(sum of p log2 p)

The logits y are those of the LSTM that comes with the package (lstmlab.data.play_model). The words are written for this
figure; the network has never read them.
"""

from functools import cache
from typing import Any

import numpy as np

from lstmlab import text
from lstmlab.data.play_net import play_model
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number

PROMPTS = {
    "speech": "HAMLET\nMy lord, what is th",
    "word": "First Citizen\nWe know the peo",
    "name": "I will not go.\n\nKING HEN",
    "q": "FALSTAFF\nHear me, I have a q",
    "end": "QUEEN MARGARET\nMy son, come home,",
    "line": "BRUTUS\nThe people are the city.\n",
}
SHOWN = 12


@cache
def logits() -> dict[str, tuple[list[str], list[float]]]:
    """For each prompt: symbols from the most to the least likely, and their logits, rounded to four digits."""
    model = play_model()
    index = {symbol: number for number, symbol in enumerate(model.symbols)}
    found = {}
    for name, prompt in PROMPTS.items():
        rounded = model.forward(text.encode(prompt, index))[0][-1].round(4)
        order = np.argsort(-rounded, kind="stable")
        found[name] = [model.symbols[k] for k in order], rounded[order].tolist()
    return found


def compute(prompt: str, temperature: float) -> dict[str, Any]:
    """The distribution of the next character.

    Args:
        prompt: the words before it, by name.
        temperature: τ.

    Returns:
        probabilities: of all symbols, from the most to the least likely. bits: their entropy. first: the largest. rest:
        of all but the first twelve together. kinds: 2 to the power of the bits.
    """
    scaled = np.array(logits()[prompt][1]) / temperature
    weights = np.exp(scaled - scaled[0])
    likely = weights / weights.sum()
    bits = float(np.log2(weights.sum()) - (likely * (scaled - scaled[0])).sum() / np.log(2))
    return {
        "probabilities": likely.tolist(),
        "bits": bits,
        "first": float(likely[0]),
        "rest": float(likely[SHOWN:].sum()),
        "kinds": float(2**bits),
    }


def named(symbol: str) -> str:
    """A symbol as it is shown: the white ones by name."""
    return {"\n": "new line", " ": "space"}.get(symbol, symbol)


WORDS = {
    "alt": "After “{prompts[prompt]}” the network expects, at a temperature of {temperature:2}: {symbols[prompt][0]} "
    "{probabilities[0]:%1}, {symbols[prompt][1]} {probabilities[1]:%1}, {symbols[prompt][2]} {probabilities[2]:%1}. "
    "All but the {shown_symbols} most likely symbols have {rest:%1} together. The choice has {bits:2} bits, as much as "
    "one among {kinds:1} symbols that are equally likely.",
    "result": "At a temperature of {temperature:2} the most likely symbol, {symbols[prompt][0]}, has {first:%1}. The "
    "choice has {bits:2} bits: as much as one among {kinds:1} equally likely symbols.",
}


class NextCharacter(Figure):
    """What a trained network expects after a few words, at a temperature that the reader sets.

    Args:
        prompt: the words, by name: "speech", "word", "name", "q", "end" or "line".
        temperature: from 0.1 to 3.
    """

    title = "The next character"

    prompt = Choice(
        "speech", "After", options={name: prompt.strip().replace("\n", " / ") for name, prompt in PROMPTS.items()}
    )
    temperature = Number(1, "Temperature τ", low=0.1, high=3, step=0.05)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "shown_symbols": SHOWN,
            "prompts": {name: prompt.strip().replace("\n", " / ") for name, prompt in PROMPTS.items()},
            "symbols": {name: [named(symbol) for symbol in row[0]] for name, row in logits().items()},
            "logits": {name: row[1] for name, row in logits().items()},
        }
