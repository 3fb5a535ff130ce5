"""A newcomer with a phone: the first exercise of a chapter, on the page alone, by touch; handed in and graded."""

import inspect
import textwrap

import pytest

from lstmlab import exercises
from tests.e2e.exercise_page import MINUTE, graded
from tests.e2e.pages import CHAPTERS

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

LONG = "# " + "a long line of a learner who does not like short ones " * 6
TOO_WIDE = "document.scrollingElement.scrollWidth > innerWidth"
LAST_LINE = "(text) => [...document.querySelectorAll('.lab-exercise .cm-line')].at(-1).textContent === text"
# Words for who sits before a notebook, said to somebody who does not.
OF_NOTEBOOKS = ("run the cell, and then", "In the notebook, ", "run it, then run this one")


@pytest.fixture
def phone(reader):
    own = reader.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    own.set_default_timeout(MINUTE)
    yield own
    own.close()


@pytest.mark.parametrize(
    "number",
    [0, *(pytest.param(each, marks=pytest.mark.night) for each in (1, 2, 5))],
    ids=lambda one: f"chapter {one}",
)
def test_the_first_exercise_of_a_chapter_is_done_by_touch(phone, site, tmp_path, number):
    page = phone.new_page()
    page.goto(f"{site}/{CHAPTERS[number]}.html")
    begin = page.get_by_role("button", name="Write and check it here").first
    name = page.locator("article [id^='exercise-']").first.get_attribute("id").removeprefix("exercise-")
    # Nothing says "Passed" to somebody who has not written a letter yet.
    assert not page.locator("article div.cell.tag_check .lstmlab-card", has_text="Passed").first.is_visible()
    begin.tap()
    box = page.locator(".lab-exercise").first
    box.locator(".cm-content").wait_for()
    check = box.get_by_role("button", name="Check", exact=True)
    check.tap()
    box.locator(".lstmlab-card", has_text="Not attempted").wait_for()
    assert not any(words in box.inner_text() for words in OF_NOTEBOOKS)

    # The last line of the stub goes, the body of an answer comes, with the keys that a phone lacks.
    answer = textwrap.dedent(inspect.getsource(exercises.get(name).worked))
    box.locator(".cm-content").tap()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(f"{answer}\n{LONG}\npass")
    box.get_by_role("button", name="indent", exact=True).tap()
    page.wait_for_function(LAST_LINE, arg="    pass")
    page.wait_for_timeout(700)  # what follows sooner is undone together
    box.get_by_role("button", name="take the indent back").tap()
    page.wait_for_function(LAST_LINE, arg="pass")
    box.get_by_role("button", name="undo").tap()
    page.wait_for_function(LAST_LINE, arg="    pass")
    box.get_by_role("button", name="take the indent back").tap()
    assert not page.evaluate(TOO_WIDE)
    check.tap()
    box.locator(".lstmlab-card", has_text="Passed").wait_for()
    assert not page.evaluate(TOO_WIDE)
    for button in box.locator("button:visible").all():
        assert button.bounding_box()["height"] >= 24

    hand_in = page.get_by_role("button", name="Hand in")
    hand_in.scroll_into_view_if_needed()
    page.wait_for_timeout(600)  # what is laid out on the way may push it; a finger waits for that, too
    with page.expect_download() as saving:
        hand_in.tap()
    path = tmp_path / f"{CHAPTERS[number].split('/')[-1]}.ipynb"
    saving.value.save_as(path)
    assert f"{name},passed" in graded(path, tmp_path)
