"""Every other order in which packed gates can be taken, each a known mistake with its own name.

23 for the four blocks of an LSTM, 5 for the three of a GRU or of the cell of 1997. An exercise makes them with `lstm`
or `gru` and hands them to `load(..., insert={"orders": ...})`; its TOML file says where they stand.
"""

from collections.abc import Callable
from itertools import permutations

from lstmlab.exercises.specification import Edits, Mistake

Order = tuple[str, ...]
# From an order to what takes it: edits of the worked answer, or a body below its first line.
Way = Callable[[Order], Edits | str]

LSTM: Order = ("i", "f", "g", "o")
CEC: Order = ("i", "g", "o")
GRU: Order = ("r", "z", "n")

TAKES = "one that takes the packed gates in the order {order} instead of {right}"

# Orders that are found elsewhere, so a formula that was copied from there brings them along.
_SEEN: dict[Order, str] = {
    ("i", "o", "f", "g"): "ONNX packs its gates in your order.",
    ("i", "g", "f", "o"): "TensorFlow's old BasicLSTMCell packs its gates in your order.",
    ("f", "i", "g", "o"): "Many texts name the forget gate first, and so does your order.",
    ("i", "f", "o", "g"): "Your order has the three gates first and the candidate last, as some other code has.",
}


def places(*patterns: str, right: Order = LSTM) -> Way:
    """Edits that put the letters of an order into the braces of each pattern, as in "a_{}, a_{}, a_{}, a_{} ="."""
    return lambda order: tuple((pattern.format(*right), pattern.format(*order)) for pattern in patterns)


def rare(order: Order) -> bool:
    """Whether no library and no well-known text has this order of an LSTM's gates."""
    return order not in _SEEN


def lstm(
    like: str,
    way: Way,
    right: Order = LSTM,
    prefix: str = "order",
    alone: Callable[[Order], bool] = lambda order: False,
) -> tuple[Mistake, ...]:
    """A mistake for each wrong order of an LSTM's blocks.

    Args:
        like: what such a function behaves like, with {order} and {right} in it.
        way: what makes it of the worked answer.
        right: the order that is right.
        prefix: the names are prefix-f-i-g-o and so on.
        alone: the orders that are not looked for together with another mistake.
    """
    return tuple(
        Mistake(
            name="-".join((prefix, *order)),
            behaves_like=like.format(order=" ".join(order), right=" ".join(right)),
            question="In which order do the blocks stand in this course? And in your function, line by line?",
            pointer=" ".join(filter(None, [_kept(order, right), _SEEN.get(order)])),
            edits=_edits(way(order)),
            body=_body(way(order)),
            alone=alone(order),
        )
        for order in permutations(right)
        if order != right
    )


def _kept(order: Order, right: Order) -> str:
    """Which of the blocks are in their places."""
    kept = [gate for gate, wanted in zip(order, right, strict=True) if gate == wanted]
    if not kept:
        return "None of your blocks is in its place."
    if len(kept) == 1:
        return f"Of your blocks, {kept[0]} alone is in its place."
    return f"Of your blocks, {' and '.join(kept)} are in their places, and the other two are exchanged."


# Keras and ONNX have z r n: who brings it along may well make another mistake too.
_SWAPPED: Order = ("z", "r", "n")


def gru(
    verb: str, way: Way, also: Callable[[Order], tuple[Edits | str, ...]] = lambda order: ()
) -> tuple[Mistake, ...]:
    """A mistake for each of the five orders of a GRU's blocks that are not r z n.

    Args:
        verb: what is done to the gates: "takes", "packs".
        way: what makes such a function of the worked answer.
        also: from the order to further ways, such as the order in some places only.
    """
    like = "one that {verb} the gates in the order {order} instead of r z n"
    swapped = (
        "one that {verb} the gates in the order {order} instead of r z n: "
        "r and z are swapped, as Keras and ONNX pack them"
    )
    return tuple(
        Mistake(
            name="r-and-z-swapped" if order == _SWAPPED else "-".join(("order", *order)),
            behaves_like=(swapped if order == _SWAPPED else like).format(verb=verb, order=" ".join(order)),
            question="Which block of H columns belongs to which gate?",
            pointer="The course packs the reset gate first, then the update gate, then the candidate.",
            edits=_edits(way(order)),
            body=_body(way(order)),
            also=also(order),
            alone=order != _SWAPPED,
        )
        for order in permutations(GRU)
        if order != GRU
    )


def _edits(way: Edits | str) -> Edits:
    return () if isinstance(way, str) else way


def _body(way: Edits | str) -> str:
    return way if isinstance(way, str) else ""
