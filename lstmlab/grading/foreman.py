"""Judges submissions side by side, each in a process of its own, and brings what they are worth.

Whatever one submission does to its judge, its process alone ends: the others have theirs. What a check prepares for an
exercise is prepared here once, and those that are begun from then on find it done.

    python -m lstmlab.grading.foreman

reads jobs from its input and writes their results, one at a time: so a worker of a cluster has them judged, whose own
process has several threads and must not be divided.
"""

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from lstmlab import exercises
from lstmlab.checking.diagnosis.trial import trial
from lstmlab.exercises import Exercise
from lstmlab.grading import editions, jail, records
from lstmlab.grading.jail import Limits, NoJail
from lstmlab.grading.judge import grade
from lstmlab.grading.notebook import BrokenNotebook, content, key
from lstmlab.grading.records import Record
from lstmlab.grading.version import version

# Seconds that a judge may take beyond the time of its notebook.
_JUDGING = 300.0
_DIE_WITH_PARENT = 1
# The exit code of a judge whose jail did not start.
_NO_JAIL = 79


@dataclass(frozen=True)
class Job:
    """A submission to be judged.

    Attributes:
        path: where it is, which is its name too. data: its contents; None where the path is one of this machine.
        seed: of the cases. kind: of the jail; "" for the best that there is.
        version: of whoever gives the job.
    """

    path: str
    seed: int
    kind: str
    limits: Limits
    data: bytes | None = None
    version: str = ""


def judge(job: Job) -> Record:
    """What it is worth. Raises NoJail."""
    found = ""
    try:
        data = content(job.path) if job.data is None else job.data
        found = key(data)
        kind = job.kind or jail.best()
        began = time.monotonic()
        grades = grade(data, job.seed, kind, job.limits)
        return records.of(job.path, found, grades, time.monotonic() - began, kind, editions.remarks(data))
    except BrokenNotebook as problem:
        return records.broken(job.path, found, f"The file {problem}.")
    except MemoryError:
        return records.broken(job.path, found, "The file takes more memory than a judge has.")


@dataclass(frozen=True)
class _Judge:
    process: BaseProcess
    job: Job
    began: float


def judged(jobs: Iterable[Job], processes: int) -> Iterator[tuple[Job, Record]]:
    """Each job with its result, as soon as it is there. Raises NoJail."""
    waiting, running = iter(jobs), dict[Connection, _Judge]()
    warmed: set[str] = set()
    try:
        while True:
            while len(running) < processes and (job := next(waiting, None)) is not None:
                end, one = _begun(job)
                running[end] = one
            if not running:
                return
            ready = wait(list(running), timeout=1.0)
            for end, one in list(running.items()):
                late = time.monotonic() - one.began > one.job.limits.notebook + _JUDGING
                if end in ready or late:
                    del running[end]
                    record = _result(end, one)
                    yield one.job, record
                    _warm(record, one.job.seed, warmed)
    finally:
        for one in running.values():
            one.process.kill()
            one.process.join()


def _begun(job: Job) -> tuple[Connection, _Judge]:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_judge, args=(job, theirs))
    process.start()
    theirs.close()  # now, so that no later one holds it: when this judge ends, so does the line to it
    return ours, _Judge(process, job, time.monotonic())


def _judge(job: Job, end: Connection) -> None:
    """What a process does: it ends with the one that began it, and so does its jail."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        end.send(judge(job))
    except NoJail as problem:
        print(f"lstmlab grade: {problem}", file=sys.stderr)
        sys.exit(_NO_JAIL)


def _result(end: Connection, one: _Judge) -> Record:
    """What a judge says. One that does not come to its end is given up: its submission is a row with this reason."""
    record = None
    if end.poll():
        try:
            record = end.recv()
        except (EOFError, OSError):
            one.process.join(5.0)
    late = one.process.is_alive() and record is None
    if late:
        one.process.kill()
    one.process.join()
    end.close()
    if isinstance(record, Record):
        return record
    if one.process.exitcode == _NO_JAIL:
        raise NoJail("the jail did not start, so nothing is graded in it")
    jail.sweep()
    try:
        found = key(content(one.job.path) if one.job.data is None else one.job.data)
    except BrokenNotebook:
        found = ""
    reason = "took too long" if late else f"ended with exit code {one.process.exitcode}"
    return records.broken(one.job.path, found, f"Its judge {reason}: look at the file yourself.")


def _warm(record: Record, seed: int, warmed: set[str]) -> None:
    """Prepare the exercises of a chapter in this process: those that are begun from now on find it done."""
    for name in [one.exercise for one in record.grades]:
        exercise = exercises.get(name)
        if name not in warmed and isinstance(exercise, Exercise):
            trial(exercise, seed)
        warmed.add(name)


def main() -> None:
    """Judge what comes in, until nothing comes any more. What goes wrong is given back as an error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else that is printed comes between the results
    jail.sweep()

    def jobs() -> Iterator[Job]:
        while True:
            try:
                job: Job = pickle.load(sys.stdin.buffer)
            except EOFError:
                return
            if job.version not in ("", version()):
                raise NoJail("a worker has another version of the course: install the same on all machines")
            yield job

    def say(answer: Record | NoJail) -> None:
        pickle.dump(answer, answers)
        answers.flush()

    while True:
        try:
            for _, record in judged(jobs(), 1):
                say(record)
            return
        except NoJail as problem:
            say(problem)


def named(job: Job, data: bytes) -> Job:
    """A job for another machine, which gets the contents along."""
    return replace(job, data=data, version=version())


if __name__ == "__main__":
    main()
