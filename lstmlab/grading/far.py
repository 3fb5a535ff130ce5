"""The judge's side of one answer: it stands in the place of the learner's function, which runs in the jail.

The diagnosis of lstmlab.checking asks it what it asks of any function, and gets plain data. What comes back may be
invented: it is somebody else's program that says it. So nothing of it is run, everything has a size, and whatever does
not have the form that is expected ends the exercise (`Unreadable`).
"""

import inspect
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lstmlab.checking.calling.elsewhere import Elsewhere, Told, tell
from lstmlab.checking.calling.limit import OutOfTime
from lstmlab.checking.calling.limit import remaining as seconds_left
from lstmlab.checking.calling.place import Place, Unknown
from lstmlab.checking.calling.run import Outcome
from lstmlab.grading.wire import Message, Packer, Unreadable

# (question, seconds that the answer may take) -> answer. Raises OutOfTime where none comes.
Ask = Callable[[bytes, float | None], Message]

# A call that is made inside a property ends a little before the clock of the judge runs out.
_EARLIER = 0.3
_MOST = 2_000
_KINDS = {kind.name: kind for kind in (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
    inspect.Parameter.KEYWORD_ONLY,
    inspect.Parameter.VAR_KEYWORD,
)}  # fmt: skip


class Far(Elsewhere):
    """A learner's function, in the jail.

    Args:
        ask: sends a question and waits for the answer.
        about: what `near.about` says.
        home: the module whose functions may stand among the inputs.

    Attributes:
        lacks: whether a call ended because a name, an item or an attribute was not there.
    """

    def __init__(self, ask: Ask, about: Any, home: str) -> None:
        self._ask, self._home = ask, home
        self.lacks = False
        self.__name__ = _text(about, "name")
        self.computes = about.get("computes") is True
        self.loop_cut_short = _text(about, "loop")
        self.aside = _words(about.get("aside"))
        self.__signature__ = _signature(about.get("arguments"))
        self._lines: dict[tuple[str, ...], str] = {}

    def outcome(self, inputs: dict[str, Any], seconds: float | None) -> Outcome:
        try:
            answer = self._question("call", inputs, seconds)
        except OutOfTime:
            return Outcome(error=tell(OutOfTime(), Told("", (), "", None)))
        changed = set(_words(answer.content.get("changed")))
        return self._outcome(answer, tuple(name for name in inputs if name in changed))

    def _question(self, do: str, given: Any, seconds: float | None) -> Message:
        packer = Packer(self._home)
        content = {"do": do, "home": self._home, "seconds": seconds, "given": packer.pack(given)}
        return self._ask(packer.message(content), seconds)

    def _outcome(self, answer: Message, changed: tuple[str, ...] = ()) -> Outcome:
        content = answer.content
        error = None if content.get("error") is None else _error(content["error"])
        self.lacks |= isinstance(error, (NameError, LookupError, AttributeError))
        return Outcome(
            value=answer.unpack(content.get("value")) if error is None else None,
            error=error,
            changed=changed,
            printed=_text(content, "printed"),
            warned=tuple(_words(content.get("warned"))),
        )

    def __call__(self, *given: Any) -> Any:
        left = seconds_left(self, [])
        seconds = None if left is None else max(left - _EARLIER, 0.05)
        answer = self._question("use", {f"{k}": one for k, one in enumerate(given)}, seconds)
        after = answer.content.get("given")
        if isinstance(after, list) and len(after) == len(given):
            for one, packed in zip(given, after, strict=True):
                if packed is not None:
                    _become(one, answer.unpack(packed))
        outcome = self._outcome(answer)
        if outcome.error is not None:
            raise outcome.error
        return outcome.value

    def line_that_changes(self, names: Sequence[str]) -> str:
        key = tuple(names)
        if key not in self._lines:
            answer = self._ask(Packer().message({"do": "line", "names": list(key)}), 5.0)
            self._lines[key] = _text(answer.content, "line")
        return self._lines[key]

    def kept_outside(self) -> dict[str, int]:
        found = self._ask(Packer().message({"do": "kept"}), 5.0).content.get("kept")
        if not isinstance(found, dict) or len(found) > _MOST:
            raise Unreadable("no names")
        return {name: size for name, size in found.items() if type(size) is int}

    def steps_of_python(self, given: Sequence[Any]) -> int:
        left = seconds_left(self, [])
        answer = self._question("count", list(given), None if left is None else max(left - _EARLIER, 0.05))
        if answer.content.get("error") is not None:
            raise _error(answer.content["error"])
        steps = answer.content.get("steps")
        if type(steps) is not int:
            raise Unreadable("no number")
        return steps


def _become(one: Any, after: Any) -> None:
    """Change an input in place to what the function made of it; what does not fit stays as it was."""
    if isinstance(one, np.random.Generator) and isinstance(after, np.random.Generator):
        if type(one.bit_generator) is type(after.bit_generator):
            one.bit_generator.state = after.bit_generator.state
    elif isinstance(one, np.ndarray) and isinstance(after, np.ndarray):
        if one.shape == after.shape and one.dtype == after.dtype and one.flags.writeable:
            one[...] = after
    elif isinstance(one, list) and isinstance(after, list):
        one[:] = after
    elif isinstance(one, dict) and isinstance(after, dict):
        one.clear()
        one.update(after)


def _text(content: Any, name: str) -> str:
    found = content.get(name)
    return found if isinstance(found, str) else ""


def _words(found: Any) -> list[str]:
    return [one for one in found[:_MOST] if isinstance(one, str)] if isinstance(found, list) else []


def _signature(arguments: Any) -> Any:
    """The signature, or something that has none: `inspect.signature` then raises, as it does for built-in functions."""
    if arguments is None:
        return "none"
    try:
        return inspect.Signature(
            [inspect.Parameter(name, _KINDS[kind], default=None if has else inspect.Parameter.empty)
             for name, kind, has in arguments[:_MOST]]
        )  # fmt: skip
    except (TypeError, ValueError, KeyError) as problem:
        raise Unreadable(f"no signature: {type(problem).__name__}") from None


# Errors of the learner's own classes, by their names: two of one name are of one type.
_own: dict[tuple[str, type[BaseException]], type[BaseException]] = {}
# Never raised here as what it is: it would end the judge.
_NEVER = (KeyboardInterrupt, SystemExit, GeneratorExit)


def _error(told: Any) -> BaseException:
    """The error that was told of: of the same type where that is Python's, NumPy's or ours, else of one of its name."""
    try:
        kind = OutOfTime if told["time"] is True else _type(told["types"])
        where = None if told["place"] is None else _place(told["place"])
        lines = tuple(line for line in told["lines"][:_MOST] if type(line) is int)
        made = kind.__new__(kind)
        return tell(made, Told(_text(told, "text"), lines, _text(told, "innermost"), where))
    except Exception as problem:  # whatever has another form
        raise Unreadable(f"no error: {type(problem).__name__}") from None


def _type(names: Any) -> type[BaseException]:
    known = [_known(module, name) for module, name in names]
    base = next((one for one in known if one is not None), Exception)
    if known and known[0] is not None and known[0] not in _NEVER:
        return known[0]
    name = str(names[0][1]).split(".")[-1][:100]
    key = name, Exception if base in _NEVER else base
    if key not in _own and len(_own) < _MOST:
        _own[key] = type(name, (key[1],), {})
    return _own.get(key, Exception)


def _known(module: Any, name: Any) -> type[BaseException] | None:
    if str(module).split(".")[0] not in ("builtins", "numpy", "lstmlab", *sys.stdlib_module_names):
        return None
    found = vars(sys.modules[module]).get(name) if module in sys.modules else None
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


class _ToldPlace(Place):
    """A place in the other process, of which all that can be asked was told."""

    def told(self, operands: list[tuple[str, Any]], names: list[str]) -> Place:
        vars(self).update(_operands=operands, _names=names)
        return self

    def operands(self) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = vars(self)["_operands"]
        return found

    def names(self) -> list[str]:
        found: list[str] = vars(self)["_names"]
        return found


def _place(told: Any) -> Place:
    line = told["line"]
    if type(line) is not int:
        raise Unreadable("no line")
    text, function, expression = (_text(told, name) for name in ("text", "function", "expression"))
    where = _ToldPlace(line, text, function, expression, sys._getframe(), told["raised"] is True)
    return where.told([(str(said), _operand(one)) for said, one in told["operands"][:50]], _words(told["names"]))


def _operand(told: Any) -> Any:
    """Something of which the same is told: an array of that shape, a list of that length, that number."""
    if told is None:
        return Unknown
    kind, size = told
    if kind == "array":
        return np.broadcast_to(np.float64(0), [min(int(one), 10**9) for one in size[:32]])
    return [None] * min(int(size), 100_000) if kind == "list" else int(size, 16)
