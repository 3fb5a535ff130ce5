"""A problem: one thing that is wrong with one result, with the two hints that go with it."""

from dataclasses import dataclass
from typing import Any

from lstmlab.checking.diagnosis.sentences import TABLE, say

# In the order in which they are told.
KINDS = ("remembers", "endless", "raises", "form", "nan", "changed", "unsteady", "numbers", "property", "slow")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one result.

    Attributes:
        kind: one of `KINDS`.
        text: a whole sentence.
        question, pointer: the two hints that go with it; empty where another finding has better ones.
        part: name of the part of the result, "" for a single one.
        id: of the template of the text.
    """

    kind: str
    text: str
    question: str = ""
    pointer: str = ""
    part: str = ""
    id: str = ""


def problem(kind: str, id: str, part: str = "", text: str = "", **values: Any) -> Problem:
    """The problem whose text and hints stand under one id; `text` where more than one sentence is said."""
    question, pointer = (
        say(f"{id}.{name}", **values) if f"{id}.{name}" in TABLE.templates else "" for name in ("question", "pointer")
    )
    return Problem(kind, text or say(f"{id}.text", **values), question, pointer, part, id)
