"""What the Dockerfile does, without Docker: the files it copies, the lines it runs and the command it starts.

All in an environment of its own. That Docker takes it and makes its user, only Docker can show:
.github/workflows/container.yml.
"""

import json
import os
import socket
import subprocess
import time
import urllib.request

import pytest

from tests.book.test_workflows import docker
from tests.e2e.containers import rehearsed
from tools.source.chapters import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.night]
SECONDS = 60


@pytest.fixture(scope="module")
def container(tmp_path_factory):
    """(folder, environment variables) after every COPY and RUN."""
    place = tmp_path_factory.mktemp("container")
    work = place / "lstmlab-course"
    inside = rehearsed("Dockerfile", place, work, ("useradd",))
    return work, inside


def test_only_the_course_is_left_in_the_folder(container):
    work, _ = container
    copied = [one for word, rest in docker() if word == "COPY" for one in rest.split()[1:-1]]
    assert sorted(one.name for one in work.iterdir()) == sorted(copied)


def test_a_notebook_runs_in_it(container):
    work, inside = container
    command = ["jupyter", "execute", "notebooks/00-start-here.ipynb"]
    done = subprocess.run(command, cwd=work, env=inside, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_it_starts_is_jupyterlab_with_the_notebooks(container):
    work, inside = container
    (start,) = [json.loads(rest) for word, rest in docker() if word == "CMD"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = ["--allow-root"] if os.geteuid() == 0 else []
    here = [f"--port={port}", "--ip=127.0.0.1", "--IdentityProvider.token=rehearsal", *root]
    start = [one for one in start if one.split("=")[0] not in {"--port", "--ip"}]  # each may be given once
    running = subprocess.Popen(
        [*start, *here], cwd=work, env=inside, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/contents?token=rehearsal") as answer:
                    names = {one["name"] for one in json.load(answer)["content"]}
                break
            except OSError:
                assert running.poll() is None
                assert time.monotonic() < until
                time.sleep(0.5)
    finally:
        running.terminate()
        running.wait(SECONDS)
    assert {one.name for one in (ROOT / "notebooks").glob("*.ipynb")} <= names
