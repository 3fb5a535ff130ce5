"""The grader of a class: the same exercises as the check in the notebook, with cases from another seed.

    python -m lstmlab.checking.grader NOTEBOOK... [--csv FILE] [--seed NUMBER] [--seconds LIMIT]

Each notebook runs in a process of its own. A cell that takes too long or ends the process is left out and the rest is
run again, so that one endless loop costs its own exercise only. Of several checks of one exercise the last one in a
cell tagged `check` counts, or one that passed. A puzzle that was solved by hand is read from the result
that the notebook holds, and checked again.
"""

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lstmlab import exercises
from lstmlab.checking.api import examine
from lstmlab.checking.calling.notebook import BrokenNotebook, Cell, cells, named
from lstmlab.checking.calling.processes import Stopped, run_notebook
from lstmlab.exercises import Puzzle

SEED = 5_091
SECONDS = 30.0


class Grade(NamedTuple):
    """A line of the table. Status: "passed", "failed", "not attempted", or "unreadable" for a whole file."""

    notebook: str
    exercise: str
    status: str
    points: int
    max_points: int
    mistakes: str = ""
    note: str = ""


def grade(path: Path, seed: int = SEED, seconds: float = SECONDS) -> list[Grade]:
    """Grade one notebook: a line for each exercise of the chapters that it checks.

    Args:
        seconds: how long one cell may take.

    Returns:
        The lines in the order of the book; one line with status "unreadable" for a file that is no notebook.
    """
    try:
        found = cells(path)
    except BrokenNotebook as problem:
        return [Grade(str(path), "", "unreadable", 0, 0, note=f"The file {problem}.")]
    results, stopped = run_notebook(path, seed, seconds, _known(found))
    chapters = {exercises.get(name).chapter for name in [*results, *_known(found)]}
    if not chapters:
        return [Grade(str(path), "", "unreadable", 0, 0, note="The notebook checks no exercise of this course.")]
    lines = []
    for exercise in exercises.registry().values():
        if exercise.chapter in chapters:
            lines.append(_line(path, exercise, results.get(exercise.name, []), found, stopped, seed))
    return lines


def _known(found: Sequence[Cell]) -> list[str]:
    names = named("\n".join(cell.code for cell in found))
    return [name for name in names if name in exercises.registry()]


def _line(
    path: Path,
    exercise: exercises.Exercise | Puzzle,
    results: Sequence[dict[str, Any]],
    found: Sequence[Cell],
    stopped: Sequence[Stopped],
    seed: int,
) -> Grade:
    file, name, full = str(path), exercise.name, exercise.points
    tagged = [one for one in results if one["tagged"]] or list(results)
    best = next((one for one in tagged if one["status"] == "passed"), tagged[-1] if tagged else None)
    for one in stopped:
        if name in one.exercises and (best is None or best["status"] != "passed"):
            return Grade(file, name, "failed", 0, full, note=one.reason)
    if isinstance(exercise, Puzzle) and (best is None or best["status"] != "passed"):
        controls = stored_controls(found, name)
        if controls and examine(exercise, controls, seed).status == "passed":
            return Grade(file, name, "passed", full, full, note="solved by hand on the figure")
    if best is None:
        return Grade(file, name, "not attempted", 0, full, note="not in the notebook")
    return Grade(file, name, best["status"], best["points"], full, " ".join(best["mistakes"]), best["note"])


def stored_controls(found: Sequence[Cell], puzzle: str) -> dict[str, Any]:
    """The control values with which a puzzle was solved, as the results in the notebook say; empty if they do not.

    A figure is solved by hand, so its values stand nowhere else. They are checked again like any other answer.
    """
    for result in (one for cell in found for one in cell.results):
        controls = result.get("controls")
        if (result.get("exercise"), result.get("status")) == (puzzle, "passed") and isinstance(controls, dict):
            return controls
    return {}


def table(grades: Sequence[Grade]) -> str:
    """The grades as text: a block for each notebook."""
    lines: list[str] = []
    width = max((len(one.exercise) for one in grades), default=0)
    for notebook in dict.fromkeys(one.notebook for one in grades):
        own = [one for one in grades if one.notebook == notebook]
        lines.append(f"{notebook}: {sum(one.points for one in own)} of {sum(one.max_points for one in own)} points")
        for one in own:
            more = "; ".join(filter(None, [one.mistakes.replace(" ", ", "), one.note]))
            score = f"{one.points} of {one.max_points}" if one.exercise else ""
            lines.append(f"    {one.exercise:<{width}}  {score:>7}  {one.status}{f' ({more})' if more else ''}")
    return "\n".join(lines)


def write_csv(grades: Sequence[Grade], path: Path) -> None:
    """Write the grades to a new file. Raises FileExistsError: grades are not overwritten."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(Grade._fields)
        writer.writerows(grades)
    if path.exists():
        os.unlink(temporary)
        raise FileExistsError(path)
    os.replace(temporary, path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade the notebooks on the command line. Returns 1 if a file could not be graded, else 0."""
    parser = argparse.ArgumentParser(prog="python -m lstmlab.checking.grader", description=__doc__.split("\n")[0])
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the table to this new file, too")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the cases (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time limit of a cell (default %(default)s)")
    given = parser.parse_args(arguments)
    if given.csv is not None and given.csv.exists():
        parser.error(f"{given.csv} exists already: grades are not overwritten, so choose another name")
    if given.seconds <= 0:
        parser.error("--seconds: expected more than 0")
    grades: list[Grade] = []
    for path in given.notebooks:
        print(f"{path} ...", file=sys.stderr, flush=True)
        grades += grade(path, given.seed, given.seconds)
    print(table(grades))
    if given.csv is not None:
        write_csv(grades, given.csv)
    return int(any(one.status == "unreadable" for one in grades))


if __name__ == "__main__":
    sys.exit(main())
