"""Layouts as data: in which order a library packs the gates, which way its weights lie, and which arrays it has.

Nothing is written down twice: a cell with numbered gates is sent through `to_pytorch`, `to_keras` and
`to_onnx_weights`, and where the numbers come out is read off. A figure and a table of the book are made of it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lstmlab.cells import elman, gru, gru_reset_after, lstm, peephole
from lstmlab.cells.protocol import Cell
from lstmlab.interop.forms import FORMS, form_of
from lstmlab.interop.keras import NAMES, to_keras
from lstmlab.interop.onnx_weights import to_onnx_weights
from lstmlab.interop.pytorch import to_pytorch
from lstmlab.shapes import Array, check_one_of

CELLS = {"lstm": lstm, "peephole": peephole, "gru": gru, "gru_reset_after": gru_reset_after, "elman": elman}
_WRITERS: dict[str, Callable[[Any, Any], dict[str, Array]]] = {
    "course": lambda cell, params: params._asdict(),
    "PyTorch": to_pytorch,
    "Keras": lambda cell, params: dict(zip(NAMES, to_keras(cell, params), strict=True)),
    "ONNX": to_onnx_weights,
}
LIBRARIES = tuple(_WRITERS)
# What the documentation of these libraries calls the candidate.
_CANDIDATE = {"Keras": {"g": "c", "n": "h"}, "ONNX": {"g": "c", "n": "h"}}
# Sizes of the cell that is sent through: no product of one is a product of the other.
_D, _H = 5, 7


class Layout(NamedTuple):
    """How a library stores one cell.

    Attributes:
        library: "course", "PyTorch", "Keras" or "ONNX".
        cell: the cell in the words of the field.
        order: the packed gates, in our letters.
        names: the same in the library's letters.
        turned: gates whose weights and bias have the opposite sign of ours.
        rows: whether the gates lie one below the other (a row a sum) or side by side (a column a sum).
        arrays: name of each array and the letters of its shape, such as "1 4H D".
    """

    library: str
    cell: str
    order: str
    names: str
    turned: str
    rows: bool
    arrays: dict[str, str]

    def sizes(self, n_in: int, n_hidden: int) -> dict[str, tuple[int, ...]]:
        """The shape of each array for so many inputs and hidden units."""
        return {
            name: tuple(_size(letters, n_in, n_hidden) for letters in shape.split())
            for name, shape in self.arrays.items()
        }


def layout(library: str, cell: Cell) -> Layout:
    """How a library stores the weights of a cell.

    Args:
        library: one of `LIBRARIES`; "course" is the layout of this package.
        cell: lstmlab.cells.lstm, peephole, gru, gru_reset_after or elman.

    Raises:
        ValueError: the library has no such cell, or there is no such library.
    """
    check_one_of(LIBRARIES, library=library)
    form = form_of(cell)
    numbered = np.repeat(np.arange(1.0, len(form.gates) + 1), _H)
    params = form.cell.zeros(_D, _H)
    params = params._replace(W_x=params.W_x + numbered, W_h=params.W_h + numbered)
    written = _WRITERS[library](cell, params)
    first = next(iter(written.values())).reshape(-1, *next(iter(written.values())).shape[-2:])[0]
    rows = len(first) != _D
    found = (first if rows else first.T)[::_H, 0]
    order = "".join(form.gates[int(abs(number)) - 1] for number in found)
    called = _CANDIDATE.get(library, {})
    return Layout(
        library,
        form.name,
        order,
        "".join(called.get(gate, gate) for gate in order),
        "".join(gate for gate, number in zip(order, found, strict=True) if number < 0),
        rows,
        {name: " ".join(_letters(size) for size in array.shape) for name, array in written.items()},
    )


def names() -> dict[str, str]:
    """The cells that have layouts, by the name of their module, in the words of the field."""
    return {key: FORMS[cell].name for key, cell in CELLS.items()}


def _letters(size: int) -> str:
    if size % _H == 0:
        return f"{size // _H}H" if size > _H else "H"
    return "D" if size == _D else str(size)


def _size(letters: str, n_in: int, n_hidden: int) -> int:
    if letters == "D":
        return n_in
    return int(letters[:-1] or 1) * n_hidden if letters.endswith("H") else int(letters)
