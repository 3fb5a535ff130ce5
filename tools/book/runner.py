"""Puts the runner into the pages: what `page/` became, and what it has to know about the course."""

import json

from sphinx.application import Sphinx

from lstmlab import exercises, links

CHAPTERS = "book/chapters/"
PRIVACY = "book/appendices/privacy.html"


def prepare(app: Sphinx, page: str, manifest: dict) -> None:
    """Add script, style and facts to one page. A page without cells gets them too, for the marks in the contents."""
    if page in ("genindex", "search"):
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
            for stem in links.CHAPTERS
            if CHAPTERS + stem in app.env.titles
        },
        "notebook": f"_downloads/{page.removeprefix(CHAPTERS)}.ipynb" if page.startswith(CHAPTERS) else None,
        "privacy": PRIVACY,
    }
    words = json.dumps(given, ensure_ascii=False).replace("</", "<\\/")
    app.add_css_file(f"{folder}/page.css")
    app.add_js_file(None, body=f"window.lstmlabPage = {words};")
    app.add_js_file(f"{folder}/page.js", loading_method="defer")
