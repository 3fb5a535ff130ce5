"""Reading a submission as plain JSON: its code cells, and what its checks said when it was saved. Nothing is run."""

import hashlib
import json
import os
import re
import stat
from dataclasses import dataclass
from typing import Any

from lstmlab import exercises
from lstmlab.checking.display.result import RESULT

MOST_BYTES = 30_000_000
MOST_CELLS = 5_000
# Letters of code in all cells; a notebook of the course has a tenth of it, and a message to the jail room for all.
MOST_CODE = 300_000


class BrokenNotebook(ValueError):
    """A file that is no notebook; the message completes "The file ..."."""


@dataclass(frozen=True)
class Cell:
    """A code cell.

    Attributes:
        number: among all cells, from 1.
        code: as it stands there.
        tags: of the cell.
        grade_id: nbgrader's name of it; empty where it has none.
        results: what the checks in it said when the notebook was saved, as data (see CheckResult.data).
    """

    number: int
    code: str
    tags: tuple[str, ...] = ()
    grade_id: str = ""
    results: tuple[dict[str, Any], ...] = ()


def content(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a submission. Raises BrokenNotebook where it is no file, cannot be read or is too large."""
    try:
        # Not through a link, and without waiting for a pipe that nobody writes to.
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as problem:
        if os.path.islink(path):
            raise BrokenNotebook("is a link: hand in the notebook itself") from None
        raise BrokenNotebook(f"cannot be read ({problem.strerror})") from None
    except ValueError:
        raise BrokenNotebook("has a name that no file can have") from None
    try:
        found = os.fstat(file)
        if stat.S_ISDIR(found.st_mode):
            raise BrokenNotebook("is a folder")
        if not stat.S_ISREG(found.st_mode):
            raise BrokenNotebook("is no file, but a pipe, a device or the like")
        if found.st_size > MOST_BYTES:
            raise BrokenNotebook(f"has {found.st_size / 1e6:.0f} MB; at most {MOST_BYTES / 1e6:.0f} are read")
        return _whole(file)
    except OSError as problem:
        raise BrokenNotebook(f"cannot be read ({problem.strerror})") from None
    finally:
        os.close(file)


def _whole(file: int) -> bytes:
    data = bytearray()
    while len(data) <= MOST_BYTES and (piece := os.read(file, 1 << 20)):
        data += piece
    return bytes(data)


def key(data: bytes) -> str:
    """What tells one submission from another: changed contents have another key."""
    return hashlib.sha256(data).hexdigest()


def cells(data: bytes) -> list[Cell]:
    """The code cells of a notebook. Raises BrokenNotebook where it is none of format 4."""
    if data[:2] == b"\x1f\x8b":
        raise BrokenNotebook("is compressed: hand in the notebook itself")
    try:
        read = json.loads(data.decode(json.detect_encoding(data)))
    except (ValueError, RecursionError):
        raise BrokenNotebook("is no JSON, so it is no notebook, or it was cut off") from None
    found = read.get("cells") if isinstance(read, dict) else None
    if not isinstance(found, list):
        old = isinstance(read, dict) and "worksheets" in read
        raise BrokenNotebook(
            "has the old notebook format 3: open and save it in JupyterLab" if old else "holds no cells"
        )
    if len(found) > MOST_CELLS:
        raise BrokenNotebook(f"has {len(found)} cells; at most {MOST_CELLS} are read")
    code = [_cell(k, one) for k, one in enumerate(found, 1) if isinstance(one, dict) and one.get("cell_type") == "code"]
    letters = sum(len(one.code) for one in code)
    if letters > MOST_CODE:
        raise BrokenNotebook(f"holds {letters} letters of code; at most {MOST_CODE} are run")
    return code


def _cell(number: int, found: dict[str, Any]) -> Cell:
    metadata = found.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    tags, graded, outputs = metadata.get("tags"), metadata.get("nbgrader"), found.get("outputs")
    grade_id = graded.get("grade_id") if isinstance(graded, dict) else ""
    shown = [
        output["data"].get(RESULT)
        for output in (outputs if isinstance(outputs, list) else [])
        if isinstance(output, dict) and isinstance(output.get("data"), dict)
    ]
    return Cell(
        number,
        _text(found.get("source")),
        tuple(map(str, tags)) if isinstance(tags, list) else (),
        grade_id if isinstance(grade_id, str) else "",
        tuple(one for one in shown if isinstance(one, dict)),
    )


def _text(lines: Any) -> str:
    if isinstance(lines, list):
        words = [line for line in lines if isinstance(line, str)]
        # Each line brings its end along; there are programs that leave all of them out.
        apart = "" if any(line.endswith(("\n", "\r")) for line in words) else "\n"
        lines = apart.join(words)
    return lines.replace("\r\n", "\n").replace("\r", "\n") if isinstance(lines, str) else ""


def named(code: str) -> list[str]:
    """The exercises that a piece of code names, most often in a call of `check`."""
    known = exercises.registry()
    found = re.findall(r"""(?<=["'])(\w{1,40}\.\w{1,40})(?=["'])""", code)
    return [name for name in dict.fromkeys(found) if name in known]
