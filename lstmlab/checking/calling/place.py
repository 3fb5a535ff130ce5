"""Where an error happened: the learner's own line, and never one of ours or of a library's."""

import ast
import dis
import linecache
import operator
import os
import traceback
import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab.checking.calling.elsewhere import told_of

_PLAIN = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}


@dataclass(frozen=True)
class Place:
    """A line of the learner's code.

    Attributes:
        line: its number in the cell or file, or in the function where the text is not known.
        text: the line itself; empty where it is not known.
        function: name of the function that the line belongs to.
        expression: the part of the line that failed, where Python knows it; may stand on several lines.
        frame: what the names meant there.
        raised: whether the line is a `raise` of the learner's own; what a library raises is not.
    """

    line: int
    text: str
    function: str
    expression: str
    frame: types.FrameType
    raised: bool = False

    def names(self) -> list[str]:
        """The names that could be read there."""
        return [*self.frame.f_locals, *self.frame.f_globals]

    def operands(self) -> list[tuple[str, Any]]:
        """Text and value of the two sides of the failing operation, or of what is indexed or called.

        A side that is more than a name, its transpose, an entry of it, or a sum of whole numbers has the value
        `Unknown`: nothing of the learner's is computed again.
        """
        try:
            node = ast.parse(self.expression.strip(), mode="eval").body
        except SyntaxError:
            return []
        if isinstance(node, ast.BinOp):
            sides: list[ast.expr] = [node.left, node.right]
        elif isinstance(node, ast.Subscript):
            sides = [node.value, node.slice]
        elif isinstance(node, ast.Call):
            sides = [node.func, *node.args]
        else:
            return []
        return [(ast.unparse(side), self._value(side)) for side in sides]

    def _value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Name):
            for names in (self.frame.f_locals, self.frame.f_globals):
                if node.id in names:
                    return names[node.id]
            return Unknown
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self._value(node.operand)
            return -value if isinstance(value, (int, float, np.ndarray)) else Unknown
        if isinstance(node, ast.BinOp):
            sides = self._value(node.left), self._value(node.right)
            if type(node.op) in _PLAIN and all(type(side) is int for side in sides):
                return _PLAIN[type(node.op)](*sides)
        if isinstance(node, ast.Attribute):
            value = self._value(node.value)
            return value.T if isinstance(value, np.ndarray) and node.attr == "T" else Unknown
        if isinstance(node, ast.Subscript):
            value, index = self._value(node.value), self._value(node.slice)
            if isinstance(value, (np.ndarray, list, tuple)) and isinstance(index, int):
                return value[index] if -len(value) <= index < len(value) else Unknown
        return Unknown


class Unknown:
    """Stands for a value that could only be had by running the learner's code again."""


def place(error: BaseException, function: Callable[..., Any]) -> Place | None:
    """The last line of the learner's own code that an error went through, or None if there is none."""
    told = told_of(error)
    if told is not None:
        return told.place
    home = getattr(getattr(function, "__code__", None), "co_filename", None)
    found = None
    step = error.__traceback__
    while step is not None:
        filename = step.tb_frame.f_code.co_filename
        compiled = filename.endswith((".pyx", ".pxd"))  # NumPy's random numbers: such a file has no place of its own
        library = filename.startswith("<frozen") or os.path.abspath(filename).startswith(_library())
        if filename == home or not (compiled or library):
            found = step
        step = step.tb_next
    return None if found is None else _describe(found)


@cache
def _library() -> tuple[str, ...]:
    """Folders in which no code of the learner's lies."""
    import sysconfig  # only where an error happened: the first card of a page would wait for it

    paths = {
        *(sysconfig.get_paths()[kind] for kind in ("stdlib", "platstdlib", "purelib", "platlib")),
        os.path.dirname(os.__file__),
        os.path.dirname(np.__file__),
        str(Path(__file__).parents[2]),  # lstmlab itself
    }
    return tuple(os.path.join(os.path.abspath(path), "") for path in paths)


def lines(error: BaseException) -> list[int]:
    """The numbers of the lines that an error went through, from the call to where it began."""
    told = told_of(error)
    return [line for _, line in traceback.walk_tb(error.__traceback__)] if told is None else list(told.lines)


def innermost(error: BaseException) -> str:
    """Name of the function that an error began in."""
    told = told_of(error)
    if told is not None:
        return told.innermost
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return step.tb_frame.f_code.co_name if step is not None else ""


def _describe(step: types.TracebackType) -> Place:
    code = step.tb_frame.f_code
    text = linecache.getline(code.co_filename, step.tb_lineno, step.tb_frame.f_globals).strip()
    line = step.tb_lineno if text else step.tb_lineno - code.co_firstlineno + 1
    return Place(line, text, code.co_name, _expression(step) if text else "", step.tb_frame, _raises(step))


def _raises(step: types.TracebackType) -> bool:
    """Whether the error began here, with a `raise`, and did not come out of a call."""
    name = dis.opname[step.tb_frame.f_code.co_code[step.tb_lasti]]
    return step.tb_next is None and name == "RAISE_VARARGS"


def _expression(step: types.TracebackType) -> str:
    code = step.tb_frame.f_code
    positions = list(code.co_positions())
    at = step.tb_lasti // 2
    first, last, start, end = positions[at] if at < len(positions) else (None,) * 4
    if first is None or last is None or start is None or end is None:
        return ""
    lines = [linecache.getline(code.co_filename, k, step.tb_frame.f_globals).encode() for k in range(first, last + 1)]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    return b"".join(lines).decode(errors="replace").strip()
