"""What chapters may point at: sections, numbered formulas and figures, references, other pages; how to say it in plain
text.
"""

import html
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from docutils.nodes import make_id

from lstmlab import links
from tools.source import chapters
from tools.source.myst import DIRECTIVES, reader


@dataclass
class BookIndex:
    """All targets of a book.

    Attributes:
        root: the folder of _toc.yml.
        titles: title of each chapter by stem.
        sections: anchor -> (stem, heading).
        formulas: label -> (stem, number as the book prints it).
        figures: name -> (stem, number as the book prints it): "5.2". Drawings, plots and interactive figures alike.
    """

    root: Path
    titles: dict[str, str] = field(default_factory=dict)
    sections: dict[str, tuple[str, str]] = field(default_factory=dict)
    formulas: dict[str, tuple[str, int]] = field(default_factory=dict)
    figures: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path = chapters.ROOT) -> "BookIndex":
        index = cls(root)
        for path in chapters.listed(root):
            index._add(chapters.read(path))
        return index

    @cached_property
    def repository(self) -> str:
        return chapters.repository_address(self.root)

    def page(self, page: str, anchor: str = "") -> str:
        """Address of a page of the book."""
        return links.book(page, make_id(anchor), repository_address=self.repository)

    def formula(self, label: str) -> str:
        """Address of a numbered formula."""
        return self.page(self.formulas[label][0], f"equation-{label}")

    def figure(self, name: str) -> str:
        """Address of a numbered figure."""
        return self.page(self.figures[name][0], f"figure-{name}")

    def page_with(self, directive: str) -> str | None:
        """The page of the book that holds this directive: "appendices/references" for "bibliography"."""
        folder = self.root / "book"
        for path in sorted(folder.rglob("*.md")):
            for token in reader().parse(path.read_text(encoding="utf-8")):
                if token.type in ("fence", "colon_fence") and token.info.startswith(f"{{{directive}}}"):
                    return path.relative_to(folder).with_suffix("").as_posix()
        return None

    @cached_property
    def bibliography(self) -> str | None:
        return self.page_with("bibliography")

    @cached_property
    def glossary(self) -> str | None:
        return self.page_with("glossary")

    @cached_property
    def references(self) -> dict[str, tuple[str, str]]:
        """key -> (authors, year): ("Hochreiter and Schmidhuber", "1997")."""
        from pybtex.database import parse_file

        found = {}
        for key, entry in parse_file(str(self.root / "book" / "references.bib")).entries.items():
            people = entry.persons.get("author") or entry.persons.get("editor") or ()
            names = [" ".join([*one.prelast_names, *one.last_names]).strip("{}") for one in people]
            if len(names) > 2:
                names = [f"{names[0]} et al."]
            found[key] = (" and ".join(names) or entry.fields.get("title", key), entry.fields.get("year", "no year"))
        return found

    def _add(self, chapter: chapters.Chapter) -> None:
        numbered = captions = 0
        for cell in chapter.cells:
            if cell.type != "markdown":
                continue
            waiting: list[str] = []
            tokens = _all_tokens(cell.source)
            for token, after in zip(tokens, [*tokens[1:], None], strict=True):
                if token.type == "myst_target":
                    waiting.append(token.content)
                elif token.type == "heading_open" and after is not None:
                    heading = plain_title(after.content)
                    if token.tag == "h1":
                        self.titles.setdefault(chapter.stem, heading)
                    self.sections.update(dict.fromkeys(waiting, (chapter.stem, heading)))
                    waiting = []
                label = _formula_label(token)
                if label:
                    numbered += 1
                    self.formulas[label] = (chapter.stem, numbered)
                name = _caption_name(token)
                if name in self.figures:
                    where = self.figures[name][0]
                    todo = f"the caption {name!r} stands in {where} already: give this one another name"
                    raise chapters.SourceError([chapters.Problem(chapter.path, cell.line, todo)])
                if name:
                    captions += 1
                    self.figures[name] = (chapter.stem, f"{chapter.number}.{captions}")


def plain_title(text: str) -> str:
    """A heading without emphasis and code marks."""
    rendered = reader().renderInline(text)
    return html.unescape(re.sub(r"<[^>]+>", "", rendered)).strip()


def _all_tokens(text: str) -> list:
    """Tokens of a text and of what stands in its boxes."""
    found = []
    for token in reader().parse(text):
        found.append(token)
        if token.type == "colon_fence":
            found += _all_tokens(token.content)
    return found


def said(number: str, before: str) -> str:
    """How a figure is called in a sentence of which this stands before it."""
    begins = not before.strip() or before.rstrip().endswith((".", "!", "?", ":"))
    return f"{'Figure' if begins else 'figure'} {number}"


def _caption_name(token) -> str:
    """The name in `:::{caption} name`."""
    info = token.info.strip() if token.type in ("fence", "colon_fence") else ""
    return info.removeprefix("{caption}").strip() if info.startswith("{caption}") else ""


def _formula_label(token) -> str | None:
    """The label of a numbered formula: `$$ ... $$ (label)` or the option of a math box."""
    if token.type == "math_block_label":
        return token.info
    if token.type in ("fence", "colon_fence") and token.info.strip().startswith("{math}"):
        from myst_parser.parsers.directives import parse_directive_text

        argument = token.info.strip().removeprefix("{math}")
        return parse_directive_text(DIRECTIVES["math"], argument, token.content).options.get("label")
    return None
