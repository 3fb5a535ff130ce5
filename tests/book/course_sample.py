"""Copies of the small course in tests/book/data/course, which uses every construct that a chapter may use."""

import shutil
from pathlib import Path

from tools.notebooks import __main__ as notebooks
from tools.source.index import BookIndex

SAMPLE = Path(__file__).parent / "data" / "course"


def copy_to(folder: Path) -> Path:
    """A copy with its setup cells written, as `make notebooks` does it."""
    root = folder / "course"
    shutil.copytree(SAMPLE, root)
    for path in notebooks.listed(root):
        notebooks.fill_in_setup(path)
    return root


def chapter(root: Path) -> Path:
    """Its chapter with everything in it."""
    return root / "book" / "chapters" / "00-sample.md"


def build(root: Path, *, solved: bool = False):
    """The notebook of this chapter."""
    return notebooks.learner.build(chapter(root), BookIndex.of(root), solved=solved)
