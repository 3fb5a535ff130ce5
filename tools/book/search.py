"""The search of the book: what is indexed of a page, section by section, and the index that Pagefind makes of it.

A record is a section with its own words: no navigation, no code, nothing that a cell printed, no figure. An exercise
and a function of the package are records of their own. The words come from what Sphinx read, not from its pages, so
that nothing has to be marked on these. Pagefind (tools/vendor/package.json) runs in Node and writes _static/search/:
an index in pieces, of which a browser loads what it needs, and `titles.js`, with which headings can be found where a
browser may not load the index: in a book that was opened as a file.
"""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from tools.book import names
from tools.source import chapters
from tools.vendor import fetch

FOLDER = "_static/search"
INDEXER = Path(__file__).with_name("search_index.mjs")
# Looked at and not searched for: code, what it printed, pictures, formulas that stand alone.
SILENT = (
    nodes.Invisible,
    nodes.image,
    nodes.math_block,
    nodes.raw,
    nodes.literal_block,
    addnodes.toctree,
    addnodes.desc_signature,
)
READABLE = re.compile(r"[\w' ,.()=+-]{1,12}")  # a formula that can be read as a word: h, c_t, x = 0


@dataclass(frozen=True)
class Record:
    """Something that can be found: where it is, what it is called, of which page it is a part, and its words."""

    url: str
    title: str
    page: str  # "Chapter 5: LSTM"
    kind: str  # "chapter", "exercise", "package", "other"
    words: str


def setup(app: Sphinx) -> dict[str, bool]:
    app.lstmlab_records = {}
    app.connect("builder-inited", leave_out_the_old_search)
    app.connect("html-collect-pages", add_page)
    app.connect("html-page-context", collect)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def leave_out_the_old_search(app: Sphinx) -> None:
    app.builder.search = False  # Sphinx's own index, 0.2 MB that would be loaded at once
    if app.builder.format == "html":
        app.add_js_file("search.js", loading_method="defer")


def add_page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    yield "search", {"title": "Search"}, "search.html"


def collect(app: Sphinx, page: str, template: str, context: dict, document: nodes.document | None) -> None:
    if document is not None:
        app.lstmlab_records[page] = list(records(document, page))


def records(document: nodes.document, page: str) -> Iterator[Record]:
    """All records of a page, in the order of the page."""
    whole = names.title_of(page, next(document.findall(nodes.title)).astext())
    for node in document.findall(_is_record):
        title = _title(node)
        anchor = node["ids"][0] if not isinstance(node, addnodes.desc) else node[0]["ids"][0]
        first = isinstance(node, nodes.section) and isinstance(node.parent, nodes.document)
        yield Record(
            url=f"{page}.html" + ("" if first else f"#{anchor}"),
            title=whole if first else title,
            page=whole,
            kind=_kind(node, page),
            words=" ".join(_words(node)),
        )


def _is_record(node: nodes.Node) -> bool:
    if isinstance(node, addnodes.desc):
        return bool(node[0].get("ids"))
    if isinstance(node, nodes.row):  # of the glossary
        return any(anchor.startswith("term-") for anchor in node["ids"])
    return isinstance(node, nodes.section) or (isinstance(node, nodes.admonition) and "exercise" in node["classes"])


def _kind(node: nodes.Element, page: str) -> str:
    if isinstance(node, nodes.admonition):
        return "exercise"
    if "/api/" in page:
        return "package"
    return "chapter" if names.number_of(page) is not None else "other"


def _title(node: nodes.Element) -> str:
    if isinstance(node, addnodes.desc):  # "cells.elman.step": a step alone is one of many
        return node[0]["ids"][0].removeprefix("lstmlab.")
    if isinstance(node, nodes.row):
        return node[0].astext()
    title = next(child for child in node.children if isinstance(child, nodes.title))
    if isinstance(node, nodes.admonition):  # "Exercise:" and its name, without its points
        return " ".join(part.astext() for part in title.findall(nodes.inline) if "points" not in part["classes"])
    return title.astext()


def _words(node: nodes.Element) -> Iterator[str]:
    """The words of a record, a piece a paragraph, a cell of a table or the like; without those of records inside."""
    if isinstance(node, nodes.admonition):  # the name by which a check calls it
        yield node["ids"][0].removeprefix("exercise-")
    if isinstance(node, addnodes.desc):
        yield node[0]["ids"][0].rsplit(".", 1)[-1]
    for child in node.children[1:] if isinstance(node, nodes.row) else node.children:
        if not isinstance(child, nodes.title) or not _is_record(node):
            yield from _pieces(child)


def _pieces(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, SILENT) or _is_record(node) or _is_cell(node):
        return
    if isinstance(node, nodes.TextElement):
        if said := " ".join("".join(_run(node)).split()):
            yield said
    elif isinstance(node, nodes.Element):
        for child in node.children:
            yield from _pieces(child)


def _run(node: nodes.Node) -> Iterator[str]:
    """The text of a paragraph; a formula is a word or an ellipsis."""
    if isinstance(node, nodes.math):
        formula = node.astext().replace("\\", "").replace("{", "").replace("}", "")
        yield formula if READABLE.fullmatch(formula) else "…"
    elif isinstance(node, nodes.Text):
        yield str(node)
    elif not isinstance(node, nodes.Invisible | nodes.image | nodes.raw):
        for child in node.children:
            yield from _run(child)


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and "cell" in node.get("classes", ())


def write(app: Sphinx, exception: Exception | None) -> None:
    """Have the index made of what was collected. Other books than the course itself go without."""
    if exception or app.builder.format != "html" or Path(app.srcdir) != chapters.ROOT:
        return
    found = [record for page in sorted(app.lstmlab_records) for record in app.lstmlab_records[page]]
    index(found, Path(app.outdir) / FOLDER)


def index(found: list[Record], folder: Path) -> None:
    """Write the index of records, and the list of their titles.

    Raises:
        ExtensionError: Pagefind could not do it; the message is its own.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    node, environment = fetch.node_command()
    given = json.dumps({"pagefind": str(fetch.PAGEFIND), "folder": str(folder), "records": list(map(as_html, found))})
    done = subprocess.run(
        [*node, str(INDEXER)],
        input=given,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ExtensionError(f"Pagefind could not index the book:\n{done.stdout}{done.stderr}")
    titles = [[record.url, record.title, record.page, record.kind] for record in found]
    words = json.dumps(titles, ensure_ascii=False, separators=(",", ":"))
    (folder / "titles.js").write_text(f"window.lstmlabTitles = {words};\n", encoding="utf-8")


def as_html(record: Record) -> dict[str, str]:
    """A record as Pagefind reads it: the title counts as such, and is not a part of the excerpt."""
    said = {name: html.escape(value) for name, value in asdict(record).items()}
    content = (
        f'<html lang="en"><body><h1 data-pagefind-ignore>{said["title"]}</h1>'
        f'<i data-pagefind-meta="page:{said["page"]}"></i><i data-pagefind-meta="kind:{said["kind"]}"></i>'
        f"<p>{said['words']}</p></body></html>"
    )
    return {"url": record.url, "content": content}
