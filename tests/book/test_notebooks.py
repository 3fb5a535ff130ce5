"""The notebooks in notebooks/ are what the chapters make, hold no solutions, and print what they say they print."""

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from tests.book.notebook_runs import OLD_PROCESSOR, compare, statuses
from tools import notebooks
from tools.chapters import ROOT, listed, read

SECONDS = 30  # a notebook's budget
STEMS = [path.stem for path in listed()]


def stored(stem):
    return nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)


def test_every_notebook_is_what_its_chapter_makes():
    assert [str(problem) for problem in notebooks.drift()] == []


@pytest.mark.parametrize("stem", STEMS)
def test_no_solution_reaches_a_learner(stem):
    """No whole solution anywhere, no line of one in a stub; lines alone may occur in the chapter's experiments."""
    chapter = read(ROOT / "book" / "chapters" / f"{stem}.md")
    everything = "\n\n".join(cell.source for cell in stored(stem).cells)
    stubs = "\n".join(cell.source for cell in stored(stem).cells if "exercise" in cell.metadata.get("tags", ()))
    solutions = [cell.source for cell in chapter.cells if cell.kind == "solution"]
    given = {line for cell in chapter.cells if cell.kind == "exercise" for line in cell.source.split("\n")}
    assert solutions
    for solution in solutions:
        assert solution not in everything
        assert not [line for line in solution.split("\n") if line.strip() and line not in given and line in stubs]
    assert not any("solution" in cell.metadata.get("tags", ()) for cell in stored(stem).cells)


@pytest.mark.parametrize("stem", STEMS)
def test_nbgrader_takes_the_notebook(stem):
    MetadataValidator().validate_nb(stored(stem))


@pytest.mark.parametrize("stem", STEMS)
def test_it_prints_what_is_stored_in_time(stem):
    result = compare(ROOT / "notebooks" / f"{stem}.ipynb")
    assert result.same, result.said
    assert result.cpu_seconds < SECONDS


@pytest.mark.parametrize("stem", STEMS)
def test_it_prints_the_same_on_an_older_processor(stem):
    """What is printed is rounded so that other last digits do not show, even after hundreds of steps of training."""
    result = compare(ROOT / "notebooks" / f"{stem}.ipynb", **OLD_PROCESSOR)
    assert result.same, result.said


def test_with_nothing_attempted_every_check_says_so():
    said = {
        cell.id: "".join(output.data["text/plain"] for output in cell.outputs)
        for stem in STEMS
        for cell in stored(stem).cells
        if "check" in cell.metadata.get("tags", ())
    }
    assert said
    assert {name: text for name, text in said.items() if "not attempted" not in text} == {}


@pytest.mark.parametrize("stem", STEMS)
def test_with_everything_solved_every_check_passes(stem):
    solved = notebooks.build_all(solved=True, only=[stem])[stem]
    found = statuses(solved, stem)
    assert found
    assert {name: status for name, status in found.items() if status != "passed"} == {}
