"""Results of the experiments that take longer than a chapter may: tables, verdicts, and the row of every run.

They were made by `python -m experiments` in the project and are shipped with the package, so that a notebook can show
them, and compare a run of its own with them, wherever it is opened.
"""

import json
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from lstmlab.shapes import check_text


@dataclass(frozen=True, repr=False)
class Table:
    """A table: a caption, the names of its columns, and its rows, all as text. Plain text shows it in columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """The table in Markdown, its caption above it, if it has one."""
        lines = (self.columns, ("---",) * len(self.columns), *self.rows)
        caption = [f"**{self.caption}**", ""] if self.caption else []
        return "\n".join([*caption, *(f"| {' | '.join(line)} |" for line in lines)])

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def __repr__(self) -> str:
        lines = (self.columns, *self.rows)
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        told = ("   ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
        return "\n".join([*([self.caption] if self.caption else []), *(line.rstrip() for line in told)])


def table(columns: Iterable[object], rows: Iterable[Iterable[object]], caption: str = "") -> Table:
    """What a cell has computed, as a table: it looks like the stored ones, and a phone has room for it.

    Args:
        columns: their names.
        rows: texts or numbers, written as `str` writes them.
        caption: shown above the table.

    Raises:
        TypeError: columns or rows are no lists, or a caption is no text.
        ValueError: a column has no name, or a row has more or fewer entries than there are columns.
    """
    check_text(caption=caption)
    names = tuple(map(str, _listed("columns", columns)))
    if not all(name.strip() for name in names):  # a table that is read aloud tells each entry with its column
        raise ValueError(f"columns: expected a name for each, got {names}")
    lines = tuple(tuple(map(str, _listed(f"rows, row {k}", row))) for k, row in enumerate(_listed("rows", rows)))
    for k, line in enumerate(lines):
        if len(line) != len(names):
            raise ValueError(f"rows: expected {len(names)} entries each, got {len(line)} in row {k}")
    return Table(caption, names, lines)


def _listed(name: str, values: Any) -> list[Any]:
    if isinstance(values, str) or not isinstance(values, Iterable) or getattr(values, "shape", None) == ():
        raise TypeError(f"{name}: expected a list, got {type(values).__name__}")
    return list(values)


@dataclass(frozen=True, repr=False)
class Results:
    """The results of an experiment. A notebook shows them as text with tables.

    Attributes:
        title: of the experiment.
        question: what was asked, and how: task, cells, optimiser, batch size, what counts as success;
            in lines of at most 80 characters, so that a page has room for it where it is printed.
        tables: with intervals.
        verdicts: a sentence for the number of each claim, which begins with "holds", "holds when" or "does not hold".
        made: command, date, versions, time.
        rows: settings and result of every run, a dict each.
    """

    title: str
    question: str
    tables: tuple[Table, ...]
    verdicts: dict[int, str]
    made: str
    rows: tuple[dict[str, Any], ...]

    @classmethod
    def read(cls, text: str) -> "Results":
        """From the text of a file of results."""
        content = json.loads(text)
        tables = [
            Table(caption, tuple(columns), tuple(tuple(row) for row in rows))
            for caption, columns, rows in content["tables"]
        ]
        verdicts = {claim: f"{says} {because}" for claim, says, because in content["verdicts"]}
        rows = tuple(content["rows"])
        return cls(content["title"], _wrapped(content["question"]), tuple(tables), verdicts, content["made"], rows)

    def markdown(self) -> str:
        """Question, tables, verdicts and how they were made, in Markdown."""
        verdicts = [f"**Claim {claim}** {text}" for claim, text in self.verdicts.items()]
        return "\n\n".join([self.question, *(table.markdown() for table in self.tables), *verdicts, self.made])

    def __repr__(self) -> str:
        return self.markdown()

    def _repr_markdown_(self) -> str:
        return self.markdown()


# A line that began with one of these would be an item of a list in Markdown: "c + i g" would lose its plus.
_MARK = re.compile(r"\s(?=(?:[-+*#>]|\d+[.)])\s)")


def _wrapped(text: str) -> str:
    paragraphs = (_MARK.sub("\xa0", one) for one in text.split("\n\n"))
    lines = (textwrap.fill(one, 80, break_long_words=False, break_on_hyphens=False) for one in paragraphs)
    return "\n\n".join(lines).replace("\xa0", " ")


def names() -> list[str]:
    """The experiments whose results there are, in alphabetical order."""
    found = resources.files("lstmlab.data").joinpath("results").iterdir()
    return sorted(file.name.removesuffix(".json") for file in found if file.name.endswith(".json"))


def results(name: str) -> Results:
    """The stored results of an experiment.

    Args:
        name: one of `names()`, such as "forget_bias".

    Raises:
        ValueError: there is no experiment of that name.
    """
    if name not in names():
        raise ValueError(f"name: expected one of {', '.join(names())}, got {name!r}")
    file = resources.files("lstmlab.data").joinpath("results", f"{name}.json")
    return Results.read(file.read_text(encoding="utf-8"))
