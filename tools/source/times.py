"""How long a chapter takes, counted and not guessed: the rule of the course for the minutes that a chapter names.

- words that are read: 180 a minute, which is slow, because there are formulas between them
- lines of code in the text: 12 a minute; what the page folds (experiments, solutions, the setup) is left to the curious
- an exercise or a puzzle by its points: 6, 12, 20 and 30 minutes for 1 to 4
"""

import re

from lstmlab import exercises
from tools.source.chapters import Chapter

WORDS, LINES = 180, 12  # a minute
EXERCISE = {1: 6, 2: 12, 3: 20, 4: 30}  # minutes, by points
NEAR = 0.12  # how far the minutes that a chapter names may be from those that are counted

_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_NAMED = re.compile(r"\bPlan (\d+) minutes\b")


def words(text: str) -> int:
    """Words of a text; a formula counts as one."""
    return len(_WORD.findall(_FORMULA.sub(" formula ", text)))


def counted(chapter: Chapter) -> float:
    """Minutes of a chapter by the rule."""
    read = sum(words(cell.source) for cell in chapter.cells if cell.type == "markdown")
    shown = [cell.source for cell in chapter.cells if cell.type == "code" and cell.kind in ("", "figure")]
    lines = sum(bool(line.strip()) for source in shown for line in source.splitlines())
    done = sum(EXERCISE[one.points] for one in exercises.registry().values() if one.chapter == chapter.number)
    return read / WORDS + lines / LINES + done


def named(text: str) -> int | None:
    """The minutes that a chapter says it takes, "Plan 90 minutes"."""
    found = _NAMED.search(text)
    return int(found[1]) if found else None


def is_near(minutes: float, others: float) -> bool:
    """Whether named minutes are as good as counted ones: within 12 per cent, or 5 minutes."""
    return abs(minutes - others) <= max(NEAR * others, 5)
