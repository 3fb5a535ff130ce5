"""Runs a notebook in a process of its own, again without the cell that never ends, until the rest has run."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lstmlab.checking.calling.notebook import cells, named

# How often the report is looked at, in seconds.
_PAUSE = 0.05


class Stopped(NamedTuple):
    """A cell that had to be left out: the exercises that it checks, and why."""

    cell: int
    exercises: list[str]
    reason: str


def run_notebook(
    path: Path, seed: int, seconds: float, known: Sequence[str]
) -> tuple[dict[str, list[dict[str, Any]]], list[Stopped]]:
    """Run a notebook and collect what its checks found.

    Args:
        seconds: how long one cell may take.
        known: names of the exercises of this course that the notebook names.

    Returns:
        The results of each exercise, in the order of its checks, and the cells that were left out.
    """
    code = {cell.number: cell.code for cell in cells(path)}
    stopped: list[Stopped] = []
    while True:
        lines, reason = _once(path, seed, seconds, [one.cell for one in stopped])
        results: dict[str, list[dict[str, Any]]] = {}
        for line in lines:
            if "result" in line:
                results.setdefault(line["result"]["exercise"], []).append(line["result"])
        at = [line["cell"] for line in lines if "cell" in line]
        if not reason:
            return results, stopped
        if not at or at[-1] in [one.cell for one in stopped]:
            stopped.append(Stopped(0, list(known), reason))
            return results, stopped
        names = [name for name in named(code[at[-1]]) if name in known]
        stopped.append(Stopped(at[-1], names, f"cell {at[-1]} {reason}"))


def _once(path: Path, seed: int, seconds: float, skipped: Sequence[int]) -> tuple[list[dict[str, Any]], str]:
    """One run: the lines of its report, and why it ended early ("" if it did not)."""
    environment = {
        **os.environ,
        "LSTMLAB_PROGRESS": "off",
        "MPLBACKEND": "Agg",
        "TQDM_DISABLE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.jsonl"
        report.touch()
        command = [sys.executable, "-m", "lstmlab.checking.sandbox"]
        command += [str(path.resolve()), str(seed), str(report), *map(str, skipped)]
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        seen, since = 0, time.monotonic()
        try:
            while process.poll() is None:
                time.sleep(_PAUSE)
                lines = _lines(report)
                if len(lines) > seen:
                    seen, since = len(lines), time.monotonic()
                if time.monotonic() - since > seconds:
                    return lines, f"did not end within {seconds:g} seconds"
        finally:
            process.kill()
            process.wait()
        lines = _lines(report)
        done = any("done" in line for line in lines)
        return lines, "" if done else f"ended the program (exit code {process.returncode})"


def _lines(report: Path) -> list[dict[str, Any]]:
    """The complete lines so far; the last one may be in the middle of being written."""
    return [json.loads(line) for line in report.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n")]
