"""Many cases in one test: none is left out, and each that fails is told by its name."""

import inspect

import pytest

from tests import cases
from tests.cases import for_each, together


def test_all_cases_run_and_all_that_fail_are_told():
    met = []

    @for_each("number", [1, 2, 3, 4], ids=lambda number: f"case-{number}")
    def is_odd(number, given):
        met.append((number, given))
        assert number % 2, "it is even"

    assert [*inspect.signature(is_odd).parameters] == ["given"]
    with pytest.raises(ExceptionGroup, match="2 of 4 cases fail: case-2, case-4") as caught:
        is_odd(given="a fixture")
    assert met == [(number, "a fixture") for number in (1, 2, 3, 4)]
    assert [(str(one).split("\n")[0], one.__notes__) for one in caught.value.exceptions] == [
        ("it is even", ["This is the case case-2"]),
        ("it is even", ["This is the case case-4"]),
    ]


def test_several_arguments_come_as_rows_and_what_fails_by_itself_fails():
    @for_each("one, other", [(1, 1), (1, 2)])
    def are_equal(one, other):
        if one != other:
            pytest.fail("they differ")

    with pytest.raises(BaseExceptionGroup, match=r"1 of 2 cases fail: \(1, 2\)"):
        are_equal()


def test_a_test_without_a_case_or_with_something_of_one_case_is_none():
    with pytest.raises(cases.NoCase):
        for_each("number", [])
    with pytest.raises(cases.NoCase), together():
        pass
    with pytest.raises(TypeError, match="asks for monkeypatch"):
        for_each("number", [1])(lambda number, monkeypatch: None)


def test_who_wants_some_cases_gets_these_and_a_test_without_them_runs_in_full(monkeypatch):
    met = []

    @for_each("number", [1, 2, 3])
    def meets(number):
        met.append(number)

    monkeypatch.setattr(cases.Wanted, "says", staticmethod(lambda number: number == 2))
    meets()
    assert met == [2]
    monkeypatch.setattr(cases.Wanted, "says", staticmethod(lambda number: number == 7))
    meets()
    assert met == [2, 1, 2, 3]
