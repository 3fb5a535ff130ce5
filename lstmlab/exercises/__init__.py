"""The exercises, a module a chapter, and the register that finds them by name."""

import difflib
import importlib
from functools import cache

from lstmlab.exercises.specification import Case, Exercise, Mistake, Property, Puzzle

__all__ = ["Case", "Exercise", "Mistake", "Property", "Puzzle", "get", "registry"]

# In the order of the book. A module lists what it has in EXERCISES.
CHAPTERS = ("hello", "ffnn", "elman")


@cache
def registry() -> dict[str, Exercise | Puzzle]:
    """All exercises and puzzles by name, in the order of the book."""
    found: dict[str, Exercise | Puzzle] = {}
    for chapter in CHAPTERS:
        for exercise in importlib.import_module(f"lstmlab.exercises.{chapter}").EXERCISES:
            if exercise.name in found:
                raise ValueError(f"exercise {exercise.name!r} is registered twice")
            found[exercise.name] = exercise
    return found


def get(name: str) -> Exercise | Puzzle:
    """The exercise of this name.

    Raises:
        ValueError: there is none; the message lists the nearest names.
    """
    known = registry()
    if not isinstance(name, str):
        raise ValueError(f'exercise name: expected text such as "elman.step", got {type(name).__name__}')
    if name in known:
        return known[name]
    ends = [full for full in known if full.split(".")[-1] == name.split(".")[-1]]
    near = list(dict.fromkeys(ends + difflib.get_close_matches(name, known, n=3, cutoff=0.5)))[:3]
    shown = " or ".join(repr(one) for one in near) if near else f"one of {', '.join(known)}"
    raise ValueError(f"there is no exercise {name!r}. Did you mean {shown}?")
