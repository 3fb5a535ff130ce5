"""How well the checks explain learners' wrong answers: of all stored ones, how many fail, are named, are explained.

    python -m tests.exercises.answers_report

- failed: the check does not let the answer pass.
- named: it says which known mistake the answer has.
- explained: it says a cause: a mistake, what is wrong with the form, an error, or a fact about the numbers (a term, a
  part, a factor, a place). "Not right in these cases" by itself is no cause.

Below the table: each answer that is not explained, by file and line, and the slowest check of all, in processor time.
"""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lstmlab import exercises
from lstmlab.checking.diagnosis.diagnose import diagnose
from lstmlab.checking.diagnosis.diagnosis import Diagnosis
from lstmlab.checking.diagnosis.trial import SEED
from tests.exercises.answers import WrongAnswer, wrong_answers


@dataclass(frozen=True)
class Told:
    """What a check tells of one wrong answer; seconds: how long it took, of the processor's time."""

    answer: WrongAnswer
    failed: bool
    named: bool
    explained: bool
    seconds: float

    @property
    def place(self) -> str:
        code = self.answer.function.__code__
        return f"{Path(code.co_filename).parent.name}/{Path(code.co_filename).name}:{code.co_firstlineno}"


def is_explained(found: Diagnosis) -> bool:
    """Whether a diagnosis tells a cause, beyond that numbers are not right and in which cases."""
    if found.known.mistakes:
        return True
    problem = found.problem
    causes = [one for one in found.findings if not one.id.startswith("cases.")]
    return problem is not None and (problem.kind != "numbers" or bool(problem.question) or bool(causes))


def told(answer: WrongAnswer) -> Told:
    """Check one answer as the check in the notebook does."""
    function, exercise = answer.fresh(), exercises.get(answer.exercise)
    assert isinstance(exercise, exercises.Exercise)
    start = time.process_time()
    found = diagnose(exercise, function, SEED)
    seconds = time.process_time() - start
    return Told(answer, found.status == "failed", bool(found.known.mistakes), is_explained(found), seconds)


def table(lines: Iterable[Told]) -> str:
    """A line for each chapter, and one for all of them."""
    rows: dict[str, list[Told]] = {}
    for one in lines:
        rows.setdefault(one.answer.exercise.split(".")[0], []).append(one)
    rows["all"] = [one for row in rows.values() for one in row]
    written = [f"{'chapter':<12}{'answers':>9}{'failed':>9}{'named':>9}{'explained':>11}"]
    for name, row in rows.items():
        counts = [sum(getattr(one, what) for one in row) for what in ("failed", "named", "explained")]
        written.append(f"{name:<12}{len(row):>9}{counts[0]:>9}{counts[1]:>9}{counts[2]:>11}")
    return "\n".join(written)


def main() -> None:
    """Print the table, what is not explained, and the slowest check."""
    os.environ["LSTMLAB_PROGRESS"] = "off"
    found = [told(one) for one in wrong_answers()]
    print(table(found))
    for one in found:
        if not one.explained:
            print(f"not explained: {one.place}, {one.answer.exercise}")
    slowest = max(found, key=lambda one: one.seconds)
    print(f"slowest: {1000 * slowest.seconds:.0f} ms, {slowest.place}, {slowest.answer.exercise}")


if __name__ == "__main__":
    main()
