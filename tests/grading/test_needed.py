"""Of a notebook no more is run than its answers need; and what they need in some way that cannot be read is run too."""

import ast
import textwrap

import pytest

from lstmlab.grading import cells, jail, needed
from lstmlab.grading.notebook import Cell
from lstmlab.grading.session import Session

CHECK = "check('hello.scale', scale)"


def chosen(*code, names=()):
    """The first line of each part that is run for the sake of the last cell."""
    found = [part for k, one in enumerate(code, 1)
             for part in needed.parts(k, cells.statements(textwrap.dedent(one), k))]  # fmt: skip
    return [(part.cell, ast_text(part)) for part in needed.needed(found, {len(code)}, names)]


def ast_text(part):
    return ast.unparse(part.nodes[0]).split("\n")[0]


SCALE = "def scale(x, factor):\n    return x * factor"
# Cells before the check, and those of them that are run.
NEEDED = {
    "a function": ([SCALE, "print(1)"], [1]),
    "what a function calls": (["def twice(x):\n    return 2 * x", "def scale(x, f):\n    return twice(x)"], [1, 2]),
    "what it finds later": (["def scale(x, f):\n    return F * x", "other = 3", "F = 2"], [1, 3]),
    "two of one name": ([SCALE, "scale = 3", "def scale(x): return x"], [1, 2, 3]),
    "arguments are no names": (["x = 1", "factor = 2", SCALE], [3]),
    "an item is set": (["W = {}", "W['a'] = 1", "V = {}", "V['a'] = W", "def scale(x, f):\n    return W"], [1, 2, 5]),
    "a method is called": (["W = []", "W.append(1)", "print(W)", "scale = lambda x, f: W"], [1, 2, 4]),
    "a function fills it": (["W = []", "for k in range(3):\n    fill(W)", "scale = lambda x, f: W"], [1, 2, 3]),
    "a class": (["class A:\n    size = SIZE", "SIZE = 3", "def scale(x, f):\n    return A()"], [1, 2, 3]),
    "global": (["def set_up():\n    global W\n    W = 3", "def scale(x, f):\n    return W"], [1, 2]),
    "under a condition": (["if True:\n    import math as m", "def scale(x, f):\n    return m.pi"], [1, 2]),
    "in a comprehension": (["W = 1", "k = 2", "scale = [W for k in range(3)]"], [1, 3]),
    "by an operator": (["W = 1", "W += 1", "(V := W)", "scale = V"], [1, 2, 3, 4]),
    "waited for": (["import asyncio\nW = await asyncio.sleep(0)", "scale = W"], [1, 1, 2]),
}


@pytest.mark.parametrize("kind", NEEDED)
def test_a_cell_is_run_if_something_needs_what_it_makes(kind):
    before, expected = NEEDED[kind]
    assert [cell for cell, _ in chosen(*before, CHECK)] == [*expected, len(before) + 1]


def test_of_imports_those_are_run_whose_names_are_used():
    imports = "import os, numpy as np\nfrom math import pi, tau as t\nimport os.path\nx = os.sep"
    assert chosen(imports, "scale = np.abs(t)", CHECK) == [
        (1, "import numpy as np"), (1, "from math import tau as t"), (2, "scale = np.abs(t)"), (3, CHECK),
    ]  # fmt: skip


def test_what_names_do_not_tell_is_not_guessed():
    for odd in ("exec('scale = 1')", "globals()['scale'] = 1", "from math import *", "vars()", "scale = eval('1')"):
        assert needed.unclear(needed.parts(1, cells.statements(odd, 1))), odd
    assert not needed.unclear(needed.parts(1, cells.statements("evaluate(1)", 1)))


def verdicts(*found, limits=None):
    session = Session(4_711, jail.best(), limits or jail.Limits(cell=10.0), jail.Jail)
    made = [Cell(k, textwrap.dedent(code), tags) for k, (code, *tags) in enumerate(map(tuple_of, found), 1)]
    results, stopped = session.run(made, {})
    return [one.status for one in results.get("hello.scale", [])], stopped


def tuple_of(one):
    return one if isinstance(one, tuple) else (one,)


@pytest.mark.jail
def test_what_no_answer_needs_is_not_run():
    endless = "while True:\n    pass"
    experiment = (f"learner = 'Ada'\n{endless}", "experiment")
    assert verdicts(endless, experiment, "import no_such_module", SCALE, CHECK) == (["passed"], [])


@pytest.mark.jail
def test_a_right_answer_may_be_slow_where_the_processor_is_shared(monkeypatch):
    from lstmlab.checking.diagnosis import attempt

    monkeypatch.setattr(attempt, "PATIENCE", 0.2)
    slow = "import time\ndef scale(x, factor):\n    time.sleep(0.15)\n    return x * factor"
    assert verdicts(slow, CHECK) == (["passed"], [])
    assert attempt.PATIENCE == 0.2


# Cells that make the name A, B and C in ways that cannot be read.
ODD = [
    "import builtins\nbuiltins.A = 1",
    "def set_up():\n    global B\n    B = 1\nready = set_up()",
    "get_ipython().user_ns['C'] = 1",
]


@pytest.mark.jail
@pytest.mark.parametrize("odd, name", [(ODD, "A * B * C"), (["exec('A = 1')"], "A")])
def test_what_is_needed_in_a_way_that_cannot_be_read_is_run_all_the_same(odd, name):
    needs = f"def scale(x, factor):\n    return x * factor * {name}"
    assert verdicts(*odd, needs, CHECK) == (["passed"], [])
