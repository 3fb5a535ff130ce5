"""The form of a result: type, number and names of its parts, shapes in letters, whole numbers.

A list counts as an array and a tuple as a list; a dict may hold more than what is asked for.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lstmlab.checking.calling.keep import ENDLESS, MOST_ITEMS, Iterated, Strange
from lstmlab.checking.diagnosis import letters, shape_hints
from lstmlab.checking.diagnosis.compare import array, close
from lstmlab.checking.diagnosis.problem import Problem, problem
from lstmlab.checking.diagnosis.sentences import say
from lstmlab.checking.text import alike, listed, value
from lstmlab.exercises import Exercise


@dataclass
class Part:
    """One array (or other value) of a result beside the judge's."""

    name: str
    letters: str | None
    got: Any
    expected: Any

    @property
    def titles(self) -> dict[str, Any]:
        """How the part is called in a sentence, and at its beginning: to fill in for {title} and {Title}."""
        return titles(self.name)


def titles(name: str) -> dict[str, Any]:
    """How a part of this name is called in a sentence, and at its beginning."""
    if name:
        return {"title": f"`{name}`", "Title": f"`{name}`"}
    return {"title": say("title.single"), "Title": say("title.single-start")}


@dataclass
class Form:
    """The parts of a result that can be compared, and what is wrong with its form."""

    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(exercise: Exercise, got: Any, expected: Any, known: dict[str, int]) -> Form:
    """Take a result apart as the exercise says, and compare its form with the judge's result.

    Args:
        got: what the learner's function returned.
        expected: what the judge returned for the same inputs.
        known: the size of every letter.
    """
    form = Form()
    got = exercise.fit(got, expected)
    if isinstance(got, Strange) and got == ENDLESS:
        form.problems.append(problem("form", "form.goes-on", n=f"{MOST_ITEMS:,}"))
        return form
    if isinstance(expected, Iterated):  # whatever can be gone through is as good
        expected, got = _rows(expected), _rows(got)
    for part in _split(exercise, got, expected, form.problems):
        problems = _part_problems(exercise, part, known)
        form.problems += problems
        if not problems:
            form.parts.append(part)
    _add_swapped(form, exercise, got, expected)
    return form


def _rows(thing: Any) -> Any:
    """What an iterator yielded as a list, and what the iterators among it yielded."""
    if isinstance(thing, (Iterated, list)):
        return [list(one) if isinstance(one, Iterated) else one for one in thing]
    return thing


def _split(exercise: Exercise, got: Any, expected: Any, problems: list[Problem]) -> list[Part]:
    returns = exercise.returns
    if got is None:
        problems.append(problem("form", "form.nothing"))
        return []
    if isinstance(returns, dict):
        return _split_dict(returns, got, expected, problems)
    if isinstance(returns, tuple):
        return _split_tuple(returns, got, expected, problems)
    if isinstance(got, tuple) and len(got) > 1 and _several(got, expected):
        problems.append(problem("form", "form.several", n=len(got)))
        return []
    if isinstance(got, tuple) and len(got) == 1 and np.ndim(expected) + 1 == _ndim(got):
        problems.append(problem("form", "form.tuple-of-one"))
        return []
    return [Part("", letters.fitting(returns, np.ndim(expected)), got, expected)]


def _several(got: tuple[Any, ...], expected: Any) -> bool:
    """Whether a tuple holds several values, one of which may be the one that is asked for."""
    right = array(expected)
    if right is None:
        return False
    found = array(got)
    return found is None or (found.shape != right.shape and any(np.shape(one) == right.shape for one in got))


def _split_dict(returns: dict[str, Any], got: Any, expected: dict[str, Any], problems: list[Problem]) -> list[Part]:
    if not isinstance(got, dict) and hasattr(got, "_asdict"):
        got = got._asdict()
    names = listed([f"`{name}`" for name in returns])
    if not isinstance(got, dict):
        if all(map(str.isidentifier, returns)):  # names of arrays, and not the characters of a text
            keys = ", ".join(f'"{name}": ...' for name in returns)
            problems.append(problem("form", "form.no-dict-of-names", names=names, keys=keys, came=_kind(got)))
        else:
            problems.append(problem("form", "form.no-dict", came=_kind(got)))
        return []
    missing = [name for name in returns if name not in got]
    extra = [str(name) for name in got if name not in returns]
    for name in missing:
        near = alike(name, extra, cutoff=0.4) or next((one for one in extra if name in one), "")
        id = "form.misspelled-key" if near else "form.missing-key"
        problems.append(problem("form", id, name, name=name, names=names, near=near))
    return [
        Part(name, letters.fitting(shape, _ndim(expected[name])), got[name], expected[name])
        for name, shape in returns.items()
        if name in got
    ]


def _split_tuple(returns: tuple[Any, ...], got: Any, expected: Any, problems: list[Problem]) -> list[Part]:
    names = [name for name, _ in returns]
    if isinstance(got, dict) and all(name in got for name in names):
        got = [got[name] for name in names]  # named values are as good as ordered ones
    if isinstance(got, np.ndarray) and got.ndim and len(got) == len(names):
        got = list(got)  # an array unpacks along its first axis
    if not isinstance(got, (tuple, list)) or len(got) != len(names):
        came = f"{len(got)}" if isinstance(got, (tuple, list)) else _kind(got)
        quoted = listed([f"`{name}`" for name in names])
        problems.append(
            problem("form", "form.other-number", names=quoted, n=len(names), came=came, plain=", ".join(names))
        )
        return []
    parts = [
        Part(name, letters.fitting(shape, _ndim(expected[k])), got[k], expected[k])
        for k, (name, shape) in enumerate(returns)
    ]
    for part in (one for one in parts if isinstance(one.expected, dict)):
        _split_dict(dict.fromkeys(part.expected), part.got, part.expected, problems)
    return parts


def _part_problems(exercise: Exercise, part: Part, known: dict[str, int]) -> list[Problem]:
    whole = part.name in exercise.integers
    right = array(part.expected)
    if right is None:
        return []
    found = array(part.got)
    if found is None:
        return [_not_numbers(part, right.shape)]
    if whole and _is_one_hot(found, right):
        return [_one_hot(part, found, right, known)]
    if found.shape != right.shape:
        return [_other_shape(part, found.shape, right.shape, known)]
    if whole and found.size and found.dtype.kind not in "iu":
        return [_not_whole(part, found, bool(right.ndim))]
    part.got, part.expected = found, right
    return []


def _not_numbers(part: Part, shape: tuple[int, ...]) -> Problem:
    came = _kind(part.got)
    if shape:
        if isinstance(part.got, (list, tuple)) and not isinstance(part.got, Iterated):
            came = say("kind.ragged", kind=came)
        wanted = letters.expected(part.letters, shape)
        return problem("form", "form.no-array", part.name, shape=wanted, came=came, **part.titles)
    truth = isinstance(part.expected, (bool, np.bool_))
    return problem("form", "form.no-truth" if truth else "form.no-number", part.name, came=came, **part.titles)


def _other_shape(part: Part, got: tuple[int, ...], right: tuple[int, ...], known: dict[str, int]) -> Problem:
    id, values = shape_hints.guess(part.letters, got, right)
    wanted, came = letters.expected(part.letters, right), letters.spelled(got, known)
    return problem("form", id, part.name, expected=wanted, got=came, **part.titles, **values)


def _is_one_hot(found: np.ndarray, right: np.ndarray) -> bool:
    """Whether rows with a single 1 came where the numbers of those places are asked for."""
    return (
        found.ndim == right.ndim + 1
        and found.shape[:-1] == right.shape
        and bool(((found == 0) | (found == 1)).all() and (found.sum(axis=-1) == 1).all())
    )


def _one_hot(part: Part, found: np.ndarray, right: np.ndarray, known: dict[str, int]) -> Problem:
    wanted, came = letters.expected(part.letters, right.shape), letters.spelled(found.shape, known)
    return problem("form", "form.one-hot", part.name, expected=wanted, got=came, **part.titles)


def _not_whole(part: Part, found: np.ndarray, many: bool) -> Problem:
    if many:
        return problem("form", "form.not-whole-array", part.name, dtype=found.dtype.name, **part.titles)
    plain = found.dtype.name.rstrip("0123456789")
    return problem("form", "form.not-whole", part.name, type=plain, number=value(found), **part.titles)


def _add_swapped(form: Form, exercise: Exercise, got: Any, expected: Any) -> None:
    """Two values in each other's place: said alone, because it explains the shapes."""
    if not isinstance(exercise.returns, tuple) or not isinstance(got, (tuple, list)) or len(got) != len(expected):
        return
    if not form.problems or len(got) != 2:
        return
    if close(got[0], expected[1], 1e-4) and close(got[1], expected[0], 1e-4):
        first, second = (name for name, _ in exercise.returns)
        form.problems[:] = [problem("form", "form.exchanged", first=first, second=second, plain=f"{first}, {second}")]


def _ndim(thing: Any) -> int:
    found = array(thing)
    return -1 if found is None else found.ndim


def _kind(thing: Any) -> str:
    if isinstance(thing, np.ndarray):
        if thing.dtype.kind in "fiub":
            return say("kind.array", shape=letters.numbers(thing.shape))
        return say("kind.array-of-dtype", dtype=thing.dtype)
    if isinstance(thing, Iterated):
        return say("kind.iterator")
    if isinstance(thing, (tuple, list)):
        return say(f"kind.{'tuple' if isinstance(thing, tuple) else 'list'}", n=len(thing))
    if thing is None:
        return say("kind.nothing")
    if isinstance(thing, (int, float, complex, np.number)):
        return say("kind.number", number=value(thing))
    what = thing.kind if isinstance(thing, Strange) else type(thing).__name__
    return say("kind.of-type", article="an" if what[:1].lower() in "aeiou" else "a", type=what)
