"""Reads the sources of the course: which chapters there are, their cells with line numbers, their anchors and titles.

jupytext reads the cells, so that the generator sees exactly what JupyterLab and the book see.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from jupytext.myst import MystMetadataParsingError, myst_to_notebook

ROOT = Path(__file__).resolve().parent.parent.parent
_CAPTION = re.compile(r":::\{caption\}[^\n]*\n(?:(?!:::).*\n)*:::\s*")
KINDS = ("setup", "exercise", "solution", "check", "figure", "experiment", "predict")


@dataclass(frozen=True)
class Problem:
    """Something in a source that has to be changed, with what to do."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        shown = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{shown}:{self.line}: {self.message}"


class SourceError(Exception):
    """One or more problems in the sources."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(problems, key=lambda one: (str(one.path), one.line))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Cell:
    """One cell of a chapter.

    Attributes:
        type: "markdown" or "code".
        source: its text.
        line: number of the first line of a text, of the opening fence of a code cell.
        tags: as in the source.
        kind: the one tag of KINDS that it carries, or "".
    """

    type: str
    source: str
    line: int
    tags: tuple[str, ...] = ()
    kind: str = ""

    @property
    def is_caption(self) -> bool:
        """Whether it is a caption and nothing else: it belongs to the cell before it."""
        return self.type == "markdown" and bool(_CAPTION.fullmatch(f"{self.source.strip()}\n"))


@dataclass(frozen=True)
class Chapter:
    """A source chapter."""

    path: Path
    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def stem(self) -> str:
        return self.path.stem

    @property
    def number(self) -> int | None:
        """2 for 02-elman.md; None where the name does not begin with a number."""
        first = self.stem.split("-")[0]
        return int(first) if first.isdigit() else None


def repository_address(root: Path = ROOT) -> str:
    """The one configured address, from pyproject.toml: it is there before the package is installed."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["urls"]["Repository"].rstrip("/")


def listed(root: Path = ROOT) -> list[Path]:
    """The chapters in the order of _toc.yml.

    Raises:
        SourceError: a chapter lies in book/chapters/ and is not listed, or is listed and not there.
    """
    toc = root / "_toc.yml"
    found = []
    waiting = [yaml.safe_load(toc.read_text(encoding="utf-8"))]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, dict):
            if str(item.get("file", "")).startswith("book/chapters/"):
                found.append(root / (item["file"].removesuffix(".md") + ".md"))
            waiting = [part for part in item.values() if isinstance(part, list | dict)] + waiting
        elif isinstance(item, list):
            waiting = item + waiting
    there = set((root / "book" / "chapters").glob("*.md"))
    problems = [
        Problem(path, 1, "this chapter is not in _toc.yml: add `- file: book/chapters/" + path.stem + "`")
        for path in there - set(found)
    ]
    problems += [Problem(toc, 1, f"lists {path.name}, which is not there") for path in set(found) - there]
    if problems:
        raise SourceError(problems)
    return found


def read(path: Path) -> Chapter:
    """A chapter's cells.

    Raises:
        SourceError: jupytext cannot read the file.
    """
    text = path.read_text(encoding="utf-8")
    try:
        notebook = myst_to_notebook(text, add_source_map=True)
    except MystMetadataParsingError as error:
        raise SourceError([Problem(path, 1, f"{error}. Look at the options of this cell")]) from None
    lines = text.splitlines()
    cells, problems = [], []
    for cell, start in zip(notebook.cells, notebook.metadata["source_map"], strict=True):
        if cell.cell_type == "markdown":
            while start < len(lines) and not lines[start].strip():
                start += 1  # jupytext strips the empty lines at the beginning of a text
            cells.append(Cell("markdown", cell.source, start + 1))
            continue
        if cell.cell_type != "code":
            problems.append(Problem(path, start, f"a {cell.cell_type} cell: use a code cell or plain text"))
            continue
        unknown = set(cell.metadata) - {"tags"}
        if unknown:
            problems.append(Problem(path, start, f"option {sorted(unknown)[0]!r} of a cell: only `tags` are known"))
        tags = tuple(cell.metadata.get("tags", ()))
        kinds = [tag for tag in tags if tag in KINDS]
        if len(kinds) > 1:
            problems.append(Problem(path, start, f"tags {' and '.join(kinds)}: give a cell one of them"))
        cells.append(Cell("code", cell.source, start, tags, kinds[0] if kinds else ""))
    return Chapter(path, tuple(cells), tuple(problems))
