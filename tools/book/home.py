"""The figure on the home page: a network that reads two words, one letter after the other, when a reader says so.

It is a figure as chapters show it (tools/book/live_figures.py): a still picture until a reader comes near.
It has a button "Play" of its own; nothing moves by itself.
"""

import base64
import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from lstmlab import figures
from tools.book import live_figures
from tools.book.share import HOME

FIGURE = figures.UnrollExplorer
PLACE = '<div class="home-figure"></div>'


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", place, priority=920)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def place(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    if page != HOME or PLACE not in context.get("body", ""):
        return
    folder = Path(app.outdir, live_figures.FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    root = context["pathto"]("", resource=True)
    context["body"] = context["body"].replace(PLACE, f'<div class="home-figure">{drawn(folder, root)}</div>')
    app.add_js_file(live_figures.SCRIPT, loading_method="defer")


def drawn(folder: Path, root: str) -> str:
    """The figure, waiting, and its still picture for readers without JavaScript."""
    state = FIGURE().get_state()
    svg = (Path(figures.__file__).parent / "unroll_explorer" / "start.svg").read_bytes()
    title = json.loads(state["_about"])["title"]
    picture = live_figures.stored(base64.b64encode(svg).decode(), f' alt="{title}"', folder, root)
    address = picture.split('src="', 1)[1].split('"', 1)[0]
    return f"<noscript>{picture}</noscript>{live_figures.waiting(state, address, folder, root)}"
