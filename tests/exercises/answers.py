"""What a check is held against: for each exercise right answers, wrong answers, and mutants that are no mistakes.

They stand in `tests/exercises/<chapter>/<exercise>.py`:

    ANSWERS = Answers("lstm.step")
    right, wrong = ANSWERS.right, ANSWERS.wrong

    @right
    def with_einsum(x, h_prev, c_prev, W_x, W_h, b): ...

    @wrong("no-forget-gate")
    def _(x, h_prev, c_prev, W_x, W_h, b): ...

    wrong("one-bias")(changed(with_einsum, ("a = a + b", "a = a + b[0]")))  # the right function but for a line

    ANSWERS.equivalent = {"`hs = np.zeros(shape)` -> `hs = np.ones(shape)`": "every number is overwritten in the loop"}
"""

import ast
import importlib
import inspect
import linecache
import sys
import textwrap
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


def changed(function: Callable, *lines: tuple[str, str]) -> Callable:
    """A function in which lines are others: (the line, what stands there instead), both without the line's indent.

    What stands there instead may be several lines, or "" for none. The source is what somebody would have written: the
    check reads it, and shows its lines.

    Raises:
        ValueError: there is no such line, or there are several.
    """
    source = textwrap.dedent(inspect.getsource(function)).splitlines()
    source = source[ast.parse("\n".join(source)).body[0].lineno - 1 :]  # without decorators
    source[0] = source[0].replace(f"def {function.__name__}(", "def _(")
    for old, new in lines:
        places = [at for at, line in enumerate(source) if line.strip() == old]
        if len(places) != 1:
            raise ValueError(f"{function.__name__} has {len(places)} lines {old!r}; a change needs one")
        (at,) = places
        indent = source[at].removesuffix(old)
        source[at : at + 1] = [indent + line if line else "" for line in new.splitlines()]
    caller = sys._getframe(1)
    # It stands where it is written: at this line of this file.
    text = "\n" * (caller.f_lineno - 1) + "\n".join(source) + "\n"
    filename = f"<{caller.f_code.co_filename}, line {caller.f_lineno}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    space: dict[str, Callable] = {}
    exec(compile(text, filename, "exec"), function.__globals__, space)
    return space["_"]


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
