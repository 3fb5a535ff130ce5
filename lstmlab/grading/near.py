"""The jail's side of one answer: the function itself is here, and questions about it are answered with plain data."""

import importlib
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from lstmlab.checking.calling import source
from lstmlab.checking.calling.keep import Strange, kept
from lstmlab.checking.calling.limit import OutOfTime
from lstmlab.checking.calling.place import Unknown, innermost, lines, place
from lstmlab.checking.calling.run import Outcome, changed, used
from lstmlab.checking.text import message
from lstmlab.exercises.counting import steps_of_python
from lstmlab.grading.wire import Message, Packer, Unreadable

MOST_NAMES = 400
MOST_LETTERS = 20_000
MOST_LINES = 2_000
# Longer lists are told as if they had this length: only how many there are is ever said.
MOST_ITEMS = 100_000


def about(function: Callable[..., Any]) -> dict[str, Any]:
    """What does not change from call to call: its name and arguments, and what can be read from its code."""
    name = getattr(function, "__name__", "")
    return {
        "name": name[:200] if isinstance(name, str) else "",
        "arguments": _arguments(function),
        "computes": source.computes_something(function),
        "loop": source.return_in_loop(function)[:MOST_LETTERS],
        "aside": source.unread(function)[:MOST_NAMES],
    }


def _arguments(function: Callable[..., Any]) -> list[list[Any]] | None:
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [[one.name, one.kind.name, one.default is not inspect.Parameter.empty] for one in found][:MOST_NAMES]


def answer(function: Callable[..., Any], asked: Message) -> bytes:
    """The answer to one question of far.py."""
    what = asked.content["do"]
    if what == "line":
        return Packer().message({"line": source.line_that_changes(function, asked.content["names"])[:MOST_LETTERS]})
    if what == "kept":
        outside = dict(list(source.kept_outside(function).items())[:MOST_NAMES])
        return Packer().message({"kept": outside})
    if asked.content.get("home"):
        importlib.import_module(asked.content["home"])
    if what == "count":
        return _count(function, asked.unpack(asked.content["given"]))
    given = asked.unpack(asked.content["given"])
    outcome = _outcome(function, given, asked.content["seconds"])
    if what == "call":
        before = asked.unpack(asked.content["given"])
        return _packed(function, outcome, {"changed": list(changed(before, given))})
    return _packed(function, outcome, {}, given)


def _outcome(function: Callable[..., Any], given: dict[str, Any], seconds: float | None) -> Outcome:
    try:
        return used(function, given, seconds)
    except KeyboardInterrupt as stop:  # nobody sits here: the function raised it
        return Outcome(error=stop)


def _count(function: Callable[..., Any], given: Any) -> bytes:
    try:
        return Packer().message({"steps": steps_of_python(function, given)})
    except BaseException as problem:
        return Packer().message({"steps": 0, "error": _told(function, problem)})


def _packed(
    function: Callable[..., Any], outcome: Outcome, more: dict[str, Any], given: dict[str, Any] | None = None
) -> bytes:
    """An outcome as a message; a value that is too large for one is told as such."""
    plain = {
        **more,
        "error": None if outcome.error is None else _told(function, outcome.error),
        "printed": outcome.printed[:MOST_LETTERS],
        "warned": [text[:1000] for text in outcome.warned[:20]],
    }
    for value in (outcome.value, Strange("result that is too large to look at")):
        packer = Packer()
        try:
            packed = {**plain, "value": packer.pack(value)}
            if given is not None:
                packed["given"] = [_after(packer, one) for one in given.values()]
            return packer.message(packed)
        except Unreadable:
            given = None
    return Packer().message({**plain, "value": None, "printed": "", "warned": []})


def _after(packer: Packer, one: Any) -> Any:
    """What became of an input; None for what cannot change."""
    if isinstance(one, np.random.Generator):
        return packer.pack(one)
    return packer.pack(kept(one)) if isinstance(one, (np.ndarray, list, dict)) else None


def _told(function: Callable[..., Any], error: BaseException) -> dict[str, Any]:
    where = place(error, function)
    return {
        "types": [[one.__module__, one.__qualname__] for one in type(error).__mro__[:MOST_NAMES]],
        "time": isinstance(error, OutOfTime),
        "text": message(error)[:MOST_LETTERS],
        "lines": lines(error)[:MOST_LINES],
        "innermost": innermost(error),
        "place": None
        if where is None
        else {
            "line": where.line,
            "text": where.text[:MOST_LETTERS],
            "function": where.function,
            "expression": where.expression[:MOST_LETTERS],
            "raised": where.raised,
            "operands": [[text[:1000], _operand(value)] for text, value in where.operands()[:50]],
            "names": [name[:200] for name in where.names()[:MOST_NAMES]],
        },
    }


def unanswered(problem: BaseException) -> dict[str, Any]:
    """What is said where a question has no answer: an error without words, of which nothing is known but its kind."""
    kind = type(problem) if isinstance(problem, (Exception, OutOfTime)) else Exception
    types = [["builtins", one.__name__] for one in kind.__mro__ if one.__module__ == "builtins"]
    told = {"types": types, "time": False, "text": "", "lines": [], "innermost": "", "place": None}
    return {"error": told, "changed": [], "printed": "", "warned": [], "line": "", "kept": {}, "steps": 0}


def _operand(value: Any) -> Any:
    """Of an operand: the shape of an array, the length of a list, a whole number; nothing else is ever told."""
    if value is Unknown:
        return None
    if isinstance(value, np.ndarray):
        return ["array", list(value.shape)]
    if isinstance(value, (list, tuple)):
        return ["list", min(len(value), MOST_ITEMS)]
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return ["number", format(int(value), "x")[:1000]]
    return None
