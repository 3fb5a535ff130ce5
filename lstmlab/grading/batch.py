"""Grades a class: each submission in a process of its own, several side by side; what is done already is left alone.

Whatever one submission does to its judge, its process alone ends: the others have theirs, and what they are worth is on
the disk already.
"""

import ctypes
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from lstmlab import exercises
from lstmlab.checking.diagnosis.trial import trial
from lstmlab.exercises import Exercise
from lstmlab.grading import records
from lstmlab.grading.jail import Limits, NoJail
from lstmlab.grading.judge import grade
from lstmlab.grading.notebook import BrokenNotebook, content, key
from lstmlab.grading.records import Record, Store

# Seconds that a judge may take beyond the time of its notebook.
_JUDGING = 300.0
_DIE_WITH_PARENT = 1


def one(path: str, store: Store, kind: str, limits: Limits) -> Record:
    """Grade one submission and keep the result. Raises NoJail."""
    found = ""
    try:
        data = content(path)
        found = key(data)
        began = time.monotonic()
        grades = grade(data, store.seed, kind, limits)
        record = records.of(path, found, grades, time.monotonic() - began, kind)
    except BrokenNotebook as problem:
        record = records.broken(path, found, f"The file {problem}.")
    except MemoryError:
        record = records.broken(path, found, "The file takes more memory than a judge has.")
    return store.save(path, record)


def todo(paths: Sequence[str], store: Store) -> list[str]:
    """Those whose result is not there, or is of other contents. One that could not be read is read again."""
    left = []
    for path in paths:
        try:
            data = content(path)
        except BrokenNotebook:
            left.append(path)
            continue
        if store.load(path, key(data)) is None:
            left.append(path)
    return left


def all_of(
    paths: Sequence[str],
    store: Store,
    kind: str,
    limits: Limits,
    processes: int,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Record]:
    """Grade those that have no result yet; the results of all, in their order. tell: is told how far it is.

    Raises:
        NoJail: a jail did not start. What was graded by then is kept.
    """
    left = todo(paths, store)
    waiting, running = list(reversed(left)), dict[BaseProcess, tuple[str, float]]()
    warmed: set[str] = set()
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                path = waiting.pop()
                running[_begun(path, store, kind, limits)] = path, time.monotonic()
            wait([process.sentinel for process in running], timeout=1.0)
            for process, (path, began) in list(running.items()):
                late = time.monotonic() - began > limits.notebook + _JUDGING
                if process.is_alive() and not late:
                    continue
                _ended(process, path, store, late)
                del running[process]
                tell(len(left) - len(waiting) - len(running), len(left))
                _warm(store.load(path), store.seed, warmed)
    finally:
        for process in running:
            process.kill()
            process.join()
    for path in paths:
        yield store.load(path) or records.broken(path, "", "There is no result.")


# The exit code of a judge whose jail did not start.
_NO_JAIL = 79


def _begun(path: str, store: Store, kind: str, limits: Limits) -> BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=_judge, args=(path, store, kind, limits))
    process.start()
    return process


def _judge(path: str, store: Store, kind: str, limits: Limits) -> None:
    """What a process does: it ends with the one that began it, and so does its jail."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        one(path, store, kind, limits)
    except NoJail as problem:
        print(f"lstmlab grade: {problem}", file=sys.stderr)
        sys.exit(_NO_JAIL)


def _ended(process: BaseProcess, path: str, store: Store, late: bool) -> None:
    """Take the place of a judge that did not come to its end: its submission is a row with this reason."""
    if late:
        process.kill()
    process.join()
    if process.exitcode == _NO_JAIL:
        raise NoJail("the jail did not start, so nothing is graded in it")
    if process.exitcode or late:
        try:
            found = key(content(path))
        except BrokenNotebook:
            found = ""
        reason = "took too long" if late else f"ended with exit code {process.exitcode}"
        store.save(path, records.broken(path, found, f"Its judge {reason}: look at the file yourself."))


def _warm(record: Record | None, seed: int, warmed: set[str]) -> None:
    """Prepare the exercises of a chapter in this process: those that are begun from now on find it done."""
    for name in [each.exercise for each in record.grades] if record else []:
        exercise = exercises.get(name)
        if name not in warmed and isinstance(exercise, Exercise):
            trial(exercise, seed)
        warmed.add(name)
