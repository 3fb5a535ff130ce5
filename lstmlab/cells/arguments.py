"""What all cells do with their arguments before they compute: see that they fit together, and apply the dropout mask.

A cell says which shapes its weights have, in letters (see lstmlab.shapes): {"W_h": "H 4H", "W_x": "D 4H", "b": "4H"}.
W_h comes first, because the number of hidden units can be read from it whatever the number of gates. Where there is
none, because gates do not see the state, b does: "2H".
"""

from typing import Any

from lstmlab.cells.protocol import StepCell
from lstmlab.shapes import Array, bind, check_fields


def check_cell(cell: StepCell) -> None:
    """Say so if something is no cell: a module of lstmlab.cells, or a variant of one. Errors: a TypeError."""
    if not hasattr(cell, "step_backward"):
        name = getattr(cell, "__name__", repr(cell))
        raise TypeError(f"cell: expected a module of lstmlab.cells with a step, or a variant of one, got {name}")


def first_weight(params: Any) -> dict[str, tuple[Any, str]]:
    """The weight that other arrays are compared with, by name, with its letters: W_h, or W_x where there is none."""
    if hasattr(params, "W_h"):
        return {"W_h": (params.W_h, "H GH")}
    return {"W_x": (params.W_x, "D GH")}


def hidden_units(cell: StepCell, params: Any) -> int:
    """H: the rows of W_h, or the share of each gate in W_x where no gate sees the state."""
    if hasattr(params, "W_h"):
        return int(params.W_h.shape[0])
    return int(params.W_x.shape[1]) // len(cell.GATES)


def check_weights(letters: dict[str, str], Params: Any, params: Any) -> dict[str, int]:
    """Say so if weights do not fit the cell, and return the size of every letter. Errors as in `check_step`."""
    return bind(**_weights(letters, Params, params))


def check_step(letters: dict[str, str], Params: Any, State: Any, params: Any, x: Array, state: Any) -> None:
    """Say so if the values received for a step do not fit the cell.

    Args:
        letters: the shape of each weight; an entry "p.i" is the weight "i" of a dict p.
        Params, State: of the cell.
        params, x, state: the values received.

    Raises:
        ValueError: a shape does not fit, weights are missing or too many, or the batch is empty; TypeError: not an
            array, float32 mixed with float64, weights or a state of another cell.
    """
    weights = _weights(letters, Params, params)
    check_fields(State, state=state)
    before = {f"{part}_prev": (array, "N H") for part, array in state._asdict().items()}
    sizes = bind(**weights, x=(x, "N D"), **before)
    if sizes["N"] == 0:
        raise ValueError(f"x: expected at least one sequence, got (N, D) = {x.shape}")


def check_backward(
    letters: dict[str, str], Params: Any, Cache: Any, State: Any, params: Any, cache: Any, dstate: Any
) -> None:
    """Say so if the values received for a step backward do not fit the cell.

    Args:
        letters, Params, State, params: as in `check_step`.
        Cache: of the cell.
        cache, dstate: the values received.

    Raises:
        ValueError, TypeError: as in `check_step`.
    """
    weights = _weights(letters, Params, params)
    check_fields(Cache, cache=cache)
    check_fields(State, dstate=dstate)
    after = {f"d{part}": (array, "N H") for part, array in dstate._asdict().items()}
    bind(**weights, x=(cache.x, "N D"), **after)


def apply_dropout_mask(h_prev: Array, drop: Array | None) -> Array:
    """h_prev (N, H) as the weights see it: times the mask of the recurrent dropout (N, H), where there is one.

    The gradient goes back through the same product: dh_prev = apply_dropout_mask(dh_seen, drop).

    Raises:
        ValueError: the mask has another shape; TypeError: it has another precision.
    """
    if drop is None:
        return h_prev
    bind(h_prev=(h_prev, "N H"), drop=(drop, "N H"))
    dropped: Array = h_prev * drop
    return dropped


def _weights(letters: dict[str, str], Params: Any, params: Any) -> dict[str, tuple[Any, str]]:
    """Each weight and its letters, by its name."""
    check_fields(Params, params=params)
    found: dict[str, Any] = {}
    for name, value in params._asdict().items():
        found |= {f"{name}.{key}": array for key, array in value.items()} if isinstance(value, dict) else {name: value}
    if set(found) != set(letters):
        raise ValueError(f"params: expected the weights {', '.join(sorted(letters))}, got {', '.join(sorted(found))}")
    return {name: (found[name], shape) for name, shape in letters.items()}
