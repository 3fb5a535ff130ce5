"""Popular claims and what was found about them: read from the notebooks, as they were run, and from nothing else.

A box `{measured} N` stands in a notebook as "Measured: claim N". What follows it, up to the next such box or the next
chapter-wide heading, belongs to the claim: the lines that a cell prints and that begin with "Verdict", and the verdicts
of stored experiments, "**Claim N** ...".

What the notebooks of the first version said stays in first_verdicts.json, written from the notebooks as they were:

    git archive e0b545c notebooks | tar x -C FOLDER
    python -m tools.book.claims FOLDER/notebooks 2026-11-21 > tools/book/first_verdicts.json
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

BOX = re.compile(r"^> \*\*Measured: claim (\d+)\*\*\n>\n((?:> .*\n?)+)", re.MULTILINE)
HEADING = re.compile(r"^#{1,2} ", re.MULTILINE)
# A verdict may go on in lines that are set in.
PRINTED = re.compile(r"^Verdict\b(.*(?:\n {2,}\S.*)*)", re.MULTILINE)
STORED = re.compile(r"^\*\*Claim (\d+)\*\* (.*)$", re.MULTILINE)
# How a verdict begins, after what it is for. "holds when" and "holds for" name a condition.
SAID = re.compile(r"(?:^|: )(does not hold|holds (?:when|for)|holds|not clear)\b")
BADGES = {
    "holds": "✓ holds",
    "in-part": "◐ holds in part",
    "fails": "✗ does not hold",
    "measured": "numbers alone",
}
FIRST = Path(__file__).with_name("first_verdicts.json")


@dataclass(frozen=True)
class Claim:
    """A claim as its box says it, the chapter that tests it, and the verdicts in the order of printing."""

    number: int
    text: str
    stem: str
    verdicts: tuple[str, ...]

    @property
    def badge(self) -> str:
        """One of BADGES: what all verdicts say together. A condition, or verdicts that differ, are "in part"."""
        said = {found[1] for verdict in self.verdicts if (found := SAID.search(verdict))}
        if not said:
            return "measured"
        return {"holds": "holds", "does not hold": "fails"}.get(said.pop(), "in-part") if len(said) == 1 else "in-part"


def read(folder: Path) -> list[Claim]:
    """All claims of the notebooks in a folder, by number."""
    found: dict[int, Claim] = {}
    for path in sorted(folder.glob("[0-9][0-9]-*.ipynb")):
        for claim in of_notebook(nbformat.read(path, as_version=4), path.stem):
            if claim.number in found:
                raise ValueError(f"claim {claim.number} is measured in {found[claim.number].stem} and in {claim.stem}")
            found[claim.number] = claim
    return [found[number] for number in sorted(found)]


def first() -> tuple[str, dict[int, tuple[str, ...]]]:
    """The day of the first version, and its verdicts by the number of their claim."""
    kept = json.loads(FIRST.read_text(encoding="utf-8"))
    return kept["date"], {int(number): tuple(verdicts) for number, verdicts in kept["verdicts"].items()}


def of_notebook(notebook: Any, stem: str) -> list[Claim]:
    """The claims of one notebook, in its order."""
    boxes: list[tuple[int, str, list[str]]] = []
    is_open = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for kind, match in _marks(cell.source):
                is_open = kind == "box"
                if is_open:
                    text = " ".join(line.removeprefix("> ").strip() for line in match[2].strip().split("\n"))
                    boxes.append((int(match[1]), text, []))
        elif is_open:
            number, _, verdicts = boxes[-1]
            verdicts += [one for one in _verdicts(cell, number) if one not in verdicts]
    return [Claim(number, text, stem, tuple(verdicts)) for number, text, verdicts in boxes]


def _marks(text: str) -> list[tuple[str, re.Match]]:
    """Boxes and chapter-wide headings of a text, in its order."""
    marks = [("box", match) for match in BOX.finditer(text)] + [("heading", match) for match in HEADING.finditer(text)]
    return sorted(marks, key=lambda mark: mark[1].start())


def _verdicts(cell: Any, number: int) -> list[str]:
    found = []
    for output in cell.outputs:
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        for match in PRINTED.finditer(text):
            found.append(" ".join(match[1].lstrip(" :,").split()))
        stored = output.get("data", {}).get("text/markdown", text)
        found += [match[2] for match in STORED.finditer(stored) if int(match[1]) == number]
    return found


if __name__ == "__main__":
    told = {str(one.number): one.verdicts for one in read(Path(sys.argv[1]))}
    print(json.dumps({"date": sys.argv[2], "verdicts": told}, indent=1, ensure_ascii=False))
