"""Executes and builds the book: python -m tools.book [--withhold-solutions]

The scripts of the pages are fetched first if they are not there. A warning, or a cell that fails, fails the build.
Pages are written anew each time, so that no warning of an unchanged page is lost; chapters that did not change come
out of the cache and are not run again.
"""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from tools import kernel
from tools.vendor import fetch

ROOT = Path(__file__).resolve().parent.parent.parent
HTML = ROOT / "_build" / "html"
WITHHELD = ROOT / "_build" / "html-withheld"
FIRST = "book/index.html"


def build(withhold: bool = False) -> Path:
    """Build the book and return the folder of its pages. Ends the program if that fails."""
    started = time.monotonic()
    fetch.fetch()
    html = WITHHELD if withhold else HTML
    shutil.rmtree(html, ignore_errors=True)  # a page that is no longer in the book must not stay
    kernel.use_own()
    os.environ["LSTMLAB_SOLUTIONS"] = "withheld" if withhold else ""
    print("Running the chapters and building their pages ...", flush=True)
    from jupyter_book.sphinx import build_sphinx  # after the environment is set
    from sphinx.util import console

    if not sys.stderr.isatty():
        console.nocolor()
    result = build_sphinx(
        str(ROOT),
        str(html),
        noconfig=True,
        path_config=str(ROOT / "_config.yml"),
        confoverrides={
            "external_toc_path": str(ROOT / "_toc.yml"),
            "latex_individualpages": False,
            "nitpicky": True,
        },
        doctreedir=str(html.with_name(f".doctrees-{html.name}")),
        quiet=True,
        freshenv=True,
        force_all=True,
        warningiserror=True,
        keep_going=True,
    )
    if result or not (html / FIRST).exists():
        sys.exit("\nThe book was not built: the messages above say which file, where, and why.")
    (html / "index.html").write_text(
        f'<!doctype html><html lang="en"><title>lstmlab</title><meta http-equiv="refresh" content="0; url={FIRST}">'
        f'<a href="{FIRST}">lstmlab</a></html>\n'
    )
    pages = len(list((html / "book").rglob("*.html")))
    seconds = time.monotonic() - started
    print(f"Built {pages} pages in {seconds:.0f} s, 0 warnings. Open\n\n    {(html / FIRST).as_uri()}\n")
    return html


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Execute and build the book.")
    parser.add_argument("--withhold-solutions", action="store_true", help="leave the solutions out")
    build(parser.parse_args().withhold_solutions)
