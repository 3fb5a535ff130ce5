"""The page of the explainer: a state by its address, the same numbers as NumPy, a picture without JavaScript."""

import pytest

from lstmlab.figures import LstmExplainer
from lstmlab.figures.lstm_explainer import tour
from tests.e2e.pages import Visit, axe, opened, settle, shown
from tests.e2e.test_book_figures import largest_difference

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

PAGE = "book/explainer.html"
DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 800}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_address_opens_a_stop_of_the_tour_and_every_panel_is_accessible(browser, site, size):
    visit = Visit()
    with opened(browser, f"{site}/{PAGE}#lstm:stop=5", visit, **size) as page:
        figure = page.locator(".lstmlab-figure")
        page.wait_for_function("() => document.querySelector('.lstmlab-figure').shown.controls.stop === 5")
        state = shown(figure)
        assert state["controls"]["changes"] == tour.STOPS[4]["set"]["changes"]
        for panel in ("step", "past", "write", "change"):
            figure.evaluate("(each, panel) => each.set({ panel, changes: '', step: 300 })", panel)
            state = shown(figure)
            assert largest_difference(LstmExplainer.compute(**state["controls"]), state["values"]) <= 1e-12
            settle(page)
            assert axe(page) == [], panel
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert visit.complaints == []
    assert visit.outside == []


def test_without_javascript_there_is_a_picture_and_its_words(browser, site):
    with opened(browser, f"{site}/{PAGE}", java_script_enabled=False, **DESK) as page:
        picture = page.locator(".page-figure img").first
        picture.scroll_into_view_if_needed()
        assert picture.bounding_box()["width"] > 200
        assert "characters" in picture.get_attribute("alt")


@pytest.mark.parametrize("chapter", ["05-lstm", "06-lstm-learning", "11-text"])
def test_chapters_lead_here(browser, site, chapter):
    with opened(browser, f"{site}/book/chapters/{chapter}.html", java_script_enabled=False, **DESK) as page:
        page.locator("article a", has_text="he explainer").first.click()
        page.wait_for_url(f"**/{PAGE}")
