"""Executes and builds the book: python -m tools.book [--withhold-solutions] [--chapter 05] [--prepare]

The scripts of the pages are fetched first if they are not there; --prepare does no more than that. A warning, or a cell
that fails, fails the build. Pages are written anew each time, so that no warning of an unchanged page is lost; chapters
are executed where what they read has changed (tools/execution/executions.py).
"""

import argparse
import shutil
import sys
import time
from pathlib import Path

from lstmlab import links
from tools import wheel
from tools.lite import build as lite
from tools.page import build as runner
from tools.page import pyodide
from tools.vendor import fetch

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST = "book/index.html"


def folder(root: Path = ROOT, *, withhold: bool = False, chapter: str = "") -> Path:
    """Where the pages of a book lie."""
    return root / "_build" / ("html-withheld" if withhold else "html-chapter" if chapter else "html")


def build(root: Path = ROOT, *, withhold: bool = False, chapter: str = "") -> Path:
    """Build the book and return the folder of its pages.

    Args:
        root: the course.
        withhold: leave the solutions out.
        chapter: the number of a chapter, "05": only this one is executed, and only its page is written.

    Raises:
        SystemExit: it could not be built; the messages were printed.
    """
    started = time.monotonic()
    site = prepare(with_python=not chapter) if root == ROOT else None
    html = folder(root, withhold=withhold, chapter=chapter)
    shutil.rmtree(html, ignore_errors=True)  # a page that is no longer in the book must not stay
    print("Running the chapters and building their pages ...", flush=True)
    from jupyter_book.sphinx import build_sphinx  # takes a second, which --help need not take
    from sphinx.util import console

    if not sys.stderr.isatty():
        console.nocolor()
    wanted = [str(path) for path in (root / "book" / "chapters").glob(f"{chapter}-*.md")] if chapter else None
    result = build_sphinx(
        str(root),
        str(html),
        noconfig=True,
        path_config=str(root / "_config.yml"),
        confoverrides={
            "external_toc_path": str(root / "_toc.yml"),
            "latex_individualpages": False,
            "nitpicky": True,
            "lstmlab_withhold": withhold,
            "lstmlab_chapter": chapter,
            "lstmlab_lite": site is not None,
        },
        doctreedir=str(html.with_name(f".doctrees-{html.name}")),
        filenames=wanted,
        quiet=True,
        freshenv=True,
        force_all=not chapter,
        warningiserror=True,
        keep_going=True,
    )
    pages = sorted((html / "book").rglob("*.html"))
    if result or not pages:
        sys.exit("\nThe book was not built: the messages above say which file, where, and why.")
    first = str(pages[0].relative_to(html)) if chapter else FIRST
    (html / "index.html").write_text(
        f'<!doctype html><html lang="en"><title>lstmlab</title><meta http-equiv="refresh" content="0; url={first}">'
        f'<a href="{first}">lstmlab</a></html>\n'
    )
    if site:
        lite.put_into(site, html)
    seconds = time.monotonic() - started
    print(f"Built {len(pages)} pages in {seconds:.0f} s, 0 warnings. Open\n\n    {(html / first).as_uri()}\n")
    return html


def prepare(*, with_python: bool = True) -> Path | None:
    """Fetch and make what pages load beside their texts: scripts, styles, the package, Python. What is there stays.

    Returns:
        The folder of JupyterLite; None without Python.
    """
    fetch.fetch()
    wheel.shelve(links.wheels())
    return bring_python() if with_python else None


def bring_python() -> Path | None:
    """Make what runs Python in the browser: the part of the pages that does, and JupyterLite, whose folder is returned.

    Without it, the book is one to read.
    """
    try:
        runner.build()
        return lite.build()
    except pyodide.Missing as problem:
        runner.MANIFEST.unlink(missing_ok=True)
        print(f"The pages will not run Python, because it could not be fetched: {problem}", flush=True)
        return None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Execute and build the book.")
    parser.add_argument("--withhold-solutions", action="store_true", help="leave the solutions out")
    parser.add_argument("--chapter", default="", help="only the page of one chapter, such as 05")
    parser.add_argument("--prepare", action="store_true", help="only fetch and make what the pages load")
    given = parser.parse_args()
    if given.prepare:
        prepare()
        sys.exit()
    build(withhold=given.withhold_solutions, chapter=given.chapter)
