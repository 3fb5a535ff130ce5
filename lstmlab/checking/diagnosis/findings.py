"""Short facts about a wrong answer: which cases, which parameters, how the numbers relate, which term."""

import time
from collections.abc import Iterator

import numpy as np

from lstmlab.checking.calling.source import return_in_loop, unread
from lstmlab.checking.diagnosis.attempt import Attempt
from lstmlab.checking.diagnosis.form import titles
from lstmlab.checking.diagnosis.isolate import isolate
from lstmlab.checking.diagnosis.pairs import Pair
from lstmlab.checking.diagnosis.problem import Problem
from lstmlab.checking.diagnosis.relations import relation
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.diagnosis.trial import Trial
from lstmlab.checking.templates import Sentence
from lstmlab.checking.text import listed, shorten

# Labels of wrong cases are listed as far as this.
MOST_LABELS = 4


def findings(ready: Trial, tried: Attempt, told: Problem, until: float) -> tuple[Sentence, ...]:
    """The facts, most telling first.

    Args:
        told: the problem that is told first, and need not be told again.
        until: time (of `time.perf_counter`) after which the function is not called any more.
    """
    facts = [
        *_further(tried, told),
        *_code(ready, tried, told),
        *_terms(ready, tried, until),
        *_parts(ready, tried),
        *_cases(ready, tried),
    ]
    return tuple(dict.fromkeys(facts))


def _further(tried: Attempt, told: Problem) -> Iterator[Sentence]:
    """What else is wrong with the form of the result that the first problem is about."""
    k = tried.case_of(told)
    for problem in tried.judgements[k].problems if k is not None else []:
        if problem is not told and problem.kind in ("form", "nan") and told.kind in ("form", "nan"):
            yield Sentence(problem.text, problem.id)


def _code(ready: Trial, tried: Attempt, told: Problem) -> Iterator[Sentence]:
    """What can be seen in the code of an answer that comes to its end: an argument left aside, a loop cut short."""
    if told.kind not in ("form", "numbers", "nan", "property"):
        return
    line = return_in_loop(tried.function)
    if line:
        yield say("code.return-in-loop", line=shorten(line, 80))
    needless = unread(ready.exercise.worked)
    aside = [
        f"`{name}`" for name in unread(tried.function) if name in ready.exercise.arguments and name not in needless
    ]
    if aside:
        yield say("code.unread", names=listed(aside, "or"))


def _terms(ready: Trial, tried: Attempt, until: float) -> Iterator[Sentence]:
    """The term that is wrong, where the first case shows it: what only an edge shows is no matter of a term."""
    first = tried.judgements[0]
    told = any(problem.kind in ("raises", "form") for problem in first.problems)
    if first.off and not told and time.perf_counter() < until:
        yield from isolate(ready.exercise, tried.function, ready.cases[0].inputs)


def _parts(ready: Trial, tried: Attempt) -> Iterator[Sentence]:
    """Parameters by themselves: which are right, and how the wrong ones relate to the right numbers."""
    pairs: dict[str, list[Pair]] = {}
    letters: dict[str, str | None] = {}
    seen: set[str] = set()
    drawn = any(case.statistics is not None for case in ready.cases)
    for k, judgement in enumerate(tried.judgements):
        if ready.cases[k].statistics is not None and any(one.kind == "form" for one in judgement.problems):
            continue  # draws, of which no single number has to be right
        seen |= {part.name for part in judgement.right}
        for part in judgement.off:
            letters[part.name] = part.letters
            arrays = isinstance(part.got, np.ndarray) and isinstance(part.expected, np.ndarray)
            # True and False have no sign, ratio or difference; a few numbers that are drawn have one by chance.
            if arrays and part.expected.dtype != bool and not (drawn and ready.cases[k].statistics is None):
                known = _known(ready, k)
                pairs.setdefault(part.name, []).append(Pair(part.got, part.expected, known, judgement.tolerance))
    right = [f"`{name}`" for name in _names(ready) if name in seen and name not in letters]
    wrong = [f"`{name}`" for name in _names(ready) if name in letters]
    if right and wrong:
        some = {1: "one"}
        id = f"parts.{some.get(len(right), 'many')}-{some.get(len(wrong), 'many')}"
        yield say(id, right=listed(right), wrong=listed(wrong))
    yield from _misplaced(tried)
    for name in dict.fromkeys([*_names(ready), *pairs]):
        said = relation(pairs[name], letters[name], titles(name)) if name in pairs else None
        if said:
            yield said


def _misplaced(tried: Attempt) -> Iterator[Sentence]:
    """One part that holds what belongs in another."""
    found: list[set[tuple[str, str]]] = []
    for judgement in tried.judgements:
        if judgement.off:
            parts = [*judgement.right, *judgement.off]
            found.append(
                {
                    (one.name, other.name)
                    for one in judgement.off
                    for other in parts
                    if one.name != other.name
                    and isinstance(one.got, np.ndarray)
                    and isinstance(other.expected, np.ndarray)
                    and np.shape(one.got) == np.shape(other.expected)
                    and np.size(one.got) > 1
                    and np.allclose(one.got, other.expected, rtol=judgement.tolerance, atol=judgement.tolerance)
                }
            )
    for name, other in sorted(set.intersection(*found)) if found else ():
        yield say("parts.misplaced", name=name, other=other)


def _cases(ready: Trial, tried: Attempt) -> Iterator[Sentence]:
    bad = [ready.cases[k].label for k, judgement in enumerate(tried.judgements) if judgement.problems]
    good = len(tried.judgements) - len(bad)
    kinds = {problem.kind for judgement in tried.judgements for problem in judgement.problems}
    if bad and not good and len(kinds) > 1:  # one kind is told, and another one may be thought to be an edge's alone
        yield say("cases.none", n=len(bad))
    if bad and good:
        shown = list(dict.fromkeys(bad))
        if len(shown) > MOST_LABELS:
            shown = [*shown[:MOST_LABELS], say("cases.more", n=len(shown) - MOST_LABELS)]
        yield say("cases.some", good=good, all=len(tried.judgements), labels=listed(shown))


def _names(ready: Trial) -> list[str]:
    returns = ready.exercise.returns
    if isinstance(returns, dict):
        return list(returns)
    return [name for name, _ in returns] if isinstance(returns, tuple) else []


def _known(ready: Trial, k: int) -> dict[str, float]:
    """Sizes by letter, and single numbers among the arguments by name."""
    inputs = ready.cases[k].inputs
    single = {
        name: float(value)
        for name, value in inputs.items()
        if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    }
    return {**ready.sizes(k), **single}
