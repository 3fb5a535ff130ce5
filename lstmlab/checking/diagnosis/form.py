"""The form of a result: type, number and names of its parts, shapes in letters, whole numbers.

A list counts as an array and a tuple as a list; a dict may hold more than what is asked for.
"""

import difflib
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lstmlab.checking.calling.keep import Strange
from lstmlab.checking.diagnosis import letters, shape_hints
from lstmlab.checking.diagnosis.compare import array, close
from lstmlab.checking.text import listed, value
from lstmlab.exercises import Exercise


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one result.

    Attributes:
        kind: "raises", "form", "nan", "changed" or "numbers", in the order in which they are told.
        text: a whole sentence.
        question, pointer: the two hints that go with it; empty where another finding has better ones.
        part: name of the part of the result, "" for a single one.
    """

    kind: str
    text: str
    question: str = ""
    pointer: str = ""
    part: str = ""


@dataclass
class Part:
    """One array (or other value) of a result beside the judge's."""

    name: str
    letters: str | None
    got: Any
    expected: Any

    @property
    def title(self) -> str:
        return f"`{self.name}`" if self.name else "the result"


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
    for part in _split(exercise, got, expected, form.problems):
        problems = _part_problems(exercise, part, known)
        form.problems += problems
        if not problems:
            form.parts.append(part)
    _add_swapped(form, exercise, got, expected)
    return form


def _split(exercise: Exercise, got: Any, expected: Any, problems: list[Problem]) -> list[Part]:
    returns = exercise.returns
    if got is None:
        problems.append(
            Problem(
                "form",
                "Your function returns nothing (None).",
                "Which way through your function does not end in a `return`?",
                "A result is handed back with `return`; `print` only shows it. Look at the branches of an `if`, too.",
            )
        )
        return []
    if isinstance(returns, dict):
        return _split_dict(returns, got, expected, problems)
    if isinstance(returns, tuple):
        return _split_tuple(returns, got, expected, problems)
    if isinstance(got, tuple) and len(got) > 1 and _several(got, expected):
        problems.append(_one_value(got))
        return []
    if isinstance(got, tuple) and len(got) == 1 and np.ndim(expected) + 1 == _ndim(got):
        problems.append(
            Problem(
                "form",
                "Your function returns a tuple with one element instead of the value itself.",
                "Is there a comma at the end of the line with `return`?",
                "`return h,` makes a tuple; `return h` returns h.",
            )
        )
        return []
    return [Part("", letters.fitting(returns, np.ndim(expected)), got, expected)]


def _several(got: tuple[Any, ...], expected: Any) -> bool:
    """Whether a tuple holds several values, one of which may be the one that is asked for."""
    right = array(expected)
    if right is None:
        return False
    found = array(got)
    return found is None or (found.shape != right.shape and any(np.shape(one) == right.shape for one in got))


def _one_value(got: tuple[Any, ...]) -> Problem:
    return Problem(
        "form",
        f"One value is asked for; your function returns {len(got)} of them, in a tuple.",
        "Which of the values does the exercise ask for?",
        "Return that one alone.",
    )


def _split_dict(returns: dict[str, Any], got: Any, expected: dict[str, Any], problems: list[Problem]) -> list[Part]:
    if not isinstance(got, dict) and hasattr(got, "_asdict"):
        got = got._asdict()
    names = listed([f"`{name}`" for name in returns])
    if not isinstance(got, dict):
        few = all(map(str.isidentifier, returns))  # names of arrays, and not the characters of a text
        wanted = f"A dict with the keys {names}" if few else "A dict"
        pointer = "`return {" + ", ".join(f'"{name}": ...' for name in returns) + "}`" if few else "{key: value, ...}"
        text = f"{wanted} is asked for, and your function returns {_kind(got)}."
        problems.append(Problem("form", text, "How does a caller find one value in what you return?", pointer))
        return []
    missing = [name for name in returns if name not in got]
    extra = [str(name) for name in got if name not in returns]
    for name in missing:
        near = difflib.get_close_matches(name, extra, n=1, cutoff=0.4) or [one for one in extra if name in one][:1]
        said = f"The key `{name}` is missing from the dict"
        problems.append(
            Problem(
                "form",
                f"{said}; there is a key `{near[0]}`." if near else f"{said} that your function returns.",
                "Which keys does the exercise ask for, letter by letter?",
                f"The keys are {names}.",
                name,
            )
        )
    return [
        Part(name, letters.fitting(shape, _ndim(expected[name])), got[name], expected[name])
        for name, shape in returns.items()
        if name in got
    ]


def _split_tuple(returns: tuple[Any, ...], got: Any, expected: Any, problems: list[Problem]) -> list[Part]:
    names = [name for name, _ in returns]
    if isinstance(got, dict) and all(name in got for name in names):
        got = [got[name] for name in names]  # named values are as good as ordered ones
    if not isinstance(got, (tuple, list)) or len(got) != len(names):
        came = f"{len(got)}" if isinstance(got, (tuple, list)) else _kind(got)
        problems.append(
            Problem(
                "form",
                f"{len(names)} values are asked for, {listed([f'`{name}`' for name in names])}; "
                f"your function returns {came}.",
                "What stands after `return`?",
                f"`return {', '.join(names)}`",
            )
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
    if whole and found.dtype.kind not in "iu":
        return [_not_whole(part, found, bool(right.ndim))]
    part.got, part.expected = found, right
    return []


def _not_numbers(part: Part, shape: tuple[int, ...]) -> Problem:
    wanted, came, pointer = "a number", _kind(part.got), "Return a plain number: an int, a float, or what a sum gives."
    if shape:
        wanted = f"an array of shape {letters.expected(part.letters, shape)}"
        pointer = "A list of arrays can be returned as it is if all of them have one shape: `np.stack` makes one of it."
        came += ", whose parts differ in shape" if isinstance(part.got, (list, tuple)) else ""
    elif isinstance(part.expected, (bool, np.bool_)):
        wanted, pointer = "True or False", "The words are written without quotes: `return True`."
    return Problem(
        "form",
        f"{_start(part)} has to be {wanted}; your function returns {came}.",
        f"What type does {part.title} have? Print `type(...)` of it before the `return`.",
        pointer,
        part.name,
    )


def _other_shape(part: Part, got: tuple[int, ...], right: tuple[int, ...], known: dict[str, int]) -> Problem:
    guess, question, pointer = shape_hints.guess(part.title, part.letters, got, right)
    text = (
        f"{_start(part)} has another shape: expected {letters.expected(part.letters, right)}, "
        f"got {letters.spelled(got, known)}{': ' + guess + '?' if guess else '.'}"
    )
    return Problem("form", text, question, pointer, part.name)


def _is_one_hot(found: np.ndarray, right: np.ndarray) -> bool:
    """Whether rows with a single 1 came where the numbers of those places are asked for."""
    return (
        found.ndim == right.ndim + 1
        and found.shape[:-1] == right.shape
        and bool(((found == 0) | (found == 1)).all() and (found.sum(axis=-1) == 1).all())
    )


def _one_hot(part: Part, found: np.ndarray, right: np.ndarray, known: dict[str, int]) -> Problem:
    return Problem(
        "form",
        f"{_start(part)} has another shape: expected {letters.expected(part.letters, right.shape)}, "
        f"got {letters.spelled(found.shape, known)}: one-hot? Whole numbers are asked for.",
        f"Which form does {part.title} have to have: a number for each place, or a row of zeros with a 1?",
        "The place of the 1 in a row is the number that is asked for.",
        part.name,
    )


def _not_whole(part: Part, found: np.ndarray, many: bool) -> Problem:
    kind = "whole numbers" if many else "a whole number"
    plain = found.dtype.name.rstrip("0123456789")
    came = f"an array of dtype {found.dtype.name}" if many else f"the {plain} {value(found)}"
    return Problem(
        "form",
        f"{_start(part)} has to be {kind}; your function returns {came}.",
        "Which operation makes a number with a fraction out of whole ones?",
        "`/` always gives a float. `//` stays whole, and `dtype=int` makes arrays of whole numbers.",
        part.name,
    )


def _add_swapped(form: Form, exercise: Exercise, got: Any, expected: Any) -> None:
    """Two values in each other's place: said alone, because it explains the shapes."""
    if not isinstance(exercise.returns, tuple) or not isinstance(got, (tuple, list)) or len(got) != len(expected):
        return
    if not form.problems or len(got) != 2:
        return
    if close(got[0], expected[1], 1e-4) and close(got[1], expected[0], 1e-4):
        names = [name for name, _ in exercise.returns]
        form.problems[:] = [
            Problem(
                "form",
                f"The two values come in the other order: `{names[1]}` first, `{names[0]}` second.",
                "In which order does the exercise name what it asks for?",
                f"`return {', '.join(names)}`",
            )
        ]


def _start(part: Part) -> str:
    return part.title if part.name else "The result"


def _ndim(thing: Any) -> int:
    found = array(thing)
    return -1 if found is None else found.ndim


def _kind(thing: Any) -> str:
    if isinstance(thing, np.ndarray):
        if thing.dtype.kind in "fiub":
            return f"one array of shape {letters.numbers(thing.shape)}"
        return f"an array of dtype {thing.dtype}"
    if isinstance(thing, (tuple, list)):
        return f"a {'tuple' if isinstance(thing, tuple) else 'list'} of {len(thing)}"
    if thing is None or isinstance(thing, (int, float, complex, np.number)):
        return "None" if thing is None else f"the number {value(thing)}"
    what = thing.kind if isinstance(thing, Strange) else type(thing).__name__
    return f"{'an' if what[:1].lower() in 'aeiou' else 'a'} {what}"
