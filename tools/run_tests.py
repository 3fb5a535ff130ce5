"""`make test`: every check of the project, one stage after the other, until one fails.

    python -m tools.run_tests [stage ...]     all stages, or only those that are named

A stage that fails is named at the end, with the command that runs it alone.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKED = ("lstmlab", "tools", "tests", "experiments", "benchmarks")


@dataclass(frozen=True)
class Stage:
    """A command, and what it is for."""

    name: str
    about: str
    module: tuple[str, ...]  # arguments of `python -m`


STAGES = (
    Stage("lint", "ruff finds nothing", ("ruff", "check", *CHECKED)),
    Stage("format", "ruff would format nothing", ("ruff", "format", "--check", *CHECKED)),
    Stage("types", "mypy finds nothing in the package", ("mypy",)),
    Stage("drift", "notebooks/ is what the chapters make", ("tools.notebooks", "--check")),
    Stage(
        "unit",
        "tests of the package, the exercises, the pipeline; notebooks run by nbval",
        ("pytest", "tests", "--ignore=tests/e2e"),
    ),
    Stage("book", "the book builds without a warning", ("tools.book",)),
    Stage("withheld", "the book builds without its solutions", ("tools.book", "--withhold-solutions")),
    Stage("doors", "pages in a browser, JupyterLab, Colab, a plain environment", ("pytest", "tests/e2e")),
)


def run(stage: Stage) -> tuple[bool, float, dict[str, int]]:
    """Run a stage, showing what it says as it says it. Returns whether it passed, its seconds and pytest's counts."""
    print(f"\n== {stage.name}: {stage.about}", flush=True)
    started = time.monotonic()
    command = [sys.executable, "-m", *stage.module]
    if stage.module[0] == "pytest":
        command += ["--color=no", "-p", "no:cacheprovider", "--durations=5", "--durations-min=5"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    last = ""
    for line in running.stdout:
        print(line, end="", flush=True)
        last = line if line.strip() else last
    passed = running.wait() == 0
    return passed, time.monotonic() - started, counts(last) if stage.module[0] == "pytest" else {}


def counts(closing_line: str) -> dict[str, int]:
    """The numbers of pytest's last line: "3 failed, 120 passed in 5.1s" -> {"failed": 3, "passed": 120}."""
    return {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|errors?|skipped)", closing_line)}


def main() -> int:
    names = [stage.name for stage in STAGES]
    parser = argparse.ArgumentParser(description="Run the checks of the project.")
    parser.add_argument("stages", nargs="*", metavar="stage", help=f"only these: {', '.join(names)}")
    wanted = parser.parse_args().stages
    if unknown := set(wanted) - set(names):
        parser.error(f"there is no stage {sorted(unknown)[0]}. Known are: {', '.join(names)}")
    chosen = [stage for stage in STAGES if not wanted or stage.name in wanted]
    os.environ.update(TQDM_DISABLE="1", LSTMLAB_PROGRESS="off")
    if any(stage.module[:2] in {("pytest", "tests"), ("pytest", "tests/e2e")} for stage in chosen):
        needed = subprocess.run([sys.executable, "-m", "tools.browser", "--install"], cwd=ROOT, check=False)
        if needed.returncode:
            return 1
    return summary(chosen, *run_all(chosen))


def run_all(stages: list[Stage]) -> tuple[list[str], dict[str, int], str]:
    """Run stages until one fails. Returns a line each, the sum of pytest's counts, and the name of the failed one."""
    lines: list[str] = []
    total: dict[str, int] = {}
    for stage in stages:
        passed, seconds, counted = run(stage)
        for word, number in counted.items():
            total[word] = total.get(word, 0) + number
        shown = ", ".join(f"{number} {word}" for word, number in counted.items())
        lines.append(f"  {stage.name:10} {'passed' if passed else 'FAILED':8} {seconds:6.1f} s  {shown}".rstrip())
        if not passed:
            return lines, total, stage.name
    return lines, total, ""


def summary(stages: list[Stage], lines: list[str], total: dict[str, int], failed: str) -> int:
    """Print a line for each stage and the sums."""
    print("\n" + "\n".join(lines))
    left = [stage.name for stage in stages][len(lines) :]
    if left:
        print(f"  not run: {', '.join(left)}")
    if failed:
        print(f"\nThe stage `{failed}` failed. To run it alone: {VENV_PYTHON} -m tools.run_tests {failed}")
    bad = sum(number for word, number in total.items() if word.startswith(("failed", "error"))) or int(bool(failed))
    print(f"\n{total.get('passed', 0)} passed, {bad} failed, {total.get('skipped', 0)} skipped", flush=True)
    return 1 if failed else 0


VENV_PYTHON = os.path.relpath(sys.executable, ROOT) if Path(sys.executable).is_relative_to(ROOT) else sys.executable

if __name__ == "__main__":
    sys.exit(main())
