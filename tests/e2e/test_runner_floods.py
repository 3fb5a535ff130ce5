"""What would end, fill or hang the page's Python: it is bounded and told, and the next answer comes."""

import re

import pytest

from tests.e2e.exercise_page import COUNTED, RIGHT, checked, opened

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

ENDLESS = "while True:\n    pass"


@pytest.mark.parametrize(
    "answer, words",
    [
        ("import numpy as np\nx = np.ones(2 * 10**8)", ["MemoryError", "1 GB"]),
        ("import numpy as np\nx = np.ones(10**9)", ["too big", "1 GB"]),  # more than addresses reach
        ("x = [bytes(10**8) for _ in range(100)]", ["MemoryError", "1 GB"]),
        ("def f(n):\n    return f(n + 1)\nf(0)", ["RecursionError"]),
        ("import os\nos._exit(3)", ["SystemExit"]),
        ("import js\njs.close()", ["cannot close"]),
        ("name = input('Your name?')", ["cannot ask anything on this page"]),
        ("for k in range(10**6):\n    print('flood', k)\nraise ValueError", ["left out", "ValueError"]),
    ],
    ids=["array", "huge array", "list", "recursion", "exit", "close", "input", "print"],
)
def test_a_flood_or_an_end_is_told_and_python_goes_on(lasting, answer, words):
    said = checked(lasting, answer)
    for word in words:
        assert word in said
    assert len(said) < 70_000
    assert lasting.locator(".cm-content").first.inner_text().splitlines()[0] == answer.splitlines()[0]
    assert "Passed" in checked(lasting, RIGHT)


def test_an_answer_without_end_is_stopped_by_its_check_with_the_line(lasting):
    checked(lasting, RIGHT)
    said = checked(lasting, "def scale(x, factor):\n    while True:\n        x = x * 1")
    assert re.search(r"line [23]", said)
    assert "Passed" in checked(lasting, RIGHT)


@pytest.mark.parametrize("late", [False, True], ids=["at once", "when a spare is there"])
def test_an_endless_cell_is_stopped_and_earlier_cells_come_back(context, site, late):
    context.add_init_script(COUNTED)
    page = opened(context, site)
    cell = page.locator("div.cell", has=page.locator("pre", has_text="W = np.ones((3, 4))")).first

    def run(text, status):
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        cell.get_by_role("button", name="Run").click()
        cell.locator(".lab-status", has_text=status).wait_for()

    cell.get_by_role("button", name="Change").click()
    run("print(np.ones(2) + 1)", "Done.")
    run(ENDLESS, "Running")
    if late:
        page.wait_for_function("started === 2")
    cell.get_by_role("button", name="Stop").click()
    cell.locator(".lab-status", has_text="Stopped").wait_for()
    assert "while True" in cell.locator(".cm-content").inner_text()
    run("print(np.ones(2) + 1)", "Done.")  # np comes from an earlier cell
    assert "[2. 2.]" in cell.locator(".lab-out").inner_text()
    assert page.evaluate("started") == 2  # the spare one, or a new one
