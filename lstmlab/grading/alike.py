"""Which answers of a class are alike, and which call what the course itself has written.

Like answers show that they are alike, and no more. A short function has one natural form; the book shows a solution of
each; two who sat side by side write the same. So the forms of the book are told apart, and the size is told with each.
"""

import inspect
import json
import subprocess
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from lstmlab import exercises
from lstmlab.exercises import Exercise
from lstmlab.grading.notebook import BrokenNotebook, cells, content
from lstmlab.grading.records import Record

# Smaller functions are alike without anybody's doing. In nodes of the syntax tree: some five lines.
SMALL = 60
# A form that so many share says nothing about any two of them.
_MOST = 5
_AT_ONCE = 50
_SECONDS = 150.0


@dataclass(frozen=True)
class Group:
    """Answers to one exercise that have the same form. book: it is the form of the solution in the book."""

    exercise: str
    size: int
    book: bool
    passed: bool
    submissions: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """What was found. calls: (submission, exercise, what it calls). pairs: (one, other, exercises that they share)."""

    groups: tuple[Group, ...]
    pairs: tuple[tuple[str, str, tuple[str, ...]], ...]
    calls: tuple[tuple[str, str, str], ...]


def of(found: Sequence[Record]) -> Alike:
    """Compare the answers of the submissions that are there."""
    graded = [one for one in found if not one.reason and one.grades]
    forms = _forms(graded)
    by_form: dict[tuple[str, str], list[int]] = defaultdict(list)
    calls = []
    for k, some in sorted(forms.items()):
        for exercise, one in some.items():
            if one["calls"]:
                calls.append((graded[k].submission, exercise, str(one["calls"])))
            if one["size"] >= SMALL:
                by_form[exercise, one["form"]].append(k)
    groups, shared = [], Counter[tuple[int, int]]()
    which: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (exercise, form), members in by_form.items():
        if len(members) < 2:
            continue
        book = form == _of_book(exercise)
        status = {one.exercise: one.status for one in graded[members[0]].grades}
        size = forms[members[0]][exercise]["size"]
        names = tuple(graded[k].submission for k in members)
        groups.append(Group(exercise, size, book, status.get(exercise) == "passed", names))
        if not book and len(members) <= _MOST:
            for pair in combinations(members, 2):
                shared[pair] += 1
                which[pair].append(exercise)
    # Wrong in the same way comes first, then what few share and what is long.
    groups.sort(key=lambda one: (one.book, one.passed, len(one.submissions), -one.size))
    pairs = [
        (graded[one].submission, graded[other].submission, tuple(which[one, other]))
        for (one, other), count in shared.most_common()
        if count >= 2
    ]
    return Alike(tuple(groups), tuple(pairs), tuple(calls))


def _functions(record: Record) -> dict[str, list[str]]:
    known = [exercises.registry().get(one.exercise) for one in record.grades if one.status != "not attempted"]
    return {
        one.name: list(dict.fromkeys([one.worked.__name__, one.name.split(".")[-1]]))
        for one in known
        if isinstance(one, Exercise)
    }


@cache
def _of_book(exercise: str) -> str:
    one = exercises.get(exercise)
    if not isinstance(one, Exercise):
        return ""
    from lstmlab.grading import trees  # our own text: it may be read here

    name = one.worked.__name__
    return str(trees.forms([textwrap.dedent(inspect.getsource(one.worked))], {exercise: [name]})[exercise]["form"])


def _forms(graded: Sequence[Record]) -> dict[int, dict[str, dict[str, Any]]]:
    """The forms of the answers of each submission, by its number."""
    questions = {}
    for k, record in enumerate(graded):
        try:
            code = [one.code for one in cells(content(record.file))]
        except BrokenNotebook:  # changed since it was graded
            continue
        questions[k] = json.dumps({"id": k, "code": code, "wanted": _functions(record)})
    found: dict[int, dict[str, dict[str, Any]]] = {}
    numbers = list(questions)
    for begin in range(0, len(numbers), _AT_ONCE):
        some = numbers[begin : begin + _AT_ONCE]
        found |= _answered([questions[k] for k in some])
        # One text can end the program that reads it; those behind it are asked again, each for itself.
        for k in (k for k in some if k not in found):
            found |= _answered([questions[k]])
    return found


def _answered(questions: Sequence[str]) -> dict[int, dict[str, dict[str, Any]]]:
    command = [sys.executable, "-P", "-m", "lstmlab.grading.trees"]
    try:
        done = subprocess.run(
            command, input="\n".join(questions), capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS,
            check=False,
        )  # fmt: skip
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout.decode("utf-8", "replace") if isinstance(late.stdout, bytes) else ""
    found = {}
    for line in said.splitlines():
        try:
            answer = json.loads(line)
            found[int(answer["id"])] = answer["forms"]
        except (ValueError, KeyError, TypeError):
            continue
    return found
