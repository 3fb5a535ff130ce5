"""Which answers of a class are alike, and which call what the course itself has written.

Like answers show that they are alike, and no more. A short function has one natural form; the book shows a solution of
each; two who sat side by side write the same. So the forms of the book are told apart, and the size is told with each.

What was read of a notebook is kept beside the results, in `forms.json`: a notebook that is as it was is not read again.
"""

import hashlib
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
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab import exercises
from lstmlab.exercises import Exercise
from lstmlab.grading.notebook import BrokenNotebook, cells, content
from lstmlab.grading.records import Record, write

# Smaller functions are alike without anybody's doing. In nodes of the syntax tree: some five lines.
SMALL = 60
# A form that so many share says nothing about any two of them.
_MOST = 5
# From this share of common pieces on two functions are nearly alike; `python -m benchmarks.alike` says how often two
# that were written apart come so near, and how often a changed copy does.
NEAR = 0.7
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
class Near:
    """Two forms of an answer to one exercise that differ in little, and who has them. share: of common pieces."""

    exercise: str
    share: float
    passed: bool
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """What was found. calls: (submission, exercise, what it calls). pairs: (one, other, exercises that they share)."""

    groups: tuple[Group, ...]
    pairs: tuple[tuple[str, str, tuple[str, ...]], ...]
    calls: tuple[tuple[str, str, str], ...]
    near: tuple[Near, ...] = ()


def of(found: Sequence[Record], kept: Path | None = None) -> Alike:
    """Compare the answers of the submissions that are there. kept: a file for what was read of them."""
    graded = [one for one in found if not one.reason and one.grades]
    forms = _forms(graded, kept)
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
    near = []
    for exercise in sorted({exercise for exercise, _ in by_form}):
        few = {form: some for (one, form), some in by_form.items() if one == exercise and len(some) <= _MOST}
        for first, second, common in nearly(
            {form: forms[some[0]][exercise]["pieces"] for form, some in few.items()}, _book(exercise)
        ):
            near.append(_near(exercise, common, [graded[k] for k in few[first]], [graded[k] for k in few[second]]))
            for pair in ((min(a, b), max(a, b)) for a in few[first] for b in few[second]):
                shared[pair] += 1
                which[pair].append(exercise)
    near.sort(key=lambda one: (one.passed, -one.share))
    # Wrong in the same way comes first, then what few share and what is long.
    groups.sort(key=lambda one: (one.book, one.passed, len(one.submissions), -one.size))
    pairs = [
        (graded[one].submission, graded[other].submission, tuple(which[one, other]))
        for (one, other), count in shared.most_common()
        if count >= 2
    ]
    return Alike(tuple(groups), tuple(pairs), tuple(calls), tuple(near))


def _near(exercise: str, common: float, some: Sequence[Record], others: Sequence[Record]) -> Near:
    statuses = {one.status for record in (some[0], others[0]) for one in record.grades if one.exercise == exercise}
    one, other = (tuple(record.submission for record in each) for each in (some, others))
    return Near(exercise, common, statuses == {"passed"}, one, other)


def nearly(pieces: dict[str, list[int]], book: list[int]) -> list[tuple[str, str, float]]:
    """Which two of these forms are nearly alike, and by what share; those that are near to the book's are left out."""
    names = list(pieces)
    places = {piece: k for k, piece in enumerate(sorted({one for some in pieces.values() for one in some}))}
    held = np.zeros((len(names), len(places)), dtype=np.float32)
    for row, name in enumerate(names):
        held[row, [places[one] for one in pieces[name]]] = 1
    sizes = np.array([len(set(pieces[name])) for name in names])
    in_book = np.zeros(len(places), dtype=np.float32)
    in_book[[places[one] for one in book if one in places]] = 1
    with_book = held @ in_book
    far = with_book < NEAR * (sizes + len(set(book)) - with_book)
    common = held @ held.T
    share = common / np.maximum(sizes[:, None] + sizes[None, :] - common, 1)
    found = np.argwhere(np.triu(share >= NEAR, 1) & far[:, None] & far[None, :])
    return [(names[one], names[other], float(share[one, other])) for one, other in found]


def _functions(record: Record) -> dict[str, list[str]]:
    known = [exercises.registry().get(one.exercise) for one in record.grades if one.status != "not attempted"]
    return {
        one.name: list(dict.fromkeys([one.worked.__name__, one.name.split(".")[-1]]))
        for one in known
        if isinstance(one, Exercise)
    }


@cache
def _in_book(exercise: str) -> dict[str, Any]:
    one = exercises.get(exercise)
    if not isinstance(one, Exercise):
        return {"form": "", "pieces": []}
    from lstmlab.grading import trees  # our own text: it may be read here

    name = one.worked.__name__
    return trees.forms([textwrap.dedent(inspect.getsource(one.worked))], {exercise: [name]})[exercise]


def _of_book(exercise: str) -> str:
    return str(_in_book(exercise)["form"])


def _book(exercise: str) -> list[int]:
    return list(_in_book(exercise)["pieces"])


@cache
def _reader() -> str:
    """A word that changes with what reads the notebooks."""
    here = Path(__file__).parent
    text = b"".join((here / f"{name}.py").read_bytes() for name in ("trees", "cells", "notebook"))
    return hashlib.sha256(text).hexdigest()[:16]


def _forms(graded: Sequence[Record], kept: Path | None) -> dict[int, dict[str, dict[str, Any]]]:
    """The forms of the answers of each submission, by its number."""
    known = _known(kept)
    found: dict[int, dict[str, dict[str, Any]]] = {}
    questions, names = {}, {}
    for k, record in enumerate(graded):
        wanted = _functions(record)
        names[k] = f"{record.key} {','.join(sorted(wanted))}" if record.key else ""
        if names[k] in known:
            found[k] = known[names[k]]
            continue
        try:
            code = [one.code for one in cells(content(record.file))]
        except BrokenNotebook:  # changed since it was graded
            continue
        questions[k] = json.dumps({"id": k, "code": code, "wanted": wanted})
    numbers = list(questions)
    for begin in range(0, len(numbers), _AT_ONCE):
        some = numbers[begin : begin + _AT_ONCE]
        found |= _answered([questions[k] for k in some])
        # One text can end the program that reads it; those behind it are asked again, each for itself.
        for k in (k for k in some if k not in found):
            found |= _answered([questions[k]])
    if kept is not None and questions:
        now = {names[k]: found.get(k, {}) for k in names if names[k]}
        write(kept, json.dumps({"reader": _reader(), "forms": now}).encode("utf-8"))
    return found


def _known(kept: Path | None) -> dict[str, dict[str, dict[str, Any]]]:
    """What is kept, by contents and exercises; nothing where another program has read it."""
    if kept is None:
        return {}
    try:
        found = json.loads(kept.read_bytes())
        return dict(found["forms"]) if found["reader"] == _reader() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


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
