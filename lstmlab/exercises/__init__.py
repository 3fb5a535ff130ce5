"""The exercises, a module a chapter, and the register that finds them by name."""

import importlib
from functools import cache

from lstmlab.exercises.specification import Case, Exercise, Mistake, Property, Puzzle

__all__ = ["Case", "Exercise", "Mistake", "Property", "Puzzle", "get", "registry"]

# In the order of the book. A module is named like the part before the dot in its exercises' names and lists them
# in EXERCISES.
CHAPTERS = (
    "hello",
    "ffnn",
    "elman",
    "bptt",
    "vanish",
    "lstm",
    "peephole",
    "gru",
    "train",
    "forecast",
    "river",
    "text",
    "tasks",
    "seq2seq",
    "attention",
    "scan",
    "interop",
    "debug",
)


@cache
def _chapter(module: str) -> dict[str, Exercise | Puzzle]:
    found: dict[str, Exercise | Puzzle] = {}
    for exercise in importlib.import_module(f"lstmlab.exercises.{module}").EXERCISES:
        if exercise.name in found or not exercise.name.startswith(f"{module}."):
            raise ValueError(
                f"lstmlab/exercises/{module}.py: {exercise.name!r} stands there twice, or belongs elsewhere"
            )
        found[exercise.name] = exercise
    return found


def registry() -> dict[str, Exercise | Puzzle]:
    """All exercises and puzzles by name, in the order of the book."""
    return {name: exercise for module in CHAPTERS for name, exercise in _chapter(module).items()}


def get(name: str) -> Exercise | Puzzle:
    """The exercise of this name.

    Raises:
        ValueError: there is none; the message lists the nearest names.
    """
    if not isinstance(name, str):
        raise ValueError(f'exercise name: expected text such as "elman.step", got {type(name).__name__}')
    # Only its own chapter is loaded: the rest of the book is none of its business.
    module = name.split(".")[0]
    if module in CHAPTERS and name in _chapter(module):
        return _chapter(module)[name]
    import difflib  # only here: a name that is right does not wait for it

    known = registry()
    ends = [full for full in known if full.split(".")[-1] == name.split(".")[-1]]
    near = list(dict.fromkeys(ends + difflib.get_close_matches(name, known, n=3, cutoff=0.5)))[:3]
    shown = " or ".join(repr(one) for one in near) if near else f"one of {', '.join(known)}"
    raise ValueError(f"there is no exercise {name!r}. Did you mean {shown}?")
