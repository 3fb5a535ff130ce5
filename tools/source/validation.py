"""An exercise, its solution and its check stand together and say the same: checked before anything is built of them.

`validate(path)` is also called by the build of the book, so that a chapter with a broken exercise fails there too.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from lstmlab import exercises
from lstmlab.exercises import Exercise, Puzzle
from tools.source import setup_cell
from tools.source.chapters import Cell, Chapter, Problem, SourceError, read
from tools.source.index import BookIndex
from tools.source.myst import reader


def validate(path: Path, registry: Mapping | None = None) -> None:
    """Look at the exercises and the setup cell of one chapter.

    Raises:
        SourceError: all problems found, with file, line and what to do.
    """
    registry = exercises.registry() if registry is None else registry
    chapter = read(path)
    problems = [*chapter.problems, *setup_problems(chapter), *_exercise_problems(chapter, registry)]
    if problems:
        raise SourceError(problems)


def setup_problems(chapter: Chapter) -> Iterator[Problem]:
    """The first code cell carries the tag `setup` and the one text that tools/source/setup_cell.py makes."""
    code = [cell for cell in chapter.cells if cell.type == "code"]
    if not code or code[0].kind != "setup":
        line = code[0].line if code else 1
        yield Problem(chapter.path, line, "the first code cell has to carry the tag `setup`, as in the other chapters")
    elif code[0].source != setup_cell.text():
        yield Problem(chapter.path, code[0].line, "the setup cell is not what it should be: `make notebooks` writes it")
    for cell in code[1:]:
        if cell.kind == "setup":
            yield Problem(chapter.path, cell.line, "a second setup cell: leave only the first")


def section_problems(chapter: Chapter, index: BookIndex, registry: Mapping) -> Iterator[Problem]:
    """The section that an exercise names for rereading is there, under this heading."""
    for one in registry.values():
        anchor, heading = one.section
        if one.chapter != chapter.number:
            continue
        stem, found = index.sections.get(anchor, ("", ""))
        if stem != chapter.stem:
            todo = f"write ({anchor})= before its heading, or change the exercise"
            yield Problem(
                chapter.path, 1, f"{one.name} sends learners to the section {anchor!r}, which is not here: {todo}"
            )
        elif found != heading:
            todo = f"the heading here is {found!r}: change one of them"
            yield Problem(chapter.path, 1, f"{one.name} calls the section {anchor!r} {heading!r}, {todo}")


def _exercise_problems(chapter: Chapter, registry: Mapping) -> Iterator[Problem]:
    used: dict[str, int] = {}
    for position, cell in enumerate(chapter.cells):
        after = tuple(one for one in chapter.cells[position + 1 :] if not one.is_caption)
        if cell.is_caption:
            continue
        if cell.type == "markdown":
            boxes = exercise_boxes(cell)
            for line, name in boxes:
                if name in used:
                    yield Problem(chapter.path, line, f"exercise {name} stands here a second time: leave one of them")
                used[name] = line
                yield from _at(chapter, line, _unknown(name, registry) or _wrong_chapter(name, registry, chapter))
            for line, name in boxes[:-1]:
                yield Problem(chapter.path, line, f"no cell follows the box of {name}: put its cells right after it")
            if boxes and boxes[-1][1] in registry:
                line, name = boxes[-1]
                yield from _at(chapter, line, _group(name, registry[name], after))
        else:
            if cell.kind != "setup":
                yield from _at(chapter, cell.line, _not_python(cell))
            yield from _at(chapter, cell.line, _calls(cell, registry))
            yield from _at(
                chapter, cell.line, _stray(cell, [one for one in chapter.cells[:position] if not one.is_caption])
            )
    for one in registry.values():
        if one.chapter == chapter.number and one.name not in used:
            todo = f"add a box `:::{{exercise}} {one.name}` with its cells, or take it out of the registry"
            yield Problem(chapter.path, 1, f"exercise {one.name} of this chapter is not used: {todo}")


def exercise_boxes(cell: Cell) -> list[tuple[int, str]]:
    """(line, name) of the exercise boxes in a text."""
    return [
        (cell.line + token.map[0], token.info.strip().removeprefix("{exercise}").strip())
        for token in reader().parse(cell.source)
        if token.type in ("fence", "colon_fence") and token.info.strip().startswith("{exercise}") and token.map
    ]


def _at(chapter: Chapter, line: int, messages: str | Iterator | None) -> Iterator[Problem]:
    """Problems of these messages; (line, message) where a message has a line of its own."""
    for message in [messages] if isinstance(messages, str) else messages or ():
        yield Problem(chapter.path, *(message if isinstance(message, tuple) else (line, message)))


def _unknown(name: str, registry: Mapping) -> str | None:
    if name in registry:
        return None
    try:
        exercises.get(name)
    except ValueError as error:
        return f"{error} Exercises are registered in lstmlab/exercises/"
    return f"there is no exercise {name!r} here"


def _wrong_chapter(name: str, registry: Mapping, chapter: Chapter) -> str | None:
    right = registry[name].chapter
    if right == chapter.number:
        return None
    return f"{name} is registered for chapter {right}: move it there, or change `chapter` in its exercise"


def _group(name: str, one: Exercise | Puzzle, cells: tuple[Cell, ...]) -> Iterator:
    """What is wrong with the cells behind the box of an exercise."""
    if isinstance(one, Puzzle):
        expected = ["figure", "check"]
    else:
        expected = ["exercise", "solution", "check"]
    group = cells[: len(expected)]
    for cell, kind in zip(group, expected, strict=False):
        if cell.type != "code" or cell.kind != kind:
            shown = (
                "text"
                if cell.type != "code"
                else f"a cell with tag {cell.kind}"
                if cell.kind
                else "a cell without a tag"
            )
            order = ", ".join(expected)
            yield cell.line, f"{name}: expected its {kind} cell here, got {shown}. Cells behind the box: {order}"
            return
    if len(group) < len(expected):
        yield f"{name}: its {expected[len(group)]} cell is missing. Cells behind the box: {', '.join(expected)}"
        return
    check = group[-1]
    answers = [answer for called, answer in checks(check) if called == name]
    if len(answers) != 1 or len(list(checks(check))) != 1 or not isinstance(answers[0], ast.Name):
        yield check.line, f'{name}: the check cell has to call check("{name}", ...) once, with the name of the answer'
    elif isinstance(one, Puzzle):
        yield from _puzzle_problems(name, one, group[0], answers[0].id)
    else:
        yield from _signature_problems(name, one, group[0], answers[0].id, stub=True)
        yield from _signature_problems(name, one, group[1], answers[0].id, stub=False)
    last = _parse(check).body[-1:]
    if not (last and isinstance(last[0], ast.Expr) and isinstance(last[0].value, ast.Call)):
        yield check.line, f"{name}: the call of check has to be the last line of its cell, so that its result is shown"


def _signature_problems(name: str, one: Exercise, cell: Cell, function: str, *, stub: bool) -> Iterator:
    what = "stub" if stub else "solution"
    found = [node for node in _parse(cell).body if isinstance(node, ast.FunctionDef) and node.name == function]
    if len(found) != 1:
        yield cell.line, f"{name}: the {what} has to define {function}(), which the check names"
        return
    asked = list(one.arguments)
    given = [argument.arg for argument in found[0].args.args]
    extra = found[0].args
    if given != asked or extra.vararg or extra.kwarg or extra.kwonlyargs or extra.posonlyargs or extra.defaults:
        signature = f"{function}({', '.join(asked)})"
        yield (
            cell.line,
            f"{name}: the {what} is {ast.unparse(found[0].args)!r}; the registered signature is {signature}",
        )
    if stub and not _raises_not_implemented(found[0].body[-1]):
        yield cell.line, f"{name}: the stub has to end with `raise NotImplementedError`"
    if not stub and _raises_not_implemented(found[0].body[-1]):
        yield cell.line, f"{name}: the solution is still a stub: write the worked answer"


def _puzzle_problems(name: str, one: Puzzle, cell: Cell, variable: str) -> Iterator:
    """The figure cell assigns Figure(puzzle=name) to the name that is checked."""
    for node in _parse(cell).body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.targets[0]) == variable
        ):
            named = {keyword.arg: ast.unparse(keyword.value) for keyword in node.value.keywords}
            if ast.unparse(node.value.func).split(".")[-1] == one.figure and named.get("puzzle") == repr(name):
                return
    yield cell.line, f'{name}: the figure cell has to say {variable} = figures.{one.figure}(puzzle="{name}")'


def _calls(cell: Cell, registry: Mapping) -> Iterator:
    for name, _ in checks(cell):
        if name is None:
            yield 'the first argument of check has to be the name of an exercise in quotes: check("elman.step", step)'
        elif message := _unknown(name, registry):
            yield message


def _stray(cell: Cell, before: list[Cell]) -> str | None:
    """An exercise, solution or check that does not belong to a box."""
    previous = {
        "exercise": lambda one: one.type == "markdown" and bool(exercise_boxes(one)),
        "solution": lambda one: one.kind == "exercise",
        "check": lambda one: one.kind in ("solution", "figure"),
    }.get(cell.kind)
    if previous is None or (before and previous(before[-1])):
        return None
    return (
        f"a cell with tag {cell.kind} without its exercise: order is the box :::{{exercise}}, exercise, solution, check"
    )


def checks(cell: Cell) -> Iterator[tuple[str | None, ast.expr | None]]:
    """(name, answer) of the calls of check in a cell."""
    for node in ast.walk(_parse(cell)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "check":
            name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            yield name if isinstance(name, str) else None, node.args[1] if len(node.args) > 1 else None


def _not_python(cell: Cell) -> str | None:
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        return f"this cell is no Python: {error.msg}, in its line {error.lineno}. Magics stand in the setup cell alone"
    return None


def _parse(cell: Cell) -> ast.Module:
    """The cell's syntax; nothing for a cell that is not plain Python, such as the setup cell with its %pip."""
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def _raises_not_implemented(node: ast.stmt) -> bool:
    return isinstance(node, ast.Raise) and node.exc is not None and "NotImplementedError" in ast.unparse(node.exc)
