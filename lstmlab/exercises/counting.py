"""How many lines and calls of Python a function takes: whether it goes through time step by step."""

import gc
import sys
from collections.abc import Callable, Sequence
from typing import Any


def steps_of_python(function: Callable[..., Any], given: Sequence[Any]) -> int:
    """How many lines and calls of Python one call takes, but those of NumPy and of the check.

    A function of another process counts by itself, there: it has a method of this name.
    """
    own = getattr(function, "__wrapped__", function)  # without what the check does to the result
    elsewhere = getattr(own, "steps_of_python", None)
    if elsewhere is not None:
        return int(elsewhere(given))
    count = 0

    def trace(frame: Any, event: str, _: Any) -> Any:
        nonlocal count
        if frame.f_globals.get("__name__", "").startswith(("numpy", "lstmlab.checking")):
            return None
        count += event in ("line", "call")
        return trace

    before, collects = sys.gettrace(), gc.isenabled()
    gc.disable()  # what is cleared away meanwhile may run lines of its own
    sys.settrace(trace)
    try:
        own(*given)
    finally:
        sys.settrace(before)
        if collects:
            gc.enable()
    return count
