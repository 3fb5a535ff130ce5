"""Chromium for the tests: found on the machine, started without any request of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tools.browser import ARGUMENTS, find


@contextmanager
def chromium() -> Iterator:
    """A headless browser, closed at the end. A test that asks for it fails where there is none: it is never skipped."""
    from playwright.sync_api import sync_playwright

    path = find()
    if path is None:
        pytest.fail("No Chromium: run `make browser`, or let the environment variable CHROMIUM name one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
