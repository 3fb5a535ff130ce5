"""Which of our cells other libraries have, and what all layouts do with them: reorder gates, turn z, match biases."""

from collections.abc import Callable
from itertools import chain
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from lstmlab import gates, layers
from lstmlab.cells import ablation, elman, gru, gru_reset_after, irnn, lstm, peephole, variant
from lstmlab.cells.protocol import Cell
from lstmlab.shapes import Array, bind, check_fields


class Form(NamedTuple):
    """A cell as other libraries see it.

    cell: the module, whatever its options; name: in the words of the field; gates: our packed order; z_weighs: what the
    update gate of a GRU weighs, "candidate" or "previous".
    """

    cell: ModuleType
    name: str
    gates: str
    z_weighs: str = "previous"

    @property
    def packed(self) -> str:
        """The letters of the packed axis: "4H", "3H", "H"."""
        return f"{len(self.gates)}H" if len(self.gates) > 1 else "H"


class Place(NamedTuple):
    """One cell in a stack of layers: its form, and its path in the tree of the weights, such as "0.backward.".

    alone_backward: it is a `Reversed`, and no half of a Bidirectional.
    """

    form: Form
    path: str
    alone_backward: bool = False


FORMS = {
    form.cell: form
    for form in (
        Form(elman, "Elman cell", "h"),
        Form(irnn, "rectified simple cell", "h"),
        Form(lstm, "LSTM", "ifgo"),
        Form(peephole, "LSTM with peepholes", "ifgo"),
        Form(gru, "GRU with the reset before the product", "rzn", "candidate"),
        Form(gru_reset_after, "GRU with the reset after the product", "rzn"),
    )
}
# Two of the ablations take away nothing that another cell has: under both names it is one function.
TWINS = {
    "vanilla": "it is cells.peephole with p_i, p_f, p_o = p['i'], p['f'], p['o']",
    "NP": "it is cells.lstm with the same W_x, W_h, b",
}
GATE_COUNTS = {1: "an Elman cell", 3: "a GRU", 4: "an LSTM"}


def form_of(cell: Cell) -> Form:
    """The form of a single cell.

    Raises:
        ValueError: no library has this cell; TypeError: not a cell.
    """
    module, options = variant.parts(cell)
    if not hasattr(module, "step_backward"):
        raise TypeError(f"cell: expected a cell such as lstmlab.cells.lstm, got {cell!r}")
    if module not in FORMS:
        twin = TWINS.get(options.without, "") if module is ablation else ""
        able = ", ".join(known.__name__.removeprefix("lstmlab.") for known in FORMS)
        name = getattr(cell, "__name__", cell)
        raise ValueError(
            f"cell: {name} has no layout in PyTorch, Keras or ONNX{f', but {twin}' if twin else ''}; "
            f"what has one: {able}, and Stack and Bidirectional of them"
        )
    # The gradient's rule, an option of the peephole cell, is no part of the function.
    return FORMS[module]._replace(z_weighs=getattr(options, "z_weighs", FORMS[module].z_weighs))


def places_of(cell: Cell, missing: dict[ModuleType, str]) -> list[list[Place]]:
    """All layers from the first to the last, each with one place or, where it runs both ways, two.

    Args:
        cell: a cell, or a Stack or Bidirectional of cells.
        missing: cells that the library does not have, and what to say of them.

    Raises:
        ValueError: a cell that the library does not have; TypeError: not a cell.
    """
    places = []
    for directions in layers.layer_of(cell).runs():
        places.append([Place(form_of(run.cell), run.path, run.alone_backward) for run in directions])
        for place in places[-1]:
            if place.form.cell in missing:
                raise ValueError(f"cell: {missing[place.form.cell]}")
    return places


def parts_of(cell: Cell, params: Any, places: list[list[Place]]) -> list[list[tuple[Form, Any]]]:
    """The form and the weights of every place, compared with what the cells and the layers above them need.

    Raises:
        ValueError: a shape or the number of layers does not fit; TypeError: weights of another cell.
    """
    found: list[Any] = []
    layers.layer_of(cell).map(lambda _, one: found.append(one), params=params)
    weights = iter(found)
    parts = []
    sizes: dict[str, int] = {}
    for directions in places:
        both = [next(weights) for _ in directions]
        for (form, path, _), one in zip(directions, both, strict=True):
            check_fields(form.cell.Params, **{f"{path}params": one})
            named = {f"{path}{name}": (getattr(one, name), letters) for name, letters in form.cell.LETTERS.items()}
            sizes = bind(sizes, **named)
        sizes = {"D": len(both) * sizes["H"]}
        parts.append([(place.form, one) for place, one in zip(directions, both, strict=True)])
    return parts


def read_parts(
    cell: Cell, places: list[list[Place]], read: Callable[[Place, dict[str, int]], tuple[Any, dict[str, int]]]
) -> Any:
    """Weights of all places in the form that the cell takes.

    Args:
        cell, places: what is read, and its `places_of`.
        read: from a place and the sizes that are known before, D of a layer above another, to the Params of its cell
            and the sizes with H. Called in order.
    """
    parts = []
    sizes: dict[str, int] = {}
    for directions in places:
        both = []
        for place in directions:
            one, sizes = read(place, sizes)
            both.append(one)
        parts.append(both)
        sizes = {"D": len(both) * sizes["H"]}
    in_order = chain.from_iterable(parts)
    empty = layers.zeros(cell, 1, 1)
    return layers.layer_of(cell).map(lambda single, _: next(in_order), empty=empty)


def reorder(form: Form, packed: Array, order: str) -> Array:
    """Packed weights in a library's order of the gates (our letters), z as libraries have it. A copy."""
    by_name = dict(zip(form.gates, gates.split(packed, len(form.gates)), strict=True))
    return gates.pack(*(_turn(form, name, by_name[name]) for name in order))


def restore(form: Form, packed: Array, order: str) -> Array:
    """The opposite of `reorder`. A copy."""
    by_name = dict(zip(order, gates.split(packed, len(order)), strict=True))
    return gates.pack(*(_turn(form, name, by_name[name]) for name in form.gates))


def _turn(form: Form, name: str, gate: Array) -> Array:
    return -gate if name == "z" and form.z_weighs == "candidate" else gate


def two_biases(form: Form, params: Any, order: str) -> tuple[Array, Array]:
    """The biases for a library that has two, in its order: the second is zero where the cell has one."""
    if form.cell is gru_reset_after:
        return reorder(form, params.b_x, order), reorder(form, params.b_h, order)
    return reorder(form, params.b, order), np.zeros_like(params.b)


def make_params(form: Form, W_x: Array, W_h: Array, biases: Any, peepholes: Any = ()) -> Any:
    """Params of the cell; two biases are added where the cell has one."""
    kept = biases if form.cell is gru_reset_after else (sum(biases[1:], biases[0]),)
    return form.cell.Params(W_x, W_h, *kept, *peepholes)


def check_gate_count(form: Form, name: str, array: Array, expected: str, packed: int, n_hidden: int) -> None:
    """Say so if a recurrent weight belongs to a cell with another number of gates: `packed` is no G times n_hidden."""
    wanted = len(form.gates)
    if n_hidden and packed % n_hidden == 0 and packed // n_hidden != wanted:
        came = packed // n_hidden
        raise ValueError(
            f"{name}: expected {expected}, {_gates(wanted)} ({form.name}), got {array.shape}: {_gates(came)} of "
            f"H = {n_hidden}{f', as {GATE_COUNTS[came]} has' if came in GATE_COUNTS else ''}"
        )


def as_array(name: str, value: Any) -> Array:
    """A library's weight as a NumPy array.

    Raises:
        TypeError: it cannot be read as an array of floating-point numbers.
    """
    try:
        array = np.asarray(value)
    except (RuntimeError, TypeError, ValueError) as error:  # a tensor that has a gradient, or is not on the processor
        raise TypeError(f"{name}: expected an array, got {type(value).__name__}: {error}") from error
    if array.dtype.kind != "f":
        raise TypeError(f"{name}: expected an array of floating-point numbers, got dtype {array.dtype}")
    return array


def check_names(expected: list[str], came: list[str], why: Callable[[str], str]) -> None:
    """Say so if weights are missing or foreign. `why` explains a name, where there is something to say.

    Raises:
        ValueError: the message names the first one that is foreign or missing, and everything that was expected.
    """
    wrong = [("not expected", name) for name in came if name not in expected]
    wrong += [("missing", name) for name in expected if name not in came]
    if wrong:
        kind, name = wrong[0]
        hint = why(name)
        raise ValueError(
            f"weights: {name!r} is {kind}{f' ({hint})' if hint else ''}; expected {', '.join(expected)}; "
            f"got {', '.join(came) or 'nothing'}"
        )


def _gates(count: int) -> str:
    return f"{count} gate" if count == 1 else f"{count} gates"
