"""Runs the cells of a notebook, in the jail: as IPython would, as far as an exercise can need it.

IPython's own commands are understood by IPython's own reader, where there is one, and then do nothing: nothing is
installed, no program is started, and `files = !ls` is an empty list. The body of `%%time` and the like is run.
"""

import ast
import inspect
import linecache
import re
from collections.abc import Callable
from typing import Any

_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
# Cell magics below which Python stands that is to be run.
_PYTHON_MAGICS = ("time", "timeit", "capture", "prun")
_COMMAND = re.compile(r"^[ \t]*%[a-zA-Z].*[^\\\s][ \t]*$|^[ \t]*%[a-zA-Z]+[ \t]*$")


class Trouble(Exception):
    """A cell that stopped; the message is what Python said, in one line. kind: of the error."""

    def __init__(self, problem: BaseException) -> None:
        super().__init__(_said(problem))
        self.kind = type(problem)


class Shell:
    """Stands for IPython's shell: `get_ipython()` of a cell. Whatever is asked of it, it does nothing."""

    def __init__(self, space: dict[str, Any], run: Callable[[str], None]) -> None:
        self.user_ns = space
        self._run = run

    def run_cell_magic(self, magic: str, line: str, cell: str) -> None:
        if magic in _PYTHON_MAGICS:
            self._run(cell)

    def getoutput(self, *given: Any, **more: Any) -> list[str]:
        return []

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **more: None


def statements(code: str, number: int) -> list[ast.stmt]:
    """The statements of a cell. Raises SyntaxError, and what else Python has for a text that it refuses."""
    code, filename = python(code), f"<cell {number}>"
    # Python then knows the text of a line that fails, and the check the source of a function.
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    tree: ast.Module = compile(code, filename, "exec", _AWAIT | ast.PyCF_ONLY_AST, dont_inherit=True)
    return tree.body


def run(found: Callable[[], list[ast.stmt]], number: int, space: dict[str, Any]) -> None:
    """Run statements of one cell. Raises Trouble; a KeyboardInterrupt or an exit of the learner's is trouble too.

    Args:
        found: gives the statements.
    """
    try:
        _run(found(), f"<cell {number}>", space)
    except BaseException as problem:
        raise Trouble(problem) from None


def _run(nodes: list[ast.stmt], filename: str, space: dict[str, Any]) -> None:
    missing: ImportError | None = None
    for node in nodes:
        compiled = compile(ast.Module([node], []), filename, "exec", _AWAIT, dont_inherit=True)
        if compiled.co_flags & inspect.CO_COROUTINE:
            import asyncio  # only for the few notebooks that wait for something

            asyncio.run(eval(compiled, space))
            continue
        try:
            exec(compiled, space)
        except ImportError as problem:
            # What follows may well do without a library that this machine does not have.
            missing = problem
            if not isinstance(node, (ast.Import, ast.ImportFrom)):
                break
    if missing is not None:
        raise missing


def _said(problem: BaseException) -> str:
    kind = type(problem).__name__
    if isinstance(problem, SyntaxError) and problem.lineno:
        return f"{kind} in its line {problem.lineno}: {problem.msg}"
    try:
        text = " ".join(str(problem).split())
    except BaseException:
        text = ""
    return f"{kind}: {text[:500]}" if text else kind


def python(code: str) -> str:
    """The cell in Python: IPython's commands become calls of `get_ipython()`. Line numbers stay as they are."""
    try:
        compile(code, "<cell>", "exec", _AWAIT | ast.PyCF_ONLY_AST, dont_inherit=True)
        return code
    except SyntaxError:
        pass
    # Most often it is one `%pip install ...`; IPython takes a fifth of a second to be imported.
    plain = "\n".join(_without(line) if _COMMAND.match(line) else line for line in code.split("\n"))
    try:
        if not code.lstrip().startswith("%%"):
            compile(plain, "<cell>", "exec", _AWAIT | ast.PyCF_ONLY_AST, dont_inherit=True)
            return plain
    except SyntaxError:
        pass
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        return plain
    try:
        return str(TransformerManager().transform_cell(code))  # type: ignore[no-untyped-call]
    except SyntaxError:
        return code


def _without(line: str) -> str:
    return line[: len(line) - len(line.lstrip())] + "pass"


def space(check: Callable[..., Any], score: Callable[..., Any]) -> dict[str, Any]:
    """The names that a notebook begins with."""
    found: dict[str, Any] = {"__name__": "__main__", "check": check, "score": score}
    found["display"] = lambda *shown, **options: None
    shell = Shell(found, lambda code: _run(statements(code, 0), "<cell 0>", found))
    found["get_ipython"] = lambda: shell
    return found
