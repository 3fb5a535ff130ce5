"""Known mistakes as functions: edits of the worked answer's source, compiled, alone or two at once."""

import ast
import copy
import inspect
import itertools
import linecache
import textwrap
import types
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from lstmlab.exercises import Exercise, Mistake


def mistaken(exercise: Exercise, mistakes: Sequence[Mistake]) -> Callable[..., Any]:
    """A new function that makes these mistakes: it shares no state with an earlier one.

    Raises:
        ValueError: the edits do not fit the worked answer; the message names the mistake.
    """
    if len(mistakes) == 1 and mistakes[0].function is not None:
        return _renewed(mistakes[0].function)
    if len(mistakes) == 1 and mistakes[0].body:
        source: str | None = _with_body(_source(exercise.worked), mistakes[0].body)
    else:
        source = combined(exercise, mistakes)
    if source is None:
        raise ValueError(f"{exercise.name}: {' and '.join(one.name for one in mistakes)} edit the same text")
    namespace = dict(exercise.worked.__globals__)
    exec(_compiled(source, f"{exercise.name} with {' and '.join(one.name for one in mistakes)}"), namespace)
    function: Callable[..., Any] = namespace[exercise.worked.__name__]
    return function


def combined(exercise: Exercise, mistakes: Sequence[Mistake]) -> str | None:
    """The worked answer's source with all edits of these mistakes, or None where two of them touch the same text."""
    source = _source(exercise.worked)
    spans = []
    for one in mistakes:
        if not one.edits:
            return None
        for old, new in one.edits:
            if source.count(old) != 1:
                raise ValueError(
                    f"{exercise.name}, mistake {one.name!r}: {old!r} stands {source.count(old)} times in the worked "
                    "answer; an edit needs text that stands there exactly once"
                )
            start = source.index(old)
            spans.append((start, start + len(old), new))
    spans.sort()
    if any(end > start for (_, end, _), (start, _, _) in itertools.pairwise(spans)):
        return None
    for start, end, new in reversed(spans):
        source = source[:start] + new + source[end:]
    return source


def _with_body(source: str, body: str) -> str:
    """The first line of a function, `def ...:`, with another body."""
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    head = source.splitlines()[: function.body[0].lineno - 1]
    return "\n".join(head) + "\n" + textwrap.indent(textwrap.dedent(body), "    ")


@cache
def _source(function: Callable[..., Any]) -> str:
    return textwrap.dedent(inspect.getsource(function))


@cache
def _compiled(source: str, name: str) -> types.CodeType:
    # Python then knows the text of a line that fails, as it does for the learner's own. A mistake can be made in
    # several ways, each a text of its own.
    filename = f"<{name}, {hash(source):x}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    return compile(source, filename, "exec")


def _renewed(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function with globals and defaults of its own, so that what one run keeps does not reach the next."""
    if not isinstance(function, types.FunctionType):
        return copy.deepcopy(function)
    fresh = types.FunctionType(
        function.__code__,
        dict(function.__globals__),
        function.__name__,
        copy.deepcopy(function.__defaults__),
        function.__closure__,
    )
    fresh.__kwdefaults__ = copy.deepcopy(function.__kwdefaults__)
    return fresh
