"""What the doors share: a wheel of lstmlab, the built book on a local address, a browser."""

import threading

import pytest

from tests.browser import chromium
from tests.e2e import environments
from tests.e2e.pages import HTML, built
from tools.book.serve import server


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    return environments.build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def site():
    """The address of the built book, served on this machine."""
    serving = server(built(HTML))
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running
