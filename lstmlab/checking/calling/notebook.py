"""Reading a learner's notebook as plain JSON: code cells, tags, and what its checks said."""

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A cell magic below which Python stands; whatever stands below another one is not Python.
_PYTHON_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")


# Beside the card, the output of a check holds its result as data: of this type.
RESULT = "application/vnd.lstmlab.check+json"


class BrokenNotebook(ValueError):
    """A file that is no notebook; the message says why."""


@dataclass(frozen=True)
class Cell:
    """A code cell.

    Attributes:
        number: among all cells, from 1.
        code: Python without magics.
        tags: of the cell.
        results: what the checks in it said when the notebook was saved, as data (see CheckResult.data).
    """

    number: int
    code: str
    tags: tuple[str, ...]
    results: tuple[dict[str, Any], ...] = ()


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
        output["data"].get(RESULT)
        for output in (outputs if isinstance(outputs, list) else [])
        if isinstance(output, dict) and isinstance(output.get("data"), dict)
    ]
    return Cell(
        number,
        plain_python(_text(content.get("source"))),
        tuple(map(str, tags)) if isinstance(tags, list) else (),
        tuple(one for one in shown if isinstance(one, dict)),
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
