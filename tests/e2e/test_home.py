"""The figures of the home page: still until a reader is near and asks for them."""

import pytest

from tests.e2e.pages import axe, settle

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STEP = """() => document.querySelectorAll('.home-figure')[1].querySelector('.lstmlab-figure').shadowRoot
  .querySelector('input[type=range][step="1"]').value"""


def test_the_figure_is_fetched_when_a_reader_comes_near_and_reads_when_asked(browser, site):
    context = browser.new_context(**PHONE)
    page = context.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{site}/book/index.html")
    assert not [url for url in requests if "/_static/figures/" in url and url.endswith(".js")]
    page.locator(".home-figure").nth(1).scroll_into_view_if_needed()
    page.locator(".home-figure").nth(1).locator(".lstmlab-figure").wait_for()
    assert page.evaluate(STEP) == "1"
    page.wait_for_timeout(1500)
    assert page.evaluate(STEP) == "1"  # nothing moves by itself
    page.get_by_role("button", name="Play").tap()
    page.wait_for_function(f"() => Number(({STEP})()) >= 3")
    settle(page)
    assert axe(page) == []
    page.get_by_role("button", name="Pause").tap()
    stopped = page.evaluate(STEP)
    page.wait_for_timeout(1500)
    assert page.evaluate(STEP) == stopped
    context.close()


def test_the_explainer_is_alive_on_the_home_page_and_leads_to_the_whole_one_with_the_readers_text(browser, site):
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(f"{site}/book/index.html")
    place = page.locator(".home-figure").first
    place.scroll_into_view_if_needed()
    place.locator(".lstmlab-figure").wait_for()
    box = place.get_by_label("Your own text")
    box.fill("No man is an island.")
    page.wait_for_function("() => document.querySelector('.lstmlab-figure').shown.values.length === 20")
    settle(page)
    assert axe(page) == []
    place.locator("a.address").tap()
    page.wait_for_url("**/book/explainer.html#lstm:*")
    page.wait_for_function("() => document.querySelector('.lstmlab-figure')?.shown?.controls.size === 'whole'")
    page.wait_for_function("() => document.querySelector('.lstmlab-figure').shown.controls.text.startsWith('No man')")
    context.close()
