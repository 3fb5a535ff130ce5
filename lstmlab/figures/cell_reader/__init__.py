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
from lstmlab.figures.runtime.base import Figure, fixed
from lstmlab.figures.runtime.controls import Choice, Whole

PASSAGE = """CORIOLANUS
I heard the market speak of bread and kings;
They said the war is over. Is it so?

MENENIUS
My noble friend, the city sleeps at last.
No drum, no trumpet. Let the people come
And tell thee what they want: a little corn,
A little peace, and one who hears them speak.

CORIOLANUS
They want my voice.

VOLUMNIA
Then give it them, my son.
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
WIDEST = 50  # characters of the longest line, with some room


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
    return {
        "values": values[cell - 1],
        "correlation": float((v * w).sum() / np.sqrt((v * v).sum() * (w * w).sum())),
        "unit": units[cell - 1],
        "lowest": min(values[cell - 1]),
        "highest": max(values[cell - 1]),
    }


def describe(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """The text alternative: the passage, the range of the cell, and what it follows how closely."""
    best = max(range(len(PASSAGE)), key=lambda k: values["values"][k])
    least = min(range(len(PASSAGE)), key=lambda k: values["values"][k])
    return (
        f"A passage of {len(PASSAGE)} characters, coloured by cell {controls['cell']} (unit {values['unit']} of the "
        f"network): orange where it is above 0, blue below. Its values go from {_number(values['lowest'])}, "
        f"at “{_around(least)}”, to {_number(values['highest'])}, at “{_around(best)}”. {verdict(controls, values)}"
    )


def verdict(controls: dict[str, Any], values: dict[str, Any]) -> str:
    """What the cell follows, and how closely."""
    size = abs(values["correlation"])
    how = "closely" if size > 0.7 else "somewhat" if size > 0.4 else "hardly"
    return (
        f"Over the passage this cell {how} follows the {FOLLOWED[controls['follows']]}: r = "
        f"{_number(values['correlation'])}."
    )


def _around(k: int) -> str:
    return " ".join(PASSAGE[max(0, k - 6) : k + 1].split())


def _number(value: float) -> str:
    return fixed(value, 2).replace("-", "−")


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
    describe = staticmethod(describe)

    @staticmethod
    def constants() -> dict[str, Any]:
        units, values, where = reading()
        return {"passage": PASSAGE, "units": units, "cells": values, "where": where, "followed": FOLLOWED}
