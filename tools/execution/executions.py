"""Every chapter has two executions, one with nothing attempted and one solved, and all that shows results reads these.

    open      the stubs, and below them checks that say "not attempted": notebooks/, and the book without solutions
    solved    the worked answers in place of the stubs: the book, and the test that every check passes

`execution` gives one of them, and runs the chapter only where none is stored that is still true: its own code, the
environment, and every file of the project that it read are what they were (recording.py notes the files). What is
stored lies in _build/executed/. Where stubs and answers concern their checks alone, one run gives both (together.py).

    python -m tools.execution.executions [chapter ...]    runs what has to be run, two at a time
"""

import argparse
import ast
import copy
import hashlib
import importlib.util
import json
import os
import platform
import site
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from lstmlab import exercises, links
from lstmlab.exercises import Puzzle
from tools.execution import execute, together
from tools.notebooks import learner
from tools.source import validation
from tools.source.chapters import ROOT, Cell, SourceError, listed, read

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

OPEN, SOLVED = "open", "solved"
KINDS = (OPEN, SOLVED)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class Differs(Exception):
    """A notebook is not the code that was executed."""


@dataclass(frozen=True)
class Execution:
    """One execution of a chapter.

    Attributes:
        notebook: its code cells with all their outputs, without its texts.
        statuses: what the check of each exercise said; of a puzzle in a solved chapter, with its controls at the
            solution. By name.
        seconds: of a clock, with the start of the kernel.
        cpu_seconds: of the processor.
        when: it began, in seconds since 1970.
        used: the files and folders of the project that it read, and what they were.
        is_new: it was run just now, and not read from the store.
    """

    notebook: NotebookNode
    statuses: dict[str, str]
    seconds: float
    cpu_seconds: float
    when: float
    used: dict[str, str]
    is_new: bool = False


def execution(path: Path, kind: str, root: Path = ROOT) -> Execution:
    """The execution of a chapter, from the store where it is still true, else run now. Safe to ask for at once.

    Raises:
        RunError: a cell fails.
    """
    return executions_of(path, [kind], root)[kind]


def executions_of(path: Path, kinds: Sequence[str] = KINDS, root: Path = ROOT) -> dict[str, Execution]:
    """The executions of a chapter by their kinds. Where both have to be run, one run gives both if it can.

    Raises:
        RunError: a cell fails.
    """
    code = [cell for cell in read(path).cells if cell.type == "code"]
    with _alone(_place(root, path.stem, "both").with_suffix(".lock")):
        found = {kind: _stored(root, path.stem, kind, chapter_code(code, kind)) for kind in KINDS}
        if not any(found.values()) and _one_run_will_do(code):
            found |= _run(root, path, code, KINDS)
        else:
            for kind in kinds:
                if found[kind] is None:
                    found |= _run(root, path, code, [kind])
    return {kind: one for kind in kinds if (one := found[kind]) is not None}


def _one_run_will_do(code: Sequence[Cell]) -> bool:
    try:
        together.see_to_it(code)
    except (together.Unclear, SyntaxError):  # what is no Python fails where it is run, and is told there
        return False
    return True


def all_of(
    paths: Iterable[Path], kinds: Sequence[str] = KINDS, root: Path = ROOT, at_once: int = 2
) -> Iterator[tuple[str, str, Execution]]:
    """(stem, kind, execution) of chapters, as they get ready."""
    with ThreadPoolExecutor(at_once) as pool:  # the kernels are processes of their own
        for path, running in [(path, pool.submit(executions_of, path, kinds, root)) for path in paths]:
            for kind, one in running.result().items():
                yield path.stem, kind, one


def chapter_code(cells: Iterable[Cell], kind: str) -> list[Cell]:
    """The code cells that an execution runs, in order."""
    left_out = {OPEN: "solution", SOLVED: "exercise"}[kind]
    return [cell for cell in cells if cell.type == "code" and cell.kind != left_out]


def fill_in(notebook: NotebookNode, done: Execution) -> NotebookNode:
    """Put what an execution gave into a notebook of the same code: outputs, counts, widgets.

    A stub in a notebook that also holds its solution was not run, and stays without a result.

    Raises:
        Differs: a cell that was not run, or was run and is not there. So no notebook shows what other code gave.
    """
    ran = iter(done.notebook.cells)
    following = next(ran, None)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if following is not None and cell.source == following.source:
            cell.outputs, cell.execution_count = following.outputs, following.execution_count
            following = next(ran, None)
        elif "exercise" not in cell.metadata.get("tags", ()):
            raise Differs(f"this cell was not executed:\n{cell.source}")
    if following is not None:
        raise Differs(f"this cell was executed and is not in the notebook:\n{following.source}")
    for key in ("language_info", "widgets"):
        if key in done.notebook.metadata:
            notebook.metadata[key] = done.notebook.metadata[key]
    return notebook


@cache  # to read what all packages are takes half a second
def environment() -> str:
    """All that results depend on beside the files of the project: Python, every package, the machine's kind."""
    # Where packages are installed, and not sys.path, which differs from program to program: setuptools, where it is
    # imported, puts its own copies of packages there.
    folders = [*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])]
    packages = sorted({f"{one.name}=={one.version}" for one in metadata.distributions(path=folders)})
    own = [Path(__file__).with_name(name) for name in ("executions.py", "execute.py", "recording.py", "together.py")]
    parts = [platform.python_version(), platform.machine(), links.repository(), *packages, *map(_content, own)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


# The store


def _place(root: Path, stem: str, kind: str) -> Path:
    return root / "_build" / "executed" / f"{stem}.{kind}.json"


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Others that want the same execution wait until it is stored. On Windows they run it as well."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _stored(root: Path, stem: str, kind: str, code: list[Cell]) -> Execution | None:
    place = _place(root, stem, kind)
    if not place.exists():
        return None
    kept = json.loads(place.read_text(encoding="utf-8"))
    if kept["code"] != _code_of(code) or kept["environment"] != environment():
        return None
    if any(_content(Path(root, name)) != content for name, content in kept["used"].items()):
        return None
    notebook = nbformat.reads(kept.pop("notebook"), as_version=4)
    return Execution(notebook, **{name: kept[name] for name in ("statuses", "seconds", "cpu_seconds", "when", "used")})


def _run(root: Path, path: Path, code: Sequence[Cell], kinds: Sequence[str]) -> dict[str, Execution]:
    """Run the chapter once, for one kind of execution or for both."""
    turns = together.turns(code, KINDS) if len(kinds) > 1 else [(cell, kinds) for cell in chapter_code(code, kinds[0])]
    cells = [cell for cell, _ in turns]
    notebook = new_notebook(
        cells=[new_code_cell(cell.source, metadata=_tags(cell)) for cell in cells],
        metadata={"kernelspec": KERNEL},
    )
    puzzles = [cell for cell in cells if SOLVED in kinds and cell.kind == "check" and _puzzle(cell)]
    started = time.time()
    try:
        run = execute.run(notebook, path.name, afterwards=[_solved(cell) for cell in puzzles], sources=_folders(root))
    except execute.RunError as failed:
        message, *at = failed.args
        line = cells[at[0]].line if at else 1
        raise execute.RunError(
            f"{_name(root, path.resolve())}:{line}: {message.removeprefix(f'{path.name}: ')}"
        ) from None
    # What was saved while it ran may have been read before: the next one who asks runs the chapter again.
    used = {
        _name(root, path): "changed meanwhile" if _is_younger(path, started) else _content(path)
        for path in map(Path, run.used)
    }
    checked = [(name, of) for cell, of in turns if cell.kind == "check" for name, _ in validation.checks(cell) if name]
    said = list(zip(checked, run.statuses, strict=True))
    solved = dict(zip([_puzzle(cell).name for cell in puzzles], run.afterwards, strict=True))
    found = {}
    for kind in kinds:
        statuses = {name: status for (name, of), status in said if kind in of} | (solved if kind == SOLVED else {})
        own = _part(run.notebook, [kind in of for _, of in turns])
        found[kind] = Execution(own, statuses, run.seconds, run.cpu_seconds, started, used, is_new=True)
        _store(root, path.stem, chapter_code(code, kind), kind, found[kind])
    return found


def _part(notebook: NotebookNode, chosen: Sequence[bool]) -> NotebookNode:
    """The chosen cells of a notebook that was run, named and counted as if no other had been there."""
    part = copy.deepcopy(notebook)
    part.cells = [cell for cell, is_chosen in zip(part.cells, chosen, strict=True) if is_chosen]
    for at, cell in enumerate(part.cells):
        cell.id, cell.execution_count = f"cell-{at}", at + 1
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = at + 1
    return part


def _store(root: Path, stem: str, code: list[Cell], kind: str, done: Execution) -> None:
    kept = {
        "code": _code_of(code),
        "environment": environment(),
        "notebook": nbformat.writes(done.notebook),
        **{name: getattr(done, name) for name in ("statuses", "seconds", "cpu_seconds", "when", "used")},
    }
    place = _place(root, stem, kind)
    half = place.with_suffix(f".{os.getpid()}")
    half.write_text(json.dumps(kept), encoding="utf-8")
    os.replace(half, place)


def _folders(root: Path) -> list[Path]:
    """Where a chapter's sources can lie: in the course, and in the package, which may be that of another folder."""
    package = importlib.util.find_spec("lstmlab")
    assert package is not None
    assert package.origin is not None
    return [root, Path(package.origin).parent]


def _name(root: Path, path: Path) -> str:
    """Below the course: from there on, for the folder may be moved."""
    return str(path.relative_to(root.resolve())) if path.is_relative_to(root.resolve()) else str(path)


def _code_of(code: list[Cell]) -> str:
    return hashlib.sha256("\0".join(f"{cell.tags}{cell.source}" for cell in code).encode()).hexdigest()


def _content(path: Path) -> str:
    """A hash of a file, or of the names in a folder; "missing" where there is none."""
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return "missing"
    return _content_at(path, changed)


def _is_younger(path: Path, moment: float) -> bool:
    return path.is_file() and path.stat().st_mtime > moment


@cache
def _content_at(path: Path, changed: int) -> str:
    if path.is_dir():
        names = [one.name for one in path.iterdir() if not one.name.startswith((".", "__pycache__"))]
        return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _tags(cell: Cell) -> dict[str, list[str]]:
    return {"tags": list(cell.tags)} if cell.tags else {}


# Puzzles


def _puzzle(cell: Cell) -> Puzzle | None:
    """The puzzle that a check is about."""
    name = next(validation.checks(cell))[0]
    one = exercises.get(name) if name else None
    return one if isinstance(one, Puzzle) else None


def _solved(cell: Cell) -> tuple[str, str]:
    """A program that moves the controls of a puzzle's figure to its solution, and what its check says then."""
    name, figure = next(validation.checks(cell))
    return learner.settings(figure, exercises.get(name)), f"check({name!r}, {ast.unparse(figure)}).status"


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 where a chapter fails."""
    parser = argparse.ArgumentParser(description="Executes the chapters that have to be executed.")
    parser.add_argument("chapters", nargs="*", help="02-elman or 02 ...; all where none is given")
    chosen = parser.parse_args(arguments).chapters
    try:
        paths = [path for path in listed() if not chosen or {path.stem, path.stem.split("-")[0]} & set(chosen)]
        if not paths:
            parser.error(f"there is no such chapter. Known are: {', '.join(path.stem for path in listed())}")
        for stem, kind, done in all_of(paths):
            print(said(stem, kind, done), flush=True)
    except (SourceError, execute.RunError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def said(stem: str, kind: str, done: Execution) -> str:
    """One line on an execution."""
    return f"  {stem:24} {kind:7} {done.seconds:5.1f} s{'' if done.is_new else ', from the cache'}"


if __name__ == "__main__":
    sys.exit(main())
