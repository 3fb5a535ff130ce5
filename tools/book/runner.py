"""Puts the runner into the pages: what `page/` became, and what it has to know about the course."""

import json
from typing import Any

from sphinx.application import Sphinx

from lstmlab import exercises, links
from tools.book import moved

CHAPTERS = "book/chapters/"
PRIVACY = "book/appendices/privacy.html"
# Where the program of the page does not run: before the first exercise, and shown when it is needed.
FIRST_EXERCISE = '<div class="lstmlab-box exercise'
NOTICES = """\
<noscript><p class="lab-warning">This browser runs no JavaScript, so you can read this page and not do its
exercises here. {away}</p></noscript>
<p class="lab-warning" id="lab-not-started" hidden>The program that runs Python on this page did not start: the
browser may be too old for it, or a file could not be loaded. Reload the page, or take a newer browser. {away}</p>
"""
AWAY = 'Or take the <a href="{notebook}" download>notebook of this chapter</a> and do them in Jupyter.'
# In words that the oldest browser knows.
NOT_STARTED = """
window.addEventListener("load", function () {
  var notice = document.getElementById("lab-not-started");
  if (notice && !window.lstmlabPage.started) notice.hidden = false;
});
"""


def prepare(app: Sphinx, page: str, context: dict[str, Any], manifest: dict) -> None:
    """Add script, style and facts to one page. A page without cells gets them too, for the marks in the contents."""
    if page in ("genindex", "search", "404"):
        return
    folder = manifest["folder"]
    given = {
        "sizes": manifest["sizes"],
        "exercises": {
            one.name: {"chapter": links.CHAPTERS[one.chapter], "title": one.title, "points": one.points}
            for one in exercises.registry().values()
        },
        "titles": {
            stem: f"{int(stem[:2])} {app.env.titles[CHAPTERS + stem].astext()}"
            for stem in links.CHAPTERS.values()
            if CHAPTERS + stem in app.env.titles
        },
        "notebook": f"_downloads/{page.removeprefix(CHAPTERS)}.ipynb" if page.startswith(CHAPTERS) else None,
        "privacy": PRIVACY,
        "former": [old.removeprefix(CHAPTERS) for old in moved.former(page)],
    }
    words = json.dumps(given, ensure_ascii=False).replace("</", "<\\/")
    app.add_css_file(f"{folder}/page.css")
    app.add_js_file(None, body=f"window.lstmlabPage = {words};{NOT_STARTED}")
    app.add_js_file(f"{folder}/page.js", loading_method="defer")
    if given["notebook"] and FIRST_EXERCISE in context.get("body", ""):
        away = AWAY.format(notebook=f"../../{given['notebook']}")
        before, after = context["body"].split(FIRST_EXERCISE, 1)
        context["body"] = before + NOTICES.format(away=away) + FIRST_EXERCISE + after
