"""The LSTM, alive: the trained net of chapter 11 reads the reader's own text, and every number of it can be looked at.

Each unit has at every step its gates i, f, o, its candidate g, its cell c and its output h (net.py has the formulas).
The reader sees them all at once, holds some of them at a value and sees what becomes of the rest, asks what a
probability owes to which character before it, and lets the net write on.

    bits = -(mean over t of log2 p_t(character t + 1))        half-life = ln(1/2) / ln(mean f)

Source: what a single unit follows in a text was first shown by A. Karpathy, J. Johnson and L. Fei-Fei, "Visualizing and
Understanding Recurrent Networks", arXiv:1506.02078 (2015).
"""

from typing import Any

import numpy as np

from lstmlab import links
from lstmlab.figures.lstm_explainer import follows, net, tour
from lstmlab.figures.lstm_explainer.numbers import LONGEST, REACH, SHOWN, UNITS, compute, named
from lstmlab.figures.lstm_explainer.words import ORDER, SENTENCES, SHOW, WORDS
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Text, Whole

PASSAGE = """BRUTUS
I heard the market speak of bread and kings;
They said the war is over. Is it so?

CASSIUS
My noble friend, the city sleeps at last.
No drum, no trumpet. Let the people come
And tell thee what they want: a little corn,
A little peace, and one who hears them speak.

BRUTUS
They want my voice.

PORTIA
Then give it them, my lord.
A word is not a wound: go out and say,
'I am your servant, Rome,' and be content.
"""
PASSAGES = {
    "A scene of our own": PASSAGE,
    "A letter of today": "Dear Anna,\nthe train was late again, so I read the whole book. The gate to the garden is "
    "open now, and the bread is on the table. Come when you can, and bring your brother.\n",
    "Names in capitals": "BRUTUS\nNo.\n\nCASSIUS\nWhat then?\n\nBRUTUS\nNothing.\n\nCASSIUS\nGood night.\n\nBRUTUS\n",
    "One line that does not end": "the people of the city and the people of the town and the people of the field and "
    "the people of the sea and the people of the hill\n",
    "After a space": tour.SPACE,
    "After a q": f"{tour.SPACE}q",
    "In a short word": "HAMLET\nMy lord, what is th",
    "In a longer word": "First Citizen\nWe know the peo",
    "In a speaker’s name": "I will not go.\n\nKING HEN",
    "After a comma": "QUEEN MARGARET\nMy son, come home,",
    "After a line": "BRUTUS\nThe people are the city.\n",
}
A_CHANGE = "changes such as 'f 42 0-19 1'"


def _random_text(rng: np.random.Generator) -> str:
    start, length = rng.integers(0, len(PASSAGE) - 40), rng.integers(0, 40)
    return PASSAGE[start : start + length] + "é"[: rng.integers(0, 2)]


def _random_changes(rng: np.random.Generator) -> str:
    said = []
    for _ in range(rng.integers(0, 4)):
        first = rng.integers(0, 40)
        unit = "all" if rng.random() < 0.3 else str(rng.integers(0, UNITS))
        what, value = rng.choice(list(net.HELD)), rng.integers(-100, 101) / 100
        value = abs(value) if what in "ifo" else value
        said.append(f"{what} {unit} {first}-{first + rng.integers(0, 20)} {value:g}")
    return "; ".join(said)


def _says_changes(said: str) -> bool:
    try:
        return all(change.unit < UNITS for change in net.parse(said))
    except ValueError:
        return False


class LstmExplainer(Figure):
    """A trained LSTM that reads any text in the page: all its numbers, changes, the gradient to the past, writing.

    Args:
        text: what it reads.
        panel: what is opened: "step", "change", "past" or "write".
        show: "c", "h", "i", "f", "g" or "o". order: of the units. unit, step: what is looked at.
        changes: what is held, such as "f 42 0-19 1; h all 30-30 0".
        what, held, first, last, whom: the change that is about to be made.
        target: the character whose probability is explained; "" is the one that came.
        temperature, seed, pace: of writing. stop: of the tour: it sets the controls that are not given.
        size: "small" is text and map alone, or text and the next character where the panel is "write"; with a way to
            the whole.
    """

    title = "The LSTM, alive"
    parts = tuple(f"lstm_explainer/{name}.js" for name in ("fast", "net", "numbers", "map", "flow", "panels"))

    text = Text(PASSAGE, "Text", longest=LONGEST, draw=_random_text)
    panel = Choice(
        "step",
        "Open",
        options={"step": "Step", "change": "Change", "past": "Look back", "write": "Write"},
    )
    show = Choice("c", "Show", options=SHOW)
    order = Choice("half_life", "Order of units", options=ORDER)
    unit = Whole(follows.table()["line"][0][0], "Unit", low=0, high=UNITS - 1)
    step = Whole(200, "Step", low=0, high=LONGEST - 1)
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
    temperature = Number(0.7, "Temperature", low=0.1, high=3, step=0.05)
    pace = Number(8, "Characters a second", low=1, high=30, step=1, digits=0)
    seed = Whole(1, "Seed", low=0, high=99)
    stop = Whole(0, "Stop of the tour", low=0, high=len(tour.STOPS))
    size = Choice("whole", "Size", options={"whole": "whole", "small": "small"})

    def __init__(self, puzzle: str = "", **controls: Any) -> None:
        stop = controls.get("stop", 0)
        known = tour.STOPS[stop - 1]["set"] if type(stop) is int and 0 < stop <= len(tour.STOPS) else {}
        super().__init__(puzzle, **{**known, **controls})

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
            "longest": LONGEST,
            "reach": REACH,
            "shown_symbols": SHOWN,
            "stops": tour.STOPS,
            "page": links.book("explainer"),
            "whole": {name: face.default_value for name, face in LstmExplainer.faces.items()},
            "sentences": SENTENCES,
            "measured": {name: follows.stored()[name] for name in ("source", "characters")},
        }
