"""How good the checks are, measured: mistakes recognised, variants passed, mutants killed, time of a check.

    python -m tests.exercises.check_report [exercise ...]     all where none is named

Times are of the processor, of the first check after the start, when nothing is prepared yet, the fastest of three:
other programs on the machine only add to it.
"""

import argparse
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from lstmlab.checking import examine
from lstmlab.checking.diagnosis import edits, trial
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.exercises import Exercise
from tests.exercises.answers import coded, of
from tests.exercises.checked import answers
from tests.exercises.mutation import is_killed, mutants
from tests.unhurried import unhurried


@dataclass(frozen=True)
class Line:
    """The figures of one exercise. slowest: seconds of its slowest check, and on what."""

    name: str
    recognised: int
    mistakes: int
    passed: int
    variants: int
    killed: int
    mutants: int
    equivalent: int
    slowest: float
    slowest_on: str


def seconds(exercise: Exercise, make: Callable[[], Callable], enough: float = 0.0) -> float:
    """Seconds of the processor for a check when nothing is prepared: the fastest of three, or the first that is under
    `enough`."""
    fastest = math.inf
    for _ in range(3):
        trial._trials.clear()
        edits._compiled.cache_clear()
        edits._source.cache_clear()
        function = make()
        start = time.process_time()
        examine(exercise, function, trial.SEED)
        fastest = min(fastest, time.process_time() - start)
        if fastest < enough:
            break
    return fastest


def measure(exercise: Exercise) -> Line:
    """All figures of one exercise."""
    seed = trial.SEED
    right, made = of(exercise.name).accepted, mutants(exercise)
    with unhurried():
        found = [examine(exercise, mistaken(exercise, [one]), seed).mistakes[:1] for one in exercise.mistakes]
        passed = sum(examine(exercise, function, seed).status == "passed" for function in right)
        killed = sum(is_killed(exercise, mutant) for mutant in made)
    slowest, slowest_on = 0.0, ""
    for name, make in answers(exercise).items():  # what is once as quick as the slowest so far is not the slowest
        if (took := seconds(exercise, make, enough=slowest)) > slowest:
            slowest, slowest_on = took, name
    return Line(
        name=exercise.name,
        recognised=sum(one == (mistake.name,) for one, mistake in zip(found, exercise.mistakes, strict=True)),
        mistakes=len(exercise.mistakes),
        passed=passed,
        variants=len(right),
        killed=killed,
        mutants=len(made),
        equivalent=len(of(exercise.name).equivalent),
        slowest=slowest,
        slowest_on=slowest_on,
    )


def main() -> None:
    """Print a line for each coded exercise, or for those that are named."""
    known = {one.name: one for one in coded()}
    parser = argparse.ArgumentParser(description="Measure how good the checks are.")
    parser.add_argument("exercises", nargs="*", metavar="exercise", help="such as lstm.step")
    chosen = parser.parse_args().exercises or list(known)
    if unknown := [name for name in chosen if name not in known]:
        parser.error(f"there is no exercise {unknown[0]}")
    os.environ["LSTMLAB_PROGRESS"] = "off"
    print(f"{'exercise':<28}{'mistakes':>10}{'variants':>10}{'mutants killed':>22}{'slowest check':>16}  on")
    for name in chosen:
        line = measure(known[name])
        killed = f"{line.killed}/{line.mutants - line.equivalent} (+{line.equivalent} equal)"
        print(
            f"{line.name:<28}{f'{line.recognised}/{line.mistakes}':>10}{f'{line.passed}/{line.variants}':>10}"
            f"{killed:>22}{f'{1000 * line.slowest:.0f} ms':>16}  {line.slowest_on}",
            flush=True,
        )


if __name__ == "__main__":
    main()
