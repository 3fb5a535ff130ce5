"""`make test`: every check of the project, side by side on all cores, until one fails; at night to the end.

    python -m tools.run_tests [stage ...]     all stages, or only those that are named
    python -m tools.run_tests --night         `make test-all`: what takes longer than one waits for, too
    python -m tools.run_tests --chapter 05    what an author of one chapter needs

A stage starts when those that it waits for have passed. After a failure no other starts; at night, when nobody waits,
all go on that do not build on what failed. A line tells how far it has come. What a stage says is kept in
_build/tests/; that of a stage that fails is shown, with the command that runs it alone.
"""

import argparse
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
CHECKED = ("lstmlab", "tools", "tests", "experiments", "benchmarks", "page")
LOGS = ROOT / "_build" / "tests"
TIMES = LOGS / "seconds.json"  # of each stage, the last time that it passed
CORES = os.cpu_count() or 1
SHOWN = 300  # lines of a stage that fails
PATIENCE = 10.0  # seconds that a stage has to end when it is told to
EVERY = 15.0  # seconds between two lines of progress where they cannot stand in one place


@dataclass(frozen=True)
class Stage:
    """A command, what it is for, the stages that have to pass before, and those that only have to have ended."""

    name: str
    about: str
    module: tuple[str, ...]  # arguments of `python -m`
    after: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)  # of the environment
    gives_way: bool = False  # to the stages beside it
    behind: tuple[str, ...] = ()

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", *self.module]


def of_pytest(*arguments: str, which: str, workers: int = CORES) -> tuple[str, ...]:
    """A stage of pytest: tests that share what they prepare stay with one worker."""
    # In the order of tests/conftest.py: what takes longest begins first.
    spread = ("-n", str(workers), "--dist", "loadgroup", "--no-loadscope-reorder") if workers > 1 else ()
    shown = ("--color=no", "-p", "no:cacheprovider", "--durations=10", "--durations-min=5")
    # Plugins that no test of ours uses: each process would import them, and ask them about every test.
    unused = ("-p", "no:nbval", "-p", "no:anyio")
    return ("pytest", *arguments, "-m", which, *spread, *shown, *unused)


QUICK = (
    Stage("lint", "ruff finds nothing", ("ruff", "check", *CHECKED)),
    Stage("format", "ruff would format nothing", ("ruff", "format", "--check", *CHECKED)),
)
ROOMS = ("exercises", "checking", "grading", "figures", "book")  # what a chapter has tests in
BEFORE = tuple(stage.name for stage in QUICK)


def stages(night: bool = False) -> tuple[Stage, ...]:
    """All stages, in the order in which they are told of."""
    also = "" if night else " and not night"
    return (
        *QUICK,
        Stage("drift", "notebooks/ is what the chapters make", ("tools.notebooks", "--check"), BEFORE),
        Stage("types", "mypy finds nothing in the package", ("mypy",), BEFORE),
        Stage(
            "chapters", "each chapter runs, with nothing attempted and solved", ("tools.execution.executions",), BEFORE
        ),
        # It waits for the net half of its time: beside the chapters, before anything else asks for it.
        Stage("page", "what the pages load is fetched and made", ("tools.book", "--prepare"), BEFORE),
        Stage(
            "unit",
            "tests of the package, the exercises, the figures, the notebooks",
            of_pytest("tests", "--ignore=tests/e2e", which=f"not alone{also}"),
            ("chapters", "page"),  # what these have executed and fetched is read, and not made again beside them
            # It computes without a break: the book and the browsers, which wait in between, come before it, so that
            # in the end no core waits for them.
            gives_way=True,
        ),
        Stage("book", "the book builds without a warning", ("tools.book",), ("chapters", "page")),
        Stage("withheld", "and without its solutions", ("tools.book", "--withhold-solutions"), ("book",)),
        Stage(
            "e2e",
            "pages in a browser, JupyterLab, Colab, a class, a plain environment",
            # A browser's tests wait for pages half of their time: one worker more than there are cores.
            of_pytest("tests/e2e", which=f"not alone{also}", workers=CORES + 1),
            ("withheld",),
        ),
        *((ALONE,) if night else ()),
    )


ALONE = Stage(
    "alone",
    "what measures time on the clock",
    of_pytest("tests", which="alone", workers=1),
    ("withheld",),
    behind=("e2e", "unit", "types", "drift"),
)


def stages_of_chapter(number: str) -> tuple[Stage, ...]:
    """What an author of one chapter needs: its exercises, its notebook, its figures, its page."""
    only = ("--chapter", number)
    return (
        *QUICK,
        Stage("drift", "notebooks/ is what the chapters make", ("tools.notebooks", "--check", number), BEFORE),
        Stage(
            "chapters",
            "the chapter runs, with nothing attempted and solved",
            ("tools.execution.executions", number),
            BEFORE,
        ),
        Stage(
            "unit",
            "tests of its exercises, its figures, its notebook",
            of_pytest(*(f"tests/{room}" for room in ROOMS), *only, which="not night and not alone"),
            BEFORE,
        ),
        Stage("book", "its page builds without a warning", ("tools.book", "--chapter", number), ("chapters",)),
        Stage(
            "e2e",
            "its page in a browser",
            of_pytest("tests/e2e/test_book.py", "tests/e2e/test_book_figures.py", *only, which="not night"),
            ("book",),  # beside what is left of the others
            {"LSTMLAB_BOOK": "html-chapter"},
        ),
    )


def give_way() -> None:
    """Take less of the processor than what runs beside it, and not so little that a clock in a test would run out."""
    os.nice(4)


class Running:
    """A stage that has been started."""

    def __init__(self, stage: Stage):
        self.stage = stage
        self.started = time.monotonic()
        LOGS.mkdir(parents=True, exist_ok=True)
        self.path = LOGS / f"{stage.name}.log"
        self.log: IO[str] = self.path.open("w")
        self.process = subprocess.Popen(
            stage.command,
            cwd=ROOT,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            env=os.environ | stage.variables,
            start_new_session=True,  # a group of its own, with all that it starts: see `end`
            preexec_fn=give_way if stage.gives_way and os.name == "posix" else None,
        )

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def end(self) -> None:
        """End it, with the workers, browsers and servers that it has started: politely, then by force."""
        if os.name != "posix":
            self.process.terminate()
            return
        until = time.monotonic() + PATIENCE
        with contextlib.suppress(ProcessLookupError):  # nobody of the group is left
            os.killpg(self.process.pid, signal.SIGTERM)
            while time.monotonic() < until:
                self.process.poll()  # else it would stay in the group when it has ended
                os.killpg(self.process.pid, 0)
                time.sleep(0.05)
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def text(self) -> str:
        return self.path.read_text(encoding="utf-8", errors="replace")

    def share(self, expected: float | None) -> float | None:
        """How much of it is done: what pytest says, else the time that has gone by, beside the last time's; None where
        neither is known."""
        if found := re.findall(r"\[ *(\d+)%\]$", self.text(), re.MULTILINE):
            return int(found[-1]) / 100
        return None if expected is None else min(0.95, self.seconds / expected)


@dataclass(frozen=True)
class Result:
    """How a stage ended, and pytest's counts."""

    passed: bool
    seconds: float
    counted: dict[str, int]


def counts(closing_line: str) -> dict[str, int]:
    """The numbers of pytest's last line: "3 failed, 120 passed in 5.1s" -> {"failed": 3, "passed": 120}."""
    return {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|errors?|skipped)", closing_line)}


def run_all(chosen: Sequence[Stage], go_on: bool = False) -> dict[str, Result]:
    """Run stages side by side, each when those before it have passed. After a failure none is started any more, unless
    it shall go on with those that do not wait for what failed."""
    results: dict[str, Result] = {}
    known = {one.name for one in chosen}
    running: list[Running] = []
    progress = Progress(chosen)
    try:
        while True:
            failed = any(not one.passed for one in results.values())
            going = {one.stage.name for one in running}
            for stage in chosen if go_on or not failed else ():
                passed = all(name in results and results[name].passed for name in known & {*stage.after})
                ended = known & {*stage.behind} <= results.keys()
                if stage.name not in results and stage.name not in going and passed and ended:
                    running.append(Running(stage))
            if not running:
                return results
            time.sleep(0.2)
            for one in [one for one in running if one.process.poll() is not None]:
                running.remove(one)
                results[one.stage.name] = result_of(one)
                progress.clear()
                print(line(one.stage.name, results[one.stage.name]), flush=True)
            progress.show(results, running)
    finally:
        progress.clear()
        for one in running:
            one.end()


def result_of(one: Running) -> Result:
    """How it ended; what it said is shown where it failed."""
    one.log.close()
    said = one.text().splitlines()
    passed = one.process.returncode == 0
    if not passed:
        print(f"\n== {one.stage.name}: {one.stage.about}\n" + "\n".join(said[-SHOWN:]) + "\n", flush=True)
    last = next((text for text in reversed(said) if text.strip()), "")
    return Result(passed, one.seconds, counts(last) if one.stage.module[0] == "pytest" else {})


def line(name: str, result: Result) -> str:
    shown = ", ".join(f"{number} {word}" for word, number in result.counted.items())
    return f"  {name:10} {'passed' if result.passed else 'FAILED':8} {result.seconds:6.1f} s  {shown}".rstrip()


class Progress:
    """A line such as " 42 %  3:10  unit 57 %, book". It stands in one place on a terminal.

    Where a stage has never passed here, nobody knows how long all will take: "3 of 9  3:10  unit 57 %, book".
    """

    def __init__(self, chosen: Sequence[Stage]):
        self.started = time.monotonic()
        self.told = self.started
        known = json.loads(TIMES.read_text()) if TIMES.exists() else {}
        self.chosen = [stage.name for stage in chosen]
        self.expected = {name: max(known[name], 0.1) for name in self.chosen if name in known}

    def show(self, results: dict[str, Result], running: Sequence[Running]) -> None:
        here = sys.stdout.isatty()
        if not running or (not here and time.monotonic() - self.told < EVERY):
            return
        self.told = time.monotonic()
        shares = {one.stage.name: one.share(self.expected.get(one.stage.name)) for one in running}
        minutes, seconds = divmod(int(self.told - self.started), 60)
        stages = ", ".join(name if share is None else f"{name} {100 * share:.0f} %" for name, share in shares.items())
        text = f"{self.done(results, shares)}  {minutes}:{seconds:02d}  {stages}"
        print(f"\r\033[K{text}" if here else text, end="" if here else "\n", flush=True)

    def done(self, results: dict[str, Result], shares: dict[str, float | None]) -> str:
        """How much of all is done, in parts of the time that it took the last time, or in stages."""
        if len(self.expected) < len(self.chosen):
            return f"{len(results)} of {len(self.chosen)}"
        done = sum(self.expected[name] * (1.0 if name in results else shares.get(name) or 0.0) for name in self.chosen)
        return f"{100 * done / sum(self.expected.values()):3.0f} %"

    def clear(self) -> None:
        if sys.stdout.isatty():
            print("\r\033[K", end="", flush=True)


def keep_times(results: dict[str, Result]) -> None:
    known = json.loads(TIMES.read_text()) if TIMES.exists() else {}
    known |= {name: round(one.seconds, 1) for name, one in results.items() if one.passed}
    TIMES.write_text(json.dumps(known, indent=1))


def keep_total(command: str, seconds: float) -> None:
    """For `make help`, which tells how long a command took the last time, and names no number before."""
    shown = f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"
    (LOGS / f"{command}.took").write_text(f" ({shown} the last time)\n")


def summary(chosen: Sequence[Stage], results: dict[str, Result]) -> int:
    """Print a line for each stage and the sums."""
    print("\n" + "\n".join(line(stage.name, results[stage.name]) for stage in chosen if stage.name in results))
    if left := [stage.name for stage in chosen if stage.name not in results]:
        print(f"  not run: {', '.join(left)}")
    failed = [name for name, one in results.items() if not one.passed]
    for name in failed:
        print(f"\nThe stage `{name}` failed. To run it alone: {VENV_PYTHON} -m tools.run_tests {name}")
    total: dict[str, int] = {}
    for one in results.values():
        for word, number in one.counted.items():
            total[word] = total.get(word, 0) + number
    bad = sum(number for word, number in total.items() if word.startswith(("failed", "error"))) or len(failed)
    print(f"\n{total.get('passed', 0)} passed, {bad} failed, {total.get('skipped', 0)} skipped", flush=True)
    return 1 if failed else 0


def stopped(*_: object) -> None:
    """What Ctrl-C does, also where this was started in the background."""
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the checks of the project.")
    parser.add_argument("stages", nargs="*", metavar="stage", help="only these")
    parser.add_argument("--night", action="store_true", help="also what takes longer")
    parser.add_argument("--chapter", help="only what belongs to one chapter, such as 05")
    given = parser.parse_args()
    known = stages_of_chapter(f"{int(given.chapter):02d}") if given.chapter else stages(given.night)
    names = [stage.name for stage in known]
    if unknown := set(given.stages) - set(names):
        parser.error(f"there is no stage {sorted(unknown)[0]}. Known are: {', '.join(names)}")
    chosen = [stage for stage in known if not given.stages or stage.name in given.stages]
    os.environ.update(TQDM_DISABLE="1", LSTMLAB_PROGRESS="off")
    # Hundreds of programs are started: the first one compiles the package, the others read what it has written.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if any(stage.module[0] == "pytest" for stage in chosen):
        needed = subprocess.run([sys.executable, "-m", "tools.browser", "--install"], cwd=ROOT, check=False)
        if needed.returncode:
            return 1
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Ctrl-C, ended from outside, its terminal closed: no stage goes on
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stopped)
    began = time.monotonic()
    try:
        results = run_all(chosen, go_on=given.night)
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 130
    keep_times(results)
    if not given.stages and len(results) == len(chosen) and all(one.passed for one in results.values()):
        command = "chapter" if given.chapter else "test-all" if given.night else "test"
        keep_total(command, time.monotonic() - began)
    return summary(chosen, results)


VENV_PYTHON = os.path.relpath(sys.executable, ROOT) if Path(sys.executable).is_relative_to(ROOT) else sys.executable

if __name__ == "__main__":
    sys.exit(main())
