"""A time limit for somebody else's function: an endless loop is stopped, and its line is known.

`OutOfTime` is raised inside the function, in the line where it is. Three ways, the cheapest that the place allows:

- a timer signal, in the main thread where the system has them (Linux, macOS): costs nothing while nothing happens;
- another thread that raises it in this one (Windows, and whoever calls `check` in a thread of their own);
- a look at the clock in every turn of a loop and at every call of a Python function, in the browser, which has neither:
  `sys.monitoring`, which Python has from 3.12 on.

The stop button works all the while: nothing here touches KeyboardInterrupt. What cannot be stopped is one long call of
compiled code, such as the product of two huge matrices; that ends by itself.
"""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

# For all calls of the learner's function in one check, in seconds.
SECONDS = 10.0
# A bare `except:` catches the first one: after this time it is raised again, and again.
_AGAIN = 0.1
# In the browser the clock is looked at in every so many turns and calls.
_TURNS = 256


class OutOfTime(BaseException):
    """Raised inside a function whose time is over. No Exception, so that `except Exception` does not catch it."""


class _LastOne(BaseException):
    """Raised in place of an `OutOfTime` that nobody waits for any more."""


class _Budget:
    """The function that has a limit, and the moment (of `time.perf_counter`) when its time is over."""

    function: Callable[..., Any] | None = None
    until = float("inf")


_budget = _Budget()


@contextmanager
def budget(function: Callable[..., Any], seconds: float) -> Iterator[None]:
    """All calls of this function inside the `with` block share so many seconds. Blocks may be nested: the less wins."""
    before = _budget.function, _budget.until
    _budget.function = function
    _budget.until = min(time.perf_counter() + seconds, _budget.until if before[0] is function else float("inf"))
    try:
        yield
    finally:
        _budget.function, _budget.until = before


def remaining(called: Callable[..., Any], given: Any) -> float | None:
    """The seconds that a call has: of the function with a budget, or of one that is given that function."""
    own = _budget.function
    if own is None or not (called is own or any(getattr(one, "__wrapped__", one) is own for one in given)):
        return None
    return max(_budget.until - time.perf_counter(), 0.001)


class Watch:
    """Raises `OutOfTime` in this thread when the time is over, between `start` and `stop`; None is no limit."""

    def __init__(self, seconds: float | None) -> None:
        way = _way()
        self._watcher = None if seconds is None or way is None else way(seconds)

    def start(self) -> None:
        if self._watcher is not None:
            self._watcher.start()

    def stop(self) -> None:
        """May be called more than once: an `OutOfTime` may come in the middle of it."""
        if self._watcher is not None:
            self._watcher.stop()


def _way() -> "type[BySignal | ByThread | ByMonitoring] | None":
    if sys.platform == "emscripten":
        return ByMonitoring if hasattr(sys, "monitoring") else None
    main = threading.current_thread() is threading.main_thread()
    return BySignal if main and hasattr(signal, "setitimer") else ByThread


class BySignal:
    """A timer of the system. A timer that is set already keeps its time, and goes first where it is due earlier."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._active = False

    def start(self) -> None:
        self._began = time.perf_counter()
        self._other = signal.getitimer(signal.ITIMER_REAL)
        if 0 < self._other[0] <= self._seconds:
            return
        self._handler = signal.signal(signal.SIGALRM, self._ring)
        self._active = True
        signal.setitimer(signal.ITIMER_REAL, self._seconds, _AGAIN)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        if self._active:
            raise OutOfTime

    def stop(self) -> None:
        if not self._active:
            return
        self._active = False
        due, interval = self._other
        left = max(due - (time.perf_counter() - self._began), 0.001) if due else 0.0
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._handler)
        signal.setitimer(signal.ITIMER_REAL, left, interval)


class ByThread:
    """A thread that sleeps, and then raises the exception in the thread that it watches."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._watched = threading.get_ident()
        self._over = threading.Event()
        self._raised = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._wait, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _wait(self) -> None:
        pause = self._seconds
        while not self._over.wait(pause):
            with self._lock:
                if not self._over.is_set():
                    self._raised = True
                    self._raise(OutOfTime)
            pause = _AGAIN

    def _raise(self, what: type[BaseException]) -> None:
        import ctypes  # only here: the browser may do without it

        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._watched), ctypes.py_object(what))

    def stop(self) -> None:
        if self._over.is_set():
            return
        with self._lock:
            self._over.set()
        if self._raised:  # perhaps it has not arrived yet
            self._let_the_last_one_arrive()
        self._thread.join()

    def _let_the_last_one_arrive(self) -> None:
        """Put another exception in the place of one that is still on its way, and catch it.

        Python can also take one back; but then 3.11 goes on to believe that one is waiting, and from there on hangs in
        the first function that is traced: by a debugger, by coverage, by a check that counts lines.
        """
        try:
            self._raise(_LastOne)
            while True:
                time.sleep(0)
        except _LastOne:
            pass


class _Clock:
    """Counts turns and calls, and looks at the clock in every 256th: most of the cost of a look is the call itself."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._turns = 0

    def begin(self) -> None:
        self._until = time.perf_counter() + self._seconds

    def turn(self) -> None:
        """One more. Raises OutOfTime when the time is over."""
        self._turns += 1
        if self._turns % _TURNS == 0 and time.perf_counter() > self._until:
            raise OutOfTime


class ByMonitoring:
    """Python itself calls us at every jump back and at every start of a function (PEP 669)."""

    def __init__(self, seconds: float) -> None:
        self._clock = _Clock(seconds)
        self._tool: int | None = None

    def start(self) -> None:
        monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
        # A debugger or a profiler may have its number; with none free there is no limit.
        self._tool = next((tool for tool in (3, 4, 2, 5, 1, 0) if monitoring.get_tool(tool) is None), None)
        if self._tool is None:
            return
        events = monitoring.events
        monitoring.use_tool_id(self._tool, "lstmlab time limit")
        monitoring.register_callback(self._tool, events.JUMP, self._turn)
        monitoring.register_callback(self._tool, events.PY_START, self._turn)
        self._clock.begin()
        monitoring.set_events(self._tool, events.JUMP | events.PY_START)

    def _turn(self, code: CodeType, *where: int) -> None:
        self._clock.turn()

    def stop(self) -> None:
        if self._tool is None:
            return
        monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
        monitoring.set_events(self._tool, 0)
        tool, self._tool = self._tool, None
        monitoring.register_callback(tool, monitoring.events.JUMP, None)
        monitoring.register_callback(tool, monitoring.events.PY_START, None)
        monitoring.free_tool_id(tool)
