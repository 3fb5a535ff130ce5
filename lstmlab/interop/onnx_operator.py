"""One operator RNN, LSTM or GRU of a model file: which cell it is, its weights, and the state before its first step.

Every input and attribute that the operators have, in any version, is either read or refused by name here. What makes
another function of them than our cells are is refused: the weights alone would be read, and silently compute something
else. An attribute of a version to come is refused too.

Source: documentation of ONNX, operators RNN, LSTM and GRU, versions 1 to 22.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab import layers
from lstmlab.cells import elman, gru, gru_reset_after, irnn, lstm, peephole
from lstmlab.interop.onnx_graph import FOLD, Graph, attributes, named
from lstmlab.interop.onnx_weights import from_onnx_weights
from lstmlab.layers import Bidirectional, Both, Reversed
from lstmlab.shapes import Array

INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
# What each operator takes for its activations, for one direction. An RNN with Relu is a cell of its own.
ACTIVATIONS = {"RNN": ["tanh"], "LSTM": ["sigmoid", "tanh", "tanh"], "GRU": ["sigmoid", "tanh"]}
RECTIFIED = ["relu"]
DIRECTIONS = ("forward", "reverse", "bidirectional")
# Numbers this large clip nothing that a float32 can hold.
NO_CLIP = float(np.finfo(np.float32).max)
READ = {
    "activations": "has to be what our cells have",
    "activation_alpha": "belongs to activations that sigmoid and tanh are not: without effect",
    "activation_beta": "as activation_alpha",
    "clip": "refused",
    "direction": "a cell, a Reversed or a Bidirectional of it",
    "hidden_size": "has to be that of R",
    "input_forget": "refused if not 0",
    "layout": "the order of axes of the data and of the stored state",
    "linear_before_reset": "gru or gru_reset_after",
    "output_sequence": "whether Y is put out: no part of the function",
}
# In place of a state that is handed to the model at every run.
AT_EVERY_RUN = "at every run"


class Layer(NamedTuple):
    """A cell, its Params, and the State before the first step: None for zeros, AT_EVERY_RUN for one from outside."""

    cell: Any
    params: Any
    state: Any


def read(graph: Graph, node: Any, alone: bool) -> Layer:
    """The layer that an operator is.

    Args:
        graph, node: where the operator stands.
        alone: it was chosen by its name: what the file does around it is not asked for.

    Raises:
        ValueError: it computes another function than our cells, or its weights are not stored in the file.
    """
    options = attributes(graph.onnx, node)
    given = dict(zip(INPUTS, node.input, strict=False))
    if len(node.input) > len(INPUTS):
        raise ValueError(f"model: expected at most {len(INPUTS)} inputs of {named(node)}, got {list(node.input)}")
    weights = {name: _weight(graph, node, name, given[name]) for name in ("W", "R", "B", "P") if given.get(name)}
    cell = _cell(node, options, "P" in weights)
    R = weights.get("R")
    if R is not None and options.get("hidden_size", R.shape[-1]) != R.shape[-1]:
        raise ValueError(
            f"model: expected hidden_size={R.shape[-1]} of {named(node)}, as its R {R.shape} has, "
            f"got {options['hidden_size']}"
        )
    params = from_onnx_weights(cell, weights)
    _refuse_lengths(graph, node, given.get("sequence_lens", ""))
    state = _state(graph, node, cell, params, given, options)
    if not alone:
        _refuse_computed_states(graph, node, given)
    return Layer(cell, params, state)


def _weight(graph: Graph, node: Any, name: str, given: str) -> Array:
    try:
        found = graph.constant(given)
    except ValueError as error:
        raise ValueError(f"model: expected {name} of {named(node)} stored in the file: {error}; {FOLD}") from error
    if found is None:
        kinds = graph.kinds(given)
        how = f" but computed at every run, by {kinds}" if kinds else ""
        raise ValueError(
            f"model: expected {name} of {named(node)} stored in the file, got {given!r}, which is not stored{how}"
        )
    return found


def _cell(node: Any, options: dict[str, Any], has_peepholes: bool) -> Any:
    """The cell that an operator is.

    Raises:
        ValueError: none of ours.
    """
    operator, name = node.op_type, named(node)
    for option, value in options.items():
        if option not in READ:
            raise ValueError(f"model: expected {name} without {option}, which no version known here has, got {value}")
    direction = options.get("direction", "forward")
    if direction not in DIRECTIONS:
        raise ValueError(f"model: expected {name} to run {', '.join(DIRECTIONS)}, got direction={direction!r}")
    expected = ACTIVATIONS[operator] * (2 if direction == "bidirectional" else 1)
    came = options.get("activations") or expected
    # The RNN lists one for each direction, by default two, of which a single direction takes the first.
    used = came[:1] if operator == "RNN" and len(expected) == 1 else came
    rectified = operator == "RNN" and [one.lower() for one in used] == RECTIFIED * len(expected)
    if [one.lower() for one in used] != expected and not rectified:
        raise ValueError(f"model: expected {name} with activations {expected}, as our cells have them, got {came}")
    if options.get("clip", NO_CLIP) < NO_CLIP:
        raise ValueError(f"model: expected {name} without clip, which our cells do not have, got {options['clip']}")
    if options.get("input_forget"):
        raise ValueError(f"model: expected {name} with an input gate of its own, got input_forget=1")
    if options.get("layout", 0) not in (0, 1):
        raise ValueError(f"model: expected layout 0 or 1 of {name}, got {options['layout']}")
    if operator == "GRU":
        cell = gru_reset_after if options.get("linear_before_reset") else gru
    else:
        simple = irnn if rectified else elman
        cell = simple if operator == "RNN" else peephole if has_peepholes else lstm
    return {"forward": cell, "reverse": Reversed(cell), "bidirectional": Bidirectional(cell)}[direction]


def _refuse_lengths(graph: Graph, node: Any, given: str) -> None:
    """Say so if the file itself says where sequences end. Lengths that come with the data are a matter of the data."""
    lengths = graph.constant(given) if given else None
    if lengths is None or not lengths.size:
        return
    # The length of all the data that the file takes, whatever size a run decides?
    if any((lengths != graph.steps_and_sequences(node, dynamic)[0]).any() for dynamic in (2, 3)):
        raise ValueError(
            f"model: expected sequence_lens of {named(node)} to come with the data, got {lengths.tolist()} stored "
            "in the file: it would end sequences that our cells run on"
        )


def _refuse_computed_states(graph: Graph, node: Any, given: dict[str, str]) -> None:
    """Say so if the file computes an initial state from data: the cell alone would start from somewhere else.

    What is handed to the model and only moved is as good as an input of the operator.
    """
    for name in ("initial_h", "initial_c"):
        if isinstance(_start(graph, node, name, given.get(name, "")), str):
            part, feeds = graph.at_random(given[name], 0)
            handed = np.concatenate([array.ravel() for array in feeds.values()])
            if not set(feeds) <= set(graph.declared) or not np.isin(part, handed).all():
                how = graph.kinds(given[name]) or named(graph.makers[given[name]])
                raise ValueError(
                    f"model: expected {name} of {named(node)} among the inputs of the model or stored in it, got one "
                    f"that the file computes from data ({how}); take the operator alone with node=, and give the state"
                )


def _state(graph: Graph, node: Any, cell: Any, params: Any, given: dict[str, str], options: dict[str, Any]) -> Any:
    """The State before the first step; None where it is zero."""
    parts = {name: _start(graph, node, name, given.get(name, "")) for name in ("initial_h", "initial_c")}
    stored = [part for part in parts.values() if isinstance(part, np.ndarray)]
    outside = [name for name, part in parts.items() if isinstance(part, str)]
    if outside:
        if stored:
            raise ValueError(
                f"model: expected the initial state of {named(node)} to be stored as a whole, "
                f"got {outside[0]} from outside and the rest from the file"
            )
        return AT_EVERY_RUN
    if not stored:
        return None
    if options.get("layout"):  # (N, directions, H)
        parts = {name: part if part is None else part.swapaxes(0, 1) for name, part in parts.items()}
    zero = layers.zero_state(cell, params, max(part.shape[1] for part in parts.values() if part is not None))
    halves = zero if isinstance(zero, Both) else (zero,)
    filled = [
        type(half)(**{field: _half(parts[f"initial_{field}"], k, like) for field, like in half._asdict().items()})
        for k, half in enumerate(halves)
    ]
    return Both(*filled) if isinstance(zero, Both) else filled[0]


def _half(part: Array | None, direction: int, like: Array) -> Array:
    """(N, H) of one direction, handed out to all N where one sequence is stored."""
    return like if part is None else np.broadcast_to(part[direction], like.shape).copy()


def _start(graph: Graph, node: Any, name: str, given: str) -> Any:
    """A part of the initial state: None for zeros, an array (directions, N, H), or AT_EVERY_RUN.

    A state that was learned is often handed out to as many sequences as come: it depends on the shape of the data and
    not on its numbers. Two runs tell, and one sequence is then kept.
    """
    if not given or (given in graph.declared and given not in graph.tensors):
        return AT_EVERY_RUN if given else None
    try:
        part = graph.constant(given)
        if part is None:
            part, again = (graph.at_random(given, seed)[0] for seed in (0, 1))
            if part.shape != again.shape or (part != again).any():
                return AT_EVERY_RUN
            axis = 0 if attributes(graph.onnx, node).get("layout") else 1
            first = part.take([0], axis)
            part = first if (part == first).all() else part
    except ValueError as error:
        raise ValueError(
            f"model: expected {name} of {named(node)} stored in the file or among its inputs: {error}; {FOLD}"
        ) from error
    if part.ndim != 3:
        raise ValueError(f"model: expected {name} (directions, N, H) of {named(node)}, got {part.shape}")
    return part if part.any() else None
