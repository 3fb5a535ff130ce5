"""JupyterLite inside the book: what lies in its folder, and a learner in it who runs, answers, moves and comes back."""

import hashlib
import json
import re
import subprocess
import zipfile

import pytest
from playwright.sync_api import expect

from lstmlab import exercises
from lstmlab.data import plays
from tests.e2e import jupyterlab
from tests.e2e.pages import CHAPTERS, HTML, WITHHELD, built
from tools.lite import build as lite
from tools.source.chapters import ROOT, read
from tools.vendor import fetch

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

STEMS = [name.rsplit("/", 1)[1] for name in CHAPTERS]
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# What is read for settings; a package.json says who made a part, and nothing loads what it names.
CONFIGURED = ("jupyter-lite.json", "*/jupyter-lite.json", "overrides.json", "static/pyodide/*.json", "**/pypi/all.json")
SECONDS = 300_000  # milliseconds: Python for browsers on a machine that has other things to do
STEM = "02-elman"


@pytest.fixture(scope="module")
def folder():
    return built(HTML) / "lite"


def settings(folder):
    return json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]


def strings(value):
    """All strings in a JSON value, at whatever depth."""
    if isinstance(value, dict):
        return [one for each in value.values() for one in strings(each)]
    if isinstance(value, list):
        return [one for each in value for one in strings(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("book", [HTML, WITHHELD], ids=["plain", "withheld"])
def test_it_holds_every_notebook_as_the_book_offers_it(book):
    there = built(book) / "lite" / "files"
    assert sorted(one.name for one in there.iterdir()) == [f"{stem}.ipynb" for stem in STEMS]
    for stem in STEMS:
        assert (there / f"{stem}.ipynb").read_bytes() == (ROOT / "notebooks" / f"{stem}.ipynb").read_bytes()
    listed = json.loads((built(book) / "lite" / "api" / "contents" / "all.json").read_text(encoding="utf-8"))
    assert sorted(one["path"] for one in listed["content"]) == [f"{stem}.ipynb" for stem in STEMS]


def test_no_setting_names_an_address_outside(folder):
    looked_at = [path for pattern in CONFIGURED for path in folder.glob(pattern)]
    assert len(looked_at) >= 6
    for path in looked_at:
        content = json.loads(path.read_text(encoding="utf-8"))
        assert [one for one in strings(content) if re.match(r"(\w+:)?//", one)] == [], path
    chosen = settings(folder)["litePluginSettings"][KERNEL]
    assert chosen["disablePyPIFallback"] is True
    for address in (chosen["pyodideUrl"], *chosen["pipliteUrls"]):
        assert (folder / address.split("?")[0]).is_file()


def test_its_parts_of_the_page_are_the_locked_ones(folder):
    for one in settings(folder)["federated_extensions"]:
        assert (folder / "extensions" / one["name"] / one["load"]).is_file()
    asked = dict(re.findall(r"^([\w-]+)==(\S+) --hash", (lite.HERE / "wheels.txt").read_text(), re.MULTILINE))
    for name in lite.EXTENSIONS:
        assert list((lite.WORK / "wheels").glob(f"{name}-{asked[name.replace('_', '-')]}-*.whl"))
    assert {one["name"] for one in settings(folder)["federated_extensions"]} == {
        "@jupyter-widgets/jupyterlab-manager",
        "@jupyterlite/pyodide-kernel-extension",
        "anywidget",
    }


def test_python_there_finds_the_package_by_itself_and_every_file_is_the_one_in_its_lock(folder):
    place = folder / "static" / "pyodide"
    packages = json.loads((place / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {"numpy", "matplotlib", "anywidget"} <= set(packages["lstmlab"]["depends"])
    for one in packages.values():
        assert hashlib.sha256((place / one["file_name"]).read_bytes()).hexdigest() == one["sha256"], one["name"]
    named = {one["file_name"] for one in packages.values()}
    assert {one.name for one in place.iterdir() if one.suffix in (".whl", ".zip")} == {*named, "python_stdlib.zip"}
    with zipfile.ZipFile(place / packages["lstmlab"]["file_name"]) as made:
        names = set(made.namelist())
    with zipfile.ZipFile(next((lite.WORK / "wheels").glob("lstmlab-*.whl"))) as wheel:
        left_out = {name for name in wheel.namelist() if name not in names and f"{name}c" not in names}
    assert left_out == set()
    assert "lstmlab/exercises/elman/step.py" in names, "mistakes are edits of the worked answers"


@pytest.mark.parametrize(
    "part", ["wheels", pytest.param("pyodide", marks=pytest.mark.night), pytest.param("site", marks=pytest.mark.night)]
)
def test_a_second_build_gives_the_same_bytes(tmp_path, part):
    made, again = lite.WORK / part, tmp_path / part
    neighbour = tmp_path / "neighbour"
    neighbour.write_text("of another program")
    since = neighbour.stat().st_mtime
    again.mkdir()
    lite.make(part, again)
    assert neighbour.stat().st_mtime == since, "what lies beside the folder is not touched"
    names = sorted(one.relative_to(made) for one in made.rglob("*") if one.is_file())
    assert names
    assert names == sorted(one.relative_to(again) for one in again.rglob("*") if one.is_file())
    assert [name for name in names if (made / name).read_bytes() != (again / name).read_bytes()] == []


def test_python_there_has_the_play_that_a_chapter_reads(folder):
    place = f"{folder / 'static' / 'pyodide'}/"
    code = f"""
const {{ loadPyodide }} = await import({json.dumps(place + "pyodide.mjs")});
const py = await loadPyodide({{ indexURL: {json.dumps(place)}, stdout() {{}} }});
await py.loadPackage("lstmlab", {{ messageCallback() {{}} }});
console.log(py.runPython("from lstmlab.data import plays; plays.play().source"));
"""
    node, environment = fetch.node_command()
    command = [*node, "--input-type=module", "--eval", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == plays.play().source


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_has_a_button_that_opens_its_notebook(folder, name):
    page = (built(HTML) / f"{name}.html").read_text(encoding="utf-8")
    (target,) = re.findall(r'<a class="btn btn-sm lstmlab-lite" href="([^"]+)"', page)
    path, _, query = target.partition("?")
    app = (built(HTML) / name).parent / path
    assert app.resolve() == (folder / "notebooks" / "index.html").resolve()
    assert app.is_file()
    assert query == f"path={name.rsplit('/', 1)[1]}.ipynb"


def opened(context, site, stem, cell="", app="notebooks"):
    """A notebook with its kernel ready, in a page."""
    found = context.new_page()
    found.set_default_timeout(SECONDS)
    found.goto(f"{site}/lite/{app}/index.html?path={stem}.ipynb{cell and '#' + cell}")
    found.wait_for_function("() => window.jupyterapp !== undefined")
    found.evaluate(jupyterlab.READY)
    return jupyterlab.Notebook(found)


def ran_all(notebook):
    """Run all cells; the outputs that are complaints."""
    notebook.page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    return [one for one in notebook.outputs() if one["output_type"] == "error" or one.get("name") == "stderr"]


def card(notebook, cell):
    notebook.show(cell)
    return notebook.output_of(cell).locator(".lstmlab-card")


def run(notebook, cell, source=None):
    """Run one cell and wait until it has run."""
    if source is not None:
        notebook.page.evaluate(jupyterlab.WRITE, [cell, source])
    notebook.show(cell)
    notebook.page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-cell'); }")


def solution(stem, signature):
    cells = read(ROOT / "book" / "chapters" / f"{stem}.md").cells
    return next(cell.source for cell in cells if cell.kind == "solution" and signature in cell.source)


def test_a_first_answer_is_checked_where_the_link_of_the_exercise_leads(reader, site):
    """The quick one: chapter 0 from its own address, its exercise wrong and right, nothing installed."""
    context = reader.new_context(viewport={"width": 390, "height": 844})
    answer, check = "exercise-hello-scale", "check-hello-scale"
    notebook = opened(context, site, STEMS[0], answer)
    page = notebook.page
    page.wait_for_function(
        "(id) => window.notebook.content.activeCell?.model.id === id", arg=answer
    )  # the script jump.js has gone there
    run(notebook, "setup")
    run(notebook, answer, "def scale(x, factor):\n    return x + factor")
    run(notebook, check)
    expect(card(notebook, check)).to_contain_text("Not yet")
    run(notebook, answer, solution(STEMS[0], "def scale("))
    run(notebook, check)
    expect(card(notebook, check)).to_contain_text("Passed, 1 of 1 point")
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


@pytest.mark.night
def test_a_chapter_runs_is_answered_and_is_still_there_after_a_reload(reader, site):
    context = reader.new_context(viewport={"width": 1280, "height": 1200})
    notebook = opened(context, site, STEM, app="lab")
    assert ran_all(notebook) == []
    answer, check = "exercise-elman-step", "check-elman-step"
    expect(card(notebook, check)).to_contain_text("Not attempted yet")
    right = solution(STEM, "def step(")
    run(notebook, answer, right)
    run(notebook, check)
    expect(card(notebook, check)).to_contain_text("Passed, 2 of 2 points")

    # A figure moves, and its kernel follows.
    cells = notebook.page.evaluate("() => window.notebook.content.model.toJSON().cells")
    (puzzle,) = [one["id"] for one in cells if 'puzzle="elman.latch_puzzle"' in "".join(one["source"])]
    notebook.show(puzzle)
    figure = notebook.output_of(puzzle).get_by_role("group", name="interactive figure")
    expect(figure).to_be_visible()
    for slider, value in zip(
        figure.get_by_role("slider").all(), exercises.get("elman.latch_puzzle").solution.values(), strict=True
    ):
        slider.fill(str(value))
    expect(figure).to_contain_text("Solved")
    notebook.page.wait_for_timeout(2000)
    run(notebook, "check-elman-latch_puzzle")
    expect(card(notebook, "check-elman-latch_puzzle")).to_contain_text("Passed, 1 of 1 point")

    notebook.page.evaluate("async () => { await window.notebook.context.save(); }")
    notebook.page.close()
    again = opened(context, site, STEM)  # in the other application: it reads the same files
    cells = again.page.evaluate("() => window.notebook.content.model.toJSON().cells")
    (kept,) = [one for one in cells if one["id"] == answer]
    assert "".join(kept["source"]) == right
    run(again, "setup")
    again.page.evaluate(jupyterlab.WRITE, [answer, right + "\nprint(score())"])
    run(again, answer)
    printed = "".join(one.get("text", "") for one in again.outputs(answer))
    assert re.search(r"elman\.step +2 of 2 points", printed), printed
    assert re.search(r"elman\.latch_puzzle +1 of 1 point", printed), printed
    context.close()


@pytest.mark.night
@pytest.mark.parametrize("stem", STEMS)
def test_every_notebook_runs_there(reader, site, stem):
    context = reader.new_context(viewport={"width": 1280, "height": 1200})
    notebook = opened(context, site, stem)
    assert ran_all(notebook) == []
    shown = {kind for one in notebook.outputs() for kind in one.get("data", {})}
    assert "application/vnd.jupyter.widget-view+json" in shown
    context.close()
