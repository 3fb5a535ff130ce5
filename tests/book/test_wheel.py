"""The wheel that the book offers: always the same bytes, and a shelf that pip and people can read."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from lstmlab import links
from tests.serving import served
from tools import wheel
from tools.source import setup_cell


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found.append(dict(attributes))


def links_of(page):
    reader = Links()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader.found


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    place = tmp_path_factory.mktemp("site") / "_static" / "wheels"
    wheel.shelve("https://ada.github.io/notes/_static/wheels/", place)
    return place


def test_another_user_on_another_day_builds_the_same_bytes(shelf, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in wheel.PARTS:
        if (wheel.ROOT / name).is_dir():
            shutil.copytree(wheel.ROOT / name, copy / name, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(wheel.ROOT / name, copy / name)
    for path in copy.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1e9, 1e9))
    before = os.umask(0o077)
    try:
        other = wheel.build(tmp_path / "wheels", copy)
    finally:
        os.umask(before)
    (first,) = shelf.glob("*.whl")
    assert other.name == first.name
    assert other.read_bytes() == first.read_bytes()


def test_the_index_names_the_file_with_its_hash_and_the_python_it_needs(shelf):
    (file,) = shelf.glob("*.whl")
    (link,) = links_of(shelf / "lstmlab" / "index.html")
    path, _, digest = link["href"].partition("#sha256=")
    assert (shelf / "lstmlab" / path).resolve() == file.resolve()
    assert digest == hashlib.sha256(file.read_bytes()).hexdigest()
    wanted = re.search(r'requires-python = "(.*)"', (wheel.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert link["data-requires-python"] == wanted[1]


def test_the_page_for_people_says_how_and_leads_back(shelf):
    page = (shelf / "index.html").read_text(encoding="utf-8")
    assert "pip install --find-links https://ada.github.io/notes/_static/wheels/ lstmlab" in page
    targets = [one["href"].split("#")[0] for one in links_of(shelf / "index.html")]
    (file,) = shelf.glob("*.whl")
    assert targets == [file.name, "lstmlab/", "../../book/index.html"]


@pytest.mark.parametrize(
    "options", [("--find-links", "{site}/"), ("--index-url", "{site}/")], ids=["find-links", "as-an-index"]
)
def test_pip_takes_it_from_there(shelf, tmp_path, options):
    with served(shelf) as site:
        refusing = [] if "--index-url" in options else ["--index-url", f"{site}/nothing/"]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(tmp_path), *refusing]
        chosen = [one.format(site=site) for one in options]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        environment["PIP_CONFIG_FILE"] = os.devnull
        wanted = f"lstmlab=={setup_cell.version()}"
        done = subprocess.run([*command, *chosen, wanted], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (file,) = shelf.glob("*.whl")
    assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_the_first_cell_of_a_fork_asks_the_book_of_the_fork(monkeypatch):
    monkeypatch.setattr(setup_cell, "repository_address", lambda: "https://github.com/ada/notes")
    asked = re.findall(r"--find-links (\S+) ", setup_cell.text())
    assert asked == [links.wheels(repository_address="https://github.com/ada/notes")] * 2
    assert asked[0] == "https://ada.github.io/notes/_static/wheels/"
