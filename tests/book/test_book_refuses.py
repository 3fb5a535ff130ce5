"""What the build of the book does not let pass: each with the file, the line or cell, and what is wrong with it.

Every test builds a book of two pages with the program of `make book`, in the process of the tests.
"""

import re
import shutil

import pytest

from tools.book.__main__ import build, folder
from tools.source import setup_cell
from tools.source.chapters import ROOT

HEAD = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A chapter

"""


def cell(source, tag=""):
    option = f":tags: [{tag}]\n\n" if tag else ""
    return f"```{{code-cell}} ipython3\n{option}{source}\n```\n\n"


STUB = cell("def scale(x, factor):\n    raise NotImplementedError", "exercise")
SOLUTION = cell("def scale(x, factor):\n    return x * factor", "solution")
CHECK = cell('check("hello.scale", scale)', "check")
BOX = ":::{exercise} hello.scale\nMultiply.\n:::\n\n"
GOOD = BOX + STUB + SOLUTION + CHECK


class Course:
    """A small course in a folder of its own."""

    def __init__(self, root):
        self.root = root
        self.page = folder(root) / "book" / "chapters" / "00-a.html"
        for name in ("book/static", "book/templates"):
            shutil.copytree(ROOT / name, root / name)
        for name in ("_config.yml", "pyproject.toml", "book/references.bib"):
            shutil.copy(ROOT / name, root / name)
        (root / "_toc.yml").write_text(
            "format: jb-book\nroot: book/index\n"
            "parts:\n  - caption: Chapters\n    chapters:\n      - file: book/chapters/00-a\n"
        )
        (root / "book" / "index.md").write_text("# A course\n\nWords.\n")
        (root / "book" / "chapters").mkdir()
        (root / "notebooks").mkdir()
        (root / "notebooks" / "00-a.ipynb").write_text("{}")
        (root / "_build" / "static").mkdir(parents=True)  # the scripts of others are none of its business

    def build(self, text, capsys, **options):
        """Whether the book was built from a chapter with this text, and what was said."""
        chapter = HEAD + cell(setup_cell.text(), "setup") + text
        (self.root / "book" / "chapters" / "00-a.md").write_text(chapter)
        try:
            build(self.root, **options)
        except SystemExit as stopped:
            return False, str(stopped) + "".join(capsys.readouterr())
        return True, "".join(capsys.readouterr())


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return Course(tmp_path_factory.mktemp("course"))


def test_a_good_chapter_is_built_and_a_second_time_not_run_again(course, capsys):
    built, said = course.build(GOOD, capsys)
    assert built, said
    assert "Built 2 pages" in said
    assert "from the cache" not in said
    built, said = course.build("Another text.\n\n" + GOOD, capsys)
    assert built, said
    assert "from the cache" in said
    page = course.page.read_text()
    assert "Another text." in page
    assert 'id="exercise-hello.scale"' in page
    assert "Multiply an array by a number" in page  # the title comes from the registry
    assert "1 point<" in page


@pytest.mark.parametrize(
    "text, line, message",
    [
        (GOOD + cell("1 / 0"), None, "ZeroDivisionError"),
        (BOX + STUB + CHECK, r"00-a.md:\d+", "solution"),
        (GOOD.replace("(x, factor):\n    return", "(x, y):\n    return"), r"00-a.md:\d+", "scale"),
        (GOOD.replace("hello.scale", "hello.scael"), r"00-a.md:\d+", "hello.scale"),
        (GOOD + "[a page](nowhere.md)\n", r"00-a.md:\d+", "nowhere.md"),
        (GOOD + ":::{measured} first\nA claim.\n:::\n", r"00-a.md:\d+", "number of a claim"),
        (GOOD + cell("import sys\nprint('oh', file=sys.stderr)"), r"00-a.md:\d+", "stderr"),
    ],
    ids=["failing-cell", "no-solution", "signatures", "unknown-name", "dead-link", "claim", "stderr"],
)
def test_the_build_stops_and_says_where_and_why(course, capsys, text, line, message):
    built, said = course.build(text, capsys)
    assert not built, said
    assert "00-a.md" in said
    assert message in said
    assert "The book was not built" in said
    assert line is None or re.search(line, said), said


def test_withheld_solutions_are_in_no_file(course, capsys):
    built, said = course.build(GOOD, capsys, withhold=True)
    assert built, said
    withheld = folder(course.root, withhold=True)
    page = (withheld / "book" / "chapters" / "00-a.html").read_text()
    assert "tag_solution" not in page
    assert "not attempted" in page.lower()
    for path in withheld.rglob("*"):
        if path.is_file():
            assert b"return x * factor" not in path.read_bytes(), path
