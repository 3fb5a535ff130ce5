"""What would fit, where weights do not: found by trying, from what came.

Transposed matrices, arrays in another order, two biases side by side, weights behind a prefix, more layers or
directions than were asked for: each is tried on the arrays themselves, and an error says only what was found to fit.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import Any

from lstmlab.cells import elman, gru, gru_reset_after, lstm
from lstmlab.cells.protocol import Cell
from lstmlab.interop.forms import GATE_COUNTS, Form
from lstmlab.layers import Bidirectional, Stack, layer_of
from lstmlab.shapes import Array, bind, describe

Letters = dict[str, tuple[Array, str]]

CELLS: dict[str, Cell] = {"elman": elman, "lstm": lstm, "gru_reset_after": gru_reset_after, "gru": gru}
# weight_ih of torch.nn.LSTM and LSTMCell, wherever in a model they stand.
_OF_PYTORCH = re.compile(r"(?P<prefix>.*?)weight_ih(?P<layer>_l\d+)?(?P<reverse>_reverse)?")
_MOST = 12  # more arrays than a model has recurrent ones are not tried in every place


def check_turned(form: Form, named: Letters, sizes: dict[str, int], library: str, other: str) -> None:
    """Say so if the matrices fit once they are transposed, or once they change places.

    Args:
        form: the cell that is read.
        named: the matrices and the letters of their shapes, such as ("H", "4H") side by side.
        sizes: letters that are known, D of a layer above another.
        library, other: which lays them out so, and the function for the other way round, if there is one.

    Raises:
        ValueError: they do fit then. Where they fit as they are, or in no way, nothing is said.
    """
    if any(array.ndim != 2 for array, _ in named.values()) or _fit(named, sizes):
        return
    wanted = len(form.gates)
    others = [count for count in GATE_COUNTS if count != wanted]
    if any(
        _fit({name: (a, _with_gates(letters, count)) for name, (a, letters) in named.items()}, sizes)
        for count in others
    ):
        return  # another cell as it stands: check_gate_count says which
    for gates in (wanted, *others):
        for turned in (some for count in (1, 2) for some in combinations(named, count)):
            tried = {
                name: (array.T if name in turned else array, _with_gates(letters, gates))
                for name, (array, letters) in named.items()
            }
            if _fit(tried, sizes):
                first = turned[0]
                count = f", and has {gates} gates, as {GATE_COUNTS[gates]} has" if gates != wanted else ""
                both = f", and so is {turned[1]}" if len(turned) > 1 else ""
                if gates == 1 and not both:
                    both = " (a square matrix does not tell: look at the other one too)"
                raise ValueError(
                    f"{first}: expected {describe(named[first][1], {})} in the layout of {library}, "
                    f"got {named[first][0].shape}, which is transposed{both}{count}: give array.T"
                    f"{f', or read them with {other}' if other and len(turned) == len(named) else ''}"
                )
    arrays = [array for array, _ in named.values()]
    for order in permutations(arrays):
        if _fit({name: (array, named[name][1]) for name, array in zip(named, order, strict=True)}, sizes):
            first, second = named
            raise ValueError(
                f"{first}: expected {describe(named[first][1], {})}, got {named[first][0].shape}; "
                f"{first} and {second} have changed places"
            )


def pytorch(cell: Cell, weights: Mapping[str, Any], prefix: str, read: Callable[..., Any]) -> str:
    """What to read in a state_dict, in place of what was asked for: "; ..." or "" where nothing fits.

    Args:
        cell, weights, prefix: what was asked for.
        read: (cell, weights, prefix) -> Params, or an error.
    """
    inner = next((name for name, value in weights.items() if isinstance(value, Mapping)), None)
    if inner is not None:
        return f"; weights[{inner!r}] holds arrays by name itself: give that"
    places = [place for name in weights if (place := _OF_PYTORCH.fullmatch(name))]
    for where in dict.fromkeys([prefix] * any(p["prefix"] == prefix for p in places) + [p["prefix"] for p in places]):
        here = [place for place in places if place["prefix"] == where]
        n_layers, both = len({place["layer"] for place in here}), any(place["reverse"] for place in here)
        for text, candidate in _structures(cell, n_layers, both):
            if _reads(read, candidate, weights, where):
                call = f"from_pytorch({text}, weights{f', prefix={where!r}' if where else ''})"
                return f"; what came fits {call}"
            own = {name: array for name, array in weights.items() if _OF_PYTORCH.fullmatch(name.replace("hh", "ih"))}
            own |= {name: array for name, array in weights.items() if re.fullmatch(r"bias_[ih]h.*", name)}
            foreign = [name for name in weights if name not in own]
            if not where and foreign and _reads(read, candidate, own, where):
                return f"; without {', '.join(foreign)} what came fits from_pytorch({text}, weights)"
    return ""


def keras(cell: Cell, weights: Sequence[Any], read: Callable[..., Any]) -> str:
    """What to read in a list of Keras, in place of what was asked for: "; ..." or "" where nothing fits.

    Args:
        cell, weights: what was asked for.
        read: (cell, weights) -> Params, or an error.
    """
    count = len(weights)
    for n_layers, both in [(count // 3, False), (count // 6, True)]:
        if n_layers:
            for text, candidate in _structures(cell, n_layers, both):
                if candidate != cell and _reads(read, candidate, weights):
                    return f"; what came fits from_keras({text}, weights)"
    text = next((name for name, known in CELLS.items() if known is cell), "cell")
    for size in range(3, min(count, _MOST), 3):
        for start in range(min(count, _MOST) - size + 1):
            if _reads(read, cell, weights[start : start + size]):
                fits = f"weights[{start}:{start + size}] fit from_keras({text}, ...)"
                return f"; {fits}, and the others belong to other layers"
    return ""


def two_biases_side_by_side(form: Form, name: str, bias: Array, n_hidden: int) -> str:
    """What to do with two biases where one is expected, those of cuDNN in a row, (2 G H,): ": ..." or "" elsewhere."""
    gates = len(form.gates)
    if bias.shape == (2, gates * n_hidden) and gates != 3:
        return f": two biases, which are added: give {name.split(' ')[0]}.sum(0)"
    if bias.shape != (2 * gates * n_hidden,):
        return ""
    if form.cell is lstm:
        return f": cuDNN's two biases in a row, which are added: give {name.split(' ')[0]}.reshape(2, 4 * H).sum(0)"
    if form.cell is elman:
        return f": two biases in a row, which are added: give {name.split(' ')[0]}.reshape(2, H).sum(0)"
    reset = "" if form.cell is gru_reset_after else "; that GRU resets after the product: it is gru_reset_after"
    return (
        f": cuDNN's two biases in a row{reset}. Load the weights of a CuDNNGRU into keras.layers.GRU(H, "
        "reset_after=True), which turns its kernels too; a bias alone fits as bias.reshape(2, 3 * H)"
    )


def _structures(cell: Cell, n_layers: int, both: bool) -> Iterator[tuple[str, Cell]]:
    """The cell that was asked for, and the others that libraries have, in so many layers and directions."""
    single = layer_of(cell).runs()[0][0].cell
    own = {name: known for name, known in CELLS.items() if known is single} or {"cell": single}
    for name, known in (own | CELLS).items():
        text, layer = (f"Bidirectional({name})", Bidirectional(known)) if both else (name, known)
        if n_layers == 1:
            yield text, layer
        else:
            yield f"Stack(({text},) * {n_layers})", Stack((layer,) * n_layers)


def _reads(read: Callable[..., Any], *arguments: Any) -> bool:
    try:
        read(*arguments)
    except (ValueError, TypeError):
        return False
    return True


def _fit(named: Letters, sizes: dict[str, int]) -> bool:
    try:
        bind(sizes, **named)
    except (ValueError, TypeError):
        return False
    return True


def _with_gates(letters: str, gates: int) -> str:
    """The letters with another number of gates in the packed axis, which is the only one with a number."""
    packed = f"{gates}H" if gates > 1 else "H"
    return " ".join(packed if axis[0].isdigit() else axis for axis in letters.split())
