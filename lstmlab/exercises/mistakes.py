"""The known mistakes of an exercise, read from the TOML file beside it.

`load("lstm.step")` reads `lstm/step.toml`: a table for each mistake, most specific first.

    [no-forget-gate]
    edit = ["f * c_prev", "c_prev"]
    like = "one without the forget gate: the cell of 1997"
    ask = "Which gate can make a cell lose what it holds? Does anything in c depend on it?"
    look = "Write down what c becomes if f is 1 and i is 0, and what it becomes if f is 0 and i is 1."

- edit: [old, new], or a list of such pairs: a change of the worked answer's source, in which `old` stands exactly once
- body: in place of `edit`, all lines below the worked answer's first one, where hardly any of them is left
- also: a list of further ways to make the same mistake, each written like `edit` or `body`
- function, others: the name of a Python function beside the exercise, and of further ones: for a mistake that
  remembers something from call to call
- like: completes "Your function behaves exactly like ..."
- ask, look: the two hints: a question, then what to look at
- unread: the name of an argument: a function that never looks at it has this mistake, if it has no other one
- alone: true where it is not looked for together with another mistake
- each: a mistake for each column of a table, whose words stand in braces: {gate = ["i", "f"], word = ["in", "forget"]}
- insert: here stand the mistakes that Python has made under this name, such as those of all gate orders

A table `[phrases]` gives text that is needed often a name; `{name}` then stands for it, in texts and in edits. What the
exercises of a chapter have in common is written once, in its `shared.toml`: a table of the same name there fills in
the keys that are missing here, and its phrases are known here.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from lstmlab.exercises.specification import Edits, Mistake

TEXTS = {"like": "behaves_like", "ask": "question", "look": "pointer"}
KEYS = {"edit", "body", "also", "function", "others", "unread", "alone", "each", "insert", *TEXTS}
PHRASES = "phrases"

Table = dict[str, Any]


def load(
    exercise: str,
    shared: Sequence[str] = (),
    functions: Sequence[Callable] = (),
    insert: Mapping[str, Sequence[Mistake]] | None = None,
) -> tuple[Mistake, ...]:
    """The known mistakes of an exercise, in the order of its file.

    Args:
        exercise: its name, such as "lstm.step".
        shared: chapters whose `shared.toml` it uses, such as ("lstm",); the first one that knows a name counts.
        functions: the Python functions that the file names.
        insert: mistakes made in Python, by the name with which the file says where they stand.

    Raises:
        ValueError: the file and the table at fault, what is wrong with it, and what was expected.
    """
    chapter, _, name = exercise.partition(".")
    own = _read(chapter, f"{name}.toml")
    common = [_read(one, "shared.toml") for one in shared]
    words = {key: text for table in reversed([own, *common]) for key, text in table.get(PHRASES, {}).items()}
    by_name = {one.__name__: one for one in functions}
    made = dict(insert or {})
    found: list[Mistake] = []
    for title, entry in own.items():
        if title == PHRASES:
            continue
        where = f"{chapter}/{name}.toml, [{title}]"
        entry = {**next((table[title] for table in common if title in table), {}), **entry}
        if unknown := set(entry) - KEYS:
            raise ValueError(
                f"{where}: {sorted(unknown)[0]!r} is no key of a mistake. Known are {', '.join(sorted(KEYS))}"
            )
        if "insert" in entry:
            if entry["insert"] not in made:
                raise ValueError(f"{where}: no mistakes are handed over by the name {entry['insert']!r}")
            found += made.pop(entry["insert"])
            continue
        for row in _columns(where, entry.pop("each", {})):
            found.append(_mistake(where, title, entry, {**words, **row}, by_name))
    if made:
        raise ValueError(
            f"{chapter}/{name}.toml: the mistakes {sorted(made)[0]!r} are handed over, and no table inserts them"
        )
    return tuple(found)


def _read(chapter: str, file: str) -> dict[str, Table]:
    source = resources.files("lstmlab.exercises") / chapter / file
    try:
        return tomllib.loads(source.read_text("utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise ValueError(f"{chapter}/{file}: {problem}") from None


def _columns(where: str, table: Table) -> Iterator[dict[str, str]]:
    """{gate = [i, f], word = [...]} as a dict for each column; one without words where there is no table."""
    if len({len(column) for column in table.values()}) > 1:
        raise ValueError(f"{where}: the lists of `each` have different lengths")
    yield from (dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)) if table else ({},)


def _mistake(where: str, title: str, entry: Table, words: dict[str, str], functions: dict[str, Callable]) -> Mistake:
    def say(text: str) -> str:
        for key, value in words.items():
            text = text.replace("{" + key + "}", value)
        return text

    def function(name: str) -> Callable:
        if name not in functions:
            raise ValueError(f"{where}: there is no function {name!r} among those that the exercise hands over")
        return functions[name]

    def edits(written: list) -> Edits:
        pairs = [written] if isinstance(written[0], str) else written
        if not all(len(pair) == 2 for pair in pairs):
            raise ValueError(f"{where}: an edit is a pair [old, new], or a list of such pairs; received {written!r}")
        return tuple((say(old), say(new)) for old, new in pairs)

    if missing := [key for key in TEXTS if key not in entry]:
        raise ValueError(f"{where}: the key {missing[0]!r} is missing")
    if sum(key in entry for key in ("edit", "body", "function")) != 1:
        raise ValueError(f"{where}: a mistake has one of `edit`, `body` and `function`")
    return Mistake(
        name=say(title),
        **{name: say(entry[key]) for key, name in TEXTS.items()},
        edits=edits(entry["edit"]) if "edit" in entry else (),
        body=say(entry.get("body", "")),
        function=function(say(entry["function"])) if "function" in entry else None,
        also=tuple(say(one) if isinstance(one, str) else edits(one) for one in entry.get("also", ())),
        others=tuple(function(say(one)) for one in entry.get("others", ())),
        unread=entry.get("unread", ""),
        alone=entry.get("alone", False),
    )
