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
SENTENCE = ("Hungry,", "Mia", "crossed", "the", "whole", "market", "square", "and", "came", "home", "with", "bread")
DECIDING = 0  # place of the word that decides the last one
DECIDER = SENTENCE[DECIDING].rstrip(",")
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
        decided: whether the last word is predicted and the deciding word is seen. last: place of the last value of the
        window. sees: the words in it. stage: which sentence tells what comes next. unmet: what the puzzle lacks.
        inputs, outputs, hidden, parameters: of a network with one hidden layer. window, answer: the temperatures, in C.
    """
    if view == "sentence":
        width, horizon = min(width, WIDEST_WORDS), 1
        target = min(max(position, 1), len(SENTENCE) - 1)
        inputs, outputs = width * vocabulary, vocabulary
        samples, window, answer = len(SENTENCE) - 1, [], 0.0
    else:
        celsius = temperatures().celsius
        target = min(max(position, width + horizon - 1), len(celsius) - 1)
        inputs, outputs = width, 1
        samples = len(celsius) - width - horizon + 1
        window = celsius[target - horizon - width + 1 : target - horizon + 1].tolist()
        answer = float(celsius[target])
    first = max(0, target - horizon - width + 1)
    sentence, whole = view == "sentence", target == len(SENTENCE) - 1
    decided = sentence and whole and first <= DECIDING
    return {
        "width": width,
        "horizon": horizon,
        "target": target,
        "first": first,
        "seen": target - horizon + 1 - first,
        "empty": width - (target - horizon + 1 - first),
        "samples": samples,
        "decided": decided,
        "inputs": inputs,
        "hidden": HIDDEN,
        "outputs": outputs,
        "parameters": (inputs + 1) * HIDDEN + (HIDDEN + 1) * outputs,
        "window": window,
        "answer": answer,
        "last": first + width - 1,
        "sees": " ".join(SENTENCE[first:target]) if sentence else "",
        "stage": "series" if not sentence else "early" if not whole else "decided" if decided else "open",
        "unmet": _unmet(sentence, whole, decided, width),
    }


def _unmet(sentence: bool, whole: bool, decided: bool, width: int) -> list[str]:
    """What is missing from the smallest window that sees the deciding word; empty when it is found."""
    if not sentence:
        return ["view"]
    if not whole:
        return ["target"]
    if not decided:
        return ["decided"]
    return ["smaller"] if width > len(SENTENCE) - 1 - DECIDING else []


def _month(place: int) -> str:
    data = temperatures()
    return f"{MONTHS[data.month[place] - 1]} {data.year[place]}"


WORDS = {
    "alt": "{seen_in[view]} The network has {inputs:# input|# inputs} and {parameters:,} parameters.",
    "seen_in": {
        "sentence": "A sentence of {text.length} words. Through a window of {width:# word|# words} the network sees "
        "“{sees}” and predicts the next word, “{text[target]}”.{unseen[first]}{blank[empty]}{reaches[decided]}",
        "temperatures": "Monthly mean temperature of Tokyo, {months[0]} to {months[-1]}: a wave, warm in summer and "
        "cold in winter. A window of {width:# month|# months}, {months[first]} to {months[last]}, is the input. The "
        "target is {answer:1} °C in {months[target]}, {horizon:# month|# months} after the window. {samples} such "
        "samples fit into the series.",
    },
    "unseen": {"0": "", "else": " It does not see the {first:# word|# words} before the window."},
    "blank": {"0": "", "else": " {empty:# place of the window is|# places of the window are} empty."},
    "reaches": {
        "true": f" The window reaches “{DECIDER}”, the word that decides how the sentence ends.",
        "false": "",
    },
    "result": "{verdict[stage]}",
    "verdict": {
        "series": "From {those[width]} the network predicts {months[target]}, {ahead[horizon]}: {answer:1} °C.",
        "early": "The network sees “{sees}”. The next word is “{text[target]}”.",
        "open": "The network sees “{sees}”. What comes next? {all_fitting}: all of them fit.",
        "decided": f"The window reaches “{DECIDER}”, and only this word speaks for “{{text[target]}}”: after "
        f"“{OTHER_START}” the same words would end in “{OTHER_END}”.",
    },
    "those": {"1": "{months[last]} alone", "else": "the {width} months up to {months[last]}"},
    "ahead": {"1": "the month after", "else": "{horizon} months later"},
    "all_fitting": {"each": "fitting", "say": "“{item}”"},
    "unmet": {
        "view": "Choose the sentence, not the temperatures.",
        "target": "Let the network predict the last word of the sentence.",
        "decided": "The window does not reach the word that decides how the sentence ends.",
        "smaller": "A smaller window sees the deciding word too.",
    },
}


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
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        data = temperatures()
        return {
            "text": list(SENTENCE),
            "deciding": DECIDING,
            "fitting": list(FITTING),
            "widest": WIDEST_WORDS,
            "hidden": HIDDEN,
            "celsius": data.celsius.tolist(),
            "months": [_month(place) for place in range(len(data.celsius))],
        }
