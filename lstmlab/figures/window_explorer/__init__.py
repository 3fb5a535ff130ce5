"""The window explorer: what a feed-forward network sees of a sentence or of a series, and what a wider window costs.

A window of `width` values goes in, and the value `horizon` steps after its end is predicted:

    inputs x[t - horizon - width + 1], ..., x[t - horizon]        target x[t]

A series of length len holds n = len - width - horizon + 1 such samples. Words come in one-hot, so each place of the
window costs as many inputs as there are words in the vocabulary.
"""

from functools import cache
from typing import Any

from lstmlab.data import Temperatures, tokyo_temperatures
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Whole

# The sentence of the puzzle ffnn.window_puzzle. All of it that the browser needs is handed over from here.
WORDS = ("Hungry,", "Mia", "crossed", "the", "whole", "market", "square", "and", "came", "home", "with", "bread")
DECIDING = 0  # place of the word that decides the last one
OTHER_START, OTHER_END = "Freezing", "gloves"  # with this start the sentence would have this end
FITTING = ("bread", "gloves", "flowers")  # ends that fit while the deciding word is out of sight

WIDEST_WORDS = 14  # a little wider than the sentence, so that "smallest" means something
HIDDEN = 16
MONTHS: tuple[str, ...] = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
MONTHS += ("October", "November", "December")


@cache
def temperatures() -> Temperatures:
    return tokyo_temperatures()


def compute(
    view: str = "sentence", width: int = 3, position: int = 11, horizon: int = 1, vocabulary: int = 1000
) -> dict[str, Any]:
    """What lies in the window, and the size of the network behind it.

    Args:
        view: "sentence" or "temperatures".
        width: values in the window; over the sentence at most 14.
        position: place of the predicted value, counted from 0; moved to the nearest place that there is.
        horizon: steps from the window's last value to the predicted one; 1 over the sentence.
        vocabulary: words the network knows.

    Returns:
        width, horizon, target: as they are used. first: place of the first value seen. seen: how many are seen.
        empty: places of the window that lie before the sentence. samples: windows that have a target.
        decided: whether the last word is predicted and the deciding word is seen.
        inputs, outputs, hidden, parameters: of a network with one hidden layer. window, answer: the temperatures, in C.
    """
    if view == "sentence":
        width, horizon = min(width, WIDEST_WORDS), 1
        target = min(max(position, 1), len(WORDS) - 1)
        inputs, outputs = width * vocabulary, vocabulary
        samples, window, answer = len(WORDS) - 1, [], 0.0
    else:
        celsius = temperatures().celsius
        target = min(max(position, width + horizon - 1), len(celsius) - 1)
        inputs, outputs = width, 1
        samples = len(celsius) - width - horizon + 1
        window = celsius[target - horizon - width + 1 : target - horizon + 1].tolist()
        answer = float(celsius[target])
    first = max(0, target - horizon - width + 1)
    return {
        "width": width,
        "horizon": horizon,
        "target": target,
        "first": first,
        "seen": target - horizon + 1 - first,
        "empty": width - (target - horizon + 1 - first),
        "samples": samples,
        "decided": view == "sentence" and target == len(WORDS) - 1 and first <= DECIDING,
        "inputs": inputs,
        "hidden": HIDDEN,
        "outputs": outputs,
        "parameters": (inputs + 1) * HIDDEN + (HIDDEN + 1) * outputs,
        "window": window,
        "answer": answer,
    }


def unmet(**controls: Any) -> list[str]:
    """What is missing from the smallest window that sees the deciding word, a sentence each; empty when it is found."""
    values = compute(**controls)
    if controls.get("view", "sentence") != "sentence":
        return ["Choose the sentence, not the temperatures."]
    last = len(WORDS) - 1
    if values["target"] != last:
        return ["Let the network predict the last word of the sentence."]
    if not values["decided"]:
        return ["The window does not reach the word that decides how the sentence ends."]
    if values["width"] > last - DECIDING:
        return ["A smaller window sees the deciding word too."]
    return []


def describe(controls: dict[str, Any], values: dict[str, Any]) -> str:
    size = f"The network has {_count(values['inputs'], 'input')} and {values['parameters']:,} parameters."
    if controls["view"] == "sentence":
        return f"{_sentence(values)} {size}"
    first, target = values["first"], values["target"]
    return (
        f"Monthly mean temperature of Tokyo, {_month(0)} to {_month(len(temperatures().celsius) - 1)}: "
        f"a wave, warm in summer and cold in winter. A window of {_count(values['width'], 'month')}, "
        f"{_month(first)} to {_month(first + values['width'] - 1)}, is the input. "
        f"The target is {values['answer']:.1f} °C in {_month(target)}, {_count(values['horizon'], 'month')} after the "
        f"window. {values['samples']} such samples fit into the series. {size}"
    )


def _sentence(values: dict[str, Any]) -> str:
    target, first = values["target"], values["first"]
    seen = " ".join(WORDS[first:target])
    text = (
        f"A sentence of {len(WORDS)} words. Through a window of {_count(values['width'], 'word')} the network sees "
        f"“{seen}” and predicts the next word, “{WORDS[target]}”."
    )
    if first:
        text += f" It does not see the {_count(first, 'word')} before the window."
    if values["empty"]:
        text += f" {_count(values['empty'], 'place')} of the window {'is' if values['empty'] == 1 else 'are'} empty."
    if values["decided"]:
        text += f" The window reaches “{WORDS[DECIDING].rstrip(',')}”, the word that decides how the sentence ends."
    return text


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _month(place: int) -> str:
    data = temperatures()
    return f"{MONTHS[data.month[place] - 1]} {data.year[place]}"


class WindowExplorer(Figure):
    """A sliding window over a sentence or over the Tokyo temperatures.

    Args:
        view: "sentence" or "temperatures".
        width: words or months that the network sees.
        position: place of the word or month that it predicts, from 0.
        horizon: months from the end of the window to the predicted one.
        vocabulary: words that the network knows: 50, 1000 or 20000.
    """

    title = "Window explorer"
    view = Choice("sentence", "A window over", options={"sentence": "a sentence", "temperatures": "Tokyo temperatures"})
    width = Whole(3, "Width of the window", low=1, high=24)
    position = Whole(11, "What is predicted", low=0, high=119)
    horizon = Whole(1, "Horizon", low=1, high=12)
    vocabulary = Choice(1000, "Words in the vocabulary", options={50: "50", 1000: "1,000", 20000: "20,000"})
    compute = staticmethod(compute)
    describe = staticmethod(describe)
    unmet = staticmethod(unmet)

    @staticmethod
    def constants() -> dict[str, Any]:
        data = temperatures()
        return {
            "words": list(WORDS),
            "deciding": DECIDING,
            "other": [OTHER_START, OTHER_END],
            "fitting": list(FITTING),
            "widest": WIDEST_WORDS,
            "hidden": HIDDEN,
            "celsius": data.celsius.tolist(),
            "months": [_month(place) for place in range(len(data.celsius))],
        }
