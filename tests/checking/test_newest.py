"""What a check says of a cell that Python could not read, while the function of before is still there."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from lstmlab.checking.display import progress

GOOD = "def scale(x, factor):\n    return x * factor"
STUB = "def scale(x, factor):\n    raise NotImplementedError"
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


@pytest.fixture
def run():
    """Runs cells one after the other, as in a notebook; gives what the last one left in `result`."""
    shell = InteractiveShell.instance()
    shell.reset()

    def cells(*texts):
        for text in ("from lstmlab import check", *texts):
            shell.run_cell(text, store_history=True, silent=False)
        return shell.user_ns["result"]

    yield cells
    shell.reset()
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("before", [GOOD, STUB], ids=["a good one before", "a stub before"])
@pytest.mark.parametrize("cell,where", UNREADABLE.values(), ids=UNREADABLE)
def test_the_function_of_before_is_not_judged(run, before, cell, where, capsys):
    result = run(before, cell, CHECK)
    assert "`scale` is still the function of before" in " ".join(result.message.split())
    assert where in " ".join(result.message.split())
    assert (result.status, result.points) == ("failed", 0)


@pytest.mark.parametrize(
    "cells",
    [
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


def test_nothing_is_lost_by_it(run, capsys):
    run(GOOD, CHECK)
    assert "hello.scale" in progress.load()[0]
    result = run("def scale(", CHECK)
    assert "still the function of before" in " ".join(result.message.split())
    assert "hello.scale" in progress.load()[0]
