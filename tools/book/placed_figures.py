"""Figures on pages that are no notebooks: on the home page and on the explainer's.

Where a page has `<div class="..." data-figure="UnrollExplorer()"></div>` stands that figure as chapters show it
(tools/book/live_figures.py): a still picture until a reader comes near. Nothing moves by itself.
"""

import ast
import base64
import html
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from lstmlab import figures
from tools.book import live_figures

PLACE = re.compile(r'<div class="([\w-]+)" data-figure="([^"<>]+)"></div>')


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", place, priority=920)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def place(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    if not PLACE.search(context.get("body", "")):
        return
    folder = Path(app.outdir, live_figures.FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    root = context["pathto"]("", resource=True)

    def put(found: re.Match[str]) -> str:
        return f'<div class="{found[1]}">{drawn(found[2], folder, root)}</div>'

    context["body"] = PLACE.sub(put, context["body"])
    app.add_js_file(live_figures.SCRIPT, loading_method="defer")


def called(text: str) -> tuple[str, dict[str, Any]]:
    """Name and controls of `LstmExplainer(stop=1)`.

    Raises:
        ValueError: it is no such call.
    """
    call = ast.parse(text, mode="eval").body
    if not isinstance(call, ast.Call) or call.args:
        raise ValueError(f"data-figure: expected such as UnrollExplorer() or LstmExplainer(stop=1), got {text!r}")
    return ast.unparse(call.func), {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}


def on_pages(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """The figures that the pages in a folder have."""
    pages = sorted(folder.glob("*.md"))
    return [called(found[2]) for page in pages for found in PLACE.finditer(page.read_text(encoding="utf-8"))]


def drawn(text: str, folder: Path, root: str) -> str:
    """The figure, waiting, and its still picture for readers without JavaScript.

    Raises:
        AttributeError: there is no figure of this name. LookupError: its still picture is missing.
    """
    name, controls = called(text)
    figure = getattr(figures, name)(**controls)
    still = figure.picture()
    if still is None:
        raise LookupError(f"{text} has no still picture: run `make notebooks`")
    svg = base64.b64encode(still.svg.encode()).decode()
    picture = live_figures.stored(svg, f' alt="{html.escape(still.alt)}"', folder, root)
    address = picture.split('src="', 1)[1].split('"', 1)[0]
    return f"<noscript>{picture}</noscript>{live_figures.waiting(figure.get_state(), address, folder, root)}"
