"""What can be read from a learner's source or code without running it."""

import ast
import dis
import inspect
import textwrap
from collections.abc import Callable, Sequence

# What a body of one bare `pass`, `...` or `return None` consists of, from Python 3.11 on.
_IDLE = {"RESUME", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "NOP", "POP_TOP", "COPY_FREE_VARS", "MAKE_CELL"}


def line_that_changes(function: Callable, names: Sequence[str]) -> str:
    """The first line that seems to write into one of these arguments; empty where none is found."""
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


def computes_something(function: Callable) -> bool:
    """Whether a function that returned nothing has a body: its `return` may then have been forgotten."""
    code = getattr(function, "__code__", None)
    return code is not None and any(step.opname not in _IDLE for step in dis.get_instructions(code))
