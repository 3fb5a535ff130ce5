"""One submission in its jail: its cells are run, and each check is judged as soon as the jail presents an answer.

At first no more of it is run than the answers need, as far as their names tell (needed.py). Where something then seems
to be missing, a name or an item, all of it is run but the experiments.
"""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lstmlab import exercises
from lstmlab.checking import examine
from lstmlab.checking.calling.limit import OutOfTime
from lstmlab.checking.display.card import Card
from lstmlab.exercises import Exercise, Puzzle
from lstmlab.grading.far import Far
from lstmlab.grading.jail import NEEDED, Jail, Limits, NoJail
from lstmlab.grading.judging import TooMuch, at_most, patient
from lstmlab.grading.link import Gone, Link
from lstmlab.grading.notebook import Cell, named
from lstmlab.grading.wire import Message, Packer, Unreadable

# A notebook of the course has a dozen checks. Who asks for more than this is no learner.
MOST_CHECKS = 300
MOST_RUNS = 20
MOST_TROUBLES = 5_000
# Seconds until a jail has started, and seconds of the processor that the judge spends on one answer.
STARTING = 60.0
JUDGING = 60.0


@dataclass(frozen=True)
class Verdict:
    """What one check of an exercise came to. cell: its number, 0 for one whose check is missing."""

    cell: int
    status: str
    mistakes: tuple[str, ...] = ()
    note: str = ""
    card: Card | None = None


@dataclass(frozen=True)
class Stopped:
    """A cell that had to be left out: the exercises that it checks, and why."""

    cell: int
    exercises: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Panel:
    """The controls of a figure of the jail's."""

    controls: dict[str, Any]
    figure_name: str


class Session:
    """Runs a submission as often as it takes. jail: makes the process."""

    def __init__(self, seed: int, kind: str, limits: Limits, jail: Callable[[str, Limits], Jail]) -> None:
        self._seed, self._kind, self._limits, self._jail = seed, kind, limits, jail
        self._checks = 0

    def run(
        self, found: Sequence[Cell], wanted: dict[str, list[str]]
    ) -> tuple[dict[str, list[Verdict]], list[Stopped]]:
        """The verdicts on each exercise, in the order of the cells, and the cells that were left out.

        Args:
            wanted: of the exercises that have one, the names that their function may have. It is looked for where no
                check presents it.
        """
        until = time.monotonic() + self._limits.notebook
        stopped: list[Stopped] = []
        earlier: list[tuple[str, Verdict]] = []  # of cells that were left out later
        whole = False
        for _ in range(MOST_RUNS):
            once = _Once(self._seed, self._limits, until)
            with self._jail(self._kind, self._limits) as jail:
                reason = once.run(jail, _start(jail, found, wanted, {one.cell for one in stopped}, whole))
            if not reason and (whole or not once.lacks):
                break
            if not reason:
                whole = True
                continue
            earlier += [one for one in once.verdicts if one[1].cell == once.cell]
            code = next((cell.code for cell in found if cell.number == once.cell), "")
            if not code or once.over:  # there is no cell to leave out
                names = tuple(name for cell in found for name in named(cell.code)) + tuple(wanted)
                stopped.append(Stopped(0, names, reason))
                break
            stopped.append(Stopped(once.cell, tuple(named(code)), f"cell {once.cell} {reason}"))
        results: dict[str, list[Verdict]] = {}
        for name, verdict in sorted([*earlier, *once.verdicts], key=lambda one: one[1].cell or 1 << 30):
            results.setdefault(name, []).append(verdict)
        for name, verdict in once.troubles(found):
            results.setdefault(name, []).append(verdict)
        return results, stopped


def _start(
    jail: Jail,
    found: Sequence[Cell],
    wanted: dict[str, list[str]],
    left_out: Collection[int] = (),
    whole: bool = False,
) -> bytes:
    """The first message to a jail: its locks, and the cells. whole: run what no answer seems to need, too."""
    limits = jail.limits
    checked = {name for cell in found for name in named(cell.code)}
    content = {
        "needed": sorted(NEEDED[jail.kind]),
        "lock": {
            "readable": jail.readable,
            "writable": [jail.folder, "/dev/null"],
            "memory": limits.memory,
            "file_size": limits.file_size,
            "seconds": int(limits.notebook) + 1,
        }
        if jail.kind != "none"
        else None,
        "cells": [
            [one.number, one.code, _answers(one), "experiment" in one.tags]
            for one in found
            if one.number not in left_out
        ],
        "whole": whole,
        "wanted": [[name, names, name not in checked] for name, names in wanted.items()],
    }
    return Packer().message(content)


def _answers(cell: Cell) -> bool:
    """Whether it is a cell for an answer or a check, which is run whatever stands in it."""
    return bool({"exercise", "check"} & set(cell.tags) or cell.grade_id or named(cell.code))


class _Once:
    """One run of a submission, from its first cell to its last, or to the one that stops it.

    Attributes:
        cell: the one that is run. over: the time of the notebook is. verdicts: with the names of their exercises.
        lacks: something seemed to be missing.
    """

    def __init__(self, seed: int, limits: Limits, until: float) -> None:
        self._seed, self._limits, self._until = seed, limits, until
        self.cell, self.over, self.lacks = 0, False, False
        self.verdicts: list[tuple[str, Verdict]] = []
        self._said: dict[int, str] = {}

    def run(self, jail: Jail, start: bytes) -> str:
        """Run it. Why it ended early, as the end of a sentence; empty where it did not."""
        link = Link(jail.end)
        try:
            link.send(start, time.monotonic() + STARTING)
            locked = link.receive(time.monotonic() + STARTING).content
        except (Gone, OutOfTime, Unreadable):
            raise NoJail("the jail did not start") from None
        locks = locked.get("locks")
        if locked.get("is") != "locked" or not isinstance(locks, list) or not NEEDED[jail.kind] <= set(map(str, locks)):
            raise NoJail(f"the jail did not lock itself: {jail.kind} with {locks}")
        try:
            return self._follow(link, jail)
        except Gone as gone:
            code = jail.ended()
            return f"{gone}" + (f" (exit code {code})" if code is not None and str(gone) == "ended the program" else "")
        except OutOfTime:
            self.over = time.monotonic() > self._until
            if self.over:
                return f"the notebook did not end within {self._limits.notebook:g} seconds"
            return f"did not end within {self._limits.cell:g} seconds"
        except Unreadable:
            return "sent what cannot be read"

    def _follow(self, link: Link, jail: Jail) -> str:
        until = time.monotonic() + self._limits.cell
        while True:
            message = link.receive(min(until, self._until))
            kind = message.content.get("is")
            if kind == "end":
                return ""
            if jail.written() > self._limits.folder:
                return f"writes more than {self._limits.folder / 1e6:.0f} MB"
            if kind == "cell":
                self.cell = _number(message.content.get("cell"))
                until = time.monotonic() + self._limits.cell
            elif kind == "trouble":
                if len(self._said) > MOST_TROUBLES:
                    raise Unreadable("no end of troubles")
                self._said[_number(message.content.get("cell"))] = str(message.content.get("said"))[:1000]
                self.lacks |= message.content.get("lacks") is True
            elif kind == "check":
                if len(self.verdicts) >= MOST_CHECKS:
                    return f"checks more than {MOST_CHECKS} answers"
                began = time.monotonic()
                self._check(link, message)
                link.send(Packer().message({"do": "go on"}), time.monotonic() + 5)
                until += time.monotonic() - began
            else:
                raise Unreadable("no message")

    def _check(self, link: Link, message: Message) -> None:
        content = message.content
        try:
            exercise = exercises.get(content.get("name"))
        except ValueError:
            return
        note = str(content.get("note"))[:200] if content.get("note") else ""
        cell = _number(content.get("cell"))
        try:
            with at_most(JUDGING), patient():
                answer = _answer(link, exercise, message)
                result = examine(exercise, answer, self._seed)
            self.lacks |= result.status == "failed" and getattr(answer, "lacks", False)
            verdict = Verdict(cell, result.status, result.mistakes, note, result.card)
        except TooMuch:
            verdict = Verdict(cell, "failed", note="what it returns takes too long to be looked at")
        except Unreadable:
            verdict = Verdict(cell, "failed", note="what it returns cannot be read")
        except (Gone, OutOfTime):
            self.verdicts.append((exercise.name, Verdict(cell, "failed", note="it did not come back from a call")))
            raise Gone(f"did not end within {self._limits.cell:g} seconds" if link.late else link.dead) from None
        except Exception as problem:  # nothing that comes out of a jail ends the judge
            note = f"the grader failed on it ({type(problem).__name__}): look at it yourself"
            verdict = Verdict(cell, "failed", note=note)
        self.verdicts.append((exercise.name, verdict))
        if link.dead:
            raise Gone(link.dead)

    def troubles(self, found: Sequence[Cell]) -> Iterator[tuple[str, Verdict]]:
        """A verdict on each exercise whose check was not reached because its cell stopped before."""
        judged = {(name, verdict.cell) for name, verdict in self.verdicts}
        for cell in found:
            if cell.number in self._said:
                note = f"cell {cell.number} stops with {self._said[cell.number]}"
                for name in named(cell.code):
                    if name in exercises.registry() and (name, cell.number) not in judged:
                        yield name, Verdict(cell.number, "failed", note=note)


def _answer(link: Link, exercise: Exercise | Puzzle, message: Message) -> Any:
    """The answer as the check takes it: a function of the jail's, a figure, or the plain value that stands there."""
    content = message.content
    if isinstance(content.get("function"), dict):
        home = exercise.worked.__module__ if isinstance(exercise, Exercise) else ""
        return Far(link.ask, content["function"], home)
    value = message.unpack(content.get("value"))
    if "figure" in content and isinstance(value, dict):
        return Panel(plain_controls(value), str(content["figure"]))
    return plain_controls(value) if isinstance(value, dict) else value


def plain_controls(controls: dict[str, Any]) -> dict[str, Any]:
    """Control values as a figure can have them: words, numbers and short rows of them; empty where they are not."""
    fine = all(_plain(one) or (isinstance(one, (list, tuple)) and len(one) <= 100 and all(map(_plain, one)))
               for one in controls.values())  # fmt: skip
    return controls if fine and len(controls) <= 100 else {}


def _plain(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= 200
    return isinstance(value, (bool, int, float)) and abs(value) <= 1e6


def _number(found: Any) -> int:
    return found if type(found) is int and 0 <= found < 1 << 30 else 0
