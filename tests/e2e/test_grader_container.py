"""What grader.Dockerfile does, without Docker: the files it copies, the lines it runs, a class that its command grades.

That Docker takes it, and lets bubblewrap make its jail in it, only Docker can show: .github/workflows/container.yml.
"""

import csv
import json
import os
import re
import subprocess

import pytest

from tests.book.test_workflows import docker, parses
from tests.e2e.containers import rehearsed
from tests.grading import corpus
from tools.source.chapters import ROOT

FILE = "grader.Dockerfile"


def instructions(word):
    return [rest for one, rest in docker(FILE) if one == word]


def test_it_copies_what_docker_is_sent_and_installs_what_is_locked():
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {name for rest in instructions("COPY") for name in rest.split()[:-1]}
    assert copied <= sent
    assert all((ROOT / name).exists() for name in copied)
    for script in instructions("RUN"):
        parses(script)
    (install,) = [one for one in instructions("RUN") if "pip" in one]
    assert "--constraint requirements.txt" in install
    wanted = re.search(r'requires-python = ">=(.*)"', (ROOT / "pyproject.toml").read_text("utf-8"))[1]
    assert instructions("FROM")[0].startswith(f"python:{wanted}-")
    assert instructions("USER") == ["grader"]


@pytest.fixture(scope="module")
def container(tmp_path_factory):
    """(the folder of the class, environment variables) after every COPY and RUN that needs no rights."""
    place = tmp_path_factory.mktemp("grader")
    inside = rehearsed(FILE, place, place / "lstmlab-grader", ("apt-get", "useradd"))
    (place / "class").mkdir()
    return place / "class", inside


@pytest.mark.e2e
@pytest.mark.night
@pytest.mark.jail
def test_a_class_is_graded_in_it(container):
    folder, inside = container
    (folder / "submitted").mkdir()
    (folder / "submitted" / "ada.ipynb").write_bytes(corpus.PLAIN)
    (folder / "submitted" / "bob.ipynb").write_bytes(corpus.attempt(corpus.ATTEMPTS["the package changed"], {}))
    (start,) = map(json.loads, instructions("ENTRYPOINT"))
    command = [*start, "grade", "submitted", "--into", "grades", "--csv", "grades.csv"]
    done = subprocess.run(command, cwd=folder, env=inside, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with open(folder / "grades.csv", encoding="utf-8") as file:
        points = {os.path.basename(row["notebook"]): row["points"] for row in csv.DictReader(file)}
    assert points == {"ada.ipynb": "1", "bob.ipynb": "0"}
    (hint,) = map(json.loads, instructions("CMD"))
    assert "grade" in subprocess.run([*start, *hint], cwd=folder, env=inside, capture_output=True, text=True).stdout
