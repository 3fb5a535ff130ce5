"""Reading a learner's notebook as plain JSON: code cells, tags, and what its checks said."""

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A cell magic below which Python stands; whatever stands below another one is not Python.
_PYTHON_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")


class BrokenNotebook(ValueError):
    """A file that is no notebook; the message says why."""


@dataclass(frozen=True)
class Cell:
    """A code cell: its number among all cells (from 1), Python code without magics, tags, and its text outputs."""

    number: int
    code: str
    tags: tuple[str, ...]
    shown: str


def cells(path: Path) -> list[Cell]:
    """The code cells of a notebook.

    Raises:
        BrokenNotebook: the file cannot be read, or is no notebook of format 4.
    """
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as problem:
        raise BrokenNotebook(f"cannot be read ({problem.strerror})") from None
    except (ValueError, RecursionError):
        raise BrokenNotebook("is no JSON, so it is no notebook") from None
    found = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(found, list):
        old = isinstance(content, dict) and "worksheets" in content
        raise BrokenNotebook(
            "has the old notebook format 3: open and save it in JupyterLab" if old else "holds no cells"
        )
    return [_cell(k, one) for k, one in enumerate(found, 1) if isinstance(one, dict) and one.get("cell_type") == "code"]


def _cell(number: int, content: dict[str, Any]) -> Cell:
    metadata = content.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    outputs = content.get("outputs")
    shown = [
        _text(output["data"].get("text/plain"))
        for output in (outputs if isinstance(outputs, list) else [])
        if isinstance(output, dict) and isinstance(output.get("data"), dict)
    ]
    return Cell(
        number,
        plain_python(_text(content.get("source"))),
        tuple(map(str, tags)) if isinstance(tags, list) else (),
        "\n".join(shown),
    )


def _text(lines: Any) -> str:
    if isinstance(lines, list):
        return "".join(line for line in lines if isinstance(line, str))
    return lines if isinstance(lines, str) else ""


def plain_python(source: str) -> str:
    """The cell without IPython's own commands; line numbers stay as they are."""
    first, _, rest = source.partition("\n")
    if first.startswith("%%"):
        return plain_python("\n" + rest) if first.split()[0] in _PYTHON_MAGICS else ""
    try:
        ast.parse(source)
    except SyntaxError:
        return re.sub(r"^([ \t]*)[%!?].*$", r"\1pass", source, flags=re.MULTILINE)
    return source


def named(code: str) -> list[str]:
    """The exercises that calls of `check` in a piece of code name."""
    return list(dict.fromkeys(re.findall(r"""\bcheck\(\s*["']([\w.]+)["']""", code)))


def stored_controls(shown: str, puzzle: str) -> dict[str, Any]:
    """The control values with which a puzzle was solved, as the card in the notebook says; empty if it does not.

    A figure is solved by hand, so its values stand nowhere else. They are checked again like any other answer.
    """
    if f"{puzzle}: passed" not in shown:
        return {}
    controls = {}
    for name, text in re.findall(r"`(\w+) = ([^`]+)`", shown):
        try:
            controls[name] = ast.literal_eval(" ".join(text.split()))
        except (ValueError, SyntaxError):
            return {}
    return controls
