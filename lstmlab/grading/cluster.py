"""Judges on the workers of a Dask cluster: the same code, the same results, more machines.

A worker needs this package and a jail of its own. It gets the contents of a submission and gives back what it is worth;
the results are kept where the command was given. Workers know the seed of the cases: they are trusted, submissions are
not.
"""

import contextlib
import importlib
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from lstmlab.grading import foreman
from lstmlab.grading.batch import Judges
from lstmlab.grading.foreman import Job
from lstmlab.grading.jail import NoJail
from lstmlab.grading.notebook import BrokenNotebook, content
from lstmlab.grading.records import Record, broken

# Of each thread of a worker: how many submissions are on their way to it, so that none waits for the next.
_ON_THEIR_WAY = 2
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


def at(address: str) -> Judges:
    """Judges on the workers of a Dask scheduler.

    Raises:
        NoJail: the package distributed is missing, nobody answers at the address, or a worker has no jail.
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
            yield from _shared(client, distributed.as_completed([], loop=client.loop), jobs)

    return judge


def _shared(client: Any, waiting: Any, jobs: Iterable[Job]) -> Iterator[tuple[Job, Record]]:
    left = iter(jobs)
    given: dict[str, Job] = {}

    def give(count: int) -> None:
        for job in islice(left, count):
            with contextlib.suppress(BrokenNotebook):  # it was there a moment ago; without a result it is a row
                future = client.submit(at_a_worker, foreman.named(job, content(job.path)), pure=False)
                given[future.key] = job
                waiting.add(future)

    give(_ON_THEIR_WAY * max(1, sum(client.nthreads().values())))
    for future in waiting:
        record = future.result()
        give(1)
        yield given.pop(future.key), record
