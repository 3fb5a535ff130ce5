"""The notebooks in notebooks/ are what the chapters make, hold no solutions, and print what they say they print."""

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from tests.book.notebook_runs import built, compare
from tools.execution import execute, executions
from tools.notebooks import __main__ as notebooks
from tools.source.chapters import ROOT, listed, read

SECONDS = 30  # a notebook's budget
PATHS = {path.stem: path for path in listed()}
STEMS = list(PATHS)
# NumPy and OpenBLAS without what processors have learnt since about 2010: other kernels, other last digits.
OLD_PROCESSOR = {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL", "OPENBLAS_CORETYPE": "Nehalem"}
# Long training on every optimiser: where a last digit would grow first.
OFTEN = ("09-training-well",)


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


def printed(notebook):
    """What the cells of a notebook print and show as text, by the id of the cell."""
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


@pytest.mark.parametrize("stem", STEMS)
def test_no_printed_line_is_wider_than_the_page(stem):
    """A page's column takes about 84 characters of what is printed; the rest would have to be scrolled to."""
    texts = [
        output.text
        for cell in stored(stem).cells
        for output in cell.get("outputs", ())
        if output.output_type == "stream"
    ]
    assert [line for text in texts for line in text.splitlines() if len(line) > 84] == []


@pytest.mark.parametrize("stem", STEMS)
def test_it_prints_what_is_stored_in_time(stem):
    """The stored notebook is, byte for byte, its chapter with what the execution gave."""
    done = executions.execution(PATHS[stem], executions.OPEN)
    notebook = executions.fill_in(built(PATHS[stem]), done)
    text = execute.text_of(notebook)
    assert printed(notebook) == printed(stored(stem)), "run `make notebooks`"
    assert text == (ROOT / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8")
    assert done.cpu_seconds < SECONDS


@pytest.mark.parametrize("stem", [pytest.param(one, marks=() if one in OFTEN else pytest.mark.night) for one in STEMS])
def test_it_prints_the_same_on_an_older_processor(stem):
    """What is printed is rounded so that other last digits do not show, even after hundreds of steps of training."""
    run = execute.run(built(PATHS[stem]), stem, variables=OLD_PROCESSOR)
    assert printed(execute.keep_text(run.notebook)) == printed(stored(stem))


@pytest.mark.parametrize("stem", STEMS)
def test_with_nothing_attempted_every_check_says_so(stem):
    found = executions.execution(PATHS[stem], executions.OPEN).statuses
    assert found
    assert {name: status for name, status in found.items() if status != "not attempted"} == {}
    said = {
        cell.id: "".join(output.data["text/plain"] for output in cell.outputs)
        for cell in stored(stem).cells
        if "check" in cell.metadata.get("tags", ())
    }
    assert len(said) == len(found)
    assert {name: text for name, text in said.items() if "not attempted" not in text} == {}


@pytest.mark.parametrize("stem", STEMS)
def test_with_everything_solved_every_check_passes(stem):
    done = executions.execution(PATHS[stem], executions.SOLVED)
    assert done.statuses.keys() == executions.execution(PATHS[stem], executions.OPEN).statuses.keys()
    assert {name: status for name, status in done.statuses.items() if status != "passed"} == {}
    assert done.cpu_seconds < SECONDS


# What the night adds: the same, by programs that share nothing with tools/execution/executions.py.


@pytest.mark.night
@pytest.mark.parametrize("stem", STEMS)
def test_nbval_finds_what_is_stored(stem):
    result = compare(ROOT / "notebooks" / f"{stem}.ipynb")
    assert result.same, result.said


@pytest.mark.night
@pytest.mark.parametrize("stem", STEMS)
def test_with_the_puzzles_solved_in_their_places_every_check_passes(stem):
    run = execute.run(built(PATHS[stem], solved=True), stem)
    assert run.statuses
    assert set(run.statuses) == {"passed"}
