"""One attempt at an exercise: the function run on every case, and every problem that was found."""

import inspect
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lstmlab.checking.calling.limit import OutOfTime
from lstmlab.checking.calling.run import Outcome, call, same
from lstmlab.checking.calling.source import kept_outside
from lstmlab.checking.diagnosis.compare import array
from lstmlab.checking.diagnosis.judge import Judgement, endless, is_nothing, judge
from lstmlab.checking.diagnosis.problem import KINDS, Problem, problem
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.diagnosis.trial import Trial, unheld
from lstmlab.checking.text import listed
from lstmlab.exercises import Exercise

# Seconds after which no further case is begun. The package's own answers take a thousandth of it.
PATIENCE = 3.0
# Seconds after which a wrong answer is not run on further cases.
ENOUGH = 0.2


@dataclass
class Attempt:
    """What a function did.

    Attributes:
        function: the learner's.
        outcomes: what it did on the cases, in their order, and on the first case again; may end early.
        judgements: what is wrong with each, the repeated call excepted.
        others: problems that no single case shows.
        unheld_names: names of the properties it does not have; None if they were not tested.
    """

    function: Callable[..., Any]
    outcomes: list[Outcome] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    others: list[Problem] = field(default_factory=list)
    unheld_names: tuple[str, ...] | None = None

    @property
    def nothing(self) -> bool:
        """Whether the exercise was not attempted: nothing came back in any case."""
        return all(is_nothing(self.function, outcome) for outcome in self.outcomes)

    @property
    def wrong(self) -> bool:
        """Whether a case so far has a problem."""
        return any(judgement.problems for judgement in self.judgements)

    @property
    def always_raises(self) -> bool:
        """Whether it raises in every case, whatever comes in."""
        return all(outcome.error is not None for outcome in self.outcomes)

    def problems(self) -> Iterator[Problem]:
        """Every problem, case by case."""
        for judgement in self.judgements:
            yield from judgement.problems
        yield from self.others

    def first_problem(self) -> Problem | None:
        """The problem that is told first; None if there is none.

        What the first case shows, which is an ordinary one, is told before what only an edge shows: one infinity must
        not hide that every number is wrong.
        """
        ordinary = [*(self.judgements[0].problems if self.judgements else []), *self.others]
        found = ordinary if self.judgements and self.judgements[0].problems else self.problems()
        return min(found, key=lambda problem: KINDS.index(problem.kind), default=None)

    def case_of(self, problem: Problem) -> int | None:
        """The number of the case that shows a problem."""
        for k, judgement in enumerate(self.judgements):
            if any(one is problem for one in judgement.problems):
                return k
        return None


def run(ready: Trial, function: Callable[..., Any]) -> Attempt:
    """Run a function on the cases, on the first one again, and through the properties, as long as it makes sense."""
    tried = Attempt(function)
    start = time.perf_counter()
    before = kept_outside(function)
    for k, case in enumerate(ready.cases):
        seconds = time.perf_counter() - start
        if seconds > PATIENCE and not tried.wrong:
            tried.others.append(_slow(seconds, k, len(ready.cases)))
        if seconds > (ENOUGH if tried.wrong else PATIENCE):
            return tried
        outcome = call(function, case.inputs)
        tried.outcomes.append(outcome)
        tried.judgements.append(judge(ready, k, function, outcome))
        if isinstance(outcome.error, OutOfTime):
            return tried
    if tried.nothing or time.perf_counter() - start > (ENOUGH if tried.wrong else PATIENCE):
        return tried
    again = call(function, ready.cases[0].inputs)
    if isinstance(again.error, OutOfTime):
        tried.others.append(endless(again.error, function))
        return tried
    tried.outcomes.append(again)
    grown = [name for name, size in kept_outside(function).items() if size > before.get(name, size)]
    unsteady = _remembers(ready, tried, grown) or _unsteady(ready, tried)
    if unsteady is not None:
        tried.others.append(unsteady)
    if not tried.wrong and not tried.others:
        complaints = dict(unheld(ready.exercise, function, ready.seed))
        tried.unheld_names = tuple(complaints)
        tried.others += [
            Problem("property", complaints[one.name], one.question, one.pointer)
            for one in ready.exercise.properties
            if one.name in complaints
        ]
    return tried


def _remembers(ready: Trial, tried: Attempt, grown: Sequence[str]) -> Problem | None:
    """The problem that what an earlier call left behind spoils the later ones: told before their shapes and errors.

    Args:
        grown: names of the lists and dicts outside the function that grew while it was called.
    """
    first, again = tried.outcomes[0], tried.outcomes[-1]
    differs = not _same(ready, 0, first, again)
    right = not tried.judgements[0].problems
    other_form = differs and (
        again.error is not None or first.error is not None or _shape(again.value) != _shape(first.value)
    )
    # A list that has grown in an earlier check may spoil every call in the same way.
    spoilt = bool(grown) and tried.always_raises
    if not ((right and other_form) or (grown and differs) or spoilt):
        return None
    label = ready.cases[0].label
    said = [say("remembers.text")]
    if grown:
        names = listed([f"`{name}`" for name in grown])
        said.append(say("remembers.grown", count=len(grown), names=names))
    if differs:
        said.append(say("remembers.right-before" if right else "remembers.differs", label=label))
    return problem("remembers", "remembers", text=" ".join(said))


def _shape(result: Any) -> tuple[int, ...] | None:
    found = array(result)
    return None if found is None else found.shape


def _unsteady(ready: Trial, tried: Attempt) -> Problem | None:
    """The problem that one case gives different results from call to call."""
    again = [(0, tried.outcomes[-1])]
    wrong = [k for k, judgement in enumerate(tried.judgements) if judgement.off]
    for k in wrong[:1]:
        times = 1 if ready.cases[k].statistics is not None else 2  # thousands of draws take their time
        again += [(k, call(tried.function, ready.cases[k].inputs)) for _ in range(times)]
    for k, outcome in again:
        if not _same(ready, k, tried.outcomes[k], outcome):
            return problem("unsteady", "unsteady", label=ready.cases[k].label)
    return None


def _same(ready: Trial, k: int, first: Outcome, again: Outcome) -> bool:
    if first.error is not None or again.error is not None:
        return type(first.error) is type(again.error)
    # Nobody is accused because of something that we cannot compare: bit for bit the same is the same.
    if same(first.value, again.value):
        return True
    # Both in the form that is compared: the same answer, twice, may stand in a column.
    return ready.same(k, again.value, ready.exercise.fit(first.value, ready.expected[k].value))


def _slow(seconds: float, done: int, cases: int) -> Problem:
    return problem("slow", "slow", seconds=f"{seconds:.1f}", done=done, cases=cases)


def misfit(exercise: Exercise, function: Callable[..., Any]) -> Problem | None:
    """What is wrong with the arguments that a function takes; None if it can be called."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # built-in functions do not say
        return None
    wanted = list(exercise.arguments)
    line = f"`{exercise.worked.__name__}({', '.join(wanted)})`"
    kinds = {name: one.kind for name, one in signature.parameters.items()}
    own = [name for name, kind in kinds.items() if kind in _POSITIONAL]
    try:
        signature.bind(*wanted)
    except TypeError:
        by_name = [
            name
            for name, one in signature.parameters.items()
            if one.kind is inspect.Parameter.KEYWORD_ONLY and one.default is inspect.Parameter.empty
        ]
        if by_name and len(own) + len(by_name) == len(wanted):
            return problem("form", "arguments.keyword-only", names=_quoted(by_name), call=line)
        text = say(
            "arguments.number" if kinds else "arguments.none",
            count=len(wanted),
            wanted=_quoted(wanted),
            own=_quoted(list(kinds)) if kinds else "",
        )
        return problem("form", "arguments", text=text, call=line)
    if own[: len(wanted)] != wanted and sorted(own[: len(wanted)]) == sorted(wanted):
        return problem("form", "arguments.order", own=", ".join(own), call=line)
    return None


def _quoted(names: Sequence[str]) -> str:
    return listed([f"`{name}`" for name in names])


_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
