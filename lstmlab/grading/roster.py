"""Who the learners of a class are, and whose a submission is.

    id,name,email
    ada,Ada Lovelace,ada@example.org

The table that Canvas exports ("Student", "SIS Login ID", ...) and the one of Moodle ("ID number", "Email address", ...)
are read as they are. A submission belongs to the learner whose id stands in its path: where a pattern says, or else in
the name of the file or of a folder around it.
"""

import csv
import io
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lstmlab.grading.records import shown

# What a column is called: ours first, then in the tables that Canvas and Moodle export.
_ID = ("id", "id number", "username", "sis login id")
_ID_IN_CANVAS = ("sis login id", "sis user id", "id")  # its own ID is a number that no learner knows
_CANVAS = "sis login id"  # every table that it exports has this column
_NAME = ("name", "student", "full name")
_FIRST, _LAST = ("first name", "first_name", "firstname"), ("last name", "last_name", "lastname", "surname")
_EMAIL = ("email", "e-mail", "email address")
# An id becomes the name of a folder and the first cell of a row.
_SAFE_ID = re.compile(r"\w[\w.@ -]{0,99}")


@dataclass(frozen=True)
class Learner:
    """A learner. more: the other columns of the roster, by their names, for the table that goes back."""

    id: str
    name: str = ""
    email: str = ""
    known: bool = True
    more: dict[str, str] = field(default_factory=dict, compare=False)


class RosterError(ValueError):
    """A roster that cannot be read; the message names the file and the line."""


def read(file: Path) -> list[Learner]:
    """The learners of a CSV file, in its order.

    Raises:
        RosterError: no column of ids, an id that is there twice, is empty or cannot be the name of a folder.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise RosterError(f"{file}: cannot be read ({problem})") from None
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    columns = {str(name).strip().lower(): str(name) for name in rows.fieldnames or ()}
    if not any(name in columns for name in _ID):
        raise RosterError(f"{file}: expected a column `id` in its first line, found {', '.join(columns) or 'nothing'}")
    found: dict[str, Learner] = {}
    for row in rows:
        cells = {name: (row[column] or "").strip() for name, column in columns.items()}
        if not any(cells.values()) or any("points possible" in cell.lower() for cell in cells.values()):
            continue  # an empty line, and the line of points in a table of Canvas
        if _CANVAS in columns and not any(cells.get(name) for name in (*_ID, "student", *_LAST)):
            continue  # its line that says which assignments are posted by hand
        one = _learner(cells, {columns[name]: cell for name, cell in cells.items()}, f"{file}, line {rows.line_num}")
        if one.id.casefold() in found:
            raise RosterError(f"{file}, line {rows.line_num}: the learner {one.id} is there twice")
        found[one.id.casefold()] = one
    return list(found.values())


def _learner(cells: dict[str, str], more: dict[str, str], where: str) -> Learner:
    id = _first(cells, _ID_IN_CANVAS if _CANVAS in cells else _ID)
    if not _SAFE_ID.fullmatch(id):
        raise RosterError(f"{where}: {id!r} cannot be an id: expected letters, digits and . _ @ - with a letter first")
    name = _first(cells, _NAME) or f"{_first(cells, _FIRST)} {_first(cells, _LAST)}".strip()
    return Learner(id, shown(name, 200), shown(_first(cells, _EMAIL), 200), True, more)


def _first(cells: dict[str, str], names: Iterable[str]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


class Roster:
    """Finds the learner of a submission.

    Args:
        learners: of the class; none where there is no roster: then everybody who hands in is a learner.
        pattern: where the id stands at the end of a path, such as "{id}/*.ipynb"; a star is anything without a slash.
    """

    def __init__(self, learners: Iterable[Learner] = (), pattern: str = "") -> None:
        self.learners = list(learners)
        self._by_id = {one.id.casefold(): one for one in self.learners}
        self._by_name = {one.name.casefold(): one for one in self.learners if one.name}
        self._pattern = _expression(pattern) if pattern else None

    def of(self, path: str) -> Learner:
        """The learner of a submission; one that is not known where the path names none of the roster."""
        parts = [shown(one, 100) for one in Path(path).parts if one not in ("/", "..")] or [""]
        parts[-1] = re.sub(r"\.ipynb$", "", parts[-1])
        if self._pattern is not None:
            found = self._pattern.search(path)
            names = [shown(found["id"], 100)] if found else []
        elif self.learners:
            names = [piece for part in reversed(parts) for piece in (part, part.split("_")[0])]
        else:
            chapter = re.match(r"\d\d-", parts[-1]) and len(parts) > 1
            names = [parts[-2] if chapter else parts[-1]]
        for name in names:
            one = self._by_id.get(name.casefold()) or self._by_name.get(name.casefold())
            if one is not None:
                return one
        name = names[0] if names and (self._pattern is not None or not self.learners) else _beside(parts)
        return Learner(_safe(name), known=not self.learners)


def _beside(parts: list[str]) -> str:
    """What a learner is called who is not on the roster: as the file, or as its folder where that is a chapter's."""
    return parts[-2] if re.match(r"\d\d-", parts[-1]) and len(parts) > 1 else parts[-1]


def _safe(name: str) -> str:
    plain = re.sub(r"[^\w.@ -]", "_", name).strip()
    return plain if _SAFE_ID.fullmatch(plain) else f"unknown {plain.lstrip('.-@ ')[:80]}".strip()


def _expression(pattern: str) -> re.Pattern[str]:
    if pattern.count("{id}") != 1:
        raise RosterError(f"the pattern {pattern!r}: expected {{id}} once, where the id of a learner stands")
    pieces = [re.escape(one).replace(r"\*", "[^/]*") for one in pattern.replace(os.sep, "/").split("{id}")]
    return re.compile(rf"(?:^|/){pieces[0]}(?P<id>[^/]+?){pieces[1]}$")
