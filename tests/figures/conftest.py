"""Fixtures of the tests that show figures in Chromium: a browser, an empty page, each figure in turn.

A page that logs anything to its console, raises, or asks for anything from elsewhere fails its test.
"""

import pytest

from tests.browser import chromium
from tests.figures import figure_page
from tests.figures.test_figures import FIGURES


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


SIZE = {"width": 700, "height": 900}


@pytest.fixture(scope="module")
def window(browser):
    """One page for all tests of a file: to open another takes longer than most of them."""
    context = browser.new_context(viewport=SIZE, has_touch=True)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: _refuse_outside(page, request.url))
    yield page
    context.close()


@pytest.fixture
def page(window):
    """That page with nothing on it, in the usual size and look."""
    window.complaints.clear()
    window.set_viewport_size(SIZE)
    window.emulate_media(color_scheme="light", reduced_motion="no-preference")
    figure_page.blank(window)
    yield window
    assert window.complaints == []


def _refuse_outside(page, url):
    if not url.startswith(("about:", "blob:", "data:")):
        page.complaints.append(f"request to {url}")


@pytest.fixture(params=FIGURES, ids=lambda cls: cls.__name__)
def figure(request):
    return request.param()
