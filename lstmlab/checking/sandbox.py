"""Runs one learner's notebook and writes down every check, in a process of its own (see grader.py).

    python -m lstmlab.checking.sandbox NOTEBOOK SEED REPORT [CELL ...]

The report is a text file with one JSON object a line, written at once, so that nothing is lost where a cell never ends:
{"cell": 3} before a cell is run, {"result": {...}} after each check, {"done": true} at the end. CELLs are left out.
A process of its own keeps one learner's code from the next one's. It does not lock it up: grade what you would run.
"""

import ast
import json
import linecache
import sys
from pathlib import Path
from typing import Any

import lstmlab.checking
from lstmlab import exercises
from lstmlab.checking.api import examine
from lstmlab.checking.calling.notebook import Cell, cells, named
from lstmlab.checking.display.result import CheckResult
from lstmlab.checking.display.scoreboard import score


class Report:
    """The lines that are written while the notebook runs."""

    def __init__(self, path: str, seed: int) -> None:
        self._path = Path(path)
        self.seed = seed
        self.cell: Cell | None = None
        self.seen: set[str] = set()

    def line(self, **content: Any) -> None:
        """Write one line; it is in the file before the learner's code runs on."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(content) + "\n")

    def check(self, name: Any = None, answer: Any = None) -> CheckResult | None:
        """Stands for `check` in the notebook: the same examination with the grader's seed."""
        try:
            exercise = exercises.get(name)
        except ValueError:
            return None
        result = examine(exercise, answer, self.seed)
        self.write(exercise.name, result.status, result.points, list(result.mistakes))
        return result

    def write(self, name: str, status: str, points: int, mistakes: list[str], note: str = "") -> None:
        """Write down how one exercise went."""
        self.seen.add(name)
        tagged = self.cell is not None and "check" in self.cell.tags
        self.line(
            result={
                "exercise": name,
                "status": status,
                "points": points,
                "mistakes": mistakes,
                "note": note,
                "tagged": tagged,
            }
        )


def run(notebook: Path, report: Report, skipped: set[int]) -> None:
    """Run the code cells in order; a cell that fails does not stop the next one."""
    # Both ways to it: `from lstmlab import check` asks the module, a notebook without set-up cell finds it at once.
    lstmlab.checking.check = report.check  # type: ignore[assignment]
    space: dict[str, Any] = {
        "__name__": "__main__",
        "check": report.check,
        "score": score,
        "display": lambda *shown, **options: None,
    }
    found = cells(notebook)
    for cell in found:
        report.cell = cell
        report.line(cell=cell.number)
        # Experiments take time, and no exercise needs them.
        if cell.number not in skipped and "experiment" not in cell.tags:
            _run_cell(cell, space, report)
    report.cell = None
    _forgotten(found, space, report)
    report.line(done=True)


def _run_cell(cell: Cell, space: dict[str, Any], report: Report) -> None:
    before = len(report.seen)
    filename = f"<cell {cell.number}>"
    linecache.cache[filename] = (len(cell.code), None, cell.code.splitlines(keepends=True), filename)
    trouble = ""
    try:
        for node in ast.parse(cell.code, filename).body:
            exec(compile(ast.Module([node], []), filename, "exec"), space)
    except KeyboardInterrupt:
        raise
    except BaseException as problem:
        trouble = f"cell {cell.number} stops with {type(problem).__name__}: {problem}"
    if trouble and len(report.seen) == before:
        for name in named(cell.code):
            report.write(name, "failed", 0, [], trouble)


def _forgotten(found: list[Cell], space: dict[str, Any], report: Report) -> None:
    """Exercises whose function is there although their check is not."""
    source = "\n".join(cell.code for cell in found)
    chapters = {exercises.get(name).chapter for name in report.seen}
    for exercise in exercises.registry().values():
        if exercise.chapter not in chapters or exercise.name in report.seen or exercise.name in named(source):
            continue
        function = space.get(exercise.name.split(".")[-1])
        if callable(function):
            result = examine(exercise, function, report.seed)
            report.write(
                exercise.name, result.status, result.points, list(result.mistakes), "its check cell is missing"
            )


if __name__ == "__main__":
    run(Path(sys.argv[1]), Report(sys.argv[3], int(sys.argv[2])), set(map(int, sys.argv[4:])))
