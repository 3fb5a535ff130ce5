"""The time of the judge: how long it waits for a right answer, and how long it looks at any."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lstmlab.checking.diagnosis import attempt

# Seconds on the clock that the cases of a right answer may take. In a notebook a learner waits for them; here other
# notebooks have the processor too, and a slow answer that is right must not be worth less on a busy machine.
PATIENCE = 30.0


class TooMuch(BaseException):
    """The judge has spent too much time on one answer. No Exception: nothing catches it on its way."""


@contextmanager
def patient() -> Iterator[None]:
    """The check waits for a right answer as long as the grader does."""
    before, attempt.PATIENCE = attempt.PATIENCE, PATIENCE
    try:
        yield
    finally:
        attempt.PATIENCE = before


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TooMuch when the judge has taken so many seconds of the processor."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: Any) -> None:
        raise TooMuch

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.5)  # again: the check catches what a function raises
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
