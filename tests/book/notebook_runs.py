"""Notebooks of the chapters for the tests: built, and run with nbval."""

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from tools.execution import execute
from tools.notebooks import learner
from tools.source.chapters import ROOT
from tools.source.index import BookIndex


def built(path: Path, solved: bool = False) -> NotebookNode:
    """The notebook of a chapter as `make notebooks` builds it, not executed."""
    return learner.build(path, _index(), solved=solved)


@cache  # all chapters are read for it
def _index() -> BookIndex:
    return BookIndex.of(ROOT)


@dataclass(frozen=True)
class Compared:
    """What nbval said about a notebook."""

    same: bool
    said: str


def compare(path: Path, **variables: str) -> Compared:
    """Run a notebook with nbval and compare what it prints with what is stored in it."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.book.nbval_text", "-p", "no:cacheprovider"),
            *("--nbval", "--nbval-current-env", "--color=no", "--no-header", str(path)),
        ],
        cwd=ROOT,
        env=os.environ | execute.QUIET | variables,
        capture_output=True,
        text=True,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pytest did not run {path.name}:\n{done.stdout}\n{done.stderr}")
    return Compared(done.returncode == 0, done.stdout)
