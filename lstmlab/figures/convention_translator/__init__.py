"""The convention translator: the same weights as this course, PyTorch, Keras and ONNX pack them, and what moves.

The gates of a cell are blocks of H columns or H rows. From one library to another a block goes to another place, is
transposed or not, and of a GRU the block of z may change its sign. All of it is read off the functions of
lstmlab.interop (see lstmlab.interop.layouts); nothing is written down here.
"""

from functools import cache
from typing import Any

from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Whole
from lstmlab.interop import layouts

CELLS = {
    "lstm": "LSTM",
    "peephole": "LSTM with peepholes",
    "gru": "GRU, reset before the product",
    "gru_reset_after": "GRU, reset after the product",
    "elman": "Elman network",
}
LIBRARIES = {"course": "this course", "PyTorch": "PyTorch", "Keras": "Keras", "ONNX": "ONNX"}
LARGEST = 9


@cache
def table() -> dict[str, dict[str, dict[str, Any]]]:
    """For every cell and library the layout as plain data, or {"missing": why there is none}."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in CELLS:
        found[cell] = {}
        for library in LIBRARIES:
            try:
                one = layouts.layout(library, layouts.CELLS[cell])
            except ValueError as missing:
                found[cell][library] = {"missing": str(missing).removeprefix("cell: ").split(";")[0]}
                continue
            found[cell][library] = {
                "order": one.order,
                "names": one.names,
                "turned": one.turned,
                "rows": one.rows,
                "arrays": [[name, letters] for name, letters in one.arrays.items()],
            }
    return found


def compute(cell: str, source: str, target: str, n_in: int, n_hidden: int) -> dict[str, Any]:
    """Where each block goes, and what both libraries have.

    Args:
        cell: one of CELLS.
        source, target: two of LIBRARIES.
        n_in, n_hidden: D and H.

    Returns:
        missing: why there is nothing to translate, or "".
        moves: for every block of the source its place in the target, from 0; turned: whether its sign changes.
        transposed: whether rows become columns.
        source_shapes, target_shapes: the shape of every array, in numbers; none where a library has no such cell.
        source_numbers, target_numbers: how many numbers that are.
    """
    here, there = (table()[cell][library] for library in (source, target))
    missing = here.get("missing") or there.get("missing") or ""
    # A library without the cell has no arrays; those of the other one are shown all the same.
    shapes = [[_shape(letters, n_in, n_hidden) for _, letters in one.get("arrays", ())] for one in (here, there)]
    moves, turned = [], []
    if not missing:
        moves = [there["order"].index(gate) for gate in here["order"]]
        turned = [(gate in here["turned"]) != (gate in there["turned"]) for gate in here["order"]]
    return {
        "missing": missing,
        "moves": moves,
        "turned": turned,
        "moved": [here["order"][k] for k, place in enumerate(moves) if place != k],
        "signed": [here["order"][k] for k, sign in enumerate(turned) if sign],
        "transposed": not missing and here["rows"] != there["rows"],
        "source_shapes": shapes[0],
        "target_shapes": shapes[1],
        "source_numbers": _count(shapes[0]),
        "target_numbers": _count(shapes[1]),
    }


def _shape(letters: str, n_in: int, n_hidden: int) -> list[int]:
    def size(letter: str) -> int:
        if letter == "D":
            return n_in
        return int(letter[:-1] or 1) * n_hidden if letter.endswith("H") else int(letter)

    return [size(letter) for letter in letters.split(" ")]


def _count(shapes: list[list[int]]) -> int:
    total = 0
    for shape in shapes:
        product = 1
        for size in shape:
            product *= size
        total += product
    return total


WORDS = {
    "alt": "{cells[cell]}, from {libraries[source]} to {libraries[target]}. {whole[missing]}",
    "whole": {
        "": "Gates: {source_gates} in {libraries[source]}, {target_gates} in {libraries[target]}. {result} "
        "{source_arrays} become {target_arrays}.",
        "else": "{result}",
    },
    "source_gates": {"each": "table[cell][source].names", "say": "{item}", "between": " "},
    "target_gates": {"each": "table[cell][target].names", "say": "{item}", "between": " "},
    "source_arrays": {
        "each": "table[cell][source].arrays",
        "say": "{item[0]} ({source_sizes}{comma[source_shapes[key].length]})",
    },
    "target_arrays": {
        "each": "table[cell][target].arrays",
        "say": "{item[0]} ({target_sizes}{comma[target_shapes[key].length]})",
    },
    "source_sizes": {"each": "source_shapes[key]", "say": "{item}"},
    "target_sizes": {"each": "target_shapes[key]", "say": "{item}"},
    "comma": {"1": ",", "else": ""},
    "result": "{verdict[missing]}",
    "verdict": {
        "": "{places[moved.length]}{and[signed.length]}{exchange[transposed]}{signs[signed.length]}. {source_numbers} "
        "numbers become {target_numbers}.",
        "else": "{missing}.",
    },
    "places": {"0": "All blocks stay in their places", "else": "The blocks of {moving} change places"},
    "moving": {"each": "moved", "say": "{item}", "last": " and "},
    "and": {"0": " and ", "else": ", "},
    "exchange": {"true": "rows and columns are exchanged", "false": "nothing is transposed"},
    "signs": {"0": "", "else": " and the sign of {turning} is turned"},
    "turning": {"each": "signed", "say": "{item}", "last": " and "},
}


class ConventionTranslator(Figure):
    """One set of weights in the layouts of two libraries: which block goes where, and what the arrays are called.

    Args:
        cell: "lstm", "peephole", "gru", "gru_reset_after" or "elman".
        source, target: "course", "PyTorch", "Keras" or "ONNX".
        n_in, n_hidden: D and H, for the shapes.
    """

    title = "Convention translator"

    cell = Choice("lstm", "Cell", options=CELLS)
    source = Choice("course", "From", options=LIBRARIES)
    target = Choice("ONNX", "To", options=LIBRARIES)
    n_in = Whole(3, "Inputs D", low=1, high=LARGEST)
    n_hidden = Whole(2, "Hidden units H", low=1, high=LARGEST)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"table": table(), "cells": CELLS, "libraries": LIBRARIES}
