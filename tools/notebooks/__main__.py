"""Makes the learner's notebooks from the chapters: one source, two products.

    python -m tools.notebooks             write notebooks/, each with what it prints when it runs
    python -m tools.notebooks 02-elman    only this one
    python -m tools.notebooks --check     say which notebooks differ from their chapter; run nothing

The parts: ../source reads the chapters and looks at the exercises, plain_markdown.py and inline.py write
plain Markdown, learner.py puts a notebook together, ../execution has it run.
"""

import argparse
import sys
from pathlib import Path

import nbformat

from tools.execution import execute, executions
from tools.notebooks import learner
from tools.source import setup_cell
from tools.source.index import BookIndex
from tools.source.chapters import ROOT, Problem, SourceError, listed, read
from tools.source.validation import validate

__all__ = ["build_all", "drift", "main", "validate", "write"]


def build_all(
    root: Path = ROOT, *, solved: bool = False, only: list[str] | None = None
) -> dict[str, nbformat.NotebookNode]:
    """The notebooks of all chapters by stem, in the order of the book, not executed.

    Raises:
        SourceError: the problems of all chapters.
    """
    index = BookIndex.of(root)
    notebooks, problems = {}, []
    for path in listed(root):
        if only and path.stem not in only:
            continue
        try:
            notebooks[path.stem] = learner.build(path, index, solved=solved)
        except SourceError as error:
            problems += error.problems
    if problems:
        raise SourceError(problems)
    return notebooks


def drift(root: Path = ROOT, only: list[str] | None = None) -> list[Problem]:
    """Notebooks that are not what their chapter makes. What they print is compared with an execution, by a test."""
    folder = root / "notebooks"
    problems = []
    built = build_all(root, only=only)
    for stem, notebook in built.items():
        path = folder / f"{stem}.ipynb"
        if not path.exists():
            problems.append(Problem(path, 1, "is missing: run `make notebooks`"))
            continue
        stored = nbformat.read(path, as_version=4)
        if any(cell.cell_type == "code" and cell.execution_count is None for cell in stored.cells):
            problems.append(Problem(path, 1, "has cells that were not run: run `make notebooks`"))
        if nbformat.writes(execute.strip(stored)) != nbformat.writes(notebook):
            problems.append(Problem(path, 1, f"differs from book/chapters/{stem}.md: run `make notebooks`"))
    for path in sorted(folder.glob("*.ipynb")):
        if path.stem not in built and not only:
            problems.append(Problem(path, 1, "has no chapter in _toc.yml: remove it, or add the chapter"))
    return problems


def write(root: Path = ROOT, only: list[str] | None = None) -> dict[str, float]:
    """Write the notebooks and return the seconds that each takes to run. Only what has changed is run again."""
    for path in listed(root):
        fill_in_setup(path)
    built = build_all(root, only=only)
    folder = root / "notebooks"
    folder.mkdir(exist_ok=True)
    took = {}
    paths = [path for path in listed(root) if path.stem in built]
    for stem, _, done in executions.all_of(paths, [executions.OPEN], root):
        text = execute.text_of(executions.fill_in(built[stem], done))
        path = folder / f"{stem}.ipynb"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
        took[stem] = done.seconds
    return took


def fill_in_setup(path: Path) -> None:
    """The setup cell is the same in all chapters and names the version, so it is written, not typed."""
    for cell in read(path).cells:
        if cell.kind == "setup" and cell.source != setup_cell.text():
            text = path.read_text(encoding="utf-8")
            path.write_text(setup_cell.fill_in(text, cell.source), encoding="utf-8", newline="\n")
            print(f"{path.name}: setup cell written")
            return


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 where something has to be done."""
    parser = argparse.ArgumentParser(description="Makes the learner's notebooks from the chapters.")
    parser.add_argument("chapters", nargs="*", help="02-elman or 02 ...; all where none is given")
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    chosen = parser.parse_args(arguments)
    try:
        known = [path.stem for path in listed()]
        only = [stem for stem in known if {stem, stem.split("-")[0]} & set(chosen.chapters)]
        if unknown := [one for one in chosen.chapters if not any(one in (stem, stem.split("-")[0]) for stem in only)]:
            parser.error(f"there is no chapter {unknown[0]}. Known are: {', '.join(known)}")
        if chosen.check:
            problems = drift(only=only)
            for problem in problems:
                print(problem, file=sys.stderr)
            return 1 if problems else 0
        for stem, seconds in write(only=only).items():
            print(f"notebooks/{stem}.ipynb: runs in {seconds:.1f} s")
    except (SourceError, execute.RunError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
