"""What a cell sees: a text in which every character has the colour of the value of one cell, which the reader picks.

The values are tanh(c) of a cell of the LSTM that comes with the package (lstmlab.data.play_model) right after it has
read the character. The passage is written for this figure. Twelve cells are offered: for each of four places in the
text the three that follow it most closely. How closely is Pearson's correlation r over the passage:

    r = (sum of (v - mean v) (w - mean w)) / sqrt((sum of (v - mean v)^2) (sum of (w - mean w)^2))

Source: A. Karpathy, J. Johnson and L. Fei-Fei, "Visualizing and Understanding Recurrent Networks", arXiv:1506.02078
(2015), who coloured texts so.
"""

from functools import cache
from typing import Any

import numpy as np

from lstmlab import text
from lstmlab.data.play_net import play_model
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Whole

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
FOLLOWED = {
    "line": "place in the line",
    "word": "place in the word",
    "name": "names in capitals",
    "speech": "line of the speech",
}
EACH = 3


@cache
def reading() -> tuple[list[int], list[list[float]], dict[str, list[float]]]:
    """The units that are offered, their tanh(c) at every character to three digits, and where each character stands."""
    model = play_model()
    index = {symbol: number for number, symbol in enumerate(model.symbols)}
    cells = np.tanh(model.forward(text.encode(PASSAGE, index))[1])
    where = {name: row for name, row in text.places(PASSAGE).items() if name in FOLLOWED}
    units: list[int] = []
    for row in where.values():
        order = np.argsort(-np.abs(text.correlations(cells, row)), kind="stable")
        units += [int(unit) for unit in order if unit not in units][:EACH]
    values = [cells[:, unit].round(3).tolist() for unit in units]
    return units, values, {name: row.tolist() for name, row in where.items()}


def compute(cell: int, follows: str) -> dict[str, Any]:
    """The cell's values along the passage, and how closely they follow something.

    Args:
        cell: number of the cell in the figure, from 1.
        follows: "line", "word", "name" or "speech": where each character stands.

    Returns:
        values: tanh(c) of the cell after each character. correlation: r of them with the place. unit: the cell's number
        in the network. lowest, highest: of the values.
    """
    units, values, where = reading()
    v, w = np.array(values[cell - 1]), np.array(where[follows])
    v, w = v - v.mean(), w - w.mean()
    correlation = float((v * w).sum() / np.sqrt((v * v).sum() * (w * w).sum()))
    lowest, highest = min(values[cell - 1]), max(values[cell - 1])
    return {
        "values": values[cell - 1],
        "correlation": correlation,
        "grip": (abs(correlation) > 0.4) + (abs(correlation) > 0.7),
        "unit": units[cell - 1],
        "lowest": lowest,
        "highest": highest,
        "lowest_at": _around(values[cell - 1].index(lowest)),
        "highest_at": _around(values[cell - 1].index(highest)),
    }


def _around(k: int) -> str:
    return " ".join(PASSAGE[max(0, k - 6) : k + 1].split())


WORDS = {
    "alt": "A passage of {passage.length} characters, coloured by cell {cell} (unit {unit} of the network): blue "
    "where it is above 0, orange below. Its values go from {lowest:2}, at “{lowest_at}”, to {highest:2}, at "
    "“{highest_at}”. {result}",
    "result": "Over the passage this cell {how[grip]} follows the {followed[follows]}: r = {correlation:2}.",
    "how": {"2": "closely", "1": "somewhat", "0": "hardly"},
}


class CellReader(Figure):
    """A passage coloured by the value of one cell of a trained LSTM, and how closely it follows a place in the text.

    Args:
        cell: which of the twelve cells.
        follows: what it is compared with: "line", "word", "name" or "speech".
    """

    title = "What a cell sees"

    cell = Whole(1, "Cell", low=1, high=EACH * len(FOLLOWED))
    follows = Choice("line", "Compared with", options=FOLLOWED)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        units, values, where = reading()
        return {"passage": PASSAGE, "units": units, "cells": values, "where": where, "followed": FOLLOWED}
