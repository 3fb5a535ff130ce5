"""Shows an author how a check answers to a wrong function: python -m tools.mistake lstm.step [FILE]

The first call writes a file with the worked answer, `scratch/lstm.step.py`. Change it as the learner did and call
again: you see the card, and, where the mistake has no name yet, a table for the exercise's .toml with your changes.
"""

import argparse
import ast
import difflib
import inspect
import re
import runpy
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

from lstmlab import exercises
from lstmlab.checking import examine
from lstmlab.checking.diagnosis.trial import SEED
from lstmlab.exercises import Exercise

ROOT = Path(__file__).resolve().parent.parent
READABLE = 8  # letters of an `old` that is replaced: "a)" would be enough for the program and not for a reader


def _source(function: Callable) -> str:
    return textwrap.dedent(inspect.getsource(function))


def start(exercise: Exercise, path: Path) -> None:
    """Write a file with the worked answer and the imports that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    module = inspect.getmodule(exercise.worked)
    assert module is not None
    source = _source(exercise.worked)
    needed = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    imports = [
        ast.unparse(node)
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and needed & {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    ]
    path.write_text("\n".join([*imports, "", "", source]), encoding="utf-8")


def edits(worked: str, wrong: str) -> list[tuple[str, str]]:
    """The lines in which two sources differ, as edits: each `old` stands exactly once in the worked answer."""
    before, after = (text.strip().splitlines(keepends=True)[1:] for text in (worked, wrong))  # without `def`
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        first, last = a, b
        while worked.count("".join(before[first:last])) != 1 or first == last:  # more lines until it is the only place
            if first:
                first -= 1
            elif last < len(before):
                last += 1
            else:
                break
        old = "".join(before[first:last])
        new = "".join([*before[first:a], *after[c:d], *before[b:last]])
        found.append(_short(worked, old, new))
    return found


def _short(worked: str, old: str, new: str) -> tuple[str, str]:
    """An edit without the words that both sides share at their ends, as far as `old` still stands there only once."""
    words = [re.findall(r"\w+|\s+|.", text, flags=re.S) for text in (old, new)]
    for end in (0, -1):
        while all(words) and words[0][end] == words[1][end]:
            left = [part[1:] if end == 0 else part[:-1] for part in words]
            old_now, new_now = ("".join(part) for part in left)
            if not old_now.strip() or worked.count(old_now) != 1 or (new_now and len(old_now.strip()) < READABLE):
                break
            words = left
    return "".join(words[0]), "".join(words[1])


def _quoted(text: str) -> str:
    return f"'''\n{text}'''" if "\n" in text else f'"{text}"' if '"' not in text else f"'{text}'"


def table(worked: str, wrong: str) -> str:
    """A table for the exercise's .toml, whose sentences the author writes."""
    pairs = [f"[{_quoted(old)}, {_quoted(new)}]" for old, new in edits(worked, wrong)]
    edit = pairs[0] if len(pairs) == 1 else "[\n" + "".join(f"    {pair},\n" for pair in pairs) + "]"
    return "\n".join(
        (
            "[a-short-name]",
            f"edit = {edit}",
            'like = "one that ..."',
            'ask = "A question that makes the learner look there?"',
            'look = "What to look at."',
        )
    )


def main(arguments: list[str]) -> int:
    """Returns 0 where the function is named or passes, 1 where it is not named, 2 where there is nothing to check."""
    parser = argparse.ArgumentParser(description="How a check answers to a wrong function.")
    parser.add_argument("exercise", help="its name, such as lstm.step")
    parser.add_argument("file", nargs="?", type=Path, help="the file with the function; scratch/<exercise>.py")
    given = parser.parse_args(arguments)
    try:
        exercise = exercises.get(given.exercise)
    except ValueError as problem:
        parser.error(str(problem))
    if not isinstance(exercise, Exercise):
        parser.error(f"{exercise.name} is a puzzle: its conditions stand in the figure, and it has no known mistakes")
    path = given.file or ROOT / "scratch" / f"{exercise.name}.py"
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    if not path.exists() and given.file is None:
        start(exercise, path)
        print(f"Wrote the worked answer to {shown}. Change it as the learner did, and run this again.")
        return 2
    name = exercise.worked.__name__
    space = runpy.run_path(str(path))
    if not callable(space.get(name)):
        parser.error(f"{shown} defines no function {name}")
    result = examine(exercise, space[name], SEED)
    print(result)
    where = f"lstmlab/exercises/{exercise.name.replace('.', '/')}.toml"
    if result.status == "passed":
        print("\nIt passes. If it is wrong, the exercise needs a case that shows it.")
        return 0
    if result.mistakes:
        print(f"\nNamed: {', '.join(result.mistakes)}. The sentences stand in {where}.")
        return 0
    print(f"\nNot named. Give it a name in {where}:\n\n{table(_source(exercise.worked), _source(space[name]))}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
