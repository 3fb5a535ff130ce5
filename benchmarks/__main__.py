"""Measure, and write the table, the numbers and the picture.

    python -m benchmarks                            everything: minutes; table.md tells how many
    python -m benchmarks --quick --cells lstm       fewer rounds, one cell

Each number of threads has a process of its own, because libraries read it when they are loaded.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import picture, report, summary
from benchmarks.plan import CELLS, THREADS

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "book" / "results" / "benchmarks"
LIMITS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed and memory beside PyTorch.")
    parser.add_argument("--quick", action="store_true", help="three short rounds: a look, not a result")
    parser.add_argument("--cells", nargs="+", choices=CELLS, default=list(CELLS), metavar="CELL", help=", ".join(CELLS))
    parser.add_argument("--threads", nargs="+", type=int, default=list(THREADS), metavar="COUNT", help="such as 1 2")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="a folder for results.json, table.md, ratios.html")
    parser.add_argument("--report", action="store_true", help="measure nothing: table and picture from results.json")
    chosen = parser.parse_args()
    if min(chosen.threads) < 1:
        parser.error(f"--threads: expected numbers of at least 1, got {min(chosen.threads)}")
    stored = chosen.output / "results.json"
    if chosen.report:
        write_report(json.loads(stored.read_text(encoding="utf-8")), chosen.output)
        return
    results = run(chosen)
    chosen.output.mkdir(parents=True, exist_ok=True)
    stored.write_text(dump(results), encoding="utf-8")
    write_report(results, chosen.output)
    for each in summary.verdicts(results["rows"]):
        print(
            f"{CELLS[each.cell]:6} {each.target.text}: {each.figure:.3g} ({each.where}), "
            f"target {report.limit(each)}: {report.verdict(each)}"
        )


def run(chosen: argparse.Namespace) -> dict[str, Any]:
    """Measure with each number of threads and put the parts together."""
    started = time.monotonic()
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    parts = [measured(threads, chosen) for threads in chosen.threads]
    return {
        "command": " ".join(["python -m benchmarks", *sys.argv[1:]]),
        "date": date,
        "quick": chosen.quick,
        "run_time_seconds": round(time.monotonic() - started, 1),
        "machine": {"processor": processor(), "cores": os.cpu_count(), "system": system(), **parts[0]["machine"]},
        "rows": [row for part in parts for row in part["rows"]],
    }


def measured(threads: int, chosen: argparse.Namespace) -> dict[str, Any]:
    """What `benchmarks.measure` prints, run with this number of threads."""
    command = [sys.executable, "-m", "benchmarks.measure", "--threads", str(threads), "--cells", *chosen.cells]
    command += ["--quick"] * chosen.quick
    environment = os.environ | dict.fromkeys(LIMITS, str(threads))
    result = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"benchmarks.measure failed with {threads} thread(s)")
    return json.loads(result.stdout)


def processor() -> str:
    """The processor's own name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def system() -> str:
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"


def dump(results: dict[str, Any]) -> str:
    """JSON with a line for each row, so that a new run shows as a readable difference."""
    head = {name: value for name, value in results.items() if name != "rows"}
    rows = ",\n".join("  " + json.dumps(row) for row in results["rows"])
    return json.dumps(head, indent=1).removesuffix("\n}") + ',\n "rows": [\n' + rows + "\n ]\n}\n"


def write_report(results: dict[str, Any], folder: Path) -> None:
    (folder / "table.md").write_text(report.markdown(results), encoding="utf-8")
    (folder / "ratios.html").write_text(picture.picture(results)._repr_html_() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
