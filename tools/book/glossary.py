"""Terms of the glossary become links where a chapter first uses them, and the links know what the terms mean.

Authors type nothing: the table in book/appendices/glossary.md is read, and every chapter's text is searched for its
terms, in singular and plural, the longest first. Headings, code, formulas, links, tables, exercises, quizzes and what
a cell printed stay as they are. The link leads to the term's row; book/static/reading.js shows the meaning beside it.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from tools.book import names

PAGE = "book/appendices/glossary"
ROW = re.compile(r"^\| (?P<term>[^|]+?) \| (?P<japanese>[^|]+?) \| (?P<meaning>[^|]+?) \|$", re.MULTILINE)
SHORT = re.compile(r"^(?P<long>.+) \((?P<short>[A-Z]\w+)\)$")  # "gated recurrent unit (GRU)"
LEFT_ALONE = (
    nodes.title,
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.table,
    nodes.caption,
    nodes.raw,
    nodes.Invisible,
)
# Boxes in which a link would be in the way: lists of goals, claims as others make them, choices that one presses.
BOXES = {"goals", "exercise", "measured", "quiz", "predict", "cell", "dropdown", "sd-dropdown"}

# Chapters in which a word of the glossary is another word: temperatures are degrees there, Windows is a system.
OTHER_WORDS = {"temperature": {"0", "1", "9", "10", "14"}, "window": {"0"}}


@dataclass(frozen=True)
class Term:
    """A row of the glossary."""

    term: str
    meaning: str

    @property
    def anchor(self) -> str:
        return "term-" + re.sub(r"[^a-z0-9]+", "-", self.term.lower()).strip("-")

    @property
    def forms(self) -> tuple[str, ...]:
        """How it is written: "gated recurrent unit (GRU)" has two forms."""
        found = SHORT.match(self.term)
        return (found["long"], found["short"]) if found else (self.term,)

    def pattern(self) -> str:
        """Matches any form, singular or plural. Names and abbreviations (GRU, Adam) are matched as they are written."""
        return "|".join(_written(form) for form in self.forms)


def _written(form: str) -> str:
    plain = re.escape(form).replace(r"\ ", r"\s+")
    plural = f"{plain[:-1]}(?:y|ies)" if form.endswith("y") else f"{plain}(?:e?s)?"
    return plural if re.search(r"[A-Z]", form) else f"(?i:{plural})"


class TermLink(nodes.Inline, nodes.TextElement):
    """The first use of a term in a chapter: `refuri` leads to the glossary, `meaning` says what stands there."""


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_node(TermLink, html=(visit_html, depart_html))
    app.connect("doctree-read", name_rows)
    app.connect("doctree-resolved", link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def read(text: str) -> list[Term]:
    """The terms of the table, in its order."""
    rows = [Term(row["term"], row["meaning"]) for row in ROW.finditer(text)]
    return [row for row in rows if row.meaning not in ("meaning", "---")]


def name_rows(app: Sphinx, document: nodes.document) -> None:
    """Give each row of the glossary an address."""
    if app.env.docname != PAGE:
        return
    for row in document.findall(nodes.row):
        if isinstance(row.parent, nodes.tbody):
            row["ids"].append(Term(row[0].astext(), "").anchor)


def link(app: Sphinx, document: nodes.document, page: str) -> None:
    number = names.number_of(page)
    if number is None or PAGE not in app.env.found_docs:
        return
    terms = read(Path(app.env.doc2path(PAGE)).read_text(encoding="utf-8"))
    terms = [term for term in terms if number not in OTHER_WORDS.get(term.term, ())]
    link_terms(document, terms, app.builder.get_relative_uri(page, PAGE))


def link_terms(document: nodes.document, terms: list[Term], address: str) -> list[str]:
    """Put the links into a document. Returns the terms that were linked, in the order of the text."""
    wanted = sorted(terms, key=lambda term: -len(term.term))
    by_group = {f"t{number}": term for number, term in enumerate(wanted)}
    everything = re.compile(
        r"(?<![\w-])(?:"
        + "|".join(f"(?P<{group}>{term.pattern()})" for group, term in by_group.items())
        + r")(?![\w-])"
    )
    seen: list[str] = []
    for text in list(_running_text(document)):
        parts, end = [], 0
        for found in everything.finditer(text.astext()):
            term = by_group[found.lastgroup]
            if term.term in seen:
                continue
            seen.append(term.term)
            parts.append(nodes.Text(text[end : found.start()]))
            parts.append(TermLink("", found[0], refuri=f"{address}#{term.anchor}", meaning=term.meaning))
            end = found.end()
        if parts:
            text.parent.replace(text, [*parts, nodes.Text(text[end:])])
    return seen


def _running_text(node: nodes.Node) -> Iterator[nodes.Text]:
    if isinstance(node, nodes.Text):
        yield node
    elif not isinstance(node, LEFT_ALONE) and not (BOXES & set(node.get("classes", ()))):
        for child in node.children:
            yield from _running_text(child)


def visit_html(translator, node: TermLink) -> None:
    meaning, address = html.escape(node["meaning"]), html.escape(node["refuri"])
    translator.body.append(f'<a class="glossary-term" href="{address}" data-meaning="{meaning}">')


def depart_html(translator, node: TermLink) -> None:
    translator.body.append("</a>")
