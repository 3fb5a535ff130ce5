"""What the doors share: a wheel of lstmlab, the built book on a local address, a browser."""

import pytest

from tests.browser import chromium, launched
from tests.e2e.exercise_page import MINUTE, begun, opened
from tests.e2e.pages import HTML, WITHHELD, built
from tests.e2e.requests_outside import watched
from tests.serving import served
from tools.wheel import build

# What Chromium asks for itself, whatever page is open.
THE_BROWSERS_OWN = (
    "update.googleapis.com",
    "accounts.google.com",
    "content-autofill.googleapis.com",
    "clients2.google.com",
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def site():
    """The address of the built book, served on this machine."""
    with served(built(HTML)) as address:
        yield address


@pytest.fixture(scope="module")
def withheld():
    """The address of the book without solutions."""
    with served(built(WITHHELD)) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def reader():
    """A browser whose requests to other machines are written down, workers' requests included."""
    with watched() as (seen, arguments):
        running = launched(*arguments)
        yield running
        running.close()
        assert [one for one in seen if not any(host in one for host in THE_BROWSERS_OWN)] == []


@pytest.fixture
def context(reader):
    own = fresh(reader)
    yield own
    own.close()


@pytest.fixture(scope="module")
def lasting(reader, site):
    """A page with the editor of its first exercise open, on which one answer comes after the other: its Python is
    started once for all tests that ask for it. Each of them ends with a right answer."""
    own = fresh(reader)
    yield begun(opened(own, site))
    own.close()


def fresh(reader):
    own = reader.new_context(viewport={"width": 1280, "height": 900})
    own.set_default_timeout(MINUTE)
    return own
