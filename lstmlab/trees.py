"""Weights as trees: a NamedTuple, tuple, list or dict of arrays, nested as deep as a network needs.

An optimiser then works on any network: it maps a function over the arrays and never asks what they are called.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


def map(function: Callable, tree: Any, *others: Any) -> Any:
    """Apply a function to each array, and to the arrays in the same place of the other trees.

    Returns:
        A tree of the first tree's form.

    Raises:
        ValueError: the trees differ in form; the message names the first place where they do.
    """
    return _map(function, "", tree, *others)


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """Yield (name, array) in order; nested names are joined by a dot, such as "cell.W_x"."""
    children = _children(tree)
    if children is None:
        yield path, tree
        return
    for name, child in children:
        yield from leaves(child, f"{path}.{name}" if path else name)


def count(tree: Any) -> int:
    """The number of numbers: what a table of models calls its parameters."""
    return sum(array.size for _, array in leaves(tree))


def _map(function: Callable, path: str, tree: Any, *others: Any) -> Any:
    children = _children(tree)
    if children is None:
        return function(tree, *others)
    forms = [_children(other) for other in others]
    for form in forms:
        if form is None or [name for name, _ in form] != [name for name, _ in children]:
            found = "an array" if form is None else f"names {[name for name, _ in form]}"
            raise ValueError(
                f"{path or 'tree'}: expected names {[name for name, _ in children]}, got {found}"
            )
    values = [
        _map(function, f"{path}.{name}" if path else name, child, *(form[k][1] for form in forms))
        for k, (name, child) in enumerate(children)
    ]
    if isinstance(tree, dict):
        return dict(zip(tree, values, strict=True))
    return type(tree)(*values) if hasattr(tree, "_fields") else type(tree)(values)


def _children(tree: Any) -> list[tuple[str, Any]] | None:
    if isinstance(tree, dict):
        return [(str(name), child) for name, child in tree.items()]
    if hasattr(tree, "_fields"):
        return list(zip(tree._fields, tree, strict=True))
    if isinstance(tree, (tuple, list)):
        return [(str(k), child) for k, child in enumerate(tree)]
    return None
