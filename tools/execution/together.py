"""Whether the two executions of a chapter can be had from one run, and which cells that run has.

Nearly all of a chapter has nothing to do with the learner's functions: the book computes with the package. Where that
is so, one run serves both: each check is made first of the stub, then of the solution, all other cells run once.

It is so where no other cell can come to use what an exercise defines, at once or in a function that is called later,
and none asks the session what was solved. This is read off the code, and where it cannot be read off, each execution
is a run of its own. At night a test runs every chapter in both ways and compares (tests/book/test_executions.py).
"""

import ast
import symtable
from collections.abc import Iterator, Sequence

from tools.source.chapters import Cell

# What tells a cell of the cells before it.
OF_THE_SESSION = {"score", "In", "Out", "_", "__", "___", "globals", "vars", "locals", "eval", "exec", "get_ipython"}


class Unclear(Exception):
    """It cannot be read off the code that a cell uses nothing of a learner's."""


def groups(code: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    """The cells of a chapter; an exercise, its solution and its check are one group, all others stand alone.

    Raises:
        Unclear: they do not stand one after the other.
    """
    found, at = [], 0
    while at < len(code):
        kinds = tuple(cell.kind for cell in code[at : at + 3])
        size = 3 if kinds == ("exercise", "solution", "check") else 1
        if size == 1 and kinds[0] in ("exercise", "solution"):
            raise Unclear(f"line {code[at].line}: no check follows an exercise and its solution")
        found.append(tuple(code[at : at + size]))
        at += size
    return found


def turns(code: Sequence[Cell], kinds: Sequence[str]) -> list[tuple[Cell, Sequence[str]]]:
    """The cells of the one run in order, each with the executions of which it is a part.

    Args:
        code: the code cells of a chapter.
        kinds: the executions, that of the stubs first.
    """
    stubs, answers = kinds[:1], kinds[1:]
    found: list[tuple[Cell, Sequence[str]]] = []
    for group in groups(code):
        if len(group) == 3:
            stub, answer, check = group
            found += [(stub, stubs), (check, stubs), (answer, answers), (check, answers)]
        else:
            found.append((group[0], kinds))
    return found


def see_to_it(code: Sequence[Cell]) -> None:
    """See to it that no cell uses what an exercise defines, beside its check.

    Raises:
        Unclear: which cell may do so, and of which name.
    """
    made = groups(code)
    theirs = {name for group in made if len(group) == 3 for cell in group[:2] for name in _defined(cell)}
    bound: set[str] = set()  # what a name stands for now: something of an exercise
    for group in made:
        if len(group) == 3:
            bound |= {name for cell in group[:2] for name in _defined(cell)}
        elif group[0].kind != "setup":  # the same text in every chapter, no Python
            cell = group[0]
            try:
                body = ast.parse(cell.source).body
            except SyntaxError:
                raise Unclear(f"line {cell.line} is no Python") from None
            for statement in body:
                _look_at(statement, cell, theirs, bound)


def _defined(cell: Cell) -> Iterator[str]:
    """The names that an exercise or a solution binds; it does no more than that."""
    for statement in ast.parse(cell.source).body:
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
            raise Unclear(f"line {cell.line} does more than define: {ast.unparse(statement)}")
        yield from _names(statement)[0]


def _look_at(statement: ast.stmt, cell: Cell, theirs: set[str], bound: set[str]) -> None:
    """Go through a statement in order; `bound` loses what it binds anew."""
    if isinstance(statement, ast.For):
        _refuse(_names(ast.Expr(statement.iter)), cell, theirs, bound)
        targets = {node.id for node in ast.walk(statement.target) if isinstance(node, ast.Name)}
        for inner in [*statement.body, *statement.orelse]:
            _look_at(inner, cell, theirs, bound - targets)  # a copy: the loop may not run at all
        return
    names = _names(statement)
    _refuse(names, cell, theirs, bound)
    if isinstance(statement, ast.Assign | ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
        bound -= names[0]


def _refuse(names: tuple[set[str], set[str], set[str]], cell: Cell, theirs: set[str], bound: set[str]) -> None:
    _, at_once, later = names
    if used := (at_once & (bound | OF_THE_SESSION)) | (later & (theirs | OF_THE_SESSION)):
        raise Unclear(f"line {cell.line} uses {', '.join(sorted(used))}")


def _names(statement: ast.stmt) -> tuple[set[str], set[str], set[str]]:
    """Names of the notebook that a statement binds, that it reads, and that functions in it read when they are called,
    and comprehensions at once."""
    table = symtable.symtable(ast.unparse(statement), "cell", "exec")
    symbols = table.get_symbols()
    binds = {one.get_name() for one in symbols if one.is_assigned() or one.is_imported()}
    reads = {one.get_name() for one in symbols if one.is_referenced()}
    # `n += 1` reads n, too; its table says that it binds it.
    reads |= {
        node.target.id
        for node in ast.walk(statement)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)
    }
    return binds, reads, set(_read_inside(table))


def _read_inside(table: symtable.SymbolTable) -> Iterator[str]:
    for inner in table.get_children():
        yield from (one.get_name() for one in inner.get_symbols() if one.is_global())
        yield from _read_inside(inner)
