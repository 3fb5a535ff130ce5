"""Chromium for the tests: found on the machine, started without any request of its own, once for tests that follow each
other."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tools.browser import ARGUMENTS, find

# To start Chromium takes a second of the processor, as long as many a test with it. `tests/conftest.py` ends it.
_RUNNING = ExitStack()
_shared = None
_playwright = None


@contextmanager
def chromium() -> Iterator:
    """A headless browser. What was opened in it is closed at the end, and it serves those who ask next.

    A test that asks for it fails where there is none: it is never skipped.
    """
    global _shared
    if _shared is None or not _shared.is_connected():
        _shared = launched()
    before = _shared.contexts
    try:
        yield _shared
    finally:
        for context in _shared.contexts:
            if context not in before:
                context.close()


def launched(*arguments: str):
    """A browser of its own, with more arguments. Whoever asked for it closes it."""
    global _playwright
    from playwright.sync_api import sync_playwright

    path = find()
    if path is None:
        pytest.fail("No Chromium: run `make browser`, or let the environment variable CHROMIUM name one.")
    if _playwright is None:  # a process can have one alone
        _playwright = _RUNNING.enter_context(sync_playwright())
    return _playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *arguments])


def end() -> None:
    """End what is running: tests that have an event loop of their own cannot have Playwright's beside it."""
    global _shared, _playwright
    if _shared is not None:
        _shared.close()
    _RUNNING.close()
    _shared = _playwright = None
