"""Measure all contenders in one process with one number of threads; JSON goes to stdout, progress to stderr.

    python -m benchmarks.measure --threads 1 --cells lstm gru

A round gives every contender one turn, each round in another order, so that a slow spell of the machine hits all of
them. In a turn a contender runs once untimed, so that its weights and threads are awake, and then so often that the
turn is long enough for the clock. Before that all results are compared: contenders that compute different things are
not timed.
"""

import argparse
import gc
import json
import math
import os
import re
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.plan import CELLS, DTYPES, FULL, PRODUCTS, QUICK, SIZES, THREADS, Budget, Size

AGREEMENT = {"float64": 1e-10, "float32": 1e-3}
LONG = 0.05  # seconds: a run that takes longer needs no untimed one before it
REST = 0.03  # seconds after a turn with several threads: idle ones spin for a while and would disturb the next turn


def measure(cells: list[str], threads: int, budget: Budget) -> list[dict[str, Any]]:
    """All cells, precisions and sizes with this number of threads."""
    from threadpoolctl import threadpool_limits

    rows = []
    with threadpool_limits(threads):
        for cell in cells:
            for dtype in DTYPES:
                for size in SIZES:
                    rows.append(measure_size(cell, size, dtype, threads, budget))
                    say(rows[-1])
    return rows


def measure_size(cell: str, size: Size, dtype: str, threads: int, budget: Budget) -> dict[str, Any]:
    """One cell, size and precision: times of every round, runs a turn, and peak memory."""
    import torch

    from benchmarks import memory, numpy_contenders, torch_contenders

    torch.set_num_threads(threads)
    problem = numpy_contenders.draw(cell, size, dtype)
    in_numpy, in_torch = numpy_contenders.contenders(problem), torch_contenders.contenders(problem)
    contenders = in_numpy | in_torch
    compare(contenders, AGREEMENT[dtype])
    runs = {name: contender.run for name, contender in contenders.items()}
    seconds, calls = rounds(runs, budget, rest=REST if threads > 1 else 0.0)
    peaks = {name: memory.of_numpy(contender.run) for name, contender in in_numpy.items() if name != PRODUCTS}
    peaks |= {name: memory.of_torch(contender.run) for name, contender in in_torch.items()}
    return {
        "cell": cell,
        "dtype": dtype,
        "threads": threads,
        "size": list(size),
        "seconds": seconds,
        "calls": calls,
        "peak_bytes": peaks,
    }


def compare(contenders: dict[str, Any], limit: float) -> None:
    """Say so if two contenders disagree on an output or a gradient."""
    from lstmlab.gradcheck import relative_error

    results = {name: each.as_ours(each.run()) for name, each in contenders.items() if each.as_ours}
    (first, expected), *others = results.items()
    for name, result in others:
        for part, array in result.items():
            error = relative_error(array, expected[part])
            if not error <= limit:
                raise SystemExit(f"{name} and {first} disagree on {part}: relative error {error:.1e}")


def rounds(
    runs: dict[str, Callable[[], Any]],
    budget: Budget,
    rest: float = 0.0,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Seconds a run, for each contender and round, and how many runs there were in one of its turns."""
    gc.collect()
    gc.disable()  # Python's garbage collector would choose whom it stops
    try:
        return _rounds(runs, budget, rest, clock)
    finally:
        gc.enable()


def _rounds(
    runs: dict[str, Callable[[], Any]], budget: Budget, rest: float, clock: Callable[[], float]
) -> tuple[dict[str, list[float]], dict[str, int]]:
    calls = {}
    for name, run in runs.items():
        run()  # warm-up
        calls[name] = max(1, math.ceil(budget.turn / max(turn(run, 1, clock), 1e-9)))
    names = list(runs)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    started = clock()
    for k in range(budget.most_rounds):
        if k >= budget.fewest_rounds and clock() - started > budget.seconds:
            break
        for name in names[k % len(names) :] + names[: k % len(names)]:
            previous = seconds[name][-1] if seconds[name] else 0.0
            if previous < LONG:
                runs[name]()
            seconds[name].append(float(f"{turn(runs[name], calls[name], clock):.4g}"))
            if rest:
                time.sleep(rest)
    return seconds, calls


def turn(run: Callable[[], Any], calls: int, clock: Callable[[], float]) -> float:
    """Mean seconds of so many runs."""
    started = clock()
    for _ in range(calls):
        run()
    return (clock() - started) / calls


def machine() -> dict[str, Any]:
    """Versions of the libraries that do the arithmetic, as they are loaded in this process."""
    import numpy
    import torch
    from threadpoolctl import threadpool_info

    import lstmlab

    inside_torch = re.findall(r"(oneAPI Math Kernel Library|MKL-DNN)\D+([\d.]+)", torch.__config__.show())
    pools = [(pool["internal_api"], pool["version"]) for pool in threadpool_info() if pool["version"]]
    return {
        "versions": {"lstmlab": lstmlab.__version__, "numpy": numpy.__version__, "torch": torch.__version__},
        "libraries": [" ".join(library) for library in dict.fromkeys(pools + inside_torch)],
        "instructions": torch.backends.cpu.get_cpu_capability(),
    }


def say(row: dict[str, Any]) -> None:
    """One line of progress."""
    best = {name: min(times) for name, times in row["seconds"].items()}
    shown = "  ".join(f"{name} {1e3 * time:.2f} ms" for name, time in best.items())
    size = ",".join(map(str, row["size"]))
    print(f"{row['cell']:6} {row['dtype']} {row['threads']} thread(s) ({size}): {shown}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure with one number of threads and print JSON.")
    parser.add_argument("--threads", type=int, default=THREADS[0])
    parser.add_argument("--cells", nargs="+", choices=CELLS, default=list(CELLS))
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    chosen = parser.parse_args()
    os.environ.setdefault("KINETO_LOG_LEVEL", "99")  # PyTorch's profiler is asked for memory, and need not announce it
    rows = measure(chosen.cells, chosen.threads, QUICK if chosen.quick else FULL)
    json.dump({"machine": machine(), "rows": rows}, sys.stdout)


if __name__ == "__main__":
    main()
