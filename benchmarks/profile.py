"""Where the time of a kernel goes: matrix products, squashing functions, other arithmetic, and the rest.

    python -m benchmarks.profile                    one thread, about a minute
    python -m benchmarks.profile --report           measure nothing: the table from profile.json

While a kernel runs, its module sees a NumPy whose functions note their time. The time of noting is measured with a
function that does nothing, and subtracted. The whole is timed without any of that: what it has more than the three
parts is the rest, which is copying, allocating, and Python's own loop.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

PARTS = {
    "products": ("dot", "matmul"),
    "squashing": ("tanh",),
    "arithmetic": ("add", "subtract", "multiply"),
}
OUTPUT = Path(__file__).resolve().parent.parent / "book" / "results" / "benchmarks"
REPEATS, SECONDS = 5, 0.5  # at least so many runs of each kind, and for so long


class Noting:
    """Stands where a module has `np`, and notes calls and seconds of the functions in PARTS."""

    def __init__(self, numpy: Any) -> None:
        self._numpy = numpy
        self.seconds: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        part_of = {name: part for part, names in PARTS.items() for name in names}
        self._noted = {name: self.noting(part, getattr(numpy, name)) for name, part in part_of.items()}

    def __getattr__(self, name: str) -> Any:
        return self._noted.get(name) or getattr(self._numpy, name)

    def noting(self, part: str, function: Callable) -> Callable:
        seconds, calls, clock = self.seconds, self.calls, time.perf_counter

        def noted(*arguments: Any) -> Any:
            started = clock()
            result = function(*arguments)
            seconds[part] += clock() - started
            calls[part] += 1
            return result

        return noted


def cost_of_noting() -> float:
    """Seconds that a call seems to take only because it is noted."""

    def nothing(*arguments: Any) -> None:
        pass

    noting = Noting(__import__("numpy"))
    noted = noting.noting("nothing", nothing)
    n, clock = 100_000, time.perf_counter
    started = clock()
    for _ in range(n):
        nothing(1, 2, 3)
    alone = clock() - started
    for _ in range(n):
        noted(1, 2, 3)
    return max(0.0, (noting.seconds["nothing"] - alone) / n)


def profile(cell: str, size: Any, dtype: str, cost: float) -> dict[str, Any]:
    """Seconds of the whole and of each part, the fastest run of each kind, and calls a run."""
    from benchmarks import numpy_contenders
    from benchmarks.plan import KERNEL
    from lstmlab import kernels

    run = numpy_contenders.contenders(numpy_contenders.draw(cell, size, dtype))[KERNEL].run
    module = module_of(kernels, numpy_contenders.CELLS[cell])
    whole, parts, calls = float("inf"), dict.fromkeys(PARTS, float("inf")), Counter[str]()
    numpy, began, repeats = module.np, time.perf_counter(), 0
    while repeats < REPEATS or time.perf_counter() - began < SECONDS:
        started = time.perf_counter()
        run()
        whole = min(whole, time.perf_counter() - started)
        module.np = noting = Noting(numpy)
        try:
            run()
        finally:
            module.np = numpy
        calls = noting.calls
        for part in PARTS:
            parts[part] = min(parts[part], noting.seconds[part] - cost * noting.calls[part])
        repeats += 1
    return {
        "cell": cell,
        "dtype": dtype,
        "size": list(size),
        "seconds": {name: float(f"{value:.4g}") for name, value in {"whole": whole, **parts}.items()},
        "calls": sum(calls.values()),
    }


def module_of(kernels: Any, cell: Any) -> Any:
    """The module with the kernel of this cell."""
    name = cell.__name__.rsplit(".", 1)[-1]
    module = getattr(kernels, name)
    if not isinstance(module, ModuleType):
        raise TypeError(f"lstmlab.kernels.{name}: expected a module, got {type(module).__name__}")
    return module


def markdown(results: dict[str, Any]) -> str:
    """The table, without a heading: shares of the kernel's time, in per cent."""
    from benchmarks import report
    from benchmarks.plan import CELLS

    lines = []
    for row in results["rows"]:
        whole = row["seconds"]["whole"]
        shares = [100 * row["seconds"][part] / whole for part in PARTS]
        shown = (f"{share:.0f} %" for share in (*shares, 100 - sum(shares)))
        lines.append(
            (CELLS[row["cell"]], row["dtype"], report.size(row), report.milliseconds(whole), *shown, str(row["calls"]))
        )
    heads = ("Cell", "Precision", "T, N, D, H", "Kernel, ms", *(part.capitalize() for part in PARTS), "Rest", "Calls")
    return report.table(heads, lines, "lllrrrrrr") + f"\n\nMeasured with `{results['command']}` on {results['date']}.\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profile", description="Where a kernel's time goes.")
    parser.add_argument("--report", action="store_true", help="measure nothing: the table from profile.json")
    chosen = parser.parse_args()
    stored = OUTPUT / "profile.json"
    if not chosen.report:
        os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        from benchmarks.__main__ import dump
        from benchmarks.plan import CELLS, DTYPES, SIZES

        date, cost = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), cost_of_noting()
        rows = [profile(cell, size, dtype, cost) for cell in CELLS for dtype in DTYPES for size in SIZES]
        results = {"command": "python -m benchmarks.profile", "date": date, "rows": rows}
        stored.write_text(dump(results), encoding="utf-8")
    (OUTPUT / "profile.md").write_text(markdown(json.loads(stored.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
