"""nbval is set up so that it notices a changed number and nothing that cannot be compared."""

import nbformat
import pytest

from tests.book import course_sample
from tests.book.notebook_runs import compare
from tools.notebooks import __main__ as notebooks


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    root = course_sample.copy_to(tmp_path_factory.mktemp("course"))
    assert list(notebooks.write(root)) == ["00-sample", "90-second"]
    assert notebooks.drift(root) == []
    return root / "notebooks" / "00-sample.ipynb"


@pytest.fixture
def change(path, tmp_path):
    """Stores a copy of the notebook in which one piece of text is another one."""

    def changed(old, new):
        text = path.read_text()
        assert text.count(old) == 1
        copy = tmp_path / path.name
        copy.write_text(text.replace(old, new))
        return copy

    return changed


def test_what_is_stored_is_text_alone(path):
    notebook = nbformat.read(path, as_version=4)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert len(outputs) == 3
    assert {key for output in outputs for key in output.get("data", {"text/plain": ""})} == {"text/plain"}
    assert all("execution" not in cell.metadata for cell in notebook.cells)


def test_an_unchanged_notebook_passes_although_its_cards_are_not_stored(path):
    result = compare(path)
    assert result.same, result.said


@pytest.mark.parametrize("old, new", [("the sum is 6", "the sum is 7"), ('"array([1.5, 2.5])"', '"array([1.5, 2.6])"')])
def test_a_changed_number_fails(change, old, new):
    result = compare(change(old, new))
    assert not result.same
    assert "Cell outputs differ" in result.said


def test_a_warning_fails(change):
    result = compare(change("import numpy as np", "import warnings; import numpy as np; warnings.warn('x')"))
    assert not result.same
    assert "stderr" in result.said


def test_a_cell_that_was_not_run_is_drift(path):
    notebook = nbformat.read(path, as_version=4)
    stored = path.read_text()
    notebook.cells[-2].execution_count = None
    notebook.cells[-2].outputs = []
    nbformat.write(notebook, path)
    (problem,) = notebooks.drift(path.parent.parent)
    path.write_text(stored)
    assert "has cells that were not run: run `make notebooks`" in str(problem)
