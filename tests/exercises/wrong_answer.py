"""A register of wrong answers as learners write them, each with what the check has to say about it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class WrongAnswer:
    """A learner's function.

    mistakes: names of known mistakes of which the check has to find one; says: words that the message has to contain.
    """

    exercise: str
    function: Callable
    mistakes: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


def register(found: list[WrongAnswer]) -> Callable:
    """A decorator that puts functions into the list: `@wrong("elman.step", "no-bias")`."""

    def wrong(exercise: str, *mistakes: str, says: str | tuple[str, ...] = ()) -> Callable:
        def keep(function: Callable) -> Callable:
            words = (says,) if isinstance(says, str) else tuple(says)
            found.append(WrongAnswer(exercise, function, mistakes, words))
            return function

        return keep

    return wrong
