"""The learner's notebook of a chapter: stubs and checks, no solutions, plain Markdown, nbgrader's metadata.

Two builds of one source give the same bytes: the ids of cells come from the headings and the exercises that they stand
under, so a change in one section leaves the others as they are.
"""

import ast
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lstmlab import exercises, links
from lstmlab.exercises import Puzzle
from tools.source import validation
from tools.source.index import BookIndex, plain_title
from tools.source.chapters import Cell, SourceError, read
from tools.notebooks.plain_markdown import Converter

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def build(path: Path, index: BookIndex, registry: Mapping | None = None, *, solved: bool = False) -> NotebookNode:
    """The notebook of one chapter, not executed.

    Args:
        path: the source.
        index: what the chapters may point at.
        registry: exercises by name; lstmlab's where None.
        solved: put the solutions in the place of the stubs. For tests: such a notebook is never stored.

    Raises:
        SourceError: all problems of the chapter, with file, line and what to do.
    """
    registry = exercises.registry() if registry is None else registry
    validation.validate(path, registry)
    chapter = read(path)
    to = Converter(path, index, registry)
    cells: list[NotebookNode] = []
    ids = _Ids()
    name = ""  # the exercise that the cells belong to
    for position, cell in enumerate(chapter.cells):
        if cell.type == "markdown":
            if not cell.is_caption:
                boxes = validation.exercise_boxes(cell)
                name = boxes[-1][1] if boxes else ""
            text = to.convert(cell.source, cell.line)
            if not cells:
                text = _with_links(text, to)
            if text:
                cells.append(new_markdown_cell(text, id=ids.of_text(text)))
            continue
        if cell.kind == "solution":
            continue
        if cell.kind == "exercise" and solved:
            cell = chapter.cells[position + 1]
        if cell.kind == "check" and solved:
            cell = _solve_puzzle(cell, registry[name])
        cells.append(_code_cell(cell, name, registry, ids))
    problems = [*to.problems, *validation.section_problems(chapter, index, registry)]
    if problems:
        raise SourceError(problems)
    notebook = new_notebook(cells=cells, metadata=METADATA)
    nbformat.validate(notebook)
    return notebook


def _code_cell(cell: Cell, name: str, registry: Mapping, ids: "_Ids") -> NotebookNode:
    metadata: dict = {}
    if cell.kind in ("exercise", "solution"):
        metadata["nbgrader"] = _nbgrader(f"{name}-answer", grade=False, solution=True, locked=False)
        cell_id = f"exercise-{name}"
    elif cell.kind == "check":
        metadata["nbgrader"] = _nbgrader(f"{name}-check", grade=True, solution=False, locked=True)
        metadata["nbgrader"]["points"] = registry[name].points
        cell_id = f"check-{name}"
    elif cell.kind == "setup":
        cell_id = "setup"
    else:
        cell_id = ids.of_code(cell.kind or "code")
    if cell.tags:
        metadata["tags"] = list(cell.tags)
    return new_code_cell(cell.source, id=cell_id.replace(".", "-"), metadata=metadata)


def _nbgrader(grade_id: str, **flags: bool) -> dict:
    return {"grade_id": grade_id.replace(".", "-"), "schema_version": 3, "task": False, **flags}


def _with_links(text: str, to: Converter) -> str:
    """The title, and below it where else the chapter can be opened."""
    title, _, rest = text.partition("\n")
    if not title.startswith("# "):
        to.refuse(1, "a chapter has to begin with its title, `# ...`")
    address = to.index.repository
    colab = f"[Open in Colab]({links.colab(to.stem, repository_address=address)})"
    return f"{title}\n\n{colab} · [Open in the book]({to.index.page(to.stem)})\n\n{rest.strip()}".strip()


def _solve_puzzle(cell: Cell, one: object) -> Cell:
    """Set the controls of a puzzle's figure to the solution that the registry holds."""
    if not isinstance(one, Puzzle):
        return cell
    figure = next(validation.checks(cell))[1]
    return Cell(cell.type, settings(figure, one) + cell.source, cell.line, cell.tags, cell.kind)


def settings(figure: ast.expr, puzzle: Puzzle) -> str:
    """The lines that move the controls of a puzzle's figure to its solution."""
    return "".join(f"{ast.unparse(figure)}.{control} = {value!r}\n" for control, value in puzzle.solution.items())


class _Ids:
    """Ids that stay the same when something is added elsewhere in the chapter."""

    def __init__(self):
        self.heading = "top"
        self.seen: Counter = Counter()

    def of_text(self, text: str) -> str:
        """The first heading of a text names it, the last one names what follows. Exercises have ids of their own."""
        fenced, first = False, ""
        for line in text.split("\n"):
            fenced ^= line.startswith("```")
            if not fenced and (found := re.match(r"#{1,6} +(?!(?:Exercise|Puzzle) `)(.*)", line)):
                self.heading = self._slug(found[1])
                first = first or self.heading
        return self._new(first or self.heading, "text")

    def of_code(self, kind: str) -> str:
        return self._new(self.heading, kind)

    def _new(self, heading: str, kind: str) -> str:
        base = f"{heading}-{kind}"
        self.seen[base] += 1
        return base if self.seen[base] == 1 else f"{base}-{self.seen[base]}"

    @staticmethod
    def _slug(heading: str) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", plain_title(heading).lower()).strip("-")
        return slug[:40].rstrip("-") or "section"
