"""What the doors share: one wheel of lstmlab for all of them."""

import pytest

from tests.doors import environments


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    return environments.build_wheel(tmp_path_factory.mktemp("wheel"))
