"""A class of a thousand, graded: wall time, seconds of the processor, memory; and nbgrader beside it.

    python -m benchmarks.grading                          1,000 notebooks of chapter 2 on this machine's cores
    python -m benchmarks.grading --size 200 --cluster     the same, and then through a Dask cluster of two workers here
    python -m benchmarks.grading --size 30 --nbgrader     and nbgrader's autograde on the same notebooks

The class is made from the answers in tests/exercises: right ones, known mistakes, wrong answers of learners, stubs left
alone; and from what happens to notebooks. For each notebook it is known what it is worth, and the grades are compared
with that. Times on the clock mean something only where nothing else runs.
"""

import argparse
import builtins
import inspect
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lstmlab import exercises
from lstmlab.checking.diagnosis.edits import combined
from lstmlab.checking.display.result import RESULT
from lstmlab.exercises import Exercise
from lstmlab.grading import batch, cells, cluster, jail, needed
from lstmlab.grading.records import Record, Store
from tests.exercises import answers

ROOT = Path(__file__).resolve().parent.parent
STEM = "02-elman"
# Shares of what becomes of one exercise, and of one notebook beside that.
ANSWERS = {"right": 62, "known mistake": 18, "wrong": 8, "stub": 8, "no Python": 2, "no end": 0.3}
ACCIDENTS = {
    "none": 55, "experiments changed": 20, "cells of its own": 12, "magics": 5, "checks deleted": 3, "cut off": 2,
    "large outputs": 1, "an experiment without end": 1, "a crash": 0.5, "two notebooks in one": 0.5,
}  # fmt: skip


def source(function: Callable[..., Any], name: str) -> str | None:
    """The source of an answer under the name that the notebook has for it; None where it needs other names."""
    try:
        lines = textwrap.dedent(inspect.getsource(function)).splitlines()
    except (OSError, TypeError):
        return None
    text = "\n".join(line for line in lines if not line.startswith("@"))
    if not text.startswith("def "):
        return None
    text = re.sub(r"^def \w+", f"def {name}", text)
    uses = {one for part in needed.parts(0, cells.statements(text, 0)) for one in part.uses}
    return text if uses <= {"np", *dir(builtins)} else None


def possible(exercise: Exercise) -> dict[str, list[str]]:
    """Sources of answers of each kind."""
    name = exercise.worked.__name__
    own = answers.of(exercise.name)
    right = [exercise.worked, *own.accepted]
    wrong = [one.function for one in own.refused]
    return {
        "right": [one for function in right if (one := source(function, name))],
        "known mistake": [one for mistake in exercise.mistakes if (one := combined(exercise, [mistake]))],
        "wrong": [one for function in wrong if (one := source(function, name))],
        "no Python": [f"def {name}(*given)\n    return given[0]"],
        "no end": [f"def {name}(*given):\n    while True:\n        pass"],
    }


class Class:
    """Writes notebooks of learners, and knows what each is worth."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self._released = json.loads((ROOT / "notebooks" / f"{STEM}.ipynb").read_text("utf-8"))
        self._exercises = [one for one in exercises.registry().values() if one.chapter == 2]
        self._answers = {one.name: possible(one) for one in self._exercises if isinstance(one, Exercise)}
        self.made: Counter[str] = Counter()

    def write(self, file: Path) -> int | None:
        """Write a notebook; the points that it is worth, None if it cannot be graded."""
        notebook = json.loads(json.dumps(self._released))
        points = sum(self._answered(notebook, exercise) for exercise in self._exercises)
        accident = self._one_of(ACCIDENTS)
        self.made[f"notebook: {accident}"] += 1
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        self._happens(notebook, accident)
        data = json.dumps(notebook, indent=1)
        file.write_text(data[: len(data) // 2] if accident == "cut off" else data, "utf-8")
        return None if accident == "cut off" else points

    def _one_of(self, shares: dict[str, float]) -> str:
        return self._draw.choices(list(shares), list(shares.values()))[0]

    def _answered(self, notebook: dict[str, Any], exercise: Any) -> int:
        by_id = {one["metadata"].get("nbgrader", {}).get("grade_id"): one for one in notebook["cells"]}
        if not isinstance(exercise, Exercise):
            if self._draw.random() < 0.5:
                return 0
            controls = dict(exercise.solution)
            result = {"exercise": exercise.name, "status": "passed", "controls": controls}
            by_id[f"{exercise.name.replace('.', '-')}-check"]["outputs"] = [
                {"output_type": "display_data", "metadata": {}, "data": {RESULT: result, "text/plain": "passed"}}
            ]
            return int(exercise.points)
        kind = self._one_of(ANSWERS)
        self.made[f"answer: {kind}"] += 1
        if kind != "stub":
            by_id[f"{exercise.name.replace('.', '-')}-answer"]["source"] = self._draw.choice(
                self._answers[exercise.name][kind]
            )
        return int(exercise.points) if kind == "right" else 0

    def _happens(self, notebook: dict[str, Any], accident: str) -> None:
        def code(text: str) -> dict[str, Any]:
            return {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None,
                    "id": f"{self._draw.getrandbits(40):x}"}  # fmt: skip

        found = notebook["cells"]
        experiments = [cell for cell in found if "experiment" in cell["metadata"].get("tags", [])]
        place = self._draw.randrange(3, len(found))
        if accident == "experiments changed":
            for cell in self._draw.sample(experiments, 3):
                cell["source"] += "\nprint('and mine')\n"
        elif accident == "an experiment without end":
            experiments[0]["source"] += "\nwhile True:\n    pass\n"
        elif accident in ("cells of its own", "magics", "a crash"):
            text = {
                "cells of its own": "mine = [k**2 for k in range(10)]\nprint(np.mean(mine))",
                "magics": "%time np.ones(3)\nfiles = !ls\nnp.tanh?",
                "a crash": "import os\nos._exit(1)",
            }[accident]
            found.insert(place, code(text))
        elif accident == "checks deleted":
            found[:] = [cell for cell in found if "check" not in cell["metadata"].get("tags", [])
                        or "puzzle" in "".join(cell["source"])]  # fmt: skip
        elif accident == "large outputs":
            experiments[0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "0.123 " * 1_000_000}]
        elif accident == "two notebooks in one":
            found += [{**cell, "id": f"again{k}"} for k, cell in enumerate(json.loads(json.dumps(found)))]


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Seconds on the clock, and the most memory that this process and all it began had together, in MB."""
    found = {"wall": 0.0, "peak": 0.0}
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.25):
            found["peak"] = max(found["peak"], memory(os.getpid()) / 1e6)

    watcher = threading.Thread(target=look)
    watcher.start()
    began = time.monotonic()
    try:
        yield found
    finally:
        found["wall"] = time.monotonic() - began
        over.set()
        watcher.join()


def family() -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(place.name))
    return children


def descendants(process: int) -> list[int]:
    children, found = family(), [process]
    for one in found:
        found += children.get(one, [])
    return found


def memory(process: int) -> float:
    """Bytes; what several share counts once."""
    total = 0
    for one in descendants(process):
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += 1024 * int(next(line.split()[1] for line in text.splitlines() if line.startswith("Pss:")))
    return total


def processor_of(processes: list[int], ended: bool = False) -> float:
    """Seconds of the processor that they have taken so far; ended: and those they began that are over."""
    ticks, last = 0, 15 if ended else 13
    for one in processes:
        try:
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[11:last]))
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


class Counted(jail.Jail):
    """A jail that notes what its processes have taken, just before they end."""

    notes = ""

    def __exit__(self, *problem: object) -> None:
        with open(Counted.notes, "a", encoding="utf-8") as out:
            out.write(f"{processor_of(descendants(self._process.pid))}\n")
        super().__exit__(*problem)


def here(folder: Path, files: list[str], processes: int) -> tuple[list[Record], dict[str, float]]:
    """Grade on this machine."""
    from lstmlab.grading import judge

    Counted.notes = str(folder / "seconds")
    judge.Jail = Counted  # type: ignore[misc]
    kind = jail.best()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with measured() as found:
        made = list(batch.all_of(files, Store(folder / "grades"), kind, jail.Limits(), batch.here(processes), tell))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    jails = sum(map(float, Path(Counted.notes).read_text().split()))
    found["processor"] = jails + after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return made, found


CLUSTER = """
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


# Runs when a Python of the cluster starts: what judges at a worker counts what its jails take.
COUNTS = """
import sys

if "lstmlab.grading.foreman" in sys.orig_argv:
    sys.path.insert(0, {root!r})
    from benchmarks import grading
    from lstmlab.grading import judge

    grading.Counted.notes = {notes!r}
    judge.Jail = grading.Counted
"""


def there(folder: Path, files: list[str]) -> tuple[list[Record], dict[str, float]]:
    """Grade on a Dask cluster of two workers."""
    (folder / "two_workers.py").write_text(CLUSTER)
    (folder / "site").mkdir()
    notes = folder / "seconds at workers"
    (folder / "site" / "sitecustomize.py").write_text(COUNTS.format(root=str(ROOT), notes=str(notes)))
    path = os.pathsep.join([str(folder / "site"), *filter(None, [os.environ.get("PYTHONPATH")])])
    with subprocess.Popen([sys.executable, str(folder / "two_workers.py")], stdin=subprocess.PIPE, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          env=os.environ | {"PYTHONPATH": path}) as process:  # fmt: skip
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        began = time.process_time()
        with measured() as found:
            made = list(
                batch.all_of(files, Store(folder / "there"), "", jail.Limits(), cluster.at(address), tell)
            )  # fmt: skip
            found["processor"] = (
                time.process_time() - began + processor_of(descendants(process.pid), ended=True)
                + sum(map(float, notes.read_text().split()))
            )  # fmt: skip
        process.communicate("end\n", timeout=60)
    return made, found


def nbgrader(folder: Path, files: list[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Points of each notebook as nbgrader's autograde gives them, one after the other; and what it took."""
    import nbformat
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    root = folder / "course"
    config = Config()
    config.ClearSolutions.enabled = False
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{root}/gradebook.db"
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    os.environ["JUPYTER_PATH"] = str(ROOT / "tools" / "jupyter")
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    (root / "source" / "week").mkdir(parents=True)
    released = nbformat.read(ROOT / "notebooks" / f"{STEM}.ipynb", as_version=4)
    nbformat.write(released, root / "source" / "week" / f"{STEM}.ipynb")
    done = api.generate_assignment("week")
    assert done["success"], done["log"]
    for file in files:
        where = root / "submitted" / Path(file).stem / "week"
        where.mkdir(parents=True)
        shutil.copy(file, where / f"{STEM}.ipynb")
    before = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    with measured() as found:
        for file in files:
            api.autograde("week", Path(file).stem)
            print(".", end="", flush=True)
    print()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found["processor"] = (
        after.ru_utime + after.ru_stime - before[0].ru_utime - before[0].ru_stime + time.process_time() - before[1]
    )
    points = {}
    with Gradebook(config.CourseDirectory.db_url) as book:
        for file in files:
            try:
                points[file] = book.find_submission_notebook(STEM, "week", Path(file).stem).score
            except Exception:  # it was not graded
                points[file] = float("nan")
    return points, found


def tell(done: int, total: int) -> None:
    if done % 50 == 0:
        print(f"{done} of {total}", flush=True)


def say(what: str, count: int, found: dict[str, float], processes: int) -> None:
    processor = f", {found['processor'] / count:.2f} s of a core each" if "processor" in found else ""
    print(
        f"{what}: {count} notebooks in {found['wall']:.0f} s on {processes} cores, "
        f"{found['wall'] * processes / count:.2f} s on the clock of one core each{processor}, "
        f"at most {found['peak']:.0f} MB"
    )


def main() -> None:
    """Make the class, grade it, and say what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--size", type=int, default=1000, help="notebooks (default: %(default)s)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=0, help="of the class (default: %(default)s)")
    parser.add_argument("--cluster", action="store_true", help="also through a Dask cluster of two workers here")
    parser.add_argument("--alone", action="store_true", help="with --cluster: through the cluster and in no other way")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the class and its results in this new folder")
    parser.add_argument("--nbgrader", action="store_true", help="also with nbgrader's autograde")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="class-of-learners-") as place:
        folder = given.keep or Path(place)
        folder.mkdir(exist_ok=True)
        (folder / "submitted").mkdir()
        learners = Class(given.seed)
        expected = {
            str(file): learners.write(file)
            for file in (folder / "submitted" / f"{k:04}.ipynb" for k in range(given.size))
        }
        print(", ".join(f"{name} {count}" for name, count in sorted(learners.made.items())))
        files = list(expected)
        ways = [] if given.alone else [("lstmlab grade", lambda: here(folder, files, given.processes), given.processes)]
        ways += [("through two workers", lambda: there(folder, files), 2)] if given.cluster else []
        for name, grade, processes in ways:
            graded, took = grade()
            say(name, given.size, took, processes)
            points = {one.submission: None if one.reason else one.points for one in graded}
            odd = {Path(name).name: (points[name], worth) for name, worth in expected.items() if points[name] != worth}
            print(f"scored as expected: {given.size - len(odd)} of {given.size}", odd or "")
        if given.nbgrader:
            theirs, took = nbgrader(folder, files)
            say("nbgrader autograde", given.size, took, 1)
            differ = {Path(name).name: (one, expected[name]) for name, one in theirs.items() if one != expected[name]}
            print(f"scored as expected: {given.size - len(differ)} of {given.size}", differ or "")


if __name__ == "__main__":
    main()
