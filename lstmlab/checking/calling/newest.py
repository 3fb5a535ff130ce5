"""The cell that a learner ran last for an answer, as IPython keeps it: whether it has become the function of now.

Where Python cannot read a cell it runs none of it, and a name that was defined before goes on to stand for the function
of before. A check of that one would praise or blame an answer that the learner no longer has before their eyes.
"""

import ast
import re
import sys
import warnings
from typing import NamedTuple


class Unreadable(NamedTuple):
    """What Python says of a cell that it cannot read, the number of the line (from 1; 0 where it names none), and the
    line."""

    error: str
    number: int
    line: str


def unreadable(name: str) -> Unreadable | None:
    """Why the newest cell that defines this name could not be read; None where it could, or outside a notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    cells = getattr(getattr(shell, "history_manager", None), "input_hist_raw", ())
    known = re.escape(name)
    gives = re.compile(
        rf"^[ \t]*(?:(?:async[ \t]+)?def[ \t]+{known}\b|{known}[ \t]*[:=]|(?:from|import)\b.*\b{known}\b)", re.M
    )
    newest = next((cell for cell in reversed(cells) if gives.search(cell)), None)
    if shell is None or newest is None:
        return None
    text = shell.transform_cell(newest)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as problem:
        number = problem.lineno or 0
        return Unreadable(problem.msg, number, next(iter(text.splitlines()[number - 1 : number]), "").strip())
    return None
