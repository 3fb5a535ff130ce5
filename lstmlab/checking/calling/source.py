"""What can be read from a learner's source or code without running it."""

import ast
import contextlib
import dis
import inspect
import textwrap
from collections.abc import Callable, Sequence
from functools import lru_cache
from types import FunctionType
from typing import Any

from lstmlab.checking.calling.elsewhere import Elsewhere

# An instruction that works with something: a body without any of them is a stub.
_WORK = ("BINARY", "CALL", "COMPARE", "CONTAINS", "FOR_ITER", "GET_ITER", "PRECALL", "STORE_SUBSCR", "UNARY")


def line_that_changes(function: Callable[..., Any], names: Sequence[str]) -> str:
    """The first line that seems to write into one of these arguments; empty where none is found."""
    if isinstance(function, Elsewhere):
        return function.line_that_changes(names)
    return _line_that_changes(function, tuple(names)) if isinstance(function, FunctionType) else ""


@lru_cache(maxsize=8)  # asked for in every case
def _line_that_changes(function: FunctionType, names: tuple[str, ...]) -> str:
    source, tree = _parsed(function)
    found = [getattr(node, "lineno", 0) for node in ast.walk(tree) if _writes(node, names)]
    return source.splitlines()[min(found) - 1].strip() if found else ""


def _parsed(function: Callable[..., Any]) -> tuple[str, ast.AST]:
    """The source of a function and its tree; both without anything in them where there is no source."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
        return source, ast.parse(source)
    except (OSError, TypeError, SyntaxError, IndentationError):
        return "", ast.Module([], [])


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
    if isinstance(function, Elsewhere):
        return function.computes
    code = getattr(function, "__code__", None)
    return code is not None and any(step.opname.startswith(_WORK) for step in dis.get_instructions(code))


def return_in_loop(function: Callable[..., Any]) -> str:
    """A `return` that ends a loop in its first turn, whatever the turn finds; empty where there is none."""
    if isinstance(function, Elsewhere):
        return function.loop_cut_short
    source, tree = _parsed(function) if isinstance(function, FunctionType) else ("", ast.Module([], []))
    for node in ast.walk(tree):
        if isinstance(node, (ast.For, ast.While)) and not any(isinstance(one, ast.Continue) for one in ast.walk(node)):
            for one in node.body:
                if isinstance(one, ast.Return):
                    return source.splitlines()[one.lineno - 1].strip()
    return ""


def unread(function: Callable[..., Any]) -> list[str]:
    """The arguments of a function whose values it never looks at, in their order."""
    if isinstance(function, Elsewhere):
        return function.aside
    if not isinstance(function, FunctionType):
        return []
    code = function.__code__
    if {"locals", "eval", "exec", "vars", "dir"} & set(code.co_names):  # they read every name
        return []
    read = set(code.co_cellvars)
    for step in dis.get_instructions(code):
        if "LOAD" in step.opname:  # from Python 3.13 on an instruction may load two names, or store one and load one
            read |= set(step.argval) if isinstance(step.argval, tuple) else {step.argval}
    return [name for name in code.co_varnames[: code.co_argcount] if name not in read]


def kept_outside(function: Callable[..., Any]) -> dict[str, int]:
    """The lengths of the lists and dicts that outlive a call: default values, names of the cell and of closures."""
    if isinstance(function, Elsewhere):
        return function.kept_outside()
    if not inspect.isfunction(function):
        return {}
    code, values = function.__code__, function.__defaults__ or ()
    found: dict[str, Any] = {name: function.__globals__[name] for name in code.co_names if name in function.__globals__}
    for name, one in zip(code.co_freevars, function.__closure__ or (), strict=False):
        with contextlib.suppress(ValueError):  # a name that has no value yet
            found[name] = one.cell_contents
    found |= function.__kwdefaults__ or {}
    found |= dict(zip(code.co_varnames[code.co_argcount - len(values) : code.co_argcount], values, strict=False))
    return {name: len(one) for name, one in found.items() if isinstance(one, (list, dict))}
