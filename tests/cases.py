"""Many small cases in one test: of a test by itself pytest's book-keeping takes longer than most cases do.

    @for_each("exercise", CODED, ids=named)
    def test_there_are_enough_known_mistakes(exercise): ...

is `pytest.mark.parametrize` in one test. All cases run, also after one has failed, and each that fails is told by its
name. Where the cases hang on another parameter, a test goes through them itself:

    with together() as case:
        for mistake in exercise.mistakes:
            with case(mistake.name):
                assert ...
"""

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

# What one case leaves behind in these, the next one would find.
OF_ONE_TEST = {"monkeypatch", "tmp_path", "capsys", "capfd", "caplog", "recwarn", "page", "request"}


class NoCase(Exception):
    """A test without a case would always pass."""


@contextmanager
def together() -> Iterator[Callable[[str], AbstractContextManager[None]]]:
    """Takes cases one by one, and fails in the end with all that have failed."""
    wrong: list[tuple[str, BaseException]] = []
    tried: list[str] = []

    @contextmanager
    def case(name: str) -> Iterator[None]:
        tried.append(name)
        try:
            yield
        except (Exception, pytest.fail.Exception) as error:
            error.add_note(f"This is the case {name}")
            wrong.append((name, error))

    yield case
    if not tried:
        raise NoCase("no case was tried")
    if wrong:
        names = ", ".join(name for name, _ in wrong)
        raise BaseExceptionGroup(f"{len(wrong)} of {len(tried)} cases fail: {names}", [error for _, error in wrong])


def everyone(case: Any) -> bool:
    return True


class Wanted:
    """Which cases run where somebody wants some alone, as the author of a chapter does."""

    says: Callable[[Any], bool] = staticmethod(everyone)


def briefly(case: Any) -> str:
    return str(case)[:80]


def for_each(
    arguments: str, cases: Iterable[Any], ids: Callable[[Any], str] | Iterable[str] = briefly
) -> Callable[[Callable], Callable]:
    """A decorator: the test is called with each case, all in one test.

    Args:
        arguments: a name, or several with commas between, as `pytest.mark.parametrize` takes them.
        cases: values, or where there are several names a row of values for each case.
        ids: what to call a case; by itself the beginning of what it says as text.
    """
    names, cases = [name.strip() for name in arguments.split(",")], list(cases)
    called = [ids(one) for one in cases] if callable(ids) else list(ids)
    rows = [one if len(names) > 1 else (one,) for one in cases]
    if len(called) != len(cases) or not cases:
        raise NoCase(f"{len(called)} names for {len(cases)} cases")

    def decorate(test: Callable) -> Callable:
        parameters = inspect.signature(test).parameters
        if shared := OF_ONE_TEST & set(parameters):
            raise TypeError(f"{test.__name__} asks for {sorted(shared)[0]}, which is made for one case")

        @functools.wraps(test)
        def all_of_them(**given: Any) -> None:
            every = list(zip(called, rows, strict=True))
            wanted = [one for one in every if any(map(Wanted.says, one[1]))]
            with together() as case:
                for name, row in wanted or every:  # a test that is wanted for what it is about, not for its cases
                    with case(name):
                        test(**given, **dict(zip(names, row, strict=True)))

        rest = [one for name, one in parameters.items() if name not in names]
        all_of_them.__signature__ = inspect.Signature(rest)  # type: ignore[attr-defined]
        all_of_them.cases = rows  # type: ignore[attr-defined]
        return all_of_them

    return decorate
