"""`lstmlab`, the command: `lstmlab grade SUBMISSION...`, then `lstmlab feedback`, `report` and `export`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lstmlab.grading import alike, batch, cluster, exporting, feedback, jail, report, tables
from lstmlab.grading.course import CourseError
from lstmlab.grading.progress import Progress
from lstmlab.grading.records import Store, write
from lstmlab.grading.roster import RosterError

_ENDS = """
exit codes:
  0  every submission was graded
  1  some could not be graded: their rows say why
  2  the command was not understood
  3  this machine, or a worker, has no jail, or it did not start; or no scheduler answers
  130  stopped by Ctrl-C: the same command goes on where it was

Each submission runs in a jail and is judged from outside of it. What is graded already is left alone: stop it whenever
you want, and give the same command again. A file name that begins with a dash goes after `--`.
"""

_TERM = """
in a week of a term:
  lstmlab grade submitted/week3 --into grades/week3     each notebook in a jail; go on later with the same command
  lstmlab feedback --into grades/week3                  a page for each learner
  lstmlab report --into grades/week3                    a page for you: what went wrong, and how often
  lstmlab export --into grades/week3 --learners -       the points, as a table

Each command has a --help of its own. The page "For instructors" of the book walks through a whole term.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="lstmlab",
        description="Grades of a class, from the notebooks that were handed in to the tables that go back.",
        epilog=_TERM,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    grade = commands.add_parser(
        "grade",
        help="grade the notebooks of a class",
        description="Grade notebooks: what each exercise is worth, and which known mistakes were made.",
        epilog=_ENDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    grade.add_argument("submissions", nargs="+", metavar="NOTEBOOK", help="a notebook, or a folder of notebooks")
    grade.add_argument("--into", type=Path, default=Path("grades"), metavar="FOLDER",
                       help="where the results are kept, a file each (default: %(default)s)")  # fmt: skip
    grade.add_argument("--csv", type=Path, metavar="FILE", help="write a table to this new file, too")
    grade.add_argument("--seconds", type=_positive, default=jail.Limits.cell, metavar="S",
                       help="time of one cell (default: %(default)g)")  # fmt: skip
    grade.add_argument("--notebook-seconds", type=_positive, default=jail.Limits.notebook, metavar="S",
                       help="time of one notebook (default: %(default)g)")  # fmt: skip
    grade.add_argument("--memory", type=_positive, default=jail.Limits.memory / 1e6, metavar="MB",
                       help="memory of one notebook (default: %(default)g)")  # fmt: skip
    grade.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N",
                       help="how many at the same time (default: %(default)s, the cores of this machine)")  # fmt: skip
    grade.add_argument("--scheduler", metavar="ADDRESS",
                       help="judge on the workers of this Dask scheduler, such as tcp://10.0.0.5:8786; each needs "
                       "this package and a jail")  # fmt: skip
    grade.add_argument("--seed", type=int, help="seed of the cases; without it, a secret one that FOLDER keeps")
    grade.add_argument("--jail", choices=jail.KINDS[:2], help="take this jail, and not the best that there is")
    grade.add_argument("--trust-submissions", action="store_true",
                       help="run them without a jail, with all your rights: what you would run yourself")  # fmt: skip
    for name, words in (
        ("feedback", "write a page for each learner: FOLDER/feedback/*.html, with the cards of the notebook"),
        ("report", "write a page for the class: FOLDER/class.html, with the mistakes and how many made them"),
    ):
        other = commands.add_parser(name, help=words, description=words[:1].upper() + words[1:] + ".")
        exporting.add_course(other)
    exporting.add(commands)
    given = parser.parse_args(arguments)
    if given.command == "export":
        return int(given.run(given))
    if given.command != "grade":
        return _pages(given)
    if given.processes < 1:
        grade.error("--processes: expected 1 or more")
    if given.csv is not None and os.path.lexists(given.csv):
        grade.error(f"{given.csv} exists already: grades are not overwritten, so choose another name")
    return _grade(given)


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("expected more than 0")
    return value


def _grade(given: argparse.Namespace) -> int:
    limits = jail.Limits(given.seconds, given.notebook_seconds, int(given.memory * 1e6))
    try:
        kind = "none" if given.trust_submissions else given.jail or ("" if given.scheduler else jail.best())
        judges = cluster.at(given.scheduler) if given.scheduler else batch.here(given.processes)
        store = Store(given.into, given.seed)
        found = list(batch.all_of(_files(given.submissions), store, kind, limits, judges, Progress()))
    except jail.NoJail as problem:
        print(f"lstmlab grade: {problem}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("\nlstmlab grade: stopped. The same command goes on where this one was.", file=sys.stderr)
        return 130
    _print(tables.text(found))
    if given.csv is not None:
        tables.write_csv(found, given.csv)
    return int(any(one.reason for one in found))


def _pages(given: argparse.Namespace) -> int:
    """Write the pages of what was graded. Returns 2 where nothing was."""
    folder = given.into
    try:
        settings, assignment = exporting.class_of(given)
    except (CourseError, RosterError) as problem:
        print(f"lstmlab {given.command}: {problem}", file=sys.stderr)
        return 2
    if assignment is None:
        first = f"first lstmlab grade ... --into {folder}"
        print(f"lstmlab {given.command}: {folder} holds no results: {first}", file=sys.stderr)
        return 2
    there = [(name, one) for name, one in Store(folder, 0).all() if os.path.lexists(one.file)]
    if given.command == "report":
        found = [one for _, one in there]
        write(
            folder / "class.html",
            report.of(found, assignment.told(), alike.of(found, folder / "forms.json")).encode("utf-8"),
        )
        _print(str(folder / "class.html"))
        return 0
    made = set()
    (folder / "feedback").mkdir(exist_ok=True)
    for name, record in there:
        learner = settings.roster.of(record.submission).id
        named = name if name.startswith(learner) else f"{learner}-{name}"
        write(folder / "feedback" / f"{named}.html", feedback.of(record).encode("utf-8"))
        made.add(f"{named}.html")
    for page in (folder / "feedback").glob("*.html"):
        if page.name not in made:  # of a submission that was removed
            page.unlink()
    _print(f"{len(made)} pages in {folder / 'feedback'}")
    return 0


def _print(text: str) -> None:
    """To any terminal: what it has no letters for is shown by a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))


def _files(given: Sequence[str]) -> list[str]:
    """The submissions, each once: the files that are named, and the notebooks in folders that are."""
    found: list[str] = []
    for path in given:
        if os.path.isdir(path) and not os.path.islink(path):
            for place, folders, names in os.walk(path):
                folders[:] = sorted(one for one in folders if one != ".ipynb_checkpoints")
                found += [os.path.join(place, name) for name in sorted(names) if name.endswith(".ipynb")]
        else:
            found.append(path)
    return list(dict.fromkeys(found))
