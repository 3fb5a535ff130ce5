"""Runs notebooks with nbval, for the tests."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.execution import execute
from tools.source.chapters import ROOT


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
