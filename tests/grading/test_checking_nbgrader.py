"""nbgrader takes the notebooks as they are: a passed exercise earns its points, anything else earns none."""

import inspect
import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade, is_grade

from lstmlab import check, exercises

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "02-elman.ipynb"
KEPT = {"setup", "exercise", "check"}


def scale(x, factor):
    return x * factor


@pytest.mark.parametrize("task", ["autograde", "validate"])
def test_the_text_of_a_result_is_its_points_where_nbgrader_looks(monkeypatch, task):
    monkeypatch.setenv("NBGRADER_EXECUTION", task)
    assert repr(check("hello.scale", scale)) == "1"
    assert repr(check("hello.scale", lambda x, factor: x)) == "0"
    assert "hello.scale" in check("hello.scale", scale)._repr_html_()
    monkeypatch.delenv("NBGRADER_EXECUTION")
    assert repr(check("hello.scale", scale)).startswith("hello.scale: passed")


def executed(answers, folder, monkeypatch):
    """The course's own notebook, executed as nbgrader does it, with these answers in its exercise cells."""
    notebook = nbformat.reads(NOTEBOOK.read_text("utf-8"), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if KEPT & set(cell.metadata.get("tags", []))]
    notebook.cells.insert(1, nbformat.v4.new_code_cell("import numpy as np\nportrait = None"))
    for cell in notebook.cells:
        if "exercise" in cell.metadata.get("tags", []):
            name = cell.source.split("def ")[1].split("(")[0]
            cell.source = answers.get(name, cell.source)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return {cell.source.split('"')[1]: determine_grade(cell) for cell in notebook.cells if is_grade(cell)}


def test_nbgrader_grades_the_courses_own_notebook(tmp_path, monkeypatch):
    coded = {name: one for name, one in exercises.registry().items() if one.chapter == 2}
    answers = {
        "forward": inspect.getsource(coded["elman.forward"].worked),
        "step": "def step(x, h_prev, W_x, W_h, b):\n    return x @ W_x + h_prev @ W_h + b",
        "readout": "def readout(hs, W_y, b_y, mode):\n    print('x' * 100)\n    raise RuntimeError",
    }
    grades = executed(answers, tmp_path, monkeypatch)
    assert grades["elman.forward"] == (2, 2)
    assert grades["elman.step"] == (0, 2)  # a known mistake
    assert grades["elman.readout"] == (0, 2)  # raises, and prints
    assert grades["elman.next_symbol_pairs"] == (0, 2)  # a stub left alone
    assert grades["elman.latch_puzzle"] == (0, 1)
    assert set(grades) == set(coded)
    assert list(tmp_path.iterdir()) == []  # no progress file among the submissions


def test_the_notebook_promises_the_points_of_the_registry():
    content = json.loads(NOTEBOOK.read_text("utf-8"))
    promised = {
        "".join(cell["source"]).split('"')[1]: cell["metadata"]["nbgrader"]["points"]
        for cell in content["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade")
    }
    assert promised == {name: one.points for name, one in exercises.registry().items() if one.chapter == 2}
