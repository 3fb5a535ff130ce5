"""Addresses under which pages and sections stood before: a bookmark still leads to what it was made for.

- a page that has another name by now: a small page at its old address leads on, with the same anchor
- a page whose second half is a page of its own: where an anchor that the address names stands in the other half, the
  page leads there

A page can be moved once more: change its row here, and add one for the name it had in between.
"""

import html
import json
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

# Old name: new name, in one folder.
PAGES = {
    "book/chapters/06-peepholes": "book/chapters/07-peepholes",
    "book/chapters/07-gru": "book/chapters/08-gru",
    "book/chapters/08-training-well": "book/chapters/09-training-well",
    "book/chapters/09-forecasting": "book/chapters/10-forecasting",
    "book/chapters/10-text": "book/chapters/11-text",
    "book/chapters/11-classic-experiments": "book/chapters/12-classic-experiments",
    "book/chapters/12-where-next": "book/chapters/14-where-next",
}
# The page that kept the name, and the page that has its second half.
HALVES = {"book/chapters/05-lstm": "book/chapters/06-lstm-learning"}

# A redirection by <meta> loses the anchor: it is for readers without JavaScript.
LEADS_ON = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title} has moved — lstmlab</title>
<link rel="canonical" href="{address}">
<script>location.replace("{file}" + location.search + location.hash);</script>
<noscript><meta http-equiv="refresh" content="0; url={file}"></noscript>
</head>
<body><main><p>This chapter has another number by now: <a href="{file}">{title}</a>.</p></main></body>
</html>
"""
TO_THE_OTHER_HALF = """
(function (moved, page) {
  function follow() {
    if (moved.indexOf(location.hash.slice(1)) >= 0) location.replace(page + location.hash);
  }
  follow();
  window.addEventListener("hashchange", follow);
})(%s, %s);
"""


def renamed(page: str) -> list[str]:
    """The names that a page had before."""
    return [old for old, new in PAGES.items() if new == page]


def former(page: str) -> list[str]:
    """The names under which a page, or the page that it was a part of, stood before."""
    return renamed(page) + [first for first, half in HALVES.items() if half == page]


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", follow_sections)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def follow_sections(app: Sphinx, page: str, template: str, context: dict, document: nodes.document | None) -> None:
    """Have a page lead to its other half where the address names an anchor of that one."""
    other = HALVES.get(page)
    if document is None or other not in app.env.found_docs:
        return
    moved = sorted(anchors(app.env.get_doctree(other)) - anchors(document))
    app.add_js_file(None, body=TO_THE_OTHER_HALF % (json.dumps(moved), json.dumps(f"{Path(other).name}.html")))


def anchors(document: nodes.document) -> set[str]:
    """What an address can name on a page."""
    return {one for node in document.findall(nodes.Element) for one in node["ids"]}


def write(app: Sphinx, exception: Exception | None) -> None:
    """The small pages at the old addresses."""
    if exception or app.builder.name != "html":
        return
    for old, new in PAGES.items():
        if new not in app.env.found_docs:  # another book
            continue
        path = Path(app.outdir) / f"{old}.html"
        path.write_text(
            LEADS_ON.format(
                title=html.escape(app.env.titles[new].astext()),
                address=html.escape(f"{app.config.html_baseurl}{new}.html"),
                file=f"{Path(new).name}.html",
            ),
            encoding="utf-8",
        )
