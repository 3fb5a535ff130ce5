"""The learner's progress in a small JSON file beside the notebook, or only in memory where there is no such place.

The file is written whole and put into place in one step. What another notebook wrote meanwhile is merged, the best
result of each exercise is kept, and a file that cannot be understood is set aside, never overwritten.
"""

import contextlib
import json
import os
import secrets
from pathlib import Path
from typing import Any

from lstmlab.checking.display.result import CheckResult
from lstmlab.checking.display.sentences import say

NAME = "lstmlab-progress.json"
FORM = 1
_RANK = {"failed": 1, "passed": 2}
# How often the file is read again after writing, in case another notebook wrote at the same moment.
_TRIES = 3

Results = dict[str, dict[str, Any]]

# Where there is no file, the results of this session.
_session: Results = {}


def place() -> Path | None:
    """The file, or None where nothing is to be kept: switched off, or nbgrader is at work."""
    wanted = os.environ.get("LSTMLAB_PROGRESS", "").strip()
    if wanted.lower() == "off" or os.environ.get("NBGRADER_EXECUTION"):
        return None
    try:
        return (Path(wanted).expanduser() if wanted else Path.cwd() / NAME).resolve()
    except (OSError, RuntimeError):
        return None


def record(result: CheckResult) -> tuple[str, ...]:
    """Keep a result if it is the best so far; what was not attempted leaves no trace.

    Returns:
        What the learner has to be told: a broken file was set aside, or there is no place for a file.
    """
    if result.status not in _RANK:
        return ()
    entry = {"status": result.status, "points": result.points}
    _session[result.exercise] = _better(_session.get(result.exercise), entry)
    file = place()
    if file is None:
        return ()
    notes: list[str] = []
    try:
        for _ in range(_TRIES):
            results, note = _read(file)
            notes += [note] if note else []
            kept = _better(results.get(result.exercise), entry)
            if results.get(result.exercise) == kept:
                break
            _write(file, {**results, result.exercise: kept})
    except OSError as problem:
        notes.append(_unkept(file, problem))
    return tuple(notes)


def load() -> tuple[Results, tuple[str, ...]]:
    """The results so far, and what the learner has to be told about the file."""
    file = place()
    if file is None:
        return dict(_session), (say("progress.no-file"),)
    try:
        results, note = _read(file)
    except OSError as problem:
        return dict(_session), (_unkept(file, problem),)
    if not results and _session and not os.access(file.parent, os.W_OK):
        return dict(_session), (_unkept(file, None),)
    return results, (note,) if note else ()


def _better(old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    if old is None or (_RANK[new["status"]], new["points"]) > (_RANK[old["status"]], old["points"]):
        return new
    return old


def _unkept(file: Path, problem: OSError | None) -> str:
    if problem is None or not problem.strerror:
        return say("progress.unkept", file=file)
    return say("progress.unkept-because", file=file, reason=problem.strerror)


def _read(file: Path) -> tuple[Results, str]:
    """The results in a file. A file that cannot be understood is moved aside, and the note says where to."""
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return {}, ""
    try:
        return _understood(text), ""
    except ValueError as problem:
        aside = _set_aside(file, text)
        return {}, say(str(problem), file=file.name, aside=aside.name)


def _understood(text: bytes) -> Results:
    """The results in the text of a file. Raises ValueError with the id of a sentence about the file."""
    try:
        content = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ValueError("progress.no-json") from None
    if not isinstance(content, dict) or not isinstance(content.get("form"), int):
        raise ValueError("progress.something-else")
    if content["form"] > FORM:
        raise ValueError("progress.later-version")
    results = content.get("results")
    if not isinstance(results, dict) or not all(map(_is_entry, results.values())):
        raise ValueError("progress.no-entries")
    return results


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and entry.get("status") in tuple(_RANK)
        and isinstance(entry.get("points"), int)
        and not isinstance(entry["points"], bool)
        and entry["points"] >= 0
    )


def _set_aside(file: Path, text: bytes) -> Path:
    """Move a file to a name that no other file has."""
    number = 1
    while True:
        aside = file.with_name(f"{file.stem}.set-aside-{number}{file.suffix}")
        try:
            with open(aside, "xb") as copy:
                copy.write(text)
        except FileExistsError:
            number += 1
            continue
        file.unlink()
        return aside


def _write(file: Path, results: Results) -> None:
    content = {"form": FORM, "results": dict(sorted(results.items()))}
    temporary = file.with_name(f".{file.stem}-{secrets.token_hex(4)}.tmp")
    try:
        with open(temporary, "x", encoding="utf-8") as out:
            out.write(json.dumps(content, indent=2) + "\n")
        os.replace(temporary, file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
