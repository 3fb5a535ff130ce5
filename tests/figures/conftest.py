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


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 700, "height": 900}, has_touch=True)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: _refuse_outside(page, request.url))
    figure_page.blank(page)
    yield page
    context.close()
    assert page.complaints == []


def _refuse_outside(page, url):
    if not url.startswith(("about:", "blob:", "data:")):
        page.complaints.append(f"request to {url}")


@pytest.fixture(params=FIGURES, ids=lambda cls: cls.__name__)
def figure(request):
    return request.param()
