"""Call somebody else's function without letting it touch anything of ours or of theirs.

The inputs are copied, what it prints and warns is caught, whatever it raises is kept as a value, and the result
is copied at once, so that a function that returns the same array every time cannot change an earlier result.
"""

import contextlib
import copy
import io
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from lstmlab.checking.calling import limit
from lstmlab.checking.calling.elsewhere import Elsewhere
from lstmlab.checking.calling.keep import kept
from lstmlab.checking.text import written


@dataclass(frozen=True)
class Outcome:
    """What one call did.

    Attributes:
        value: a copy of what came back; None where it raised.
        error: what it raised, or None.
        changed: names of the inputs that are not what they were.
        printed: what it wrote to stdout and stderr.
        warned: messages of the warnings, each once.
        seconds: how long it took.
    """

    value: Any = None
    error: BaseException | None = None
    changed: tuple[str, ...] = ()
    printed: str = ""
    warned: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)


def call(function: Callable[..., Any], inputs: dict[str, Any]) -> Outcome:
    """Call a function with copies of the inputs, in their order.

    A KeyboardInterrupt passes through: it is the learner who presses the stop button. A function that has a budget of
    time (see limit.py) is stopped when that is over: the error is `OutOfTime`.
    """
    seconds = limit.remaining(function, inputs.values())
    if isinstance(function, Elsewhere):
        return function.outcome(inputs, seconds)
    given = copy.deepcopy(inputs)
    outcome = used(function, given, seconds)
    return replace(outcome, changed=changed(inputs, given))


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """The names of the inputs that are not what they were."""
    return tuple(name for name in before if not same(before[name], after[name]))


def used(function: Callable[..., Any], given: dict[str, Any], seconds: float | None) -> Outcome:
    """Call a function with these inputs themselves, stopped after so many seconds; see `call`."""
    watch = limit.Watch(seconds)
    value, error = None, None
    sink = _Sink()
    start = time.perf_counter()
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn"):
        warnings.simplefilter("always")
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
            try:
                try:
                    watch.start()
                    value = kept(function(*given.values()))
                finally:
                    watch.stop()
            except KeyboardInterrupt:
                watch.stop()
                raise
            except BaseException as problem:
                watch.stop()  # once more: it may have come in the middle of the first one
                error = problem
    return Outcome(
        value=value,
        error=error,
        printed=sink.getvalue(),
        warned=tuple(dict.fromkeys(_words(one.message) for one in caught)),
        seconds=time.perf_counter() - start,
    )


def same(one: Any, other: Any) -> bool:
    """Bit for bit the same, however deep it is nested; what cannot be compared counts as the same."""
    if isinstance(one, (np.ndarray, np.generic)):
        return (
            type(one) is type(other)
            and one.shape == other.shape
            and one.dtype == other.dtype
            and one.tobytes() == other.tobytes()
        )
    if isinstance(one, (list, tuple)):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return isinstance(other, dict) and list(one) == list(other) and all(same(one[k], other[k]) for k in one)
    if isinstance(one, (int, float, complex, str, bytes, set, type(None))):
        return type(one) is type(other) and (one == other or one != one)
    return True


def _words(warning: Warning | str) -> str:
    try:
        return str(warning)
    except Exception:
        return written(warning)


class _Sink(io.StringIO):
    """Keeps the beginning of what is printed, so that a print in a long loop costs no memory."""

    LIMIT = 20_000

    def write(self, text: str) -> int:
        room = self.LIMIT - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)
