"""Whole sentences with an id, filled in by name: what is said stands in one table for each drawer.

A table is a TOML file. A template's id is its path, such as "form.missing-key"; an entry with `one` and `many` is
chosen by a count. A translation is another file with the same ids.
"""

import tomllib
from functools import cached_property
from importlib.resources import files
from typing import Any


class Sentence(str):
    """Text for the learner that still knows which template it was made from.

    Attributes:
        id: the template's; empty for text that has none, such as an exercise's own.
        values: what was filled in, by name.
    """

    id: str
    values: dict[str, Any]

    def __new__(cls, text: str, id: str = "", values: dict[str, Any] | None = None) -> "Sentence":
        made = super().__new__(cls, text)
        made.id, made.values = id, dict(values or {})
        return made


class Table:
    """The templates of one drawer, read when the first one is asked for."""

    def __init__(self, package: str, name: str = "sentences.toml") -> None:
        self._file = files(package).joinpath(name)

    @cached_property
    def templates(self) -> dict[str, str]:
        """Every template by its id."""
        return dict(_flat(tomllib.loads(self._file.read_text(encoding="utf-8"))))

    def say(self, id: str, count: int | None = None, **values: Any) -> Sentence:
        """The template of this id, filled in.

        Args:
            count: chooses between `one` and `many`; it is filled in, too, where the template names it.

        Raises:
            KeyError: there is no such template, or it names a value that is not given.
        """
        if count is not None:
            id, values = f"{id}.{'one' if count == 1 else 'many'}", {"count": count, **values}
        return Sentence(self.templates[id].format(**values), id, values)


def _flat(table: dict[str, Any], path: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, entry in table.items():
        full = f"{path}.{name}" if path else name
        found += _flat(entry, full) if isinstance(entry, dict) else [(full, " ".join(entry.split()))]
    return found
