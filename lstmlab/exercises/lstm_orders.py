"""Every other order in which packed gates can be taken, each a known mistake with its own name: 23 for four gates."""

from collections.abc import Callable
from itertools import permutations

from lstmlab.exercises.specification import Mistake

Order = tuple[str, ...]

RIGHT: Order = ("i", "f", "g", "o")
RIGHT_1997: Order = ("i", "g", "o")

# Orders that are found elsewhere, so a formula that was copied from there brings them along.
_SEEN: dict[Order, str] = {
    ("i", "o", "f", "g"): "ONNX packs its gates in your order.",
    ("i", "g", "f", "o"): "TensorFlow's old BasicLSTMCell packs its gates in your order.",
    ("f", "i", "g", "o"): "Many texts name the forget gate first, and so does your order.",
    ("i", "f", "o", "g"): "Your order has the three gates first and the candidate last, as some other code has.",
}


def named(letters: str, order: Order) -> str:
    """`named("a", order)` is "a_f, a_i, a_g, a_o" for the order f i g o."""
    return ", ".join(f"{letters}_{gate}" for gate in order)


def pointer(order: Order, right: Order = RIGHT) -> str:
    """Which of the blocks are in their places, and where the order may come from."""
    kept = [gate for gate, wanted in zip(order, right, strict=True) if gate == wanted]
    if not kept:
        said = "None of your blocks is in its place."
    elif len(kept) == 1:
        said = f"Of your blocks, {kept[0]} alone is in its place."
    else:
        said = f"Of your blocks, {' and '.join(kept)} are in their places, and the other two are exchanged."
    return " ".join(filter(None, [said, _SEEN.get(order)]))


def taken(right: Order = RIGHT) -> tuple[Mistake, ...]:
    """The mistakes of a step that takes its packed sums apart: `a_i, a_f, a_g, a_o = np.split(...)`."""
    return mistakes(
        f"one that takes the packed gates in the order {{}} instead of {' '.join(right)}",
        edits=lambda order: ((named("a", right), named("a", order)),),
        right=right,
    )


def mistakes(
    behaves_like: str,
    edits: Callable[[Order], tuple[tuple[str, str], ...]] | None = None,
    function: Callable[[Order], Callable] | None = None,
    prefix: str = "order",
    right: Order = RIGHT,
) -> tuple[Mistake, ...]:
    """A mistake for each wrong order, given by its edits or by its function.

    Args:
        behaves_like: with {} where the order goes.
        edits, function: one of them; order -> the edits of `worked`, or the whole function.
        prefix: the names are prefix-f-i-g-o and so on.
        right: the order that is right.
    """
    return tuple(
        Mistake(
            name="-".join((prefix, *order)),
            behaves_like=behaves_like.format(" ".join(order)),
            question="In which order do the blocks stand in this course? And in your function, line by line?",
            pointer=pointer(order, right),
            edits=edits(order) if edits else (),
            function=function(order) if function else None,
        )
        for order in permutations(right)
        if order != right
    )
