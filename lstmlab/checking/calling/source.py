"""What can be read from a learner's source or code without running it."""

import ast
import dis
import inspect
import textwrap
from collections.abc import Callable, Sequence
from functools import lru_cache
from types import FunctionType
from typing import Any

# An instruction that works with something: a body without any of them is a stub.
_WORK = ("BINARY", "CALL", "COMPARE", "CONTAINS", "FOR_ITER", "GET_ITER", "PRECALL", "STORE_SUBSCR", "UNARY")


def line_that_changes(function: Callable[..., Any], names: Sequence[str]) -> str:
    """The first line that seems to write into one of these arguments; empty where none is found."""
    return _line_that_changes(function, tuple(names)) if isinstance(function, FunctionType) else ""


@lru_cache(maxsize=8)  # asked for in every case
def _line_that_changes(function: FunctionType, names: tuple[str, ...]) -> str:
    try:
        source = textwrap.dedent(inspect.getsource(function))
        tree = ast.parse(source)
    except (OSError, TypeError, SyntaxError, IndentationError):
        return ""
    found = [getattr(node, "lineno", 0) for node in ast.walk(tree) if _writes(node, names)]
    return source.splitlines()[min(found) - 1].strip() if found else ""


def _writes(node: ast.AST, names: Sequence[str]) -> bool:
    if isinstance(node, ast.AugAssign):
        return _base(node.target) in names
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Subscript) and _base(target) in names for target in node.targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("sort", "fill", "append", "extend", "insert", "pop", "reverse", "clear") and (
            _base(node.func.value) in names
        )
    return isinstance(node, ast.keyword) and node.arg == "out" and _base(node.value) in names


def _base(node: ast.AST) -> str:
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def computes_something(function: Callable[..., Any]) -> bool:
    """Whether a function does more than assign and return: where it returned nothing, a `return` was forgotten."""
    code = getattr(function, "__code__", None)
    return code is not None and any(step.opname.startswith(_WORK) for step in dis.get_instructions(code))
