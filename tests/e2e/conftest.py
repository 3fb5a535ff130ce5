"""What the doors share: a wheel of lstmlab, the built book on a local address, a browser."""

import pytest

from tests.browser import chromium
from tests.e2e.pages import HTML, built
from tests.package.serving import served
from tools.wheel import build


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def site():
    """The address of the built book, served on this machine."""
    with served(built(HTML)) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running
