"""How answers are written down: the right function with a line changed."""

import inspect

import pytest

from tests.exercises.answers import changed


def frame(x):
    y = x + 1
    if y > 2:
        y = 2
    return y


def test_a_changed_line_is_the_only_difference_and_the_source_can_be_read():
    assert changed(frame, ("y = x + 1", "y = x - 1"))(2) == 1
    both = changed(frame, ("y = x + 1", "y = 3 * x\ny = y - 1"), ("y = 2", "y = 5"))
    assert (both(1), both(10)) == (2, 5)
    assert inspect.getsource(both) == (
        "def _(x):\n    y = 3 * x\n    y = y - 1\n    if y > 2:\n        y = 5\n    return y\n"
    )
    assert frame(0) == 1


def test_a_line_may_go():
    assert changed(frame, ("return y", ""))(1) is None


def test_it_stands_in_the_line_in_which_it_is_written():
    here = inspect.currentframe().f_lineno + 1
    assert changed(frame, ("y = 2", "y = 3")).__code__.co_firstlineno == here


@pytest.mark.parametrize("line", ["y = x + 2", "y = x", "    y = 2"])
def test_a_line_that_is_not_there_is_an_error(line):
    with pytest.raises(ValueError, match="frame has 0 lines"):
        changed(frame, (line, "y = 0"))


def test_a_line_that_stands_twice_is_an_error():
    def twice(x):
        x = x + 1
        x = x + 1
        return x

    with pytest.raises(ValueError, match="twice has 2 lines"):
        changed(twice, ("x = x + 1", "x = 0"))
