"""Judges on the workers of a Dask cluster: the same code, the same results, more machines.

A worker needs this package and a jail of its own. It gets the contents of a submission and gives back what it is worth;
the results are kept where the command was given. Workers know the seed of the cases: they are trusted, submissions are
not.
"""

import contextlib
import importlib
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import islice
from typing import Any, cast

from lstmlab.grading import foreman
from lstmlab.grading.batch import Judges
from lstmlab.grading.foreman import Job
from lstmlab.grading.jail import NoJail
from lstmlab.grading.notebook import BrokenNotebook, content
from lstmlab.grading.records import Record, broken
from lstmlab.grading.version import version

# Of each thread of a worker: how many submissions are on their way to it, so that none waits for the next.
_ON_THEIR_WAY = 2
# Seconds after which somebody looks whether the others are still there; and for which no worker may be there.
_LOOK, PATIENCE = 2.0, 60.0
_KEPT = "What was graded is kept: the same command goes on where this one was."
_here = threading.local()


def at_a_worker(job: Job) -> Record:
    """What a job is worth; runs at a worker. Raises NoJail."""
    process: subprocess.Popen[bytes] | None = getattr(_here, "foreman", None)
    if process is None or process.poll() is not None:
        command = [sys.executable, "-P", "-m", "lstmlab.grading.foreman"]
        process = _here.foreman = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        pickle.dump(job, process.stdin)
        process.stdin.flush()
        answer = pickle.load(process.stdout)
    except (EOFError, OSError):
        process.kill()
        return broken(job.path, "", "The process that grades at a worker ended: look at the file yourself.")
    if isinstance(answer, NoJail):
        raise answer
    return answer if isinstance(answer, Record) else broken(job.path, "", "A worker gave no result.")


def version_here() -> str:
    """Which version of this package judges; asked of each worker."""
    return version()


def at(address: str) -> Judges:
    """Judges on the workers of a Dask scheduler. What a worker had that ended is given to another one.

    Raises:
        NoJail: the package distributed is missing, nobody answers at the address or no longer, no worker is there for a
            minute, or a worker has another version of this package, none at all, or no jail.
    """

    def judge(jobs: Iterable[Job]) -> Iterator[tuple[Job, Record]]:
        try:
            distributed: Any = importlib.import_module("distributed")
        except ModuleNotFoundError:
            raise NoJail('--scheduler needs Dask: pip install "dask[distributed]"') from None
        try:
            client = distributed.Client(address, timeout="10s")
        except (OSError, ValueError) as problem:
            raise NoJail(f"no scheduler answers at {address}: {problem}") from None
        with client:
            _refuse_others(client)
            yield from _shared(client, jobs, address)

    return judge


def _refuse_others(client: Any) -> None:
    """Raises NoJail where a worker would judge in another way than this machine."""
    for worker, found in client.run(version_here, on_error="return").items():
        if isinstance(found, BaseException):
            raise NoJail(f"the worker {worker} cannot judge ({found}): install this package, in this version, there")
        if found != version():
            raise NoJail(
                f"the worker {worker} has another version of the course, {found}; here is {version()}: install the "
                "same on all machines"
            )


def _shared(client: Any, jobs: Iterable[Job], address: str) -> Iterator[tuple[Job, Record]]:
    left = iter(jobs)
    given: dict[str, Job] = {}
    done: queue.SimpleQueue[Any] = queue.SimpleQueue()
    futures = {}

    def give(count: int) -> None:
        for job in islice(left, count):
            with contextlib.suppress(BrokenNotebook):  # it was there a moment ago; without a result it is a row
                future = client.submit(at_a_worker, foreman.named(job, content(job.path)), pure=False)
                given[future.key], futures[future.key] = job, future
                future.add_done_callback(done.put)

    give(_ON_THEIR_WAY * max(1, sum(client.nthreads().values())))
    alone_since = time.monotonic()
    while given:
        try:
            future = done.get(timeout=_LOOK)
        except queue.Empty:
            if _workers(client, address):
                alone_since = time.monotonic()
            elif time.monotonic() - alone_since > PATIENCE:
                raise NoJail(f"no worker is left at {address}. {_KEPT}") from None
            continue
        record = _said(future, given[future.key], address)
        give(1)
        del futures[future.key]
        yield given.pop(future.key), record


def _workers(client: Any, address: str) -> int:
    """How many there are. Raises NoJail where the scheduler is gone."""
    try:
        if client.status == "running":
            return len(client.nthreads())
    except (OSError, RuntimeError, AttributeError):  # on its way out
        pass
    raise NoJail(f"the scheduler at {address} answers no longer. {_KEPT}")


def _said(future: Any, job: Job, address: str) -> Record:
    """What became of a job. Raises NoJail where that says something about all of them."""
    try:
        return cast(Record, future.result())
    except NoJail:
        raise
    except CancelledError:
        raise NoJail(f"the scheduler at {address} answers no longer. {_KEPT}") from None
    except Exception as problem:
        if type(problem).__name__ == "KilledWorker":
            return broken(job.path, "", "One worker after the other ended while it graded this: look at it yourself.")
        raise NoJail(
            f"a worker cannot judge ({type(problem).__name__}: {problem}): install this package, in this version, there"
        ) from None
