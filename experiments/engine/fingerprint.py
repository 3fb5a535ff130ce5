"""Rows belong to the code that made them: a fingerprint of what `run` uses, and of nothing else.

A table that is worded in another way, a docstring, or a job that is added leaves the rows as good as they were.
"""

import ast
import hashlib
from functools import cache
from pathlib import Path

ENGINE = "experiments.engine"


def fingerprint(path: Path, entry: str = "run") -> str:
    """Of the function `run` in a file and all that it needs, there and in the modules of the engine."""
    waiting, reached = [(path, entry)], {}
    while waiting:
        place = waiting.pop()
        file, name = place
        node = _statements(file).get(name)
        if node is not None and place not in reached:
            reached[place] = _text(file, node)
            waiting += _needs(file, node, path.parent / "engine")
    texts = sorted({(file.name, first, text) for (file, _), (first, text) in reached.items()})
    return hashlib.sha256("\n".join(f"{file}:{text}" for file, _, text in texts).encode()).hexdigest()[:16]


def _needs(file: Path, node: ast.stmt, engine: Path) -> list[tuple[Path, str]]:
    """The names that a statement uses: those of its own file, and x of engine modules in `module.x`."""
    found = [(file, inner.id) for inner in ast.walk(node) if isinstance(inner, ast.Name)]
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name):
            origin = _statements(file).get(inner.value.id)
            if isinstance(origin, ast.ImportFrom) and origin.module == ENGINE:
                found.append((engine / f"{inner.value.id}.py", inner.attr))
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{ENGINE}."):
        module = node.module.removeprefix(f"{ENGINE}.")
        found += [(engine / f"{module}.py", alias.name) for alias in node.names]
    return found


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def _statements(file: Path) -> dict[str, ast.stmt]:
    """The statements at the top of a file, by the names that they give."""
    tree = _parsed(file.read_text(encoding="utf-8"))
    return {name: node for node in tree.body for name in _defines(node)}


def _defines(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).split(".")[0] for alias in node.names]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [inner.id for target in targets if target for inner in ast.walk(target) if isinstance(inner, ast.Name)]


def _text(file: Path, node: ast.stmt) -> tuple[int, str]:
    """The first line of a statement, and its source without docstrings. Of an import: where names come from."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return 0, getattr(node, "module", None) or ""
    lines = file.read_text(encoding="utf-8").splitlines()
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    told = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(inner) is not None:
            told |= set(range(inner.body[0].lineno, inner.body[0].end_lineno + 1))
    return first, "\n".join(lines[k - 1] for k in range(first, node.end_lineno + 1) if k not in told)
