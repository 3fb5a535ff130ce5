"""Formulas, set when the book is built: a drawing for the eye, MathML for the ear, no script on the page.

MathJax draws them on Node (drawing.py), with the letters that it always had. A letter is drawn once a page, and its
formulas point to it: no font has to come before a page can be read. The MathML holds the formula as it was written in
LaTeX, too, and book/static/formulas.js puts that on the clipboard when a reader copies.
"""

import html
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from tools.book import drawing

LOG = logging.getLogger(__name__)
NAME = "drawn"
SCRIPT = "formulas.js"
_USED = re.compile(r'href="#tex-([^"]+)"')
_glyphs: dict[str, str] = {}  # the path of every letter that was drawn in this build


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_html_math_renderer(NAME, (visit_inline, None), (visit_display, None))
    app.connect("html-page-context", add_letters, priority=910)
    # Letters are collected while pages are written.
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def drawn(tex: str, display: bool, node: nodes.Node | None = None) -> str:
    """A formula as it stands on a page. What cannot be drawn is a warning, and shows as it was written."""
    try:
        made = drawing.formula(tex, display)
    except drawing.DrawingError as problem:
        LOG.warning("this formula cannot be drawn: %s: %s", problem, tex, location=node)
        return html.escape(tex)
    _glyphs.update(made["glyphs"])
    said = made["math"].removesuffix("</math>")
    opening, inside = said[: said.index(">") + 1], said[said.index(">") + 1 :]
    written = f'<annotation encoding="application/x-tex">{html.escape(tex, quote=False)}</annotation>'
    math = f"{opening}<semantics><mrow>{inside}</mrow>{written}</semantics></math>"
    return f'{made["svg"]}<span class="math-words">{math}</span>'


def visit_inline(translator: Any, node: nodes.math) -> None:
    translator.body.append(translator.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    translator.body.append(drawn(node.astext(), display=False, node=node) + "</span>")
    raise nodes.SkipNode


def visit_display(translator: Any, node: nodes.math_block) -> None:
    translator.body.append(translator.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node["number"]:
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    tex = node.astext() if node["nowrap"] else lines(node.astext())
    translator.body.append(f'<span class="math-display">{drawn(tex, display=True, node=node)}</span></div>\n')
    raise nodes.SkipNode


def lines(tex: str) -> str:
    r"""A formula of several paragraphs or lines (\\) as one: each line below the other."""
    parts = [part.strip() for part in tex.split("\n\n") if part.strip()]
    parts = [rf"\begin{{split}}{part}\end{{split}}" if r"\\" in part else part for part in parts]
    return parts[0] if len(parts) == 1 else r"\begin{aligned}" + r"\\".join(parts) + r"\end{aligned}"


def add_letters(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    """Put the letters that the formulas of a page need at its start, and the script that copies where there are any."""
    body = context.get("body", "")
    if names := sorted(set(_USED.findall(body)) & _glyphs.keys()):
        paths = "".join(f'<path id="tex-{name}" d="{_glyphs[name]}"/>' for name in names)
        svg = '<svg xmlns="http://www.w3.org/2000/svg" class="math-letters" aria-hidden="true">'
        context["body"] = f"{svg}<defs>{paths}</defs></svg>{body}"
        app.add_js_file(SCRIPT, loading_method="defer")
