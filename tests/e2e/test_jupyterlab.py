"""A learner's notebook in a real JupyterLab: run, answered wrong and right, a figure moved."""

import pytest
from playwright.sync_api import expect

from lstmlab import exercises
from tests.browser import chromium
from tests.e2e import jupyterlab
from tools.source.chapters import ROOT, read

pytestmark = pytest.mark.e2e

STEM = "02-elman"
WRONG = "def step(x, h_prev, W_x, W_h, b):\n    return np.tanh(x @ W_x + h_prev @ W_h)"


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab") / "learner"
    with chromium() as browser, jupyterlab.opened(browser, ROOT / "notebooks" / f"{STEM}.ipynb", folder) as notebook:
        notebook.run_all()
        yield notebook


def card(notebook, cell):
    """The words of the card below a check."""
    notebook.show(cell)
    return notebook.output_of(cell).locator(".lstmlab-card")


def test_it_runs_without_an_error(notebook):
    outputs = notebook.outputs()
    assert len(outputs) > 20
    assert [one for one in outputs if one["output_type"] == "error"] == []
    assert [one["text"] for one in outputs if one.get("name") == "stderr"] == []


def test_a_check_shows_its_card_and_both_answers_are_told_apart(notebook):
    check, answer = "check-elman-step", "exercise-elman-step"
    expect(card(notebook, check)).to_contain_text("Not attempted yet")

    notebook.run(answer, WRONG)
    notebook.run(check)
    expect(card(notebook, check)).to_contain_text("Not yet, 0 of 2 points")
    expect(card(notebook, check)).to_contain_text("bias")
    hint = card(notebook, check).locator("details").first
    hint.locator("summary").first.click()
    expect(hint).to_have_attribute("open", "")

    solutions = [
        cell.source for cell in read(ROOT / "book" / "chapters" / f"{STEM}.md").cells if cell.kind == "solution"
    ]
    notebook.run(answer, next(one for one in solutions if "def step(" in one))
    notebook.run(check)
    expect(card(notebook, check)).to_contain_text("Passed, 2 of 2 points")


def test_a_figure_moves_and_its_kernel_follows(notebook):
    """Each control is moved on the page, by keyboard too, until the figure says solved; the check in Python agrees."""
    (cell,) = [
        one["id"]
        for one in notebook.page.evaluate("() => window.notebook.content.model.toJSON().cells")
        if 'puzzle="elman.latch_puzzle"' in "".join(one["source"])
    ]
    check = "check-elman-latch_puzzle"
    expect(card(notebook, check)).to_contain_text("Not attempted yet")
    notebook.show(cell)
    figure = notebook.output_of(cell).get_by_role("group", name="interactive figure")
    expect(figure).to_be_visible()
    sliders = figure.get_by_role("slider")
    puzzle = exercises.get("elman.latch_puzzle")
    assert sliders.count() == len(puzzle.solution)
    for slider, (name, value) in zip(sliders.all(), puzzle.solution.items(), strict=True):
        before = float(slider.input_value())
        slider.focus()
        slider.press("ArrowRight" if value > before else "ArrowLeft")
        assert float(slider.input_value()) != before, name
        slider.fill(str(value))
    expect(figure).to_contain_text("Solved")
    notebook.page.wait_for_timeout(1000)  # the page tells its kernel of the last value when the kernel is idle
    notebook.run(check)
    expect(card(notebook, check)).to_contain_text("Passed, 1 of 1 point")
