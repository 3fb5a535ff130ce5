"""Numbered captions: of drawings, plots and interactive figures alike, 5.1, 5.2 and so on through a chapter.

:::{caption} two-drawings       directly below the cell that shows it; an author gives the name, a program the number
The same step in both usual drawings.
:::

As {figure}`two-drawings` shows ...     "figure 5.3", with a link; "Figure 5.3" where a sentence begins

Sphinx's own numbers (numfig) are for its figure directive alone: the output of a cell, a live figure among them, has
none, and the learner's notebook would not know them. Here page and notebook take them from `tools.source.index`.
"""

from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from tools.book.names import CHAPTERS
from tools.source.index import BookIndex, said

ANCHOR = "figure-"


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("caption", Caption)
    app.add_role("figure", FigureRole())
    app.connect("builder-inited", lambda _: index_of.cache_clear())
    app.connect("doctree-read", begin_sentences)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


@cache
def index_of(root: str) -> BookIndex:
    return BookIndex.of(Path(root))


class Caption(SphinxDirective):
    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        found = index_of(str(self.env.srcdir)).figures.get(name)
        if found is None:
            raise self.error(f"{{caption}} {name}: only the chapters have numbered captions")
        if not self.content:
            raise self.error(f"the caption {name} has no text")
        box = nodes.container("", classes=["lab-caption"], ids=[f"{ANCHOR}{name}"])
        self.state.document.ids[f"{ANCHOR}{name}"] = box
        self.state.nested_parse(self.content, self.content_offset, box)
        first = box[0]
        first.insert(0, [nodes.strong("", f"Figure {found[1]}."), nodes.Text(" ")])
        return [box]


class FigureRole(SphinxRole):
    """A link to a figure, by its name."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        found = index_of(str(self.env.srcdir)).figures.get(self.text)
        if found is None:
            told = self.inliner.reporter.error(f"there is no caption with the name {self.text!r}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, told)], [told]
        stem, number = found
        address = self.env.app.builder.get_relative_uri(self.env.docname, f"{CHAPTERS}{stem}")
        link = nodes.reference("", internal=True, refuri=f"{address}#{ANCHOR}{self.text}", figure_number=number)
        link += nodes.Text(said(number, "and"))
        return [link], []


def begin_sentences(app: Sphinx, document: nodes.document) -> None:
    """A large letter where a reference begins a sentence."""
    for link in document.findall(nodes.reference):
        if number := link.get("figure_number"):
            before = "".join(one.astext() for one in link.parent.children[: link.parent.index(link)])
            link[0] = nodes.Text(said(number, before))
