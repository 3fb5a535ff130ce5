"""Tables of the appendices that are made when the book is built, so that nobody has to keep them up to date.

```{claims}
```                          every popular claim, the chapter that tests it, a picture of its numbers
                             (claim_pictures.py), and the verdicts that its notebook prints

```{verdicts}
```                          for every claim what the first version of the book said, and budget, start and seeds now

```{conventions} lstm
```                          how the libraries store a cell, read off lstmlab.interop

```{points}
```                          exercises and points of every chapter, from the registry, and the minutes it names
"""

import re
from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from experiments.engine.specification import registry, seeds
from lstmlab import data, exercises, links
from lstmlab.interop import layouts
from tools.book import claim_pictures, claims
from tools.source import times
from tools.source.chapters import ROOT

NOTEBOOKS = ROOT / "notebooks"
LIBRARIES = {"course": "this course"}
NO_BREAK = ",\u00a0"
# A cell of a table with Japanese in it, and nothing but words.
JAPANESE = re.compile(r"<td>(?=<p>[^<]*[\u3040-\u30ff\u4e00-\u9fff][^<]*</p></td>)")


# Words with Markdown in them, a link, or several paragraphs of them.
Cell = str | nodes.Node | tuple[str | nodes.Node, ...]


class _Table(SphinxDirective):
    """Makes a table of cells."""

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *classes: str) -> nodes.table:
        group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in heads), cols=len(heads))
        group += nodes.thead("", self._row(heads))
        group += nodes.tbody("", *(self._row(row) for row in rows))
        return nodes.table("", group, classes=["colwidths-auto", *classes])

    def _row(self, cells: Sequence[Cell]) -> nodes.row:
        row = nodes.row()
        for cell in cells:
            parts = cell if isinstance(cell, tuple) else (cell,)
            row += nodes.entry("", *(nodes.paragraph("", "", *self._words(part)) for part in parts))
        return row

    def _words(self, part: str | nodes.Node) -> list[nodes.Node]:
        return [part] if isinstance(part, nodes.Node) else self.state.inline_text(part, self.lineno)[0]

    def link(self, words: str, page: str, anchor: str = "") -> nodes.Node:
        """A link to another page of the book."""
        address = self.env.app.builder.get_relative_uri(self.env.docname, page)
        return nodes.reference("", words, internal=True, refuri=f"{address}#{anchor}" if anchor else address)


class Claims(_Table):
    def run(self) -> list[nodes.Node]:
        for path in NOTEBOOKS.glob("*.ipynb"):
            self.env.note_dependency(str(path))
        rows = [
            (
                str(one.number),
                (
                    one.text,
                    self.link(f"chapter {int(one.stem[:2])}", f"book/chapters/{one.stem}", f"claim-{one.number}"),
                ),
                (self.badge(one), self.picture(one), *one.verdicts),
            )
            for one in claims.read(NOTEBOOKS)
        ]
        return [self.table(("No.", "What is said, and where it is tested", "What came out"), rows, "claims")]

    def picture(self, one: claims.Claim) -> nodes.Node:
        """What was measured, small."""
        (svg,) = claim_pictures.picture(one.number, one.verdicts).svgs()
        return nodes.raw("", f'<span class="lab-claim">{svg}</span>', format="html")

    def badge(self, one: claims.Claim) -> nodes.Node:
        """The verdict in a word and a sign, before its conditions."""
        words = claims.BADGES[one.badge]
        return nodes.inline("", words, classes=["lab-verdict", f"lab-verdict-{one.badge}"])


class Verdicts(_Table):
    """Beside what came out: what the first version said of each claim, and within which budget it is said now."""

    def run(self) -> list[nodes.Node]:
        date, said = claims.first()
        measured = {number: name for name, one in registry().items() for number in one.claims}
        rows: list[tuple[Cell, ...]] = []
        for one in claims.read(NOTEBOOKS):
            before = said.get(one.number, ("was not among its claims",))
            trained = conditions(measured[one.number], one) if one.number in measured else ON_THE_PAGE
            rows.append((str(one.number), trained, before if before != one.verdicts else "the same"))
        return [self.table(("No.", "Budget, start and seeds now", f"What the first version said ({date})"), rows)]


ON_THE_PAGE = "computed on the page"


def conditions(name: str, claim: claims.Claim) -> tuple[str, ...]:
    """Budget, start and seeds of a stored experiment."""
    experiment = registry()[name]
    n_seeds = seeds(list(data.results(name).rows), experiment.seeds_in_a_job)
    told = f"{experiment.budget}; {experiment.start}; {n_seeds} seeds"
    return (told, "the rest is computed on the page") if len(claim.verdicts) > 1 else (told,)


class Conventions(_Table):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        cell = layouts.CELLS[self.arguments[0]]
        return [
            self.table(("Library", "Gates", "They lie", "Arrays"), [self._of(cell, one) for one in layouts.LIBRARIES])
        ]

    def _of(self, cell, library: str) -> tuple[str, str, str, str]:
        name = LIBRARIES.get(library, library)
        try:
            found = layouts.layout(library, cell)
        except ValueError as missing:
            return name, "none", "", f"{str(missing).removeprefix('cell: ').split(';')[0]}."
        shapes = ", ".join(f"`{array}` {_brackets(letters)}" for array, letters in found.arrays.items())
        turned = f"; {' and '.join(found.turned)} with the opposite sign" if found.turned else ""
        if len(found.order) == 1:
            lie = "a row a sum" if found.rows else "a column a sum"
        else:
            lie = "one below the other" if found.rows else "side by side"
        return name, " ".join(found.names) + turned, lie, shapes


def _brackets(letters: str) -> str:
    # A shape is not torn apart at the end of a line.
    sizes = letters.split()
    return f"({NO_BREAK.join(sizes)}{',' if len(sizes) == 1 else ''})"


class Points(_Table):
    def run(self) -> list[nodes.Node]:
        by_chapter: dict[int, list[exercises.Exercise | exercises.Puzzle]] = {}
        for one in exercises.registry().values():
            by_chapter.setdefault(one.chapter, []).append(one)
        rows: list[tuple[Cell, ...]] = []
        total = 0
        for number, found in sorted(by_chapter.items()):
            page = f"book/chapters/{links.CHAPTERS[number]}" if number in links.CHAPTERS else ""
            path = ROOT / f"{page}.md"
            written = path.exists()
            link = self.link(f"chapter {number}", page) if written else f"chapter {number}"
            minutes = times.named(path.read_text(encoding="utf-8")) if written else None
            total += minutes or 0
            rows.append((link, *_counted(found), str(minutes or "")))
        rows.append(
            ("all", *_counted(list(exercises.registry().values())), f"{total}, which are {total / 60:.0f} hours")
        )
        return [self.table(("Chapter", "To write", "Puzzles", "Points", "Minutes"), rows)]


def _counted(found: list) -> tuple[str, str, str]:
    puzzles = sum(isinstance(one, exercises.Puzzle) for one in found)
    return str(len(found) - puzzles), str(puzzles), str(sum(one.points for one in found))


def say_japanese(page: str) -> str:
    """A page whose cells with Japanese say so: a screen reader then changes its voice, and a browser its letters."""
    return JAPANESE.sub('<td lang="ja">', page)
