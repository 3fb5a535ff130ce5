"""Which parts of a notebook its answers need: the rest, most of all the experiments, need not be run to grade it.

A cell with an answer or a check is run as it stands. Of the others those are run that make a name which is needed so
far, or change the thing that it stands for; what they use is needed in turn, wherever it stands. Of the imports of such
a cell, each name counts by itself. What cannot be told from the names alone, such as `exec`, is not guessed: then
everything is run. What only looks as if it were not needed is found by whoever runs it: see session.py.
"""

import ast
import symtable
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

# With one of these at hand, a name can be used or made that does not stand in the cell.
_ANY_NAME = {"exec", "eval", "globals", "locals", "vars"}
# Functions, and the modules whose functions, show what they are given and change nothing of it.
_SHOWS = {"print", "display", "check", "score", "plots", "drawings", "figures", "plt"}


@dataclass
class Part:
    """Statements of one cell, and the names of the notebook that they have to do with.

    Attributes:
        makes: the names that they bind. changes: those whose things they may change. uses: those that they ask for.
        imported: it is one name that is imported.
    """

    cell: int
    nodes: list[ast.stmt]
    makes: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)
    imported: bool = False


def parts(cell: int, statements: Sequence[ast.stmt]) -> list[Part]:
    """A cell in parts: each name that it imports, and the rest. Raises what Python raises for a text it refuses."""
    found: list[Part] = []
    rest: list[ast.stmt] = []
    for node in statements:
        if isinstance(node, (ast.Import, ast.ImportFrom)) and all(one.name != "*" for one in node.names):
            found += [_imported(cell, node, one) for one in node.names]
        else:
            rest.append(node)
    if rest:
        found.append(_named(Part(cell, rest)))
    return found


def _imported(cell: int, node: ast.Import | ast.ImportFrom, name: ast.alias) -> Part:
    alone: ast.stmt = (
        ast.Import([name]) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, [name], node.level)
    )
    return Part(cell, [ast.copy_location(alone, node)], {(name.asname or name.name).split(".")[0]}, imported=True)


def _named(part: Part) -> Part:
    text = "\n".join(ast.unparse(node) for node in part.nodes)
    tables = [symtable.symtable(text, "<cell>", "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        outermost = table.get_type() == "module"
        for name in table.get_symbols():
            if not outermost and not name.is_global():
                continue
            if name.is_referenced():
                part.uses.add(name.get_name())
            if name.is_assigned() or name.is_imported():
                part.makes.add(name.get_name())
    part.changes |= set(_changed(part.nodes))
    if any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in part.nodes):
        part.uses |= _ANY_NAME
    return part


def _changed(nodes: Sequence[ast.stmt]) -> Iterator[str]:
    """The names whose things may change: `x.y = 1`, `del x[2]`, and in a statement alone `x.append(2)`, `fill(x)`."""
    for node in (one for statement in nodes for one in ast.walk(statement)):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            yield from _first(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value
            if not set(_first(call.func)) & _SHOWS:
                given = [*call.args, *(one.value for one in call.keywords)]
                yield from (name for one in (call.func, *given) for name in _first(one))


def _first(expression: ast.expr) -> Iterator[str]:
    """Of `x.y[2].z`, x."""
    while isinstance(expression, (ast.Attribute, ast.Subscript, ast.Starred)):
        expression = expression.value
    if isinstance(expression, ast.Name):
        yield expression.id


def unclear(found: Sequence[Part]) -> bool:
    """Whether what they need cannot be told."""
    return any(part.uses & _ANY_NAME for part in found)


def needed(found: Sequence[Part], roots: Collection[int], names: Collection[str]) -> list[Part]:
    """The parts to be run, in their order.

    Args:
        roots: cells that are run in any case. names: that are needed in any case.
    """
    modules = {name for part in found if part.imported for name in part.makes}
    wanted, chosen = set(names), {k for k, part in enumerate(found) if part.cell in roots}
    for k in chosen:
        wanted |= found[k].uses
    grown = True
    while grown:
        grown = False
        for k, part in enumerate(found):
            if k not in chosen and (part.makes | part.changes - modules) & wanted:
                chosen.add(k)
                wanted |= part.uses
                grown = True
    return [found[k] for k in sorted(chosen)]
