"""Shapes as the learner reads them: in letters where every size has one, and in numbers."""

from typing import Any

import numpy as np

from lstmlab.checking.diagnosis.sentences import TABLE, say
from lstmlab.exercises import Exercise


def sizes(exercise: Exercise, inputs: dict[str, Any]) -> dict[str, int]:
    """The size of every letter in the arguments' shapes."""
    found: dict[str, int] = {}
    packed: list[tuple[str, int]] = []
    for name, letters in exercise.arguments.items():
        shape = np.shape(inputs[name]) if letters else ()
        for axis, size in zip(axes(fitting(letters, len(shape))), shape, strict=False):
            count, letter = blocks(axis)
            if count == 1 and letter.isalpha():
                found.setdefault(letter, size)
            elif letter.isalpha():
                packed.append((letter, size // count))
    # A letter that only stands in packed axes, such as H in (D, 4H).
    for letter, size in packed:
        found.setdefault(letter, size)
    return found


def word(letter: str) -> str:
    """What an index along the axis of this letter is called."""
    return say(f"word.{letter}" if f"word.{letter}" in TABLE.templates else "word.entry")


def blocks(axis: str) -> tuple[int, str]:
    """How many blocks an axis has, and the letter of one block: `blocks("4H")` is (4, "H")."""
    letter = axis.lstrip("0123456789")
    count = axis[: len(axis) - len(letter)]
    return (int(count), letter) if count and letter else (1, axis)


def axes(letters: str | None) -> list[str]:
    """`axes("T N H")` is ["T", "N", "H"]."""
    return (letters or "").split()


def fitting(letters: str | None, n_axes: int) -> str | None:
    """The alternative with this number of axes: `fitting("T N K or N K", 2)` is "N K"."""
    if letters is None:
        return None
    alternatives = letters.split(" or ")
    return next((one for one in alternatives if len(one.split()) == n_axes), alternatives[0])


def numbers(shape: tuple[int, ...]) -> str:
    """A shape in numbers; no axis at all is "a single number"."""
    if not shape:
        return "a single number"
    return f"({shape[0]},)" if len(shape) == 1 else "(" + ", ".join(map(str, shape)) + ")"


def expected(letters: str | None, shape: tuple[int, ...]) -> str:
    """`expected("N H", (3, 4))` is "(N, H) = (3, 4)"."""
    names = axes(fitting(letters, len(shape)))
    if not shape or len(names) != len(shape):
        return numbers(shape)
    return f"{_tuple(names)} = {numbers(shape)}"


def spelled(shape: tuple[int, ...], known: dict[str, int]) -> str:
    """A shape received, in letters too if each of its sizes belongs to exactly one letter: "(H, N) = (4, 3)"."""
    names = []
    for size in shape:
        fitting = [letter for letter, value in known.items() if value == size]
        if len(fitting) != 1:
            return numbers(shape)
        names += fitting
    return f"{_tuple(names)} = {numbers(shape)}" if shape else numbers(shape)


def _tuple(names: list[str]) -> str:
    return f"({names[0]},)" if len(names) == 1 else "(" + ", ".join(names) + ")"
