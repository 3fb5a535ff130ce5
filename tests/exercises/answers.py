"""What a check is held against: for each exercise right answers, wrong answers, and mutants that are no mistakes.

They stand in `tests/exercises/<chapter>/<exercise>.py`:

    ANSWERS = Answers("lstm.step")
    right, wrong = ANSWERS.right, ANSWERS.wrong

    @right
    def with_einsum(x, h_prev, c_prev, W_x, W_h, b): ...

    @wrong("no-forget-gate")
    def _(x, h_prev, c_prev, W_x, W_h, b): ...

    ANSWERS.equivalent = {"`hs = np.zeros(shape)` -> `hs = np.ones(shape)`": "every number is overwritten in the loop"}
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field

from lstmlab import exercises
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.exercises import Exercise, Mistake


@dataclass(frozen=True)
class WrongAnswer:
    """A learner's function.

    mistakes: names of known mistakes of which the check has to find one; says: words that the message has to contain.
    """

    exercise: str
    function: Callable
    mistakes: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    def fresh(self) -> Callable:
        """The function as it was before anybody called it: some answers remember their calls."""
        return mistaken(exercises.get(self.exercise), [Mistake("", "", "", "", function=self.function)])


@dataclass
class Answers:
    """The answers to one exercise. equivalent: changes of the worked answer, as `mutation.Mutant` names them, that give
    the same function, each with the reason."""

    exercise: str
    accepted: list[Callable] = field(default_factory=list)
    refused: list[WrongAnswer] = field(default_factory=list)
    equivalent: dict[str, str] = field(default_factory=dict)

    def right(self, function: Callable) -> Callable:
        """A decorator: this answer has to pass."""
        self.accepted.append(function)
        return function

    def wrong(self, *mistakes: str, says: str | tuple[str, ...] = ()) -> Callable[[Callable], Callable]:
        """A decorator: this answer has to fail, with one of these mistakes and with these words."""

        def keep(function: Callable) -> Callable:
            words = (says,) if isinstance(says, str) else tuple(says)
            self.refused.append(WrongAnswer(self.exercise, function, mistakes, words))
            return function

        return keep


def of(exercise: str) -> Answers:
    """The answers of one exercise."""
    found: Answers = importlib.import_module(f"tests.exercises.{exercise}").ANSWERS
    assert found.exercise == exercise
    return found


def coded() -> list[Exercise]:
    """All exercises in which a function is written."""
    return [one for one in exercises.registry().values() if isinstance(one, Exercise)]


def wrong_answers() -> list[WrongAnswer]:
    """Learners' wrong answers to all exercises."""
    return [answer for one in coded() for answer in of(one.name).refused]
