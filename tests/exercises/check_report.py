"""How good the checks are, measured: mistakes recognised, variants passed, mutants killed, time of a check.

    python -m tests.exercises.check_report

Times are of the first check after the start, when nothing is prepared yet, the fastest of three: other programs on the
machine only add to it.
"""

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


def seconds(
    exercise: Exercise,
    make: Callable[[], Callable],
    clock: Callable[[], float] = time.perf_counter,
    enough: float = 0.0,
) -> float:
    """How long a check takes when nothing is prepared: the fastest of three, or the first that is under `enough`."""
    fastest = math.inf
    for _ in range(3):
        trial._trials.clear()
        edits._compiled.cache_clear()
        edits._source.cache_clear()
        function = make()
        start = clock()
        examine(exercise, function, trial.SEED)
        fastest = min(fastest, clock() - start)
        if fastest < enough:
            break
    return fastest


def measure(exercise: Exercise) -> Line:
    """All figures of one exercise."""
    seed = trial.SEED
    found = [examine(exercise, mistaken(exercise, [one]), seed).mistakes[:1] for one in exercise.mistakes]
    right = of(exercise.name).accepted
    made = mutants(exercise)
    times = {name: seconds(exercise, make) for name, make in answers(exercise).items()}
    slowest = max(times, key=lambda name: times[name])
    return Line(
        name=exercise.name,
        recognised=sum(one == (mistake.name,) for one, mistake in zip(found, exercise.mistakes, strict=True)),
        mistakes=len(exercise.mistakes),
        passed=sum(examine(exercise, function, seed).status == "passed" for function in right),
        variants=len(right),
        killed=sum(is_killed(exercise, mutant) for mutant in made),
        mutants=len(made),
        equivalent=len(of(exercise.name).equivalent),
        slowest=times[slowest],
        slowest_on=slowest,
    )


def main() -> None:
    """Print a line for each coded exercise."""
    os.environ["LSTMLAB_PROGRESS"] = "off"
    print(f"{'exercise':<28}{'mistakes':>10}{'variants':>10}{'mutants killed':>22}{'slowest check':>16}  on")
    for exercise in coded():
        line = measure(exercise)
        killed = f"{line.killed}/{line.mutants - line.equivalent} (+{line.equivalent} equal)"
        print(
            f"{line.name:<28}{f'{line.recognised}/{line.mistakes}':>10}{f'{line.passed}/{line.variants}':>10}"
            f"{killed:>22}{f'{1000 * line.slowest:.0f} ms':>16}  {line.slowest_on}",
            flush=True,
        )


if __name__ == "__main__":
    main()
