"""The Sphinx extension of the book: everything that _config.yml cannot say.

- directives {exercise}, {measured}, {run-times}, and the tables of the appendices
- solutions folded, or withheld if lstmlab_withhold is set; all chapters, or only that of lstmlab_chapter
- a broken exercise (a stub without a solution or a check, an unknown name, signatures that differ) fails the build
- the address of the repository, from pyproject.toml; the buttons "JupyterLite", "Notebook" and "Colab" of every chapter
- what a chapter shows comes from its execution (tools/execution), which is made anew where it is no longer true
- the notebooks that readers download, copied into the site

Its parts stand in tools/book/.
"""

import json
import re
import shutil
from pathlib import Path

from docutils import nodes
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from myst_nb.core.read import read_myst_markdown_notebook
from myst_nb.sphinx_ import HideCodeCellNode, NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util import logging

from lstmlab import links
from tools.book import directives, moved, names, runner, solutions, tables
from tools.execution import execute, executions
from tools.notebooks import __main__ as notebooks
from tools.page.build import MANIFEST
from tools.source import chapters

LOG = logging.getLogger(__name__)
# What docutils says to phones; Sphinx's own page says it too.
OF_DOCUTILS = '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
CHOICE = re.compile(r"^([a-h]\. .*)$(?=\n[a-h]\. )", re.MULTILINE)  # a choice of a quiz with another one after it


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_config_value("lstmlab_withhold", False, "env", bool)
    app.add_config_value("lstmlab_chapter", "", "env", str)
    app.add_config_value("lstmlab_lite", False, "html", bool)  # whether JupyterLite is part of the site
    app.add_directive("exercise", directives.ExerciseBox)
    app.add_directive("measured", directives.MeasuredBox)
    app.add_directive("run-times", directives.RunTimes)
    app.add_directive("thumbnail", directives.Thumbnail)
    app.add_directive("claims", tables.Claims)
    app.add_directive("verdicts", tables.Verdicts)
    app.add_directive("conventions", tables.Conventions)
    app.add_directive("points", tables.Points)
    app.add_node(directives.RunTimesNode)
    app.add_node(solutions.Folded, html=(solutions.visit_html, solutions.depart_html))
    app.add_node(HideCodeCellNode, override=True, html=(_visit_hidden, _depart_hidden))
    app.add_post_transform(directives.FillRunTimes)
    app.connect("config-inited", set_addresses)
    app.connect("builder-inited", validate_chapters)
    app.connect("builder-inited", execute_chapters, priority=900)  # after myst-nb has chosen its folder
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
    if config.lstmlab_chapter:  # the other chapters are there for what this one points to
        others = [path for path in chapters.listed(Path(app.srcdir)) if not is_chosen(config, path)]
        config.nb_execution_excludepatterns = [*config.nb_execution_excludepatterns, *(path.name for path in others)]


def is_chosen(config, path: Path) -> bool:
    return not config.lstmlab_chapter or path.stem.startswith(f"{config.lstmlab_chapter}-")


class ChapterError(SphinxError):
    """What has to be changed in the chapters, a line each."""

    category = "In the chapters"


def validate_chapters(app: Sphinx) -> None:
    """Say everything that is wrong with the chapters before any of them is run."""
    problems = []
    for path in chapters.listed(Path(app.srcdir)):
        try:
            notebooks.validate(path)
        except chapters.SourceError as error:
            problems += error.problems
    if problems:
        raise ChapterError("\n" + "\n".join(map(str, problems)))


def execute_chapters(app: Sphinx) -> None:
    """Have the chapters executed that have to be, and hand the results to myst-nb, as its cache of executed notebooks.

    myst-nb takes a result for a page whose code cells are the same, and would itself run a page that has none here:
    `take_run_time` sees to it that none is.
    """
    kept = Path(app.env.mystnb_config.execution_cache_path)
    shutil.rmtree(kept, ignore_errors=True)
    cache = get_cache(kept)
    app.lstmlab_executions = {}
    kind = executions.OPEN if app.config.lstmlab_withhold else executions.SOLVED
    root = Path(app.srcdir)
    wanted = [path for path in chapters.listed(root) if is_chosen(app.config, path)]
    try:
        for stem, _, done in executions.all_of(wanted, [kind], root):
            print(executions.said(stem, kind, done), flush=True)
            page = f"{names.CHAPTERS}{stem}"
            path = app.env.doc2path(page)
            text = shown_source(app, Path(path).read_text(encoding="utf-8"))
            notebook = read_myst_markdown_notebook(text, config=app.env.myst_config, add_source_map=True, path=path)
            bundle = CacheBundleIn(executions.fill_in(notebook, done), path, data={"execution_seconds": done.seconds})
            cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
            app.lstmlab_executions[page] = done
    except execute.RunError as failed:
        raise ChapterError(str(failed)) from None


def shown_source(app: Sphinx, text: str) -> str:
    """The source of a chapter as the book shows it."""
    # Markdown has no lettered lists: a backslash at its end keeps each choice on a line of its own.
    text = CHOICE.sub(r"\1\\", text)
    return solutions.withhold(text) if app.config.lstmlab_withhold else text


def read_source(app: Sphinx, page: str, content: list[str]) -> None:
    if not page.startswith(names.CHAPTERS):
        address = links.repository()
        content[0] = content[0].replace("{{repository}}", address).replace("{{name}}", address.rsplit("/", 1)[1])
        return
    content[0] = shown_source(app, content[0])


def prepare_page(app: Sphinx, document: nodes.document) -> None:
    take_run_time(app)
    solutions.fold(document)
    if number := names.number_of(app.env.docname):
        title = next(document.findall(nodes.title))
        title.insert(0, [nodes.inline("", number, classes=["chapter-number"]), nodes.Text(" ")])


def take_run_time(app: Sphinx) -> None:
    """Note when the chapter was executed, and that myst-nb did not do it once more."""
    page = app.env.docname
    if done := app.lstmlab_executions.get(page):
        noted = NbMetadataCollector.get_doc_data(app.env)[page]["exec_data"]
        if noted["runtime"] != done.seconds:
            raise ExtensionError(f"{page} was executed by Sphinx: its code is not that of its execution")
        noted["mtime"] = done.when


def refresh_run_times(app: Sphinx, env) -> list[str]:
    return (
        [page for page in env.found_docs if page.endswith("run-times")]
        if NbMetadataCollector.new_exec_data(env)
        else []
    )


def describe_page(app: Sphinx, page: str, template: str, context: dict, document: nodes.document | None) -> None:
    """The buttons of a chapter, and what browsers are told differently."""
    if "citation-list" in context.get("body", ""):  # docutils' role is deprecated, and not allowed where it stands
        context["body"] = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')
    context["metatags"] = context.get("metatags", "").replace(OF_DOCUTILS, "")
    if "body" in context:
        context["body"] = tables.say_japanese(context["body"])
    if names.number_of(page) is not None:
        stem = page.removeprefix(names.CHAPTERS)
        context["lstmlab_notebook"] = f"_downloads/{stem}.ipynb"
        context["lstmlab_colab"] = links.colab(stem)
        if app.config.lstmlab_lite:
            context["lstmlab_lite"] = f"lite/notebooks/index.html?path={stem}.ipynb"
    if MANIFEST.exists() and Path(app.srcdir) == chapters.ROOT:  # other books have no such files
        runner.prepare(app, page, context, json.loads(MANIFEST.read_text(encoding="utf-8")))


def copy_notebooks(app: Sphinx, exception: Exception | None) -> None:
    """Put the learner's notebook of every chapter into the site, also under the names that it had before."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_downloads"
    folder.mkdir(exist_ok=True)
    for page in sorted(app.env.found_docs):
        if names.number_of(page) is None:
            continue
        notebook = Path(app.srcdir) / "notebooks" / f"{page.removeprefix(names.CHAPTERS)}.ipynb"
        if not notebook.exists():
            raise ExtensionError(f"notebooks/{notebook.name} is missing: run `make notebooks`")
        for stem in (notebook.stem, *(old.removeprefix(names.CHAPTERS) for old in moved.renamed(page))):
            shutil.copy(notebook, folder / f"{stem}.ipynb")


def _visit_hidden(translator, node) -> None:
    """myst-nb's folded code with a summary whose words are also what is read aloud."""
    translator.body.append(
        f'<details class="hide {" ".join(node["classes"])}"><summary><span class="closed">{node["prompt_show"]}</span>'
        f'<span class="opened">{node["prompt_hide"]}</span></summary>\n'
    )


def _depart_hidden(translator, node) -> None:
    translator.body.append("</details>\n")
