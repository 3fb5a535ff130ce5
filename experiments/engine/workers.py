"""Where jobs run: in processes on this machine, or on the workers of a Dask cluster. The same code, the same rows."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any

from experiments.engine.specification import run_job

# One thread a process: the jobs are many and small, and two of them are faster than one on two threads.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Job = tuple[str, dict[str, Any]]
Done = tuple[str, dict[str, Any], dict[str, Any], float]


def timed(name: str, settings: dict[str, Any]) -> Done:
    """Run a job: (experiment, settings, result, seconds of the processor, whatever else the machine is doing)."""
    started = time.process_time()
    return name, settings, run_job(name, settings), time.process_time() - started


def on_this_machine(jobs: list[Job], n_processes: int) -> Iterator[Done]:
    """Run jobs in processes of their own; yields each as it ends. A job that raises ends the run with its error."""
    for variable in THREADS:
        os.environ[variable] = "1"  # read by the new processes when they load NumPy
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(n_processes, mp_context=context)
    try:
        futures = [pool.submit(timed, name, settings) for name, settings in jobs]
        for future in as_completed(futures):
            yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def on_a_cluster(jobs: list[Job], address: str) -> Iterator[Done]:
    """Run jobs on the workers of a Dask scheduler, which need this project and its environment.

    Raises:
        RuntimeError: the package distributed is missing; OSError: nobody answers at the address.
    """
    try:
        import distributed
    except ModuleNotFoundError:
        raise RuntimeError('--scheduler needs Dask: pip install "dask[distributed]"') from None
    with distributed.Client(address, timeout="10s") as client:
        futures = [client.submit(timed, name, settings, pure=False) for name, settings in jobs]
        for future in distributed.as_completed(futures):
            yield future.result()
