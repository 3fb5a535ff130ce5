"""Mutants of an exercise's worked answer: the same function with one small change, made on the syntax tree.

A check that lets a mutant pass would let the same mistake of a learner pass.
"""

import ast
import inspect
import signal
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lstmlab.checking.calling.run import call
from lstmlab.checking.diagnosis import attempt
from lstmlab.checking.diagnosis.judge import judge
from lstmlab.checking.diagnosis.trial import SEED, Trial, trial
from lstmlab.exercises import Exercise

OTHER_OPERATORS = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Add, ast.Div),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
OTHER_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OTHER_NAMES = {
    "max": "min",
    "min": "max",
    "sum": "mean",
    "mean": "sum",
    "zeros": "ones",
    "ones": "zeros",
    "exp": "expm1",
    "log": "log1p",
    "argmax": "argmin",
    "hstack": "vstack",
    "vstack": "hstack",
}


@dataclass(frozen=True)
class Mutant:
    """A changed function.

    change: "`b = np.zeros(n)` -> `b = np.ones(n)`", the lines that differ, by which an exercise's equivalent mutants
    are named: a line added elsewhere does not change it. source: the whole function.
    """

    change: str
    source: str


def mutants(exercise: Exercise) -> list[Mutant]:
    """All mutants of an exercise's worked answer, each once, in the order of the source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(exercise.worked)))
    original = ast.unparse(tree)
    sources = dict.fromkeys(_changed_sources(tree))
    sources.pop(original, None)
    named = Counter()
    found = []
    for source in sources:
        change = _changed_lines(original, source)
        named[change] += 1  # the same line may stand twice in a function
        found.append(Mutant(change if named[change] == 1 else f"{change}, place {named[change]}", source))
    return found


def _changed_lines(old: str, new: str) -> str:
    """The lines in which two sources differ, without those that they share before and after."""
    before, after = old.splitlines(), new.splitlines()
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return " -> ".join(f"`{'; '.join(line.strip() for line in lines) or '(nothing)'}`" for lines in (before, after))


def is_killed(exercise: Exercise, mutant: Mutant, seed: int = SEED) -> bool:
    """Whether the check of the exercise notices that this is not the right answer."""
    namespace = dict(exercise.worked.__globals__)
    exec(compile(mutant.source, "<mutant>", "exec"), namespace)
    ready, function = trial(exercise, seed), namespace[exercise.worked.__name__]
    for seconds in (0.25, 2.5, 25.0):
        try:
            with _limit(seconds):
                return _fails(ready, function)
        except _TooLong:  # not in the mutant, but while its answer was looked at: it had ended, so it gets more time
            continue
    raise TimeoutError(f"{exercise.name}: the check of a mutant takes more than 25 s: {mutant.change}")


def _fails(ready: Trial, function: Callable[..., Any]) -> bool:
    # Most fail in the first case. What is right in all of them goes through the whole check.
    for k, case in enumerate(ready.cases):
        if judge(ready, k, function, call(function, case.inputs)).problems:
            return True
    tried = attempt.run(ready, function)
    return tried.nothing or tried.first_problem() is not None


class _TooLong(BaseException):
    """A mutant that never ends: raised inside it, so the check sees an error."""


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """So many seconds of the processor, which other programs on the machine do not use up. A check takes 0.05."""

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _changed_sources(tree: ast.Module) -> Iterator[str]:
    """The source of every change. The tree is changed in its place and changed back: a copy of it takes far longer."""
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    names = [argument.arg for argument in function.args.args]
    names += [node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    names = list(dict.fromkeys(names))
    skipped, places = _not_code(function), _places(tree)
    for node in list(ast.walk(tree)):
        if node in skipped:
            continue
        for make in (_expression, _statement):
            for replacement in make(node, names):
                with _replaced(node, *places[node], replacement):
                    yield ast.unparse(tree)


def _not_code(function: ast.FunctionDef) -> set[ast.AST]:
    """Docstring, arguments, and the words of error messages."""
    found = {one for node in ast.walk(function.args) for one in [node]}
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            found |= {inner for argument in node.exc.args for inner in ast.walk(argument)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found |= {node, node.value}
    return found


def _places(tree: ast.Module) -> dict[ast.AST, tuple[ast.AST, str]]:
    """Of every node, the node that it belongs to and the field that it stands in, by itself or in a list."""
    found: dict[ast.AST, tuple[ast.AST, str]] = {}
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, ast.AST):
                    found[one] = parent, field
    return found


@contextmanager
def _replaced(node: ast.AST, parent: ast.AST, field: str, replacement: ast.AST | None) -> Iterator[None]:
    """Inside the `with` block another node stands in the place of this one, or none."""
    before = getattr(parent, field)
    after: object = replacement
    if isinstance(before, list):
        rest = [replacement if one is node else one for one in before]
        after = [one for one in rest if one is not None] or [ast.Pass()]
    if replacement is not None:
        ast.fix_missing_locations(replacement)
    setattr(parent, field, after)
    try:
        yield
    finally:
        setattr(parent, field, before)


def _expression(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    for make in (_binary, _unary_and_boolean, _constant, _name, _call, _subscript, _attribute):
        yield from make(node, names)


def _binary(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if not isinstance(node, ast.BinOp):
        return
    for operator in OTHER_OPERATORS.get(type(node.op), ()):
        yield ast.BinOp(node.left, operator(), node.right)
    yield node.left  # a term, a factor or an exponent dropped
    yield node.right
    if isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow)):
        yield ast.BinOp(node.right, node.op, node.left)
    yield ast.UnaryOp(ast.USub(), node)
    if isinstance(node.op, ast.MatMult):
        yield ast.BinOp(ast.Attribute(node.left, "T", ast.Load()), node.op, node.right)
        yield ast.BinOp(node.left, node.op, ast.Attribute(node.right, "T", ast.Load()))
        yield ast.Attribute(node, "T", ast.Load())


def _unary_and_boolean(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.UnaryOp):
        yield node.operand
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        yield from node.values
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for operator in OTHER_COMPARISONS.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [operator()], node.comparators)
        yield ast.Constant(True)
        yield ast.Constant(False)
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
        yield ast.IfExp(node.test, node.orelse, node.body)


def _constant(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, (int, float)):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    elif isinstance(node.value, str):
        yield ast.Constant(node.value + "?")


def _name(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        for other in names:
            if other != node.id:
                yield ast.Name(other, ast.Load())


def _call(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Call):
        return
    if len(node.args) == 1:
        yield node.args[0]  # the function left out
    if not node.args and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if len(node.args) >= 2:
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
        for k in range(len(node.args)):
            yield ast.Call(node.func, node.args[:k] + node.args[k + 1 :], node.keywords)
    for k in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:k] + node.keywords[k + 1 :])
    if isinstance(node.func, ast.Name) and node.func.id == "range" and len(node.args) == 1:
        yield ast.Call(node.func, [ast.Constant(1), *node.args], [])
        yield ast.Call(ast.Name("reversed", ast.Load()), [node], [])


def _subscript(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load):
        return
    if isinstance(node.slice, ast.Slice):
        lower, upper = node.slice.lower, node.slice.upper
        for bounds in ((None, upper), (lower, None)):
            if bounds != (lower, upper):
                yield ast.Subscript(node.value, ast.Slice(*bounds), ast.Load())
        for bound, place in ((lower, 0), (upper, 1)):
            if bound is not None:
                for step in (ast.Add(), ast.Sub()):
                    moved: list[ast.expr | None] = [lower, upper]
                    moved[place] = ast.BinOp(bound, step, ast.Constant(1))
                    yield ast.Subscript(node.value, ast.Slice(*moved), ast.Load())
    elif not isinstance(node.slice, (ast.Tuple, ast.Constant)):
        for step in (ast.Add(), ast.Sub()):
            yield ast.Subscript(node.value, ast.BinOp(node.slice, step, ast.Constant(1)), ast.Load())


def _attribute(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        if node.attr == "T":
            yield node.value
        elif node.attr in OTHER_NAMES:
            yield ast.Attribute(node.value, OTHER_NAMES[node.attr], ast.Load())
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in OTHER_NAMES:
        yield ast.Name(OTHER_NAMES[node.id], ast.Load())


def _statement(node: ast.AST, names: list[str]) -> Iterator[ast.AST | None]:
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.Raise, ast.If, ast.For, ast.Return)):
        yield None
    if isinstance(node, ast.Assign) and isinstance(node.value, (ast.BinOp, ast.Call)):
        yield ast.Assign(node.targets, ast.UnaryOp(ast.USub(), node.value))
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value)
        for operator in OTHER_OPERATORS.get(type(node.op), ())[:1]:
            yield ast.AugAssign(node.target, operator(), node.value)
    if isinstance(node, ast.If):
        yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    if isinstance(node, ast.For):
        for text in ("list({})[1:]", "list({})[:-1]", "list({})[::-1]"):
            several = ast.parse(text.format(ast.unparse(node.iter)), mode="eval").body
            yield ast.For(node.target, several, node.body, node.orelse)
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) > 1:
        yield ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load()))
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict):
        values = node.value.values
        for k in range(len(values)):
            for other in range(k + 1, len(values)):
                swapped = list(values)
                swapped[k], swapped[other] = swapped[other], swapped[k]
                yield ast.Return(ast.Dict(node.value.keys, swapped))
