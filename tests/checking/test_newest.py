"""What a check says of a cell that Python could not read, while the function of before is still there."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from lstmlab.checking.display import progress

GOOD = "def scale(x, factor):\n    return x * factor"
STUB = "def scale(x, factor):\n    raise NotImplementedError"
TRACED = """
import functools
def traced(function):
    @functools.wraps(function)
    def wrapper(*given):
        return function(*given)
    return wrapper
"""
CHECK = 'result = check("hello.scale", scale)'
UNREADABLE = {
    "a colon is missing": (
        "def scale(x, factor)\n    return x * factor",
        "line 1, `def scale(x, factor)` (expected ':')",
    ),
    "a bracket stays open": ("def scale(x, factor):\n    return (x * factor", "line 2, `return (x * factor`"),
    "nothing is moved in": ("def scale(x, factor):\nreturn x * factor", "line 2, `return x * factor`"),
    "a return outside": (GOOD + "\nreturn scale", "line 3, `return scale`"),
    "a magic before it": ("%pylab_is_no_magic\ndef scale(x, factor)\n    return x", "line 2, `def scale(x, factor)`"),
    "given a name": ("scale = lambda x, factor: x *", "line 1, `scale = lambda x, factor: x *`"),
}


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """What runs the cells of a notebook. To make it takes half a second, to empty it as well."""
    memory = Config(HistoryManager={"hist_file": ":memory:"})
    shell = InteractiveShell.instance(config=memory, ipython_dir=str(tmp_path_factory.mktemp("ipython")))
    shell.run_cell("from lstmlab import check")
    yield shell
    shell.reset()
    InteractiveShell.clear_instance()


@pytest.fixture
def run(shell):
    """Runs cells one after the other, as in a new notebook; gives what the last one left in `result`."""
    shell.history_manager.reset(new_session=True)
    shell.execution_count = 1

    def cells(*texts):
        for text in texts:
            shell.run_cell(text, store_history=True)
        return shell.user_ns["result"]

    yield cells
    for name in ("scale", "result"):
        shell.user_ns.pop(name, None)


@pytest.mark.parametrize("before", [GOOD, STUB], ids=["a good one before", "a stub before"])
@pytest.mark.parametrize("cell,where", UNREADABLE.values(), ids=UNREADABLE)
def test_the_function_of_before_is_not_judged(run, before, cell, where, capsys):
    result = run(before, cell, CHECK)
    assert "`scale` is still the function of before" in " ".join(result.message.split())
    assert where in " ".join(result.message.split())
    assert (result.status, result.points) == ("failed", 0)


@pytest.mark.parametrize("cell", ["import nunpy\n" + GOOD, "print(Scale)\n" + GOOD, "%no_magic\n1 / 0\n" + GOOD])
def test_a_cell_that_failed_above_the_function_is_told(run, cell, capsys):
    result = run(STUB, cell, CHECK)
    assert "stopped with an error before it came to `scale`" in " ".join(result.message.split())
    assert run(cell, "x = 1", GOOD, CHECK).status == "passed"


@pytest.mark.parametrize(
    "cells",
    [
        [GOOD, "class Box:\n    def scale(self, factor)\n        pass"],
        [GOOD, "class Box:\n    def scale(self, factor):\n        pass"],
        [GOOD, "1 / 0", GOOD],
        [GOOD, GOOD + "\n1 / 0"],
        [STUB, "if True:\n    pass\n" + GOOD],
        [STUB, "@(lambda function: function)\n" + GOOD],
        ["def whole(x, factor):\n    return x * factor", STUB, "scale = whole"],
        [STUB, "scale = (lambda f: lambda x, factor: f(x, factor))(lambda x, factor: x * factor)"],
        [STUB, "def", GOOD + "\n" + CHECK, "pass"],
        [TRACED + GOOD, "scale = traced(scale)"],
        [TRACED + STUB, "@traced\n" + GOOD],
        [GOOD, "scale == scale"],
        [GOOD],
        [UNREADABLE["a colon is missing"][0], GOOD],
        [GOOD, "def other(:"],
        [GOOD, "scaled = scale(2, 3", "print(scale"],
        ["def double(x, factor)", "%time 1", GOOD],
        ["def scale(", "from math import fmod as scale", GOOD],
        ["def scale(", "scale = lambda x, factor: x * factor"],
        ["def scale(", f"exec({GOOD!r})\nscale.__name__ = 'scaled'"],
    ],
)
def test_a_cell_that_was_mended_or_defines_something_else_is_no_hindrance(run, cells, capsys):
    assert run(*cells, CHECK).status == "passed"


def test_the_cell_that_checks_may_define_it_too(run, capsys):
    assert run(STUB, "def scale(", f"{GOOD}\n{CHECK}").status == "passed"
    assert run(STUB, f"{CHECK}\n{GOOD}").status == "not attempted"


def test_nothing_is_lost_by_it(run, capsys):
    run(GOOD, CHECK)
    assert "hello.scale" in progress.load()[0]
    result = run("def scale(", CHECK)
    assert "still the function of before" in " ".join(result.message.split())
    assert "hello.scale" in progress.load()[0]


def test_an_answer_with_an_odd_name_is_checked_all_the_same(run, capsys):
    odd = "class Odd:\n    __name__ = 3\n    def __call__(self, x, factor):\n        return x * factor\nscale = Odd()"
    assert run(STUB, odd, CHECK).status == "passed"
