"""Look by hand: a decoder that turns a string round, and a query that the reader points at each letter.

    score_s = k_s . q / sqrt(2)        weights = softmax of the scores

The keys are arrows of length 1, one for each letter, 60 degrees apart. The query of step t is an arrow too: its
direction is the first one, turned by the same angle at every step. Its direction says where the decoder looks, its
length how sharply: the scores grow with it. The letter with the largest weight is written.
"""

import math
from typing import Any

import numpy as np

from lstmlab import attention
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Number, Whole

WORD = "CADEB"
APART = 60
WANTED = WORD[::-1]
# The least weight on the right letter: the puzzle attention.look_puzzle.
SHARE = 0.9


def arrow(degrees: float, length: float = 1.0) -> list[float]:
    """The end of an arrow, in degrees from the right, against the clock."""
    return [length * math.cos(math.radians(degrees)), length * math.sin(math.radians(degrees))]


KEYS = [arrow(APART * s) for s in range(len(WORD))]


def compute(first: float, turn: float, length: float, step: int = 1) -> dict[str, Any]:
    """Where the decoder looks at each of its steps.

    Args:
        first: direction of the first query, in degrees.
        turn: by how much the query turns from step to step.
        length: of the query.
        step: the step that is shown; changes no number here.

    Returns:
        angles: the direction of each query in degrees; queries: their arrows; weights: a row for each step; written:
        the letters with the largest weights; on_right: the weight of the right letter at each step; least: the smallest
        of them, at step `dullest`; wrong:
        the first step that looks most at another letter, or 0; unmet: what the puzzle lacks.
    """
    n = len(WORD)
    queries = [arrow(first + turn * t, length) for t in range(n)]
    keys = np.array(KEYS)[:, None]
    looked = attention.forward(np.array(queries)[:, None], keys, keys)
    weights = looked.weights[:, :, 0]
    # Of two that are as good the first counts, whatever the last digit of a cosine is.
    best = (weights > weights.max(axis=1, keepdims=True) - 1e-9).argmax(axis=1)
    on_right = [float(weights[t, n - 1 - t]) for t in range(n)]
    wrong = next((t + 1 for t in range(n) if best[t] != n - 1 - t), 0)
    least = min(on_right)
    return {
        "angles": [first + turn * t for t in range(n)],
        "queries": queries,
        "weights": weights.tolist(),
        "written": "".join(WORD[s] for s in best),
        "on_right": on_right,
        "least": least,
        "dullest": on_right.index(least) + 1,
        "wrong": wrong,
        "seen": WORD[best[max(wrong, 1) - 1]],
        "due": WANTED[max(wrong, 1) - 1],
        "fate": "wrong" if wrong else "dull" if least < SHARE else "sharp",
        "unmet": [name for name, lacks in (("place", wrong > 0), ("sharp", not wrong and least < SHARE)) if lacks],
    }


WORDS = {
    "alt": "Five keys, arrows 60 degrees apart, for the letters {spelled}. At step {step} the query has the length "
    "{length:1} and points at {angles[step-1]:0} degrees. Weights: {shares}. {result}",
    "spelled": {"each": "letters", "say": "{item}", "between": ", ", "last": " and "},
    "shares": {"each": "weights[step-1]", "say": "{letters[key]} {item:%0}", "between": ", "},
    "result": "{fates[fate]}",
    "fates": {
        "wrong": "The decoder writes {written}; {word} turned round is {wanted}. At step {wrong} it looks most at "
        "{seen}.",
        "dull": "The decoder writes {written}, but at step {dullest} only {least:%0} of its look is on the right "
        "letter.",
        "sharp": "The decoder writes {written}, and at every step at least {least:%0} of its look is on the right "
        "letter.",
    },
    "unmet": {
        "place": "At step {wrong} the decoder looks most at {seen}, and it has to write {due}.",
        "sharp": "At step {dullest} only {least:%0} of the look is on the right letter; 90 % are asked for.",
    },
}


class LookByHand(Figure):
    """A decoder whose query the reader points by hand, so that it writes a string turned round.

    Args:
        first: direction of the first query, from 0 to 360 degrees.
        turn: from step to step, from -180 to 180 degrees.
        length: of the query, from 0 to 20.
        step: the step whose query is drawn, from 1 to 5.
    """

    title = "Look by hand"

    first = Number(90, "First direction", low=0, high=360, step=5, digits=0, unit="degrees")
    turn = Number(30, "Turn from step to step", low=-180, high=180, step=5, digits=0, unit="degrees")
    length = Number(2, "Length of the query", low=0, high=20, step=0.5, digits=1)
    step = Whole(1, "Step that is drawn", low=1, high=len(WORD))

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "word": WORD,
            "letters": list(WORD),
            "wanted": WANTED,
            "keys": KEYS,
            "share": SHARE,
        }
