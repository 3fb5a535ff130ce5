"""`lstmlab export`: from the results of an assignment to a gradebook and to tables."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from lstmlab.grading import course, export, gradebook, standing
from lstmlab.grading.records import Store, shown, write
from lstmlab.grading.roster import RosterError

HELP = "give grades on: to a gradebook, a spreadsheet, Canvas, Moodle"
_TABLES = ("learners", "exercises", "canvas", "moodle")
_ENDS = """
examples:
  lstmlab export --into grades/week3 --learners week3.csv
      a row a learner; `-` in the place of a file writes to the terminal, or into a pipe
  lstmlab export --into grades/week3 --gradebook gradebook.db
      fill nbgrader's gradebook: manual grades, extra credit and comments that are there are kept
  lstmlab export --into grades/week3 --gradebook gradebook.db --canvas week3-canvas.csv
      the same, then a table of what the gradebook says, manual grades included

What is the same all term stands in course.toml, which is read where it lies in the folder you are in, or with --course:

  roster = "roster.csv"                # columns id, name, email; or the table that Canvas or Moodle exports
  learner = "{id}/*.ipynb"             # where the id stands in a path; without it: a name of the roster in it
  gradebook = "gradebook.db"
  late = "10 % a day, at most 50 %"    # of the points reached; or "none"
  [due]
  week3 = 2026-10-19T23:59:00+02:00    # an assignment is called like the folder of its results

exit codes:
  0  written
  1  written, and somebody has to look at what is told: who is not on the roster, what was handed in twice, and so on
  2  not understood, or there is nothing to write
"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the others."""
    parser = commands.add_parser(
        "export",
        help=HELP,
        description="Give grades on. Nobody is dropped: who is not on the roster is listed apart.",
        epilog=_ENDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_course(parser)
    parser.add_argument("--gradebook", type=Path, metavar="FILE", help="fill this gradebook of nbgrader's first")
    for name, words in zip(
        _TABLES,
        ("a row a learner", "a row an exercise of each learner", "what Canvas imports", "what Moodle imports"),
        strict=True,
    ):
        parser.add_argument(f"--{name}", metavar="FILE", help=f"write a table: {words}; - for the terminal")
    parser.add_argument("--overwrite", action="store_true", help="take the place of tables that are there")
    parser.set_defaults(run=lambda given: _run(given, parser.error))


def add_course(parser: argparse.ArgumentParser) -> None:
    """The options that say where the results of which class are."""
    parser.add_argument("--into", type=Path, default=Path("grades"), metavar="FOLDER",
                        help="where `lstmlab grade` kept the results (default: %(default)s)")  # fmt: skip
    parser.add_argument("--assignment", metavar="NAME", help="what it is called (default: like FOLDER)")
    parser.add_argument(
        "--course", type=Path, metavar="FILE", help="the settings (default: course.toml, if it is there)"
    )
    parser.add_argument("--roster", type=Path, metavar="FILE", help="who is in the class: CSV with id, name, email")
    parser.add_argument("--learner", metavar="PATTERN", default="",
                        help="where the id stands in a path: '{id}/*.ipynb', '{id}_*.ipynb'")  # fmt: skip


def class_of(
    given: argparse.Namespace, gradebook: Path | None = None
) -> tuple[course.Course, standing.Assignment | None]:
    """The settings, and the class in the assignment; None where nothing was graded.

    Raises:
        course.CourseError, RosterError: a file of settings cannot be understood.
    """
    file = given.course or (Path("course.toml") if Path("course.toml").is_file() else None)
    settings = course.load(file, given.roster, given.learner, gradebook)
    results = Store(given.into, 0).all() if (given.into / "results").is_dir() else []
    if not results:
        return settings, None
    name = given.assignment or shown(given.into.resolve().name, 100)
    return settings, standing.of([one for _, one in results], settings, name)


def _run(given: argparse.Namespace, refuse: Callable[[str], object]) -> int:
    wanted = {name: getattr(given, name) for name in _TABLES if getattr(given, name) is not None}
    if list(wanted.values()).count("-") > 1:
        refuse("only one table can go to the terminal")
    for name in wanted.values():
        if name != "-" and os.path.lexists(name) and not given.overwrite:
            refuse(f"{name} exists already: grades are not overwritten, unless you add --overwrite")
    try:
        settings, assignment = class_of(given, given.gradebook)
        if not wanted and settings.gradebook is None:
            refuse("say what to write: --learners, --exercises, --canvas, --moodle or --gradebook")
        if assignment is None:
            return _said(f"{given.into} holds no results: first lstmlab grade ... --into {given.into}")
        told, scores = assignment.told(), None
        if settings.gradebook is not None:
            told += gradebook.fill(settings.gradebook, assignment, settings)
            scores = gradebook.scores(settings.gradebook, assignment, settings)
            waiting = sum(one.waiting > 0 for one in scores.values())
            told += [f"learners with cells that wait for a grader: {waiting}"] if waiting else []
    except (course.CourseError, RosterError, gradebook.NoGradebook) as problem:
        return _said(str(problem))
    found = export.rows(assignment, settings, scores)
    made = {
        "learners": lambda: export.learners(found),
        "exercises": lambda: export.exercises(found, assignment),
        "canvas": lambda: export.canvas(found, assignment),
        "moodle": lambda: export.moodle(found, assignment),
    }
    told += export.told(found, assignment, wanted)
    for table, where in wanted.items():
        data = made[table]()
        if where == "-":
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        else:
            write(Path(where), data)
    for line in told:
        print(f"lstmlab export: {shown(line, 500)}", file=sys.stderr)
    return int(bool(told))


def _said(text: str) -> int:
    print(f"lstmlab export: {text}", file=sys.stderr)
    return 2
