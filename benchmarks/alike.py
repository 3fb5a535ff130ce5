"""How often two answers that were written apart are called nearly alike, and how often a changed copy is.

    python -m benchmarks.alike

Written apart: the right answers in tests/exercises and the worked one, of each exercise, in pairs. They were written to
be different; learners who read the same book come nearer to each other by themselves. Copies: each of them, changed
as somebody would who hides that it is one, in seven ways.
"""

import ast
import copy
import inspect
import random
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from lstmlab import exercises
from lstmlab.exercises import Exercise
from lstmlab.grading import alike, trees
from tests.exercises import answers


def function(given: Callable[..., Any]) -> ast.FunctionDef | None:
    """The syntax tree of a function that is long enough to be compared."""
    try:
        text = textwrap.dedent(inspect.getsource(given))
    except (OSError, TypeError):  # it was made by a program
        return None
    (tree,) = ast.parse("\n".join(one for one in text.splitlines() if not one.startswith("@"))).body[:1]
    fits = isinstance(tree, ast.FunctionDef) and sum(1 for _ in ast.walk(tree)) >= alike.SMALL
    return tree if fits and isinstance(tree, ast.FunctionDef) else None


def written_apart() -> Iterator[tuple[str, list[ast.FunctionDef]]]:
    """Of each exercise its right answers, each form once."""
    for one in exercises.registry().values():
        if isinstance(one, Exercise):
            found = [function(each) for each in [one.worked, *answers.of(one.name).accepted]]
            yield one.name, list({trees.form(each): each for each in found if each is not None}.values())


def share(one: ast.FunctionDef, other: ast.FunctionDef) -> float:
    """Of the pieces that both have, as the report compares them."""
    first, second = set(trees.pieces(one)), set(trees.pieces(other))
    return len(first & second) / len(first | second)


def _line_more(tree: ast.FunctionDef, draw: random.Random) -> None:
    tree.body.insert(draw.randrange(len(tree.body)), ast.parse("print('here')").body[0])


def _name_for_the_result(tree: ast.FunctionDef, draw: random.Random) -> None:
    last = tree.body[-1]
    if isinstance(last, ast.Return) and last.value is not None:
        name = ast.parse("result_ = 0\nreturn_ = result_").body
        assert isinstance(name[0], ast.Assign)
        assert isinstance(name[1], ast.Assign)
        name[0].value, last.value = last.value, name[1].value
        tree.body.insert(-1, name[0])


def _two_lines_swapped(tree: ast.FunctionDef, draw: random.Random) -> None:
    places = [k for k, pair in enumerate(zip(tree.body, tree.body[1:], strict=False))
              if all(isinstance(one, ast.Assign) for one in pair)]  # fmt: skip
    if places:
        k = draw.choice(places)
        tree.body[k], tree.body[k + 1] = tree.body[k + 1], tree.body[k]


def _another_number(tree: ast.FunctionDef, draw: random.Random) -> None:
    found = [one for one in ast.walk(tree) if isinstance(one, ast.Constant) and type(one.value) in (int, float)]
    if found:
        draw.choice(found).value = 77


def _another_sign(tree: ast.FunctionDef, draw: random.Random) -> None:
    found = [one for one in ast.walk(tree) if isinstance(one, ast.BinOp)]
    if found:
        one = draw.choice(found)
        one.op = ast.Sub() if isinstance(one.op, ast.Add) else ast.Add()


def _no_name_between(tree: ast.FunctionDef, draw: random.Random) -> None:
    for line in [one for one in tree.body if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)]:
        name = line.targets[0]
        assert isinstance(name, ast.Name)
        uses = [one for one in ast.walk(tree) if isinstance(one, ast.Name) and one.id == name.id]
        if len(uses) == 2:
            tree.body.remove(line)
            _Instead(name.id, line.value).visit(tree)
            return


class _Instead(ast.NodeTransformer):
    def __init__(self, name: str, value: ast.expr) -> None:
        self.name, self.value = name, value

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.value if node.id == self.name else node


def _line_and_name(tree: ast.FunctionDef, draw: random.Random) -> None:
    _line_more(tree, draw)
    _name_for_the_result(tree, draw)


CHANGES = {
    "a line more": _line_more,
    "a name for the result": _name_for_the_result,
    "two lines swapped": _two_lines_swapped,
    "another number": _another_number,
    "another sign": _another_sign,
    "a name less": _no_name_between,
    "a line more and a name for the result": _line_and_name,
}


def copies(seed: int) -> dict[str, list[float]]:
    """How near each changed copy is to what it was copied from; none where a change leaves its form."""
    draw, found = random.Random(seed), defaultdict(list)
    for _, forms in written_apart():
        for one in forms:
            for name, change in CHANGES.items():
                other = copy.deepcopy(one)
                change(other, draw)
                if trees.form(other) != trees.form(one):
                    found[name].append(share(one, other))
    return dict(found)


def apart() -> list[float]:
    """How near two answers of one exercise are that were written apart."""
    return [share(*pair) for _, forms in written_apart() for pair in combinations(forms, 2)]


def main() -> None:
    """Say both."""
    pairs = apart()
    print(f"written apart: {sum(one >= alike.NEAR for one in pairs)} of {len(pairs)} pairs are called nearly alike")
    for name, shares in copies(1).items():
        print(f"copies with {name}: {sum(one >= alike.NEAR for one in shares)} of {len(shares)}")


if __name__ == "__main__":
    main()
