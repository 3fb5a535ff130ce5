"""Weights as trees: a NamedTuple, tuple, list or dict of arrays, nested as deep as a network needs.

An optimiser then works on any network: it maps a function over the arrays and never asks what they are called.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import numpy as np

# Typed as anything, because a type of Python cannot say "a NamedTuple, tuple, list or dict of these".
Tree: TypeAlias = Any


def map(function: Callable[..., Any], tree: Tree, *others: Tree) -> Tree:
    """Apply a function to each array, and to the arrays in the same place of the other trees.

    Returns:
        A tree of the first tree's form.

    Raises:
        ValueError: the trees differ in form; the message names the first place where they do.
        TypeError: function is none.
    """
    if not callable(function):
        raise TypeError(f"function: expected a function, got {type(function).__name__}")
    results = iter([function(*arrays) for _, *arrays in leaves(tree, *others)])
    return _rebuild(tree, results)


def leaves(tree: Tree, *others: Tree) -> Iterator[tuple[Any, ...]]:
    """Yield (name, array) in order, and the arrays in the same place of the other trees: (name, array, other, ...).

    Nested names are joined by a dot, such as "cell.W_x".

    Raises:
        ValueError: the trees differ in form; the message names the first place where they do.
    """
    yield from _leaves("", tree, *others)


def check_arrays(name: str, tree: Tree) -> None:
    """Say so if something in a tree is no array of numbers.

    Args:
        name: of the argument, for the message.
        tree: the value received.

    Raises:
        TypeError: the message names the place in the tree and what stands there.
    """
    for place, leaf in leaves(tree):
        if not isinstance(leaf, (np.ndarray, np.number)) or leaf.dtype.kind not in "fciub":
            kind = f"an array of dtype {leaf.dtype}" if isinstance(leaf, np.ndarray) else type(leaf).__name__
            raise TypeError(f"{name}: expected a tree of arrays, got {kind}{f' at {place}' if place else ''}")


def count(tree: Tree) -> int:
    """The number of numbers: what a table of models calls its parameters."""
    check_arrays("tree", tree)
    return sum(array.size for _, array in leaves(tree))


def _leaves(path: str, tree: Tree, *others: Tree) -> Iterator[tuple[Any, ...]]:
    children = _children(tree)
    names = None if children is None else [name for name, _ in children]
    forms = [_children(other) for other in others]
    for form in forms:
        found = None if form is None else [name for name, _ in form]
        if found != names:
            raise ValueError(f"{path or 'tree'}: expected {_describe(names)}, got {_describe(found)}")
    if children is None:
        yield path, tree, *others
        return
    for k, (name, child) in enumerate(children):
        below = [form[k][1] for form in forms if form is not None]
        yield from _leaves(f"{path}.{name}" if path else name, child, *below)


def _rebuild(tree: Tree, arrays: Iterator[Any]) -> Tree:
    children = _children(tree)
    if children is None:
        return next(arrays)
    values = [_rebuild(child, arrays) for _, child in children]
    if isinstance(tree, dict):
        return dict(zip(tree, values, strict=True))
    return type(tree)(*values) if hasattr(tree, "_fields") else type(tree)(values)


def _describe(names: list[str] | None) -> str:
    return "an array" if names is None else f"names {names}"


def _children(tree: Any) -> list[tuple[str, Any]] | None:
    if isinstance(tree, dict):
        return [(str(name), child) for name, child in tree.items()]
    if hasattr(tree, "_fields"):
        return list(zip(tree._fields, tree, strict=True))
    if isinstance(tree, (tuple, list)):
        return [(str(k), child) for k, child in enumerate(tree)]
    return None
