"""The quizzes of a chapter: what its answer says of each choice.

    :::{dropdown} Answer to question 1
    **d.** Why it is right. (a) Why not. (b), (c) Why neither of these.
    :::

On a page a click on a choice says what stands here about it (page/src/quizzes.js, by the same rule); in a notebook each
choice is a fold with it.
"""

import re

CHOICE = re.compile(r"^([a-h])\. (.+)$", re.MULTILINE)
_ANSWER = re.compile(r"\*\*([a-h])\.\*\* (.*)", re.DOTALL)
_MARKS = re.compile(r"(?<!\S)\([a-h]\)(?:(?:,| and) \([a-h]\))*")


def explained(answer: str) -> tuple[str, dict[str, str]]:
    """The right letter, and what is said of each letter.

    Raises:
        ValueError: the answer does not begin with its letter in bold.
    """
    found = _ANSWER.fullmatch(answer.strip())
    if found is None:
        raise ValueError("the answer to a quiz begins with its letter in bold: **d.** Why it is right.")
    right, said = found.groups()
    groups = list(_MARKS.finditer(said))
    ends = [*(group.start() for group in groups), len(said)][1:]
    why = {right: said[: groups[0].start() if groups else len(said)].strip()}
    for group, end in zip(groups, ends, strict=True):
        text = said[group.end() : end].strip()
        if text[:1].islower():  # the choices themselves are what the sentence is about
            text = f"{group[0]} {text}"
        why |= dict.fromkeys(re.findall(r"\(([a-h])\)", group[0]), text)
    return right, why
