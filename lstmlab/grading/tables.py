"""The results as tables: for a person in a terminal, and for a spreadsheet."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from lstmlab.grading.records import Record, shown, write

COLUMNS = ("notebook", "exercise", "status", "points", "max_points", "mistakes", "note")
# With more submissions than this, one line each has to do.
_FEW = 12


def text(found: Sequence[Record]) -> str:
    """A block for each notebook where there are few, a line for each where there are many."""
    lines: list[str] = []
    width = max((len(one.exercise) for record in found for one in record.grades), default=0)
    for record in found:
        name = shown(record.submission, 200)
        lines.append(f"{name}: {record.points} of {record.max_points} points")
        if record.reason:
            lines[-1] += f" (unreadable: {shown(record.reason, 300)})"
        lines += [f"    it {shown(one, 300)}" for one in record.remarks]
        if len(found) > _FEW:
            continue
        for one in record.grades:
            more = "; ".join(filter(None, [", ".join(one.mistakes), shown(one.note, 300)]))
            score = f"{one.points} of {one.max_points}"
            lines.append(f"    {one.exercise:<{width}}  {score:>7}  {one.status}{f' ({more})' if more else ''}")
    return "\n".join(lines)


def rows(found: Sequence[Record]) -> list[list[str | int]]:
    """A row for each exercise, and one for each submission that could not be graded."""
    made: list[list[str | int]] = []
    for record in found:
        name = record.submission
        if record.reason:
            made.append([name, "", "unreadable", 0, 0, "", record.reason])
        for one in record.grades:
            made.append([name, one.exercise, one.status, one.points, one.max_points, " ".join(one.mistakes), one.note])
    return made


def defused(value: str | int) -> str | int:
    """A cell of a spreadsheet: a text that it would take for a formula begins with an apostrophe."""
    if not isinstance(value, str):
        return value
    plain = " ".join(shown(value, 1000).split())
    return f"'{plain}" if plain[:1] in ("=", "+", "-", "@", "|", "%") else plain


def as_csv(found: Sequence[Record]) -> bytes:
    """The rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([defused(one) for one in row] for row in rows(found))
    return out.getvalue().encode("utf-8")


def write_csv(found: Sequence[Record], file: Path) -> None:
    """Write the table to a new file. Raises FileExistsError: grades are not overwritten."""
    if os.path.lexists(file):
        raise FileExistsError(file)
    write(file, as_csv(found))
