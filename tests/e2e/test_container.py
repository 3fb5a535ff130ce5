"""What the Dockerfile does, without Docker: the files it copies, the lines it runs and the command it starts.

All in an environment of its own. That Docker takes it and makes its user, only Docker can show:
.github/workflows/container.yml.
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
import venv

import pytest

from tests.book.test_workflows import docker
from tools.source.chapters import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.night]
SECONDS = 60


@pytest.fixture(scope="module")
def container(tmp_path_factory):
    """(folder, environment variables) after every COPY and RUN."""
    place = tmp_path_factory.mktemp("container")
    venv.create(place / "venv", with_pip=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER", "LSTMLAB"))}
    path = os.pathsep.join([str(place / "venv" / "bin"), os.environ["PATH"]])
    inside = kept | {"PATH": path, "HOME": str(place)}
    work = place / "lstmlab-course"
    work.mkdir()
    for word, rest in docker():
        if word == "COPY":
            *sources, target = [one for one in rest.split() if not one.startswith("--")]
            for name in sources:
                if (ROOT / name).is_dir():
                    shutil.copytree(ROOT / name, work / target, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(ROOT / name, work / target)
        if word == "RUN" and not rest.startswith("useradd"):
            done = subprocess.run(["bash", "-c", rest], cwd=work, env=inside, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
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
