"""An endless loop is stopped, in the main thread, in another one, and where there are neither threads nor signals."""

import itertools
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from lstmlab import check
from lstmlab.checking.calling import limit
from lstmlab.checking.calling.run import call
from tests.cases import together
from tests.checking.test_checking_diagnosis import cell

WAYS = [
    limit.BySignal,
    limit.ByThread,
    pytest.param(
        limit.ByMonitoring,
        marks=pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring came with Python 3.12"),
    ),
]


@pytest.fixture
def one_second(monkeypatch):
    monkeypatch.setattr(limit, "SECONDS", 0.5)


def stopped(way, function, seconds=0.2):
    """What a call did that has so many seconds, how many it took, and how many of the processor: of these a busy
    machine adds none."""
    watch, error, start, used = way(seconds), None, time.perf_counter(), time.process_time()
    try:
        try:
            watch.start()
            function()
        finally:
            watch.stop()
    except BaseException as problem:
        watch.stop()
        error = problem
    return error, time.perf_counter() - start, time.process_time() - used


def loop():
    while True:
        pass


def loop_with_a_condition():
    x = 1.0
    while x > 0:
        x = x + 1.0


def loop_over_a_count():
    for _ in itertools.count():
        pass


def calls_without_a_loop():
    f = lambda n: f(n - 1) + f(n - 1) if n else 0  # noqa: E731
    f(60)


def catches_exceptions():
    while True:
        try:
            time.sleep(0)
        except Exception:
            time.sleep(1)


def catches_everything_once():
    try:
        while True:
            pass
    except:  # noqa: E722
        while True:
            pass


ENDLESS = [
    loop,
    loop_with_a_condition,
    loop_over_a_count,
    calls_without_a_loop,
    catches_exceptions,
    catches_everything_once,
]


@pytest.mark.parametrize("way", WAYS)
def test_an_endless_function_is_stopped_near_its_time(way):
    with together() as case:
        for function in ENDLESS:
            with case(function.__name__):
                error, seconds, used = stopped(way, function)
                assert isinstance(error, limit.OutOfTime)
                assert seconds >= 0.2  # what came afterwards would stop the next one too early
                assert used < 1.0
    time.sleep(0.25)  # nothing comes afterwards


@pytest.mark.parametrize("way", WAYS)
def test_a_function_that_ends_leaves_no_trace(way):
    trace, handler, threads = sys.gettrace(), signal.getsignal(signal.SIGALRM), threading.active_count()
    for _ in range(20):
        error, *_ = stopped(way, lambda: None, seconds=60.0)
        assert error is None
    assert (sys.gettrace(), signal.getsignal(signal.SIGALRM), threading.active_count()) == (trace, handler, threads)


TRACED_AFTERWARDS = """
import sys, time
from lstmlab.checking.calling import limit

def stopped(function, seconds):
    watch = limit.ByThread(seconds)
    try:
        watch.start()
        function()
    except limit.OutOfTime:
        return True
    finally:
        watch.stop()
    return False

def endless():
    while True:
        pass

def swallows():
    end = time.perf_counter() + 0.5
    while time.perf_counter() < end:
        try:
            time.sleep(0.01)
        except limit.OutOfTime:
            return

print(stopped(lambda: None, 5.0), stopped(endless, 0.1), stopped(swallows, 0.1), flush=True)
events = []
sys.settrace(lambda *event: events.append(event[1]))
(lambda: None)()
sys.settrace(None)
print(events)
"""


def test_what_is_traced_afterwards_does_not_hang():
    # An exception that was taken back left CPython 3.11 in a state in which the first traced function never began.
    command = [sys.executable, "-c", TRACED_AFTERWARDS]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert told.split("\n")[:2] == ["False True False", "['call']"]


@pytest.mark.parametrize("way", WAYS)
def test_the_stop_button_stops_at_once(way):
    def pressed():
        signal.raise_signal(signal.SIGINT)
        while True:
            pass

    error, _, used = stopped(way, pressed, seconds=5.0)
    assert isinstance(error, KeyboardInterrupt)
    assert used < 1.0


def test_a_timer_that_was_set_before_keeps_its_time_and_its_turn():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(time.perf_counter()))
    old = signal.setitimer(signal.ITIMER_REAL, 0.6)
    try:
        start = time.perf_counter()
        assert isinstance(stopped(limit.BySignal, loop, seconds=0.2)[0], limit.OutOfTime)
        while not rung and time.perf_counter() - start < 60:
            time.sleep(0.01)
        assert rung[0] - start > 0.5
        # One that is due earlier rings inside the function.
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        error, *_ = stopped(limit.BySignal, lambda: time.sleep(0.3), seconds=5.0)
        assert error is None
        assert len(rung) == 2
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *old)


def test_only_the_function_with_the_budget_has_a_limit():
    with limit.budget(loop, 0.1):
        assert isinstance(call(loop, {}).error, limit.OutOfTime)
        assert isinstance(call(lambda f: f(), {"f": loop}).error, limit.OutOfTime)  # a property that calls it
        slow = call(lambda: time.sleep(0.3), {})
        assert slow.error is None
    assert limit.remaining(loop, ()) is None


def test_the_card_tells_the_line_and_the_seconds(one_second):
    answer = cell("""
        def answer(x, factor):
            n = 0
            while n < 3:
                x = x * factor
            return x
        """)
    start = time.process_time()
    result = check("hello.scale", answer)
    assert time.process_time() - start < 5
    assert result.status == "failed"
    said = " ".join(result.message.split())
    assert "had not come to an end after 0.5 seconds" in said
    assert "stopped in line 4: `x = x * factor`" in said or "stopped in line 3: `while n < 3:`" in said
    assert "What has to happen so that your loop ends" in said
    assert "OutOfTime" not in said


def test_a_check_in_another_thread_stops_too(one_second):
    found = []
    thread = threading.Thread(target=lambda: found.append(check("hello.scale", lambda x, factor: loop())))
    thread.start()
    thread.join(120)
    assert "had not come to an end" in found[0].message


def test_a_function_that_has_no_end_for_some_inputs_only(one_second):
    def long(x, h_prev, W_x, W_h, b):
        while len(x) == 1:
            pass
        return np.tanh(x @ W_x + h_prev @ W_h + b)

    result = check("elman.step", long)
    assert result.status == "failed"
    assert "had not come to an end" in result.message

    def wrong_and_endless_for_zeros(x, h_prev, W_x, W_h, b):
        while not (np.any(x) and np.any(h_prev) and np.any(W_x) and np.any(W_h) and np.any(b)):
            pass
        return 1.2 * np.tanh(x @ W_x + h_prev @ W_h + b) + 0.3

    start = time.process_time()
    result = check("elman.step", wrong_and_endless_for_zeros)
    assert time.process_time() - start < 6
    assert result.status == "failed"
    assert "OutOfTime" not in result.message


def test_an_endless_generator_and_an_endless_property(one_second):
    def generator(x, factor):
        while True:
            pass
        yield 1

    assert "had not come to an end" in check("hello.scale", generator).message


def test_the_way_is_chosen_by_what_the_place_has(monkeypatch):
    assert limit._way() is limit.BySignal
    monkeypatch.delattr(signal, "setitimer")
    assert limit._way() is limit.ByThread
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert limit._way() is (limit.ByMonitoring if sys.version_info >= (3, 12) else None)
