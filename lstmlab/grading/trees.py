"""The form of an answer, whatever its names: made from the text of its function, which is read and never run.

    python -m lstmlab.grading.trees < questions > answers

A text that somebody else wrote can end the program that reads it: a million brackets are enough. So this is a program
of its own, with limits, and whoever starts it expects that it may end.

Two functions have the same form when they differ in names, comments, texts for readers and the order in sums and
products alone. Of a longer one its pieces are told, too: each node with its children and theirs, the function's own
names all alike. Two functions are as near as the share of the pieces that both have, of those that either has.
"""

import ast
import copy
import hashlib
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from lstmlab.grading import cells, lock

_MEMORY, _SECONDS = 1_500_000_000, 120
_COMMUTE = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr)


def forms(code: Iterable[str], wanted: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """Of each exercise that is answered: the form of its function, its size, and what of this package it calls.

    Args:
        code: the cells, in their order.
        wanted: the names that the function of each exercise may have.
    """
    trees = [tree for tree in map(_parsed, code) if tree is not None]
    modules = _imported(trees)
    found: dict[str, dict[str, Any]] = {}
    for exercise, names in wanted.items():
        try:
            one = _of(trees, exercise, names, modules)
        except RecursionError:
            continue
        if one is not None:
            found[exercise] = one
    return found


def _parsed(code: str) -> ast.Module | None:
    try:
        return ast.parse(cells.python(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _of(trees: list[ast.Module], exercise: str, names: list[str], modules: dict[str, str]) -> dict[str, Any] | None:
    body = [node for tree in trees for node in tree.body]
    functions = [one for one in body if isinstance(one, ast.FunctionDef) and one.name in names]
    if functions:
        last = functions[-1]
        written = form(last)
        return {
            "form": hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:24],
            "size": sum(1 for _ in ast.walk(last)),
            "pieces": pieces(last),
            "calls": _called(last, names, modules),
        }
    for node in body:  # `step = elman.step`, `check("elman.step", elman.step)`
        value = None
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id in names for one in node.targets):
            value = node.value
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and len(node.value.args) > 1:
            first, second = node.value.args[:2]
            value = second if isinstance(first, ast.Constant) and first.value == exercise else None
        path = _path(value, modules) if value is not None else ""
        if path.startswith("lstmlab."):
            return {"form": "", "size": 0, "pieces": [], "calls": path}
    return None


def form(function: ast.FunctionDef) -> str:
    """A text that is the same for functions of the same form."""
    tree = _bare(function)
    return _written(tree, _Names(tree))


def pieces(function: ast.FunctionDef) -> list[int]:
    """A number for each node with its children and theirs; each that comes back another one, so that all differ."""
    tree = _bare(function)
    own = _own(tree)
    met: Counter[str] = Counter()
    left: list[ast.AST] = [tree]
    while left:
        node = left.pop()
        if below := _children(node):
            met[_piece(node, own, 2)] += 1
            left += below
    texts = (f"{text} {k}" for text, count in met.items() for k in range(count))
    return sorted(zlib.crc32(text.encode("utf-8", "replace")) for text in texts)


def _children(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, _COMMUTE):
        return [node.op, *_operands(node, type(node.op))]
    return [one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.expr_context)]


def _piece(node: ast.AST, own: set[str], depth: int) -> str:
    if isinstance(node, (ast.Name, ast.arg)):
        name = node.id if isinstance(node, ast.Name) else node.arg
        label = "#" if name in own else name
    elif isinstance(node, ast.Constant):
        label = repr(node.value)
    else:
        label = f".{node.attr}" if isinstance(node, ast.Attribute) else type(node).__name__
    below = [_piece(one, own, depth - 1) for one in _children(node)] if depth else []
    if isinstance(node, ast.BinOp) and isinstance(node.op, _COMMUTE):
        below.sort()
    return f"({label} {' '.join(below)})" if below else label


def _bare(function: ast.FunctionDef) -> ast.FunctionDef:
    """A copy without its name, decorators, annotations and texts for readers."""
    tree = copy.deepcopy(function)
    tree.name, tree.returns, tree.decorator_list = "f", None, []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            _plain_arguments(node.args)
        if isinstance(node, ast.FunctionDef) and node.body and _is_text(node.body[0]):
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def _own(tree: ast.AST) -> set[str]:
    """What the function itself names."""
    own = {one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)}
    return own | {one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


def _plain_arguments(arguments: ast.arguments) -> None:
    for one in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        one.annotation = None


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


class _Names:
    """What the function itself names, numbered in the order in which it is met; other names stay."""

    def __init__(self, tree: ast.AST) -> None:
        self._numbers = dict.fromkeys(_own(tree), "")
        self._met = 0

    def known(self) -> "_Names":
        """The names met so far; all others are alike."""
        made = copy.copy(self)
        made.of = lambda name: self._numbers.get(name, name)  # type: ignore[method-assign]
        made.known = lambda: made  # type: ignore[method-assign]
        return made

    def of(self, name: str) -> str:
        """The name as it is written."""
        if name in self._numbers and not self._numbers[name]:
            self._met += 1
            self._numbers[name] = f"#{self._met}"
        return self._numbers.get(name, name)


def _written(node: Any, names: _Names) -> str:
    if isinstance(node, ast.Name):
        return names.of(node.id)
    if isinstance(node, ast.arg):
        return names.of(node.arg)
    if isinstance(node, ast.Constant):
        return repr(node.value)
    if isinstance(node, ast.BinOp) and isinstance(node.op, _COMMUTE):
        parts = sorted(_operands(node, type(node.op)), key=lambda one: _written(one, names.known()))
        return f"({type(node.op).__name__} {' '.join(_written(one, names) for one in parts)})"
    if isinstance(node, ast.AST):
        fields = [
            _written(value, names) for name, value in ast.iter_fields(node) if name not in ("ctx", "type_comment")
        ]
        return f"({type(node).__name__} {' '.join(fields)})"
    if isinstance(node, list):
        return f"[{' '.join(_written(one, names) for one in node)}]"
    return str(node)


def _operands(node: ast.expr, kind: type) -> list[ast.expr]:
    """a + b + c as three, however it is bracketed."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, kind):
        return [*_operands(node.left, kind), *_operands(node.right, kind)]
    return [node]


def _imported(trees: list[ast.Module]) -> dict[str, str]:
    """What each imported name stands for."""
    found: dict[str, str] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            for one in node.names:
                found[one.asname or one.name.split(".")[0]] = one.name if one.asname else one.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return found


def _path(node: ast.expr | None, modules: dict[str, str]) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([modules.get(node.id, node.id), *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _called(function: ast.FunctionDef, names: list[str], modules: dict[str, str]) -> str:
    """The function of this package that does the work of the answer; empty where there is none."""
    modules = modules | _imported([ast.Module(function.body, [])])
    for node in ast.walk(function):
        path = _path(node, modules) if isinstance(node, (ast.Attribute, ast.Name)) else ""
        if path.startswith("lstmlab.") and (".exercises" in path or path.split(".")[-1] in names):
            return path[:200]
    return ""


def main() -> None:
    """Read questions, a line of JSON each, and answer each with one."""
    lock.limits(_MEMORY, 0, _SECONDS)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps({"id": asked["id"], "forms": forms(asked["code"], asked["wanted"])}), flush=True)


if __name__ == "__main__":
    main()
