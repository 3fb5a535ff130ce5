"""Runs notebooks for the tests: with nbval, and with the status of every check printed."""

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from nbformat.v4 import new_code_cell

from tools import execute
from tools.chapters import ROOT


@dataclass(frozen=True)
class Compared:
    """What nbval said about a notebook, and the seconds of processor time that it took."""

    same: bool
    said: str
    cpu_seconds: float


# NumPy and OpenBLAS without what processors have learnt since about 2010: other kernels, other last digits.
OLD_PROCESSOR = {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL", "OPENBLAS_CORETYPE": "Nehalem"}


def compare(path: Path, **variables: str) -> Compared:
    """Run a notebook with nbval and compare what it prints with what is stored in it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
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
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pytest did not run {path.name}:\n{done.stdout}\n{done.stderr}")
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Compared(done.returncode == 0, done.stdout, seconds)


def statuses(notebook, name: str) -> dict[str, str]:
    """Execute a notebook; the status of each of its checks by the id of the cell."""
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if "check" in cell.metadata.get("tags", ()):
            cells.append(new_code_cell("print(list(Out.values())[-1].status)", id=f"status-{cell.id}"))
    notebook.cells = cells
    done, _ = execute.run(notebook, name)
    return {
        cell.id.removeprefix("status-"): cell.outputs[0].text.strip()
        for cell in done.cells
        if cell.id.startswith("status-")
    }
