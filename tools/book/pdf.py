"""Prints the whole book as one PDF, with contents, page numbers and an outline: python -m tools.book.pdf  (make pdf)

The pages of the built book become one document, in the order of the table of contents, and a browser prints it: links
between pages become links inside the PDF, figures are their still pictures, solutions and answers are open, what is
folded for being long (setup cells, the score list) is left out. The reference of the package stays on the site.

It is printed twice. The first print tells on which page each section begins (pypdf reads the outline that Chromium
wrote), the second has these numbers in its contents. The home page then offers the file, with its size.
"""

import argparse
import html
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from lstmlab import links
from lstmlab._version import __version__
from tools.book.__main__ import ROOT, folder
from tools.book.serve import server
from tools.browser import ARGUMENTS, find

NAME = "_downloads/lstmlab.pdf"
LEFT_OUT = ("The package",)  # parts of the table of contents
REMOVED = (
    "script, template, .lstmlab-place, details.setup, details.score, a.headerlink, .lab-bar, noscript .lab-warning"
)
PLACE = '<div class="downloads"></div>'  # on the home page
STYLE = Path(__file__).with_name("print.css")
WHOLE = "/whole-book.html"
FOOTER = (
    '<div style="width: 100%; font: 9px sans-serif; text-align: center; color: #57606a">'
    '<span class="pageNumber"></span></div>'
)
PAPER = {
    "format": "A4",
    "margin": dict.fromkeys(("top", "bottom", "left", "right"), "18mm"),
    "print_background": True,
    "display_header_footer": True,
    "header_template": "<span></span>",
    "footer_template": FOOTER,
    "outline": True,
    "tagged": True,
}
Entry = tuple[int, str, str]  # level, title, anchor


def pages(root: Path = ROOT) -> list[str]:
    """The pages that are printed, in their order."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    parts = [part for part in toc["parts"] if part["caption"] not in LEFT_OUT]
    return [chapter["file"] for part in parts for chapter in part["chapters"]]


def anchor_of(page: str, anchor: str = "") -> str:
    """Where a section of a page stands in the whole: ids are unique in a page, and not in the book."""
    return f"{page.rsplit('/', 1)[1]}{'--' + anchor if anchor else ''}"


def article(page: str, source: str, printed: list[str], base: str) -> Tag:
    """The text of a built page as a part of the whole, with links that lead to other parts or to the published book."""
    soup = BeautifulSoup(source, "html.parser")
    part = soup.select_one("article")
    assert part is not None, f"{page} has no article"
    for each in part.select(REMOVED):
        each.decompose()
    for each in part.select("noscript"):
        each.unwrap()
    for each in part.select("details"):
        each["open"] = ""
    here = f"/{page}.html"
    for each in part.find_all(True):
        if "id" in each.attrs and not each["id"].startswith("tex-"):  # letters of formulas are the same everywhere
            each["id"] = anchor_of(page, each["id"])
        for name in ("aria-labelledby", "aria-describedby", "for"):
            each.attrs.pop(name, None)
        each.attrs.pop("loading", None)
        if "src" in each.attrs and not each["src"].startswith("data:"):
            each["src"] = urljoin(here, each["src"])
        if each.name == "a" and "href" in each.attrs:
            each["href"] = target(each["href"], here, printed, base)
    part.name = "section"
    part["class"] = "bd-article printed"
    part["id"] = anchor_of(page)
    return part


def target(address: str, here: str, printed: list[str], base: str) -> str:
    """Where a link leads: into the whole, or out of it."""
    if urlsplit(address).scheme:
        return address
    path, anchor = urldefrag(urljoin(here, address))
    page = path.removeprefix("/").removesuffix(".html")
    return f"#{anchor_of(page, anchor)}" if page in printed else f"{base}{path.removeprefix('/')}#{anchor}".rstrip("#")


def entries(parts: list[Tag]) -> list[Entry]:
    """All headings of the whole, in their order."""
    found = []
    for part in parts:
        for heading in part.find_all(re.compile(r"^h[1-6]$")):
            section = heading.find_parent("section")
            title = " ".join(heading.get_text().split())
            found.append((int(heading.name[1]), title, heading.get("id") or section["id"]))
    return found


def contents(found: list[Entry], numbers: list[int]) -> str:
    """Chapters and their sections, each with its page; before the first print there are only places for the numbers."""
    lines = [
        f'<li class="level-{level}"><a href="#{html.escape(anchor)}">{html.escape(title)}</a>'
        f'<span class="number">{number or "000"}</span></li>'
        for (level, title, anchor), number in zip(found, numbers, strict=True)
        if level <= 2
    ]
    return f'<nav class="printed-contents"><p class="printed-title">Contents</p><ol>{"".join(lines)}</ol></nav>'


def whole(parts: list[Tag], sheets: list[str], numbers: list[int]) -> str:
    """The document that is printed."""
    style = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    front = (
        '<div class="printed-front"><img src="/_static/logo.svg" alt="" width="96" height="96">'
        '<p class="printed-name">lstmlab</p><p class="printed-about">Recurrent networks and the LSTM: '
        "a course that you read, move and check</p>"
        f"<p>Version {html.escape(__version__)}. Text and figures: CC BY 4.0; program code: BSD 3-Clause.</p>"
        f"<p>The figures move, and the exercises are checked, at<br>"
        f'<a href="{html.escape(links.book())}">{html.escape(links.book())}</a>,<br>'
        "where the reference of the package stands, too.</p></div>"
    )
    body = "".join(str(part) for part in parts)
    return (
        '<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>lstmlab</title>'
        f"{style}<style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f'<body>{front}{contents(entries(parts), numbers)}<main class="bd-content">{body}</main></body></html>'
    )


def outlined(reader: PdfReader) -> list[tuple[str, int]]:
    """Title and page of every entry of a PDF's outline, in order."""

    def walk(items: list[Any]) -> Iterator[tuple[str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item)
            else:
                yield " ".join(str(item.title).split()), reader.get_destination_page_number(item) + 1

    return list(walk(reader.outline))


def numbers_of(pdf: Path, found: list[Entry]) -> list[int]:
    """The page of each heading.

    Raises:
        ValueError: the outline is not that of the headings.
    """
    outline = outlined(PdfReader(pdf))
    if len(outline) != len(found):
        raise ValueError(f"the print has {len(outline)} headings, the document {len(found)}")
    return [page for _, page in outline]


def retitle(pdf: Path, found: list[Entry]) -> None:
    """Write the headings into the outline, where Chromium says those twice that a link leads to."""
    writer = PdfWriter(clone_from=pdf)

    def walk(node: Any) -> Iterator[Any]:
        while node is not None:
            node = node.get_object()
            yield node
            yield from walk(node.get("/First"))
            node = node.get("/Next")

    items = walk(writer.root_object["/Outlines"].get_object().get("/First"))
    for item, (_, title, _) in zip(items, found, strict=True):
        item[NameObject("/Title")] = TextStringObject(title)
    writer.write(pdf)


def make(site: Path, browser: Any, *, root: Path = ROOT, only: list[str] | None = None) -> Path:
    """Print a built book into its own folder and return the file.

    Args:
        site: the folder of the built book.
        browser: a running Chromium (Playwright's).
        root: the course.
        only: the pages that are printed, if not all.
    """
    printed = only or pages(root)
    base = links.book().removesuffix("book/index.html")
    sources = {page: (site / f"{page}.html").read_text(encoding="utf-8") for page in printed}
    parts = [article(page, source, printed, base) for page, source in sources.items()]
    found = entries(parts)
    first = BeautifulSoup(sources[printed[0]].split("</head>")[0], "html.parser")
    sheets = [urljoin(f"/{printed[0]}.html", link["href"]) for link in first.select('link[rel~="stylesheet"]')]
    pdf = site / NAME
    pdf.parent.mkdir(exist_ok=True)
    serving = server(site)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(300_000)
    try:
        numbers = [0] * len(found)
        for _ in range(2):
            page = context.new_page()
            page.route(f"**{WHOLE}", answer(whole(parts, sheets, numbers)))
            page.goto(f"http://127.0.0.1:{serving.server_port}{WHOLE}", wait_until="load")
            page.pdf(path=pdf, **PAPER)
            page.close()
            numbers = numbers_of(pdf, found)
        retitle(pdf, found)
    finally:
        context.close()
        serving.shutdown()
    return pdf


def answer(document: str) -> Callable[[Any], None]:
    """What a browser gets in place of a file."""
    return lambda route: route.fulfill(body=document, content_type="text/html")


def offer(site: Path, pdf: Path) -> str:
    """Say on the home page that there is a PDF. Returns its size in words."""
    size = f"{len(PdfReader(pdf).pages)} pages, {pdf.stat().st_size / 1e6:.0f} MB"
    home = site / "book" / "index.html"
    home.write_text(with_link(home.read_text(encoding="utf-8"), size), encoding="utf-8")
    return size


def link_of(size: str) -> str:
    return f'<p>To read it on paper, take <a href="../{NAME}">the book as a PDF</a> ({size}).</p>'


def with_link(page: str, size: str) -> str:
    """The home page with the link in its place, whether there was one before or not.

    Raises:
        ValueError: the page has no place for it.
    """
    place = re.compile(r'<div class="downloads">.*?</div>', re.DOTALL)
    if not place.search(page):
        raise ValueError(f"the home page has no place for the link to the PDF: {PLACE}")
    return place.sub(f'<div class="downloads">{link_of(size)}</div>', page)


def main() -> int:
    parser = argparse.ArgumentParser(description="Print the built book as a PDF.")
    parser.add_argument("--withhold-solutions", action="store_true", help="print the book without solutions")
    site = folder(withhold=parser.parse_args().withhold_solutions)
    if not (site / "book" / "index.html").exists():
        print("There is no book to print: run `make book` first.", file=sys.stderr)
        return 1
    chromium = find()
    if chromium is None:
        print("A PDF is printed by Chromium, and there is none: run `make browser`.", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        pdf = make(site, browser)
        browser.close()
    print(f"Printed {offer(site, pdf)}:\n\n    {pdf.as_uri()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
