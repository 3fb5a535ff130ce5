"""The other ways to pack the three gates of a GRU, which every exercise with packed weights recognises by name."""

from collections.abc import Callable, Iterator
from itertools import permutations

from lstmlab.exercises.specification import Mistake

Order = tuple[str, ...]

GATES: Order = ("r", "z", "n")
# The order that other libraries have: who brings it along may well make another mistake too.
_MET: Order = ("z", "r", "n")
_QUESTION = "Which block of H columns belongs to which gate?"
_POINTER = "The course packs the reset gate first, then the update gate, then the candidate."


def other_orders(
    edits: Callable[[Order], tuple[tuple[str, str], ...]],
    verb: str,
    others: Callable[[Order], tuple[Callable, ...]] = lambda order: (),
) -> Iterator[Mistake]:
    """A mistake for each of the five orders that are not r z n.

    Args:
        edits: from the order that the learner has in mind to the edits of the worked answer.
        verb: what is done to the gates: "takes", "packs".
        others: from the order to further functions that have it in some places.
    """
    for order in permutations(GATES):
        if order == GATES:
            continue
        words = " ".join(order)
        if order == _MET:
            name, whose = "r-and-z-swapped", ": r and z are swapped, as Keras and ONNX pack them"
        else:
            name, whose = f"order-{'-'.join(order)}", ""
        yield Mistake(
            name=name,
            behaves_like=f"one that {verb} the gates in the order {words} instead of r z n{whose}",
            question=_QUESTION,
            pointer=_POINTER,
            edits=edits(order),
            others=others(order),
            alone=order != _MET,
        )
