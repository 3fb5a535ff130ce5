"""Pages that run Python: answers written, checked, stopped, kept, handed in. All in a browser, on the built book."""

import json

import pytest

from lstmlab import exercises
from tests.e2e.exercise_page import CARD, COUNTED, RIGHT, START, WRONG, begun, checked, graded, marks, opened, write
from tests.e2e.page_times import CLICK, ENDLESS
from tests.e2e.pages import CHAPTERS
from tools.page.build import MANIFEST
from tools.source.chapters import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

OTHERS = [one for one in CHAPTERS if one != CHAPTERS[5]]  # looked at in the night


def test_an_answer_is_checked_kept_and_marked(context, site):
    page = begun(opened(context, site))
    said = checked(page, WRONG)
    assert "adds the factor instead of multiplying" in said
    assert "Hint 1" in said
    assert marks(page) == []
    page.reload()
    begun(page)
    assert page.locator(".cm-content").first.inner_text() == WRONG  # nothing is lost
    assert "Passed, 1 of 1 point" in checked(page, RIGHT)
    assert "✓" in marks(page)[0]
    # The mark stands in the contents of every other page too.
    assert "✓" in marks(opened(context, site, "book/index.html"))[0]
    # A later wrong attempt takes nothing away.
    checked(page, WRONG)
    assert "✓" in marks(page)[0]


def test_reset_can_be_taken_back_and_the_solution_comes_after_an_attempt(context, site):
    page = begun(opened(context, site))
    solution = page.get_by_role("button", name="Show the solution")
    assert not solution.is_visible()
    checked(page, WRONG)
    page.locator(".lab-exercise").get_by_role("button", name="Reset").click()
    assert "raise NotImplementedError" in page.locator(".cm-content").first.inner_text()
    page.keyboard.press("Control+Z")
    assert page.locator(".cm-content").first.inner_text() == WRONG
    solution.click()
    assert "Passed" in checked(page)


def test_the_keyboard_alone_is_enough(context, site):
    page = opened(context, site)
    page.get_by_role("button", name="Write and check it here").focus()
    page.keyboard.press("Enter")
    page.locator(".cm-focused").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(RIGHT)
    page.keyboard.press("Control+Enter")
    page.locator(CARD).wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")  # Tab alone would indent
    assert page.evaluate("!document.activeElement.closest('.cm-editor')")


@pytest.mark.parametrize(
    "answer, words",
    [
        ("def scale(x, factor)\n    return x", ["Line 1 is not Python yet"]),
        ("import torch\n" + RIGHT, ["No module named 'torch'", "NumPy, Matplotlib, lstmlab"]),
        ("for k in range(60000):\n    print('flood', k)\n" + RIGHT, ["left out", "Passed"]),
        ("raise SystemExit", ["SystemExit"]),
        ("x = 1 / 0\n" + RIGHT, ["ZeroDivisionError", "line 1"]),
    ],
    ids=["syntax", "import", "flood", "exit", "error"],
)
def test_what_goes_wrong_is_told_in_the_readers_terms(lasting, answer, words):
    said = checked(lasting, answer)
    for word in words:
        assert word in said
    for ours in ("pyodide", "page_cells", "/lib/python"):
        assert ours not in said
    assert len(said) < 70_000
    assert "Passed" in checked(lasting, RIGHT)  # and the page goes on


def test_an_endless_loop_is_stopped_and_the_next_answer_comes(context, site):
    context.add_init_script(COUNTED)
    page = begun(opened(context, site))
    write(page, RIGHT)
    page.evaluate(CLICK, "Check")
    assert page.evaluate("started") == 1
    # Stopped at once: Python starts anew.
    write(page, ENDLESS)
    page.locator(".lab-exercise").get_by_role("button", name="Check", exact=True).click()
    page.evaluate(CLICK, "Stop")
    assert page.locator(".cm-content").first.inner_text() == ENDLESS  # what was written is kept
    write(page, RIGHT)
    page.evaluate(CLICK, "Check")
    assert page.locator(CARD, has_text="Passed").count() == 1
    assert page.evaluate("started") == 2
    # Stopped late: a spare one has started beside the loop, and no other starts for the next answer.
    write(page, ENDLESS)
    page.locator(".lab-exercise").get_by_role("button", name="Check", exact=True).click()
    page.wait_for_function("started === 3")
    page.evaluate(CLICK, "Stop")
    write(page, RIGHT)
    page.evaluate(CLICK, "Check")
    assert page.locator(CARD, has_text="Passed").count() == 1
    assert page.evaluate("started") == 3


def test_another_cell_is_run_changed_and_put_back(context, site):
    page = opened(context, site)
    cell = page.locator("div.cell", has=page.locator("pre", has_text="W = np.ones((3, 4))")).first
    printed = cell.locator(".cell_output").first.inner_text()
    cell.get_by_role("button", name="Run").click()
    cell.locator(".lab-status", has_text="Done.").wait_for()
    assert cell.locator(".lab-out").inner_text().split() == printed.split()
    cell.get_by_role("button", name="Change").click()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("\nprint('mine')")
    assert cell.locator(".lab-changed").is_visible()
    cell.get_by_role("button", name="Run").click()
    cell.locator(".lab-out", has_text="mine").wait_for()
    cell.get_by_role("button", name="Put back").click()
    assert not cell.locator(".lab-changed").is_visible()
    assert cell.locator(":scope > .cell_output").first.inner_text() == printed


def in_table(output):
    """What stands in the cells of a table, row by row, laid out or not yet."""
    return [text.strip() for text in output.locator("th, td").all_text_contents()]


def test_folded_code_opens_with_a_key_runs_unopened_and_is_changed(context, site):
    page = opened(context, site, f"{CHAPTERS[3]}.html")
    cell = page.locator("div.cell.tag_experiment", has=page.locator("pre", has_text="numbers kept")).first
    code, summary = cell.locator("details.code pre"), cell.locator("details.code > summary")
    cell.scroll_into_view_if_needed()
    printed = in_table(cell.locator(".cell_output").first)
    assert not code.is_visible()
    assert "numbers kept" in " ".join(printed)
    cell.get_by_role("button", name="Run").click()
    cell.locator(".lab-status", has_text="Done.").wait_for()
    assert in_table(cell.locator(".lab-out")) == printed
    summary.focus()
    page.keyboard.press("Enter")
    assert code.is_visible()
    assert summary.inner_text().strip() == "Hide code"
    cell.get_by_role("button", name="Change").click()
    cell.locator(".cm-content").click()
    assert not summary.is_visible()  # the editor shows the code
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("\nprint('mine')")
    cell.get_by_role("button", name="Run").click()
    cell.locator(".lab-out", has_text="mine").wait_for()
    page.reload()
    cell.locator(".cm-content", has_text="mine").wait_for()  # what was changed is not folded away


def test_what_was_kept_under_the_former_name_of_a_page_is_found(context, site):
    """The reader's change of a cell, answer to a quiz and prediction, made when the page had another number."""
    gru = f"{site}/{CHAPTERS[8]}.html"
    page = opened(context, site, f"{CHAPTERS[8]}.html")
    cell = page.locator("div.cell", has=page.locator("pre", has_text="import numpy as np")).first
    cell.get_by_role("button", name="Change").click()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("\nmine = 1")
    quiz = page.locator(".quiz.admonition").first
    quiz.locator("input").nth(1).check()
    page.evaluate(
        """() => Object.keys(localStorage).filter((key) => key.includes(":08-gru:")).forEach((key) => {
          localStorage.setItem(key.replace(":08-gru:", ":07-gru:"), localStorage.getItem(key));
          localStorage.removeItem(key);
        })"""
    )
    page.goto(gru)
    cell.locator(".cm-content", has_text="mine = 1").wait_for()
    assert quiz.locator("input").nth(1).is_checked()
    assert "Not this one" in quiz.text_content()
    # Put back here it stays put back, whatever the old name holds.
    cell.get_by_role("button", name="Put back").click()
    page.goto(gru)
    page.wait_for_function("window.lstmlabPage.started")
    assert not cell.locator(".cm-content").is_visible()


def test_a_notebook_is_handed_in_graded_and_read_back(context, site, tmp_path, reader):
    page = begun(opened(context, site))
    checked(page, RIGHT)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Hand in").click()
    path = tmp_path / "00-start-here.ipynb"
    saving.value.save_as(path)
    assert "hello.scale,passed,1" in graded(path, tmp_path)
    other = reader.new_context()
    fresh = opened(other, site)
    with fresh.expect_file_chooser() as choosing:
        fresh.get_by_role("button", name="Read answers from a notebook").click()
    choosing.value.set_files(path)
    fresh.locator(".lab-yours .lab-status", has_text="Read 1 answer").wait_for()
    begun(fresh)
    assert fresh.locator(".cm-content").first.inner_text() == RIGHT
    other.close()


def test_everything_is_saved_read_back_and_deleted(context, site, tmp_path, reader):
    page = begun(opened(context, site))
    checked(page, RIGHT)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save everything").click()
    path = tmp_path / "work.json"
    saving.value.save_as(path)
    other = reader.new_context()
    fresh = opened(other, site)
    said = fresh.locator(".lab-yours .lab-status")

    def read(content):
        file = tmp_path / "given.json"
        file.write_text(content, encoding="utf-8")
        with fresh.expect_file_chooser() as choosing:
            fresh.get_by_role("button", name="Read it back").click()
        choosing.value.set_files(file)
        fresh.wait_for_function("document.querySelector('.lab-yours .lab-status').textContent")
        found = said.inner_text()
        said.evaluate("(each) => (each.textContent = '')")
        return found

    assert "cannot be read" in read(path.read_text()[:50])
    assert "not a file that" in read("[1, 2]")
    assert "newer version" in read(json.dumps({**json.loads(path.read_text()), "lstmlab": 99}))
    assert marks(fresh) == []
    assert "was read" in read(path.read_text())
    assert "✓" in marks(fresh)[0]
    fresh.on("dialog", lambda asked: asked.accept())
    fresh.get_by_role("button", name="Delete everything").click()
    said.get_by_text("Everything was deleted").wait_for()
    assert fresh.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('lstmlab:'))") == []
    other.close()


def test_where_nothing_can_be_kept_the_page_says_so_and_works(context, site):
    full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    context.add_init_script(full)
    page = begun(opened(context, site))
    assert "Passed" in checked(page, RIGHT)
    page.locator(".lab-warning:visible", has_text="full").wait_for()


def test_two_tabs_of_one_chapter_agree(context, site):
    one, other = opened(context, site), opened(context, site)
    checked(begun(one), RIGHT)
    other.locator(".bd-sidebar-primary .lab-mark").first.wait_for()


def test_a_download_that_breaks_off_is_told_and_can_be_tried_again(context, site):
    page = context.new_page()
    context.route("**/numpy.tar.gz", lambda route: route.abort())
    page.goto(f"{site}/{START}")
    begun(page)
    page.locator(".lab-exercise").get_by_role("button", name="Check", exact=True).click()
    page.locator(".lab-status", has_text="could not be started").wait_for()
    assert "Is this machine online?" in page.locator(".lab-error").first.inner_text()
    context.unroute("**/numpy.tar.gz")
    page.locator(".lab-out").first.evaluate("(each) => each.replaceChildren()")
    assert "Passed" in checked(page, RIGHT)


def test_a_puzzle_is_checked_with_the_controls_of_the_figure(context, site):
    puzzle = exercises.get("elman.latch_puzzle")
    page = opened(context, site, "book/chapters/02-elman.html")
    of_puzzle = "(name) => [...document.querySelectorAll('.lstmlab-figure')].find((one) => one.shown?.puzzle === name)"
    wake = "() => document.querySelectorAll('.lstmlab-place').forEach((each) => each.wake())"
    page.evaluate(wake)  # wherever it stands on the page
    page.wait_for_function(of_puzzle, arg=puzzle.name)
    check = page.locator(".lab-puzzle")
    assert check.count() == 1
    assert "Not attempted yet" not in page.locator("div.cell.tag_check", has=check).inner_text()
    check.get_by_role("button", name="Check").click()
    check.locator(".lab-status", has_text="Done.").wait_for()
    assert "Not attempted" in check.inner_text()
    page.evaluate(f"([name, controls]) => ({of_puzzle})(name).set(controls)", [puzzle.name, dict(puzzle.solution)])
    page.wait_for_timeout(300)
    check.get_by_role("button", name="Check").click()
    check.locator(".lstmlab-card", has_text="Passed").wait_for()
    page.reload()  # the figure stands as it was left
    page.evaluate(wake)
    page.wait_for_function(of_puzzle, arg=puzzle.name)
    page.wait_for_timeout(500)
    kept = page.evaluate(f"(name) => ({of_puzzle})(name).shown.controls", puzzle.name)
    assert kept == pytest.approx(dict(puzzle.solution))


def test_a_quiz_explains_the_choice_and_a_prediction_stands_beside_what_came_out(context, site):
    page = opened(context, site, "book/chapters/02-elman.html")
    quiz = page.locator(".quiz.admonition").first
    quiz.get_by_label("c. Its units are squashed").check()
    assert "Not this one. The network of chapter 1 used tanh too." in quiz.inner_text()
    quiz.get_by_label("d. Its hidden layer").check()
    assert "Right. The product" in quiz.inner_text()
    assert "tanh too" not in quiz.inner_text()
    outcome = page.locator(".lstmlab-outcome").first
    assert "You have not predicted it" in outcome.text_content()  # inner_text is empty until it is laid out
    page.get_by_label("A random bit").fill("0.5")
    page.get_by_label("A random bit").press("Tab")
    outcome.get_by_text("off by 0.").wait_for()
    page.get_by_label("no, worse where it is longer").check()
    page.reload()
    assert page.locator(".quiz.admonition").first.get_by_label("d. Its hidden layer").is_checked()
    assert page.get_by_label("A random bit").input_value() == "0.5"
    assert "You said: 0.5 bits" in page.locator(".lstmlab-outcome").first.text_content()
    assert "\N{CHECK MARK}" in page.locator(".lstmlab-outcome", has_text="worse where it is longer").text_content()
    assert not page.locator("div.cell.tag_predict .cell_input").first.is_visible()


def test_a_curve_is_drawn_by_hand_and_by_keyboard(context, site):
    page = opened(context, site, "book/chapters/01-feedforward.html")
    plot = page.locator(".lab-prediction .lab-curve")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    at = lambda x, y: (box["x"] + x * box["width"] / 440, box["y"] + y * box["height"] / 220)  # noqa: E731
    page.mouse.move(*at(44, 176))
    page.mouse.down()
    page.mouse.move(*at(424, 14))
    page.mouse.up()
    outcome = page.locator(".lstmlab-outcome", has=page.locator(".lab-curve"))
    outcome.get_by_text("farthest apart at width of the window").wait_for()
    handle = page.get_by_role("slider", name="Share right at length 8 at width of the window 2")
    assert handle.get_attribute("aria-valuetext") == "0"
    handle.press("ArrowUp")
    assert handle.get_attribute("aria-valuetext") == "0.02"


@pytest.mark.parametrize("name", [CHAPTERS[5], *(pytest.param(one, marks=pytest.mark.night) for one in OTHERS)])
def test_every_quiz_of_a_chapter_can_be_answered(context, site, name):
    page = opened(context, site, f"{name}.html")
    boxes = page.locator(".quiz.admonition")
    assert boxes.count() == boxes.locator(".lab-quiz").count() > 0


def test_the_withheld_book_has_no_solution_to_show(context, withheld):
    page = begun(opened(context, withheld))
    assert "Passed" in checked(page, RIGHT)
    assert not page.get_by_role("button", name="Show the solution").is_visible()


def test_chapter_0_says_how_much_is_loaded():
    sizes = json.loads(MANIFEST.read_text(encoding="utf-8"))["sizes"]
    said = (ROOT / "book" / "chapters" / "00-start-here.md").read_text(encoding="utf-8")
    assert f"about {sum(sizes.values()) / 1e6:.0f} MB, once" in said
