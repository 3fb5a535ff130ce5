"""The files of the built book: what stands in them, and what must not."""

import ast
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from lstmlab import links
from tests.e2e.pages import CHAPTERS, HTML, PAGES, WITHHELD, built
from tools.book import moved, solutions
from tools.source.chapters import ROOT

pytestmark = pytest.mark.e2e

OTHERS = {"vendor", "build", "extensions"}  # folders of scripts that others wrote; the last two are JupyterLite's
READABLE = {".html", ".js", ".txt", ".ipynb", ".md", ".json", ".inv"}


class Loads(HTMLParser):
    """Collects what a page loads by itself; links that a reader may follow are no concern."""

    def __init__(self):
        super().__init__()
        self.addresses = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in ("script", "img", "iframe", "source", "video", "audio"):
            self.addresses.append(given.get("src") or "")
        if tag == "link" and given.get("rel") not in ("canonical", "search", "next", "prev", "index"):
            self.addresses.append(given.get("href") or "")


def squeezed(text):
    return re.sub(r"\s+", "", text)


@cache  # of one book for all its chapters
def visible(path):
    """The text of a built file without marks of highlighting and without white space."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".html":
        text = re.sub(r"<[^>]*>", "", text).replace("&#39;", "'").replace("&quot;", '"').replace("&gt;", ">")
        text = text.replace("&lt;", "<").replace("&amp;", "&")
    return squeezed(text.replace("\\n", "\n").replace('\\"', '"'))


def source_of(name):
    return (ROOT / f"{name}.md").read_text(encoding="utf-8")


@cache
def open_text():
    """All chapters without their solutions. A later chapter may show what an earlier one asked for."""
    return squeezed("\n".join(solutions.withhold(source_of(name)) for name in CHAPTERS))


def own_code(name):
    """Of each solution of a chapter, its lines that stand in no chapter's open text."""
    source, rest = source_of(name), open_text()
    bodies = [re.sub(r'""".*?"""', "", code, flags=re.DOTALL) for code in solutions.solutions(source)]
    lines = [[squeezed(line) for line in body.splitlines() if len(squeezed(line)) > 12] for body in bodies]
    return [[line for line in body if line not in rest] for body in lines]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_phones_its_width_once(name):
    """Sphinx, docutils and the theme would each say it."""
    head = (built(HTML) / f"{name}.html").read_text(encoding="utf-8").split("</head>")[0]
    assert re.findall(r'<meta name="viewport"[^>]*', head) == [
        '<meta name="viewport" content="width=device-width, initial-scale=1.0" /'
    ]


def test_the_book_has_the_pages_of_its_table_of_contents():
    pages = {str(path.relative_to(HTML).with_suffix("")) for path in (built(HTML) / "book").rglob("*.html")}
    assert pages == {*PAGES, *moved.PAGES}  # and what leads on from old addresses


@pytest.mark.parametrize("name", PAGES)
def test_no_page_names_an_address_outside_to_load_from(name):
    page = Loads()
    page.feed((built(HTML) / f"{name}.html").read_text(encoding="utf-8"))
    assert page.addresses
    assert [address for address in page.addresses if re.match(r"(\w+:)?//", address)] == []


@pytest.mark.parametrize("folder", [HTML, WITHHELD], ids=["plain", "withheld"])
def test_readers_get_the_learners_notebooks_and_never_a_source(folder):
    offered = {path.name for path in (built(folder) / "_downloads").iterdir()}
    named = {f"{Path(name).name}.ipynb": f"{Path(name).name}.ipynb" for name in CHAPTERS}
    before = {f"{Path(old).name}.ipynb": f"{Path(new).name}.ipynb" for old, new in moved.PAGES.items()}
    assert not named.keys() & before.keys()  # a name that was used before never holds another chapter
    assert offered == named.keys() | before.keys()
    for name, notebook in {**named, **before}.items():
        assert (folder / "_downloads" / name).read_bytes() == (ROOT / "notebooks" / notebook).read_bytes()
    assert not (folder / "_sources").exists()
    assert list(folder.rglob("*.md")) == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_plain_book_folds_every_solution(name):
    source = (ROOT / f"{name}.md").read_text(encoding="utf-8")
    page = (built(HTML) / f"{name}.html").read_text(encoding="utf-8")
    folded = page.count('<details class="solution">')
    assert folded == len(solutions.solutions(source)) > 0
    assert page.count('<span class="closed">Show solution</span>') == folded


def prints(code):
    """Whether a cell prints when it is run: what a function prints is seen where it is called."""
    ran = [one for one in ast.parse(code).body if not isinstance(one, ast.FunctionDef)]
    return any(isinstance(node, ast.Name) and node.id == "print" for one in ran for node in ast.walk(one))


@pytest.mark.parametrize("name", CHAPTERS)
def test_of_an_experiment_the_code_is_folded_and_what_it_found_is_not(name):
    source = (ROOT / f"{name}.md").read_text(encoding="utf-8")
    page = BeautifulSoup((built(HTML) / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    cells = page.select("div.cell.tag_experiment")
    assert len(cells) == len(re.findall(r"^:tags: \[experiment\b", source, re.MULTILINE))
    assert len(page.select("details.code")) == len(cells)
    for cell in cells:
        (folded,) = cell.select(":scope > details.code")
        assert not folded.has_attr("open")
        code = folded.select_one(".cell_input pre").get_text()
        assert not folded.select(".cell_output")
        long = [one for one in cell.select("table") if len(one.select("tbody tr")) > solutions.MANY]
        assert all(one.find_parent("details", class_="table") for one in long)
        assert cell.select(":scope > .cell_output") or not prints(code)


def test_long_tables_are_folded_below_their_pictures_which_are_not():
    name = "book/chapters/12-classic-experiments"
    page = BeautifulSoup((built(HTML) / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    tables = re.findall(r"^:tags: \[experiment, table\]", (ROOT / f"{name}.md").read_text("utf-8"), re.MULTILINE)
    folded = page.select("div.cell.tag_table > .cell_output > details.table")
    assert len(folded) == len(tables) > 5
    assert all(one.select("table") and not one.has_attr("open") for one in folded)
    assert len(page.select("article .cell_output .lstmlab-plot")) >= 6
    assert not page.select("details.table .lstmlab-plot")


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_withheld_book_holds_no_solution_anywhere(name):
    bodies = own_code(name)
    assert bodies
    assert all(bodies), "a solution whose every line stands elsewhere in the book cannot be withheld"
    plain = visible(built(HTML) / f"{name}.html")
    assert all(line in plain for body in bodies for line in body), "the test would see a solution if there were one"
    for path in built(WITHHELD).rglob("*"):
        if path.suffix in READABLE and not OTHERS & set(path.relative_to(WITHHELD).parts):
            text = visible(path)
            leaked = [line for body in bodies for line in body if line in text]
            assert leaked == [], path
    assert "Show solution" not in (WITHHELD / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CHAPTERS)
def test_cells_keep_the_classes_by_which_programs_find_them(name):
    source = (ROOT / f"{name}.md").read_text(encoding="utf-8")
    page = (built(HTML) / f"{name}.html").read_text(encoding="utf-8")
    for tag in ("setup", "exercise", "check", "solution"):
        assert page.count(f"tag_{tag}") == len(re.findall(rf"^:tags: \[{tag}\b", source, re.MULTILINE)), tag


def test_intervals_in_the_tables_of_experiments_stay_on_one_line():
    page = BeautifulSoup(built(HTML).joinpath("book/chapters/12-classic-experiments.html").read_text(), "html.parser")
    cells = [
        cell for cell in page.select(".cell_output td") if re.search(r"\d \(\d+-\d+ %\)$", cell.get_text().strip())
    ]
    assert len(cells) > 50
    assert all(cell.select_one(".lstmlab-interval") for cell in cells)


def test_every_link_to_the_repository_is_the_configured_one():
    address = links.repository()
    for name in PAGES:
        page = (built(HTML) / f"{name}.html").read_text(encoding="utf-8")
        assert set(re.findall(r"https://github\.com/[\w-]+/[\w-]+", page)) <= {address}
        assert "{{" not in re.sub(r"<(script|style|pre).*?</\1>", "", page, flags=re.DOTALL)
