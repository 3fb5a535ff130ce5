"""Reads the docstrings of the package: prose, formula blocks, lists, sections. The reference and its tests use it.

    One sentence in plain text, with `names` in backticks.

        a formula: any block that is indented

    - a list

    Source: where it comes from.

    Args:
        name, other: what they are.

Sections are Args, Attributes, Returns, Yields and Raises. Nothing in the prose is markup but the backticks: W_x, |a|
and h_{t-1} * 2 stand as they are.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

NAMED = ("Args", "Attributes", "Raises")  # sections with an entry for each name
SECTIONS = (*NAMED, "Returns", "Yields")

_HEADER = re.compile(rf"({'|'.join(SECTIONS)}):$")
_ENTRY = re.compile(r"(?P<names>\*{0,2}[\w.]+(?:, \*{0,2}[\w.]+)*): +(?P<text>\S.*)$")
_COLUMNS = re.compile(r"\S {3,}\S")
_BULLET = re.compile(r"[-*] +(?=\S)")
# "ValueError: a shape does not fit; TypeError: not an array" are two entries on one line.
_ERROR = re.compile(r"[A-Z]\w+(?:, [A-Z]\w+)*: ")
_NEXT_ERROR = re.compile(r"; (?=[A-Z]\w*(?:Error|Exception|Warning|Interrupt)(?:, [A-Z]\w+)*: )")


class DocstringError(ValueError):
    """A docstring that is not written as this module reads it."""


@dataclass(frozen=True)
class Prose:
    """A paragraph; `source` if it says where something comes from."""

    text: str
    source: bool = False


@dataclass(frozen=True)
class Formula:
    """Lines whose spaces and ends matter."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    """A list, an item a paragraph."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """What one line of a section says about its names."""

    names: tuple[str, ...]
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Section:
    """Args, Attributes and Raises have entries; Returns and Yields have blocks."""

    name: str
    entries: tuple[Entry, ...] = ()
    blocks: tuple["Block", ...] = ()


Block = Prose | Formula | Bullets | Section


def read(docstring: str | None) -> tuple[Block, ...]:
    """The blocks of a docstring in their order.

    Raises:
        DocstringError: a section without text, an entry that is not "name: text", columns in prose.
    """
    return tuple(_blocks(inspect.cleandoc(docstring or "").split("\n")))


def section(blocks: tuple[Block, ...], name: str) -> Section | None:
    """The section of this name, if there is one."""
    return next((block for block in blocks if isinstance(block, Section) and block.name == name), None)


def summary(docstring: str | None) -> str:
    """The first sentence. A full stop ends it where a capital or nothing follows, so "e.g. this" does not."""
    first = next((block.text for block in read(docstring) if isinstance(block, Prose)), "")
    return re.split(r"(?<=[^.\s]\.)\s+(?=[A-Z`])", first)[0].rstrip(":")


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif line[0] == " ":
            inside, at = _indented(lines, at)
            yield Formula(tuple(inside))
        elif header := _HEADER.match(line):
            inside, at = _indented(lines, at + 1)
            yield _section(header[1], inside)
        elif _BULLET.match(line):
            items = []
            while at < len(lines) and (mark := _BULLET.match(lines[at])):
                words, at = [lines[at][mark.end() :]], at + 1
                while at < len(lines) and lines[at].startswith("  "):
                    words, at = [*words, lines[at]], at + 1
                items.append(_joined(words))
            yield Bullets(tuple(items))
        else:
            start = at
            while at < len(lines) and lines[at].strip() and lines[at][0] != " " and not _HEADER.match(lines[at]):
                at += 1
            if any(_COLUMNS.search(each) for each in lines[start:at]):
                raise DocstringError(
                    f"{line!r} has columns: indent it, to be shown as it is. Where a docstring is one sentence and a "
                    "block, put a sentence between or after them: without any, Python takes the indent away"
                )
            text = _joined(lines[start:at])
            yield Prose(text, source=text.startswith(("Source: ", "Sources: ")))


def _indented(lines: list[str], at: int) -> tuple[list[str], int]:
    """The indented lines from here on, without their common indent, and where they end."""
    start = at
    while at < len(lines) and (not lines[at].strip() or lines[at][0] == " "):
        at += 1
    return dedent("\n".join(lines[start:at])).rstrip().split("\n"), at


def _section(name: str, lines: list[str]) -> Section:
    if not "".join(lines).strip():
        raise DocstringError(f"{name}: nothing stands below it")
    if name not in NAMED:
        return Section(name, blocks=tuple(_blocks(lines)))
    if name == "Raises":  # a line that names no error belongs to the one before it, however far it is indented
        lines = [line if not line or line[0] == " " or _ERROR.match(line) else f"    {line}" for line in lines]
    entries: list[Entry] = []
    at = 0
    while at < len(lines):
        text = lines[at]
        below, at = _indented(lines, at + 1)
        blocks = list(_blocks(below))
        if blocks and isinstance(blocks[0], Prose) and below[0].strip():
            text = f"{text} {blocks.pop(0).text}"
        for part in _NEXT_ERROR.split(text) if name == "Raises" else [text]:
            found = _ENTRY.match(part)
            if not found:
                raise DocstringError(f'{name}: expected "name: text", got {part!r}')
            entries.append(Entry(tuple(found["names"].split(", ")), (Prose(found["text"]),)))
        entries[-1] = Entry(entries[-1].names, (*entries[-1].blocks, *blocks))
    return Section(name, tuple(entries))


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
