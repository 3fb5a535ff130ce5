"""What has to be said of a submission that was made with another version of the course: told, and graded all the same.

Its set-up cell names the version. From this, a check of an exercise that is not known here, and a function whose
arguments are not those of today, are told for what they are, and not left to look like mistakes of the learner's.
"""

import difflib
import re

from lstmlab import exercises
from lstmlab._version import __version__
from lstmlab.exercises import Exercise
from lstmlab.grading.notebook import Cell, cells

_PIN = re.compile(r"\blstmlab(?:\[[\w, -]{0,80}\])?==([\w.+-]{1,40})")
_CHECKED = re.compile(r"""\bcheck\(\s{0,80}["']([\w.]{1,80})["']""")
_NAME = re.compile(r"\s*\*{0,2}(\w{1,80})")
_LONGEST = 2_000


def remarks(data: bytes) -> tuple[str, ...]:
    """Sentences' ends about a notebook; none where it is of this version. Raises BrokenNotebook."""
    found = cells(data)
    made_with = next((pin[1] for cell in found for pin in [_PIN.search(cell.code)] if pin), "")
    other = made_with not in ("", __version__)
    said = []
    if other and _newer(made_with):
        said.append(
            f"was made with lstmlab {made_with}, which is newer than {__version__} here: grade it with that one"
        )
    elif other:
        said.append(f"was made with lstmlab {made_with}; here is {__version__}")
    registry = exercises.registry()
    checked = dict.fromkeys(name for cell in found for name in _CHECKED.findall(cell.code))
    for name in checked:
        if name not in registry:
            near = difflib.get_close_matches(name, registry, n=1)
            said.append(f"checks {name}, which is no exercise here{f' (is it {near[0]}?)' if near else ''}")
    if other:
        said += [text for name in checked if (text := _changed(name, found))]
    return tuple(said[:20])


def _changed(name: str, found: list[Cell]) -> str:
    """What to say where the function of an exercise has other arguments than today."""
    exercise = exercises.registry().get(name)
    if not isinstance(exercise, Exercise):
        return ""
    for cell in reversed(found):
        for function in {exercise.worked.__name__, name.split(".")[-1]}:
            given = arguments(cell.code, function)
            if given is not None:
                wanted = list(exercise.arguments)
                if given == wanted:
                    return ""
                return f"gives {name} the arguments {', '.join(given)}, which are {', '.join(wanted)} in this version"
    return ""


def arguments(code: str, function: str) -> list[str] | None:
    """The names of a function's arguments, read from its text; None where there is no such function."""
    found = re.search(rf"^def {re.escape(function)}\(", code, re.MULTILINE)
    if found is None:
        return None
    level, piece, pieces = 0, "", []
    for letter in code[found.end() : found.end() + _LONGEST]:
        if letter in "([{":
            level += 1
        elif letter in ")]}":
            level -= 1
            if level < 0:
                break
        if letter == "," and not level:
            pieces.append(piece)
            piece = ""
        else:
            piece += letter
    names = [_NAME.match(one) for one in [*pieces, piece]]
    return [one[1] for one in names if one]


def _newer(version: str) -> bool:
    def parts(text: str) -> list[int]:
        return [int(one) for one in re.findall(r"\d{1,9}", text)[:4]]

    return parts(version) > parts(__version__)
