"""The Sphinx extension of the book: everything that _config.yml cannot say.

- directives {exercise}, {measured}, {run-times}, and the tables of the appendices
- solutions folded, or withheld if LSTMLAB_SOLUTIONS=withheld
- a broken exercise (a stub without a solution or a check, an unknown name, signatures that differ) fails the build
- the address of the repository, from pyproject.toml; the buttons "Notebook" and "Colab" of every chapter
- results of earlier runs are thrown away when the package or its environment changes
- the notebooks that readers download, copied into the site

Its parts stand in tools/book/.
"""

import hashlib
import html
import os
import platform
import re
import shutil
import time
from importlib import metadata
from pathlib import Path

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode, NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util import logging

from lstmlab import links
from tools import chapters, notebooks
from tools.book import directives, solutions, tables

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
CHAPTERS = "book/chapters/"
WITHHELD = os.environ.get("LSTMLAB_SOLUTIONS", "") == "withheld"
STARTED = time.time()
LOG = logging.getLogger(__name__)
CHOICE = re.compile(r"^([a-h]\. .*)$(?=\n[a-h]\. )", re.MULTILINE)  # a choice of a quiz with another one after it

# Chapters run in kernels that inherit these: no progress bars in the output, no file of the reader's progress.
os.environ["TQDM_DISABLE"] = "1"
os.environ["LSTMLAB_PROGRESS"] = "off"


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("exercise", directives.ExerciseBox)
    app.add_directive("measured", directives.MeasuredBox)
    app.add_directive("run-times", directives.RunTimes)
    app.add_directive("claims", tables.Claims)
    app.add_directive("conventions", tables.Conventions)
    app.add_directive("points", tables.Points)
    app.add_node(directives.RunTimesNode)
    app.add_node(solutions.Folded, html=(solutions.visit_html, solutions.depart_html))
    app.add_node(HideCodeCellNode, override=True, html=(_visit_hidden, _depart_hidden))
    app.add_post_transform(directives.FillRunTimes)
    app.connect("config-inited", set_addresses)
    app.connect("builder-inited", validate_chapters)
    app.connect("builder-inited", forget_old_results, priority=900)  # after myst-nb has chosen its folder
    app.connect("source-read", read_source)
    app.connect("doctree-read", prepare_page, priority=1)  # before titles are collected
    app.connect("env-updated", refresh_run_times)
    app.connect("html-page-context", describe_page, priority=900)  # after the theme's own
    app.connect("build-finished", copy_notebooks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def set_addresses(app: Sphinx, config) -> None:
    config.html_theme_options["repository_url"] = links.repository()
    config.html_theme_options["repository_branch"] = "main"
    config.html_baseurl = links.book().removesuffix("book/index.html")


class ChapterError(SphinxError):
    """What has to be changed in the chapters, a line each."""

    category = "In the chapters"


def validate_chapters(app: Sphinx) -> None:
    """Say everything that is wrong with the chapters before any of them is run."""
    problems = []
    for path in chapters.listed(ROOT):
        try:
            notebooks.validate(path)
        except chapters.SourceError as error:
            problems += error.problems
    if problems:
        raise ChapterError("\n" + "\n".join(map(str, problems)))


def forget_old_results(app: Sphinx) -> None:
    """Empty the cache of executed chapters when anything they were computed with has changed."""
    cache = Path(app.env.mystnb_config.execution_cache_path)
    stamp = cache.with_suffix(".stamp")
    now = fingerprint()
    if cache.exists() and (not stamp.exists() or stamp.read_text() != now):
        shutil.rmtree(cache)
        LOG.info("lstmlab or its environment changed: every chapter is run again")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def fingerprint() -> str:
    """A hash of what the output of a chapter depends on beside its own cells."""
    sources = sorted(path for path in (ROOT / "lstmlab").rglob("*") if path.suffix in {".py", ".js", ".css", ".csv"})
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    digest.update(f"{platform.python_version()} {metadata.version('numpy')}".encode())
    for path in sources:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def read_source(app: Sphinx, page: str, content: list[str]) -> None:
    if not page.startswith(CHAPTERS):
        address = links.repository()
        content[0] = content[0].replace("{{repository}}", address).replace("{{name}}", address.rsplit("/", 1)[1])
        return
    notebooks.validate(Path(app.env.doc2path(page)))
    # Markdown has no lettered lists: a backslash at its end keeps each choice on a line of its own.
    content[0] = CHOICE.sub(r"\1\\", content[0])
    if WITHHELD:
        content[0] = solutions.withhold(content[0])


def prepare_page(app: Sphinx, document: nodes.document) -> None:
    say_run_time(app)
    solutions.fold(document)
    if number := chapter_number(app.env.docname):
        title = next(document.findall(nodes.title))
        title.insert(0, [nodes.inline("", number, classes=["chapter-number"]), nodes.Text(" ")])


def say_run_time(app: Sphinx) -> None:
    """One line for each chapter that was run: the rest of Sphinx is quiet, and the first build takes a while."""
    page = app.env.docname
    if data := NbMetadataCollector.get_doc_data(app.env)[page].get("exec_data"):
        cached = "" if data["mtime"] > STARTED else ", from the cache"
        print(f"  {page.removeprefix(CHAPTERS):24} {data['runtime']:5.1f} s{cached}", flush=True)


def chapter_number(page: str) -> str | None:
    """ "2" for book/chapters/02-elman; None for pages that are no chapters."""
    found = re.match(rf"{CHAPTERS}(\d+)-", page)
    return str(int(found[1])) if found else None


def refresh_run_times(app: Sphinx, env) -> list[str]:
    return (
        [page for page in env.found_docs if page.endswith("run-times")]
        if NbMetadataCollector.new_exec_data(env)
        else []
    )


def describe_page(app: Sphinx, page: str, template: str, context: dict, document: nodes.document | None) -> None:
    """The description that search engines show, and the buttons of a chapter."""
    if document is not None and (words := first_words(document)):
        context["metatags"] += f'<meta name="description" content="{html.escape(words)}">\n'
    if not app.env.get_domain("math").data["has_equations"].get(page):
        # Sphinx thinks of the pages that a page lists, too: the first page would load MathJax for nothing.
        context["script_files"][:] = [one for one in context["script_files"] if "mathjax" not in str(one).lower()]
    if "citation-list" in context.get("body", ""):  # docutils' role is deprecated, and not allowed where it stands
        context["body"] = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')
    if "body" in context:
        context["body"] = tables.say_japanese(context["body"])
    if chapter_number(page) is not None:
        stem = page.removeprefix(CHAPTERS)
        context["lstmlab_notebook"] = f"_downloads/{stem}.ipynb"
        context["lstmlab_colab"] = links.colab(stem)


def first_words(document: nodes.document, at_most: int = 155) -> str:
    """The first sentences of a page, cut between words."""
    for paragraph in document.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text) > at_most:
            text = text[: at_most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
        if text:
            return text
    return ""


def copy_notebooks(app: Sphinx, exception: Exception | None) -> None:
    """Put the learner's notebook of every chapter into the site."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_downloads"
    folder.mkdir(exist_ok=True)
    for page in sorted(app.env.found_docs):
        if chapter_number(page) is None:
            continue
        notebook = NOTEBOOKS / f"{page.removeprefix(CHAPTERS)}.ipynb"
        if not notebook.exists():
            raise ExtensionError(f"{notebook.relative_to(ROOT)} is missing: run `make notebooks`")
        shutil.copy(notebook, folder)


def _visit_hidden(translator, node) -> None:
    """myst-nb's folded code with a summary whose words are also what is read aloud."""
    translator.body.append(
        f'<details class="hide {" ".join(node["classes"])}"><summary><span class="closed">{node["prompt_show"]}</span>'
        f'<span class="opened">{node["prompt_hide"]}</span></summary>\n'
    )


def _depart_hidden(translator, node) -> None:
    translator.body.append("</details>\n")
