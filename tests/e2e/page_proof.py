"""What the checks say, as data: the same program runs in the page's Python and here, and the two are compared.

python -m tests.e2e.page_proof      compare all of it, and print counts and times
"""

import json
import shutil
import statistics
import subprocess
import sys
import time
from ast import literal_eval
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from lstmlab.checking import examine
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.checking.diagnosis.trial import SEED
from tests.exercises.answers import coded, of
from tests.unhurried import unhurried

ROOT = Path(__file__).resolve().parent.parent.parent
# Of each kind at most so many answers of an exercise.
SAMPLE = {"worked": 1, "mistake": 1}
ALL = {"worked": 1, "mistake": 999, "right": 999, "wrong": 999}


def answers(exercise: Any) -> Iterator[tuple[str, str, Callable]]:
    """Kind, name and function: the worked answer, the known mistakes, learners' right and wrong answers."""
    yield "worked", "", exercise.worked
    for mistake in exercise.mistakes:
        yield "mistake", mistake.name, mistaken(exercise, [mistake])
    for number, function in enumerate(of(exercise.name).accepted):
        yield "right", f"{number} {function.__name__}", function
    for number, one in enumerate(of(exercise.name).refused):
        yield "wrong", str(number), one.fresh()


def said(most: dict[str, int], part: int = 0, parts: int = 1, all_of_it: bool = True) -> list[list]:
    """For each answer [exercise, kind, name, status, points, mistakes, seconds].

    part, parts: of which exercises, where it is done in parts. all_of_it: also where it takes longer than a learner's
    check looks, which on a busy machine may be any.
    """
    found = []
    for exercise in coded()[part::parts]:
        left = dict(most)
        for kind, name, function in answers(exercise):
            if left.get(kind, 0) == 0:
                continue
            left[kind] -= 1
            start = time.perf_counter()
            with unhurried() if all_of_it else nullcontext():
                result = examine(exercise, function, SEED)
            seconds = time.perf_counter() - start
            found.append([exercise.name, kind, name, result.status, result.points, list(result.mistakes), seconds])
    return found


def said_by_the_page(folder: Path, *of: Any) -> list[list]:
    """The same, said by the files of a page. Raises RuntimeError with what Python said if it stops."""
    code = f"import json\nfrom tests.e2e.page_proof import said\njson.dumps(said(*{of!r}))"
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("Node.js is not there")
    command = [node, str(Path(__file__).with_name("page_python.mjs")), str(folder), str(ROOT), code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    (part,) = told.get("parts") or [{"kind": "error", "text": told.get("fatal")}]
    if part["kind"] == "error":
        raise RuntimeError(part["text"])
    found: list[list] = json.loads(literal_eval(part["text"].strip()))
    return found


def differences(here: list[list], there: list[list]) -> list[str]:
    """Answers on which the two do not say the same: which answer, and what each says."""
    assert [one[:3] for one in here] == [one[:3] for one in there]
    return [
        f"{' '.join(map(str, ours[:3]))}: here {ours[3:6]}, in the page {theirs[3:6]}"
        for ours, theirs in zip(here, there, strict=True)
        if ours[3:6] != theirs[3:6]
    ]


def summary(there: list[list]) -> str:
    """How many answers of each kind, and how long the page's Python took for one."""
    times = sorted((one[6], f"{one[0]} {one[1]} {one[2]}".strip()) for one in there)
    kinds = ", ".join(f"{sum(one[1] == kind for one in there)} {kind}" for kind in ALL)
    median = statistics.median(seconds for seconds, _ in times)
    slowest, name = times[-1]
    return f"{len(there)} checks ({kinds}); median {1000 * median:.0f} ms, slowest {slowest:.2f} s on {name}"


def main() -> int:
    from tools.page.build import folder

    of = (ALL, 0, 1, False)  # timed as a learner's check
    here, there = said(*of), said_by_the_page(folder(), *of)
    different = differences(here, there)
    print(summary(there), *different, f"{len(there) - len(different)} of {len(there)} equal", sep="\n")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main())
