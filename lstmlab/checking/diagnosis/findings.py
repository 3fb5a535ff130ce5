"""Short facts about a wrong answer: which cases, which parameters, how the numbers relate, which term."""

import time
from collections.abc import Iterator

import numpy as np

from lstmlab.checking.diagnosis.attempt import Attempt
from lstmlab.checking.diagnosis.form import Problem
from lstmlab.checking.diagnosis.isolate import isolate
from lstmlab.checking.diagnosis.relations import Pair, relation
from lstmlab.checking.diagnosis.trial import Trial
from lstmlab.checking.text import listed

# Labels of wrong cases are listed as far as this.
MOST_LABELS = 4


def findings(ready: Trial, tried: Attempt, told: Problem, until: float) -> tuple[str, ...]:
    """The facts, most telling first.

    Args:
        told: the problem that is told first, and need not be told again.
        until: time (of `time.perf_counter`) after which the function is not called any more.
    """
    facts = [*_further(tried, told), *_terms(ready, tried, until), *_parts(ready, tried), *_cases(ready, tried)]
    return tuple(dict.fromkeys(facts))


def _further(tried: Attempt, told: Problem) -> Iterator[str]:
    """What else is wrong with the form of the result that the first problem is about."""
    k = tried.case_of(told)
    for problem in tried.judgements[k].problems if k is not None else []:
        if problem is not told and problem.kind in ("form", "nan") and told.kind in ("form", "nan"):
            yield problem.text


def _terms(ready: Trial, tried: Attempt, until: float) -> Iterator[str]:
    for k, judgement in enumerate(tried.judgements):
        if judgement.off and not any(problem.kind in ("raises", "form") for problem in judgement.problems):
            if time.perf_counter() < until:
                said = isolate(ready.exercise, tried.function, ready.cases[k].inputs)
                if said:
                    yield said
            return


def _parts(ready: Trial, tried: Attempt) -> Iterator[str]:
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
        yield f"{listed(right)} {'is' if len(right) == 1 else 'are'} right; {listed(wrong)} {_is_not(wrong)}."
    yield from _misplaced(tried)
    for name in dict.fromkeys([*_names(ready), *pairs]):
        said = relation(pairs[name], letters[name]) if name in pairs else ""
        if said:
            yield f"{f'`{name}`' if name else 'The result'} {said}."


def _is_not(wrong: list[str]) -> str:
    return "is not" if len(wrong) == 1 else "are not"


def _misplaced(tried: Attempt) -> Iterator[str]:
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
        yield f"`{name}` holds the numbers that belong in `{other}`."


def _cases(ready: Trial, tried: Attempt) -> Iterator[str]:
    bad = [ready.cases[k].label for k, judgement in enumerate(tried.judgements) if judgement.problems]
    good = len(tried.judgements) - len(bad)
    if bad and good:
        shown = list(dict.fromkeys(bad))
        if len(shown) > MOST_LABELS:
            shown = [*shown[:MOST_LABELS], f"{len(shown) - MOST_LABELS} more"]
        yield f"Right in {good} of {len(tried.judgements)} cases. Not right: {listed(shown)}."


def counts_cases(fact: str) -> bool:
    """Whether a fact says only how many cases are right."""
    return fact.startswith("Right in ")


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
