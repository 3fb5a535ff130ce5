"""Every address is made from the one line in pyproject.toml."""

import subprocess
import sys
from importlib import metadata

import pytest

from lstmlab import links
from tools.source import chapters


def test_the_package_and_the_tools_read_the_same_address():
    assert links.repository() == chapters.repository_address()


def test_chapters_have_the_numbers_that_the_book_gives_them():
    assert {int(path.stem[:2]): path.stem for path in chapters.listed()} == links.CHAPTERS
    assert list(links.CHAPTERS) == sorted(links.CHAPTERS)


def test_addresses(monkeypatch):
    installed = ("Project-URL: Book, https://x.org", "Project-URL: Repository, https://github.com/ada/notes/")
    monkeypatch.setattr(links, "_metadata", lambda: installed)
    assert links.book() == "https://ada.github.io/notes/book/index.html"
    assert links.book("02-elman", "one-step") == "https://ada.github.io/notes/book/chapters/02-elman.html#one-step"
    assert links.book("appendices/accessibility") == "https://ada.github.io/notes/book/appendices/accessibility.html"
    assert links.section(1, "training") == "https://ada.github.io/notes/book/chapters/01-feedforward.html#training"
    assert links.wheels() == "https://ada.github.io/notes/_static/wheels/"
    assert links.colab("02-elman") == (
        "https://colab.research.google.com/github/ada/notes/blob/main/notebooks/02-elman.ipynb"
    )


def test_a_chapter_without_a_page(monkeypatch):
    for number in (-1, max(links.CHAPTERS) + 1, True):
        with pytest.raises(ValueError, match=r"chapter: expected one of 0, 1, .*, got"):
            links.section(number)


def test_an_installation_without_addresses(monkeypatch):
    monkeypatch.setattr(links, "_metadata", lambda: ("Name: lstmlab",))
    with pytest.raises(LookupError, match="install it again"):
        links.repository()


def test_the_lines_are_those_that_pip_wrote_down():
    said = [line.partition(": ")[2] for line in links._metadata() if line.startswith("Project-URL")]
    assert said == metadata.metadata("lstmlab").get_all("Project-URL")


def test_a_check_does_without_what_takes_long_to_import_in_a_page():
    slow = "importlib.metadata email asyncio multiprocessing subprocess difflib sysconfig"
    code = (
        "import sys; sys.modules.pop('sysconfig', None);"  # a virtual environment may have it from the start
        "from lstmlab import check; check('hello.scale', lambda x, factor: x)._repr_html_();"
        f"print(sorted(set({slow.split()}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
