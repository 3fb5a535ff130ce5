"""The program of the jail: it locks itself, runs the cells of one notebook, and answers the judge's questions.

    python -m lstmlab.grading.inside NUMBER

NUMBER is the open file that leads to the judge. Nothing here decides anything: whatever a submission makes of this
process, the judge hears only what its functions return.
"""

import ast
import ctypes
import os
import re
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import lstmlab.checking
from lstmlab.checking import CheckResult
from lstmlab.checking.calling.keep import kept
from lstmlab.grading import cells, lock, near, needed, wire

_DIE_WITH_PARENT = 1
_LATE = "its check did not come to it, but the function is there"


class Line:
    """The line to the judge."""

    def __init__(self, file: int) -> None:
        self._file = file

    def _take(self, count: int) -> bytes:
        found = bytearray()
        while len(found) < count:
            piece = os.read(self._file, min(count - len(found), 1 << 20))
            if not piece:
                os._exit(0)
            found += piece
        return bytes(found)

    def receive(self) -> wire.Message:
        return wire.read(self._take, functions=True)

    def send(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[os.write(self._file, left) :]

    def say(self, **content: Any) -> None:
        self.send(wire.Packer().message(content))


class Notebook:
    """A notebook that runs. cell: the number of the cell that is run. presented: exercises that were checked."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.cell = 0
        self.presented: set[str] = set()

    def at(self, cell: int) -> None:
        """Tell the judge which cell it is that takes the time from now on; 0 for none."""
        self.cell = cell
        self._line.say(**{"is": "cell", "cell": cell})

    def check(self, name: Any = None, answer: Any = None) -> CheckResult | None:
        """Stands for `check`: the judge asks the function what it wants to know, and keeps its verdict to itself."""
        if callable(name) and isinstance(answer, str):
            name, answer = answer, name
        if not isinstance(name, str):
            return None
        self.ask(name, answer)
        return CheckResult(name, "not attempted", 0, 0)

    def ask(self, name: str, answer: Any, note: str = "") -> None:
        """Present an answer to the judge, and answer until the judge has heard enough."""
        self.presented.add(name)
        packer = wire.Packer()
        said: dict[str, Any] = {"is": "check", "name": name[:200], "cell": self.cell, "note": note}
        controls = getattr(answer, "controls", None)
        if callable(answer):
            said["function"] = near.about(answer)
        elif isinstance(controls, dict):
            figure = getattr(answer, "figure_name", type(answer).__name__)
            said |= {"figure": str(figure)[:200], "value": packer.pack(kept(controls))}
        else:
            said["value"] = packer.pack(kept(answer))
        self._line.send(packer.message(said))
        while (question := self._line.receive()).content["do"] != "go on":
            try:
                data = near.answer(answer, question)
            except BaseException as problem:  # whatever the function makes of the question
                data = wire.Packer().message(near.unanswered(problem))
            self._line.send(data)


def main(file: int) -> None:
    """Lock, run every cell, and present what has no check cell."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    line = Line(file)
    start = line.receive().content
    locks = lock.apply(**start["lock"]) if start["lock"] else []
    line.say(**{"is": "locked", "locks": locks})
    if not set(start["needed"]) <= set(locks):  # not a line is run in a jail that stands open
        return
    if not start["whole"]:
        # A figure is then what it is without a runtime: controls and words, which is all that a check asks for.
        sys.modules["anywidget"] = None  # type: ignore[assignment]
    notebook = Notebook(line)
    # Both ways to it: `from lstmlab import check` asks the module, a notebook without set-up cell finds it at once.
    lstmlab.checking.check = notebook.check  # type: ignore[assignment]
    space = cells.space(notebook.check, lambda: None)
    lost: dict[str, str] = {}
    for number, code, found in _plan(start, notebook.at):
        notebook.at(number)
        try:
            cells.run(found, number, space)
        except cells.Trouble as trouble:
            said = _told(str(trouble), lost)
            lacks = issubclass(trouble.kind, (NameError, LookupError, AttributeError, TypeError)) and said == str(
                trouble
            )
            line.say(**{"is": "trouble", "cell": number, "said": said, "lacks": lacks})
            names = re.findall(r"^\s*(?:async\s+)?def\s+(\w+)", code, re.MULTILINE)
            lost |= dict.fromkeys(names, f"cell {number}, which defines it, stops with {said}")
    notebook.at(0)
    for name, functions, missing in start["wanted"]:
        if name not in notebook.presented:
            _present(notebook, name, functions, space, "its check cell is missing" if missing else _LATE)
    line.say(**{"is": "end"})


_Found = Callable[[], list[ast.stmt]]


def _plan(start: dict[str, Any], at: Callable[[int], None]) -> list[tuple[int, str, _Found]]:
    """The cells that are run: number, code, and what of it. at: is told which cell is being read.

    Without experiments, unless an answer needs them. If not the whole notebook is asked for, what the answers need.
    """
    names = {name for _, functions, missing in start["wanted"] for name in functions if missing}
    read: list[needed.Part] = []
    as_it_stands, ours, codes = set[int](), set[int](), dict[int, str]()
    for number, code, root, experiment in start["cells"]:
        at(number)
        codes[number] = code
        try:
            read += needed.parts(number, cells.statements(code, number))
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # it is told when it is run, where it matters
            if not experiment or any(f"def {name}(" in code for name in names):
                as_it_stands.add(number)
        if root:
            as_it_stands.add(number)
        elif not experiment:
            ours.add(number)
    if start["whole"] or needed.unclear(read):
        as_it_stands |= ours
    chosen: dict[int, list[ast.stmt]] = {}
    for part in needed.needed(read, as_it_stands, names):
        chosen.setdefault(part.cell, []).extend(part.nodes)

    def found(number: int, code: str) -> _Found:
        return (
            partial(cells.statements, code, number) if number in as_it_stands else partial(chosen.__getitem__, number)
        )

    return [
        (number, code, found(number, code)) for number, code in codes.items() if number in as_it_stands | chosen.keys()
    ]


def _told(said: str, lost: dict[str, str]) -> str:
    """What is told of a cell that stopped: of a name that is missing, what became of the cell that would make it."""
    missing = re.match(r"NameError: name '(\w+)'", said)
    return f"{said}: {lost[missing[1]]}"[:900] if missing and missing[1] in lost else said


def _present(notebook: Notebook, name: str, functions: list[str], space: dict[str, Any], note: str) -> None:
    """An exercise whose function a cell has defined although no check presents it, or only before it is there."""
    for function in functions:
        answer = space.get(function)
        file = getattr(getattr(answer, "__code__", None), "co_filename", "")
        if isinstance(answer, Callable) and str(file).startswith("<cell"):  # type: ignore[arg-type]
            notebook.ask(name, answer, note)
            return


if __name__ == "__main__":
    main(int(sys.argv[1]))
