"""Rows belong to the code that made them: a fingerprint of what `run` uses, and of nothing else.

A table that is worded in another way, or a job that is added, leaves the rows of the others as good as they were.
"""

import ast
import hashlib
from pathlib import Path


def fingerprint(path: Path, entry: str = "run") -> str:
    """Of the function `run` in a file, all of the file that it needs, and the modules of the engine that it needs."""
    text = path.read_text(encoding="utf-8")
    nodes = {name: node for node in ast.parse(text).body for name in _defines(node)}
    waiting, reached = [entry], set()
    while waiting:
        name = waiting.pop()
        if name in nodes and name not in reached:
            reached.add(name)
            waiting += [inner.id for inner in ast.walk(nodes[name]) if isinstance(inner, ast.Name)]
    used = sorted({nodes[name] for name in reached}, key=lambda node: node.lineno)
    digest = hashlib.sha256()
    for node in used:
        digest.update(_text(text, node).encode())
        for helper in _of_the_engine(node, path.parent / "engine"):
            digest.update(helper.read_bytes())
    return digest.hexdigest()[:16]


def _defines(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).split(".")[0] for alias in node.names]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [inner.id for target in targets if target for inner in ast.walk(target) if isinstance(inner, ast.Name)]


def _text(text: str, node: ast.stmt) -> str:
    """The source of a statement, with its decorators."""
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno])


def _of_the_engine(node: ast.stmt, engine: Path) -> list[Path]:
    """The files of the engine that an import takes functions from; what an experiment is and how it is told is none."""
    if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("experiments.engine"):
        return []
    names = [alias.name for alias in node.names] if node.module == "experiments.engine" else [node.module.split(".")[2]]
    return [engine / f"{name}.py" for name in names if name not in ("specification", "tell")]
