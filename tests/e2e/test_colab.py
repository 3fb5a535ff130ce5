"""A rehearsal of Colab: a notebook alone in an empty folder, where Jupyter's basics are installed and lstmlab is not.

Its setup cell has to fetch lstmlab. The test offers pip a wheel of it; what else is missing (anywidget) comes from the
package index, or, in the second rehearsal, does not come: the machine is cut off, and pictures stand where the live
figures would be. In the third, the index knows nothing of lstmlab, as on the day when the book is published: it comes
from the book.
"""

import os

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from lstmlab import links
from tests.e2e.environments import Environment, pip
from tests.serving import served
from tools.source.chapters import ROOT, listed
from tools.wheel import shelve

pytestmark = pytest.mark.e2e

STEMS = [path.stem for path in listed()]
# The first chapter, and one with other exercises that trains next to nothing; the others at night.
OFTEN = (STEMS[0], "13-seq2seq")
LIVE = "application/vnd.jupyter.widget-view+json"
BROUGHT = ("lstmlab", "anywidget", "psygnal")  # what a setup cell may bring along
REPORT = """
import sys, importlib.util, lstmlab
print(lstmlab.__file__)
print(importlib.util.find_spec("anywidget") is not None)
"""


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("colab") / "venv"
    return Environment.make(folder, "ipykernel", "numpy", "matplotlib", "ipywidgets")


@pytest.fixture
def rehearse(jupyter, wheel, tmp_path, monkeypatch):
    """Runs a notebook as Colab would, in a folder of its own, with lstmlab not installed."""

    def run(stem, shelf=None, **variables):
        pip(jupyter.python, "uninstall", "--yes", *BROUGHT)
        monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
        monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
        monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
        for name in ("PYTHONPATH", "VIRTUAL_ENV", "LSTMLAB_PROGRESS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        kernel = jupyter.kernelspec(tmp_path / "jupyter")
        notebook = nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)
        notebook.cells.append(new_code_cell(REPORT))
        (setup,) = [cell for cell in notebook.cells if cell.id == "setup"]
        assert links.wheels() in setup.source
        empty = tmp_path / "empty"
        empty.mkdir()
        client = NotebookClient(
            notebook,
            timeout=300,
            kernel_name=kernel,
            resources={"metadata": {"path": str(empty)}},
            extra_arguments=["--log-level=ERROR"],
        )
        with served(shelf or empty) as book:  # in the place of the published one, which no test may ask
            setup.source = setup.source.replace(links.wheels(), f"{book}/")
            return client.execute()

    return run


def outputs(notebook, tag):
    return [one for cell in notebook.cells if tag in cell.metadata.get("tags", ()) for one in cell.outputs]


def reported(notebook):
    """Where lstmlab came from, and whether figures can be live there."""
    # A busy kernel may send one printed line in several messages.
    where, live = "".join(one.text for one in notebook.cells[-1].outputs).split()
    return where, live == "True"


@pytest.mark.parametrize("stem", [pytest.param(one, marks=() if one in OFTEN else pytest.mark.night) for one in STEMS])
def test_a_notebook_alone_fetches_what_it_needs(rehearse, jupyter, stem):
    done = rehearse(stem)
    where, live = reported(done)
    assert where.startswith(str(jupyter.folder))
    assert live
    assert all("not attempted" in one.data["text/plain"] for one in outputs(done, "check"))
    assert any(LIVE in one.data for one in outputs(done, "figure"))


def test_a_notebook_that_is_cut_off_after_its_first_line_shows_pictures(rehearse, jupyter):
    done = rehearse(STEMS[0], PIP_NO_INDEX="1")
    where, live = reported(done)
    assert where.startswith(str(jupyter.folder))
    assert not live
    assert all("not attempted" in one.data["text/plain"] for one in outputs(done, "check"))
    figures = [one.data for one in outputs(done, "figure")]
    assert figures
    assert not any(LIVE in one for one in figures)
    assert all('<img src="data:image/svg+xml' in one["text/html"] for one in figures)


def test_where_the_index_does_not_have_the_package_it_comes_from_the_book(rehearse, jupyter, tmp_path):
    shelf = tmp_path / "shelf"
    shelve(links.wheels(), shelf)
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    with served(nothing) as index:
        variables = {"PIP_INDEX_URL": f"{index}/", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
        done = rehearse(STEMS[0], shelf, **variables)
    where, live = reported(done)
    assert where.startswith(str(jupyter.folder))
    assert not live  # the index does not have anywidget either: pictures
    assert all("not attempted" in one.data["text/plain"] for one in outputs(done, "check"))


def test_a_notebook_without_any_connection_says_what_is_wrong(rehearse, tmp_path):
    from nbclient.exceptions import CellExecutionError

    with pytest.raises(CellExecutionError) as error:
        rehearse(STEMS[0], PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path))
    assert error.value.ename == "ModuleNotFoundError"
    assert error.value.evalue == "lstmlab could not be installed: is this machine online?"
