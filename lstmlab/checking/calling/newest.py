"""The cell that a learner ran last for an answer, as IPython keeps it: whether the function of now comes from it.

Where Python cannot read a cell it runs none of it, and where a line fails it does not come to the ones below. A name
that was defined before goes on to stand for the function of before: a check of that one would praise or blame an answer
that the learner no longer has before their eyes.
"""

import ast
import inspect
import re
import sys
import textwrap
import warnings
from typing import Any, NamedTuple


class Stopped(NamedTuple):
    """Why the newest cell of an answer has not become a function.

    Attributes:
        error: what Python says of a cell that it cannot read; empty where a line of the cell failed.
        number: of the line that it cannot read, from 1; 0 where it names none.
        line: that line.
    """

    error: str = ""
    number: int = 0
    line: str = ""


def stopped(function: Any) -> Stopped | None:
    """Why a function is none of the newest cell that defines its name; None where it is, or outside a notebook."""
    name = getattr(function, "__name__", "")
    ipython: Any = sys.modules.get("IPython")
    shell: Any = ipython.get_ipython() if ipython else None
    if shell is None or not isinstance(name, str) or not name.isidentifier():
        return None
    gives = re.compile(rf"^(?:(def +{name}\b)|{name} *=(?!=)|(?:from|import)\b.*\b{name}\b)", re.MULTILINE)
    # Not every shell keeps what was run: without it, nothing is known.
    cells = list(enumerate(getattr(getattr(shell, "history_manager", None), "input_hist_raw", ())))
    those = (
        (number, cell, found) for number, cell in reversed(cells) if (found := gives.search(textwrap.dedent(cell)))
    )
    number, newest, found = next(those, (0, "", None))
    if found is None or number == cells[-1][0]:  # the last cell of all is the one that runs this check
        return None
    text = shell.transform_cell(newest)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as problem:
        at = problem.lineno or 0
        return Stopped(problem.msg, at, next(iter(text.splitlines()[at - 1 : at]), "").strip())
    made_in = getattr(getattr(inspect.unwrap(function), "__code__", None), "co_filename", "")
    if found[1] is None or made_in == _file(shell, number, newest):  # what is only given a name was made elsewhere
        return None
    return Stopped() if any(made_in == _file(shell, older, cell) for older, cell, _ in those) else None


def _file(shell: Any, number: int, cell: str) -> str:
    """What the code of a cell has as its file."""
    return str(shell.compile.get_code_name(cell, shell.transform_cell(cell), number))
