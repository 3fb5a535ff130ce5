"""The built book for the tests: which pages there are, how one is opened, and what a visit found."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tools.source.chapters import ROOT

# Of the whole book, or, for an author, of one chapter (tools/run_tests.py).
HTML = ROOT / "_build" / os.environ.get("LSTMLAB_BOOK", "html")
WITHHELD = ROOT / "_build" / "html-withheld"
AXE = ROOT / "_build" / "axe" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOCAL = ("data:", "blob:", "about:")
# A reader who saves data: the page's Python, some 10 MB, is not fetched ahead. Tests that want it ask for it.
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def from_toc() -> list[str]:
    """The pages of the book in its order: "book/index", "book/chapters/00-start-here" ..."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(page["file"] for part in toc["parts"] for page in part["chapters"])]


PAGES = from_toc()
CHAPTERS = [page for page in PAGES if page.startswith("book/chapters/")]


@dataclass
class Visit:
    """What a program sees on a page that it opened and read to the end."""

    requests: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    transferred: int = 0
    violations: list[dict[str, Any]] = field(default_factory=list)
    silent_pictures: list[str] = field(default_factory=list)
    too_wide: list[Any] = field(default_factory=list)
    beginnings_hidden: list[str] = field(default_factory=list)
    colab: str | None = None
    notebook: tuple[str, bytes] | None = None  # what it offers to download


@contextmanager
def opened(browser: Any, address: str, visit: Visit | None = None, **context: Any) -> Iterator[Any]:
    """A page in a browser context of its own, settled; requests that leave the site are noted and stopped."""
    visit = visit if visit is not None else Visit()
    site = "/".join(address.split("/")[:3])  # http://127.0.0.1:port, or file://
    own = browser.new_context(**context)
    own.add_init_script(SAVES_DATA)
    page = own.new_page()

    def refused(route):
        visit.outside.append(route.request.url)
        route.abort()

    def finished(request):
        if request.url.startswith("http"):
            sizes = request.sizes()
            visit.transferred += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    # A pattern, so that the browser's side decides: each request that is handed over to Python takes its time.
    page.route(re.compile(rf"^(?!{re.escape(site)}|{'|'.join(LOCAL)})"), refused)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("requestfinished", finished)
    page.on("console", lambda said: visit.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("response", lambda got: visit.complaints.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    page.goto(address, wait_until="networkidle" if context.get("java_script_enabled", True) else "load")
    if context.get("java_script_enabled", True):
        settle(page)
    try:
        yield page
    finally:
        own.close()


def settle(page: Any) -> None:
    """Have all of the page laid out, wake every figure, wherever it stands, and wait until it is drawn."""
    page.evaluate("() => { document.documentElement.classList.add('whole'); dispatchEvent(new Event('resize')); }")
    page.evaluate("() => document.querySelectorAll('.lstmlab-place').forEach((each) => each.wake())")
    expected = page.locator(".lstmlab-place").count()
    page.wait_for_function(
        """(expected) => {
          const figures = [...document.querySelectorAll(".lstmlab-figure")];
          return figures.length === expected && figures.every((figure) => figure.shown);
        }""",
        arg=expected,
    )


AXE_RUN = """async ([tags, without]) => {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], elementRef: true };
  const where = without ? { include: [document], exclude: [[without]] } : document;
  const found = (await axe.run(where, options)).violations;
  // axe does not see MathML, which is what formulas have for screen readers: such a header is not empty.
  const formula = (rule, node) => rule.id === "empty-table-header" && node.element.querySelector("math")?.textContent;
  return found.flatMap((rule) => rule.nodes.filter((node) => !formula(rule, node)).map((node) =>
    ({ rule: rule.id, where: node.target, html: node.html.slice(0, 300), why: node.failureSummary })));
}"""


def axe(page: Any, without: str = "") -> list[dict[str, Any]]:
    """What axe finds on the page as it is now: rule, place and what is wrong, for every element; without those of a
    part, which another test looks at. The text of a chapter takes it seconds."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [{**found, "where": where(found["where"])} for found in page.evaluate(AXE_RUN, [AXE_TAGS, without])]


def where(target: list[Any]) -> str:
    """A selector as axe gives it; a list inside stands for the steps through shadow trees."""
    return " >> ".join(step if isinstance(step, str) else " >>> ".join(step) for step in target)


def shown(figure: Any) -> dict[str, Any]:
    """The title, controls and values of a figure (a locator) after it was drawn again."""
    frames = (
        "(each) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(each.shown))))"
    )
    return json.loads(json.dumps(figure.evaluate(frames)))


def built(folder: Path) -> Path:
    """The folder of a built book, or an error that says how to build it."""
    if not (folder / "book" / "index.html").exists():
        raise FileNotFoundError(f"{folder.relative_to(ROOT)} holds no book: run `make book` first")
    return folder
