"""A function that runs in another process: what a check asks of it, and what is told about an error that it raised.

The check of a notebook never meets one. The grader of a class does: its answers run where they can do no harm, and
everything that is asked of a function goes through here. Each of these questions has its own answer for a function of
this process, in run.py, source.py and place.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lstmlab.checking.calling.place import Place
    from lstmlab.checking.calling.run import Outcome

_TOLD = "_lstmlab_told"


class Elsewhere:
    """A function of another process. `inspect.signature` reads `__signature__`, which each of them has.

    Attributes:
        computes: whether it does more than assign and return.
        loop_cut_short: its line that ends a loop in the first turn; empty where there is none.
        aside: its arguments whose values it never looks at.
    """

    computes: bool
    loop_cut_short: str
    aside: list[str]

    def outcome(self, inputs: dict[str, Any], seconds: float | None) -> "Outcome":
        """What one call does, with copies of the inputs."""
        raise NotImplementedError

    def __call__(self, *given: Any) -> Any:
        """A call like any other: it changes what it is given, and raises."""
        raise NotImplementedError

    def line_that_changes(self, names: Sequence[str]) -> str:
        """The first line that seems to write into one of these arguments."""
        raise NotImplementedError

    def kept_outside(self) -> dict[str, int]:
        """The lengths of the lists and dicts that outlive a call, by name."""
        raise NotImplementedError

    def steps_of_python(self, given: Sequence[Any]) -> int:
        """How many lines and calls of Python one call takes."""
        raise NotImplementedError


@dataclass(frozen=True)
class Told:
    """What the other process said about an error.

    Attributes:
        text: its message.
        lines: the numbers of the lines that it went through, from the call to where it began.
        innermost: name of the function that it began in.
        place: the last line of the learner's own code.
    """

    text: str
    lines: tuple[int, ...]
    innermost: str
    place: "Place | None"


def tell(error: BaseException, told: Told) -> BaseException:
    """The error, which carries what was told about it."""
    vars(error)[_TOLD] = told
    return error


def told_of(error: BaseException) -> Told | None:
    """What was told about an error; None for one that was raised in this process."""
    # Not `error.…`: the class may be the learner's own, and what it does when it is asked is the learner's, too.
    found = BaseException.__getattribute__(error, "__dict__").get(_TOLD)
    return found if isinstance(found, Told) else None
