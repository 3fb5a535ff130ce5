"""How far it is, and how long the rest will take: one line that changes, in a terminal only."""

import sys
import time
from typing import TextIO

_WIDTH = 30


class Progress:
    """Is called with the number of those that are done and of all."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._began = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if self._out.isatty():
            seconds = (time.monotonic() - self._began) / done * (total - done)
            end = "\n" if done == total else ""
            print(f"\r{line(done, total, seconds)}", end=end, file=self._out, flush=True)


def line(done: int, total: int, seconds: float) -> str:
    """The line, as long each time. seconds: that are left."""
    full = _WIDTH * done // total
    left = f"{seconds / 60:.0f} min left" if seconds >= 90 else f"{seconds:.0f} s left"
    return f"[{'#' * full}{'.' * (_WIDTH - full)}] {done} of {total} graded, {left}".ljust(80)
